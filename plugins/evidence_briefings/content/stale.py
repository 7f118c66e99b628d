"""What has gone quiet: projects that are over and say nothing of what came of them, and reviews that are overdue."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from .blocks import Project
from .corpus import Corpus
from .fields import last_day
from .model import Briefing
from .records import shown_path

MONTHS = 12
"""How long after the end of a project somebody should have asked what it changed."""


@dataclass(frozen=True, order=True, slots=True)
class Stale:
    """One reason to look at one record. Sorts by path, then reason.

    ``reason`` is ``no-impact``, ``no-outputs`` or ``review-overdue``; ``since`` the date that has passed, as written in
    the record, or "" where it gives none; ``email`` may be "".
    """

    path: str
    reason: str
    since: str
    message: str
    id: str
    title: str
    team: str
    email: str

    def __str__(self) -> str:
        """Return the line for a terminal."""
        owner = f"{self.team} <{self.email}>" if self.email else self.team
        return f"{self.path}: {self.reason}: {self.message} Kept by: {owner}."


def stale(corpus: Corpus, today: date, months: int = MONTHS) -> list[Stale]:
    """Return what has gone quiet among the valid records that are not archived, in order."""
    return sorted(_found(corpus, today, months))


def as_json(found: Iterable[Stale]) -> str:
    """Return the list for other programs."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _found(corpus: Corpus, today: date, months: int) -> Iterator[Stale]:
    for briefing in corpus.briefings.values():
        if briefing.is_archived:
            continue
        for reason, since, message in _reasons(briefing, today, months):
            path = shown_path(corpus.files.paths[briefing.id], corpus.files.base)
            owner = briefing.owner
            title, team = briefing.title.original, owner.team.original
            yield Stale(path, reason, since, message, briefing.id, title, team, owner.email or "")


def _reasons(briefing: Briefing, today: date, months: int) -> Iterator[tuple[str, str, str]]:
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
    if briefing.review_by < today:
        due = briefing.review_by.isoformat()
        yield "review-overdue", due, f"the review was due on {due}."


def _is_over(project: Project, today: date) -> bool:
    """Return whether a project has ended; a year or a month has passed when the next one has begun."""
    return last_day(project.ends) < today if project.ends else project.status == "completed"


def _later(day: date, months: int) -> date:
    """Return the day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
