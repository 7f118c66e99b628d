"""Which item of a translated list belongs to which item of its original, after items have come, gone or moved.

The fingerprint of a translation says at which place each text stood when it was translated. So an item of the record
is followed back to the place at which its texts stood then; what has no trace is found by its neighbours, or by the
numbers and names that both languages share.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from .nodes import Node
from .shapes import Loc, Shape, leaves
from .translation import digest

_SHARED = re.compile(r"https?://\S+|\d[\d.,]*\d|\d|\b[^\W\d_]{4,}\b")


def follow(
    items: Sequence[Node], translated: Sequence[Node], shape: Shape, old: Loc, stamp: Container[str] | None
) -> list[int | None]:
    """Return for each item of the record the place of its translation, or None for one that is new.

    ``old`` is where the translated list stands; ``stamp`` holds the digests of the texts that
    were translated. Without a stamp nothing is known, and the lists are taken to be in the same order.
    """
    if stamp is None:
        return [index if index < len(translated) else None for index in range(len(items))]
    texts = [[leaf for leaf in leaves(item, shape) if leaf.shape.text is not None] for item in items]
    was: list[int | None] = [None] * len(items)
    free = set(range(len(translated)))
    scores = []
    for index, found in enumerate(texts):
        for j in free:
            score = sum(digest((*old, j, *leaf.loc), leaf.value) in stamp for leaf in found)
            if score:
                scores.append((-score / len(found), abs(index - j), index, j))
    for _, _, index, j in sorted(scores):
        if was[index] is None and j in free:
            was[index] = j
            free.discard(j)
    _fill_gaps(was, texts, translated, shape)
    return was


def _fill_gaps(
    was: list[int | None], texts: Sequence[Sequence[object]], translated: Sequence[Node], shape: Shape
) -> None:
    """Settle what stands between the same neighbours: in order where there are as many, else by what both share."""
    says = [bool(_words(item, shape)) for item in translated]
    start = 0
    while start < len(was):
        if was[start] is not None:
            start += 1
            continue
        end = start
        while end < len(was) and was[end] is None:
            end += 1
        lower = was[start - 1] if start else None
        upper = was[end] if end < len(was) else None
        after, before = -1 if lower is None else lower, len(translated) if upper is None else upper
        between = [j for j in range(after + 1, before) if j not in was]
        wanting = [index for index in range(start, end) if texts[index]]
        silent = [index for index in range(start, end) if not texts[index]]
        speaking = [j for j in between if says[j]]
        empty = [j for j in between if not says[j]]
        if len(wanting) == len(speaking):
            was_now = dict(zip(wanting, speaking, strict=True))
        else:
            was_now = _alike(wanting, speaking, texts, translated, shape)
        for index in [*silent, *(index for index in wanting if index not in was_now)]:
            if empty:
                was_now[index] = empty.pop(0)
        for index, j in was_now.items():
            was[index] = j
        start = end


def _alike(
    wanting: Sequence[int],
    speaking: Sequence[int],
    texts: Sequence[Sequence[object]],
    translated: Sequence[Node],
    shape: Shape,
) -> dict[int, int]:
    """Return the pairs that share numbers, names or addresses, the most alike first."""
    scores = []
    for index in wanting:
        here = {word for leaf in texts[index] for word in _SHARED.findall(getattr(leaf, "value", "").casefold())}
        for j in speaking:
            both = here & {word for text in _words(translated[j], shape) for word in _SHARED.findall(text.casefold())}
            if both:
                scores.append((-len(both), index, j))
    found: dict[int, int] = {}
    for _, index, j in sorted(scores):
        if index not in found and j not in found.values():
            found[index] = j
    return found


def _words(node: Node, shape: Shape) -> list[str]:
    return [leaf.value for leaf in leaves(node, shape)]
