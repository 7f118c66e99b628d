"""Pictures of effects: which may share an axis, where the axis runs, and where each mark stands on it.

Places are percentages of the width, so that a picture fits any screen, and are reckoned in decimals: the same
figures give the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..content.blocks import Effect
from ..content.localised import Localised
from .numbers import figure

EDGE = Decimal(6)
"""Percent of the width left free at either end, for marks and labels that stand there."""
TICKS = 5
"""How many labels of an axis fit on a narrow phone."""
WIDE = 7
"""Signs of a label beyond which only the two ends of an axis are labelled."""
LONG = 12
"""Signs of a label beyond which there is no room even for two."""
SHORT = 5
"""Signs of a label that may stand in the middle below its tick, even at the ends of an axis."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of an axis; ``anchor`` keeps the labels of the ends inside the picture."""

    at: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One effect of a picture: where its value and the ends of its interval stand, each None if not reported."""

    effect: Effect
    at: str | None
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Forest:
    """The effects of one measure in one unit, on an axis of their own.

    ``no_effect`` is the value of no difference and ``no_effect_at`` its place, both None where the record does not
    give it: it is never guessed. The axis of a ``ratio`` is logarithmic, so that half and double are equally far
    from 1.
    """

    measure: Localised | None
    unit: Localised | None
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    no_effect: str | None
    no_effect_at: str | None
    ratio: bool


def forests(effects: Iterable[Effect], language: str) -> list[Forest]:
    """Return a picture for each measure and unit, in the order of the record.

    An effect without a figure is in none, nor is one whose measure and unit are both unknown: nobody could say what
    it may be compared with. A figure that stands alone, without an interval or a value of no difference, makes no
    picture.
    """
    groups: dict[tuple[str, str], list[Effect]] = {}
    for effect in effects:
        if (effect.measure or effect.unit) and _numbers(effect):
            groups.setdefault(scale_of(effect), []).append(effect)
    return [found for group in groups.values() if (found := _forest(group, language)) is not None]


def scale_of(effect: Effect) -> tuple[str, str]:
    """Return (measure, unit) as far as they tell apart what may share an axis; two empty texts if both are unknown."""
    measure, unit = (text.original if text is not None else "" for text in (effect.measure, effect.unit))
    return " ".join(measure.split()).casefold(), " ".join(unit.split()).casefold()


def interval_holds_no_effect(effect: Effect) -> bool | None:
    """Return whether "no difference" lies within the interval; None where one of the three is not reported."""
    if effect.no_effect is None or effect.ci_low is None or effect.ci_high is None:
        return None
    return effect.ci_low <= effect.no_effect <= effect.ci_high


def _numbers(effect: Effect) -> list[Decimal]:
    """Return what a picture shows of an effect: its value, and its interval where both ends are known."""
    whole = effect.ci_low is not None and effect.ci_high is not None
    shown = (effect.value, *((effect.ci_low, effect.ci_high) if whole else ()))
    return [exact(number) for number in shown if number is not None]


def exact(number: float) -> Decimal:
    """Return a number as its author wrote it, without what binary fractions add."""
    return Decimal(repr(number))


def _forest(group: list[Effect], language: str) -> Forest | None:
    known = {effect.no_effect for effect in group if effect.no_effect is not None}
    none_at = exact(known.pop()) if len(known) == 1 else None
    numbers = [number for effect in group for number in _numbers(effect)]
    ratio = none_at == 1 and min(numbers) > 0
    if none_at is not None:
        numbers.append(none_at)
    ticks = _ratio_ticks(min(numbers), max(numbers)) if ratio else _even_ticks(min(numbers), max(numbers))
    if len(ticks) < 2 or max(len(figure(tick, language)) for tick in (ticks[0], ticks[-1])) > LONG:
        return None
    axis = _Axis(ticks[0], ticks[-1], ratio)
    rows = []
    for effect in group:
        whole = effect.ci_low is not None and effect.ci_high is not None
        places = (effect.value, effect.ci_low if whole else None, effect.ci_high if whole else None)
        rows.append(Row(effect, *(None if number is None else axis.place(exact(number)) for number in places)))
    labelled = [(tick, figure(tick, language)) for tick in ticks]
    shown = labelled if max(len(label) for _, label in labelled) <= WIDE else [labelled[0], labelled[-1]]
    return Forest(
        group[0].measure,
        group[0].unit,
        tuple(rows),
        tuple(Tick(axis.place(tick), label, _anchor(tick, label, ticks)) for tick, label in shown),
        None if none_at is None else figure(none_at, language),
        None if none_at is None else axis.place(none_at),
        ratio,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    low: Decimal
    high: Decimal
    ratio: bool

    def place(self, number: Decimal) -> str:
        """Return where a number stands, such as ``37.5%``."""
        low, high, here = (end.ln() if self.ratio else end for end in (self.low, self.high, number))
        share = min(max((here - low) / (high - low), Decimal(0)), Decimal(1))
        at = (EDGE + share * (100 - 2 * EDGE)).quantize(Decimal("0.01")).normalize()
        return f"{at:f}%"


def _anchor(tick: Decimal, label: str, ticks: list[Decimal]) -> str:
    if len(label) <= SHORT or tick not in (ticks[0], ticks[-1]):
        return "middle"
    return "start" if tick == ticks[0] else "end"


def _even_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return round numbers at equal steps from ``low`` or below to ``high`` or above; none if there is no space."""
    if low == high:
        return []
    raw = (high - low) / (TICKS - 1)
    base = Decimal(1).scaleb(raw.adjusted())
    step = next(base * digit for digit in (1, 2, 5, 10) if base * digit >= raw)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    count = int((high / step).to_integral_value(ROUND_CEILING) - first)
    ticks = [(first + number) * step for number in range(count + 1)]
    return ticks if len(set(ticks)) == len(ticks) <= TICKS + 1 else [low, high]


def _ratio_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return 1, 2, 5, 10 and the like from ``low`` or below to ``high`` or above; none if there is no space."""
    if low == high:
        return []
    around = range(low.adjusted(), high.adjusted() + 2)
    steps = [Decimal(digit).scaleb(power) for power in around for digit in (1, 2, 5)]
    first = max(step for step in steps if step <= low)
    last = min(step for step in steps if step >= high)
    ticks = [step for step in steps if first <= step <= last]
    if len(ticks) > TICKS:
        ticks = [tick for tick in ticks if tick in (first, 1, last)]
    return ticks
