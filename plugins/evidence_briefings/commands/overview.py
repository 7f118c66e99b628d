"""``briefings status``: where each record stands."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from ..content import parity as between
from ..content import status as standing
from ..content.suggest import did_you_mean
from ..project import Project
from .running import CouldNotRun, current_project, errors, today_option


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--owner", default="", metavar="TEAM", help="Only records that a team keeps (part of its name will do).")
@click.option("--topic", default="", metavar="ID", help="Only records on a topic, or on one below it.")
@click.option("--welsh", "states", multiple=True, type=click.Choice(standing.STATES), help="Only where it is so far.")
@click.option("--parity", is_flag=True, help="Count what there is in both languages instead, lists and pages included.")
@today_option
def status(style: str, owner: str, topic: str, states: tuple[str, ...], parity: bool, today: date | None) -> None:
    """Show for each record what the check says, how far its Welsh is, when its review is due, and who keeps it.

    Welsh is missing, outdated (with the texts, and since when if Git can tell), incomplete, a draft, or reviewed. For a
    record written in Welsh first the same is said of its English. The exit status is 0, or 2 if it could not run.

    \b
    Examples:
      briefings status
      briefings status --welsh missing --welsh outdated
      briefings status --owner "Evidence team" --format csv > status.csv
      briefings status --parity
    """
    day = today or date.today()
    project = current_project()
    corpus = project.reader().read(today=day)
    if topic and topic not in corpus.vocabularies["topics"]:
        hint = did_you_mean(topic, corpus.vocabularies["topics"].terms)
        raise CouldNotRun(f'"{topic}" is not a topic.{hint}')
    found = standing.standings(corpus, day, owner=owner, topic=topic, states=states)
    if parity:
        if style == "csv":
            raise click.UsageError("--parity is text or json.")
        counted = between.parity(corpus, found, _unpaired(project))
        click.echo(between.as_json(counted) if style == "json" else between.as_text(counted), nl=False)
        return
    if style == "text" and sys.stdout.isatty():
        _table(found)
    else:
        writers = {"text": standing.as_text, "json": standing.as_json, "csv": standing.as_csv}
        click.echo(writers[style](found), nl=False)
    errors.print(standing.summary(found), markup=False)


def _table(found: list[standing.Standing]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in standing.COLUMNS:
        table.add_column(name, overflow="fold")
    for one in found:
        late = "bold" if one.review == "overdue" or one.errors else ""
        table.add_row(
            *(Text(cell, style=late if place in (0, 3) else "") for place, cell in enumerate(standing.cells(one)))
        )
    Console(highlight=False).print(table)


def _unpaired(project: Project) -> list[str]:
    """Return the hand-written pages whose pair in the other language is not there."""
    from ..site.handwritten import unpaired

    folder = project.pages
    paths = {path.relative_to(folder): path for path in sorted(folder.glob("*/**/*.md"))} if folder is not None else {}
    known = {path.with_suffix(".html").as_posix() for path in paths}
    lacking = [one for one in unpaired(known) if not (folder is not None and _named(folder, one))]
    return [str(Path(one).with_suffix(".md").as_posix()) for one in lacking]


def _named(folder: Path, page: str) -> bool:
    """Return whether the front matter of a page names its pair, and that is there."""
    text = (folder / page).with_suffix(".md").read_text(encoding="utf-8", errors="replace")
    head = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    pair = re.search(r"^pair:\s*(\S+)", head[1], re.MULTILINE) if head else None
    other = {"en": "cy", "cy": "en"}.get(page.split("/", 1)[0], "")
    return pair is not None and (folder / other / pair[1].removesuffix(".md")).with_suffix(".md").is_file()
