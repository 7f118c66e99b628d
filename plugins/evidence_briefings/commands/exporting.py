"""``briefings export``: the published records, for other systems, spreadsheets, reference managers and documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ..content.corpus import Corpus
from ..content.localised import LANGUAGES, Language
from ..content.whole import save
from ..site.export import FORMATS, Exporter, ExportError, Wanted
from ..site.site import Options, make_site
from ..site.wording import WordingError
from .running import CouldNotRun, current_project, errors

_FOLDER = (os.sep, "/")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "style", type=click.Choice(FORMATS), required=True, help="The format of what is exported.")
@click.option("--topic", "topics", multiple=True, metavar="ID", help="Only records under this topic; may be repeated.")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="Only records for this audience.")
@click.option("--kind", "kinds", multiple=True, metavar="ID", help="Only records of this kind.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The texts' language.")
@click.option("--sources", is_flag=True, help="In ris, bibtex and csl: the sources of the records too.")
@click.option("--output", "to", metavar="FILE", help="Where to write; else to the terminal.")
def export(
    ids: tuple[str, ...],
    style: str,
    topics: tuple[str, ...],
    audiences: tuple[str, ...],
    kinds: tuple[str, ...],
    language: Language,
    sources: bool,
    to: str | None,
) -> None:
    """Export records as the site shows them: all, those with an ID, or those under a topic.

    json and csv have both languages, and say which records are archived; the others are in one language. Drafts and
    what is not public are left out. With --format markdown, --output may name a folder (with / at its end): each
    record gets a file of its own there. The exit status is 0, or 2 if nothing could be exported.

    \b
    Examples:
      briefings export --format json --output briefings.json
      briefings export --format csv --topic fostering > fostering.csv
      briefings export --format markdown connecting-people --language cy --output people.md
      briefings export --format ris --sources --audience commissioners --output reading.ris
    """
    if sources and style not in ("ris", "bibtex", "csl"):
        raise CouldNotRun(f"--sources is for ris, bibtex and csl: {style} has the sources in any case")
    corpus, options = _read()
    try:
        exporter = Exporter(make_site(corpus, options), language)
        chosen = exporter.chosen(Wanted(ids, topics, audiences, kinds), style)
    except (ExportError, WordingError, FileNotFoundError) as error:
        raise CouldNotRun(str(error)) from None
    output = Path(to) if to is not None else None
    if output is not None and style == "markdown" and (output.is_dir() or str(to).endswith(_FOLDER)):
        output.mkdir(parents=True, exist_ok=True)
        for briefing, text in zip(chosen, exporter.documents(chosen), strict=True):
            _write([text], output / f"{briefing.id}.{language}.md")
    else:
        _write(exporter.parts(style, chosen, sources=sources), output)
    left_out = sorted(corpus.files[id].shown for id in corpus.files.keys() - corpus.briefings.keys())
    errors.print(f"Exported: {len(chosen)}." + (f" To: {output}" if output is not None else ""))
    if left_out:
        more = " and more" if len(left_out) > 5 else ""
        errors.print(f"Left out because of errors (briefings check): {len(left_out)}: {', '.join(left_out[:5])}{more}")


def _read() -> tuple[Corpus, Options]:
    """Return the corpus and the settings of the site that the current folder lies in."""
    from ..mkdocs import run

    project = current_project()
    corpus = project.reader().read(today=date.today())
    try:
        return corpus, run.options_of(project.config_file)
    except run.SettingsError as error:
        raise CouldNotRun(str(error)) from None


def _write(parts: Iterable[str], output: Path | None) -> None:
    """Write a text to standard output, or in one step to a file: an older one stays until the new one is complete."""
    if output is None or (output.exists() and not output.is_file() and not output.is_dir()):
        file = sys.stdout.buffer if output is None else output.open("wb")
        for part in parts:
            file.write(part.encode("utf-8"))
        file.flush()
        return
    if output.is_dir():
        raise CouldNotRun(f"{output} is a folder: name a file in it")
    target = Path(os.path.realpath(output))  # what a link names, not the link
    if not target.parent.is_dir():
        raise CouldNotRun(f"there is no folder {output.parent}")
    save(target, (part.encode("utf-8") for part in parts))
