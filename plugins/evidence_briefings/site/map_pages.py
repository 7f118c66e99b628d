"""The pages of the evidence map: topics by kind of evidence, by nation, and by the levels of each rating scheme.

There is never a map of areas or authorities, and never one of two schemes together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from ..content.model import NATIONS
from ..content.schemes import Scheme
from ..content.vocabulary import Term
from .mapping import (
    ALL,
    NONE,
    Key,
    Unsettled,
    UnsettledByTopic,
    counted,
    few_steps,
    kinds_of_evidence,
    levels,
    nations_and_places,
)
from .page import Later, Maker, Page
from .ratings import MIN_RATED, badge, ladder, said

SIDE = 22
"""The side of the largest square of a map, in pixels. What grows with the number is the area."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a map. ``query`` is what the search's address says for it, or None where it cannot say it.

    ``sums`` marks a column that is no kind of its own: all records, or all that are not rated. It has no squares.
    ``within`` is the heading of its group, where another group has columns of the same labels.
    """

    key: Key
    label: str
    about: str | None = None
    query: str | None = None
    sums: bool = False
    within: str | None = None

    @property
    def name(self) -> str:
        """What the column is called where the heading of its group is not in sight."""
        return self.label if self.within is None else f"{self.within}: {self.label}"


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that stand side by side under one heading, or under none."""

    heading: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A topic: how deep it stands below a main one, its counts in the order of the columns, what bears on its gaps.

    ``query`` as for columns. ``unsettled`` is None for the row of all topics.
    """

    id: str
    label: str
    depth: int
    query: str | None
    counts: tuple[int, ...]
    unsettled: Unsettled | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is special to one map: its columns, how many records each topic has of each, what to know when reading."""

    groups: Sequence[Group]
    tallies: Mapping[str, Mapping[Key, int]]
    notes: Sequence[str]
    more: Mapping[str, Any] = field(default_factory=dict)


