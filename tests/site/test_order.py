"""Alphabetical order: the words that readers look for stand where their dictionary has them (see golden/order)."""

from __future__ import annotations

import itertools

import pytest
from evidence_briefings.site.order import ALPHABETS, in_order, letters, sort_key
from hypothesis import given
from hypothesis import strategies as st

try:
    import icu
except ImportError:
    icu = None

WORDS = {
    "cy": """cadw chwaer cŵn cwm dadl ddoe dydd ffair fan gŵr gwaith ngeni nain llaeth lôn llwy lle pobl phafiliwn
    rhaff rŵan rhestr siop tad thema tîm ŵyr wyneb ysgol ŷd yfory âm am Ŵyn Llanelli Lisvane Chirk Cardiff Bangor
    Bargoed iâ ïon igam maethu Maesteg plant phone gofal gofalu gofalwr dŵr dwr môr mor tŷ ty""".split(),
    "en": """care child children carer role rôle resume résumé naive naïve co-op coop Wales wales zoo apple Apple
    fostering foster""".split(),
}


@pytest.mark.skipif(icu is None, reason="PyICU is not installed: golden/order holds what it said")
@pytest.mark.parametrize("language", WORDS)
def test_words_stand_as_icu_sorts_them(language: str) -> None:
    collator = icu.Collator.createInstance(icu.Locale(language))
    collator.setStrength(icu.Collator.PRIMARY)
    ordered = in_order(WORDS[language], str, language)
    assert all(collator.compare(one, two) <= 0 for one, two in itertools.pairwise(ordered))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("chwaer", ["CH", "W", "A", "E", "R"]),
        ("llong", ["LL", "O", "NG"]),
        ("ŵyr", ["W", "Y", "R"]),
        ("maethu", ["M", "A", "E", "TH", "U"]),
        ("rhaff", ["RH", "A", "FF"]),
    ],
)
def test_a_welsh_letter_may_have_two_signs(word: str, expected: list[str]) -> None:
    assert letters(word, "cy") == expected


def test_an_english_letter_has_one_sign() -> None:
    assert letters("child", "en") == ["C", "H", "I", "L", "D"]


def test_the_welsh_alphabet_has_its_eight_double_letters() -> None:
    assert [letter for letter in ALPHABETS["cy"] if len(letter) == 2] == [
        "CH",
        "DD",
        "FF",
        "NG",
        "LL",
        "PH",
        "RH",
        "TH",
    ]


@given(st.lists(st.text(max_size=12)), st.sampled_from(["en", "cy"]))
def test_the_order_does_not_depend_on_the_order_before(words: list[str], language: str) -> None:
    assert in_order(words, str, language) == in_order(reversed(words), str, language)


@given(st.text(max_size=12), st.sampled_from(["en", "cy"]))
def test_capitals_do_not_move_a_word(word: str, language: str) -> None:
    # A few letters have capitals of their own kind (ß, ŉ): the alphabet is that of the two languages.
    if word.isascii():
        assert sort_key(word.upper(), language)[0] == sort_key(word.lower(), language)[0]
