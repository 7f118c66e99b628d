"""A record and its pair as the form sees them: English with all that is not text, Welsh with its texts alone.

That is how the form works, whichever language the record was written in first; here the two are taken apart and put
together again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..content.localised import Language
from ..content.model import Briefing
from ..content.nodes import Node
from ..content.shapes import Shape, shape_of_model

RECORD = shape_of_model(Briefing)
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Sides:
    """Plain values: ``record`` has what its file holds, ``pair`` the texts in the other language."""

    language: Language
    record: dict[str, Any]
    pair: dict[str, Any]

    def form(self) -> dict[str, dict[str, Any]]:
        """Return what each language's side of the form holds."""
        if self.language == "en":
            return {"en": self.record, "cy": self.pair}
        return {"en": _laid_over(self.record, self.pair, RECORD), "cy": texts_of(self.record, RECORD) or {}}


def sides_of_form(form: Mapping[str, Any], language: Language) -> Sides:
    """Return the two files' values from what the form holds, for a record written in ``language`` first."""
    english, welsh = tidy(form.get("en") or {}, RECORD) or {}, tidy(form.get("cy") or {}, RECORD) or {}
    _take_over(english, welsh, RECORD)
    if language == "en":
        return Sides(language, english, texts_of(welsh, RECORD) or {})
    return Sides(language, _laid_over(english, welsh, RECORD), texts_of(english, RECORD) or {})


def _take_over(english: Any, welsh: Any, shape: Shape | None) -> None:
    """Put what is not text, and was chosen on the Welsh side of an item, where it belongs: on the English side.

    Inside lists Decap CMS shows such fields on both sides. What the English side says, counts.
    """
    if shape is None:
        return
    if isinstance(english, dict) and isinstance(welsh, dict):
        for key, value in welsh.items():
            below = shape.below(key)
            if below is not None and not below.has_text and english.get(key) in EMPTY:
                english[key] = value
            elif below is not None:
                _take_over(english.get(key), value, below)
    elif isinstance(english, list) and isinstance(welsh, list):
        for mine, theirs in zip(english, welsh, strict=False):
            _take_over(mine, theirs, shape.item)


def sides_of_files(record: Node | None, pair: Node | None) -> Sides:
    """Return the values of a record's file and of its pair's."""
    own = tidy(record.plain() if record is not None else {}, RECORD) or {}
    language: Language = "cy" if own.get("language") == "cy" else "en"
    other = tidy(pair.plain() if pair is not None else {}, RECORD) or {}
    return Sides(language, own, texts_of(other, RECORD) or {})


def tidy(value: Any, shape: Shape | None) -> Any:
    """Return values without what says nothing: empty texts, lists and blocks, white space around a text.

    A block that was written as one word becomes the block. Items of a list stay where they are, even empty ones,
    because the items of its translation are told apart by their places alone.
    """
    if isinstance(value, str) and shape is not None and shape.shorthand is not None:
        value = {shape.shorthand: value}
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Mapping):
        found = {str(key): tidy(item, shape.below(str(key)) if shape else None) for key, item in value.items()}
        return {key: item for key, item in found.items() if item not in EMPTY}
    if isinstance(value, list):
        items = [tidy(item, shape.below(index) if shape else None) for index, item in enumerate(value)]
        return [] if all(item in EMPTY for item in items) else items
    return value


def texts_of(value: Any, shape: Shape | None) -> Any:
    """Return the texts among the values, each at its place; None where there are none."""
    if shape is None or not shape.has_text:
        return None
    if isinstance(value, dict):
        found = {key: texts_of(item, shape.below(key)) for key, item in value.items()}
        return {key: item for key, item in found.items() if item not in EMPTY} or None
    if isinstance(value, list):
        items = [texts_of(item, shape.below(index)) for index, item in enumerate(value)]
        blank: Any = "" if shape.item is not None and shape.item.kind == "text" else {}
        return [blank if item is None else item for item in items] if any(item not in EMPTY for item in items) else None
    return value if shape.kind == "text" else None


def _laid_over(values: Any, texts: Any, shape: Shape | None) -> Any:
    """Return the values with the texts in the place of their own, which are of the other language."""
    if shape is None or not shape.has_text:
        return values
    if shape.kind == "text":
        return texts if isinstance(texts, str) else None
    if shape.kind == "list" and shape.item is not None and shape.item.kind == "text":
        return texts if isinstance(texts, list) else None
    if shape.kind == "list":
        items = values if isinstance(values, list) else []
        over = texts if isinstance(texts, list) else []
        return [
            _laid_over(item, over[index] if index < len(over) else None, shape.item) for index, item in enumerate(items)
        ]
    old = values if isinstance(values, dict) else {}
    new = texts if isinstance(texts, dict) else {}
    keys = [*old, *(key for key in new if key not in old)]
    found = {key: _laid_over(old.get(key), new.get(key), shape.below(key)) for key in keys}
    return {key: item for key, item in found.items() if item not in EMPTY}
