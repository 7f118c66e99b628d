"""What a programme needs, costs and does, in the words of one language. What is unknown is said, never left out.

The functions are pure. Texts of a record come as HTML, escaped, and marked where they stand in the other language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..content.blocks import Cost, Economic, Effect, Programme, TestedWith
from ..content.localised import Localised
from ..content.vocabulary import Vocabularies
from .forest import Forest, forests, interval_holds_no_effect
from .numbers import figure, money
from .wording import Wording, marked

UK = frozenset({"wales", "england", "scotland", "northern-ireland", "uk"})
"""Places within the United Kingdom."""
UNSETTLED = frozenset({"international", "europe", "not-reported"})
"""Places that may or may not take in the United Kingdom."""


@dataclass(frozen=True, slots=True)
class EffectInWords:
    """One effect; what is not reported is None.

    ``way`` is the id of what was found (``not-reported`` if no source says), ``found`` its words. ``caution`` says so
    where the interval takes in "no difference".
    """

    outcome: Markup
    way: str
    found: str
    plain: Markup | None
    measure: Markup | None
    size: Markup | None
    interval: str | None
    people: str | None
    caution: str | None


@dataclass(frozen=True, slots=True)
class CostInWords:
    """One cost: what for, how much (None if no figure is given), and what belongs to the figure, each as a line.

    ``in_words`` says whether one of the lines is a note, which may stand for a figure.
    """

    item: Markup | None
    amount: str | None
    details: tuple[Markup, ...]
    in_words: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is said about it; nothing said means that it is not reported."""

    label: str
    said: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that somebody must know before taking up a programme. ``more`` is an anchor where the page says more.

    ``reported`` says whether anything is known, not whether it is good: "there is no manual" is reported.
    """

    key: str
    label: str
    said: tuple[Markup, ...]
    more: str | None = None

    @property
    def reported(self) -> bool:
        """Whether a source says anything about it."""
        return bool(self.said)


@dataclass(frozen=True, slots=True)
class ToldProgramme:
    """All that the page of a programme says about it."""

    needs: tuple[Need, ...]
    tally: str
    effects: tuple[EffectInWords, ...]
    forests: tuple[Forest, ...]
    costs: tuple[CostInWords, ...]
    economic: tuple[Fact, ...]
    tested: tuple[Fact, ...]


def told(programme: Programme, wording: Wording, vocabularies: Vocabularies) -> ToldProgramme:
    """Return what a page says about a programme."""
    needs = readiness(programme, wording)
    return ToldProgramme(
        needs=needs,
        tally=tally(needs, wording),
        effects=tuple(effect_in_words(effect, wording, vocabularies) for effect in programme.effects),
        forests=tuple(forests(programme.effects, wording.language)),
        costs=tuple(cost_in_words(cost, wording) for cost in programme.costs),
        economic=economic_in_words(programme.economic, wording),
        tested=sample_in_words(programme.tested_with, wording, vocabularies),
    )


def not_reported(wording: Wording) -> str:
    """Return the words for what no source says."""
    return wording.gettext("Not reported")


def interval_in_words(low: float | None, high: float | None, wording: Wording) -> str | None:
    """Return a range of numbers in words, one end of which may be open; None if it has no end at all."""
    _ = wording.gettext
    ends = {"low": _figure(low, wording), "high": _figure(high, wording)}
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % ends
    if low is not None:
        return _("%(low)s or more") % ends
    return _("%(high)s or less") % ends if high is not None else None


def effect_in_words(effect: Effect, wording: Wording, vocabularies: Vocabularies) -> EffectInWords:
    """Return one effect in words. A figure is given as it was written, with its unit."""
    _ = wording.gettext
    measure, unit = _text(effect.measure, wording), _text(effect.unit, wording)
    size = None if effect.value is None else Markup.escape(_figure(effect.value, wording))
    if size is not None and unit is not None:
        size = Markup("{} ({})").format(size, unit)
    elif unit is not None:  # it may still belong to an interval
        measure = unit if measure is None else Markup("{} ({})").format(measure, unit)
    way = effect.direction or "not-reported"
    known = effect.direction is not None
    return EffectInWords(
        outcome=marked(effect.outcome, wording.language),
        way=way,
        found=vocabularies["directions"][way].label(wording.language) if known else not_reported(wording),
        plain=_text(effect.plain, wording),
        measure=measure,
        size=size,
        interval=interval_in_words(effect.ci_low, effect.ci_high, wording),
        people=None if effect.n is None else figure(effect.n, wording.language),
        caution=_("There may be no difference: the likely range takes it in.")
        if interval_holds_no_effect(effect)
        else None,
    )


def cost_in_words(cost: Cost, wording: Wording) -> CostInWords:
    """Return one cost in words: its range of money, for each what, in prices of which year, and the note."""
    _ = wording.gettext
    details = []
    if cost.per is not None:
        details.append(Markup(_("For each: %(what)s")) % {"what": marked(cost.per, wording.language)})  # noqa: S704 (our own catalogue)
    if cost.price_year is not None:
        details.append(Markup.escape(_("Prices of %(year)s") % {"year": cost.price_year}))
    if cost.note is not None:
        details.append(marked(cost.note, wording.language))
    return CostInWords(_text(cost.item, wording), amount_in_words(cost, wording), tuple(details), cost.note is not None)


def amount_in_words(cost: Cost, wording: Wording) -> str | None:
    """Return the money of a cost, such as "£100 to £200.50" or "up to £200"; None if it has no figure."""
    _ = wording.gettext
    low, high = (None if end is None else _money(end, cost, wording) for end in (cost.low, cost.high))
    if low is not None and high is not None and cost.low != cost.high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low is not None:
        return low
    return _("up to %(amount)s") % {"amount": high} if high is not None else None


def economic_in_words(economic: Economic | None, wording: Wording) -> tuple[Fact, ...]:
    """Return what is known about costs and benefits; each fact is there, said or not."""
    _ = wording.gettext
    ratio = economic.benefit_cost_ratio if economic is not None else None
    chance = economic.chance if economic is not None else None
    facts = [
        Fact(
            _("Benefits divided by costs (above 1, benefits are larger)"),
            _known(None if ratio is None else figure(ratio, wording.language)),
        ),
        Fact(
            _("Chance that benefits exceed costs"),
            _known(None if chance is None else f"{figure(chance, wording.language)}%"),
        ),
        Fact(_("Who benefits"), _texts(economic.who_benefits if economic is not None else (), wording)),
        Fact(_("What was counted"), _texts([economic.note] if economic is not None else (), wording)),
    ]
    return tuple(facts)


def sample_in_words(tested: TestedWith | None, wording: Wording, vocabularies: Vocabularies) -> tuple[Fact, ...]:
    """Return where and with whom something was tested; each fact is there, said or not."""
    _ = wording.gettext
    t = tested if tested is not None else TestedWith()

    def terms(ids: Iterable[str], vocabulary: str) -> tuple[Markup, ...]:
        known = [vocabularies[vocabulary][id] for id in ids if id != "not-reported"]
        return tuple(Markup.escape(term.label(wording.language)) for term in known)

    return (
        Fact(_("Number of people"), _known(None if t.number is None else figure(t.number, wording.language))),
        Fact(_("Ages"), _texts([t.ages], wording)),
        Fact(_("Ethnicity"), _texts([t.ethnicity], wording)),
        Fact(_("How many stayed to the end"), _texts([t.retention], wording)),
        Fact(_("Places"), terms(t.places, "places")),
        Fact(_("Rural or urban"), terms(t.place_types, "place-types")),
        Fact(_("Settings"), _texts(t.settings, wording)),
    )


def is_uk_tested(tested: TestedWith | None) -> bool | None:
    """Return whether something was tested in the United Kingdom, or None where the record does not settle it."""
    places = set(tested.places) if tested is not None else set()
    if places & UK:
        return True
    return None if not places or places & UNSETTLED else False


def readiness(programme: Programme, wording: Wording) -> tuple[Need, ...]:
    """Return what a commissioner must know before taking up a programme, each known or not reported.

    It says how much is known, and nothing about how good the programme is.
    """
    _ = wording.gettext
    p = programme
    core = _("Listed on this page: %(count)s") % {"count": len(p.core)} if p.core else None
    return (
        Need("manual", _("Manual"), _answer(p.manual, _("Yes, there is one"), _("No, there is none"))),
        Need("training", _("Training"), _texts([p.training], wording)),
        Need("staff", _("Who delivers it"), _texts(p.delivered_by, wording)),
        Need("dose", _("How much and how long"), _texts([p.dose], wording)),
        Need("costs", _("What it costs"), _costs_in_short(p.costs, wording), "costs"),
        Need("core", _("What has to stay the same"), _known(core), "keep"),
        Need(
            "tested-in-uk",
            _("Tested in the UK"),
            _answer(is_uk_tested(p.tested_with), _("Yes, it was"), _("No, it was tested elsewhere")),
            "tested",
        ),
        Need(
            "available-in-uk",
            _("Available in the UK"),
            _answer(p.available_in_uk, _("Yes, it is"), _("No, it is not")),
        ),
    )


def tally(needs: Sequence[Need], wording: Wording) -> str:
    """Return how many things are reported, in words: "4 of 8 reported"."""
    counts = {"count": sum(need.reported for need in needs), "all": len(needs)}
    return wording.gettext("%(count)s of %(all)s reported") % counts


def _costs_in_short(costs: Sequence[Cost], wording: Wording) -> tuple[Markup, ...]:
    known = [cost for cost in costs if cost.low is not None or cost.high is not None or cost.note is not None]
    if len(known) == 1 and (amount := amount_in_words(known[0], wording)) is not None:
        return (Markup.escape(amount),)
    return _known(wording.gettext("Listed on this page: %(count)s") % {"count": len(known)} if known else None)


def _answer(value: str | bool | None, yes: str, no: str) -> tuple[Markup, ...]:
    known: Callable[[str | bool | None], str | None] = {"yes": yes, "no": no, True: yes, False: no}.get
    return _known(known(value))


def _known(text: str | None) -> tuple[Markup, ...]:
    return () if text is None else (Markup.escape(text),)


def _texts(texts: Iterable[Localised | None], wording: Wording) -> tuple[Markup, ...]:
    return tuple(marked(text, wording.language) for text in texts if text is not None)


def _text(text: Localised | None, wording: Wording) -> Markup | None:
    return None if text is None else marked(text, wording.language)


def _figure(number: float | None, wording: Wording) -> str:
    return "" if number is None else figure(number, wording.language)


def _money(amount: float, cost: Cost, wording: Wording) -> str:
    return money(amount, cost.currency, wording.language) if cost.currency else figure(amount, wording.language)
