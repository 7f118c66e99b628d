"""The nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None when nothing is near.

    Likeness is rapidfuzz's normalised Indel ratio (0-100); 62 is where, on the ids of the vocabularies, one or two
    slips still lead home and unrelated words no longer do.
    """
    best = process.extractOne(word.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=62)
    return best[0] if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` Did you mean "...?"`` with a leading space, or an empty string."""
    near = nearest(word, known)
    return f' Did you mean "{near}"?' if near else ""
