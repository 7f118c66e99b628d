"""What an author changed in the form, as edits of the two files: nothing else of them may be touched."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Any

from ..content.editing import REMOVED, Kept, Rearranged
from ..content.shapes import Loc, Shape, path_of
from .sides import EMPTY, RECORD, Sides

NOT_OFFERED = frozenset({"criteria_scores"})
"""Keys that the form has no field for: whatever a file says there stays."""


class UnequalError(ValueError):
    """A list has been changed in both languages, and its items do not pair up any more. The message is for authors."""


class _Edits:
    """Gathers the edits of one file, and how its lists were rearranged."""

    def __init__(self) -> None:
        self.edits: dict[Loc, Any] = {}
        self.order: dict[Loc, list[int | None]] = {}

    def walk(self, loc: Loc, old: Any, new: Any, shape: Shape | None) -> None:
        """Note what leads from ``old`` to ``new``."""
        if isinstance(old, dict) and isinstance(new, dict):
            for key in [*old, *(key for key in new if key not in old)]:
                if key in NOT_OFFERED and key not in new:
                    continue
                below = shape.below(key) if shape is not None else None
                self.walk((*loc, key), old.get(key), new.get(key), below)
        elif isinstance(old, list) and isinstance(new, list) and new:
            self._walk_list(loc, old, new, shape)
        elif old in EMPTY and new in EMPTY:
            return
        elif new in EMPTY:
            # An item of a list keeps its place.
            self.edits[loc] = REMOVED if isinstance(loc[-1], str) else ""
        elif not _same(old, new):
            self.edits[loc] = new

    def _walk_list(self, loc: Loc, old: list[Any], new: list[Any], shape: Shape | None) -> None:
        order = _order(old, new)
        if order != list(range(len(old))):
            self.order[loc] = order
            items = (new[place] if index is None else Kept(index) for place, index in enumerate(order))
            self.edits[loc] = Rearranged(tuple(items))
        for place, index in enumerate(order):
            if index is not None:
                self.walk((*loc, place), old[index], new[place], shape.below(place) if shape is not None else None)


def changes(old: Sides, new: Sides) -> tuple[dict[Loc, Any], dict[Loc, Any]]:
    """Return the edits of the record's file and those of its pair's.

    A list whose items were moved, added or taken away in the record is treated alike in the pair, unless the author
    did so there too. Raises ``UnequalError``.
    """
    record, pair = _Edits(), _Edits()
    record.walk((), old.record, _without_blanks(new.record), RECORD)
    wanted = _followed((), new.pair, old, new, record.order, RECORD)
    pair.walk((), old.pair, wanted or {}, RECORD)
    return record.edits, pair.edits


def _without_blanks(value: Any) -> Any:
    """Return the values without items that were added to a list and left empty."""
    if isinstance(value, dict):
        return {key: _without_blanks(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_blanks(item) for item in value if item not in EMPTY]
    return value


def _followed(
    loc: Loc, texts: Any, old: Sides, new: Sides, order: dict[Loc, list[int | None]], shape: Shape | None
) -> Any:
    """Return the pair's texts with each list as long as the record's, and in its order."""
    if isinstance(texts, dict):
        return {
            key: _followed((*loc, key), item, old, new, order, shape.below(key) if shape is not None else None)
            for key, item in texts.items()
        }
    if not isinstance(texts, list) or shape is None or shape.item is None:
        return texts
    if shape.item.text is not None and shape.item.text.own_length:
        return [item for item in texts if item not in EMPTY]
    there = at(new.record, loc)
    count = len([item for item in there if item not in EMPTY]) if isinstance(there, list) else 0
    blank: Any = "" if shape.item.kind == "text" else {}
    before = at(old.pair, loc)
    if loc in order and texts == before:
        texts = [blank if index is None or index >= len(texts) else texts[index] for index in order[loc]]
    while len(texts) > count and texts[-1] in EMPTY:
        texts = texts[:-1]
    if len(texts) > count:
        name = path_of(loc).replace("_", " ")
        raise UnequalError(
            f'"{name}" has {count} items in one language and {len(texts)} in the other. Make them the same, then save.'
        )
    texts = [*texts, *[blank] * (count - len(texts))]
    return [_followed((*loc, place), item, old, new, order, shape.item) for place, item in enumerate(texts)]


def at(tree: Any, loc: Loc) -> Any:
    """Return the value at a place, or None."""
    for step in loc:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _order(old: list[Any], new: list[Any]) -> list[int | None]:
    """Return for each new item which old one it is, or None for one that is new."""
    if len(old) == len(new) and not _moved(old, new):
        return list(range(len(old)))
    before, after = [_key(item) for item in old], [_key(item) for item in new]
    found: list[int | None] = [None] * len(new)
    left = set(range(len(old)))
    for place, key in enumerate(after):  # those that are as they were, wherever they are now
        same = next((index for index in sorted(left) if before[index] == key), None)
        if same is not None:
            found[place] = same
            left.discard(same)
    for what, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "replace":  # those that were changed where they stand
            free = [index for index in range(start, end) if index in left]
            waiting = [place for place in range(new_start, new_end) if found[place] is None]
            for place, index in zip(waiting, free, strict=False):
                found[place] = index
                left.discard(index)
    return found


def _moved(old: list[Any], new: list[Any]) -> bool:
    """Return whether an item stands elsewhere in a list of the same length."""
    before, after = [_key(item) for item in old], [_key(item) for item in new]
    return any(key in before and before.index(key) != place and before[place] != key for place, key in enumerate(after))


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, default=str)


def _same(old: Any, new: Any) -> bool:
    if str(old) == str(new):
        return True
    if isinstance(new, (int, float)) and not isinstance(new, bool):
        try:
            return float(old) == float(new)
        except (TypeError, ValueError):
            return False
    return False
