"""Words of a text: the first step of every analysis, the same in the browser (tests/search/twins.json)."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
"""The same for text that is ASCII, in half the time."""

_JOINED = re.compile(r"(?<![^\W_])e-(?=[^\W_])")


def words(text: str) -> list[str]:
    """Return the words of a text in order: runs of letters and digits, in lower case, NFC; a word's place is its index.

    ``e-`` before a letter joins (e-bost is one word); any other hyphen or apostrophe parts two words. Words of one
    letter are returned, for they count as a place; whoever indexes leaves them out (see ``is_searched``).
    """
    plain = text.lower()
    word = _ASCII_WORD
    if not plain.isascii():
        plain = normalize("NFC", plain)
        word = _WORD
        plain = plain.replace("\u2010", "-").replace("\u2011", "-")
    if "e-" in plain:
        plain = _JOINED.sub(_join, plain)
    return word.findall(plain)


def _join(match: re.Match[str]) -> str:
    return "e" if match.string[match.end()].isalpha() else match[0]


def is_searched(word: str) -> bool:
    """Return whether a word can be searched for: any but a single letter. A digit may stand alone."""
    return len(word) > 1 or not word.isalpha()


def folded(word: str) -> str:
    """Return a word without its accents."""
    if word.isascii():
        return word
    return normalize("NFC", "".join(sign for sign in normalize("NFD", word) if not combining(sign)))
