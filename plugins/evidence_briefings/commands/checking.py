"""``briefings check``, ``explain`` and ``schema``: what is wrong, what it means, what a record may hold."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from ..choosing import chosen_corpora
from ..content import reports
from ..content.problems import CATALOGUE
from ..content.schema import RECORD_FILE, TRANSLATION_FILE, as_text, record_schema, translation_schema
from ..content.suggest import did_you_mean
from .running import CouldNotRun, current_project, errors, today_option

_FORMATS = click.Choice(reports.STYLES)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=_FORMATS, default="text", show_default=True, help="How problems are printed.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--staged", is_flag=True, help="Check what the next Git commit would hold, and only that.")
@click.option("--summary", type=click.Path(path_type=Path), help="Add a table in Markdown to this file.")
@click.option("--require-cy", is_flag=True, help="Welsh that is missing or out of date is an error.")
@today_option
def check(
    paths: tuple[Path, ...],
    style: str,
    strict: bool,
    staged: bool,
    summary: Path | None,
    require_cy: bool,
    today: date | None,
) -> None:
    """Check every record, or those in PATHS, and report every problem at its line.

    All records are read in any case, because records refer to each other; PATHS only choose what is reported.
    The exit status is 0 without errors, 1 with errors, 2 if the check could not run. A warning can be excused by a
    comment that says why, at the end of its line or above it: # check: allow long-sentence because the law is quoted.
    How long a sentence may be, and the like, mkdocs.yml says under plain_language.

    \b
    Examples:
      briefings check
      briefings check briefings/adults/connecting-people.yml
      briefings check --strict --format github
      briefings check --staged
      briefings check --require-cy
    """
    if staged and paths:
        raise click.UsageError("Name paths, or use --staged: one of the two.")
    day = today or date.today()
    report = _staged(day, require_cy=require_cy) if staged else _report(paths, day, require_cy=require_cy)
    click.echo(report.render(style), nl=False)
    if summary is not None:
        with summary.open("a", encoding="utf-8", newline="\n") as file:
            file.write(report.markdown())
    if style == "text" or not sys.stdout.isatty():
        errors.print(report.summary(), style=None if report.errors or report.warnings else "green")
    raise SystemExit(1 if report.errors or (strict and report.warnings) else 0)


def _report(paths: tuple[Path, ...], today: date, *, require_cy: bool) -> reports.Report:
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise CouldNotRun(f"there is no {missing[0]}")
    paths = tuple(Path(os.path.normpath(path.absolute())) for path in paths)
    corpora = chosen_corpora(paths, today, require_cy=require_cy)
    problems = [problem for chosen in corpora for problem in reports.below(chosen.corpus.problems, chosen.paths)]
    counted = sum(len(reports.files_below(chosen.corpus, chosen.paths)) for chosen in corpora)
    excused = {problem for chosen in corpora for problem in reports.below(chosen.corpus.excused, chosen.paths)}
    return reports.Report(tuple(sorted(set(problems))), records=counted, excused=len(excused))


def _staged(today: date, *, require_cy: bool) -> reports.Report:
    from ..staged import StagingError, check_staged

    try:
        return check_staged(current_project(), today, require_cy=require_cy)
    except StagingError as error:
        raise CouldNotRun(str(error)) from None


@click.command()
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
            raise CouldNotRun(f'there is no code "{name}".{did_you_mean(name, CATALOGUE)}')
        click.echo(f"{known.name} ({known.severity})\n\nWhen: {known.when}\n\nFix: {known.fix}")


@click.command()
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
    project = current_project()
    corpus = project.reader().read(today=date.today())
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
