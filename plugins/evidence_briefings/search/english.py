"""English words as terms: lunr's stop words and stemmer, so that whole lunr.js finds what this index finds."""

from __future__ import annotations

from lunr.stemmer import PorterStemmer  # type: ignore[import-untyped]
from lunr.stop_word_filter import WORDS  # type: ignore[import-untyped]

from .tokens import folded

STOP_WORDS = frozenset(WORDS)
_MAY_BE_ALL = frozenset({"at", "bl", "iz"})
"""Endings that ``ing`` and ``ed`` leave; these may be all that is left."""

_TOUCHED = tuple("s ed ing y e al ful ll ic nt ion er ator ism ou i".split())
"""What a word must end in for the stemmer to do anything: a third of all words do not."""


class _Signs(dict[int, str]):
    """For each letter v or c, and y for the one that is either; whatever else stands in a word counts as c."""

    def __missing__(self, letter: int) -> str:
        self[letter] = sign = "v" if chr(letter) in "aeiou" else "y" if letter == ord("y") else "c"
        return sign


_SIGNS = _Signs()


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """lunr.py's stemmer with what lunr.js does otherwise, where the two disagree.

    In lunr.js no suffix is the whole word, a final y becomes i after any consonant but the first letter (try, but not
    say), and a doubled y stays. ``b`` is the word and ``k`` the index of its last letter, as the stemmer shrinks it;
    ``j`` the last letter before the ending found by ``ends``.
    """

    b: str
    k: int
    j: int
    _read = _shape = ""

    def shape(self) -> str:
        """Return the word with v for each vowel and c for each consonant; a y after a consonant is a vowel."""
        if self._read is not self.b:
            self._read = self.b
            plain = self.b.translate(_SIGNS)
            while (place := plain.find("y")) >= 0:
                sign = "v" if plain[place - 1 : place] == "c" else "c"
                plain = f"{plain[:place]}{sign}{plain[place + 1 :]}"
            self._shape = plain
        return self._shape

    def m(self) -> int:
        """Return how often a vowel is followed by a consonant up to ``j``, which lunr.py counts letter by letter."""
        return self.shape().count("vc", 0, self.j + 1)

    def vowelinstem(self) -> bool:
        """Return whether there is a vowel up to ``j``."""
        return "v" in self.shape()[: self.j + 1]

    def ends(self, s: str) -> bool:
        stem = self.k - len(s)
        if self.b[stem + 1 : self.k + 1] != s or (stem < 0 and not (stem == -1 and s in _MAY_BE_ALL)):
            return False
        self.j = stem
        return True

    def doublec(self, j: int) -> bool:
        return self.b[j] != "y" and bool(super().doublec(j))

    def step1c(self) -> None:
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


_stemmer = _Stemmer()


def english_terms(word: str) -> tuple[str, ...]:
    """Return the stem of a lower-case word, or nothing for a stop word."""
    plain = folded(word)
    if plain in STOP_WORDS:
        return ()
    return (_stemmer.stem(plain) if plain.endswith(_TOUCHED) else plain,)
