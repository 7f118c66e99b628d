"""Laws of taking a text apart; examples are in twins.json."""

from __future__ import annotations

import unicodedata

from evidence_briefings.search.tokens import folded, is_searched, words
from hypothesis import given
from hypothesis import strategies as st


@given(st.text())
def test_words_are_runs_of_letters_and_digits(text: str) -> None:
    assert all(word.isalnum() for word in words(text))


@given(st.text())
def test_capitals_and_the_way_accents_are_coded_make_no_difference(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert words(text.lower()) == words(text)


@given(st.text(alphabet="aeâŷ E-' 1"))
def test_taking_words_apart_again_changes_nothing(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_circumflex_and_a_diaeresis_fold_away() -> None:
    assert [folded(word) for word in ("tŷ", "gweddïo", "café", "plant")] == ["ty", "gweddio", "cafe", "plant"]


def test_only_single_letters_are_not_searched() -> None:
    assert [word for word in ("a", "â", "7", "ab", "½") if is_searched(word)] == ["7", "ab", "½"]
