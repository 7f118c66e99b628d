"""Words to avoid, found in texts: as whole words, over line breaks, and in Welsh with their first letter mutated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .localised import LANGUAGES
from .vocabulary import PreferredTerm

_SIGNS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"
_BARE = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_MENTIONED = re.compile(r'"[^"\n]{1,200}"|\u201c[^\u201d]{1,200}\u201d|\]\([^()\s]*\)|<[^<>\s]+>|https?://\S+')
_MUTATIONS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
"""What the first consonant of a Welsh word becomes: the soft, nasal and aspirate mutations (where there are such)."""
_DIGRAPHS = ("ch", "dd", "ff", "ng", "ph", "th")
"""Letters of Welsh that begin like another one and do not mutate."""


def words_of(text: str) -> frozenset[bytes]:
    """Return the words of a text in small letters, without signs: a quick look before a close one.

    As bytes, of which Python can replace all signs at one go: this runs over every file.
    """
    for sign in _SIGNS:
        text = text.replace(sign, " ")
    return frozenset(text.casefold().encode().translate(_BARE).split())


def folded(words: str) -> str:
    """Return words as they are compared: small letters, single spaces, straight apostrophes."""
    return " ".join(words.replace("\u2019", "'").casefold().split())


def mutated(words: str) -> list[str]:
    """Return Welsh words as they may stand after others: the first one as it is, and with its consonant mutated."""
    for length in (2, 1):
        first = words[:length]
        if first in _MUTATIONS and words[:2] not in _DIGRAPHS:
            return [words, *(new + words[length:] for new in _MUTATIONS[first])]
    return [words]


@dataclass(frozen=True)
class Phrases:
    """The words of one list. Looking is cheap where a file has none of them: see ``among``."""

    terms: Sequence[PreferredTerm]
    _patterns: dict[frozenset[str], re.Pattern[str]] = field(default_factory=dict)

    @cached_property
    def _by_language(self) -> dict[str, dict[str, tuple[frozenset[bytes], PreferredTerm]]]:
        """By language and folded words: the single words that a text must have for them, and the term."""
        found: dict[str, dict[str, tuple[frozenset[bytes], PreferredTerm]]] = {}
        for language in LANGUAGES:
            entries = found.setdefault(language, {})
            for term in self.terms:
                for words in filter(None, map(str.strip, term.avoid.get(language))):
                    for form in mutated(words) if language == "cy" else [words]:
                        entries.setdefault(form, (words_of(form), term))
        return found

    @cached_property
    def _by_word(self) -> dict[str, dict[bytes, list[str]]]:
        """By language and the longest word of them: the phrases."""
        found: dict[str, dict[bytes, list[str]]] = {}
        for language, entries in self._by_language.items():
            for phrase, (needed, _) in entries.items():
                longest = max(sorted(needed), key=len, default=b"")
                found.setdefault(language, {}).setdefault(longest, []).append(phrase)
        return found

    def among(self, language: str, words: frozenset[bytes]) -> frozenset[str]:
        """Return the phrases that a text with these words (see ``words_of``) may hold."""
        by_word, by_language = self._by_word.get(language, {}), self._by_language[language]
        return frozenset(
            phrase for word in by_word.keys() & words for phrase in by_word[word] if by_language[phrase][0] <= words
        )

    def find(self, text: str, language: str, phrases: frozenset[str]) -> Iterator[tuple[re.Match[str], PreferredTerm]]:
        """Yield (match, term) for each of the phrases in a text, the longest first where two begin alike.

        Between double quotes, in addresses and the like they are only mentioned.
        """
        if not phrases:
            return
        pattern = self._patterns.get(phrases)
        if pattern is None:
            pattern = self._patterns[phrases] = _pattern(phrases)
        if not pattern.search(text):
            return
        terms = {folded(phrase): self._by_language[language][phrase][1] for phrase in phrases}
        for match in pattern.finditer(_MENTIONED.sub(lambda found: " " * len(found[0]), text)):
            yield match, terms[folded(match[0])]


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(map(_in_any_line, longest_first))})(?![\w-])")


def _in_any_line(words: str) -> str:
    """Return a pattern for words, over line breaks too; an acronym (LAC) is found in its capitals only."""
    pattern = r"\s+".join(re.escape(word).replace("'", "['\u2019]") for word in words.split())
    return f"(?-i:{pattern})" if words.isupper() else pattern
