"""The rules: one rule, one function, one code, one help entry.

A rule looks at one record (its file, its pair and everything the site knows) and yields places with messages. It
works on the tree of the file rather than on the model, so that a record with one wrong value still has everything
else about it reported. Its docstring says *When* and *Fix* and is its help page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from . import (
    attribution,
    balance,
    certainty,
    contacts,
    dates,
    figures,
    language,
    links,
    lost,
    markup,
    media,
    people,
    plain,
    programmes,
    ratings,
    status,
    terms,
    wording,
)
from .subject import RULES, Subject

__all__ = ["Subject", "check_record"]

_MODULES = (
    attribution,
    balance,
    certainty,
    contacts,
    dates,
    figures,
    language,
    links,
    lost,
    markup,
    media,
    people,
    plain,
    programmes,
    ratings,
    status,
    terms,
    wording,
)  # imported for the rules they register


def check_record(subject: Subject) -> Iterator[Problem]:
    """Yield every problem that the rules find in one record and its pair."""
    yield from terms.unknown_terms(subject)
    for rule in RULES:
        yield from rule(subject)
