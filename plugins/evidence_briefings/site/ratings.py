"""Ratings as readers see them: the scheme's own words, where a level stands in it, and what to be careful about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..content.blocks import Rating
from ..content.localised import Localised
from ..content.model import Briefing
from ..content.schemes import Level, Reason, Scheme, is_partial_date, number_in
from ..content.vocabulary import Labels
from .addresses import Links
from .wording import Wording

MINUS = "\u2212"

MIN_RATED = 2
"""From how many rated records on a rating scheme is worth choosing by, and worth a map."""


@dataclass(frozen=True, slots=True)
class SchemeLink:
    """The name of a scheme and the link to its explanation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Score:
    """What a rating says about one of the things its level rests on; ``spoken`` as in ``ShownRating``."""

    label: str
    value: str
    spoken: str | None


@dataclass(frozen=True, slots=True)
class ShownRating:
    """A rating in one language, but for the texts of the record, which the page marks.

    ``value_label`` is the badge in full: it needs no colour. ``position`` is (step, of how many) in the scheme's own
    order, or None off the ladder; ``best`` is its best step, or the best code where readers see codes that are
    ``numbered``. ``state`` tells apart what is no finding of benefit.
    ``older_than`` is the scheme's present version if the rating was given before it. ``spoken`` is the language of
    a badge that quotes words of the record's language on a page in the other one, else None.
    """

    scheme: SchemeLink
    value_label: str
    spoken: str | None
    position: tuple[int, int] | None
    best: str | None
    numbered: bool
    is_cost: bool
    state: Reason | None
    version: str | None
    older_than: str | None
    means: str | None
    context: Localised | str | None
    scores: list[Score]
    caveat: str | None
    rated_by: Localised | str
    rated_on: str | None
    url: str | None
    unverified: bool
    levels_known: bool

    @property
    def harm(self) -> bool:
        """Whether the level stands for harm."""
        return self.state == "harmful"


def shown_ratings(
    briefing: Briefing, schemes: Mapping[str, Scheme], wording: Wording, links: Links
) -> list[ShownRating]:
    """Return the ratings of a record in the order of its file."""
    foreign = briefing.language if briefing.language != wording.language else None
    return [_shown(rating, schemes[rating.scheme], wording, links, foreign) for rating in briefing.ratings]


def badge(scheme: Scheme, value: str, modifier: str | None, wording: Wording) -> str:
    """Return a value in words, as its scheme writes it: "3+ of 4: Evidence of short-term impact".

    A number stands behind what it counts, so that no word has to agree with it. A code of ours is left out.
    """
    level = scheme.level(value)
    if level is None:
        return _number(scheme, value, wording)
    label = level.label.get(wording.language)
    code = f"{value}{modifier or ''}"
    if scheme.codes == "ours":
        return f"{label} {modifier}" if modifier else label
    if not modifier and re.search(rf"(?<![\w,.]){re.escape(value)}(?![\w,])", label):
        return label
    top = _top(scheme) if number_in(value) is not None else None
    if top is None:
        return f"{code}: {label}"
    return wording.gettext("%(code)s of %(top)s: %(label)s") % {"code": code, "top": top, "label": label}


def position(level: Level | None, scheme: Scheme) -> tuple[int, int] | None:
    """Return (step, of how many) of a level in the order of the ranks, or None where it has no place.

    A step that says that nobody has judged is no place on a scale, even where its owner counts it as one.
    """
    if level is None or level.rank is None or scheme.kind not in ("ordinal", "composite") or scheme.better == "none":
        return None
    if level.state == "not_rated":
        return None
    ranks = sorted({step.rank for step in scheme.levels if step.rank is not None})
    return ranks.index(level.rank) + 1, len(ranks)


def in_order_of(scheme: Scheme, values: Iterable[str]) -> list[str]:
    """Return the values best first; without a better end in the scheme's own order. Off-ladder codes come last."""
    codes = scheme.all_codes
    sign = -1 if scheme.better == "high" else 1

    def key(value: str) -> tuple[bool, float, int, str]:
        level = scheme.level(value)
        off = level in scheme.off_ladder or scheme.state_of(value) == "not_rated"
        rank = level.rank if level is not None else number_in(value)
        place = codes.index(value) if value in codes else len(codes)
        return off, 0.0 if rank is None or scheme.better == "none" else sign * float(rank), place, value

    return sorted(set(values), key=key)


