"""Two writings of one YAML file become one: the author's lines wherever nothing has changed, new ones where it has.

Both are read as trees that know their lines. From the top down, each key and each item of a list has a stretch of
lines; where both say the same, the author's stretch stays byte for byte, comments and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .nodes import Node

_COMMENT = re.compile(r"(\s+)(#.*)")
_NO_BLOCK = "{[&*!\"'?"


@dataclass(frozen=True, slots=True)
class _Part:
    """A key with its value, or an item of a list: lines ``start`` to ``end`` (from 0, ``end`` is the one after).

    ``last`` is the line after its last value: what follows up to ``end`` are comments and empty lines. ``column`` is
    where its key or hyphen stands.
    """

    name: str
    node: Node
    start: int
    last: int
    end: int
    column: int


class Writing:
    """One writing of a file: its tree and its lines, with their ends."""

    def __init__(self, text: str, tree: Node) -> None:
        self.lines = text.splitlines(keepends=True)
        self.tree = tree

    def parts(self, node: Node, end: int) -> list[_Part]:
        """Return the parts of a list or mapping that is written as a block and ends before line ``end``, else none."""
        if not isinstance(node.value, (dict, list)) or not node.value or node.line > len(self.lines):
            return []
        if self.lines[node.line - 1][node.column - 1 : node.column] in _NO_BLOCK:
            return []
        places = list(self._places(node))
        starts = [start for start, *_ in places]
        if not places or starts != sorted(set(starts)) or starts[-1] >= end or starts[0] < node.line - 2:
            return []
        parts = []
        for (start, column, name, below), after in zip(places, [*starts[1:], end], strict=True):
            last = min(max(_last_line(below), start + 1), after)
            while last < after and not self._bare(last):  # a closing bracket, or a text's last lines
                last += 1
            parts.append(_Part(name, below, start, last, after, column))
        return [*parts[:-1], self._without_tail(parts[-1])]

    def _places(self, node: Node) -> Iterator[tuple[int, int, str, Node]]:
        if isinstance(node.value, dict):
            for name, below in node.value.items():
                key = node.keys[name]
                yield key.line - 1, key.column - 1, name, below
        elif isinstance(node.value, list):
            for below in node.value:
                line = below.line - 1
                before = self.lines[line][: below.column - 1] if line < len(self.lines) else ""
                while line > 0 and "-" not in before:
                    line -= 1
                    before = self.lines[line]
                yield line, node.column - 1, "", below

    def comments(self, start: int) -> list[str]:
        """Return the comments and empty lines from ``start`` on, up to the next value."""
        end = start
        while end < len(self.lines) and self._bare(end):
            end += 1
        return self.lines[start:end]

    def _bare(self, number: int) -> bool:
        line = self.lines[number].strip()
        return not line or line.startswith("#") or line == "..."

    def _without_tail(self, part: _Part) -> _Part:
        """Return the last part of a block without the lines that belong to what comes after the block."""
        end = part.last
        while end < part.end:
            line = self.lines[end]
            if not line.strip() or len(line) - len(line.lstrip()) < part.column or line.startswith("..."):
                break
            end += 1
        return _Part(part.name, part.node, part.start, part.last, end, part.column)


def woven(old: Writing, new: Writing, wanted: Any, line_end: str) -> str:
    """Return the new writing in the author's lines; what is new ends its lines with ``line_end``.

    ``wanted`` are the values that it must hold, as ``bare`` gives them.
    """
    lines = _Weaver(old, new).block(old.tree, new.tree, (0, len(old.lines), len(new.lines)), wanted)
    written = [line.replace("\n", line_end) if isinstance(line, _New) else line for line in lines]
    ended = [line if line.splitlines() != [line] else line + line_end for line in written[:-1]]
    return "".join([*ended, *written[-1:]])


class _New(str):
    """A line that is not the author's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Weaver:
    old: Writing
    new: Writing

    def block(self, old: Node, new: Node, span: tuple[int, int, int], wanted: Any) -> list[str]:
        """Return the lines of a list or mapping, or none where the two writings of it cannot be laid side by side.

        ``span`` is its first line and the line after its last in the old writing, and the latter in the new one.
        """
        start, old_end, new_end = span
        ours, theirs = self.old.parts(old, old_end), self.new.parts(new, new_end)
        lines = self.old.lines
        if not ours or not theirs or isinstance(old.value, dict) != isinstance(wanted, dict):
            return []
        if isinstance(wanted, list) and len(wanted) != len(theirs):
            return []
        # "- key: value": the line of a list's item is that of its first key, which has to stay the first.
        shared = lines[ours[0].start][: ours[0].column].strip() != ""
        if shared and (ours[0].name != theirs[0].name):
            return []
        found = lines[start : ours[0].start]
        shift = ours[0].column - theirs[0].column
        for mine, yours, value in self._pairs(ours, theirs, wanted):
            if mine is None:
                assert yours is not None
                found += self._moved(yours.start, yours.last, shift)
            elif yours is None:
                found += self._left_behind(mine, found)
            elif plain(mine.node) == value:
                found += lines[mine.start : mine.end]
            else:
                inner = self.block(mine.node, yours.node, (mine.start, mine.last, yours.last), value)
                found += inner or self._replaced(mine, yours, shift)
                found += lines[mine.last : mine.end]
        return found + lines[ours[-1].end : old_end]

    def _replaced(self, mine: _Part, yours: _Part, shift: int) -> list[str]:
        """Return the new writing of a part, without comments that the author's lines after it bring along."""
        lines = self._moved(yours.start, yours.last, shift)
        inner = self.new.parts(yours.node, yours.last)
        first = inner[0].start - yours.start if inner else 0
        tail = {line.strip() for line in self.old.comments(mine.last)}
        kept = [line for line in lines[1:first] if line.strip() not in tail]
        comment = _COMMENT.search(self.old.lines[mine.start])
        if comment and len(comment[1]) > 1 and lines[0].rstrip().endswith(f" {comment[2].rstrip()}"):
            # Two spaces at least, as before: a single one before a # may be a slip of the pen.
            bare_line = lines[0].rstrip().removesuffix(comment[2].rstrip()).rstrip()
            lines[0] = _New(f"{bare_line:<{comment.start(2) - 2}}  {comment[2].rstrip()}\n")
        return [lines[0], *kept, *lines[max(first, 1) :]]

    def _moved(self, start: int, end: int, shift: int) -> list[str]:
        space = " " * shift
        lines = self.new.lines[start:end]
        return [_New(space + line if line.strip() and shift > 0 else line[_indent(line, -shift) :]) for line in lines]

    def _left_behind(self, part: _Part, before: list[str]) -> list[str]:
        """Return what stays when a part goes: comments that stand below it, but are not indented as its own are."""
        lines = self.old.lines[part.last : part.end]
        kept = [line for line in lines if not line.strip() or _indent(line, len(line)) <= part.column]
        if any(line.strip() for line in kept):
            return kept if not before or before[-1].strip() else kept[_leading(kept) :]
        return kept if before and before[-1].strip() and not before[-1].rstrip().endswith(":") else []

    def _pairs(
        self, ours: list[_Part], theirs: list[_Part], wanted: Any
    ) -> Iterator[tuple[_Part | None, _Part | None, Any]]:
        """Yield each part of the old writing with the one in its place, and what that must say."""
        if isinstance(wanted, dict):
            names = {part.name: part for part in theirs}
            yield from ((part, names.pop(part.name, None), wanted.get(part.name)) for part in ours)
            yield from ((None, part, None) for part in names.values())
            return
        before, after = [repr(plain(part.node)) for part in ours], [repr(value) for value in wanted]
        for _, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            for step in range(max(end - start, new_end - new_start)):
                here = new_start + step if new_start + step < new_end else None
                mine = ours[start + step] if start + step < end else None
                yield mine, None if here is None else theirs[here], None if here is None else wanted[here]


def plain(node: Node) -> Any:
    """Return a value as texts, without what YAML's ways of writing add."""
    return bare(node.plain())


def bare(value: Any) -> Any:
    """Return values as texts: without the newline at a block's end, and without keys that have no value."""
    if isinstance(value, dict):
        return {str(key): bare(item) for key, item in value.items() if item is not None}
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (list, tuple)):
        return [bare(item) for item in value]
    return value if value is None else str(value)


def _last_line(node: Node) -> int:
    """Return the number of the last line that a value stands on, as far as its tree tells."""
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    return max([node.line, node.end, *map(_last_line, below), *(key.line for key in node.keys.values())])


def _indent(line: str, most: int) -> int:
    return min(len(line) - len(line.lstrip(" ")), max(most, 0))


def _leading(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), len(lines))
