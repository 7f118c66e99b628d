"""An index as script files, cut so that a query loads little. plugins/browser/FORMAT.md describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any

from .documents import FIELDS
from .forms import Forms
from .index import Index
from .packing import SIGNS, after, front_coded, pack

FORMAT = 1
"""The number of the format, which both halves must agree on."""

_SMALLEST, _LARGEST = 3_000, 10_000
"""Characters of a shard. Below 3,000 a request costs more than what it brings; above 10,000 it brings too much."""

_DIGITS = "0123456789abcdefghijklmnopqrstuv"


def script(language: str, name: str, *values: Any) -> str:
    """Return a file of the search: one call that hands over JSON ``values`` under ``<language>/<name>``. All ASCII."""
    parts = (json.dumps(value, separators=(",", ":")) for value in (f"{language}/{name}", *values))
    return f"EvidenceSearch.take({','.join(parts)});\n"


def named_file(language: str, name: str, *values: Any) -> tuple[str, str, str]:
    """Return (file name with its hash, content, hash) of the file ``name`` of a language's search."""
    files, mark = named_together(language, {name: values})
    return *next(iter(files.items())), mark


def named_together(language: str, parts: Mapping[str, Iterable[Any]]) -> tuple[dict[str, str], str]:
    """Return (content by file name, the hash that all of these files have in their names).

    ``parts`` are the values of each file by its name. The hash is 6 characters, 30 bits of the SHA-256 of all their
    bytes one after the other: a file of the same name has the same content for ever.
    """
    contents = {name: script(language, name, *values) for name, values in parts.items()}
    digest = hashlib.sha256("".join(contents.values()).encode("ascii")).digest()
    number = int.from_bytes(digest[:4], "big") >> 2
    mark = "".join(_DIGITS[number >> shift & 31] for shift in range(25, -1, -5))
    return {f"{name}-{mark}.js": content for name, content in contents.items()}, mark


def index_files(index: Index, forms: Forms, synonyms: Sequence[Sequence[str]]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return (content by file name below search/<language>/, what the index has to say in the manifest).

    That is ``count``, ``fields``, ``postings``, ``forms`` and, under ``tables``, the hashes of norms, lengths,
    synonyms, terms and words.
    """
    files: dict[str, str] = {}

    def write(parts: Mapping[str, Iterable[Any]]) -> str:
        found, mark = named_together(index.language, parts)
        files.update(found)
        return mark

    terms = front_coded(index.terms)
    sizes = [len(term) + len(postings) + 6 for term, postings in zip(terms, index.postings, strict=True)]
    # About 500 shards: each is named in the manifest, which comes with the first query.
    ranges = list(_ranges(sizes, sum(sizes) // 500))
    postings = [
        write(
            {
                f"p{number}": [_whole_first(terms, index.terms, start, end), index.postings[start:end]],
                f"q{number}": [index.positions[start:end]],
            }
        )
        for number, (start, end) in enumerate(ranges)
    ]
    cut = list(_form_shards(forms))
    shards = [write({f"f{number}": [shard]}) for number, (_, shard) in enumerate(cut)]
    tables: dict[str, Iterable[Any]] = {
        "norms": [["".join(_NORMS[length] for length in lengths) for lengths in index.lengths]],
        "lengths": [[pack(lengths) for lengths in index.lengths]],
        "synonyms": [synonyms],
        "terms": [terms],
        "words": [front_coded(index.words), pack(index.words.values())],
    }
    return files, {
        "count": index.count,
        "fields": [[name, boost] for name, boost in FIELDS.items()],
        "postings": [front_coded(_beginnings(index.terms, [start for start, _ in ranges])), "".join(postings)],
        "forms": [front_coded(_beginnings(list(forms), [start for start, _ in cut])), "".join(shards)] if cut else None,
        "tables": {name: write({name: values}) for name, values in tables.items()},
    }


class _Norms(dict[int, str]):
    """The sign for the length of a field, by the length: to the nearest power of 1.1."""

    def __missing__(self, length: int) -> str:
        value = 1 + round(log(length) / log(1.1)) if length else 0
        self[length] = sign = SIGNS[min(value, len(SIGNS) - 1)]
        return sign


_NORMS = _Norms()


def _beginnings(words: Sequence[str], starts: Iterable[int]) -> Iterator[str]:
    """Yield, for each of these places, what its word needs of its beginning to sort after the word before it."""
    for start in starts:
        word, before = words[start], words[start - 1] if start else ""
        yield next(word[:length] for length in range(1, len(word) + 1) if word[:length] > before)


def _form_shards(forms: Forms) -> Iterator[tuple[int, list[str]]]:
    """Yield where each shard begins, and the shard."""
    words = list(forms)
    coded = front_coded(words)
    keys = ["=" + ",".join([after(form, key) for key in forms[form]]) for form in words]
    sizes = [len(form) + len(own) + 3 for form, own in zip(coded, keys, strict=True)]
    # About 100: even an English index names them all in its manifest, if there is any Welsh in it.
    for start, end in _ranges(sizes, sum(sizes) // 100):
        whole = _whole_first(coded, words, start, end)
        yield start, [form + own for form, own in zip(whole, keys[start:end], strict=True)]


def _whole_first(coded: Sequence[str], words: Sequence[str], start: int, end: int) -> list[str]:
    """Return a part of front-coded words that can be read by itself."""
    return [SIGNS[0] + words[start], *coded[start + 1 : end]]


def _ranges(sizes: Sequence[int], target: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of consecutive parts that hold up to ``target``, within what a shard may have, or one item."""
    most = max(_SMALLEST, min(_LARGEST, target))
    start = size = 0
    for number, one in enumerate(sizes):
        if size and size + one > most:
            yield start, number
            start, size = number, 0
        size += one
    if sizes:
        yield start, len(sizes)
