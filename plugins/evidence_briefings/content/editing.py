"""Changes to a file that somebody else wrote: their comments, their order and their way of writing stay.

ruamel.yaml writes a file again with its comments, but in its own manner: indentation, folded lines and quotes may come
out otherwise. So what it writes is compared with what it would have written without the change, and only the difference
goes into the author's text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
"""New values by place: plain text, numbers, dates, lists and mappings, REMOVED, or how a list is Rearranged. A place
whose last part is the length of a list adds to it. Keys on the way to a place are made where they are missing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An item of a list that stays, wherever it moves to: the one that was at ``index``."""

    index: int


@dataclass(frozen=True, slots=True)
class Rearranged:
    """The value that a list gets by moving its items, leaving some out and putting new ones between them."""

    items: tuple[Any, ...]

    def of(self, old: Sequence[Any]) -> list[Any]:
        """Return the new list. Raises ``EditError`` when the old one has no such item."""
        try:
            return [old[item.index] if isinstance(item, Kept) else item for item in self.items]
        except IndexError:
            raise EditError("the list has fewer items than were to be moved") from None


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
    for candidate in (_with_comments(old, _replayed(old, before, after)), after):
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


def _with_comments(old: str, new: str) -> str:
    """Return the new text with what stood above a line that is indented less than the line before still above it.

    ruamel.yaml holds comments and empty lines for the end of what precedes them: when the last item of a list moves or
    goes, so does the comment above the next key.
    """
    original, found = old.splitlines(keepends=True), new.splitlines(keepends=True)
    above: list[str] = []
    indent = place = 0
    for line in original:
        content = line.lstrip()
        if not content or content.startswith("#"):
            above.append(line)
            continue
        at = next((index for index in range(place, len(found)) if found[index] == line), None)
        if at is not None:
            if above and len(line) - len(content) < indent:
                at = _put_above(found, above, at, len(_copies(original, above)))
            place = at + 1
        indent, above = len(line) - len(content), []
    return "".join(found)


def _put_above(lines: list[str], above: list[str], at: int, expected: int) -> int:
    """Put lines above the line ``at``, and take them from where they have got to; return the line's new place."""
    while at and not lines[at - 1].strip() and lines[at - len(above) : at] != above:
        del lines[at - 1]
        at -= 1
    if lines[at - len(above) : at] != above:
        lines[at:at] = above
        at += len(above)
    copies = _copies(lines, above)
    if any(line.strip() for line in above) and len(copies) > expected:
        stray = next(copy for copy in copies if copy != at - len(above))
        del lines[stray : stray + len(above)]
        at -= len(above) if stray < at else 0
    return at


def _copies(lines: Sequence[str], part: Sequence[str]) -> list[int]:
    """Return where the lines of ``part`` stand one after the other."""
    return [index for index in range(len(lines) - len(part) + 1) if lines[index : index + len(part)] == part]


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
        return value.of(tree if isinstance(tree, list) else []) if isinstance(value, Rearranged) else value
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
    lines = [f"{line.rstrip()} " for line in text.splitlines()]
    indented = any(line.startswith("  - ") for line in lines) or not any(line.startswith("- ") for line in lines)
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
            _put(tree, loc, value, text)
        out = io.StringIO()
        yaml.dump(tree, out)
    except (YAMLError, RecursionError, AttributeError) as error:
        raise EditError(f"the file cannot be read: {str(error).splitlines()[0]}") from None
    return out.getvalue()


def _put(tree: Any, loc: Loc, value: Any, text: str) -> None:
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
        _put_item(tree, last, value, text)
    elif isinstance(tree, CommentedMap) and not isinstance(last, int):
        if value is REMOVED:
            tree.pop(last, None)
        elif isinstance(value, Rearranged) and isinstance(tree.get(last), CommentedSeq):
            _rearrange(tree[last], value)
        else:
            tree[last] = _in_its_line(value, tree.get(last), text)
    else:
        raise EditError(f"there is no place for {last!r}")


def _put_item(items: CommentedSeq, place: int, value: Any, text: str) -> None:
    if value is REMOVED:
        if place < len(items):
            del items[place]
    elif place < len(items):
        items[place] = _in_its_line(value, items[place], text)
    elif place == len(items):
        items.append(styled(value))
    else:
        raise EditError(f"the list has no item {place + 1}")


def _in_its_line(value: Any, old: Any, text: str) -> Any:
    """Return a value as ``styled`` does, but one that stands in a single line, however long, stays there."""
    is_block = isinstance(old, (FoldedScalarString, LiteralScalarString))
    if isinstance(value, str) and isinstance(old, str) and not is_block and "\n" not in value:
        fits = len(value) <= _LONG + 30 or len(old) > _LONG
        if value.strip() and old in text and fits:
            return type(old)(value.strip())
    return styled(value, old)


def _rearrange(items: CommentedSeq, wanted: Rearranged) -> None:
    """Move the items of a list, and each one's comment with it."""
    old, comments = list(items), dict(items.ca.items)
    new = wanted.of(old)
    items.ca.items.clear()
    del items[:]
    for place, item in enumerate(wanted.items):
        items.append(new[place] if isinstance(item, Kept) else styled(new[place]))
        if isinstance(item, Kept) and item.index in comments:
            items.ca.items[place] = comments[item.index]


def styled(value: Any, old: Any = None) -> Any:
    """Return a value as an author would write it: long text in a block, in the style of what it replaces."""
    if isinstance(value, str):
        value = value.strip(" \t")
        if isinstance(old, (FoldedScalarString, LiteralScalarString)) and value:
            is_one_line = isinstance(old, FoldedScalarString) and "\n" not in value.strip()
            return _folded(value, old) if is_one_line else _literal(value)
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


def _folded(text: str, old: str = "") -> FoldedScalarString:
    """Return a text in lines of some width: those of the old text where it is the same, so that no more changes."""
    words, before = text.split(" "), old.split(" ")
    begins = {old.count(" ", 0, place) + 1 for place in getattr(old, "fold_pos", ())}
    ends = sorted({*begins, len(before)})
    lines = [" ".join(before[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    width = max(map(len, lines)) + 1 if begins else _LONG
    kept = {
        match.b + index - match.a
        for match in SequenceMatcher(None, before, words, autojunk=False).get_matching_blocks()
        for index in range(match.a, match.a + match.size)
        if index in begins
    }
    places: list[int] = []
    place = start = 0
    for index, word in enumerate(words):
        full = place + len(word) - start > width
        if index and (index in kept or full) and text[place - 2 : place - 1].strip() and word:
            places.append(place - 1)
            start = place
        place += len(word) + 1
    folded: FoldedScalarString = FoldedScalarString(text)
    setattr(folded, "fold_pos", places)  # noqa: B010 (ruamel.yaml does not declare it)
    return folded
