"""What the records say to each facet: its values in the order readers see them, and which documents have which."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ..content.model import NATIONS, Briefing
from ..content.schemes import Scheme
from ..site.collection import Collection
from ..site.ratings import MIN_RATED, badge, ladder
from ..site.wording import Wording
from .facets import Facet, default_labels, places_of_terms

Value = TypeVar("Value", bound=Hashable)

EPOCH = date(2000, 1, 1)
"""The day from which days are counted in the files; an earlier one counts as this one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One facet as its file holds it (plugins/browser/FORMAT.md).

    ``match`` is ``any``, ``least`` or ``due``. Each value is ``(value, label)``, with the number of its parent or -1
    and, under ``least``, its rank or None. ``documents`` has the ascending document numbers of each value; ``dates``
    (only under ``due``) the days since ``EPOCH`` of each document.
    """

    name: str
    label: str
    match: str
    open: bool
    values: Sequence[tuple[Any, ...]]
    documents: Sequence[Sequence[int]] = ()
    dates: Sequence[int] = ()


class ColumnMaker:
    """Makes the columns of one language. ``briefings`` stand in the order of their documents."""

    def __init__(
        self,
        briefings: Sequence[Briefing],
        collection: Collection,
        schemes: Mapping[str, Scheme],
        wording: Wording,
    ) -> None:
        self._briefings = briefings
        self._collection = collection
        self._schemes = schemes
        self._wording = wording
        self._labels = default_labels(wording)

    def columns(self, facets: Iterable[Facet]) -> Iterator[Column]:
        """Yield the column of each facet; ``ratings`` give one for each scheme that enough records are rated in."""
        made: Mapping[str, Callable[[Facet], Column]] = {
            "applies": self._applies,
            "free-copy": self._free_copy,
            "latest-source-year": self._year,
            "review-due": self._due,
            "languages": self._languages,
        }
        for facet in facets:
            if facet.source == "ratings":
                yield from self._ratings(facet)
            else:
                yield made.get(facet.source, self._terms)(facet)

    def _terms(self, facet: Facet) -> Column:
        """Return a column of terms that stand in the record, those below others beneath them."""
        vocabulary = places_of_terms()[facet.source]
        steps = facet.source.split(".")
        having = self._having(lambda briefing: _at(briefing, steps))
        if vocabulary == "schemes":
            named = [(id, scheme.title.get(self._wording.language)) for id, scheme in self._schemes.items()]
            return self._flat(facet, named, having)
        values: list[tuple[Any, ...]] = []
        documents: list[list[int]] = []
        self._branch(vocabulary, None, -1, having, values, documents)
        return self._column(facet, "any", values, documents)

    def _branch(
        self,
        vocabulary: str,
        parent: str | None,
        number: int,
        having: Mapping[str, list[int]],
        values: list[tuple[Any, ...]],
        documents: list[list[int]],
    ) -> set[int]:
        """Add the terms below ``parent``, which is value ``number``; return the documents that have any of them.

        A term that no document has is left out, unless one below it is in use.
        """
        found: set[int] = set()
        for term in self._collection.terms(vocabulary, self._wording.language, parent):
            here = len(values)
            values.append((term.id, term.label(self._wording.language), number))
            documents.append([])
            below = self._branch(vocabulary, term.id, here, having, values, documents)
            own = [document for document in having.get(term.id, ()) if document not in below]
            if own or below:
                documents[here] = own
                found.update(below, own)
            else:
                del values[here:], documents[here:]
        return found

    def _applies(self, facet: Facet) -> Column:
        places = self._collection.vocabularies["places"]
        named = [(nation, places[nation].label(self._wording.language)) for nation in NATIONS]
        return self._flat(facet, named, self._having(_where_it_applies))

    def _free_copy(self, facet: Facet) -> Column:
        _ = self._wording.gettext
        named = [("free", _("A free copy exists")), ("not-free", _("Not free, or not known"))]
        return self._flat(facet, named, self._having(_access))

    def _year(self, facet: Facet) -> Column:
        having = self._having(_latest_year)
        return self._flat(facet, [(year, year) for year in sorted(having, key=int, reverse=True)], having)

    def _languages(self, facet: Facet) -> Column:
        _ = self._wording.gettext
        named = [("en", _("In English")), ("cy", _("In Welsh"))]
        # Each language's own page offers itself first.
        named.sort(key=lambda one: one[0] != self._wording.language)
        return self._flat(facet, named, self._having(full_text_languages))

    def _due(self, facet: Facet) -> Column:
        _ = self._wording.gettext
        dates = [max(0, (briefing.review_by - EPOCH).days) for briefing in self._briefings]
        return self._column(facet, "due", [("on-time", _("On time")), ("overdue", _("Overdue"))], dates=dates)

    def _ratings(self, facet: Facet) -> Iterator[Column]:
        given = self._having(lambda briefing: {(rating.scheme, rating.value) for rating in briefing.ratings})
        for scheme in self._schemes.values():
            having = {value: documents for (rated, value), documents in given.items() if rated == scheme.id}
            if len({document for documents in having.values() for document in documents}) < MIN_RATED:
                continue
            # The whole ladder, so that a reader sees where its best and its worst steps are.
            values = [
                (code, badge(scheme, code, None, self._wording), -1, rank) for code, rank in ladder(scheme, having)
            ]
            documents = [having.get(code, []) for code, *_ in values]
            label = scheme.title.get(self._wording.language)
            yield Column(f"{facet.name}-{scheme.id}", label, "least", facet.open, values, documents)

    def _having(self, values_of: Callable[[Briefing], Iterable[Value]]) -> dict[Value, list[int]]:
        having: dict[Value, list[int]] = {}
        for number, briefing in enumerate(self._briefings):
            for value in values_of(briefing):
                having.setdefault(value, []).append(number)
        return having

    def _flat(self, facet: Facet, named: Iterable[tuple[str, str]], having: Mapping[str, list[int]]) -> Column:
        values = [(value, label, -1) for value, label in named if value in having]
        return self._column(facet, "any", values, [having[value] for value, *_ in values])

    def _column(
        self,
        facet: Facet,
        match: str,
        values: Sequence[tuple[Any, ...]],
        documents: Sequence[Sequence[int]] = (),
        dates: Sequence[int] = (),
    ) -> Column:
        label = facet.label[self._wording.language] if facet.label is not None else self._labels[facet.source]
        return Column(facet.name, label, match, facet.open, values, documents, dates)


def full_text_languages(briefing: Briefing) -> list[str]:
    """Return the languages that all of a record's text is there in: its own, and the other once it is complete."""
    translation = briefing.translation
    other = [translation.language] if translation is not None and translation.state == "complete" else []
    return [briefing.language, *other]


def _at(value: Any, steps: Sequence[str]) -> set[str]:
    """Return the terms at a place of a record; where lists stand on the way, those of all their items."""
    if isinstance(value, list):
        return {term for item in value for term in _at(item, steps)}
    if value is None:
        return set()
    return _at(getattr(value, steps[0]), steps[1:]) if steps else {value}


def _where_it_applies(briefing: Briefing) -> list[str]:
    said = briefing.relevance.applies_to
    return [nation for nation in NATIONS if nation in said and said[nation].applies in ("yes", "partly")]


def _access(briefing: Briefing) -> list[str]:
    return ["free" if any(source.free_url for source in briefing.sources) else "not-free"]


def _latest_year(briefing: Briefing) -> list[str]:
    return [str(max(years))] if (years := [source.year for source in briefing.sources if source.year]) else []
