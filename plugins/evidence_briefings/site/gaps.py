"""Known gaps: what the records say is not known, and topics about which there is little. Worked out, never judged.

A gap of a topic is one of this collection of briefings. That there is no briefing does not mean that there is no
evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..content.model import Briefing
from ..content.questions import Question
from .collection import Collection
from .register import Bearings

SHOWN = 10
"""From how many records at most the page quotes what is not known on one topic."""

LACKS = ("no-briefing", "one-briefing", "not-from-wales", "not-for-wales", "not-reviewed", "no-programme")
"""What a topic may lack, in the order in which pages say it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known or not there about one topic.

    ``count`` is how many briefings there are on it or a topic below it, and ``lacks`` (see ``LACKS``) is about those.
    ``unclear`` are the records that name it as their first topic and say what is not known, last reviewed first, up to
    ``SHOWN``; ``more`` counts the others; ``also`` are records that say so and name the topic, but not first. Projects
    and questions are those that name the topic itself.
    """

    topic: str
    count: int
    lacks: Sequence[str]
    unclear: Sequence[Briefing] = ()
    more: int = 0
    also: Sequence[Briefing] = ()
    projects: Sequence[Briefing] = ()
    questions: Sequence[Question] = ()


def lacks_of(briefings: Sequence[Briefing]) -> list[str]:
    """Return what the briefings of one topic lack, as ids of ``LACKS``.

    Without a briefing nothing else is said. To be for Wales a record must say that it applies there in full or in part:
    unknown is not enough. Reviewed is only what is reported to be peer reviewed.
    """
    if not briefings:
        return ["no-briefing"]
    there = {
        "one-briefing": len(briefings) > 1,
        "not-from-wales": any("wales" in briefing.relevance.evidence_from for briefing in briefings),
        "not-for-wales": any(
            briefing.relevance.applies_to["wales"].applies in ("yes", "partly") for briefing in briefings
        ),
        "not-reviewed": any(briefing.evidence.peer_reviewed == "yes" for briefing in briefings),
        "no-programme": any(briefing.kind == "programme" for briefing in briefings),
    }
    return [lack for lack in LACKS if not there.get(lack, True)]


@dataclass(frozen=True)
class Gaps:
    """The gaps of every topic, for the pages of one language."""

    collection: Collection
    bearings: Bearings

    def on(self, topic: str) -> Gap:
        """Return what is not known or not there about a topic."""
        language = self.bearings.language
        records = self.collection.with_term("topics", topic, language)
        first, also = self._unclear.get(topic, ((), ()))
        bearing = self.bearings.on(topic)
        return Gap(
            topic,
            len(records),
            lacks_of(records),
            first[:SHOWN],
            max(0, len(first) - SHOWN),
            also[:SHOWN],
            [briefing for briefing in bearing.projects if topic in briefing.topics],
            [question for question in bearing.questions if topic in question.topics],
        )

    @cached_property
    def _unclear(self) -> Mapping[str, tuple[Sequence[Briefing], Sequence[Briefing]]]:
        """The records with open questions by topic: those that name it first, and those that name it too."""
        found: dict[str, tuple[list[Briefing], list[Briefing]]] = {}
        for briefing in self.collection.latest[self.bearings.language]:
            if briefing.evidence.unclear:
                for number, topic in enumerate(dict.fromkeys(briefing.topics)):
                    found.setdefault(topic, ([], []))[min(number, 1)].append(briefing)
        return found


def gap_on(topic: str, collection: Collection, bearings: Bearings) -> Gap:
    """Return what is not known or not there about one topic; for many topics make one ``Gaps``."""
    return Gaps(collection, bearings).on(topic)
