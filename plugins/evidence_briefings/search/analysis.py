"""Words as terms, in either language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from .english import english_terms
from .lexicon import Lexicon, welsh_lexicon
from .readings import keys
from .tokens import is_searched
from .welsh import STOP_WORDS


class Analyser:
    """Terms of words, each word analysed once. ``lexicon`` is called when Welsh is first met, and never without it."""

    def __init__(self, lexicon: Callable[[], Lexicon] = welsh_lexicon) -> None:
        self._read = lexicon
        self._known: dict[str, dict[str, tuple[str, ...]]] = {"en": {}, "cy": {}}

    @cached_property
    def lexicon(self) -> Lexicon:
        """What is known of Welsh words."""
        return self._read()

    def terms(self, word: str, language: str) -> tuple[str, ...]:
        """Return the terms of a word of ``tokens.words``: none for a stop word or a single letter.

        An English word has one, its stem; a Welsh one has all of its keys (see ``readings``).
        """
        known = self._known[language]
        found = known.get(word)
        if found is None:
            found = known[word] = self._analysed(word, language)
        return found

    def _analysed(self, word: str, language: str) -> tuple[str, ...]:
        if not is_searched(word):
            return ()
        if language == "en":
            return english_terms(word)
        return () if word in STOP_WORDS else keys(word, self.lexicon)
