"""What all commands share: where they run, how they speak, and how they say that they could not run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from ..project import Project, find_project

errors = Console(stderr=True, highlight=False, soft_wrap=True)
"""Messages, as opposed to data."""


class CouldNotRun(click.ClickException):
    """The command could not do its work at all: exit status 2."""

    exit_code = 2


class Day(click.ParamType[date]):
    """A date as 2026-11-01."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date. Write it as 2026-11-01.", param, ctx)


today_option = click.option(
    "--today", type=Day(), metavar="YYYY-MM-DD", help="Judge what is overdue as of this day instead of today."
)


def current_project() -> Project:
    """Return the project that the current folder lies in. Raises ``ProjectError``."""
    return find_project(Path.cwd())
