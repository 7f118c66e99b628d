"""``briefings import``: a record from a document, or sources from a reference manager's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..content.corpus import Corpus
from ..content.localised import LANGUAGES, Language
from ..content.problems import printable
from ..content.records import MAX_BYTES
from ..content.suggest import did_you_mean
from ..content.whole import save
from ..project import Project
from .running import CouldNotRun, current_project, errors, today_option
from .writing import free_id, new_path

_SOURCES = (".ris", ".bib", ".bibtex", ".json")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "record_id", help="The id of the new record (default: made from its title).")
@click.option("--into", metavar="ID", help="Add sources (.ris, .bib, .json) to this record.")
@click.option("--kind", default="research", show_default=True, help="What sort of record it is.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language the document is in.")
@click.option("--folder", default="", help="A folder below briefings/, for example adults.")
@today_option
def import_(
    file: Path,
    record_id: str | None,
    into: str | None,
    kind: str,
    language: Language,
    folder: str,
    today: date | None,
) -> None:
    """Draft a record from a document (.docx, .md, .html), or add sources (.ris, .bib, .json) to a record.

    Headings such as Key messages, Limitations or Cyfyngiadau say where their text belongs; all other text goes into
    the body, in its order. You are told what went where, and what did not fit. No word is lost, and no file is ever
    written over.

    \b
    Examples:
      briefings import "Short breaks.docx" --folder children
      briefings import papur.docx --language cy --id seibiannau-byr
      briefings import zotero.ris --into connecting-people
    """
    content = _content(file)
    project = current_project()
    corpus = project.reader().read(today=today or date.today())
    if file.suffix.lower() in _SOURCES:
        if into is None:
            raise click.UsageError("Say which record the sources are for: --into ID.")
        _import_sources(corpus, file, content, into)
    elif into is not None:
        raise click.UsageError(f"--into is for {', '.join(_SOURCES)}; a document becomes a record of its own.")
    else:
        _import_document(project, corpus, file, content, record_id, kind, language, folder, today or date.today())


def _content(file: Path) -> bytes:
    from ..content.documents import MAX_BYTES as MOST

    if not file.exists():
        raise CouldNotRun(f"there is no {file}")
    if not file.is_file():
        raise CouldNotRun(f"{file} is not an ordinary file")
    with file.open("rb") as opened:
        content = opened.read(MOST + 1)
    if len(content) > MOST:
        raise CouldNotRun(f"{file} has more than {MOST // 1024 // 1024} MB; a briefing is a short text")
    return content


def _import_document(
    project: Project,
    corpus: Corpus,
    file: Path,
    content: bytes,
    record_id: str | None,
    kind: str,
    language: Language,
    folder: str,
    day: date,
) -> None:
    from ..content.documents import DocumentError, read_document
    from ..content.filling import missing
    from ..content.placing import drafted, placed

    kinds = corpus.vocabularies["kinds"].terms
    if kind not in kinds:
        raise CouldNotRun(f'"{kind}" is not a kind ({", ".join(kinds)}).{did_you_mean(kind, kinds)}')
    try:
        document = read_document(file.name, content)
    except DocumentError as error:
        raise CouldNotRun(f"{file}: {error}") from None
    found = placed(document, language)
    if not found.edits:
        raise CouldNotRun(f"{file}: there is no text in it")
    if record_id is None:
        record_id = free_id(str(found.edits.get(("title",), "")) or file.stem, corpus) or free_id(file.stem, corpus)
        if record_id is None:
            raise CouldNotRun("no id can be made from the title: give one with --id")
    path = new_path(project, corpus, record_id.removesuffix(".yml"), folder)
    depth = len(path.relative_to(project.records.absolute()).parts) - 1
    text = drafted(found, Path(project.shown(path)), depth, kind, language, corpus.vocabularies, day, file.name)
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise CouldNotRun(f"{file}: its text is longer than the {MAX_BYTES // 1024} kB that a record may have")
    save(path, text)
    click.echo(project.shown(path))
    _tell("Placed:", found.became)
    _tell("Did not fit (nothing is lost, it is in the body):", found.stayed)
    _tell("Kept as comments at the top of the file:", [f"{what}: {words}" for what, words in document.asides])
    _tell("Left out:", list(document.left_out))
    errors.print(f"Still missing: {', '.join(missing(text))}. Then run: briefings check {project.shown(path)}")


def _tell(head: str, lines: list[str]) -> None:
    if lines:
        errors.print(head, markup=False)
        for line in lines:
            errors.print(f"  {printable(line)[:300]}", markup=False)


def _import_sources(corpus: Corpus, file: Path, content: bytes, record_id: str) -> None:
    from ..content.editing import EditError, edited
    from ..content.sources import SourcesError, merged, read_sources

    record_id = record_id.removesuffix(".yml")
    record = corpus.files.get(record_id)
    if record is None:
        raise CouldNotRun(f'there is no record "{record_id}".{did_you_mean(record_id, corpus.files)}')
    if record.node is None:
        raise CouldNotRun(f"{record.shown} cannot be read; run briefings check first")
    try:
        entries = read_sources(file.name, content)
    except SourcesError as error:
        raise CouldNotRun(f"{file}: {error}") from None
    result = merged(record.node, entries.sources, corpus.vocabularies["source-types"])
    if result.edits:
        raw = record.path.read_bytes().decode("utf-8")
        try:
            save(record.path, edited(raw, result.edits))
        except EditError as error:
            raise CouldNotRun(f"{record.shown} was not changed: {error}") from None
        click.echo(record.shown)
    _tell("Added:", result.added)
    _tell("Already there:", result.known)
    _tell("Could not be read:", list(entries.faults))
    errors.print(f"Sources added: {len(result.added)}. Then run: briefings check {record.shown}")
    raise SystemExit(1 if entries.faults else 0)
