"""Laws of alphabetical order: as ICU sorts, though ICU is not needed to build a site."""

from __future__ import annotations

import pytest
from evidence_briefings.site.order import ALPHABETS, first_letter, sort_key
from hypothesis import given
from hypothesis import strategies as st
from tiny import PROJECT

try:
    import icu
except ImportError:
    icu = None

needs_icu = pytest.mark.skipif(icu is None, reason="PyICU is not installed: the sorted lists are compared all the same")


def sorted_by_icu(language: str) -> list[str]:
    """Return a list of words as ICU sorted it."""
    return (PROJECT / "tests/golden/order" / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_words_are_sorted_as_icu_sorted_them(language: str) -> None:
    words = sorted_by_icu(language)
    assert sorted(set(words), key=lambda word: sort_key(word, language)) == words


@needs_icu
@pytest.mark.parametrize("language", ["cy", "en"])
def test_icu_still_sorts_them_so(language: str) -> None:
    words = sorted_by_icu(language)
    assert sorted(set(words), key=icu.Collator.createInstance(icu.Locale(language)).getSortKey) == words


@needs_icu
@given(st.sampled_from(["cy", "en"]), st.data())
def test_any_two_words_of_letters_stand_as_in_icu(language: str, data: st.DataObject) -> None:
    letters = "abcdefghijlmnoprstuwyâêîôûŵŷäëïöACDFGLNPRT"
    one = data.draw(st.text(alphabet=letters, min_size=1, max_size=8))
    two = data.draw(st.text(alphabet=letters, min_size=1, max_size=8))
    collator = icu.Collator.createInstance(icu.Locale(language))
    collator.setStrength(icu.Collator.PRIMARY)
    order = collator.compare(one, two)
    first, second = sort_key(one, language)[0], sort_key(two, language)[0]
    assert (first < second, first > second) == (order < 0, order > 0)


@given(st.text(), st.sampled_from(["cy", "en"]))
def test_any_text_has_a_letter_or_the_sign_for_none(text: str, language: str) -> None:
    sort_key(text, language)
    assert first_letter(text, language) in (*ALPHABETS[language], "#")


@pytest.mark.parametrize(
    ("word", "language", "letter"),
    [
        ("Chwaer", "cy", "CH"),
        ("llyfr", "cy", "LL"),
        ("ŵyr", "cy", "W"),
        ("'Ysgol", "cy", "Y"),
        ("Child", "en", "C"),
        ("10 things", "en", "#"),
        ("", "cy", "#"),
    ],
)
def test_a_word_is_listed_under_its_first_letter(word: str, language: str, letter: str) -> None:
    assert first_letter(word, language) == letter
