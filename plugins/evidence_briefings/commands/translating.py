"""``briefings translate``: the other language of a record."""

from __future__ import annotations

import codecs
from datetime import date

import click

from ..content import drafts
from ..content.corpus import Corpus, Reader
from ..content.localised import OTHER
from ..content.suggest import did_you_mean
from ..project import Project
from .running import CouldNotRun, current_project, errors


@click.command()
@click.argument("record_ids", metavar="[ID]...", nargs=-1)
@click.option("--stamp", is_flag=True, help="Say that the translation matches the record as it is now.")
@click.option("--all", "everything", is_flag=True, help="Every record.")
def translate(record_ids: tuple[str, ...], stamp: bool, everything: bool) -> None:
    """Start the translation of a record, or say that a finished one is up to date (--stamp).

    Without --stamp, a file with every text of the record is made if there is none; one that is there is never
    changed: you are told what it lacks. With --stamp only its translation: block is written.

    \b
    Examples:
      briefings translate connecting-people
      briefings translate connecting-people --stamp
    """
    if bool(record_ids) == everything:
        raise click.UsageError("Name records, or use --all: one of the two.")
    project = current_project()
    corpus = Reader(project.shown_records, project.base).read(today=date.today())
    wanted = list(corpus.files) if everything else list(record_ids)
    for record_id in wanted:
        if record_id not in corpus.files:
            raise CouldNotRun(f'there is no record "{record_id}".{did_you_mean(record_id, corpus.files)}')
    left: list[str] = []
    for record_id in wanted:
        try:
            _translate_one(project, corpus, record_id, stamp=stamp)
        except CouldNotRun as error:
            if not everything:
                raise
            left.append(error.message)
    if left:
        count = f"{len(left)} of {len(wanted)} records were left as they are:"
        raise click.ClickException("\n  ".join([count, *left]))


def _translate_one(project: Project, corpus: Corpus, record_id: str, *, stamp: bool) -> None:
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    if record.node is None or (pair is not None and pair.node is None):
        raise CouldNotRun(f"{(pair or record).shown} cannot be read; run briefings check first")
    if pair is None:
        if stamp:
            raise CouldNotRun(f"{record.shown} has no translation yet; run briefings translate {record_id} first")
        path = record.path.with_name(f"{record_id}.{OTHER[record.language]}.yml")
        depth = len(path.absolute().relative_to(project.records.absolute()).parts) - 1
        path.write_text(drafts.new_translation(record, depth), encoding="utf-8")
        click.echo(project.shown(path))
        return
    if stamp:
        try:
            text = drafts.stamped(pair, record)
        except ValueError as error:
            raise CouldNotRun(f"{pair.shown} was not changed: {error}") from None
        if text != pair.text:
            mark = codecs.BOM_UTF8 if pair.path.read_bytes().startswith(codecs.BOM_UTF8) else b""
            pair.path.write_bytes(mark + text.encode("utf-8"))
            click.echo(pair.shown)
        return
    about = [problem for problem in corpus.problems if problem.mark.path == pair.shown]
    for problem in about:
        click.echo(str(problem))
    if not about:
        errors.print(f"{pair.shown} is complete and up to date")
