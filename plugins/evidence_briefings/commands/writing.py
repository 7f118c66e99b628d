"""``briefings new``: a record begins."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from ..content import drafts
from ..content.corpus import Reader
from ..content.fields import id_fault
from ..content.localised import LANGUAGES, Language
from ..content.suggest import did_you_mean
from .running import CouldNotRun, current_project, errors, today_option


@click.command()
@click.argument("record_id", metavar="ID")
@click.option("--kind", default="research", show_default=True, help="What sort of record it is.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language you will write in.")
@click.option("--folder", default="", help="A folder below briefings/, for example adults.")
@today_option
def new(record_id: str, kind: str, language: Language, folder: str, today: date | None) -> None:
    """Start a new record: a file named ID.yml with every field, saying what is still missing.

    \b
    Examples:
      briefings new short-breaks --folder children
      briefings new connecting-people --kind programme
    """
    record_id = record_id.removesuffix(".yml")
    why = id_fault(record_id)
    if why is not None:
        raise CouldNotRun(f'"{record_id}" cannot be an id: {why}')
    project = current_project()
    corpus = Reader(project.shown_records, project.base).read(today=date.today())
    kinds = corpus.vocabularies["kinds"].terms
    if kind not in kinds:
        raise CouldNotRun(f'"{kind}" is not a kind ({", ".join(kinds)}).{did_you_mean(kind, kinds)}')
    taken = corpus.files.get(record_id)
    if taken is not None:
        raise CouldNotRun(f'the id "{record_id}" is already that of {taken.shown}')
    path = project.folder_for(folder) / f"{record_id}.yml"
    if os.path.lexists(path):
        raise CouldNotRun(f"{project.shown(path)} is already there; nothing was changed")
    depth = len(path.relative_to(project.records.absolute()).parts) - 1
    day = today or date.today()
    text = drafts.new_record(Path(project.shown(path)), depth, kind, language, corpus.vocabularies, day)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(project.shown(path))
    waiting = [line.split(":")[0].strip() for line in text.splitlines() if "MISSING:" in line and ":" in line]
    errors.print(f"Still missing: {', '.join(waiting)}. Then run: briefings check {project.shown(path)}")
