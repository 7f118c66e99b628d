"""A text in its parts: paragraphs, headings and items of lists, and the sentences of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK_ENDS = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>|#]|\d{1,3}[.)][ \t]))|(?m:^[ \t]*(#[^\n]*)\n)")
_SENTENCE_ENDS = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]*_]*\s+")
_LINE_SIGNS = re.compile(r"^(?:[-*+>|]\s|#+\s*|\d{1,3}[.)]\s)+")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; headings and the items of a list are sentences of their own."""
    for _, sentence in placed_sentences(text):
        yield sentence


def placed_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield (words before it, sentence); the words are those that ``RecordFile.mark_of_word`` counts."""
    for before, block in placed_blocks(text):
        bare = _LINE_SIGNS.sub("", block)
        place = before if bare is block else before + len(block.split()) - len(bare.split())
        start = 0
        for end in _SENTENCE_ENDS.finditer(bare):
            yield place, bare[start : end.start() + 1]
            place += len(bare[start : end.end()].split())
            start = end.end()
        if start < len(bare):
            yield place, bare[start:]


def placed_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield (words before it, text in one line) of each paragraph, heading and item of a list."""
    place = 0
    for block in _BLOCK_ENDS.split(text) if "\n" in text else (text,):
        words = (block or "").split()
        if words:
            yield place, " ".join(words)
            place += len(words)
