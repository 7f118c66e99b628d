"""Alphabetical order in each language.

Chromium has no Welsh collation, so names are sorted at build. The Welsh alphabet has eight letters that are written
with two signs; as in ICU's Welsh collation they are always taken as one letter, so that Bangor sorts under ng.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

ALPHABETS = {
    "en": tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "cy": tuple("A B C CH D DD E F FF G NG H I J K L LL M N O P PH Q R RH S T TH U V W X Y Z".split()),
}
"""The letters of each language, in order."""

_RANK = {language: {letter: rank for rank, letter in enumerate(letters)} for language, letters in ALPHABETS.items()}
_TWO_SIGNS = re.compile("|".join([*(letter for letter in ALPHABETS["cy"] if len(letter) == 2), "."]), re.DOTALL)
_BEFORE_LETTERS = -1_000_000

Item = TypeVar("Item")


def letters(word: str, language: str) -> list[str]:
    """Return a word as the letters of a language: upper case, without accents; other signs as they are."""
    plain = word.upper()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    return _TWO_SIGNS.findall(plain) if language == "cy" else list(plain)


@cache  # the titles of a preview are sorted again after every edit
def sort_key(word: str, language: str) -> tuple[list[int], str]:
    """Return a key that sorts words as a dictionary of the language does.

    Signs that are no letters come before the letters, accents decide only between words that are otherwise equal.
    """
    ranks = _RANK[language]
    # Quotes and brackets around a title say nothing about its place.
    bare = "".join(sign for sign in word if sign.isalnum() or sign.isspace() or sign == "-")
    key = [ranks.get(letter, _BEFORE_LETTERS + ord(letter[0])) for letter in letters(bare, language)]
    return key, word


def first_letter(word: str, language: str) -> str:
    """Return the letter of the alphabet that a word is listed under, or "#" for digits and the like."""
    found = next((letter for letter in letters(word, language) if letter[0].isalnum()), "#")
    return found if found in _RANK[language] else "#"


def in_order(items: Iterable[Item], label: Callable[[Item], str], language: str) -> list[Item]:
    """Return the items sorted by their labels as the language does."""
    return sorted(items, key=lambda item: sort_key(label(item), language))
