"""The files of an index: everything is in one of them, once, and none is larger than it has to be."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import pytest
from evidence_briefings.search.documents import FIELDS
from evidence_briefings.search.forms import forms_of
from evidence_briefings.search.index import Index, build_index
from evidence_briefings.search.packing import SIGNS, unpack
from evidence_briefings.search.shards import index_files, named_file, named_together, script

from .made import document, project_documents, shared_analyser
from .unpacked import forms_in, from_front, taken

SMALLEST, LARGEST = 3_000, 10_000


@cache
def made(language: str) -> tuple[Index, dict[str, str], dict[str, Any]]:
    index = build_index(project_documents(language), language, shared_analyser())
    return index, *index_files(index, forms_of(index, shared_analyser()), [["lac", "looked after children"]])


def named(files: dict[str, str], letter: str, hashes: str) -> list[list[Any]]:
    """Return what the files <letter>0, <letter>1, ... hand over, as the manifest names them."""
    marks = [hashes[start : start + 6] for start in range(0, len(hashes), 6)]
    return [taken(files[f"{letter}{number}-{mark}.js"]) for number, mark in enumerate(marks)]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_term_is_in_one_shard_with_its_postings_and_positions(language: str) -> None:
    index, files, parts = made(language)
    postings = named(files, "p", parts["postings"][1])
    positions = named(files, "q", parts["postings"][1])
    assert [name for name, *_ in postings] == [f"{language}/p{number}" for number in range(len(postings))]
    assert [term for _, terms, _ in postings for term in from_front(terms)] == list(index.terms)
    assert [row for _, _, rows in postings for row in rows] == list(index.postings)
    assert [row for _, rows in positions for row in rows] == list(index.positions)
    assert [len(rows) for _, _, rows in postings] == [len(rows) for _, rows in positions]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_manifest_has_as_much_of_first_terms_as_it_takes_to_tell_the_shards_apart(language: str) -> None:
    _, files, parts = made(language)
    shards = [from_front(terms) for _, terms, _ in named(files, "p", parts["postings"][1])]
    begins = from_front(parts["postings"][0])
    assert len(begins) == len(shards)
    assert all(shard[0].startswith(begin) and begin <= shard[0] for begin, shard in zip(begins, shards, strict=True))
    assert all(shard[-1] < begin for begin, shard in zip(begins[1:], shards, strict=False))
    # One sign less, and the begin would not sort after the shard before.
    assert all(begin[:-1] <= shard[-1] for begin, shard in zip(begins[1:], shards, strict=False))


def test_every_form_is_in_one_shard_with_its_keys() -> None:
    index, files, parts = made("cy")
    shards = [forms_in(shard) for _, shard in named(files, "f", parts["forms"][1])]
    whole = {form: keys for shard in shards for form, keys in shard.items()}
    assert list(whole.items()) == list(forms_of(index, shared_analyser()).items())
    begins = from_front(parts["forms"][0])
    assert all(next(iter(shard)).startswith(begin) for begin, shard in zip(begins, shards, strict=True))


def test_without_welsh_there_are_no_forms() -> None:
    index = build_index([document("one", body="children")], "en", shared_analyser())
    files, parts = index_files(index, {}, [])
    assert parts["forms"] is None
    assert not [name for name in files if name.startswith("f")]


def test_shards_are_near_the_size_they_should_have_but_for_a_term_that_is_larger_by_itself() -> None:
    documents = [document(f"d{number}", body=f"care w{number:05d}x w{number % 400:04d}y") for number in range(6000)]
    index = build_index(documents, "en", shared_analyser())
    files, _ = index_files(index, {}, [])
    sizes = [len(content) for name, content in files.items() if name.startswith("p")]
    assert max(map(len, index.postings)) > LARGEST
    assert [size for size in sizes if size > SMALLEST + 100] == [max(sizes)]
    # Small may be the last, and the one before the term that has a shard for itself.
    assert sum(size < 0.95 * SMALLEST for size in sizes) <= 2


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_tables_hold_lengths_terms_and_words(language: str) -> None:
    index, files, parts = made(language)
    tables = {name: taken(files[f"{name}-{mark}.js"])[1:] for name, mark in parts["tables"].items()}
    assert [unpack(row) for row in tables["lengths"][0]] == [list(row) for row in index.lengths]
    assert [len(row) for row in tables["norms"][0]] == [index.count] * len(FIELDS)
    assert from_front(tables["terms"][0]) == list(index.terms)
    assert dict(zip(from_front(tables["words"][0]), unpack(tables["words"][1]), strict=True)) == index.words
    assert tables["synonyms"] == [[["lac", "looked after children"]]]


def test_the_manifest_says_how_many_documents_and_which_fields_there_are() -> None:
    index, _, parts = made("en")
    assert parts["count"] == index.count == len(project_documents("en"))
    assert parts["fields"] == [[name, boost] for name, boost in FIELDS.items()]


def test_every_file_is_named_in_the_manifest_or_left_out() -> None:
    _, files, parts = made("cy")
    count = len(parts["postings"][1] * 2 + parts["forms"][1]) // 6 + len(parts["tables"])
    assert len(files) == count


@pytest.mark.parametrize("language", ["en", "cy"])
def test_files_are_ascii_and_their_names_lower_case(language: str) -> None:
    _, files, _ = made(language)
    assert all(content.isascii() and name == name.lower() for name, content in files.items())


def test_the_length_of_a_field_is_known_to_five_per_cent() -> None:
    lengths = [0, 1, 2, 3, 10, 99, 1000, 5000]
    documents = [document(f"d{number}", body="care " * length) for number, length in enumerate(lengths)]
    files, parts = index_files(build_index(documents, "en", shared_analyser()), {}, [])
    body = taken(files[f"norms-{parts['tables']['norms']}.js"])[1][0]
    values = [SIGNS.index(sign) for sign in body]
    assert values[0] == 0
    assert all(
        1.1 ** (value - 1) == pytest.approx(length, rel=0.05)
        for value, length in zip(values[1:], lengths[1:], strict=True)
    )


def test_a_file_is_named_for_its_bytes() -> None:
    content = 'EvidenceSearch.take("en/p0",["!t\\u0177"]);\n'
    digits = int(hashlib.sha256(content.encode()).hexdigest()[:8], 16) >> 2
    mark = "".join("0123456789abcdefghijklmnopqrstuv"[digits // 32**place % 32] for place in range(5, -1, -1))
    assert named_file("en", "p0", ["!tŷ"]) == (f"p0-{mark}.js", content, mark)


def test_files_that_share_a_hash_have_other_names_as_soon_as_one_of_them_differs() -> None:
    first, mark = named_together("en", {"p0": [["!ty"]], "q0": [["!"]]})
    assert list(first) == [f"p0-{mark}.js", f"q0-{mark}.js"]
    assert not first.keys() & named_together("en", {"p0": [["!ty"]], "q0": [["#"]]})[0].keys()


def test_what_would_end_a_script_or_a_line_is_escaped() -> None:
    assert script("cy", "c0", "\u2028 \u00e2") == 'EvidenceSearch.take("cy/c0","\\u2028 \\u00e2");\n'


def test_the_same_index_gives_the_same_files() -> None:
    index, files, parts = made("cy")
    again = build_index(project_documents("cy"), "cy", shared_analyser())
    assert index_files(again, forms_of(again, shared_analyser()), [["lac", "looked after children"]]) == (files, parts)
    assert again == index
