"""The front of Welsh words: what a word may be a mutation of. The browser does the same (tests/search/twins.json)."""

from __future__ import annotations

import json
from pathlib import Path

from .tokens import folded

_RULES = json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))

STOP_WORDS = frozenset(word for line in _RULES["welsh_stop_words"] for word in line.split())
"""Words too common to be searched for, as they are written: ``hyn`` (this), but not ``hŷn`` (older)."""

_VOWELS = "aeiouwy"
_ONSETS: dict[str, tuple[str, ...]] = {onset: tuple(before.split()) for onset, before in _RULES["onsets"]}
_ONSETS.update((vowel, ("g" + vowel,)) for vowel in _VOWELS)
_ONSETS.update(("h" + vowel, (vowel,)) for vowel in _VOWELS)


def radicals(word: str) -> tuple[str, ...]:
    """Return the word and every word it may be a mutation of, by the longest onset that matches.

    ``blant`` may be ``plant``; ``mhlant`` may be ``plant`` or ``mlant``. A vowel may have lost a g or gained an h.
    """
    length = 3 if word.startswith("ngh") else 2
    before = _ONSETS.get(word[:length])
    if before is None:
        length = 1
        before = _ONSETS.get(word[:1])
        if not word[:2].isascii():
            before, length = _accented_onset(word) or (before, 1)
        if before is None:
            return (word,)
    rest = word[length:]
    return (word, *[radical + rest for radical in before])


def _accented_onset(word: str) -> tuple[tuple[str, ...], int] | None:
    """Return the radicals' onsets and the length of the word's own where it is an accented vowel, perhaps after h."""
    if word[0] == "h" and folded(word[1:2]) in _VOWELS:
        return (word[1],), 2
    if folded(word[0]) in _VOWELS:
        return ("g" + word[0],), 1
    return None
