"""``briefings stale`` and ``owners``: what should be looked at again, and by whom."""

from __future__ import annotations

from datetime import date

import click

from ..content.corpus import Corpus
from ..content.owners import FILE, as_codeowners, as_text, read_handles, teams
from ..content.problems import printable, shortened
from ..content.stale import (
    MONTHS,
    REVIEWS,
    Stale,
    as_json,
    as_table,
    by_owner,
    counted_by_owner,
    known_owner,
    of_owners,
    owners_of,
)
from ..content.stale import stale as find_stale
from ..content.suggest import did_you_mean
from .running import CouldNotRun, current_project, errors, today_option

_LANGUAGES = {"en": ("en",), "cy": ("cy",), "both": ("cy", "en")}


@click.command()
@click.option("--days", type=click.IntRange(0, 36500), help="Also list reviews that fall due within so many days.")
@click.option("--owner", "owners", multiple=True, metavar="TEAM", help="Only what this team keeps; may be repeated.")
@click.option("--format", "style", type=click.Choice(["text", "json", "csv", "ics"]), default="text", show_default=True)
@click.option("--months", type=click.IntRange(0, 1200), default=MONTHS, show_default=True, help="See above.")
@click.option(
    "--language",
    type=click.Choice([*_LANGUAGES]),
    default="both",
    show_default=True,
    help="Of a calendar.",
)
@today_option
def stale(
    days: int | None, owners: tuple[str, ...], style: str, months: int, language: str, today: date | None
) -> None:
    """List projects that are over and silent, and records whose review is overdue, with the team that keeps each.

    Silent: no outputs, or no note on impact so many MONTHS after the end. Archived records are left out, as are those
    with errors. A TEAM may be named in English or Welsh, or by its mailbox. A calendar (ics) has the reviews only. The
    exit status is 0 if there is nothing to do, 1 if something is listed, 2 if it could not run.

    \b
    Examples:
      briefings stale
      briefings stale --days 90 --owner "Evidence team"
      briefings stale --days 365 --format ics > reviews.ics
      briefings stale --today 2027-01-01 --format json
    """
    day = today or date.today()
    project = current_project()
    corpus = project.reader().read(today=day)
    found = find_stale(corpus, day, months, days=days)
    if owners:
        _must_be_known(owners, corpus)
        found = of_owners(found, owners)
    if style == "ics":
        from .reminders import calendar_of

        found = [one for one in found if one.reason in REVIEWS]
        click.echo(calendar_of(found, day, _LANGUAGES[language]), nl=False)
    elif style == "text":
        click.echo("".join(f"{printable(str(one))}\n" for one in by_owner(found)), nl=False)
    else:
        click.echo((as_json if style == "json" else as_table)(found), nl=False)
    left_out = len(corpus.files) - len(corpus.briefings)
    more = f"; left out because of errors (briefings check): {left_out}" if left_out else ""
    errors.print(f"To look at: {len(found)}. Records: {len(corpus.briefings)}{more}")
    _say_whose(found)
    raise SystemExit(1 if found else 0)


@click.command()
@click.option("--codeowners", is_flag=True, help=f"As a CODEOWNERS file, with the names in briefings/{FILE}.")
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
def owners(codeowners: bool, style: str) -> None:
    """List who keeps which records; or write the file from which GitHub and GitLab ask the right team for a review.

    With --codeowners, briefings/_owners.yml says what each team is called there, one on each line, as in
    "Evidence team: @example/evidence". Teams that it does not name are listed as comments. Records with errors are left
    out.

    \b
    Examples:
      briefings owners
      briefings owners --codeowners > CODEOWNERS
    """
    project = current_project()
    corpus = project.reader().read(today=date.today())
    found = teams(corpus)
    if codeowners:
        handles, faults = read_handles(project.shown_records, project.base)
        if faults:
            raise CouldNotRun("\n".join(map(str, faults)))
        click.echo(as_codeowners(found, handles, corpus, project.root.absolute()), nl=False)
        for name in handles:
            if not known_owner(name, corpus):
                hint = did_you_mean(name, owners_of(corpus))
                errors.print(
                    printable(f'briefings/{FILE}: no record is kept by "{shortened(name)}".{hint}'), markup=False
                )
    else:
        click.echo(as_text(found, corpus, style), nl=False)
    left_out = len(corpus.files) - len(corpus.briefings)
    more = f"; left out because of errors (briefings check): {left_out}" if left_out else ""
    errors.print(f"Teams: {len(found)}. Records: {len(corpus.briefings)}{more}")


def _must_be_known(owners: tuple[str, ...], corpus: Corpus) -> None:
    for owner in owners:
        if not known_owner(owner, corpus):
            known = owners_of(corpus)
            named = ", ".join(shortened(name) for name in known[:10])
            hint = did_you_mean(owner, known) or (f" There are: {named}." if named else "")
            raise CouldNotRun(printable(f'no record is kept by "{shortened(owner)}".{hint}'))


def _say_whose(found: list[Stale]) -> None:
    """Say how much each team has to look at, if there is more than one."""
    counted = counted_by_owner(found)
    if len(counted) > 1:
        for team, count in counted.items():
            errors.print(printable(f"  {team}: {count}"), markup=False)