class MapMaker(Maker):
    """Makes the maps of one language. ``filters`` has the name of the search's facet for each source it shows."""

    filters: Mapping[str, str] = MappingProxyType({})

    def maps(self) -> Iterator[Page]:
        """Yield the map by kind of evidence, the one by nation, and one for each scheme that enough are rated in."""
        yield self.map_of_kinds()
        yield self.map_of_nations()
        for scheme in self._mapped:
            yield self.map_of_levels(self.corpus.schemes[scheme])

    def map_of_kinds(self) -> Page:
        """Return the map of topics by kind of knowledge and kind of study."""
        _ = self.wording.gettext
        heading = _("Evidence map")
        about = _("What there is for each topic, what kind of evidence it rests on, and where there is nothing yet.")
        return self._map("map", (), heading, about, self._of_kinds)

    def _of_kinds(self) -> Counted:
        _ = self.wording.gettext
        vocabularies = self.corpus.vocabularies
        groups = (
            Group(
                _("Kinds of knowledge"), self._of_terms("evidence.knowledge", vocabularies["knowledge"].children(None))
            ),
            Group(_("Kinds of study"), self._of_terms("evidence.designs", vocabularies["designs"].children(None))),
        )
        notes = [
            _("A briefing stands in every column that fits it, so a row does not add up to its total."),
            _("No column ranks above another. Ask which kind of evidence fits your question."),
        ]
        tallies = counted(self.collection.listed, vocabularies, kinds_of_evidence(vocabularies))
        unnamed = tallies[ALL].get(("evidence.designs", NONE), 0)
        return Counted(groups, tallies, notes, {"in_full": True, "unnamed": unnamed})

    def map_of_nations(self) -> Page:
        """Return the map of topics by where they apply and by where the evidence is from."""
        _ = self.wording.gettext
        heading = _("Evidence map by nation")
        about = _("Where the evidence for each topic applies, and where it was gathered.")
        return self._map("map-nations", (), heading, about, self._of_nations)

    def _of_nations(self) -> Counted:
        _ = self.wording.gettext
        places = self.corpus.vocabularies["places"]
        tallies = counted(
            self.collection.listed, self.corpus.vocabularies, nations_and_places(self.corpus.vocabularies)
        )
        named = [
            place
            for place in places.children(None)
            if place.id in NATIONS or tallies[ALL].get(("relevance.evidence_from", place.id))
        ]
        groups = (
            self._nations_group(_("Where it applies"), "applies", [places[nation] for nation in NATIONS]),
            self._nations_group(_("Evidence comes from"), "relevance.evidence_from", named),
        )
        notes = [
            _("A briefing applies in a nation if it does so in full or in part. It may stand in several columns."),
            _("The numbers count briefings. They say nothing about how well any nation or area does."),
        ]
        return Counted(groups, tallies, notes)

    def _nations_group(self, heading: str, source: str, terms: Iterable[Term]) -> Group:
        """Return columns of places, which have the same labels in both groups."""
        return Group(heading, tuple(replace(column, within=heading) for column in self._of_terms(source, terms)))

    def map_of_levels(self, scheme: Scheme) -> Page:
        """Return the map of topics by the levels of one scheme, in the order its owner gives them."""
        _ = self.wording.gettext
        heading = _("Evidence map: %(scheme)s") % {"scheme": scheme.title.get(self.language)}
        about = _("How many briefings of each topic have a rating on this scale, and at which level.")
        return self._map("map-rated", (scheme.id,), heading, about, partial(self._of_levels, scheme))

    def _of_levels(self, scheme: Scheme) -> Counted:
        _ = self.wording.gettext
        steps = few_steps(ladder(scheme, self._mapped[scheme.id]))
        ranked = [code for code, rank in steps if rank is not None]
        others = [code for code, rank in steps if rank is None]
        without = Column(("ratings", NONE), _("Has no rating on this scale"), sums=True)
        on_it = tuple(self._of_level(scheme, code, or_better=place > 0) for place, code in enumerate(ranked))
        off_it = tuple(self._of_level(scheme, code) for code in others)
        groups = [
            Group(_("Levels, the best first") if ranked and others else None, on_it),
            Group(_("Outside the order of levels") if ranked and others else None, off_it),
        ]
        groups = [*(group for group in groups if group.columns), Group(None, (without,))]
        notes = [
            _("A rating is its owner's, on this scale alone. No other scale is counted here, and none is converted."),
            _("Having no rating says nothing about quality: nobody may have rated it."),
        ]
        if len(ranked) > 1:
            notes.insert(
                0, _("A column that says “or better” holds the better levels too. Several ratings count once.")
            )
        tallies = counted(self.collection.listed, self.corpus.vocabularies, levels(scheme, steps))
        more = {"scheme": scheme.id, "caveat": said(scheme.caveat, self.language)}
        return Counted(groups, tallies, notes, more)

    def _map(self, key: str, ids: tuple[str, ...], heading: str, about: str, count: Callable[[], Counted]) -> Page:
        """Return a map. Nothing is counted before it is rendered; ``_bases`` is all that the numbers depend on."""

        def made() -> Mapping[str, Any]:
            others = [(label, to) for label, to in self._all_maps if to != (key, *ids)]
            return {"heading": heading, "about": about, "others": others, **self._context(count())}

        styles, maps = {"styles": ["map.css"]}, tuple(self._mapped)
        key_of = (heading, maps, self._bases, self.corpus.questions)
        return self.page(key, ids, "map", heading, Later(made), description=about, about=styles, key_of=key_of)

    def _context(self, found: Counted) -> dict[str, Any]:
        whole = Column((ALL, ALL), self.wording.gettext("All briefings"), query="", sums=True)
        all_groups = [Group(None, (whole,)), *found.groups]
        columns = [column for group in all_groups for column in group.columns]
        bodies = [list(self._rows(term, 0, columns, found.tallies)) for term in self.terms("topics")]
        largest = max(
            (row.counts[at] for rows in bodies for row in rows for at, one in enumerate(columns) if not one.sums),
            default=0,
        )
        return {
            "notes": found.notes,
            "groups": all_groups,
            "total": self._row(ALL, self.wording.gettext("All topics"), 0, columns, found.tallies),
            "bodies": bodies,
            "sides": _sides(largest),
            "in_full": False,
            "unnamed": 0,
            "scheme": None,
            "caveat": None,
            **found.more,
        }

    def _rows(
        self, term: Term, depth: int, columns: list[Column], tallies: Mapping[str, Mapping[Key, int]]
    ) -> Iterator[Row]:
        yield self._row(term.id, term.label(self.language), depth, columns, tallies)
        for child in self.terms("topics", term.id):
            yield from self._rows(child, depth + 1, columns, tallies)

    def _row(
        self, topic: str, label: str, depth: int, columns: list[Column], tallies: Mapping[str, Mapping[Key, int]]
    ) -> Row:
        tally = tallies.get(topic, {})
        query = "" if topic == ALL else self._query("topics", topic)
        unsettled = None if topic == ALL else self._unsettled.on(topic)
        return Row(topic, label, depth, query, tuple(tally.get(column.key, 0) for column in columns), unsettled)

    def _of_terms(self, source: str, terms: Iterable[Term]) -> tuple[Column, ...]:
        return tuple(
            Column(
                (source, term.id),
                term.label(self.language),
                said(term.about, self.language),
                self._query(source, term.id),
            )
            for term in terms
        )

    def _of_level(self, scheme: Scheme, code: str, *, or_better: bool = False) -> Column:
        label = badge(scheme, code, None, self.wording)
        if or_better:
            label = self.wording.gettext("%(label)s or better") % {"label": label}
        level = scheme.level(code)
        about = said(level.means, self.language) if level is not None else None
        return Column(("ratings", code), label, about, self._query("ratings", code, f"-{scheme.id}"))

    def _query(self, source: str, value: str, more: str = "") -> str | None:
        """Return what an address of the search says for a value, or None if the site has no filter for the source."""
        name = self.filters.get(source)
        return None if name is None else f"{name}{more}={quote(value, safe='')}"

    @cached_property
    def _unsettled(self) -> UnsettledByTopic:
        return UnsettledByTopic(self.collection, self.language, self.corpus.questions)

    @cached_property
    def _bases(self) -> tuple[object, ...]:
        """All that a map shows: what is counted of each record, and what is named beside gaps."""
        counted = [
            (
                briefing.kind,
                briefing.topics,
                briefing.evidence.knowledge,
                briefing.evidence.designs,
                briefing.relevance,
                briefing.ratings,
            )
            for briefing in self.collection.listed
        ]
        return counted, self._unsettled.named

    @cached_property
    def _mapped(self) -> Mapping[str, frozenset[str]]:
        """The values that are given in each scheme that has a map, by its id; the search has a filter for the same."""
        values: dict[str, set[str]] = {}
        records: dict[str, int] = {}
        for briefing in self.collection.listed:
            for rating in briefing.ratings:
                values.setdefault(rating.scheme, set()).add(rating.value)
            for scheme in {rating.scheme for rating in briefing.ratings}:
                records[scheme] = records.get(scheme, 0) + 1
        enough = [scheme for scheme in self.corpus.schemes if records.get(scheme, 0) >= MIN_RATED]
        return {scheme: frozenset(values[scheme]) for scheme in enough}

    @cached_property
    def _all_maps(self) -> list[tuple[str, tuple[str, ...]]]:
        """What each map shows beside the topics, and its address key with ids."""
        _ = self.wording.gettext
        titles = {id: self.corpus.schemes[id].title.get(self.language) for id in self._mapped}
        return [
            (_("By kind of evidence"), ("map",)),
            (_("By nation"), ("map-nations",)),
            *((_("By rating: %(scheme)s") % {"scheme": title}, ("map-rated", id)) for id, title in titles.items()),
        ]


def _sides(largest: int) -> tuple[int, ...]:
    """Return the side of the square for each number from 0 to the largest: the area grows with the number."""
    return tuple(max(3, round(SIDE * math.sqrt(number / largest))) for number in range(largest + 1)) if largest else ()
