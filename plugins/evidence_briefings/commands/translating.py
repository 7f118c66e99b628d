"""``briefings translate``: the other language of a record, here or at a translator's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..content import drafts
from ..content.corpus import Corpus
from ..content.localised import LANGUAGE_NAMES, OTHER
from ..content.problems import printable
from ..content.suggest import did_you_mean
from ..content.updating import updated
from ..content.whole import as_before, write_whole
from ..project import Project
from .running import CouldNotRun, current_project, errors

if TYPE_CHECKING:
    from ..content.exchange import Returned, Sheet


@click.command()
@click.argument("record_ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every record.")
@click.option("--export", "export_to", metavar="FILE", help="Write FILE.xlf or FILE.docx for a translator.")
@click.option("--import", "import_from", metavar="FILE", type=click.Path(path_type=Path), help="Take such a file back.")
@click.option("--partial", is_flag=True, help="With --import: take what still fits, and list the rest.")
@click.option("--stamp", is_flag=True, help="Say that the translation matches the record as it is now.")
def translate(
    record_ids: tuple[str, ...],
    everything: bool,
    export_to: str | None,
    import_from: Path | None,
    partial: bool,
    stamp: bool,
) -> None:
    """Start the translation of a record, or bring the one that is there up to date.

    What is new waits below its original; above what changed stands what the original says now; what moved follows its
    original; what is no longer needed is kept in a comment at the end. Nothing that a translator wrote is lost.

    --export writes XLIFF 2.0 (.xlf) for translation programs or a Word document with two columns (.docx); several
    records go into one file, or into one each where FILE is a folder or has {id} in its name. --import checks what
    comes back and refuses one made from an older original. --stamp says that what is there is right.

    \b
    Examples:
      briefings translate connecting-people
      briefings translate connecting-people --export connecting-people.docx
      briefings translate --import connecting-people.docx
      briefings translate --all --export "to-translate/{id}.xlf"
      briefings translate connecting-people --stamp
    """
    chosen = [name for name, given in (("--export", export_to), ("--import", import_from), ("--stamp", stamp)) if given]
    if len(chosen) > 1:
        raise click.UsageError(f"{' and '.join(chosen)} exclude each other.")
    if partial and import_from is None:
        raise click.UsageError("--partial belongs to --import.")
    if import_from is None and bool(record_ids) == everything:
        raise click.UsageError("Name records, or use --all: one of the two.")
    project = current_project()
    corpus = project.reader().read(today=date.today())
    for record_id in record_ids:
        if record_id not in corpus.files:
            raise CouldNotRun(f'there is no record "{record_id}".{did_you_mean(record_id, corpus.files)}')
    wanted = list(corpus.files) if everything else list(record_ids)
    if import_from is not None:
        _import(project, corpus, import_from, None if everything or not wanted else wanted, partial=partial)
    elif export_to is not None:
        _export(corpus, wanted, export_to)
    elif stamp:
        _each(wanted, lambda record_id: _stamp(corpus, record_id), go_on=everything)
    else:
        _each(wanted, lambda record_id: _update(project, corpus, record_id), go_on=everything)


def _each(wanted: Sequence[str], work: Callable[[str], None], *, go_on: bool) -> None:
    """Do the work for each record; with ``go_on`` say at the end which of them were left."""
    left: list[str] = []
    for record_id in wanted:
        try:
            work(record_id)
        except CouldNotRun as error:
            if not go_on:
                raise
            left.append(error.message)
    if left:
        count = f"{len(left)} of {len(wanted)} records were left as they are:"
        raise click.ClickException("\n  ".join([count, *left]))


def _readable(corpus: Corpus, record_id: str) -> None:
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    for file in (record, pair):
        if file is not None and file.node is None:
            raise CouldNotRun(f"{file.shown} cannot be read; run briefings check first")


def _stamp(corpus: Corpus, record_id: str) -> None:
    _readable(corpus, record_id)
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    if pair is None:
        raise CouldNotRun(f"{record.shown} has no translation yet; run briefings translate {record_id} first")
    try:
        text = drafts.stamped(pair, record)
    except ValueError as error:
        raise CouldNotRun(f"{pair.shown} was not changed: {error}") from None
    if text != pair.text:
        write_whole({pair.path: as_before(pair.path, text)})
        click.echo(pair.shown)


def _update(project: Project, corpus: Corpus, record_id: str) -> None:
    _readable(corpus, record_id)
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    if pair is None:
        path = _pair_path(corpus, record_id)
        write_whole({path: drafts.new_translation(record, _depth(project, path)).encode("utf-8")})
        click.echo(project.shown(path))
        return
    try:
        made = updated(record, pair)
    except ValueError as error:
        raise CouldNotRun(f"{pair.shown} was not changed: {error}") from None
    if made.text != pair.text:
        write_whole({pair.path: as_before(pair.path, made.text)})
        counts = [("added", made.added), ("changed since", made.changed), ("moved", made.moved), ("kept", made.kept)]
        said = "; ".join(f"{name}: {', '.join(places)}" for name, places in counts if places)
        errors.print(f"{pair.shown} was brought up to date. {said}", markup=False)
        corpus = project.reader().read(today=date.today())
    about = [problem for problem in corpus.problems if problem.mark.path == pair.shown]
    for problem in about:
        click.echo(str(problem))
    if not about:
        errors.print(f"{pair.shown} is complete and up to date", markup=False)


def _pair_path(corpus: Corpus, record_id: str) -> Path:
    record = corpus.files[record_id]
    return record.path.with_name(f"{record_id}.{OTHER[record.language]}.yml")


def _depth(project: Project, path: Path) -> int:
    return len(path.absolute().relative_to(project.records.absolute()).parts) - 1


def _sheet(corpus: Corpus, record_id: str) -> Sheet:
    from ..content.exchange import sheet_of
    from ..content.terms import TermFinder

    _readable(corpus, record_id)
    record = corpus.files[record_id]
    return sheet_of(record, corpus.pairs.get(record_id), TermFinder(corpus.vocabularies, record.language))


def _export(corpus: Corpus, wanted: Sequence[str], export_to: str) -> None:
    """Write the files for a translator, none of them over one that is there."""
    from ..content import translation_word, xliff
    from ..content.exchange import ExchangeError

    if Path(export_to).is_dir() or export_to.endswith(("/", "\\")):
        export_to = str(Path(export_to) / "{id}.xlf")
    writers = {".xlf": xliff.written, ".xliff": xliff.written, ".docx": translation_word.written}
    write = writers.get(Path(export_to).suffix.lower())
    if write is None:
        raise click.UsageError("FILE must end in .xlf (for translation programs) or .docx (Word).")
    apart = "{id}" in export_to
    groups = [[record_id] for record_id in wanted] if apart else [list(wanted)]
    files: dict[Path, bytes] = {}
    for group in groups:
        path = Path(export_to.replace("{id}", group[0]))
        if path.exists():
            raise CouldNotRun(f"{path} is already there; nothing was written. It may hold a translator's work")
        try:
            files[path] = write([_sheet(corpus, record_id) for record_id in group])
        except ExchangeError as error:
            raise CouldNotRun(str(error)) from None
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(files)
    for path in files:
        click.echo(str(path))


def _import(project: Project, corpus: Corpus, path: Path, only: Sequence[str] | None, *, partial: bool) -> None:
    """Put what came back into the pair files: all of it, or nothing."""
    from ..content.exchange import ExchangeError, judged
    from ..content.returning import put_in

    files: dict[Path, bytes] = {}
    said: list[str] = []
    left: list[str] = []
    try:
        for returned in _returned(path):
            if returned.id not in corpus.files or (only is not None and returned.id not in only):
                hint = "" if only is not None else did_you_mean(returned.id, corpus.files)
                raise ExchangeError(f'{path} holds "{returned.id}", which is {_not_meant(only)}.{hint}')
            sheet = _sheet(corpus, returned.id)
            found = judged(sheet, returned, partial=partial)
            target = _pair_path(corpus, returned.id)
            record, pair = corpus.files[returned.id], corpus.pairs.get(returned.id)
            result = put_in(record, pair, sheet, found, depth=_depth(project, target), loose=returned.loose)
            said += [f"{returned.id}: {warning}" for warning in found.warnings]
            left += [f"{returned.id} {text}" for text in found.left]
            name = project.shown(target)
            if result.text is None:
                said.append(f"{name}: nothing in {path.name} is new; the file stays as it is")
                continue
            files[target] = as_before(target, result.text)
            counts = [("texts written", result.written), ("said to be right", result.confirmed)]
            what = "; ".join(f"{label}: {', '.join(places)}" for label, places in counts if places)
            said.append(f"{name}: {LANGUAGE_NAMES[sheet.target]} {result.status}. {what}")
    except ValueError as error:
        raise CouldNotRun(_printable_lines(f"nothing was changed: {error}")) from None
    aside = _side_file(path) if left else None
    if aside is not None:
        files[aside] = "\n---\n\n".join(left).encode("utf-8")
        said.append(f"{len(left)} texts found no place; they are kept in {aside}")
    write_whole(files)
    for one in files:
        if one != aside:
            click.echo(project.shown(one))
    for line in said:
        errors.print(printable(line), markup=False)


def _not_meant(only: Sequence[str] | None) -> str:
    return "no record here" if only is None else f"not {' or '.join(only)}"


def _printable_lines(text: str) -> str:
    """Return a message of several lines without what a terminal would take for a command."""
    return "\n".join(printable(line) for line in text.splitlines())


def _side_file(path: Path) -> Path:
    number, aside = 1, path.with_name(f"{path.name}.left.txt")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.left-{number}.txt")
    return aside


def _returned(path: Path) -> list[Returned]:
    """Return the records of a file that came back, known by what it holds rather than by its name."""
    from ..content import translation_word, xliff
    from ..content.exchange import ExchangeError

    if not path.exists():
        raise CouldNotRun(f"there is no {path}")
    if not path.is_file():
        raise CouldNotRun(f"{path} is not a file")
    if path.stat().st_size > xliff.MAX_BYTES:
        raise CouldNotRun(f"{path} is larger than {xliff.MAX_BYTES // 1024 // 1024} MB")
    content = path.read_bytes()
    try:
        return translation_word.read(content) if content.startswith(b"PK") else xliff.read(content)
    except ExchangeError as error:
        raise CouldNotRun(printable(f"{path} cannot be used: {error}")) from None
