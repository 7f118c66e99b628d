"""What a page tells about several records at once: where to start, pros and cons, law, gaps, whom to ask.

Every part is bounded, so that a page stays short however many records there are, and is worked out when its page is
rendered, so that nothing of it is kept. Ratings play no role in any order: schemes cannot be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, TypeVar
from urllib.parse import urlencode

from ..content.blocks import Argument, Contact, Law, Message, Owner
from ..content.entries import MOST_STARTS, PartName
from ..content.localised import Localised
from ..content.model import NATIONS, Briefing

PER_PART = 5
"""How many things one part of a page names; the rest is a link away."""
PER_TOPIC = 2
"""How many practice messages of one topic a page names."""
WEIGHED = 2
"""How many records' pros and cons a page sets out; the others are named."""
NAMED = 3
"""How many records are named below one piece of law."""

_APPLIES = {"yes": 0, "partly": 1, "unknown": 2, "no": 3}
_SEVERAL = ("synthesis", "several-studies")

SIDES: Mapping[str, str] = {"for": "for_", "against": "against", "depends_on": "depends_on"}
"""The sides of pros and cons, in the order of pages, and their names in the model."""

Item = TypeVar("Item")


def best_first(briefing: Briefing) -> tuple[int, int, int, int, str]:
    """Return a key that sorts records for somebody who reads only the first.

    A synthesis, then what rests on several studies, then what applies in Wales (in full, in part, not known, not at
    all), then what changed last. How strong the evidence is plays no part.
    """
    wales = _APPLIES[briefing.relevance.applies_to["wales"].applies]
    several = briefing.evidence.base in _SEVERAL
    return briefing.kind != "synthesis", not several, wales, -briefing.last_changed.toordinal(), briefing.id


def wales_first(briefing: Briefing) -> tuple[int, int, str]:
    """Return a key that sorts records by whether they apply in Wales, then the latest change first."""
    wales = _APPLIES[briefing.relevance.applies_to["wales"].applies]
    return wales, -briefing.last_changed.toordinal(), briefing.id


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page: the ``items`` it names, out of how many.

    ``facets`` narrow a search to all of them; ``lacking`` is what there is none of, where readers must be told;
    ``further`` are records to go on with.
    """

    name: PartName
    items: Sequence[Any]
    total: int
    facets: Mapping[str, str] = field(default_factory=dict)
    lacking: Sequence[str] = ()
    further: Sequence[Briefing] = ()

    @property
    def rest(self) -> int:
        """How many things the part does not name."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class Balanced:
    """An argument of one side, with the other records it comes from."""

    text: Localised
    sources: list[Briefing]


@dataclass(frozen=True, slots=True)
class Said:
    """A practice message, a question, a gap or a tool with the record it stands in."""

    item: Any
    briefing: Briefing


@dataclass(frozen=True, slots=True)
class Grouped:
    """Messages of one topic: those named, of how many."""

    topic: str
    messages: list[Said]
    total: int


