"""The terms that a text contains, in both languages: what a translator should call things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .localised import OTHER, Language
from .vocabulary import Vocabularies

LISTS = ("topics", "audiences", "designs", "knowledge", "bases", "places", "kinds", "tasks")
"""The lists besides the glossary whose labels are terms."""


@dataclass(frozen=True, order=True, slots=True)
class Term:
    """A term, what it is called in the other language, and its meaning there ("" for one of a list)."""

    term: str
    translation: str
    meaning: str = ""


class TermFinder:
    """Finds the terms of a site's lists in texts of one language.

    Endings in -s make no difference, nor do capitals, but for acronyms and names: *its* is not IT.
    """

    def __init__(self, vocabularies: Vocabularies, language: Language) -> None:
        self._terms: dict[str, Term] = {}
        self._exact: dict[str, Term] = {}
        for words, term, exact in _terms(vocabularies, language):
            if exact:
                self._exact.setdefault(words, term)
            else:
                self._terms.setdefault(words.casefold(), term)
        self._patterns = [_pattern(words) for words in (self._terms, self._exact)]

    def within(self, text: str) -> tuple[Term, ...]:
        """Return the terms that a text contains, each once, in their order; of two that overlap the longer one."""
        text = " ".join(text.replace("\u2019", "'").split())
        loose, exact = self._patterns
        # Lower case of another length would move what follows; no term has such letters.
        found = [(match.start(), self._terms[match[0]]) for match in loose.finditer(text.casefold())]
        found += [(match.start(), self._exact[match[0]]) for match in exact.finditer(text)]
        return tuple(dict.fromkeys(term for _, term in sorted(found)))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = "|".join(re.escape(one) for one in sorted(words, key=lambda one: (-len(one), one)))
    return re.compile(rf"\b(?:{parts})(?=s?\b)" if parts else r"(?!)")


def _terms(vocabularies: Vocabularies, language: Language) -> Iterator[tuple[str, Term, bool]]:
    """Yield (words as texts have them, the term, whether they are found only as they are written)."""
    other = OTHER[language]
    for entry in vocabularies.glossary:
        ours, theirs = entry.get(language), entry.get(other)
        for words in (ours.term, *ours.forms):
            yield words, Term(ours.term, theirs.term, theirs.meaning), entry.name == "yes" or words.isupper()
        if ours.acronym:
            yield ours.acronym, Term(ours.acronym, theirs.acronym or theirs.term, theirs.meaning), True
    for name in LISTS:
        for term in vocabularies.lists.get(name, ()):
            yield term.label(language), Term(term.label(language), term.label(other)), False
