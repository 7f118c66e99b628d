"""A pair file brought up to date: what is new is added, what changed is marked, what moved follows its original.

The author's lines are carried over as they stand, key by key and item by item; only whole keys and items are added,
moved or put into comments. What the translation no longer needs is kept in a comment at the end of the file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .alignment import follow
from .drafts import as_skeleton, change_mark, restamped, translation_tree, without_marks
from .flow import as_block
from .localised import LANGUAGE_NAMES
from .model import Briefing
from .nodes import Node, parse
from .pair_lines import comment, dashed, last_lines, lost, position, split_header, values
from .records import RecordFile
from .shapes import Loc, Shape, leaves, path_of, shape_of_model
from .suggest import nearest
from .translation import digest, translatable

_KEPT = "# kept: the record has no {place} any more. Delete these lines when they are of no use:"


class UpdateError(ValueError):
    """The file cannot be brought up to date without harm to what stands in it; the message says why."""


@dataclass(slots=True)
class Update:
    """A pair file after an update: its text, and the places of what was added, marked, moved and kept as a comment."""

    text: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class _FlowError(Exception):
    """What stands between braces or brackets must be written on lines of its own first."""

    def __init__(self, loc: Loc) -> None:
        super().__init__()
        self.loc = loc


@dataclass(slots=True)
class _Part:
    """Lines of the new file, with the marks that belong above them."""

    marks: list[str]
    lines: list[str]


def updated(record: RecordFile, pair: RecordFile) -> Update:
    """Return a pair file with every text of its record waiting or translated, in place. Twice is the same as once.

    Raises ``UpdateError`` where anything that its author wrote would be lost.
    """
    assert record.node is not None
    assert pair.node is not None
    line_end = "\r\n" if "\r\n" in pair.text else "\n"
    text = pair.text.replace("\r\n", "\n")
    for _ in range(200):
        node, _found = parse(text, pair.shown)
        if node is None or not isinstance(node.value, dict):
            raise UpdateError("the file cannot be read")
        walker = _Walker(record, text, node)
        try:
            made = walker.made()
        except _FlowError as flow:
            text = as_block(text, node, flow.loc)
            continue
        missing = lost(pair.text, made.text, walker.kept_values)
        if missing is not None:
            raise UpdateError(missing)
        return replace(made, text=made.text.replace("\n", line_end))
    raise UpdateError("its keys do not stand on lines of their own")


class _Walker:
    """Walks a pair's tree beside its record's and gathers the lines of the new file. One use."""

    def __init__(self, record: RecordFile, text: str, node: Node) -> None:
        assert record.node is not None
        self.record, self.original, self.node = record, record.node, node
        self.lines = text.splitlines(keepends=True)
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"
        stamp = node.find(("translation", "of"))
        self.stamp = set(stamp.value.split()) if stamp is not None and isinstance(stamp.value, str) else None
        self.texts = {loc: (words, expected) for loc, words, expected in translatable(record)}
        self.tree = translation_tree(record)
        self.result = Update("")
        self.old_places: dict[Loc, Loc | None] = {loc: loc for loc in self.texts}
        self.kept_lines: list[str] = []
        self.kept_values: list[str] = []

    def made(self) -> Update:
        shape = shape_of_model(Briefing)
        part = self._mapping((), (), shape, self.original, self.node, 0, len(self.lines))
        text = "".join([*part.lines, *self.kept_lines])
        moved = [loc for loc, old in self.old_places.items() if old != loc]
        if moved and self.stamp is not None:
            text = restamped(text, self._stamp_now())
            self.result.moved = [path_of(loc) for loc in moved if self.old_places[loc] is not None]
        self.result.text = text
        return self.result

    def _stamp_now(self) -> list[str]:
        """Return the digests of the texts that have not changed since, at the places where they stand now."""
        assert self.stamp is not None
        return [
            digest(loc, self.texts[loc][0])
            for loc, old in self.old_places.items()
            if old is not None and digest(old, self.texts[loc][0]) in self.stamp
        ]

    # --- blocks ---

    def _mapping(
        self,
        loc: Loc,
        old: Loc,
        shape: Shape,
        original: Node,
        node: Node,
        start: int,
        end: int,
        above: list[str] | None = None,
    ) -> _Part:
        """Return a block. ``above`` is what stands over its first key, where that shares its line with a dash."""
        assert isinstance(node.value, dict)
        entries = sorted((key.line - 1, name) for name, key in node.keys.items())
        firsts = [line for line, _ in entries]
        ends = [
            self._end_of(node.value[name], first, until)
            for (first, name), until in zip(entries, [*firsts[1:], end][: len(firsts)], strict=True)
        ]
        indent = node.keys[entries[0][1]].column - 1 if entries else 0
        missing = self._missing(loc, node, original)
        part = _Part([], [])
        written: dict[str, list[str]] = {}
        order: list[str] = []
        at = start
        for place, ((first, name), until) in enumerate(zip(entries, ends, strict=True)):
            head = self.lines[at:first]
            inline = above is not None and place == 0
            at = until
            header: list[str] = []
            if not loc and place == 0:
                header, head = split_header(head)
                part.lines += header
            below = shape.below(name)
            if below is not None and below.has_text and self._is_gone(name, shape, original):
                self._keep((*old, name), [*head, *self.lines[first:until]], node.value[name])
                continue
            source = original.child(name)
            if below is None or not below.has_text or source is None or (not loc and name == "translation"):
                written[name] = [*head, *self.lines[first:until]]
            else:
                made = self._value(
                    (*loc, name),
                    (*old, name),
                    below,
                    source,
                    node.value[name],
                    first,
                    until,
                    above if above is not None and inline else head,
                )
                head = without_marks(head)
                if inline:
                    part.marks = made.marks
                    written[name] = made.lines
                else:
                    marks = [f"{' ' * indent}{mark}\n" for mark in made.marks]
                    written[name] = [*head, *marks, *made.lines]
            order.append(name)
        for name in missing:
            written[name] = self._new((*loc, name), " " * indent)
            order.insert(position(name, order, list(self._keys(original)), after_first=above is not None), name)
        for name in order:
            part.lines += written[name]
        part.lines += self.lines[at:end]
        return part

    def _keys(self, original: Node) -> Iterable[str]:
        return original.value if isinstance(original.value, dict) else ()

    def _missing(self, loc: Loc, node: Node, original: Node) -> list[str]:
        """Return the keys that hold texts which are to be translated and that the pair does not have."""
        assert isinstance(node.value, dict)
        return [name for name in self._keys(original) if name not in node.value and self._is_wanted((*loc, name))]

    def _is_wanted(self, loc: Loc) -> bool:
        return any(expected and there[: len(loc)] == loc for there, (_, expected) in self.texts.items())

    def _is_gone(self, name: str, shape: Shape, original: Node) -> bool:
        """Return whether the record has nothing under a key any more, and does not only misspell it."""
        there = original.value if isinstance(original.value, dict) else {}
        if name in there:
            return there[name].value in (None, [], {})
        known = list(shape.fields) if shape.kind == "block" else []
        return not any(nearest(other, known) == name for other in there if known and other not in known)

    def _new(self, loc: Loc, space: str) -> list[str]:
        """Return the lines of what the pair lacks: each text empty below its original."""
        below: Any = self.tree
        for step in loc:
            below = below.get(step, {}) if isinstance(below, dict) else {}
        self.result.added += [path_of(there) for there, (_, e) in self.texts.items() if e and there[: len(loc)] == loc]
        return [f"{space}{line}\n" for line in as_skeleton({loc[-1]: below}, space)]

    def _value(
        self, loc: Loc, old: Loc, shape: Shape, original: Node, node: Node, first: int, end: int, head: Sequence[str]
    ) -> _Part:
        """Return what stands at a key or a dash in line ``first``."""
        if shape.kind == "text":
            return self._text(loc, old, node, first, end, head)
        if not node.value and self._is_wanted(loc):
            return _Part([], self._new(loc, " " * (len(self.lines[first]) - len(self.lines[first].lstrip()))))
        if not node.value or isinstance(node.value, str) or isinstance(original.value, str):
            return _Part([], self.lines[first:end])  # wales: yes
        inside = first if node.line - 1 == first else first + 1
        if self.lines[node.line - 1][node.column - 1] in "{[":
            return self._flow(loc, old, shape, original, node, first, end)
        if isinstance(node.value, dict) and shape.kind in ("block", "mapping"):
            made = self._mapping(loc, old, shape, original, node, inside, end, list(head) if inside == first else None)
        elif isinstance(node.value, list) and shape.kind == "list":
            made = self._list(loc, old, shape, original, node, inside, end)
        else:
            return _Part([], self.lines[first:end])  # the check says what is wrong with it
        return _Part(made.marks, made.lines if inside == first else [*self.lines[first:inside], *made.lines])

    def _text(self, loc: Loc, old: Loc, node: Node, first: int, end: int, head: Sequence[str]) -> _Part:
        words, expected = self.texts.get(loc, ("", False))
        lines = self.lines[first:end]
        has_text = isinstance(node.value, str) and bool(node.value.strip())
        noted = "".join(line.strip().lstrip("#") for line in without_marks(head))
        if not has_text:
            seen = "".join(words.split()) in "".join(noted.split())
            if not expected or seen:
                return _Part([], lines)
            return _Part(self._mark(loc, words) if "#" in "".join(head) else comment(words), lines)
        if not expected:
            return _Part([], lines)
        if self.stamp is None:  # nobody has said what it was made from: what was noted stays
            return _Part([line.strip() for line in head if line not in without_marks(head)], lines)
        if digest(old, words) in self.stamp:
            return _Part([], lines)
        return _Part(self._mark(loc, words), lines)

    def _mark(self, loc: Loc, words: str, name: str = "") -> list[str]:
        self.result.changed.append(path_of(loc))
        return change_mark(words, LANGUAGE_NAMES[self.record.language], name)

    def _flow(self, loc: Loc, old: Loc, shape: Shape, original: Node, node: Node, first: int, end: int) -> _Part:
        """Return what stands between braces or brackets as it is, if nothing of it has to move; with its marks."""
        has = {found.loc for found in leaves(node, shape)}
        for there, (_, expected) in self.texts.items():
            if there[: len(loc)] == loc and expected and there[len(loc) :] not in has and not _own_length(shape):
                raise _FlowError(loc)
        marks: list[str] = []
        for there in sorted(has, key=str):
            words, expected = self.texts.get((*loc, *there), ("", False))
            whole = (*loc, *there)
            if not expected and whole not in self.texts and not _own_length(shape):
                raise _FlowError(loc)
            if expected and self.stamp is not None and digest((*old, *there), words) not in self.stamp:
                if any(isinstance(step, int) for step in there):
                    raise _FlowError(loc)
                marks += self._mark(whole, words, f" of {path_of(there)}")
        return _Part(marks, self.lines[first:end])

    # --- lists ---

    def _list(self, loc: Loc, old: Loc, shape: Shape, original: Node, node: Node, start: int, end: int) -> _Part:
        assert isinstance(node.value, list)
        assert shape.item is not None
        if _own_length(shape) or not isinstance(original.value, list):
            return _Part([], self.lines[start:end])
        column = node.column - 1
        dashes = [number for number in range(start, end) if re.match(rf" {{{column}}}-(?:\s|\Z)", self.lines[number])]
        if len(dashes) != len(node.value):
            raise UpdateError(f'the items of "{path_of(loc)}" do not stand on lines of their own')
        ends = [
            self._end_of(item, first, until)
            for item, first, until in zip(node.value, dashes, [*dashes[1:], end], strict=True)
        ]
        heads = [self.lines[at:first] for at, first in zip([start, *ends[:-1]], dashes, strict=True)]
        was = follow(original.value, node.value, shape.item, old, self.stamp)
        lines: list[str] = []
        space = " " * column
        for index, item in enumerate(original.value):
            j = was[index]
            for there in self.texts:
                if there[: len(loc) + 1] == (*loc, index):
                    self.old_places[there] = None if j is None else (*old, j, *there[len(loc) + 1 :])
            if j is None:
                lines += self._new((*loc, index), space)
                continue
            below = node.value[j]
            made = self._value((*loc, index), (*old, j), shape.item, item, below, dashes[j], ends[j], heads[j])
            lines += [
                *without_marks(heads[j]),
                *(f"{space}{mark}\n" for mark in made.marks),
                *dashed(made.lines, column),
            ]
        for j, item in enumerate(node.value):
            if j not in was:
                self._keep((*old, j), [*heads[j], *self.lines[dashes[j] : ends[j]]], item)
        return _Part([], [*lines, *self.lines[ends[-1] : end]])

    def _keep(self, old: Loc, lines: Sequence[str], node: Node) -> None:
        there = list(values(node))
        if not any(value.strip() for value in there) and not any("#" in line for line in without_marks(lines)):
            return
        dedented = textwrap.dedent("".join(without_marks(lines))).splitlines()
        self.kept_lines += [
            f"{_KEPT.format(place=path_of(old))}\n",
            *(f"#   {line}".rstrip() + "\n" for line in dedented),
        ]
        self.kept_values += there
        self.result.kept.append(path_of(old))

    def _end_of(self, node: Node, first: int, until: int) -> int:
        """Return where an entry ends: blank lines and comments before the next one belong to that."""
        last = max([first + 1, *last_lines(node)])
        while until > last and (not self.lines[until - 1].strip() or self.lines[until - 1].lstrip().startswith("#")):
            until -= 1
        return until


def _own_length(shape: Shape) -> bool:
    return shape.item is not None and shape.item.text is not None and shape.item.text.own_length
