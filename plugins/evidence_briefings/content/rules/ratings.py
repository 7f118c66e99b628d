"""Rules about ratings: they are quoted from their schemes, exactly."""

from __future__ import annotations

from collections.abc import Iterator

from ..nodes import Node
from ..problems import Mark, Problem
from ..ratings import MODIFIER, UNKNOWN_LEVEL, Scheme
from ..suggest import did_you_mean
from .subject import RULES, Subject


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
    if value is not None and scheme.codes and value not in scheme.codes:
        codes = ", ".join(scheme.codes)
        message = f'"{value}" is not a value of {scheme.id} ({codes}).{did_you_mean(value, scheme.codes)}'
        yield UNKNOWN_LEVEL.at(_mark(rating, "value", shown), message)
    allowed = [item.code for item in scheme.modifiers]
    if modifier is not None and modifier not in allowed:
        said = f"it has {', '.join(allowed)}" if allowed else "it has none"
        message = f'"{modifier}" is not a modifier of {scheme.id}: {said}.'
        yield MODIFIER.at(_mark(rating, "modifier", shown), message)


def _text(rating: Node, key: str) -> str | None:
    node = rating.child(key)
    return node.value if node is not None and isinstance(node.value, str) else None


def _mark(rating: Node, key: str, shown: str) -> Mark:
    return Mark(shown, *rating.place((key,)))


RULES.append(rating_values)
