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


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """lunr.py's stemmer with what lunr.js does otherwise, where the two disagree.

    In lunr.js no suffix is the whole word, a final y becomes i after any consonant but the first letter (try, but not
    say), and a doubled y stays. ``b`` is the word and ``k`` the index of its last letter, as the stemmer shrinks it;
    ``j`` the last letter before the ending found by ``ends``.
    """

    b: str
    k: int
    j: int

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
