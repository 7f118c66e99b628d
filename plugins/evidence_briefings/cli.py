"""The ``briefings`` command. Data goes to standard output, messages to standard error."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from . import __version__
from .choosing import chosen_corpora
from .content import drafts, reports
from .content.corpus import Corpus, Reader
from .content.fields import id_fault
from .content.localised import LANGUAGES, OTHER, Language
from .content.problems import CATALOGUE, printable, shortened
from .content.schema import RECORD_FILE, TRANSLATION_FILE, as_text, record_schema, translation_schema
from .content.stale import MONTHS, as_json
from .content.stale import stale as find_stale
from .content.suggest import did_you_mean
from .project import Project, ProjectError, find_project

_FORMATS = click.Choice(["text", "json", "github"])
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


class _CouldNotRun(click.ClickException):
    """The command could not do its work at all: exit status 2."""

    exit_code = 2


class _Commands(click.Group):
    """The commands. What the file system refuses, and a site that is not there, is a message in every one of them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ProjectError as error:
            raise _CouldNotRun(str(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has gone; click knows what to do
                raise
            where = f"{shortened(printable(os.fsdecode(error.filename)), 200)}: " if error.filename else ""
            raise _CouldNotRun(f"{where}{error.strerror or error}") from None


def _project() -> Project:
    return find_project(Path.cwd())


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date. Write it as 2026-11-01.", param, ctx)


_today_option = click.option(
    "--today", type=_Day(), metavar="YYYY-MM-DD", help="Judge what is overdue as of this day instead of today."
)


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


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=_FORMATS, default="text", show_default=True, help="How problems are printed.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@_today_option
def check(paths: tuple[Path, ...], style: str, strict: bool, today: date | None) -> None:
    """Check every record, or those in PATHS, and report every problem at its line.

    All records are read in any case, because records refer to each other; PATHS only choose what is reported.
    The exit status is 0 without errors, 1 with errors, 2 if the check could not run.

    \b
    Examples:
      briefings check
      briefings check briefings/adults/connecting-people.yml
      briefings check --strict --format github
    """
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise _CouldNotRun(f"there is no {missing[0]}")
    paths = tuple(Path(os.path.normpath(path.absolute())) for path in paths)
    corpora = chosen_corpora(paths, today or date.today())
    problems = [problem for chosen in corpora for problem in reports.below(chosen.corpus.problems, chosen.paths)]
    counted = sum(len(reports.files_below(chosen.corpus, chosen.paths)) for chosen in corpora)
    report = reports.Report(tuple(sorted(set(problems))), records=counted)
    click.echo(report.render(style), nl=False)
    if style == "text" or not sys.stdout.isatty():
        _errors.print(report.summary(), style=None if report.errors or report.warnings else "green")
    raise SystemExit(1 if report.errors or (strict and report.warnings) else 0)


@main.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--markdown", is_flag=True, help="All of them as a Markdown page: plugins/PROBLEMS.md is made so.")
def explain(codes: tuple[str, ...], markdown: bool) -> None:
    """Explain what a problem's CODE means and how to mend it; without a CODE, list them all.

    \b
    Examples:
      briefings explain unknown-topic
      briefings explain
    """
    if markdown:
        click.echo(reports.catalogue_page(), nl=False)
        return
    if not codes:
        width = max(map(len, CATALOGUE))
        for name, code in sorted(CATALOGUE.items()):
            click.echo(f"{name:<{width}}  {code.severity:<7}  {code.when}")
        return
    for name in codes:
        known = CATALOGUE.get(name)
        if known is None:
            raise _CouldNotRun(f'there is no code "{name}".{did_you_mean(name, CATALOGUE)}')
        click.echo(f"{known.name} ({known.severity})\n\nWhen: {known.when}\n\nFix: {known.fix}")


@main.command()
@click.option("--translation", is_flag=True, help="The schema of a .cy.yml file instead of a record's.")
@click.option("--write", is_flag=True, help="Write both schemas into briefings/_schema, where editors look for them.")
@click.option("--check", "verify", is_flag=True, help="Only say whether the files in briefings/_schema are current.")
def schema(translation: bool, write: bool, verify: bool) -> None:
    """Print the JSON Schema of a record, from which editors offer keys and terms.

    \b
    Examples:
      briefings schema > briefing.schema.json
      briefings schema --write
    """
    if write and verify:
        raise click.UsageError("--write and --check exclude each other: one changes the files, the other only looks.")
    project = _project()
    corpus = Reader(project.shown_records, project.base).read(today=date.today())
    texts = {
        RECORD_FILE: as_text(record_schema(corpus.vocabularies, corpus.schemes)),
        TRANSLATION_FILE: as_text(translation_schema()),
    }
    if not (write or verify):
        click.echo(texts[TRANSLATION_FILE if translation else RECORD_FILE], nl=False)
        return
    folder = project.records / "_schema"
    stale = [name for name, text in texts.items() if not _holds(folder / name, text)]
    if verify:
        if stale:
            raise click.ClickException(f"not current: {', '.join(stale)}. Run briefings schema --write")
        return
    folder.mkdir(exist_ok=True)
    for name in stale:
        (folder / name).write_bytes(texts[name].encode("utf-8"))
        click.echo(f"wrote {project.shown(folder / name)}", err=True)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


@main.command()
@click.argument("record_id", metavar="ID")
@click.option("--kind", default="research", show_default=True, help="What sort of record it is.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language you will write in.")
@click.option("--folder", default="", help="A folder below briefings/, for example adults.")
@_today_option
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
        raise _CouldNotRun(f'"{record_id}" cannot be an id: {why}')
    project = _project()
    corpus = Reader(project.shown_records, project.base).read(today=date.today())
    kinds = corpus.vocabularies["kinds"].terms
    if kind not in kinds:
        raise _CouldNotRun(f'"{kind}" is not a kind ({", ".join(kinds)}).{did_you_mean(kind, kinds)}')
    taken = corpus.files.get(record_id)
    if taken is not None:
        raise _CouldNotRun(f'the id "{record_id}" is already that of {taken.shown}')
    path = project.folder_for(folder) / f"{record_id}.yml"
    if os.path.lexists(path):
        raise _CouldNotRun(f"{project.shown(path)} is already there; nothing was changed")
    depth = len(path.relative_to(project.records.absolute()).parts) - 1
    day = today or date.today()
    text = drafts.new_record(Path(project.shown(path)), depth, kind, language, corpus.vocabularies, day)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(project.shown(path))
    waiting = [line.split(":")[0].strip() for line in text.splitlines() if "MISSING:" in line and ":" in line]
    _errors.print(f"Still missing: {', '.join(waiting)}. Then run: briefings check {project.shown(path)}")


@main.command()
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
    project = _project()
    corpus = Reader(project.shown_records, project.base).read(today=date.today())
    wanted = list(corpus.files) if everything else list(record_ids)
    for record_id in wanted:
        if record_id not in corpus.files:
            raise _CouldNotRun(f'there is no record "{record_id}".{did_you_mean(record_id, corpus.files)}')
    left: list[str] = []
    for record_id in wanted:
        try:
            _translate_one(project, corpus, record_id, stamp=stamp)
        except _CouldNotRun as error:
            if not everything:
                raise
            left.append(error.message)
    if left:
        count = f"{len(left)} of {len(wanted)} records were left as they are:"
        raise click.ClickException("\n  ".join([count, *left]))


def _translate_one(project: Project, corpus: Corpus, record_id: str, *, stamp: bool) -> None:
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    if record.node is None or (pair is not None and pair.node is None):
        raise _CouldNotRun(f"{(pair or record).shown} cannot be read; run briefings check first")
    if pair is None:
        if stamp:
            raise _CouldNotRun(f"{record.shown} has no translation yet; run briefings translate {record_id} first")
        path = record.path.with_name(f"{record_id}.{OTHER[record.language]}.yml")
        depth = len(path.absolute().relative_to(project.records.absolute()).parts) - 1
        path.write_text(drafts.new_translation(record, depth), encoding="utf-8")
        click.echo(project.shown(path))
        return
    if stamp:
        try:
            text = drafts.stamped(pair, record)
        except ValueError as error:
            raise _CouldNotRun(f"{pair.shown} was not changed: {error}") from None
        if text != pair.text:
            mark = codecs.BOM_UTF8 if pair.path.read_bytes().startswith(codecs.BOM_UTF8) else b""
            pair.path.write_bytes(mark + text.encode("utf-8"))
            click.echo(pair.shown)
        return
    about = [problem for problem in corpus.problems if problem.mark.path == pair.shown]
    for problem in about:
        click.echo(str(problem))
    if not about:
        _errors.print(f"{pair.shown} is complete and up to date")


@main.command()
@click.option("--strict", is_flag=True, help="Stop on warnings too.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site is written (default: site).")
def build(strict: bool, site_dir: Path | None) -> None:
    """Build the site. The old one stays as it is until the new one is complete.

    \b
    Examples:
      briefings build
      briefings build --strict --site-dir public
    """
    from .mkdocs import run

    raise SystemExit(run.build(_project().config_file, strict=strict, site_dir=site_dir))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(address: str) -> None:
    """Show the site on this machine, and show each edit as soon as a file is saved.

    \b
    Example:
      briefings serve --address 127.0.0.1:8080
    """
    from .mkdocs import run

    raise SystemExit(run.serve(_project().config_file, address=address))


@main.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--months", type=click.IntRange(0, 1200), default=MONTHS, show_default=True, help="See above.")
@_today_option
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
    project = _project()
    corpus = Reader(project.shown_records, project.base).read(today=day)
    found = find_stale(corpus, day, months)
    click.echo(as_json(found) if style == "json" else "".join(f"{printable(str(one))}\n" for one in found), nl=False)
    left_out = len(corpus.files) - len(corpus.briefings)
    more = f"; left out because of errors (briefings check): {left_out}" if left_out else ""
    _errors.print(f"To look at: {len(found)}. Records: {len(corpus.briefings)}{more}")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
