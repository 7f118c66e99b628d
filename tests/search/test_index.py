"""The index holds every word's terms where they stand, and lunr.py would weigh them the same."""

from __future__ import annotations

from collections import Counter
from math import log

import pytest
from evidence_briefings.search.documents import FIELDS, Document
from evidence_briefings.search.index import SKIP, Index, build_index
from evidence_briefings.search.tokens import words
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder

from .made import document, project_documents, shared_analyser
from .unpacked import Places, terms_of

NUMBERS = {name: number for number, name in enumerate(FIELDS)}
TEXTS = st.lists(st.text("plant gofal tŷ care children -", max_size=30), max_size=3)
DOCUMENTS = st.lists(st.dictionaries(st.sampled_from(list(FIELDS)), TEXTS), max_size=6)


def index_of(*documents: Document, language: str = "en") -> Index:
    return build_index(documents, language, shared_analyser())


def naive(documents: list[Document], language: str) -> dict[str, Places]:
    found: dict[str, Places] = {}
    for number, one in enumerate(documents):
        for field, passages in one.fields.items():
            place = 0
            for passage in passages:
                sign = "" if passage.language == language else "_"
                for word in words(passage.text):
                    for term in shared_analyser().terms(word, passage.language):
                        found.setdefault(sign + term, {}).setdefault((number, NUMBERS[field]), []).append(place)
                    place += 1
                place += SKIP
    return found


@given(DOCUMENTS, st.sampled_from(["en", "cy"]), st.sampled_from(["en", "cy"]))
def test_every_term_is_where_its_word_stands(drawn: list[dict[str, list[str]]], spoken: str, language: str) -> None:
    documents = [document(f"d{number}", spoken, **fields) for number, fields in enumerate(drawn)]
    index = index_of(*documents, language=language)
    expected = naive(documents, language)
    assert dict(terms_of(index)) == {term: dict(sorted(cells.items())) for term, cells in expected.items()}
    assert list(index.terms) == sorted(expected)


@given(DOCUMENTS)
def test_the_length_of_a_field_is_how_many_terms_it_has(drawn: list[dict[str, list[str]]]) -> None:
    index = index_of(*(document(f"d{number}", "cy", **fields) for number, fields in enumerate(drawn)))
    sums: Counter[tuple[int, int]] = Counter()
    for _, places in terms_of(index):
        sums.update({cell: len(row) for cell, row in places.items()})
    assert [list(lengths) for lengths in index.lengths] == [
        [sums[number, field] for number in range(len(drawn))] for field in range(len(FIELDS))
    ]


def test_terms_of_the_other_language_are_marked() -> None:
    index = index_of(document("one", title=[("Caring for children", "en"), ("Gofal plant", "cy")]))
    assert list(index.terms) == ["_gofal", "_plentyn", "care", "children"]


def test_a_document_in_the_middle_without_any_text_keeps_its_number() -> None:
    index = index_of(document("one", body="care"), document("two"), document("three", body="care"))
    assert index.count == 3
    assert dict(terms_of(index)) == {"care": {(0, 0): [0], (2, 0): [0]}}


def test_no_phrase_reaches_from_one_value_into_the_next() -> None:
    index = index_of(document("one", messages=["early help", "care plan"]))
    assert {term: places[0, 1] for term, places in terms_of(index)} == {
        "earli": [0], "help": [1], "care": [2 + SKIP], "plan": [3 + SKIP]
    }  # fmt: skip


def test_words_are_counted_by_document_as_they_are_written() -> None:
    index = index_of(
        document("one", title="Carers", body="carers caring", sources="Archive"),
        document("two", body=[("the carers", "en"), ("gofalwyr", "cy")]),
    )
    assert index.words == {"carers": 2, "caring": 1}


def test_the_welsh_words_of_an_index_are_kept_for_its_forms() -> None:
    index = index_of(document("one", body=[("the children", "en"), ("y plant a'r gofalwyr", "cy")]))
    assert index.welsh == ["gofalwyr", "plant"]


def test_the_same_documents_give_the_same_index() -> None:
    documents = project_documents("cy")
    assert index_of(*documents, language="cy") == index_of(*documents, language="cy")


def test_an_index_of_nothing_is_empty() -> None:
    index = index_of()
    assert (index.count, list(index.terms), [list(row) for row in index.lengths]) == (0, [], [[]] * len(FIELDS))


@pytest.fixture(scope="module")
def theirs() -> Builder:
    """Return lunr.py's builder with the project's documents, given the same terms."""
    builder = Builder()
    builder.ref("id")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for one in project_documents("en"):
        fields = {
            name: [
                ("" if passage.language == "en" else "_") + term
                for passage in one.fields.get(name, ())
                for word in words(passage.text)
                for term in shared_analyser().terms(word, passage.language)
            ]
            for name in FIELDS
        }
        builder.add({"id": one.id, **fields})
    builder.build()
    return builder


@pytest.fixture(scope="module")
def ours() -> Index:
    return index_of(*project_documents("en"))


def cell_of(reference: str) -> tuple[int, int]:
    field, id = reference.split("/")
    return [one.id for one in project_documents("en")].index(id), NUMBERS[field]


def test_lunr_py_counts_the_same_terms_in_the_same_fields(theirs: Builder, ours: Index) -> None:
    counted: dict[str, dict[tuple[int, int], int]] = {}
    for reference, terms in theirs.field_term_frequencies.items():
        for term, count in terms.items():
            counted.setdefault(term, {})[cell_of(reference)] = count
    assert counted == {term: {cell: len(row) for cell, row in places.items()} for term, places in terms_of(ours)}


def test_lunr_py_measures_the_same_fields(theirs: Builder, ours: Index) -> None:
    assert {cell_of(reference): length for reference, length in theirs.field_lengths.items()} == {
        (number, field): length for field, row in enumerate(ours.lengths) for number, length in enumerate(row)
    }


def test_weights_from_our_counts_and_lengths_are_those_of_lunr_py(theirs: Builder, ours: Index) -> None:
    averages = [sum(row) / ours.count for row in ours.lengths]
    boosts = list(FIELDS.values())
    vectors = {cell_of(reference): vector for reference, vector in theirs.field_vectors.items()}
    numbers = {term: posting["_index"] for term, posting in theirs.inverted_index.items()}
    weights = {
        cell: dict(zip(vector.elements[::2], vector.elements[1::2], strict=True)) for cell, vector in vectors.items()
    }
    for term, places in terms_of(ours):
        idf = log(1 + abs((ours.count - len(places) + 0.5) / (len(places) + 0.5)))
        for (number, field), row in places.items():
            share = ours.lengths[field][number] / averages[field]
            weight = idf * 2.2 * len(row) / (1.2 * (0.25 + 0.75 * share) + len(row)) * boosts[field]
            assert round(weight, 3) == weights[number, field][numbers[term]]
