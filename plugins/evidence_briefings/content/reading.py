"""From a tree of nodes to a model: pydantic checks, and each of its errors becomes a problem at the author's line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .localised import Text
from .nodes import Node
from .problems import Code, Mark, Problem, Severity, define, shortened
from .shapes import Loc, Shape, path_of, shape_at
from .suggest import did_you_mean

MISSING = define(
    "missing-field",
    Severity.ERROR,
    when="A field that every record needs is not there, or has no value.",
    fix="Add it. briefings new shows every field with a word on what belongs there.",
)
UNKNOWN_KEY = define(
    "unknown-key",
    Severity.ERROR,
    when="A key is not part of the record, often a slip of the pen; its text would appear nowhere.",
    fix="Use the key suggested, or one of those listed by briefings schema.",
)
WRONG_TYPE = define(
    "wrong-type",
    Severity.ERROR,
    when="A value has the wrong shape: text where a list belongs, words where a number belongs.",
    fix="Write a list as [one, two] or as lines that begin with a hyphen; a block as indented key: value lines.",
)
TOO_MANY = define(
    "too-many-items",
    Severity.ERROR,
    when="A list is longer than the record allows: seven practice messages are the most a reader can take in.",
    fix="Join some of them or leave the weakest out.",
)
OUT_OF_RANGE = define(
    "out-of-range",
    Severity.ERROR,
    when="A number is too small or too large to be true, such as a year of 20204.",
    fix="Check the number.",
)
NOT_ALLOWED = define(
    "unknown-value",
    Severity.ERROR,
    when="A value is not one of the few that are allowed here.",
    fix="Use one of the values that the message lists.",
)
BAD_DATE = define(
    "bad-date",
    Severity.ERROR,
    when="A date is not written year-month-day, or is not in the calendar.",
    fix="Write it as 2026-11-01. The start and end of a project may be 2026 or 2026-11.",
)
UNSAFE_LINK = define(
    "unsafe-link",
    Severity.ERROR,
    when="A link begins with javascript:, data: or another scheme that can run something on a reader's machine.",
    fix="Link to a page with https://, or leave the link out.",
)
BAD_LINK = define(
    "bad-link",
    Severity.ERROR,
    when="A link is not a complete web address, so that it would lead nowhere.",
    fix="Copy the whole address from the browser, beginning with https://",
)
BAD_DOI = define(
    "bad-doi",
    Severity.ERROR,
    when="A DOI does not look like one.",
    fix="Write only the DOI, for example 10.1108/JHOM-02-2020-0043.",
)
BAD_EMAIL = define(
    "bad-email",
    Severity.ERROR,
    when="An e-mail address is not one.",
    fix="Write a team's mailbox such as evidence@example.org.",
)
BAD_REFERENCE = define(
    "bad-reference",
    Severity.ERROR,
    when="A reference to another record is not written as an id.",
    fix="Use the file name of the other record without .yml.",
)
BAD_MEDIA_FILE = define(
    "bad-media-file",
    Severity.ERROR,
    when="A file of media is not named by a path below briefings/_media: it has spaces, begins with / or leads up.",
    fix="Put the file into briefings/_media and write its path from there, for example visits/film.mp4.",
)

_CODES: Mapping[str, Code] = {
    "missing": MISSING,
    "empty_text": MISSING,
    "too_short": MISSING,
    "string_too_short": MISSING,
    "extra_forbidden": UNKNOWN_KEY,
    "too_long": TOO_MANY,
    "greater_than_equal": OUT_OF_RANGE,
    "less_than_equal": OUT_OF_RANGE,
    "literal_error": NOT_ALLOWED,
    "bad_date": BAD_DATE,
    "unsafe_link": UNSAFE_LINK,
    "bad_link": BAD_LINK,
    "bad_doi": BAD_DOI,
    "bad_email": BAD_EMAIL,
    "bad_reference": BAD_REFERENCE,
    "bad_media_file": BAD_MEDIA_FILE,
}
_WANTED = {
    "list_type": "a list",
    "string_type": "text",
    "dict_type": "a block of key: value lines",
    "model_type": "a block of key: value lines",
    "model_attributes_type": "a block of key: value lines",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
}

Model = TypeVar("Model", bound=BaseModel)


def read_model(
    model: type[Model], node: Node, shown: str, *, context: Mapping[str, Any] | None = None, computed: Mapping[str, Any]
) -> tuple[Model | None, list[Problem]]:
    """Return (the model, []) or (None, every problem of the tree).

    ``computed`` holds the fields that are not the author's; ``context`` reaches the validators; ``shown`` is the
    path in the problems.
    """
    data = node.plain()
    claimed = [key for key in computed if key in data]
    problems = [_computed_key(node, key, shown) for key in claimed]
    try:
        instance = model.model_validate({**data, **computed}, context=dict(context or {}))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            loc, taken = _author_loc(details["loc"], node)
            if taken:
                problems.append(_problem(details, loc, node, shown, model))
        return None, problems
    return (None if problems else instance), problems


def _computed_key(node: Node, key: str, shown: str) -> Problem:
    mark = Mark(shown, *node.place((key,), of_key=True))
    return UNKNOWN_KEY.at(mark, f'"{key}" is worked out from the file and is not written in it. Remove the line.')


def _author_loc(loc: Loc, node: Node) -> tuple[Loc, bool]:
    """Return a place of pydantic's as one of the file, and whether the author wrote the value that way.

    Where a field takes one of several types, pydantic tries each and puts its name into the place:
    ("unit", "Labels", "cy") and ("unit", "str").
    """
    kept: list[str | int] = []
    taken = True
    for step in loc:
        if step == "[key]":
            continue
        if isinstance(step, str) and (step == "str" or step[:1].isupper()) and node.find((*kept, step)) is None:
            here = node.find(kept)
            taken = (step != "str") == (here is not None and isinstance(here.value, dict))
        else:
            kept.append(step)
    return tuple(kept), taken


def _problem(details: ErrorDetails, loc: Loc, node: Node, shown: str, model: type[BaseModel]) -> Problem:
    kind = details["type"]
    of_key = kind == "extra_forbidden" or (kind == "missing" and node.find(loc) is not None)
    code = _CODES.get(kind, WRONG_TYPE)
    mark = Mark(shown, *node.place(loc, of_key=of_key))
    return code.at(mark, _message(kind, details, loc, node, model))


def _message(kind: str, details: ErrorDetails, loc: Loc, node: Node, model: type[BaseModel]) -> str:
    name = f'"{path_of(loc)}"'
    found = node.find(loc)
    context = details.get("ctx", {})
    if kind == "missing":
        what = "has no value" if _parent_has_key(node, loc) else "is missing"
        return f"{name} {what}. {_what_belongs(model, loc)}"
    if kind in ("empty_text", "too_short", "string_too_short"):
        return f"{name} is empty. {_what_belongs(model, loc)}"
    if kind == "extra_forbidden":
        return _unknown_key(loc, model)
    if kind == "too_long":
        return f"{name} has {context.get('actual_length')} items; up to {context.get('max_length')} are allowed."
    if kind == "greater_than_equal":
        return f"{name} must be {_number(context.get('ge'))} or more."
    if kind == "less_than_equal":
        return f"{name} must be {_number(context.get('le'))} or less."
    if kind == "literal_error":
        allowed = str(context.get("expected", ""))
        words = [word.strip("' ") for word in allowed.replace(" or ", ", ").split(",")]
        return f"{name} must be {' or '.join(words)}.{did_you_mean(str(found.value) if found else '', words)}"
    if kind in _WANTED:
        seen = found.kind if found is not None else "nothing"
        more = _shown_value(found) or _colon_in_text(kind, found)
        return f"{name} must be {_WANTED[kind]}, but here it is {seen}.{more}"
    quoted = _shown_value(found) if kind == "bad_date" else ""
    return f"{name}{quoted} {details['msg'].removeprefix('Value error, ')}."


def _unknown_key(loc: Loc, model: type[BaseModel]) -> str:
    key = str(loc[-1])
    if key != key.lstrip() and not key.startswith(" "):
        return f'"{key.strip()}" is indented with non-breaking spaces, which count as letters. Use ordinary ones.'
    called = f'"{path_of(loc[:-1])}"' if len(loc) > 1 else getattr(model, "CALLED", "a record")
    return f'"{key}" is not a key of {called}.{did_you_mean(key, _keys_at(model, loc[:-1]))}'


def _colon_in_text(kind: str, node: Node | None) -> str:
    """Return advice for a text that became a block, because it holds a colon and a space."""
    value = node.value if node is not None else None
    if kind != "string_type" or not isinstance(value, dict) or len(value) != 1:
        return ""
    [(key, below)] = value.items()
    if not isinstance(below.value, str):
        return ""
    return f' Put text that holds ": " between double quotes: "{shortened(f"{key}: {below.value}")}"'


def _what_belongs(model: type[BaseModel], loc: Loc) -> str:
    """Return a word on what a missing field holds: its shape, its list of terms, its limit, and what the model says."""
    shape = shape_at(model, loc)
    if shape is None:
        return "Add it."
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    how = {
        "list": f" as a list, {key}: [...]",
        "block": f" as a block of key: value lines ({', '.join(shape.fields)})",
        "mapping": " as a block of key: value lines",
    }
    terms = shape.term or (shape.item.term if shape.item is not None else None)
    limit = shape.text if shape.text is not None else Text()
    facts = [
        shape.about[:1].lower() + shape.about[1:],
        f"up to {limit.words} words" if limit.words else "",
        f"up to {limit.characters} characters" if limit.characters else "",
        f"from the list {terms.name}" if terms is not None else "",
    ]
    said = "; ".join(fact for fact in facts if fact)
    return f"Add it{how.get(shape.kind, '')}{': ' if said else ''}{said}."


def _parent_has_key(node: Node, loc: Loc) -> bool:
    parent = node.find(loc[:-1])
    return parent is not None and str(loc[-1]) in parent.keys


def _keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    shape: Shape | None = shape_at(model, loc)
    return list(shape.fields) if shape is not None else []


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _shown_value(node: Node | None) -> str:
    if node is None or not isinstance(node.value, str):
        return ""
    return f' ("{shortened(node.value)}")'
