"""Lines of a pair file: which belong together, and whether all of them are still there after a change."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from .drafts import without_marks
from .nodes import Node, parse

_HEADER = re.compile(r"---|%YAML|# (?:yaml-language-server|The (?:English|Welsh) of |when all of it is right)")


def comment(words: str) -> list[str]:
    """Return an original as the comment above the key that waits for its translation."""
    return [f"# {line}" for line in textwrap.wrap(" ".join(words.split()), 96)]


def dashed(lines: Sequence[str], column: int) -> list[str]:
    """Return the lines of an item with its dash, which went when the first of its keys went."""
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), None)
    if first is None:
        return [*lines, f"{' ' * column}-\n"]
    line = lines[first]
    return [*lines[:first], f"{line[:column]}-{line[column + 1 :]}", *lines[first + 1 :]]


def split_header(head: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands at the top of a file apart from what belongs to its first key."""
    cut = max((number for number, line in enumerate(head, 1) if not line.strip() or _HEADER.match(line)), default=0)
    return head[:cut], head[cut:]


def position(name: str, order: Sequence[str], keys: Sequence[str], *, after_first: bool) -> int:
    """Return where a key that is new comes: after the nearest one before it in the record."""
    before = [order.index(key) for key in keys[: keys.index(name)] if key in order]
    return max(before) + 1 if before else (1 if after_first and order else 0)


def last_lines(node: Node) -> Iterator[int]:
    """Yield the last lines of all that stands in a value."""
    if isinstance(node.value, dict):
        for key in node.keys.values():
            yield key.line
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for child in below:
        yield from last_lines(child)
    if isinstance(node.value, str):
        yield node.end


def values(node: Node) -> Iterator[str]:
    """Yield the texts in a value."""
    if isinstance(node.value, str):
        yield node.value
    elif isinstance(node.value, dict):
        for child in node.value.values():
            yield from values(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from values(child)


def lost(before: str, after: str, kept: Sequence[str]) -> str | None:
    """Return what of a pair file a change would lose, or None. ``kept`` holds the texts that are in comments."""
    old, new = (parse(text, "")[0] for text in (before, after))
    if old is None or new is None or not isinstance(new.value, dict):
        return "its lines cannot be put together again"
    there, then = (Counter(text for text in _texts(node) if text.strip()) for node in (old, new))
    if there - then - Counter(kept) or then - there:
        return "a text would be lost"
    lines = {line.strip() for line in after.splitlines()}
    lines |= {line.removeprefix("#").strip() for line in lines if line.startswith("#")}
    comments = {line.strip() for line in without_marks(before.splitlines()) if line.lstrip().startswith("#")}
    return "a comment would be lost" if comments - lines else None


def _texts(node: Node) -> Iterator[str]:
    for key, child in node.value.items() if isinstance(node.value, dict) else ():
        if key != "translation":
            yield from values(child)
