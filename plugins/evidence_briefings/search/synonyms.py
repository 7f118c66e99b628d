"""Phrases that mean the same, for one who types another one than the writer chose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..content.vocabulary import Vocabularies
from .tokens import words

_ASIDE = re.compile(r"\s*\([^()]*\)")
"""What a term of the glossary is told apart by: "(short form)"."""


def synonym_groups(vocabularies: Vocabularies, language: str) -> list[list[str]]:
    """Return the groups for the index in ``language``: phrases in lower case, those of its own language first.

    They are the word groups of ``synonyms.yml`` and, of the glossary, each term with its acronym. The groups of the
    Welsh index hold the English phrases too, for who reads Welsh often knows the English term or acronym: LAC leads to
    plant sy'n derbyn gofal. The English ones hold Welsh only where there is no English. A group all of whose phrases
    stand in one before it is left out.
    """
    groups = [(group.en, group.cy) for group in vocabularies.synonyms]
    for entry in vocabularies.glossary:
        english, welsh = (
            [_ASIDE.sub("", text.term), text.acronym] if text.acronym else [] for text in (entry.en, entry.cy)
        )
        groups.append((english, welsh))
    found: list[list[str]] = []
    known: list[frozenset[tuple[str, ...]]] = []
    for english, welsh in groups:
        phrases = _distinct([*welsh, *english] if language == "cy" else english or welsh)
        if len(phrases) > 1 and not any(phrases.keys() <= before for before in known):
            known.append(frozenset(phrases))
            found.append(list(phrases.values()))
    return found


def _distinct(phrases: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Return phrases in lower case by their words: a phrase that differs from another one in signs only goes."""
    found: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        found.setdefault(tuple(words(phrase)), phrase.lower())
    found.pop((), None)
    return found
