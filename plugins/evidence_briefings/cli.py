"""The ``briefings`` command. Data goes to standard output, messages to standard error."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from . import __version__
from .commands.running import CouldNotRun
from .content.problems import printable, shortened
from .project import ProjectError

COMMANDS: Mapping[str, str] = {
    "build": "building",
    "check": "checking",
    "digest": "telling",
    "edit": "editing",
    "explain": "checking",
    "export": "exporting",
    "links": "linking",
    "import": "importing",
    "new": "writing",
    "owners": "keeping",
    "schema": "checking",
    "serve": "building",
    "stale": "keeping",
    "status": "overview",
    "translate": "translating",
}
"""Each command and the module of ``commands/`` that holds it: a check need not load what sends e-mail."""


class _Commands(click.Group):
    """The commands. What the file system refuses, and a site that is not there, is a message in every one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, and load it; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".commands.{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, f"{cmd_name}_" if hasattr(module, f"{cmd_name}_") else cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ProjectError as error:
            raise CouldNotRun(str(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has gone; click knows what to do
                raise
            where = f"{shortened(printable(os.fsdecode(error.filename)), 200)}: " if error.filename else ""
            raise CouldNotRun(f"{where}{error.strerror or error}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefings")
def main() -> None:
    """Turn briefing files into a bilingual site that people can search.

    \b
    Examples:
      briefings check                  check every record
      briefings new short-breaks       start a new record
      briefings serve                  look at the site while you write
    """


if __name__ == "__main__":
    main()
