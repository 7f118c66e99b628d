"""What the page for comparing loads: the cells of all listed records of one language, as classic scripts.

A page on file:// has no fetch, so each file is one call, ``EvidenceCompare.take(<name>, <value>);``, all ASCII:

- ``compare/<language>/manifest.js`` names all others. ``hashes`` are those of the files, ``size`` says how many records
  each holds. ``records`` are ``[id, title, number of its kind, language]`` in order of publication, so that a new one
  changes the last file only; ``order`` has their numbers by title. ``groups`` are ``[heading, [[label, only programmes
  answer], ...]]``, where 0 stands for the ratings; ``gaps`` are cells, ``schemes`` ``[title, link]``.
- ``compare/<language>/<number>-<hash>.js`` holds up to 16 records: ``[[cell, ...], [rated, ...]]``, the cells in the
  order of the questions, 0 where only programmes answer. Rated is ``[scheme, place, key, context, cell]``.

A cell is a list of lines. A line is its text, or ``[text, language, link, what it says, label]`` with 0 for what is not
there and nothing after the last that is. Links are relative to the page for comparing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any, TypeAlias

from ..content.localised import LANGUAGES
from ..content.model import Briefing
from .addresses import Links, address
from .cells import Cell, Line
from .collection import Collection
from .comparing import Comparer, Rated

FORMAT = 1
"""The number of the format, which assets/compare.js knows too."""
PER_FILE = 16
FOLDER = "compare"

KnownFiles: TypeAlias = MutableMapping[tuple[str, int], tuple[tuple[Briefing, ...], str, str]]
"""By language and number: the records a file was made of, its path and its text."""


def compare_files(
    comparer: Comparer, collection: Collection, language: str, known: KnownFiles | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the path below the site's root and the text of each file, the manifest last.

    ``comparer`` makes links as seen from the page for comparing. ``known`` saves making the same files again.
    """
    briefings = sorted(collection.listed, key=lambda briefing: (briefing.published, briefing.id))
    hashes = []
    for start in range(0, len(briefings), PER_FILE):
        part, number = tuple(briefings[start : start + PER_FILE]), start // PER_FILE
        last = known.get((language, number)) if known is not None else None
        if last is None or len(last[0]) != len(part) or any(a is not b for a, b in zip(last[0], part, strict=True)):
            text = _script(f"{language}/{number}", [_record(briefing, comparer) for briefing in part])
            mark = hashlib.sha256(text.encode("ascii")).hexdigest()[:8]
            last = part, f"{FOLDER}/{language}/{number}-{mark}.js", text
        if known is not None:
            known[language, number] = last
        hashes.append(last[1].rpartition("-")[2].removesuffix(".js"))
        yield last[1], last[2]
    manifest = {"hashes": hashes, **_manifest(comparer, collection, language, briefings)}
    yield f"{FOLDER}/{language}/manifest.js", _script(f"{language}/manifest", manifest)


def files_path(language: str) -> str:
    """Return the folder of a language's files below the site's root, with a slash at its end."""
    return f"{FOLDER}/{language}/"


def comparer_links(language: str) -> Links:
    """Return the maker of links for what the files hold."""
    return Links(address("compare", language), language)


def all_compare_files(
    comparers: Sequence[Comparer], collection: Collection, known: KnownFiles | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield the files of every language, each with its text as the only piece."""
    for language, comparer in zip(LANGUAGES, comparers, strict=True):
        for path, text in compare_files(comparer, collection, language, known):
            yield path, [text]


def _manifest(
    comparer: Comparer, collection: Collection, language: str, briefings: Sequence[Briefing]
) -> dict[str, Any]:
    numbers = {briefing.id: number for number, briefing in enumerate(briefings)}
    kinds = [term.id for term in collection.vocabularies["kinds"]]
    groups = [
        [heading, [0 if each.key == "ratings" else [each.label, int(each.programmes)] for each in questions]]
        for heading, questions in comparer.groups
    ]
    asked = next(each.label for _, questions in comparer.groups for each in questions if each.key == "ratings")
    links = comparer_links(language)
    return {
        "format": FORMAT,
        "size": PER_FILE,
        "records": [_named(briefing, kinds.index(briefing.kind), language) for briefing in briefings],
        "order": [numbers[briefing.id] for briefing in collection.by_title[language]],
        "kinds": [term.label(language) for term in collection.vocabularies["kinds"]],
        "groups": groups,
        "ratings": asked,
        "gaps": {name: _cell(cell) for name, cell in comparer.gaps.items()},
        "schemes": [[scheme.title.get(language), links("scheme", scheme.id)] for scheme in comparer.schemes],
        "address": links("briefing", "{}"),
    }


def _named(briefing: Briefing, kind: int, language: str) -> list[Any]:
    title, spoken = briefing.title.best(language)
    return [briefing.id, title, kind] if spoken == language else [briefing.id, title, kind, spoken]


def _record(briefing: Briefing, comparer: Comparer) -> list[Any]:
    answers = comparer.answers(briefing)
    cells = [answers[each.key] for _, questions in comparer.groups for each in questions if each.key != "ratings"]
    return [
        [0 if cell is None else _cell(cell) for cell in cells],
        [_rated(each) for each in comparer.ratings(briefing)],
    ]


def _rated(rated: Rated) -> list[Any]:
    context = 0 if rated.context is None else _line(rated.context)
    return [rated.scheme, rated.place, rated.key, context, _cell(rated.cell)]


def _cell(cell: Cell) -> list[Any]:
    return [_line(line) for line in cell]


def _line(line: Line) -> Any:
    values: list[Any] = [value or 0 for value in line]
    while not values[-1] and len(values) > 1:
        values.pop()
    return values[0] if len(values) == 1 else values


def _script(name: str, value: Any) -> str:
    # Other characters as escapes: a script on file:// may be decoded as windows-1252.
    return f"EvidenceCompare.take({json.dumps(name)},{json.dumps(value, separators=(',', ':'))});\n"
