"""``briefings stale``: what should be looked at again."""

from __future__ import annotations

from datetime import date

import click

from ..content.corpus import Reader
from ..content.problems import printable
from ..content.stale import MONTHS, as_json
from ..content.stale import stale as find_stale
from .running import current_project, errors, today_option


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--months", type=click.IntRange(0, 1200), default=MONTHS, show_default=True, help="See above.")
@today_option
def stale(style: str, months: int, today: date | None) -> None:
    """List projects that are over and silent, and records whose review is overdue, with the team that keeps each.

    Silent: no outputs, or no note on impact so many MONTHS after the end. Archived records are left out, as are those
    with errors. The exit status is 0 if there is nothing to do, 1 if something is listed, 2 if it could not run.

    \b
    Examples:
      briefings stale
      briefings stale --today 2027-01-01 --format json
    """
    day = today or date.today()
    project = current_project()
    corpus = Reader(project.shown_records, project.base).read(today=day)
    found = find_stale(corpus, day, months)
    click.echo(as_json(found) if style == "json" else "".join(f"{printable(str(one))}\n" for one in found), nl=False)
    left_out = len(corpus.files) - len(corpus.briefings)
    more = f"; left out because of errors (briefings check): {left_out}" if left_out else ""
    errors.print(f"To look at: {len(found)}. Records: {len(corpus.briefings)}{more}")
    raise SystemExit(1 if found else 0)
