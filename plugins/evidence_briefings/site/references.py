"""References: what a bibliography says about a briefing and about each of its sources, before any format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..content.blocks import Source
from ..content.model import Briefing

BRIEFING = "briefing"
"""The kind of a reference to one of our own records; the others are the terms of source-types."""

_INITIALS = r"(?:[^\W\d_]\.[ -]?)+"
_NAME = r"[^\W\d_][\w'’-]*"
_TURNED = re.compile(rf"({_NAME}(?: {_NAME})?), ({_INITIALS}|{_NAME})\Z")
_STRAIGHT = re.compile(rf"({_INITIALS})((?:(?:van|von|de|der|den|ap|ab) )*{_NAME})\Z")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Author:
    """A person whose family name is known, or whoever else is named: then ``family`` is all of it."""

    family: str
    given: str | None = None

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Reference:
    """One publication. ``issued`` is a day, a year or None; ``language`` that of the title.

    ``key`` names it in one file and is the same in every build. Every text is on one line.
    """

    key: str
    kind: str
    title: str
    language: str
    authors: tuple[Author, ...] = ()
    issued: date | int | None = None
    publisher: str | None = None
    journal: str | None = None
    genre: str | None = None
    url: str | None = None
    doi: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year it was issued."""
        return self.issued.year if isinstance(self.issued, date) else self.issued


def source_references(briefing: Briefing) -> Iterator[Reference]:
    """Yield the reference to each source of a record, as it was published."""
    for number, source in enumerate(briefing.sources, 1):
        yield source_reference(source, f"{briefing.id}.source-{number}")


def source_reference(source: Source, key: str) -> Reference:
    """Return the reference to a source."""
    return Reference(
        key=key,
        kind=source.type,
        title=one_line(source.title),
        language=source.language,
        authors=tuple(author_of(one_line(name)) for name in source.authors if name.strip()),
        issued=source.year,
        publisher=_line(source.publisher),
        journal=_line(source.journal),
        url=source.address,
        doi=source.doi,
    )


def author_of(name: str) -> Author:
    """Return an author. Only initials tell a person for certain: what may be an organisation stays whole."""
    turned = _TURNED.match(name)
    if turned and not (turned[2].isupper() and len(turned[2]) > 2 and "." not in turned[2]):
        return Author(turned[1], turned[2].strip())
    straight = _STRAIGHT.match(name)
    return Author(straight[2], straight[1].strip()) if straight else Author(name)


def one_line(text: str) -> str:
    """Return a text on one line, without control characters: a line break ends a field in every format."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_UNPRINTED.sub(" ", text).split())


def _line(text: str | None) -> str | None:
    return one_line(text) or None if text else None
