"""Indexes and their files read back, straight from FORMAT.md and slowly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_briefings.search.index import Index
from evidence_briefings.search.packing import SIGNS, unpack

Places = dict[tuple[int, int], list[int]]
"""Positions by (document, number of the field)."""

_KEY = re.compile(r"(.)([^,]*),?")
_CALL = re.compile(r"EvidenceSearch\.take\((.*)\);\n", re.DOTALL)


def taken(content: str) -> list[Any]:
    """Return what a file hands over: its name, then its values."""
    call = _CALL.fullmatch(content)
    assert call is not None
    values: list[Any] = json.loads(f"[{call[1]}]")
    return values


def from_front(coded: list[str]) -> list[str]:
    """Return front-coded words."""
    words: list[str] = []
    before = ""
    for one in coded:
        before = before[: SIGNS.index(one[0])] + one[1:]
        words.append(before)
    return words


def counts_of(postings: str) -> Mapping[tuple[int, int], int]:
    """Return how often a term is in each (document, field)."""
    numbers = iter(unpack(postings))
    counts: dict[tuple[int, int], int] = {}
    document = -1
    for gap in numbers:
        document += gap + 1
        mask, more = divmod(next(numbers), 2)
        for field in range(8):
            if mask >> field & 1:
                counts[document, field] = next(numbers) + 1 if more else 1
    return counts


def places_of(postings: str, positions: str) -> Places:
    """Return where a term is."""
    gaps = iter(unpack(positions))
    places: Places = {}
    for cell, count in counts_of(postings).items():
        place = -1
        for _ in range(count):
            place += next(gaps) + 1
            places.setdefault(cell, []).append(place)
    assert next(gaps, None) is None
    return places


def terms_of(index: Index) -> Iterator[tuple[str, Places]]:
    """Yield each term of an index and where it is."""
    for term, postings, positions in zip(index.terms, index.postings, index.positions, strict=True):
        yield term, places_of(postings, positions)


def forms_in(shard: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the keys by form of a shard of forms. A sign at the beginning may itself be an equals sign or a comma."""
    split = [(one[: one.index("=", 1)], one[one.index("=", 1) + 1 :]) for one in shard]
    forms = from_front([form for form, _ in split])
    return {
        form: tuple(form[: SIGNS.index(sign)] + rest for sign, rest in _KEY.findall(keys))
        for form, (_, keys) in zip(forms, split, strict=True)
    }
