"""The cells of a comparison: what one record answers, line by line, in the words of one language.

What nobody has said is a line of its own, in words: not reported is not the same as no difference, and neither is the
same as harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..content.blocks import Cost, Effect, Programme, TestedWith
from ..content.localised import Localised
from ..content.model import NATIONS, Briefing
from ..content.vocabulary import Vocabularies
from .forest import interval_holds_no_effect
from .numbers import figure
from .programmes import amount_in_words, economic_in_words, interval_in_words, readiness, tally
from .wording import Wording

GAP = "gap"
"""What a line ``says`` where there is nothing to say: nobody reported it, or nobody rated it."""
NAME = "name"
"""What a line ``says`` that names what the lines after it are about, such as an outcome."""


class Line(NamedTuple):
    """A line of a cell. ``lang`` is that of ``text`` where it is not the page's; ``label`` is in the page's language.

    ``says`` is ``GAP``, ``NAME`` or one of the things that a rating can say in the place of a finding of benefit.
    """

    text: str
    lang: str | None = None
    url: str | None = None
    says: str | None = None
    label: str | None = None


Cell = tuple[Line, ...]


class CellMaker:
    """Makes the cells of one record after the other."""

    def __init__(self, vocabularies: Vocabularies, wording: Wording) -> None:
        self._vocabularies = vocabularies
        self._wording = wording
        self._language = wording.language
        self.unreported: Cell = (Line(wording.gettext("Not reported"), says=GAP),)

    def _line(self, text: Localised, *, says: str | None = None, label: str | None = None) -> Line:
        words, spoken = text.best(self._language)
        return Line(words, None if spoken == self._language else spoken, says=says, label=label)

    def _gap(self, label: str) -> Line:
        return Line(self.unreported[0].text, says=GAP, label=label)

    def _text(self, text: Localised | None) -> Cell:
        return self.unreported if text is None else (self._line(text),)

    def _items(self, texts: Sequence[Localised]) -> Cell:
        return tuple(self._line(text) for text in texts) or self.unreported

    def _term(self, term: str, vocabulary: str) -> str:
        return self._vocabularies[vocabulary][term].label(self._language)

    def _terms(self, terms: Sequence[str], vocabulary: str) -> Cell:
        labels = (Line(self._term(term, vocabulary), says=GAP if term == "not-reported" else None) for term in terms)
        return tuple(labels) or self.unreported

    def _reported(self, answer: str) -> Cell:
        return self._terms([answer], "reported")

    def _applies(self, briefing: Briefing) -> Iterator[Line]:
        for nation in NATIONS:
            said = briefing.relevance.applies_to.get(nation)
            answer = said.applies if said is not None else "unknown"
            says = GAP if answer == "unknown" else None
            yield Line(self._term(answer, "applies"), says=says, label=self._term(nation, "places"))
            if said is not None and said.note is not None:
                yield self._line(said.note)

    def _free(self, briefing: Briefing) -> Cell:
        free = tuple(
            Line(source.title, None if source.language == self._language else source.language, source.free_url)
            for source in briefing.sources
            if source.free_url
        )
        return free or (Line(self._wording.gettext("None that we know of"), says=GAP),)

    def _reviewed(self, briefing: Briefing) -> Cell:
        _, day = self._wording.gettext, self._wording.day
        return (
            Line(day(briefing.reviewed), label=_("Last reviewed")),
            Line(day(briefing.review_by), label=_("Next review due")),
        )

    def _effects(self, effects: Sequence[Effect]) -> Cell:
        return tuple(line for effect in effects for line in self._effect(effect)) or self.unreported

    def _effect(self, effect: Effect) -> Iterator[Line]:
        _ = self._wording.gettext
        yield self._line(effect.outcome, says=NAME)
        if effect.direction is None:
            yield self._gap(_("Which way it went"))
        else:
            yield Line(self._term(effect.direction, "directions"), label=_("Which way it went"))
        if effect.plain is not None:
            yield self._line(effect.plain)
        if effect.measure is not None:
            yield self._line(effect.measure, label=_("Measure"))
        if effect.value is None:
            yield self._gap(_("Size of the effect"))
        else:
            yield Line(figure(effect.value, self._language), label=_("Size of the effect"))
        interval = interval_in_words(effect.ci_low, effect.ci_high, self._wording)
        if interval is not None:
            yield Line(interval, label=_("Likely range (confidence interval)"))
        elif effect.value is not None:
            yield self._gap(_("Likely range (confidence interval)"))
        if interval_holds_no_effect(effect):
            yield Line(_("There may be no difference: the likely range takes it in."))
        if effect.unit is not None:
            yield self._line(effect.unit, label=_("Unit"))
        if effect.n is not None:
            yield Line(figure(effect.n, self._language), label=_("Number of people"))

    def _costs(self, costs: Sequence[Cost]) -> Cell:
        return tuple(line for cost in costs for line in self._cost(cost)) or self.unreported

    def _cost(self, cost: Cost) -> Iterator[Line]:
        _ = self._wording.gettext
        yield Line(_("Cost"), says=NAME) if cost.item is None else self._line(cost.item, says=NAME)
        amount = amount_in_words(cost, self._wording)
        yield self._gap(_("Amount")) if amount is None else Line(amount)
        if cost.per is not None:
            yield self._line(cost.per, label=_("Cost for each"))
        if cost.price_year is not None:
            yield Line(str(cost.price_year), label=_("Price year"))
        elif amount is not None:
            yield self._gap(_("Price year"))
        if cost.note is not None:
            yield self._line(cost.note)

    def _tested(self, tested: TestedWith | None) -> Cell:
        if tested is None:
            return self.unreported
        _ = self._wording.gettext
        number = (Line(figure(tested.number, self._language)),) if tested.number is not None else self.unreported
        parts = [
            (_("Number of people"), number),
            (_("Ages"), self._text(tested.ages)),
            (_("Ethnicity"), self._text(tested.ethnicity)),
            (_("How many stayed to the end"), self._text(tested.retention)),
            (_("Places"), self._terms(tested.places, "places")),
            (_("Rural or urban"), self._terms(tested.place_types, "place-types")),
            (_("Settings"), self._items(tested.settings)),
        ]
        lines = [line._replace(label=label) for label, cell in parts for line in cell]
        return (*lines, self._line(tested.note)) if tested.note is not None else tuple(lines)

    def _needed(self, programme: Programme) -> Cell:
        return (Line(tally(readiness(programme, self._wording), self._wording)),)

    def _economic(self, programme: Programme) -> Cell:
        if programme.economic is None:
            return self.unreported
        economic = programme.economic
        texts = [(), (), economic.who_benefits, [] if economic.note is None else [economic.note]]
        lines: list[Line] = []
        for fact, said in zip(economic_in_words(economic, self._wording), texts, strict=True):
            lines += [self._line(text, label=fact.label) for text in said]
            if not said:
                lines += [Line(figure, label=fact.label) for figure in fact.said] or [self._gap(fact.label)]
        return tuple(lines)

    def _warning(self, programme: Programme) -> Cell:
        changed = programme.adapted_without_evaluation
        if changed is None:
            return self._text(programme.change_evidence)
        _ = self._wording.gettext
        warned = Line(_("Nobody has tested this version. The results come from the version before."))
        return (warned, self._line(changed.note))