@dataclass(frozen=True)
class Story:
    """What a page tells about ``entries``.

    ``shown`` holds every record with a page by id. ``whom`` are the audiences whose practice messages count; none:
    everybody's. ``names`` are the parts of the page in order. ``facets`` find the same records in a search. A page
    that ``begins`` says where to start, with the records ``chosen`` by an editor, if any.
    """

    entries: Sequence[Briefing]
    shown: Mapping[str, Briefing]
    names: Sequence[PartName]
    whom: frozenset[str] = frozenset()
    facets: Sequence[tuple[str, str]] = ()
    order: Callable[[Briefing], Any] = wales_first
    begins: bool = False
    chosen: Sequence[str] = ()

    @property
    def key(self) -> object:
        """All that the parts depend on: the records, and the titles of others that arguments come from."""
        named = {name for briefing in self.entries if briefing.balance for name in briefing.balance.named}
        titles = [(name, self.shown[name].title) for name in sorted(named) if name in self.shown]
        return list(self.entries), titles, tuple(self.names), self.chosen

    def parts(self) -> list[Part]:
        """Return the parts that have something to say, in order."""
        entries = sorted(self.entries, key=self.order)
        found = (
            _OF_RECORDS[name](entries) if name in _OF_RECORDS else _OF_STORY[name](self, entries)
            for name in dict.fromkeys(self.names)
        )
        return [part for part in found if part.total or part.lacking]

    def query(self, facets: Mapping[str, str]) -> str:
        """Return the address of a search, after its ``?``, for the records of the page that also have ``facets``."""
        return urlencode([*self.facets, *facets.items()])

    def starts(self) -> list[Briefing]:
        """Return where to begin: the editor's choice, or without one the best first, at most half of all."""
        listed = {briefing.id for briefing in self.entries}
        chosen = [self.shown[name] for name in self.chosen if name in listed]
        if chosen:
            return chosen
        return sorted(self.entries, key=best_first)[: max(1, min(MOST_STARTS, len(self.entries) // 2))]

    def from_wales(self) -> int:
        """Return how many of the records have evidence from Wales."""
        return sum("wales" in briefing.relevance.evidence_from for briefing in self.entries)

    def lacking(self) -> list[str]:
        """Return what none of the records is or has and a reader would look for, in the order pages say it."""
        kinds = {briefing.kind for briefing in self.entries}
        found = [] if self.from_wales() else ["wales"]
        found += [kind for kind in ("programme", "practice-example", "project") if kind not in kinds]
        if not any(_has_voice(briefing) for briefing in self.entries):
            found.append("lived-experience")
        if not any(law.nation == "wales" for briefing in self.entries for law in briefing.relevance.law):
            found.append("law")
        return found

    def for_them(self, briefing: Briefing) -> list[Message]:
        """Return the messages of a record that are meant for the readers; one for nobody in particular is for all."""
        if not self.whom:
            return list(briefing.messages)
        meant = self.whom.intersection(briefing.audiences)
        return [m for m in briefing.messages if (self.whom.intersection(m.audiences) if m.audiences else meant)]


def balance_of(briefing: Briefing, shown: Mapping[str, Briefing]) -> list[tuple[str, list[Balanced]]]:
    """Return (side, arguments) for each side of a record that has any, in the order of pages.

    An argument comes with the other records it is from, as far as readers can see them.
    """
    sides: list[tuple[str, list[Balanced]]] = []
    for side, name in SIDES.items():
        arguments: list[Argument] = getattr(briefing.balance, name, [])
        if arguments:
            sides.append((side, [Balanced(each.text, _others(each, briefing, shown)) for each in arguments]))
    return sides


def _others(argument: Argument, briefing: Briefing, shown: Mapping[str, Briefing]) -> list[Briefing]:
    return [shown[name] for name in argument.from_ if name in shown and name != briefing.id]


def _has_voice(briefing: Briefing) -> bool:
    """Return whether people with experience speak in a record; its ``voices`` may be those of workers."""
    return briefing.kind == "lived-experience" or "lived-experience" in briefing.evidence.knowledge


def _messages(name: PartName) -> Callable[[Story, list[Briefing]], Part]:
    def found(story: Story, entries: list[Briefing]) -> Part:
        """Group the first message of each record by the record's first topic: so many topics, so many of each."""
        total = 0
        groups: dict[str, tuple[list[Said], list[Briefing]]] = {}
        for briefing in entries:
            messages = story.for_them(briefing)
            total += len(messages)
            if messages:
                some, those = groups.setdefault(briefing.topics[0], ([], []))
                those.append(briefing)
                if len(some) < PER_TOPIC:
                    some.append(Said(messages[0], briefing))
        items = [Grouped(topic, some, len(those)) for topic, (some, those) in list(groups.items())[:PER_PART]]
        return Part(name, items, total)

    return found


def _of_kind(name: PartName, kind: str) -> Callable[[list[Briefing]], Part]:
    def found(entries: list[Briefing]) -> Part:
        those = [briefing for briefing in entries if briefing.kind == kind]
        return Part(name, those[:PER_PART], len(those), {"kind": kind})

    return found


def _one_each(name: PartName, items_of: Callable[[Briefing], Sequence[Any]]) -> Callable[[list[Briefing]], Part]:
    """Return a part of single things: one from each record, then a second from each, until there are enough."""

    def found(entries: list[Briefing]) -> Part:
        lists = [[Said(item, briefing) for item in items_of(briefing)] for briefing in entries]
        total = sum(map(len, lists))
        # Only the first lists can have a turn: each one that has anything fills a place.
        first = [each for each in lists if each][:PER_PART]
        turns = [one for turn in zip_longest(*first) for one in turn if one is not None]
        return Part(name, turns[:PER_PART], total)

    return found


def _bottom_lines(entries: list[Briefing]) -> Part:
    some = sorted(entries, key=best_first)[:PER_PART]
    return Part("bottom-lines", some, len(entries))


def _words(entries: list[Briefing]) -> Part:
    some = sorted(entries, key=best_first)[:NAMED]
    return Part("words", some, len(entries))


def _evidence(story: Story, entries: list[Briefing]) -> Part:
    """Return two lists: (those with evidence from Wales, how many), (the others, how many).

    What the page begins with comes last: it has been read.
    """
    read = {briefing.id for briefing in story.starts()} if story.begins else set()
    entries = sorted(entries, key=lambda briefing: briefing.id in read)
    welsh = [briefing for briefing in entries if "wales" in briefing.relevance.evidence_from]
    others = [briefing for briefing in entries if "wales" not in briefing.relevance.evidence_from]
    items = [(those[:PER_PART], len(those)) for those in (welsh, others)]
    return Part("evidence", items, len(welsh), {"from": "wales"}, ["wales"] if entries and not welsh else [])


def _lived(entries: list[Briefing]) -> Part:
    those = sorted(filter(_has_voice, entries), key=lambda briefing: briefing.kind != "lived-experience")
    return Part("lived-experience", those[:PER_PART], len(those), {"knowledge": "lived-experience"})


def _law(entries: list[Briefing]) -> Part:
    """Return (nation, [(law, records that name it, how many)]) for each nation, each law once."""
    found: dict[str, dict[str, tuple[Law, list[Briefing]]]] = {nation: {} for nation in NATIONS}
    for briefing in entries:
        for law in briefing.relevance.law:
            name = " ".join(law.instrument.original.casefold().split())
            records = found[law.nation].setdefault(name, (law, []))[1]
            if not records or records[-1] is not briefing:
                records.append(briefing)
    items = [
        (nation, [(law, those[:NAMED], len(those)) for law, those in list(laws.values())[:PER_PART]], len(laws))
        for nation, laws in found.items()
        if laws
    ]
    return Part("law", items, sum(map(len, found.values())))


def _balance(story: Story, entries: list[Briefing]) -> Part:
    """Return (record, its sides): pros and cons of two things are never poured into one list."""
    those = sorted((briefing for briefing in entries if briefing.balance is not None), key=best_first)
    items = [(briefing, balance_of(briefing, story.shown)) for briefing in those[:WEIGHED]]
    return Part("balance", items, len(those), further=those[WEIGHED : WEIGHED + PER_PART])


def _gaps(story: Story, entries: list[Briefing]) -> Part:
    """Return what records leave open, and what there is no record of."""
    part = _one_each("gaps", lambda briefing: briefing.evidence.unclear)(entries)
    return Part("gaps", part.items, part.total, lacking=story.lacking() if entries else ())


def _contacts(entries: list[Briefing]) -> Part:
    found: dict[tuple[str, str | None, str | None], tuple[Localised, str | None, str | None]] = {}
    for briefing in entries:
        who: Contact | Owner = briefing.contact or briefing.owner
        role = who.role if isinstance(who, Contact) else who.team
        url = who.url if isinstance(who, Contact) else None
        found.setdefault((role.original, who.email, url), (role, who.email, url))
    return Part("contacts", list(found.values())[:PER_PART], len(found))


_OF_RECORDS: Mapping[PartName, Callable[[list[Briefing]], Part]] = {
    "bottom-lines": _bottom_lines,
    "words": _words,
    "questions": _one_each("questions", lambda briefing: briefing.questions),
    "tools": _one_each("tools", lambda briefing: briefing.tools),
    "guides": _of_kind("guides", "guidance"),
    "programmes": _of_kind("programmes", "programme"),
    "examples": _of_kind("examples", "practice-example"),
    "projects": _of_kind("projects", "project"),
    "lived-experience": _lived,
    "law": _law,
    "contacts": _contacts,
}
_OF_STORY: Mapping[PartName, Callable[[Story, list[Briefing]], Part]] = {
    "messages": _messages("messages"),
    "decisions": _messages("decisions"),
    "balance": _balance,
    "evidence": _evidence,
    "gaps": _gaps,
}


def serving(task: str, briefing: Briefing) -> tuple[bool, int, int, str]:
    """Return a key that sorts records for a task: those that name it themselves, then what applies in Wales."""
    return task not in briefing.tasks, *wales_first(briefing)
