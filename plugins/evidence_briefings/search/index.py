"""The inverted index of one language: which term stands where, packed as it is written."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from ..content.localised import LANGUAGES, Language
from .analysis import Analyser
from .documents import FIELDS, Document
from .packing import pack
from .tokens import words as words_of

SKIP = 8
"""How many places lie between two values of one field: no phrase reaches from one message into the next."""

# A place in one number: document, field (3 bits), word (24 bits). The first two are its cell. Words of a field stay in
# the lower half of theirs, so that two places are further apart than that if, and only if, their cells differ.
_FIELD_BITS = 3
_WORD_BITS = 24
_FIELD = (1 << _FIELD_BITS) - 1
_WORD = (1 << _WORD_BITS) - 1
_FAR = 1 << (_WORD_BITS - 1)
_BITS = _FIELD_BITS + _WORD_BITS
_END = 1 << 63
_SOURCES = list(FIELDS).index("sources")

# Labels and synonyms of topics come back in document after document: so many texts of up to so many characters are
# taken apart once.
_SHORT, _MANY = 60, 5000

Places: TypeAlias = "array[int]"


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one language.

    ``terms`` are sorted; ``postings`` and ``positions`` are packed, one string for each term (FORMAT.md says how).
    ``lengths`` holds, for each field, how many terms each document has there. ``words`` counts the documents that
    hold a word of the index's own language as it is written, other than in their sources; stop words are left out.
    ``welsh`` are the Welsh words of all passages, without stop words. Both are sorted.
    """

    language: str
    count: int
    lengths: Sequence[Sequence[int]]
    terms: Sequence[str]
    postings: Sequence[str]
    positions: Sequence[str]
    words: Mapping[str, int]
    welsh: Sequence[str]


class _Notes(dict[str, Callable[[int], object] | None]):
    """For each word of one language, what notes a place of it; None for a stop word. Filled when a word is first met.

    ``places`` has where each word is.
    """

    def __init__(self, analyser: Analyser, language: Language) -> None:
        self.places: dict[str, Places] = {}
        self._analyser = analyser
        self._language = language

    def __missing__(self, word: str) -> Callable[[int], object] | None:
        note = None
        if self._analyser.terms(word, self._language):
            self.places[word] = array("Q")
            note = self.places[word].append
        self[word] = note
        return note


def build_index(documents: Iterable[Document], language: str, analyser: Analyser) -> Index:
    """Return the index of ``documents``, which come in the order of their numbers, for the site in ``language``.

    Terms of a passage in the other language begin with ``_``.
    """
    count, found = _places_of(documents, analyser)
    words = {
        word: documents
        for word, places in sorted(found["en" if language == "en" else "cy"].items())
        if (documents := len({place >> _BITS for place in places if place >> _WORD_BITS & _FIELD != _SOURCES}))
    }
    welsh = sorted(found["cy"])
    by_term: dict[str, list[Places]] = {}
    for spoken, by_word in found.items():
        sign = "" if spoken == language else "_"
        for word, places in by_word.items():
            for term in analyser.terms(word, spoken):
                by_term.setdefault(sign + term, []).append(places)
    # What is no longer needed goes term by term.
    del found
    lengths = [0] * (count << _FIELD_BITS)
    terms = sorted(by_term)
    packed = [_packed(_merged(by_term.pop(term)), lengths) for term in terms]
    return Index(
        language=language,
        count=count,
        lengths=[lengths[number :: 1 << _FIELD_BITS] for number in range(len(FIELDS))],
        terms=terms,
        postings=[postings for postings, _ in packed],
        positions=[positions for _, positions in packed],
        words=words,
        welsh=welsh,
    )


def _places_of(documents: Iterable[Document], analyser: Analyser) -> tuple[int, dict[Language, dict[str, Places]]]:
    """Return how many documents there are and, by language, where each word is that is no stop word."""
    notes = {spoken: _Notes(analyser, spoken) for spoken in LANGUAGES}
    short: dict[str, list[str]] = {}
    count = 0
    for document in documents:
        for number, field in enumerate(FIELDS):
            place = (count << _FIELD_BITS | number) << _WORD_BITS
            for passage in document.fields.get(field, ()):
                text = passage.text
                found = short.get(text) or words_of(text)
                if len(text) < _SHORT and len(short) < _MANY:
                    short[text] = found
                for here, note in enumerate(map(notes[passage.language].__getitem__, found), place):
                    if note is not None:
                        note(here)
                place += len(found) + SKIP
        count += 1
    return count, {spoken: table.places for spoken, table in notes.items()}


def _merged(rows: Sequence[Places]) -> Iterable[int]:
    return rows[0] if len(rows) == 1 else sorted(chain.from_iterable(rows))


def _packed(places: Iterable[int], lengths: list[int]) -> tuple[str, str]:
    """Return (postings, positions) of a term that stands in ``places``, and add to ``lengths``, by cell."""
    postings: list[int] = []
    positions: list[int] = []
    before, document, cell = -1, -1, -1
    mask = more = count = 0
    counts: list[int] = []
    last = -_FAR
    # The last place is far behind the last document: it closes the cell and the document before it.
    for place in chain(places, (_END,)):
        if place - last < _FAR:
            positions.append(place - last - 1)
            last = place
            count += 1
            continue
        positions.append(place & _WORD)
        last = place
        if count:
            lengths[cell] += count
            counts.append(count - 1)
            more |= count - 1
        cell, count = place >> _WORD_BITS, 1
        if cell >> _FIELD_BITS != document:
            if mask:
                postings.append(document - before - 1)
                before = document
                if more:
                    postings.append(2 * mask + 1)
                    postings += counts
                else:
                    postings.append(2 * mask)
            document, mask, more, counts = cell >> _FIELD_BITS, 0, 0, []
        mask |= 1 << (cell & _FIELD)
    positions.pop()
    return pack(postings), pack(positions)