def ladder(scheme: Scheme, given: Iterable[str]) -> list[tuple[str, int | None]]:
    """Return each code with its rank: the whole ladder, best first, then what else is ``given``, without a rank.

    The worst has rank 1, whichever end the scheme's owner counts from. A scheme without levels is a quantity, whose
    values are their own steps. Where order means nothing no code has a rank.
    """
    there = sorted(set(given))
    ranks = _ranks(scheme, there)
    steps = sorted(ranks, key=lambda code: -ranks[code])
    others = [code for code in (*scheme.all_codes, *there) if code in there]
    return [(code, ranks.get(code)) for code in dict.fromkeys([*steps, *others])]


def version_in_words(version: str | None, wording: Wording) -> str | None:
    """Return a version as readers see it: a date in words, another name as it stands."""
    return wording.day(version) if version is not None and is_partial_date(version) else version


def said(labels: Labels | None, language: str) -> str | None:
    """Return a label in a language, or None where there is none."""
    return labels.get(language) if labels is not None else None


def _shown(rating: Rating, scheme: Scheme, wording: Wording, links: Links, foreign: str | None) -> ShownRating:
    language = wording.language
    level = scheme.level(rating.value)
    signs = [sign.means.get(language) for sign in scheme.modifiers if sign.code == rating.modifier]
    explained = [level.means.get(language)] if level is not None and level.means is not None else []
    place = position(level, scheme)
    numbered = scheme.codes == "published" and number_in(rating.value) is not None
    context = scheme.context(rating.context.original) if rating.context is not None else None
    older = any(then is not None and scheme.is_older(then) for then in (rating.version, rating.rated_on))
    return ShownRating(
        scheme=SchemeLink(scheme.title.get(language), links("scheme", scheme.id)),
        value_label=badge(scheme, rating.value, rating.modifier, wording),
        spoken=foreign if level is None and number_in(rating.value) is None else None,
        position=place,
        best=None if place is None else _best(scheme, numbered=numbered),
        numbered=numbered,
        is_cost=scheme.measures == "cost",
        state=scheme.state_of(rating.value),
        version=version_in_words(rating.version or scheme.version, wording),
        older_than=version_in_words(scheme.version, wording) if older else None,
        means=" ".join([*explained, *signs]) or None,
        context=context.label.get(language) if context is not None else rating.context,
        scores=_scores(rating, scheme, language, foreign),
        caveat=said(scheme.caveat, language),
        rated_by=rating.rated_by or scheme.owner,
        rated_on=rating.rated_on,
        url=rating.url,
        unverified=scheme.unverified == "yes" or (level is not None and level.unverified == "yes"),
        levels_known=scheme.levels_known == "yes",
    )


def _scores(rating: Rating, scheme: Scheme, language: str, foreign: str | None) -> list[Score]:
    """Return the scores in the order of the scheme's criteria, each with its own scale's words where it has one."""
    found = []
    for criterion in scheme.criteria:
        if criterion.code in rating.criteria_scores:
            value = rating.criteria_scores[criterion.code]
            labels = [level.label.get(language) for level in criterion.levels if level.code == value]
            quoted = not labels and number_in(value) is None
            words = labels[0] if labels else value
            found.append(Score(criterion.label.get(language), words, foreign if quoted else None))
    return found


def _number(scheme: Scheme, value: str, wording: Wording) -> str:
    number = value.lstrip("+").replace("-", MINUS)
    if scheme.signed == "yes" and (number_in(value) or 0) > 0:
        number = f"+{number}"
    if scheme.kind == "percent":
        number = f"{number}%"
    if scheme.unit is None:
        return number
    return wording.gettext("%(what)s: %(number)s") % {"what": scheme.unit.get(wording.language), "number": number}


def _best(scheme: Scheme, *, numbered: bool) -> str:
    steps = sorted((level.rank, level.code) for level in scheme.levels if level.rank is not None)
    if numbered:
        return steps[0][1] if scheme.better == "low" else steps[-1][1]
    return "1" if scheme.better == "low" else str(len(steps))


def _top(scheme: Scheme) -> str | None:
    """Return the highest code of a scale whose codes are numbers, or None."""
    numbers = [(number, level.code) for level in scheme.levels if (number := number_in(level.code)) is not None]
    return max(numbers)[1] if numbers else None


def _ranks(scheme: Scheme, codes: Iterable[str]) -> dict[str, int]:
    """Return the rank of each code on the ladder of a scheme: 1 for the worst, whichever end its owner counts from.

    A scheme without levels is a quantity, whose values are their own ranks. Where order means nothing there is none.
    """
    if scheme.better == "none":
        return {}
    if scheme.levels:
        rated = (level for level in scheme.levels if level.state != "not_rated")
        places = {level.code: float(level.rank) for level in rated if level.rank is not None}
    else:
        places = {code: place for code in codes if (place := number_in(code)) is not None}
    steps = sorted(set(places.values()), reverse=scheme.better == "low")
    return {code: steps.index(place) + 1 for code, place in places.items()}
