"""What has gone quiet: projects that are over and say nothing of what came of them, and reviews that are due."""

from __future__ import annotations

import calendar
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from .blocks import Project
from .corpus import Corpus
from .fields import last_day
from .model import Briefing
from .records import shown_path
from .tables import as_csv

MONTHS = 12
"""How long after the end of a project somebody should have asked what it changed."""
REVIEWS = ("review-overdue", "review-due")
"""The reasons that are about a review; all others are about what a project has left unsaid."""


@dataclass(frozen=True, order=True, slots=True)
class Stale:
    """One reason to look at one record. Sorts by path, then reason.

    ``reason`` is ``no-impact``, ``no-outputs``, ``review-overdue`` or ``review-due``; ``since`` the date that has
    passed or will, as written in the record, or "" where it gives none; ``days`` how many days ago that was, less than
    0 for one to come, None for a date that is not a day; ``email`` and a title or team in a language may be "".
    """

    path: str
    reason: str
    since: str
    message: str
    id: str
    title: str
    team: str
    email: str
    days: int | None = None
    title_en: str = ""
    title_cy: str = ""
    team_en: str = ""
    team_cy: str = ""

    def __str__(self) -> str:
        """Return the line for a terminal."""
        owner = f"{self.team} <{self.email}>" if self.email else self.team
        return f"{self.path}: {self.reason}: {self.message} Kept by: {owner}."


def stale(corpus: Corpus, today: date, months: int = MONTHS, *, days: int | None = None) -> list[Stale]:
    """Return what has gone quiet among the valid records that are not archived, in order.

    With ``days``, reviews that fall due on one of so many days from ``today`` on are listed too.
    """
    return sorted(_found(corpus, today, months, days))


def by_owner(found: Iterable[Stale]) -> list[Stale]:
    """Return the same, that of each team together: teams by name, then what has waited longest, then by path."""
    return sorted(found, key=lambda one: (one.team.casefold(), one.since or "9999", one))


def of_owners(found: Iterable[Stale], owners: Iterable[str]) -> list[Stale]:
    """Return what is kept by one of the teams, each named in either language or by its mailbox."""
    wanted = {owner.casefold().strip() for owner in owners}
    return [one for one in found if wanted & _names(one.team_en, one.team_cy, one.email)]


def owners_of(corpus: Corpus) -> list[str]:
    """Return every name by which the team of a record may be called: its names and its mailbox."""
    found: set[str] = set()
    for briefing in corpus.briefings.values():
        owner = briefing.owner
        found.update(name for name in (owner.team.en, owner.team.cy, owner.email) if name)
    return sorted(found)


def known_owner(name: str, corpus: Corpus) -> bool:
    """Return whether any record is kept by the team of this name, whatever its capitals."""
    return name.casefold().strip() in _names(*owners_of(corpus))


def counted_by_owner(found: Iterable[Stale]) -> Mapping[str, int]:
    """Return how much is listed of each team, teams by name."""
    return dict(sorted(Counter(one.team for one in found).items(), key=lambda item: item[0].casefold()))


def as_json(found: Iterable[Stale]) -> str:
    """Return the list for other programs."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def as_table(found: Iterable[Stale]) -> str:
    """Return the list as CSV."""
    names = [field.name for field in fields(Stale)]
    return as_csv(names, ([getattr(one, name) for name in names] for one in found))


def _names(*names: str) -> set[str]:
    return {name.casefold().strip() for name in names if name}


def _found(corpus: Corpus, today: date, months: int, days: int | None) -> Iterator[Stale]:
    for briefing in corpus.briefings.values():
        if briefing.is_archived:
            continue
        for reason, since, message in _reasons(briefing, today, months, days):
            owner = briefing.owner
            yield Stale(
                shown_path(corpus.files.paths[briefing.id], corpus.files.base),
                reason,
                since,
                message,
                briefing.id,
                briefing.title.original,
                owner.team.original,
                owner.email or "",
                (today - date.fromisoformat(since)).days if len(since) == len("2026-11-01") else None,
                briefing.title.en or "",
                briefing.title.cy or "",
                owner.team.en or "",
                owner.team.cy or "",
            )


def _reasons(briefing: Briefing, today: date, months: int, days: int | None) -> Iterator[tuple[str, str, str]]:
    """Yield (reason, since, message)."""
    project = briefing.project
    if project is not None and _is_over(project, today):
        since = project.ends or ""
        when = f"ended in {since}" if since else "is completed (its end is not reported)"
        if not project.outputs:
            yield "no-outputs", since, f"the project {when} and lists no outputs."
        if not project.impact and (not since or _later(last_day(since), months) <= today):
            later = f" {months} months later" if since else ""
            yield "no-impact", since, f"the project {when} and has no note on impact{later}."
    due = briefing.review_by.isoformat()
    if briefing.review_by < today:
        yield "review-overdue", due, f"the review was due on {due}."
    elif days is not None and briefing.review_by - today <= timedelta(days):
        yield "review-due", due, f"the review is due on {due}."


def _is_over(project: Project, today: date) -> bool:
    """Return whether a project has ended; a year or a month has passed when the next one has begun."""
    return last_day(project.ends) < today if project.ends else project.status == "completed"


def _later(day: date, months: int) -> date:
    """Return the day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
