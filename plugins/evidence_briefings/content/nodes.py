"""YAML text as a tree of nodes that know their line and column.

The tree is built from libyaml's events with our own stack: ``yaml.compose`` recurses in C and ends the process on
deeply nested input, and PyYAML's own constructors lose the marks, keep the last of duplicate keys and read ``no``
as False. Every scalar stays text (or None): the model decides what is a number or a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from .problems import Mark, Problem, Severity, define
from .syntax import explained

MAX_DEPTH = 24
"""How deep a file may nest. A record needs 6."""
MAX_NODES = 50_000
"""How many values a file may hold once its aliases are followed."""

SYNTAX = define(
    "yaml-syntax",
    Severity.ERROR,
    when="The file is not well-formed YAML: a missing colon, a bad indent, a tab, an unclosed quote or bracket.",
    fix="""Look at the line named, and the one before it. Indent with spaces. Put text that holds ": " or " #", or
    that begins with one of [ ] { } * & ! % @ ` ' ", between double quotes, or write it as a block that begins >-""",
)
DUPLICATE_KEY = define(
    "duplicate-key",
    Severity.ERROR,
    when="The same key stands twice in one block, so that one of the two texts would be lost.",
    fix="Keep one of them, or join the two.",
)
KEY = define(
    "yaml-key",
    Severity.ERROR,
    when="A key is not a plain word, for example a list or a block used as a key.",
    fix="Write keys as single words followed by a colon.",
)
NESTING = define(
    "yaml-nesting",
    Severity.ERROR,
    when=f"The file nests deeper than {MAX_DEPTH} levels.",
    fix="Check the indentation and the brackets: a record needs six levels at most.",
)
ALIAS = define(
    "yaml-alias",
    Severity.ERROR,
    when="An alias (*name) has no anchor (&name) before it, refers to itself, or unfolds into far too many values.",
    fix="Write the text out where it is needed.",
)
TAG = define(
    "yaml-tag",
    Severity.ERROR,
    when="A value carries a YAML tag such as !!python/object. Tags are never run here and have no meaning in a record.",
    fix="Remove the tag. If the text really begins with an exclamation mark, put it between quotes.",
)
DOCUMENTS = define(
    "yaml-documents",
    Severity.ERROR,
    when="The file holds more than one YAML document (a line --- in the middle).",
    fix="Keep one record in each file.",
)

Loc = Sequence[str | int]
"""Where a value stands: keys and positions from the top, for example ("messages", 0, "text")."""


_NO_KEYS: dict[str, Node] = {}  # shared by all that are no mappings: most nodes are texts


@dataclass(slots=True)
class Node:
    """A value with its place. ``keys`` (for a mapping) holds the node of each key; ``end`` is a text's last line."""

    line: int
    column: int
    value: str | dict[str, Node] | list[Node] | None
    keys: dict[str, Node] = field(default_factory=lambda: _NO_KEYS)
    size: int = 1
    end: int = 0

    @property
    def kind(self) -> str:
        """Return what an author would call it: text, nothing, a list or a block."""
        if isinstance(self.value, dict):
            return "a block"
        if isinstance(self.value, list):
            return "a list"
        return "nothing" if self.value is None else "text"

    def plain(self) -> Any:
        """Return the value as dicts, lists, str and None. Keys without a value are left out."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items() if node.value is not None}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, loc: Loc) -> Node | None:
        """Return the node at ``loc``, or None where there is none."""
        node: Node | None = self
        for step in loc:
            if node is None:
                return None
            node = node.child(step)
        return node

    def child(self, step: str | int) -> Node | None:
        """Return the node one step down, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def place(self, loc: Loc, *, of_key: bool = False) -> tuple[int, int]:
        """Return line and column (from 1) of the value at ``loc``, or of the nearest thing above it that exists.

        With ``of_key`` the place of the key itself is meant rather than that of its value.
        """
        node = self
        for position, step in enumerate(loc):
            below = node.child(step)
            key = node.keys.get(str(step))
            if key is not None and (below is None or (of_key and position == len(loc) - 1)):
                return key.line, key.column
            if below is None:
                break
            # An empty value has no place of its own that an author could see: its key has.
            node = below if below.value is not None or key is None else key
        return node.line, node.column


# No page can show these; between double quotes YAML lets them in by an escape such as "\\x07".
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


class _UnreadableError(Exception):
    """The file cannot be read any further; the problem has been noted."""


class _Builder:
    """Turns events into nodes, noting problems. One use per file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[tuple[Node, Node | None]] = []  # containers being filled, each with its key in waiting
        self._anchors: dict[str, Node] = {}
        self._unfinished: set[str] = set()
        self._anchor_of: dict[int, str] = {}
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        get = handlers.get
        for event in events:
            handler = get(type(event))
            if handler is not None:
                handler(event)

    def mark(self, event: yaml.Event) -> Mark:
        mark = event.start_mark
        assert mark is not None  # events that come from a text have one
        return Mark(self.path, mark.line + 1, mark.column + 1)

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self.problems.append(DOCUMENTS.at(self.mark(event), "a second document begins here. Keep one per file."))
            raise _UnreadableError

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        value: str | None = event.value
        if not event.style and value in _NOTHING:
            value = None
        if control := _CONTROL.search(event.value):
            self.problems.append(SYNTAX.at(self.mark(event), _control_message(control[0])))
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        # A block of text ends where the next line begins.
        node = Node(start.line + 1, start.column + 1, value, _NO_KEYS, 1, end.line + (1 if end.column else 0))
        if event.anchor is not None:
            self._remember(event.anchor, node)
        self._place(node, event)

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        mark = self.mark(event)
        if len(self._open) >= MAX_DEPTH:
            self.problems.append(NESTING.at(mark, f"nested more than {MAX_DEPTH} levels deep."))
            raise _UnreadableError
        node = Node(mark.line, mark.column, [])
        if isinstance(event, yaml.MappingStartEvent):
            node = Node(mark.line, mark.column, {}, {})
        if event.anchor is not None:
            self._remember(event.anchor, node)
            self._unfinished.add(event.anchor)
            self._anchor_of[id(node)] = event.anchor
        self._open.append((node, None))

    def _end(self, event: yaml.Event) -> None:
        node, _ = self._open.pop()
        self._unfinished.discard(self._anchor_of.get(id(node), ""))
        self._place(node, event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark = self.mark(event)
        target = self._anchors.get(event.anchor or "")
        if target is None or event.anchor in self._unfinished:
            why = "has no anchor before it" if target is None else "refers to the block it stands in"
            self.problems.append(ALIAS.at(mark, f"the alias *{event.anchor} {why}. Write the text out."))
            raise _UnreadableError
        copy = Node(mark.line, mark.column, target.value, target.keys, target.size)
        self._place(copy, event)

    def _place(self, node: Node, event: yaml.Event) -> None:
        """Put a finished node where it belongs: as key, value, item or root."""
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1]
        parent.size += node.size
        if parent.size > MAX_NODES:
            self.problems.append(ALIAS.at(self.mark(event), f"this unfolds into more than {MAX_NODES:,} values."))
            raise _UnreadableError
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif key is None:
            self._open[-1] = (parent, node)
        else:
            self._add_pair(parent, key, node)
            self._open[-1] = (parent, None)

    def _add_pair(self, parent: Node, key: Node, node: Node) -> None:
        assert isinstance(parent.value, dict)
        if not isinstance(key.value, str):
            mark = Mark(self.path, key.line, key.column)
            self.problems.append(KEY.at(mark, f"a key must be a word, but here it is {key.kind}."))
        elif key.value in parent.value:
            first = parent.keys[key.value].line
            mark = Mark(self.path, key.line, key.column)
            message = f'"{key.value}" already stands at line {first}. Keep one of them, or join the two.'
            self.problems.append(DUPLICATE_KEY.at(mark, message))
        else:
            parent.value[key.value] = node
            parent.keys[key.value] = key

    def _remember(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self.problems.append(TAG.at(self.mark(event), f"the tag {event.tag} has no meaning here. Remove it."))


def parse(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text and the problems of its syntax.

    The tree is None when the text cannot be read to its end; ``path`` is what the problems show.
    """
    builder = _Builder(path)
    try:
        builder.build(_events(text))
    except _UnreadableError:
        return None, builder.problems
    except yaml.MarkedYAMLError as error:
        line, column, message = explained(error, text)
        builder.problems.append(SYNTAX.at(Mark(path, line, column), message))
        return None, builder.problems
    except yaml.reader.ReaderError as error:
        builder.problems.append(_character_problem(text, error.character, path))
        return None, builder.problems
    return builder.root, builder.problems


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events; yaml.parse asks twice for each."""
    loader = yaml.CSafeLoader(text)
    try:
        while True:
            event = loader.get_event()
            assert event is not None
            yield event
            if isinstance(event, yaml.StreamEndEvent):
                return
    finally:
        loader.dispose()


def _character_problem(text: str, character: int | bytes | str, path: str) -> Problem:
    """Locate a character that YAML does not allow: the library gives only a byte position."""
    char = chr(character) if isinstance(character, int) else str(character)
    index = max(text.find(char), 0)
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return SYNTAX.at(Mark(path, line, column), _control_message(char))


def _control_message(char: str) -> str:
    name = f"U+{ord(char):04X}" if len(char) == 1 else repr(char)
    return f"the control character {name} is not allowed. Delete it and type the text again."
