"""The age at which a text is read with ease, by measures that fit its language.

They count, and understand nothing: a text may be short-worded and unclear. They are to be trusted for a hundred words
and more, and to a year or two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from statistics import median

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"[^\W\d_]{7,}")
_WELSH_LETTERS = re.compile("ch|dd|ff|ng|ll|ph|rh|th", re.IGNORECASE)
_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile(r"[aeiouy][^aeiouyl\W]+e\b")
_FIRST_SCHOOL_YEAR = 5
"""What makes an age of an American grade: children are in grade 1 at six."""
_LIX_PER_GRADE, _LIX_AT_0 = 2.84, 13.7
"""Grade = (Lix - 13.7) / 2.84 for Welsh: the line through 240 texts of our records of more than 60 words, the Lix of
the Welsh against the grade of the same text in English; they correlate by 0.81 (November 2026)."""


def reading_age(sentences: Sequence[str], language: str, *, over: int) -> int | None:
    """Return the age in years, or None where it is not above ``over``.

    English: the median of three American grades, plus 5. Flesch-Kincaid (Kincaid et al. 1975) = 0.39 words a sentence +
    11.8 syllables a word - 15.59; ARI (Smith & Senter 1967) = 4.71 letters a word + 0.5 words a sentence - 21.43;
    Coleman-Liau (1975) = 5.88 letters a word - 29.6 sentences a word - 15.8. Where syllables
    decide, textstat counts them.

    Welsh: syllable formulas are made for English, so Lix (Bjornsson 1968), which Anderson (1981, ERIC ED207022) found
    to hold across languages once each has norms of its own: words a sentence + the percentage of long words, those of
    more than six letters. ch, dd, ff, ng, ll, ph, rh and th count as the one letter that they are in Welsh, so that
    mutations make few words long, and the 'n of sy'n is a word. So counted, the Lix of our Welsh texts is within one
    point of that of their English (in the mean of 58 bodies); its norm is that of ``_LIX_PER_GRADE``.
    """
    grade = _welsh_grade(sentences) if language == "cy" else _english_grade(sentences, over - _FIRST_SCHOOL_YEAR)
    age = round(grade + _FIRST_SCHOOL_YEAR)
    return age if age > over else None


def long_share(text: str, language: str) -> float:
    """Return the percentage of words with more than six letters."""
    words = len(_LETTERS.findall(text))
    if language == "cy":
        text = _WELSH_LETTERS.sub("x", text)
    return 100 * len(_LONG.findall(text)) / max(words, 1)


def lix(sentences: Sequence[str], language: str) -> float:
    """Return the Lix of a text."""
    text = "\n".join(sentences)
    return len(_LETTERS.findall(text)) / max(len(sentences), 1) + long_share(text, language)


def _welsh_grade(sentences: Sequence[str]) -> float:
    return (lix(sentences, "cy") - _LIX_AT_0) / _LIX_PER_GRADE


def _english_grade(sentences: Sequence[str], over: int) -> float:
    text = "\n".join(sentences)
    words = _WORD.findall(text)
    if not words:
        return 0.0
    per_sentence = len(words) / len(sentences)
    letters = sum(map(len, words)) / len(words)
    ari = 4.71 * letters + 0.5 * per_sentence - 21.43
    coleman_liau = 5.88 * letters - 29.6 / per_sentence - 15.8

    def flesch_kincaid(syllables: int) -> float:
        return 0.39 * per_sentence + 11.8 * syllables / len(words) - 15.59

    # The dictionary of pronunciations takes a second to load: it is asked only where it decides. The median lies
    # between the other two; and groups of vowels without the silent e are 0 to 5 % more than the syllables that
    # textstat counts in the bodies of our records.
    small = text.lower()
    rough = median((ari, coleman_liau, flesch_kincaid(len(_VOWELS.findall(small)) - len(_SILENT.findall(small)))))
    decided = (round(ari) > over) == (round(coleman_liau) > over)
    if decided or round(rough) <= over:
        return rough
    return median((ari, coleman_liau, flesch_kincaid(sum(_syllables(word.casefold()) for word in words))))


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    import textstat  # type: ignore[import-untyped]  # noqa: PLC0415 (seldom needed)

    return int(textstat.syllable_count(word))
