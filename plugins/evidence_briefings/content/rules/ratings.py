"""Rules about ratings: they are quoted from their schemes, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..nodes import Node
from ..problems import Mark, Problem
from ..ratings import MODIFIER, UNKNOWN_LEVEL, Scheme
from ..suggest import did_you_mean
from .subject import RULES, Subject

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z", re.ASCII)


def rating_values(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each value or modifier that the scheme of a rating does not have."""
    ratings = subject.file.node.child("ratings") if subject.file.node is not None else None
    for rating in ratings.value if ratings is not None and isinstance(ratings.value, list) else []:
        name = _text(rating, "scheme")
        scheme = subject.site.schemes.get(name) if name is not None else None
        if scheme is not None:
            yield from _against(scheme, rating, subject.file.shown)


def _against(scheme: Scheme, rating: Node, shown: str) -> Iterator[Problem]:
    value, modifier = _text(rating, "value"), _text(rating, "modifier")
    if value is not None and not _is_value(scheme, value):
        off = [level.code for level in scheme.off_ladder]
        wanted = {"quantity": ["a number"], "percent": ["a number from 0 to 100"], "boolean": ["yes", "no"]}
        codes = [*wanted[scheme.kind], *off] if scheme.kind in wanted else scheme.codes
        message = f'"{value}" is not a value of {scheme.id} ({", ".join(codes)}).{did_you_mean(value, scheme.codes)}'
        yield UNKNOWN_LEVEL.at(_mark(rating, "value", shown), message)
    allowed = [item.code for item in scheme.modifiers]
    if modifier is not None and modifier not in allowed:
        said = f"it has {', '.join(allowed)}" if allowed else "it has none"
        message = f'"{modifier}" is not a modifier of {scheme.id}: {said}.'
        yield MODIFIER.at(_mark(rating, "modifier", shown), message)


def _is_value(scheme: Scheme, value: str) -> bool:
    """Return whether a value is one of its scheme: what counts as one depends on the kind of scheme."""
    if value in scheme.codes:
        return True
    if scheme.kind == "boolean":
        return value in ("yes", "no")
    if scheme.kind not in ("quantity", "percent"):
        return not scheme.codes  # a scheme without any level is reported in its own file
    number = float(value) if _NUMBER.match(value) else None
    return number is not None and (scheme.kind == "quantity" or 0 <= number <= 100)


def _text(rating: Node, key: str) -> str | None:
    node = rating.child(key)
    return node.value if node is not None and isinstance(node.value, str) else None


def _mark(rating: Node, key: str, shown: str) -> Mark:
    return Mark(shown, *rating.place((key,)))


RULES.append(rating_values)
