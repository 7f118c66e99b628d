"""What a rating scheme is: levels, codes off the ladder, contexts, criteria, money. Scales are never converted."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .entries import Entry, Labels, YesNo
from .fields import PartialDate, Url

Measures = Literal[
    "evidence_strength",
    "effect",
    "cost",
    "cost_benefit",
    "relevance",
    "readiness",
    "certainty",
    "fit",
    "product_type",
    "measurement_quality",
]
"""What a scheme is about. Two schemes that measure the same are still two scales."""
Reason = Literal["not_rated", "unknown", "no_effect", "harmful", "not_ready"]
"""What a code says where it is no finding of benefit: four different things, and a fifth about readiness alone.

``not_rated``: no judgement was made. ``unknown``: they looked and could not tell. ``no_effect``: tested, and it made no
difference. ``harmful``: there are signs of harm.
"""
_PARTIAL = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z", re.ASCII)


def _price_year(value: object) -> str:
    if isinstance(value, str) and (value == "unknown" or re.fullmatch("(?:19|20)[0-9]{2}", value)):
        return value
    raise PydanticCustomError("bad_date", "is not a year. Write 2018, or unknown")


class Level(Entry):
    """A step of a scale, or one of its off-ladder codes. ``rank`` orders steps; off-ladder codes have none."""

    code: str
    rank: int | None = None
    label: Labels
    means: Labels | None = None
    harm: YesNo = "no"
    reason: Reason | None = None
    unverified: YesNo = "no"

    @property
    def state(self) -> Reason | None:
        """Which of the different things the code says, or None for a plain step of the scale."""
        return "harmful" if self.harm == "yes" else self.reason


class Modifier(Entry):
    """A sign that may follow a level, such as the + of EIF."""

    code: str
    means: Labels


class Context(Entry):
    """One of the groups that a scheme rates apart, such as a phase of school."""

    code: str
    label: Labels


class Criterion(Entry):
    """One of the things a level rests on.

    It ``counts`` towards the level, ``adjusts`` it up or down, or is a ``gate`` that has to be passed. ``levels`` is
    its own scale; empty where the sources do not give it, and then any score is quoted as it stands.
    """

    code: str
    label: Labels
    role: Literal["counts", "adjusts", "gate"] = "counts"
    levels: list[Level] = []


class Band(Entry):
    """What a level of a cost scale means in money. ``price_year`` is "unknown" where the owner gives none."""

    code: str
    min: float | None = Field(None, ge=0, allow_inf_nan=False)
    max: float | None = Field(None, ge=0, allow_inf_nan=False)
    currency: str | None = None
    per: Labels | str | None = None
    price_year: Annotated[str, BeforeValidator(_price_year)] | None = None


class Scheme(Entry):
    """A rating scheme. ``better`` says which end of the ranks is good: high, low, or none where order means nothing.

    ``codes`` says whose the codes are: those that are ours stand for words, and readers see the words alone.
    ``levels_known: no`` marks a scale whose steps our sources do not give: any value of it is quoted as it stands.
    A scheme that has ``contexts`` rates each of them apart, so that a rating has to name one. ``signed`` numbers mean
    no effect at 0 and harm on the wrong side of it. ``version`` is the day, month or year of the present rules.
    """

    CALLED: ClassVar[str] = "a rating scheme"

    id: str
    owner: str
    title: Labels
    about: Labels | None = None
    version: PartialDate | None = None
    url: Url | None = None
    kind: Literal["ordinal", "nominal", "quantity", "percent", "boolean", "composite"]
    measures: Measures
    rates: Literal["intervention", "document", "measurement_tool"] = "intervention"
    better: Literal["high", "low", "none"]
    codes: Literal["published", "ours"] = "published"
    levels: list[Level] = []
    levels_known: YesNo = "yes"
    off_ladder: list[Level] = []
    modifiers: list[Modifier] = []
    contexts: list[Context] = []
    criteria: list[Criterion] = []
    bands: list[Band] = []
    unit: Labels | None = None
    signed: YesNo = "no"
    caveat: Labels | None = None
    source: str | None = None
    licence: str | None = None
    unverified: YesNo = "no"
    note: Labels | str | None = None

    def level(self, code: str) -> Level | None:
        """Return the level or off-ladder code, or None."""
        return next((level for level in (*self.levels, *self.off_ladder) if level.code == code), None)

    def context(self, code: str) -> Context | None:
        """Return one of the groups that are rated apart, or None."""
        return next((context for context in self.contexts if context.code == code), None)

    def criterion(self, code: str) -> Criterion | None:
        """Return one of the things a level rests on, or None."""
        return next((criterion for criterion in self.criteria if criterion.code == code), None)

    @property
    def all_codes(self) -> list[str]:
        """The codes of all levels, off-ladder ones last."""
        return [level.code for level in (*self.levels, *self.off_ladder)]

    @property
    def is_number(self) -> bool:
        """Whether a value is a number and no code."""
        return self.kind in ("quantity", "percent")

    def takes(self, value: str) -> bool:
        """Return whether a rating on this scheme may have a value."""
        if value in self.all_codes or self.levels_known == "no":
            return True
        if self.kind == "boolean" and not self.levels:
            return value in ("yes", "no")
        if not self.is_number:
            return not self.levels  # a scheme without any level is reported in its own file
        number = number_in(value)
        return number is not None and (self.kind == "quantity" or 0 <= number <= 100)

    def is_older(self, then: str) -> bool:
        """Return whether a year, month or day lies before the present version, as far as both are known."""
        if self.version is None or not is_partial_date(then):
            return False
        length = min(len(then), len(self.version))
        return then[:length] < self.version[:length]

    def state_of(self, value: str) -> Reason | None:
        """Return which of the different things a value says, or None for a finding that speaks for itself."""
        level = self.level(value)
        if level is not None:
            return level.state
        number = number_in(value)
        if self.signed == "no" or number is None:
            return None
        if number == 0:
            return "no_effect"
        return "harmful" if (number < 0) is (self.better != "low") else None


def is_partial_date(text: str) -> bool:
    """Return whether a text is a year, a month or a day of the calendar."""
    if not _PARTIAL.match(text):
        return False
    year, month, day = f"{text}-01-01".split("-")[:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def number_in(value: str) -> float | None:
    """Return the number that a value is, or None."""
    return float(value) if _NUMBER.match(value) else None
