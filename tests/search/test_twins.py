"""What Python and the browser both do to words: this half of twins.json. plugins/browser/tests has the other one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evidence_briefings.search.english import english_terms
from evidence_briefings.search.forms import query_keys
from evidence_briefings.search.packing import front_coded, gaps, pack, unpack
from evidence_briefings.search.tokens import is_searched, words
from evidence_briefings.search.welsh import STOP_WORDS, radicals

TWINS: dict[str, Any] = json.loads(Path(__file__).with_name("twins.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "found"), TWINS["tokens"])
def test_a_text_has_these_words_in_these_places(text: str, found: list[list[Any]]) -> None:
    assert [[word, place] for place, word in enumerate(words(text)) if is_searched(word)] == found


def test_english_words_have_the_terms_of_lunr() -> None:
    assert [[word, list(english_terms(word))] for word, _ in TWINS["english"]] == TWINS["english"]


def test_welsh_words_may_be_mutations_of_these() -> None:
    assert [[word, *radicals(word)] for word, *_ in TWINS["welsh_keys"]] == TWINS["welsh_keys"]


def test_a_welsh_query_has_these_keys() -> None:
    queries = TWINS["welsh_queries"]
    forms = {form: tuple(keys) for form, keys in queries["forms"].items()}
    assert [[word, sorted(query_keys(word, forms))] for word, _ in queries["keys"]] == queries["keys"]


def test_these_welsh_words_are_too_common_and_those_are_not() -> None:
    assert [[word, word in STOP_WORDS] for word, _ in TWINS["welsh_queries"]["stop"]] == TWINS["welsh_queries"]["stop"]


def test_numbers_are_packed_as_these_signs() -> None:
    assert [[numbers, pack(numbers)] for numbers, _ in TWINS["numbers"]] == TWINS["numbers"]
    assert [unpack(packed) for _, packed in TWINS["numbers"]] == [numbers for numbers, _ in TWINS["numbers"]]


def test_ascending_rows_have_these_gaps() -> None:
    assert [[row, gaps(row), pack(gaps(row))] for row, *_ in TWINS["gaps"]] == TWINS["gaps"]


def test_sorted_words_are_front_coded_like_this() -> None:
    assert [[row, front_coded(row)] for row, _ in TWINS["front_coding"]] == TWINS["front_coding"]
