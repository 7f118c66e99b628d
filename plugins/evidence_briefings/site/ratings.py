"""Ratings as readers see them: the scheme's own words, where a level stands in it, and what to be careful about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..content.blocks import Rating
from ..content.localised import Localised
from ..content.model import Briefing
from ..content.ratings import Level, Scheme
from ..content.vocabulary import Labels
from .addresses import Links


@dataclass(frozen=True, slots=True)
class SchemeLink:
    """The name of a scheme and the link to its explanation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownRating:
    """A rating in one language, but for the texts of the record, which the page marks.

    ``position`` is (step, of how many) in the scheme's own order, or None off the ladder; ``best`` is its best step.
    ``harm`` says that the level stands for harm.
    """

    scheme: SchemeLink
    value_label: str
    position: tuple[int, int] | None
    best: int | None
    harm: bool
    version: str | None
    means: str | None
    context: Localised | None
    caveat: str | None
    rated_by: Localised | str
    rated_on: str | None
    url: str | None
    unverified: bool


def shown_ratings(briefing: Briefing, schemes: Mapping[str, Scheme], language: str, links: Links) -> list[ShownRating]:
    """Return the ratings of a record in the order of its file."""
    return [_shown(rating, schemes[rating.scheme], language, links) for rating in briefing.ratings]


def scheme_pages(schemes: Mapping[str, Scheme], language: str) -> list[dict[str, Any]]:
    """Return what the page of ratings says about each scheme, in one language."""
    return [
        {
            "anchor": scheme.id,
            "title": scheme.title.get(language),
            "about": _said(scheme.about, language),
            "caveat": _said(scheme.caveat, language),
            "owner": scheme.owner,
            "version": scheme.version,
            "url": scheme.url,
            "better": scheme.better,
            "levels": [_level(level, language) for level in scheme.levels],
            "off_ladder": [_level(level, language) for level in scheme.off_ladder],
            "modifiers": [{"code": sign.code, "means": sign.means.get(language)} for sign in scheme.modifiers],
        }
        for scheme in schemes.values()
    ]


def _shown(rating: Rating, scheme: Scheme, language: str, links: Links) -> ShownRating:
    level = scheme.level(rating.value)
    signs = [sign.means.get(language) for sign in scheme.modifiers if sign.code == rating.modifier]
    explained = [level.means.get(language)] if level is not None and level.means is not None else []
    means = " ".join([*explained, *signs])
    position = _position(level, scheme)
    return ShownRating(
        scheme=SchemeLink(scheme.title.get(language), f"{links('ratings')}#{scheme.id}"),
        value_label=value_in_words(scheme, rating.value, language, rating.modifier),
        position=position,
        best=None if position is None else (1 if scheme.better == "low" else position[1]),
        harm=level is not None and level.harm == "yes",
        version=rating.version or scheme.version,
        means=means or None,
        context=rating.context,
        caveat=_said(scheme.caveat, language),
        rated_by=rating.rated_by or scheme.owner,
        rated_on=rating.rated_on,
        url=rating.url,
        unverified=scheme.unverified == "yes" or (level is not None and level.unverified == "yes"),
    )


def value_in_words(scheme: Scheme, value: str, language: str, modifier: str | None = None) -> str:
    """Return a value as its scheme writes it: with its unit, or with its code unless the label says it already."""
    level = scheme.level(value)
    if level is None:
        unit = scheme.unit.get(language) if isinstance(scheme.unit, Labels) else scheme.unit
        return f"{value} {unit}" if unit else value
    label = level.label.get(language)
    bare = "".join(sign for sign in label.casefold() if sign.isalnum())
    said = bare.startswith("".join(sign for sign in value.casefold() if sign.isalnum()))
    return label if said and not modifier else f"{value}{modifier or ''}: {label}"


def _position(level: Level | None, scheme: Scheme) -> tuple[int, int] | None:
    if level is None or level.rank is None or scheme.kind != "ordinal" or scheme.better == "none":
        return None
    ranks = sorted({step.rank for step in scheme.levels if step.rank is not None})
    return ranks.index(level.rank) + 1, len(ranks)


def _level(level: Level, language: str) -> dict[str, Any]:
    return {
        "code": level.code,
        "label": level.label.get(language),
        "means": _said(level.means, language),
        "harm": level.harm,
    }


def _said(labels: Labels | None, language: str) -> str | None:
    return labels.get(language) if labels is not None else None
