"""The research register: projects in their order and on a line of time, what resembles each, what bears on a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..content.blocks import Project
from ..content.fields import first_day, last_day
from ..content.model import Briefing
from ..content.questions import Question
from .collection import Collection

STAGES = ("planned", "current", "completed")
"""The order of the register: what can still be joined comes first."""
SIMILAR = 3
"""How many similar projects are named beside one."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """What is being asked and studied about a topic or one below it: projects by title, questions as in their file."""

    projects: Sequence[Briefing] = ()
    questions: Sequence[Question] = ()


def projects_in(collection: Collection, language: str) -> list[Briefing]:
    """Return the listed projects in alphabetical order."""
    return [briefing for briefing in collection.by_title[language] if briefing.project is not None]


def by_stage(projects: Iterable[Briefing]) -> list[Briefing]:
    """Return projects as the register lists them: planned, current, completed.

    Of those planned or under way the earliest start comes first, of those completed the latest end; what has no such
    date follows in the order given. The dates of projects are texts, which sort as dates do; 2025 stands with 2025-01.
    """
    groups: dict[str, list[Briefing]] = {stage: [] for stage in STAGES}
    for briefing in projects:
        if briefing.project is not None:
            groups.setdefault(briefing.project.status, []).append(briefing)
    for stage, group in groups.items():
        if stage == "completed":
            group.sort(key=lambda briefing: _project(briefing).ends or "", reverse=True)
        else:
            group.sort(key=lambda briefing: _project(briefing).starts or "9999")
    return [briefing for group in groups.values() for briefing in group]


def similar_projects(projects: Iterable[Briefing]) -> Mapping[str, Sequence[Briefing]]:
    """Return for the id of each project up to ``SIMILAR`` others, most shared topics first, then as given.

    One that shares no topic is not similar, however few there are.
    """
    ordered = list(projects)
    having: dict[str, list[int]] = {}
    for number, briefing in enumerate(ordered):
        for topic in dict.fromkeys(briefing.topics):
            having.setdefault(topic, []).append(number)
    found: dict[str, Sequence[Briefing]] = {}
    for number, briefing in enumerate(ordered):
        shared = Counter(other for topic in dict.fromkeys(briefing.topics) for other in having[topic])
        del shared[number]
        best = sorted(shared, key=lambda other: (-shared[other], other))[:SIMILAR]
        found[briefing.id] = [ordered[other] for other in best]
    return found


@dataclass(frozen=True)
class Bearings:
    """Everything that is being asked and studied, by topic: indexed once for all the pages of a language."""

    collection: Collection
    questions: Sequence[Question]
    language: str

    def on(self, topic: str) -> Bearing:
        """Return what bears on a topic or on one below it."""
        return self._by_topic.get(topic, Bearing())

    @cached_property
    def _by_topic(self) -> Mapping[str, Bearing]:
        found: dict[str, tuple[list[Briefing], list[Question]]] = {}
        for briefing in projects_in(self.collection, self.language):
            for topic in self._lines(briefing.topics):
                found.setdefault(topic, ([], []))[0].append(briefing)
        for question in self.questions:
            for topic in self._lines(question.topics):
                found.setdefault(topic, ([], []))[1].append(question)
        return {topic: Bearing(projects, questions) for topic, (projects, questions) in found.items()}

    def _lines(self, topics: Iterable[str]) -> list[str]:
        """Return topics and all above them, each once."""
        vocabulary = self.collection.vocabularies["topics"]
        return list(dict.fromkeys(above for topic in topics for above in vocabulary.with_ancestors(topic)))


def bearing_on(topic: str, collection: Collection, questions: Sequence[Question], language: str) -> Bearing:
    """Return the projects and questions of a topic or of one below it; for many topics make one ``Bearings``."""
    return Bearings(collection, questions, language).on(topic)


@dataclass(frozen=True, slots=True)
class Bar:
    """One project on the line of time, in hundredths of its length from ``start`` on.

    ``open_start`` and ``open_end``: that end is not reported, so that the bar says nothing about it. ``known`` is false
    where neither is.
    """

    start: float = 0
    length: float = 0
    known: bool = True
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of projects by id, from the beginning of the year ``first`` to the end of ``last``.

    Both are None where no project has a date. ``ticks`` are (year, hundredths of the line where it begins).
    """

    first: int | None = None
    last: int | None = None
    bars: Mapping[str, Bar] = field(default_factory=dict)
    ticks: Sequence[tuple[int, float]] = ()


def timeline(projects: Iterable[Briefing]) -> Timeline:
    """Return the line of time of projects. A year alone lasts from its first day to its last, a month likewise."""
    found = {briefing.id: _project(briefing) for briefing in projects if briefing.project is not None}
    years = [int(day[:4]) for project in found.values() for day in (project.starts, project.ends) if day]
    if not years:
        return Timeline(bars=dict.fromkeys(found, Bar(known=False)))
    first, last = min(years), max(years)
    whole = (date(last, 12, 31) - date(first, 1, 1)).days + 1

    def place(day: date) -> float:
        return round((day - date(first, 1, 1)).days * 100 / whole, 2)

    bars: dict[str, Bar] = {}
    for record_id, project in found.items():
        if project.starts is None and project.ends is None:
            bars[record_id] = Bar(known=False)
            continue
        # Where one end is not reported, the bar covers only the time that the other one names.
        begins = first_day(project.starts or project.ends or "")
        ends = last_day(project.ends or project.starts or "")
        start = place(begins)
        length = round((ends - begins).days * 100 / whole + 100 / whole, 2)
        bars[record_id] = Bar(start, max(length, 0.5), open_start=project.starts is None, open_end=project.ends is None)
    step = max(1, -(-(last - first + 1) // 8))
    return Timeline(first, last, bars, [(year, place(date(year, 1, 1))) for year in range(first, last + 1, step)])


def _project(briefing: Briefing) -> Project:
    assert briefing.project is not None
    return briefing.project
