"""The shape of the record, read off the model once: what is a text, a term, a list, a block, and where.

Rules and translations walk a record by its shape, so that a new field of the model is checked, translated and
counted without any of them being told.
"""

from __future__ import annotations

import keyword
import types
import typing
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Union

from pydantic import AfterValidator, BaseModel, BeforeValidator

from .localised import Localised, TermOf, Text
from .nodes import Node

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands at one place of the record.

    ``kind`` is ``block`` (``fields``), ``list`` (``item``), ``mapping`` (``key_term`` and ``item``), ``text`` or
    ``value``; ``text`` and ``term`` carry what the model says about a text or a vocabulary term. A value of ``words``
    is a string that anything may stand in, such as the title of a source. A block with a ``shorthand`` may be written
    as the value of that one field. ``about`` is the description of the field.
    """

    kind: str
    required: bool = False
    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    key_term: TermOf | None = None
    text: Text | None = None
    term: TermOf | None = None
    words: bool = False
    shorthand: str | None = None
    about: str = ""

    def below(self, step: str | int) -> Shape | None:
        """Return the shape one step down, or None where the record has no such place."""
        if self.kind == "block":
            return self.fields.get(str(step))
        return self.item

    @property
    def has_text(self) -> bool:
        """Whether any text stands here or below."""
        if self.kind == "text":
            return True
        return any(shape.has_text for shape in self.fields.values()) or bool(self.item and self.item.has_text)


def key_of(name: str) -> str:
    """Return the YAML key of a field: its name, but for ``for_`` and ``from_``, which Python keeps for itself."""
    return name.removesuffix("_")


def attribute_of(key: str) -> str:
    """Return the name of a field by its YAML key."""
    return f"{key}_" if keyword.iskeyword(key) else key


@cache
def shape_of_model(model: type[BaseModel]) -> Shape:
    """Return the shape of a model, without fields that authors do not write."""
    fields = {
        key_of(name): replace(
            _shape(info.annotation, tuple(info.metadata), required=info.is_required()), about=info.description or ""
        )
        for name, info in model.model_fields.items()
        if not info.exclude
    }
    return Shape("block", fields=fields, shorthand=getattr(model, "SHORTHAND", None))


def shape_at(model: type[BaseModel], loc: Loc) -> Shape | None:
    """Return the shape at ``loc`` of the record, or None where there is no such place."""
    shape: Shape | None = shape_of_model(model)
    for step in loc:
        if shape is None:
            return None
        shape = shape.below(step)
    return shape


def _shape(annotation: Any, metadata: tuple[Any, ...], *, required: bool = False) -> Shape:
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        inner, *more = typing.get_args(annotation)
        return _shape(inner, (*more, *metadata), required=required)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in typing.get_args(annotation) if arg is not type(None))
        return _shape(inner, metadata, required=required)
    if origin is list:
        return Shape("list", required, item=_shape(typing.get_args(annotation)[0], ()))
    if origin is dict:
        key, value = typing.get_args(annotation)
        return Shape("mapping", required, item=_shape(value, ()), key_term=_shape(key, ()).term)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return replace(shape_of_model(annotation), required=required)
    term = next((mark for mark in metadata if isinstance(mark, TermOf)), None)
    if annotation is Localised:
        text = next((mark for mark in metadata if isinstance(mark, Text)), Text())
        return Shape("text", required, text=text)
    checked = any(isinstance(mark, BeforeValidator | AfterValidator) for mark in metadata)
    return Shape("value", required, term=term, words=annotation is str and term is None and not checked)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single text of a file where the record has a place for one: where it stands, what it says, its shape."""

    loc: Loc
    value: str
    shape: Shape


def leaves(node: Node, shape: Shape) -> list[Leaf]:
    """Return every single value of a tree that stands where ``shape`` expects one, in the order of the file.

    Keys of a mapping that are vocabulary terms are values too. What does not fit is passed over: that is for the
    model to report, and one wrong value must not hide what else is wrong.
    """
    found: list[Leaf] = []
    _gather(node, shape, (), found)
    return found


def _gather(node: Node, shape: Shape, loc: Loc, found: list[Leaf]) -> None:
    value = node.value
    if isinstance(value, str):
        if shape.shorthand is not None:
            loc, shape = (*loc, shape.shorthand), shape.fields[shape.shorthand]
        if shape.kind in ("text", "value") and value.strip():
            found.append(Leaf(loc, value, shape))
    elif isinstance(value, dict):
        if shape.kind in ("block", "mapping"):
            for key, child in value.items():
                if shape.key_term is not None:
                    found.append(Leaf((*loc, key), key, Shape("key", term=shape.key_term)))
                below = shape.below(key)
                if below is not None:
                    _gather(child, below, (*loc, key), found)
    elif isinstance(value, list) and shape.item is not None and shape.kind == "list":
        for index, child in enumerate(value):
            _gather(child, shape.item, (*loc, index), found)


def path_of(loc: Loc) -> str:
    """Return a location as authors read it: ``messages[0].text``."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc]
    return "".join(parts).removeprefix(".")
