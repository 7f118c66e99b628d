"""The inverted index of one language: which term stands where, packed as it is written."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import rshift
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
_WORD_BITS_AGAIN = repeat(_WORD_BITS)
_WIDE = "L" if array("L").itemsize == 8 else "Q"
"""An array's code for numbers of 64 bits. Where L has as many it takes them faster."""

_SOURCES = list(FIELDS).index("sources")

# Labels and synonyms of topics come back in document after document: so many texts of up to so many words are taken
# apart once.
_SHORT, _MANY = 8, 5000

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

    ``places`` has where each word is; ``labels``, for a short text, how many words it has and what notes them, each
    with its place in the text.
    """

    def __init__(self, analyser: Analyser, language: Language) -> None:
        self.places: dict[str, Places] = {}
        self.labels: dict[str, tuple[int, list[tuple[int, Callable[[int], object]]]]] = {}
        self._analyser = analyser
        self._language = language

    def __missing__(self, word: str) -> Callable[[int], object] | None:
        note = None
        if self._analyser.terms(word, self._language):
            self.places[word] = array(_WIDE)
            note = self.places[word].append
        self[word] = note
        return note

    def keep(self, text: str, words: Sequence[str]) -> None:
        """Remember a text that will come again."""
        self.labels[text] = len(words), [(place, note) for place, word in enumerate(words) if (note := self[word])]


def build_index(documents: Iterable[Document], language: str, analyser: Analyser) -> Index:
    """Return the index of ``documents``, which come in the order of their numbers, for the site in ``language``.

    Terms of a passage in the other language begin with ``_``.
    """
    count, found = _places_of(documents, analyser)
    words = {
        word: having
        for word, places in sorted(found["en" if language == "en" else "cy"].items())
        if (having := _documents_with(places))
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


def _documents_with(places: Places) -> int:
    """Return how many documents hold a word, which stands in ``places``, other than in their sources."""
    if len(places) == 1:
        return places[0] >> _WORD_BITS & _FIELD != _SOURCES
    # In two steps: a word comes several times in a field.
    cells = set(map(rshift, places, _WORD_BITS_AGAIN))
    return len({cell >> _FIELD_BITS for cell in cells if cell & _FIELD != _SOURCES})


def _places_of(documents: Iterable[Document], analyser: Analyser) -> tuple[int, dict[Language, dict[str, Places]]]:
    """Return how many documents there are and, by language, where each word is that is no stop word."""
    notes = {spoken: _Notes(analyser, spoken) for spoken in LANGUAGES}
    count = 0
    for document in documents:
        for number, field in enumerate(FIELDS):
            place = (count << _FIELD_BITS | number) << _WORD_BITS
            for passage in document.fields.get(field, ()):
                table = notes[passage.language]
                label = table.labels.get(passage.text)
                if label is not None:
                    length, noted = label
                    for offset, note in noted:
                        note(place + offset)
                else:
                    found = words_of(passage.text)
                    length = len(found)
                    for here, known in enumerate(map(table.__getitem__, found), place):
                        if known is not None:
                            known(here)
                    if length <= _SHORT and len(table.labels) < _MANY:
                        table.keep(passage.text, found)
                place += length + SKIP
        count += 1
    return count, {spoken: table.places for spoken, table in notes.items()}


def _merged(rows: Sequence[Places]) -> Iterable[int]:
    return rows[0] if len(rows) == 1 else sorted(chain.from_iterable(rows))


def _packed(places: Iterable[int], lengths: list[int]) -> tuple[str, str]:
    """Return (postings, positions) of a term that stands in ``places``, and add to ``lengths``, by cell."""
    postings: list[int] = []
    positions: list[int] = []
    note, note_position = postings.append, positions.append
    before, document, cell = -1, -1, -1
    mask = more = count = 0
    repeats: list[int] = []
    last = -_FAR
    # The last place is far behind the last document: it closes the cell and the document before it.
    for place in chain(places, (_END,)):
        step = place - last
        last = place
        if step < _FAR:
            note_position(step - 1)
            count += 1
            continue
        note_position(place & _WORD)
        if count:
            lengths[cell] += count
            count -= 1
            repeats.append(count)
            more |= count
        cell = place >> _WORD_BITS
        count = 1
        if cell >> _FIELD_BITS != document:
            if mask:
                note(document - before - 1)
                before = document
                if more:
                    note(2 * mask + 1)
                    postings += repeats
                else:
                    note(2 * mask)
            document = cell >> _FIELD_BITS
            mask = more = 0
            repeats.clear()
        mask |= 1 << (cell & _FIELD)
    positions.pop()
    return pack(postings), pack(positions)
