"""What an author wrote between braces or brackets, written as lines of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .nodes import Node, parse
from .shapes import Loc, path_of


def as_block(text: str, node: Node, loc: Loc) -> str:
    """Return a file's text with the value at ``loc`` as a block; every line that is not part of it stays.

    Raises ``ValueError`` for a value that shares its lines with something else, or that has comments inside.
    """
    for end in range(1, len(loc) + 1):
        found = node.find(loc[:end])
        lines = text.splitlines(keepends=True)
        if (
            found is not None
            and isinstance(found.value, (dict, list))
            and lines[found.line - 1][found.column - 1] in "{["
        ):
            return _replaced(text, node, loc[:end], found)
    raise ValueError(f'"{path_of(loc)}" does not stand on lines of its own')


def _replaced(text: str, root: Node, loc: Loc, found: Node) -> str:
    lines = text.splitlines(keepends=True)
    start = found.line - 1
    before = lines[start][: found.column - 1]
    offset = sum(map(len, lines[:start])) + found.column - 1
    end = _closing(text, offset)
    rest = text[end:].split("\n", 1)
    comment = rest[0].strip()
    if comment and not comment.startswith("#"):
        raise ValueError(f'"{path_of(loc)}" does not stand on lines of its own')
    indent = len(before) - len(before.lstrip(" "))
    if before.strip() == "-":
        made = "\n".join(_written(found, " " * (len(before))))
        block = before + made.lstrip(" ") if isinstance(found.value, dict) else before.rstrip() + "\n" + made
    else:
        block = before.rstrip() + "\n" + "\n".join(_written(found, " " * (indent + 2)))
    lead = " " * indent + comment + "\n" if comment else ""
    new = text[: offset - len(before)] + lead + block + "\n" + (rest[1] if len(rest) > 1 else "")
    again, _ = parse(new, "")
    if again is None or again.plain() != root.plain():
        raise ValueError(f'"{path_of(loc)}" cannot be written on lines of its own')
    return new


def _closing(text: str, start: int) -> int:
    """Return where the bracket at ``start`` is closed."""
    depth, position, quote = 0, start, ""
    while position < len(text):
        char = text[position]
        if quote:
            if char == "\\" and quote == '"':
                position += 1
            elif char == quote:
                quote = ""
        elif char in "\"'" and text[position - 1] in " \n{[,:":
            quote = char
        elif char == "#" and text[position - 1] in " \n":
            raise ValueError("a comment stands between brackets; write these keys on lines of their own")
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    raise ValueError("a bracket is not closed")


def _written(node: Node, space: str) -> Iterator[str]:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _one(f"{space}{key}:", child, space + "  ")
    elif isinstance(node.value, list):
        for child in node.value:
            if isinstance(child.value, dict) and child.value:
                first, *others = _written(child, space + "  ")
                yield f"{space}- {first.lstrip()}"
                yield from others
            else:
                yield from _one(f"{space}-", child, space + "  ")


def _one(label: str, node: Node, space: str) -> Iterator[str]:
    if isinstance(node.value, str):
        yield f"{label} {_scalar(node.value)}"
    elif not node.value:
        yield label if node.value is None else f"{label} {'{}' if isinstance(node.value, dict) else '[]'}"
    else:
        yield label
        yield from _written(node, space)


def _scalar(value: str) -> str:
    node, problems = parse(f"key: {value}\n", "")
    child = node.child("key") if node is not None and not problems else None
    return value if child is not None and child.value == value else json.dumps(value, ensure_ascii=False)
