"""The evidence map: how many records each topic has of each kind, and what is being done about what is missing.

Everything is counted as the search counts, so that a number and the results it leads to are the same: only listed
records, each once, and a topic has what those below it have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..content.localised import Localised
from ..content.model import Briefing
from ..content.questions import Question
from ..content.schemes import Scheme
from ..content.vocabulary import Vocabularies
from .collection import Collection
from .register import Bearings

ALL = ""
"""Stands for every topic, and for every record of a topic."""

NONE = "none"
"""Stands for records that have nothing of what a group of columns shows."""

SHOWN = 5
"""How many projects, and how many open questions, a topic names: a map is no list of records."""

STEPS = 8
"""How many steps of a scale that has no levels, such as a per cent, a map shows."""

Key = tuple[str, str]
"""A column: the place in the record that it is about, and what stands there."""


@dataclass(slots=True)
class Unsettled:
    """What bears on the gaps of a topic: the latest projects and open questions, and how many there are of each.

    An open question stands beside the record that leaves it open; ``asked`` are those that practice asks.
    """

    projects: list[Briefing] = field(default_factory=list)
    questions: list[tuple[Localised, Briefing]] = field(default_factory=list)
    asked: Sequence[Question] = ()
    project_count: int = 0
    question_count: int = 0
    asked_count: int = 0

    def add(self, briefing: Briefing) -> None:
        """Take in a record."""
        if briefing.kind == "project":
            self.project_count += 1
            if len(self.projects) < SHOWN:
                self.projects.append(briefing)
        unclear = briefing.evidence.unclear
        self.question_count += len(unclear)
        self.questions += [(question, briefing) for question in unclear[: max(0, SHOWN - len(self.questions))]]


class UnsettledByTopic:
    """What is unsettled about each topic, from one pass over the records; the latest come first."""

    def __init__(self, collection: Collection, language: str, asked: Sequence[Question] = ()) -> None:
        self._found: dict[str, Unsettled] = {}
        bearings = Bearings(collection, asked, language)
        for term in collection.vocabularies["topics"]:
            questions = bearings.on(term.id).questions
            if questions:
                self._found[term.id] = Unsettled(asked=questions[:SHOWN], asked_count=len(questions))
        for briefing in collection.latest[language]:
            if briefing.kind == "project" or briefing.evidence.unclear:
                for topic in _with_all_above(briefing, collection.vocabularies):
                    self._found.setdefault(topic, Unsettled()).add(briefing)

    @property
    def named(self) -> list[object]:
        """Everything that is said of any topic, with titles: what pages that show it depend on."""
        return [
            (
                topic,
                [(briefing.id, briefing.title) for briefing in found.projects],
                [(question, briefing.id, briefing.title) for question, briefing in found.questions],
                [(question.id, question.question) for question in found.asked],
                (found.project_count, found.question_count, found.asked_count),
            )
            for topic, found in self._found.items()
        ]

    def on(self, topic: str) -> Unsettled:
        """Return the projects and open questions of a topic and of those below it."""
        return self._found.get(topic) or Unsettled()


def counted(
    briefings: Iterable[Briefing], vocabularies: Vocabularies, keys_of: Callable[[Briefing], Iterable[Key]]
) -> Mapping[str, Mapping[Key, int]]:
    """Return by topic, and for ``ALL``, how many records have each key; ``(ALL, ALL)`` counts every record."""
    tallies: dict[str, Counter[Key]] = {ALL: Counter()}
    for briefing in briefings:
        keys = {(ALL, ALL), *keys_of(briefing)}
        for topic in (ALL, *_with_all_above(briefing, vocabularies)):
            tallies.setdefault(topic, Counter()).update(keys)
    return tallies


def kinds_of_evidence(vocabularies: Vocabularies) -> Callable[[Briefing], Iterable[Key]]:
    """Return what gives a record's kinds of knowledge and of study; ``NONE`` if it names no kind of study."""
    knowledge, designs = vocabularies["knowledge"], vocabularies["designs"]

    def keys(briefing: Briefing) -> Iterable[Key]:
        for term in briefing.evidence.knowledge:
            for above in knowledge.with_ancestors(term):
                yield "evidence.knowledge", above
        for term in briefing.evidence.designs:
            for above in designs.with_ancestors(term):
                yield "evidence.designs", above
        if not briefing.evidence.designs:
            yield "evidence.designs", NONE

    return keys


def nations_and_places(vocabularies: Vocabularies) -> Callable[[Briefing], Iterable[Key]]:
    """Return what gives the nations where a record applies, in full or in part, and the places of its evidence."""
    places = vocabularies["places"]

    def keys(briefing: Briefing) -> Iterable[Key]:
        for nation, said in briefing.relevance.applies_to.items():
            if said.applies in ("yes", "partly"):
                yield "applies", nation
        for place in briefing.relevance.evidence_from:
            for above in places.with_ancestors(place):
                yield "relevance.evidence_from", above

    return keys


def levels(scheme: Scheme, steps: Sequence[tuple[str, int | None]]) -> Callable[[Briefing], Iterable[Key]]:
    """Return what gives a record's levels in one scheme: each step that it reaches, so that a column says "or better".

    ``steps`` are codes with their ranks; a code without a rank means itself alone. ``NONE`` has what is not rated.
    """

    def keys(briefing: Briefing) -> Iterable[Key]:
        values = {rating.value for rating in briefing.ratings if rating.scheme == scheme.id}
        best = max((rank for code, rank in steps if rank is not None and code in values), default=0)
        for code, rank in steps:
            if code in values or (rank is not None and rank <= best):
                yield "ratings", code
        if not values:
            yield "ratings", NONE

    return keys


def few_steps(steps: Sequence[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Return at most ``STEPS`` of the ranked steps, spread evenly from the best to the worst, and all others."""
    ranked = [step for step in steps if step[1] is not None]
    if len(ranked) > STEPS:
        last = len(ranked) - 1
        ranked = [ranked[round(number * last / (STEPS - 1))] for number in range(STEPS)]
    return [*ranked, *(step for step in steps if step[1] is None)]


def _with_all_above(briefing: Briefing, vocabularies: Vocabularies) -> set[str]:
    topics = vocabularies["topics"]
    return {above for topic in briefing.topics for above in topics.with_ancestors(topic)}
