"""Changes to a file that somebody else wrote: their comments, their order and their way of writing stay.

ruamel.yaml writes a file again with its comments, but in its own manner: indentation, folded lines and quotes may come
out otherwise. So what it writes is compared with what it would have written without the change, and only the difference
goes into the author's text.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from merge3 import Merge3
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from .nodes import parse
from .shapes import Loc

REMOVED: Any = object()
"""The value that takes a key, or an item of a list, away."""
_LONG = 90
"""Text that is longer stands in a block of its own, folded at this width."""

Edits: TypeAlias = Mapping[Loc, Any]
"""New values by place: plain text, numbers, dates, lists and mappings, or REMOVED. A place whose last part is the
length of a list adds to it. Keys on the way to a place are made where they are missing."""


class EditError(ValueError):
    """The change cannot be made without harm to the rest of the file; the message says why."""


def edited(text: str, edits: Edits) -> str:
    """Return a YAML file's text with values put in, replaced or taken away, and everything else as it was.

    Edits are made in their order. Line ends and a mark at the beginning of the file stay. Raises ``EditError`` when the
    file cannot be read, when a place is not there, or when anything but the places named would change its meaning.
    """
    if not edits:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    old = text.removeprefix(mark).replace("\r\n", "\n")
    if old and not old.endswith("\n"):
        old += "\n"
    tree = _plain(old)
    for loc, value in edits.items():
        tree = _expected(tree, loc, value)
    wanted = _bare(tree)
    before, after = _written(old, {}), _written(old, edits)
    for candidate in (_replayed(old, before, after), after):
        if _bare(_plain(candidate)) == wanted:
            return mark + candidate.replace("\n", line_end)
    raise EditError("the change cannot be made without changing something else in this file")


def _replayed(old: str, before: str, after: str) -> str:
    """Return the author's text with what differs between the two written ones."""
    original, base, changed = (text.splitlines(keepends=True) for text in (old, before, after))
    lines: list[str] = []
    for what, *lines_of in Merge3(base, original, changed).merge_groups():
        lines += _settled(*lines_of) if what == "conflict" else lines_of[0]
    return "".join(lines)


def _settled(base: Sequence[str], original: Sequence[str], changed: Sequence[str]) -> list[str]:
    """Return what stands where the author's way of writing and the change meet: line by line, else the change."""
    if len(base) != len(original):
        return list(changed)
    lines: list[str] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, base, changed, autojunk=False).get_opcodes():
        lines += original[start:end] if what == "equal" else changed[new_start:new_end]
    return lines


def _plain(text: str) -> Any:
    node, _ = parse(text, "")
    if node is None and text.strip():
        raise EditError("the file cannot be read")
    return node.plain() if node is not None and node.value is not None else {}


def _expected(tree: Any, loc: Loc, value: Any) -> Any:
    """Return plain values with one edit made: what the file has to say afterwards."""
    if not loc:
        return value
    step, *rest = loc
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        if step > len(items):
            raise EditError(f"the list has no item {step + 1}")
        old = items[step] if step < len(items) else None
        new = _expected(old, tuple(rest), value)
        items[step : step + 1] = [] if new is REMOVED else [new]
        return items
    if isinstance(tree, (list, str)):
        raise EditError(f"there is no place for {step!r}")
    keys = dict(tree or {})
    new = _expected(keys.get(step), tuple(rest), value)
    if new is REMOVED:
        keys.pop(step, None)
    else:
        keys[step] = new
    return keys


def _bare(value: Any) -> Any:
    """Return values as texts, without what YAML's ways of writing add: the newline at a block's end, empty keys."""
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items() if item is not None}
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Sequence):
        return [_bare(item) for item in value]
    return value if value is None else str(value)


def _yaml(text: str) -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 2**20
    # The way most of our files are written: "  - item" below a key, or "- item" where the author does so.
    indented = any(line.startswith("  - ") or line.rstrip() == "  -" for line in text.splitlines())
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    return yaml


def _written(text: str, edits: Edits) -> str:
    """Return what ruamel.yaml writes after the edits."""
    yaml = _yaml(text)
    try:
        tree = yaml.load(text)
        if tree is None:
            tree = CommentedMap()
        for loc, value in edits.items():
            _put(tree, loc, value)
        out = io.StringIO()
        yaml.dump(tree, out)
    except (YAMLError, RecursionError, AttributeError) as error:
        raise EditError(f"the file cannot be read: {str(error).splitlines()[0]}") from None
    return out.getvalue()


def _put(tree: Any, loc: Loc, value: Any) -> None:
    *way, last = loc
    for step, following in zip(way, loc[1:], strict=True):
        if isinstance(tree, CommentedMap) and (step not in tree or tree[step] is None):
            tree[step] = CommentedSeq() if isinstance(following, int) else CommentedMap()
        elif isinstance(tree, CommentedSeq) and step == len(tree):
            tree.append(CommentedSeq() if isinstance(following, int) else CommentedMap())
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            raise EditError(f"there is no {step!r} to change") from None
    if isinstance(tree, CommentedSeq) and isinstance(last, int):
        _put_item(tree, last, value)
    elif isinstance(tree, CommentedMap) and not isinstance(last, int):
        if value is REMOVED:
            tree.pop(last, None)
        else:
            tree[last] = styled(value, tree.get(last))
    else:
        raise EditError(f"there is no place for {last!r}")


def _put_item(items: CommentedSeq, place: int, value: Any) -> None:
    if value is REMOVED:
        if place < len(items):
            del items[place]
    elif place < len(items):
        items[place] = styled(value, items[place])
    elif place == len(items):
        items.append(styled(value))
    else:
        raise EditError(f"the list has no item {place + 1}")


def styled(value: Any, old: Any = None) -> Any:
    """Return a value as an author would write it: long text in a block, in the style of what it replaces."""
    if isinstance(value, str):
        value = value.strip(" \t")
        if isinstance(old, (FoldedScalarString, LiteralScalarString)) and value:
            return (
                _folded(value) if isinstance(old, FoldedScalarString) and "\n" not in value.strip() else _literal(value)
            )
        if "\n" in value.strip("\n"):
            return _literal(value)
        return _folded(value) if len(value) > _LONG else value
    if isinstance(value, Mapping):
        made = CommentedMap()
        for key, item in value.items():
            made[key] = styled(item)
        return made
    if isinstance(value, Sequence):
        items = CommentedSeq(styled(item) for item in value)
        flow = isinstance(old, CommentedSeq) and old.fa.flow_style()
        short = all(isinstance(item, str) and len(item) < 40 and " " not in item for item in value)
        if flow or (short and len(value) and not isinstance(old, CommentedSeq)):
            items.fa.set_flow_style()
        return items
    return value


def _literal(text: str) -> LiteralScalarString:
    made: LiteralScalarString = LiteralScalarString(text if text.endswith("\n") else text + "\n")
    return made


def _folded(text: str) -> FoldedScalarString:
    folded: FoldedScalarString = FoldedScalarString(text)
    places: list[int] = []
    start = 0
    for line in textwrap.wrap(text, _LONG, break_long_words=False, break_on_hyphens=False, drop_whitespace=False)[:-1]:
        start += len(line)
        if text[start - 1] == " " and text[start : start + 1] != " ":
            places.append(start - 1)
    setattr(folded, "fold_pos", places)  # noqa: B010 (ruamel.yaml does not declare it)
    return folded
