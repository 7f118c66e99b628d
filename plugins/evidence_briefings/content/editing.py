"""Changes to a file that somebody else wrote: their comments, their order and their way of writing stay.

ruamel.yaml writes a file again with its comments, but in its own manner: indentation, folded lines and quotes may come
out otherwise. So only the stretches of lines that say something else go into the author's text (``weaving``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from .nodes import parse
from .shapes import Loc
from .weaving import Writing, bare, woven

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
    old = text.removeprefix(mark)
    line_end = "\r\n" if "\r\n" in old else "\n"
    tree = _plain(old)
    if () in edits:
        raise EditError("a change needs a place")
    for loc, value in edits.items():
        tree = _expected(tree, loc, value)
    wanted = bare(tree)
    if wanted == bare(_plain(old)):
        return text
    for candidate in _candidates(old, _written(old, edits), wanted, line_end):
        with suppress(EditError):
            if bare(_plain(candidate)) == wanted:
                return mark + candidate
    raise EditError("the change cannot be made without changing something else in this file")


def _candidates(old: str, after: str, wanted: Any, line_end: str) -> Iterator[str]:
    """Yield texts that may hold the change, the one that leaves most of the author's as it was first."""
    before, _ = parse(old, "")
    changed, _ = parse(after, "")
    if before is None or before.value is None:
        begun = f"{old}{line_end}" if old.strip() and not old.endswith(("\n", "\r")) else old
        yield begun + after.replace("\n", line_end)
    elif changed is not None:
        with suppress(IndexError):  # a place that the tree gives and the text does not have
            yield woven(Writing(old, before), Writing(after, changed), wanted, line_end)
        yield after.replace("\n", line_end)


def _plain(text: str) -> Any:
    try:
        node, problems = parse(text, "")
    except UnicodeEncodeError:
        raise EditError("it holds half a character") from None
    if problems:
        raise EditError(f"the file cannot be read: line {problems[0].mark.line}: {problems[0].message}")
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
    text = text.replace("\r\n", "\n")
    try:
        tree = yaml.load(_without_tabs(text))
        if tree is None:
            tree = CommentedMap()
        for loc, value in edits.items():
            _put(tree, loc, value, text)
        out = io.StringIO()
        yaml.dump(tree, out)
    except (YAMLError, RecursionError, AttributeError) as error:
        raise EditError(f"the file cannot be read: {str(error).splitlines()[0]}") from None
    return out.getvalue()


def _without_tabs(text: str) -> str:
    """Return a text without the tabs between its values, which ruamel.yaml does not read; with them if that differs."""
    if "\t" not in text:
        return text
    spaced = text.replace("\t", " ")
    return spaced if bare(_plain(spaced)) == bare(_plain(text)) else text


def _put(tree: Any, loc: Loc, value: Any, text: str) -> None:
    *way, last = loc
    flow = _in_brackets(tree)
    for step, following in zip(way, loc[1:], strict=True):
        if isinstance(tree, CommentedMap) and (step not in tree or tree[step] is None):
            tree[step] = CommentedSeq() if isinstance(following, int) else CommentedMap()
        elif isinstance(tree, CommentedSeq) and step == len(tree):
            tree.append(CommentedSeq() if isinstance(following, int) else CommentedMap())
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            raise EditError(f"there is no {step!r} to change") from None
        flow = flow or _in_brackets(tree)
    if isinstance(tree, CommentedSeq) and isinstance(last, int):
        _put_item(tree, last, value, text, flow=flow)
    elif isinstance(tree, CommentedMap) and not isinstance(last, int):
        if value is REMOVED:
            tree.pop(last, None)
        elif isinstance(value, Rearranged) and isinstance(tree.get(last), CommentedSeq):
            _rearrange(tree[last], value, flow=flow or _in_brackets(tree[last]))
        else:
            tree[last] = _in_its_line(value, tree.get(last), text, flow=flow)
    else:
        raise EditError(f"there is no place for {last!r}")


def _in_brackets(tree: Any) -> bool:
    """Return whether a list or mapping is written between brackets, where no block of text can stand."""
    return isinstance(tree, (CommentedMap, CommentedSeq)) and bool(tree.fa.flow_style())


def _put_item(items: CommentedSeq, place: int, value: Any, text: str, *, flow: bool) -> None:
    if value is REMOVED:
        if place < len(items):
            del items[place]
    elif place < len(items):
        items[place] = _in_its_line(value, items[place], text, flow=flow)
    elif place == len(items):
        items.append(styled(value, flow=flow))
    else:
        raise EditError(f"the list has no item {place + 1}")


def _in_its_line(value: Any, old: Any, text: str, *, flow: bool) -> Any:
    """Return a value as ``styled`` does, but one that stands in a single line, however long, stays there."""
    is_block = isinstance(old, (FoldedScalarString, LiteralScalarString))
    if isinstance(value, str) and isinstance(old, str) and not is_block and "\n" not in value:
        fits = len(value) <= _LONG + 30 or len(old) > _LONG
        if value.strip() and old in text and fits:
            return type(old)(value.strip())
    return styled(value, old, flow=flow)


def _rearrange(items: CommentedSeq, wanted: Rearranged, *, flow: bool) -> None:
    """Move the items of a list, and each one's comment with it."""
    old, comments = list(items), dict(items.ca.items)
    new = wanted.of(old)
    items.ca.items.clear()
    del items[:]
    for place, item in enumerate(wanted.items):
        items.append(new[place] if isinstance(item, Kept) else styled(new[place], flow=flow))
        if isinstance(item, Kept) and item.index in comments:
            items.ca.items[place] = comments[item.index]


def styled(value: Any, old: Any = None, *, flow: bool = False) -> Any:
    """Return a value as an author would write it: long text in a block, in the style of what it replaces.

    With ``flow`` it stands between brackets, where text is on one line.
    """
    if isinstance(value, str):
        return value.strip(" \t") if flow else _text(value.strip(" \t"), old)
    if isinstance(value, Mapping):
        made = CommentedMap()
        for key, item in value.items():
            made[key] = styled(item, flow=flow)
        return made
    if isinstance(value, Sequence):
        items = CommentedSeq(styled(item, flow=flow) for item in value)
        style = old if isinstance(old, CommentedSeq) and len(old) else None  # "[]" says nothing of how it grows
        short = all(isinstance(item, str) and len(item) < 40 and " " not in item for item in value)
        if flow or _in_brackets(style) or (short and len(value) and style is None):
            items.fa.set_flow_style()
        return items
    return value


def _text(value: str, old: Any) -> str:
    if "\n" in value.strip("\n"):
        return _literal(value)
    if isinstance(old, LiteralScalarString) and value:
        return _literal(value)
    if isinstance(old, FoldedScalarString) and value:
        return _folded(value, old)
    return _folded(value) if len(value) > _LONG else value


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
