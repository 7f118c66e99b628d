"""What search reads of a record: the words of its page, sorted into fields, each in the language it is written in.

The model of the record is walked by its shape, so that a new text field is found without anything here being told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ..content.localised import Language
from ..content.model import Briefing
from ..content.ratings import Scheme
from ..content.shapes import Shape, attribute_of, shape_of_model
from ..content.vocabulary import Vocabularies

FIELDS: Mapping[str, float] = {"body": 1, "messages": 4, "sources": 0.5, "summary": 3, "topics": 4, "title": 8}
"""The fields in the order of their numbers, with how much a word in each of them counts."""

_FIELD_OF: Mapping[str, str] = {
    "title": "title",
    "bottom_line": "messages",
    "messages": "messages",
    "summary": "summary",
    "topics": "topics",
    "keywords": "topics",
    "sources": "sources",
}
"""The field that a part of the record belongs to; every other part belongs to ``body``."""

_LEFT_OUT = frozenset(["owner", "contact", "changes", "value", "modifier", "version", "criteria_scores"])
"""Who keeps the record and how it changed, which is much the same on every page; and codes of rating schemes."""

_LABELLED = frozenset(["kinds", "designs", "places", "schemes"])
"""Vocabularies whose labels people type: "guidance", "randomised trial", "Sweden", "EIF". They count as ``body``,
so that topic: finds topics only. The other lists (audiences, strength) are for filters."""

_UNSAID = "not-reported"

_ADDRESSES = re.compile(
    r"(?<=\]\()(?:[^\s()]|\([^\s()]*\))+|(?:https?://|mailto:|www\.)[^\s<>()\[\]]*|[^\s<>()\[\]]+@[^\s<>()\[\]]+"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text in one language: plain text, or Markdown without the addresses of its links."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Document:
    """What the index of one language holds of a record: one passage for each value, by field."""

    id: str
    fields: Mapping[str, tuple[Passage, ...]]


@dataclass(frozen=True)
class _Part:
    """A part of the record that has words in it: a ``Shape`` without all that search does not read.

    ``kind`` is that of the shape, or ``term`` (of ``vocabulary``), or ``words``.
    """

    name: str
    kind: str
    below: tuple[_Part, ...] = ()
    vocabulary: str = ""

    @cached_property
    def attribute(self) -> str:
        """The name of the part in the model."""
        return attribute_of(self.name)

    @property
    def field(self) -> str:
        """The field of a part at the top of the record."""
        return _FIELD_OF.get(self.name, "body")


@cache
def _parts_of_a_record() -> tuple[_Part, ...]:
    whole = _part("", shape_of_model(Briefing))
    assert whole is not None
    return whole.below


def _part(name: str, shape: Shape) -> _Part | None:
    if name in _LEFT_OUT:
        return None
    if shape.kind == "text":
        return _Part(name, "text")
    if shape.kind == "value":
        if shape.term is not None:
            return _Part(name, "term", vocabulary=shape.term.name) if shape.term.name in _LABELLED else None
        return _Part(name, "words") if shape.words or name == "year" else None
    inside = shape.fields.items() if shape.kind == "block" else [(name, shape.item)] if shape.item is not None else []
    below = tuple(part for step, item in inside if (part := _part(step, item)) is not None)
    return _Part(name, shape.kind, below) if below else None


def in_publication_order(briefings: Iterable[Briefing]) -> list[Briefing]:
    """Return the records as their documents are numbered: oldest first, then by id."""
    return sorted(briefings, key=lambda briefing: (briefing.published, briefing.id))


class DocumentMaker:
    """Makes the documents of one index. ``language`` is that of the site's pages that lead to it.

    A text that is not translated comes in the language it has, so that its record is found from either language.
    """

    def __init__(self, vocabularies: Vocabularies, schemes: Mapping[str, Scheme], language: Language) -> None:
        self._vocabularies = vocabularies
        self._schemes = schemes
        self._language: Language = language
        self._topics: dict[str, tuple[Passage, ...]] = {}
        self._labels: dict[tuple[str, str], tuple[Passage, ...]] = {}

    def documents(self, briefings: Iterable[Briefing]) -> Iterator[Document]:
        """Yield the document of each record, one at a time: all at once would weigh as much as the records."""
        for briefing in briefings:
            fields: dict[str, list[Passage]] = {name: [] for name in FIELDS}
            for part in _parts_of_a_record():
                self._read(getattr(briefing, part.name), part, briefing.language, fields[part.field])
            fields["topics"] += self._topic_words(briefing)
            yield Document(briefing.id, {name: tuple(passages) for name, passages in fields.items()})

    def _read(self, value: Any, part: _Part, spoken: Language, found: list[Passage]) -> None:
        """Add the passages of a value. ``spoken`` is the language of plain words around it."""
        if value is None:
            return
        if part.kind == "text":
            _add(found, *value.best(self._language))
        elif part.kind in ("list", "mapping"):
            for item in value if part.kind == "list" else value.values():
                self._read(item, part.below[0], spoken, found)
        elif part.kind == "block":
            # A source, an output: as it was published, in the language it was published in.
            values = vars(value)
            spoken = values.get("language", spoken)
            for below in part.below:
                self._read(values[below.attribute], below, spoken, found)
        elif part.kind == "term":
            found += self._label(part.vocabulary, value)
        else:
            _add(found, str(value), spoken)

    def _label(self, vocabulary: str, term: str) -> tuple[Passage, ...]:
        """Return the label of a term, or nothing for one that says that nothing is known."""
        key = (vocabulary, term)
        if key not in self._labels:
            if vocabulary == "schemes":
                label = self._schemes[term].title.get(self._language)
            else:
                label = self._vocabularies[vocabulary][term].label(self._language)
            self._labels[key] = () if term == _UNSAID else (Passage(label, self._language),)
        return self._labels[key]

    def _topic_words(self, briefing: Briefing) -> list[Passage]:
        """Return the labels and synonyms of the record's topics and of all topics above them, each once."""
        vocabulary = self._vocabularies["topics"]
        lines = [above for topic in briefing.topics for above in vocabulary.with_ancestors(topic)]
        return [passage for topic in dict.fromkeys(lines) for passage in self._words_of(topic)]

    def _words_of(self, topic: str) -> tuple[Passage, ...]:
        if topic not in self._topics:
            term = self._vocabularies["topics"][topic]
            words = [term.label(self._language), *term.synonyms.get(self._language)]
            self._topics[topic] = tuple(Passage(word, self._language) for word in words)
        return self._topics[topic]


def _add(found: list[Passage], text: str, language: Language) -> None:
    if "://" in text or "@" in text or "www." in text:
        text = _ADDRESSES.sub(" ", text)
    if text:
        found.append(Passage(text, language))
