"""Rules about programmes: figures of effects and costs that cannot be true together, and ratings of another version."""

from __future__ import annotations

from collections.abc import Iterator

from ..nodes import Node
from ..problems import Severity
from ..shapes import Loc
from .figures import has, items, number
from .subject import Found, Subject, rule

_FIGURES = ("value", "ci_low", "ci_high")


@rule("value-outside-interval", Severity.ERROR)
def value_outside_interval(subject: Subject) -> Iterator[Found]:
    """Report an effect that lies outside its own interval.

    When: The value of an effect is less than its ci_low or more than its ci_high.
    Fix: Check the three figures with the source. A minus sign or a decimal point may be missing.
    """
    for loc, effect in _effects(subject):
        value, low, high = (number(effect, key) for key in _FIGURES)
        if value is None or (low is not None and high is not None and low > high):
            continue  # a reversed range is reported as that
        if low is not None and value < low:
            yield (*loc, "value"), f'"value" ({value:g}) is less than "ci_low" ({low:g}).'
        if high is not None and value > high:
            yield (*loc, "value"), f'"value" ({value:g}) is more than "ci_high" ({high:g}).'


@rule("effect-on-nobody", Severity.ERROR)
def effect_on_nobody(subject: Subject) -> Iterator[Found]:
    """Report an effect that was found in no people at all.

    When: An effect has n: 0, and yet a figure or a direction.
    Fix: Give the number of people that the source gives. If it gives none, leave n out: "not reported" is not 0.
    """
    for loc, effect in _effects(subject):
        if number(effect, "n") == 0 and any(has(effect, key) for key in (*_FIGURES, "direction")):
            yield (*loc, "n"), '"n" is 0, but something was found. Leave "n" out if it is not reported.'


@rule("more-people-than-tested", Severity.WARNING)
def more_people_than_tested(subject: Subject) -> Iterator[Found]:
    """Report an effect that was found in more people than took part.

    When: The n of an effect is more than the number under tested_with.
    Fix: Check both with the source. The number under tested_with is that of all who took part, in all studies.
    """
    node = subject.file.node.find(("programme", "tested_with")) if subject.file.node is not None else None
    tested = number(node, "number") if node is not None and isinstance(node.value, dict) else None
    for loc, effect in _effects(subject):
        people = number(effect, "n")
        if tested is not None and people is not None and people > tested:
            yield (*loc, "n"), f'"n" ({people:g}) is more than the number of people under tested_with ({tested:g}).'


@rule("figure-without-measure", Severity.WARNING)
def figure_without_measure(subject: Subject) -> Iterator[Found]:
    """Report a figure that nobody can understand.

    When: An effect has a value or an interval, but neither a measure nor a unit. No picture is drawn of it.
    Fix: Add measure (such as "Odds ratio"), unit (such as "days in care"), or both, from the source.
    """
    for loc, effect in _effects(subject):
        if any(has(effect, key) for key in _FIGURES) and not has(effect, "measure") and not has(effect, "unit"):
            yield loc, "this effect has a figure, but no measure and no unit."


@rule("no-effect-differs", Severity.ERROR)
def no_effect_differs(subject: Subject) -> Iterator[Found]:
    """Report effects on one scale that disagree on where "no difference" is.

    When: Two effects of the same measure and unit give a different no_effect.
    Fix: Give the value that means no difference: 1 for a ratio (odds ratio, risk ratio), 0 for a difference. If they
    are different measures, name them differently.
    """
    first: dict[tuple[str, str], float] = {}
    for loc, effect in _effects(subject):
        scale, none_at = (_words(effect, "measure"), _words(effect, "unit")), number(effect, "no_effect")
        if none_at is not None and any(scale):
            known = first.setdefault(scale, none_at)
            if known != none_at:
                yield (*loc, "no_effect"), f"an effect of this measure above has no_effect: {known:g}."


@rule("negative-ratio", Severity.ERROR)
def negative_ratio(subject: Subject) -> Iterator[Found]:
    """Report a ratio that is less than nothing.

    When: An effect says no_effect: 1, so it is a ratio, and has a figure below 0.
    Fix: Check the figures with the source. For a difference write no_effect: 0.
    """
    for loc, effect in _effects(subject):
        if number(effect, "no_effect") == 1:
            for key in _FIGURES:
                figure = number(effect, key)
                if figure is not None and figure < 0:
                    yield (*loc, key), f'"{key}" is {figure:g}, but a ratio (no_effect: 1) cannot be below 0.'


@rule("direction-against-interval", Severity.WARNING)
def direction_against_interval(subject: Subject) -> Iterator[Found]:
    """Report a direction that the interval does not bear out.

    When: direction is better or worse although the interval takes in no_effect, or no-difference although it does
    not. The page tells readers if the interval takes it in.
    Fix: Check the figures. If the source words it so, keep it, and say under plain how sure the source is.
    """
    for loc, effect in _effects(subject):
        low, none_at, high = (number(effect, key) for key in ("ci_low", "no_effect", "ci_high"))
        if low is None or none_at is None or high is None or low > high:
            continue
        way, within = _words(effect, "direction"), low <= none_at <= high
        if within and way in ("better", "worse"):
            yield (*loc, "direction"), f"the interval ({low:g} to {high:g}) takes in no difference ({none_at:g})."
        if not within and way == "no-difference":
            yield (*loc, "direction"), f"the interval ({low:g} to {high:g}) leaves out no difference ({none_at:g})."


@rule("cost-below-zero", Severity.ERROR)
def cost_below_zero(subject: Subject) -> Iterator[Found]:
    """Report a cost that would give money.

    When: low or high of a cost is below 0.
    Fix: Check the sign. Say what is saved in words, under economic: note.
    """
    for loc, cost in items(subject, "programme", "costs"):
        for key in ("low", "high"):
            amount = number(cost, key)
            if amount is not None and amount < 0:
                yield (*loc, key), f'"{key}" is {amount:g}: a cost cannot be below 0.'


@rule("rating-of-original", Severity.ERROR)
def rating_of_original(subject: Subject) -> Iterator[Found]:
    """Report a rating that was given to another version of the programme.

    When: A programme has adapted_without_evaluation, and the record has ratings. They were given before the change,
    and readers would take them for ratings of this version.
    Fix: Put the ratings on the record of the original version, and name that under related.
    """
    node = subject.file.node
    adapted = node.find(("programme", "adapted_without_evaluation")) if node is not None else None
    if adapted is not None and adapted.value is not None:
        for loc, _ in items(subject, "ratings"):
            yield loc, "this version was changed and not evaluated since, so the rating is not one of it."


def _effects(subject: Subject) -> Iterator[tuple[Loc, Node]]:
    return items(subject, "programme", "effects")


def _words(effect: Node, key: str) -> str:
    node = effect.child(key)
    return " ".join(node.value.split()).casefold() if node is not None and isinstance(node.value, str) else ""
