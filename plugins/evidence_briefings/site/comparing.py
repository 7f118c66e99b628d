"""Records side by side: the questions a commissioner asks, and what each record answers, cell by cell.

The ready-made tables and the data files of the page where readers choose are made from the same cells. Schemes stay
apart: each scheme, and each thing that one rates apart, has a row of its own. Nothing is converted, averaged or ranked,
and what nobody has said is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..content.localised import Localised
from ..content.model import Briefing
from ..content.schemes import Reason, Scheme
from ..content.vocabulary import Vocabularies
from .addresses import Links
from .cells import GAP, NAME, Cell, CellMaker, Line
from .ratings import ShownRating, shown_ratings
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Question:
    """A row that every comparison has; ``programmes`` marks those that only programmes can answer."""

    key: str
    label: str
    programmes: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """What one scheme says of a record, for one of the things that it rates apart.

    ``scheme`` is the number of the scheme in its list; ``place`` orders its contexts, and ``key`` tells them apart.
    """

    scheme: int
    place: int
    key: str
    context: Line | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class Row:
    """A question, or a scheme (then with ``url``, and perhaps a ``context``), and the cell of each record."""

    label: str
    cells: Sequence[Cell]
    url: str | None = None
    context: Line | None = None


class Comparer(CellMaker):
    """Answers the questions for one language, with links as seen from one folder."""

    def __init__(
        self, vocabularies: Vocabularies, schemes: Mapping[str, Scheme], wording: Wording, links: Links
    ) -> None:
        super().__init__(vocabularies, wording)
        self.schemes = list(schemes.values())
        self._schemes = schemes
        self._numbers = {id: number for number, id in enumerate(schemes)}
        self._links = links

    @cached_property
    def groups(self) -> list[tuple[str, list[Question]]]:
        """The questions in the order of the table, below their headings."""
        _ = self._wording.gettext
        return [
            (
                _("What is it?"),
                [Question("kind", _("Kind of briefing")), Question("bottom-line", _("What is the conclusion?"))],
            ),
            (
                _("Where it applies"),
                [Question("applies", _("Where it applies, and why")), Question("from", _("Evidence comes from"))],
            ),
            (
                _("How sure can we be?"),
                [
                    Question("base", _("Rests on")),
                    Question("knowledge", _("Kinds of knowledge")),
                    Question("designs", _("How was it done?")),
                    Question("participants", _("Who took part?")),
                    Question("peer", _("Checked by other researchers (peer review)")),
                    Question("ratings", _("How have others rated it?")),
                ],
            ),
            (
                _("What was found?"),
                [
                    Question("effects", _("What difference did it make?"), programmes=True),
                    Question("tested", _("Whom was it tested with?"), programmes=True),
                    Question("changed", _("Were such changes tested?"), programmes=True),
                    Question("equality", _("For whom does it work better or worse?"), programmes=True),
                ],
            ),
            (
                _("What does it involve?"),
                [
                    Question("needs", _("What would you need to run it?"), programmes=True),
                    Question("ages", _("Ages"), programmes=True),
                    Question("referral", _("Who can be referred"), programmes=True),
                    Question("settings", _("Where it takes place"), programmes=True),
                    Question("delivered", _("Who delivers it"), programmes=True),
                    Question("dose", _("How much and how long"), programmes=True),
                    Question("training", _("Training"), programmes=True),
                    Question("manual", _("Is there a manual?"), programmes=True),
                    Question("fidelity", _("How to tell that it is done as it was meant"), programmes=True),
                    Question("uk", _("Available in the UK"), programmes=True),
                    Question("costs", _("What it costs"), programmes=True),
                    Question("economic", _("Is it worth the money?"), programmes=True),
                    Question("core", _("What has to stay the same"), programmes=True),
                    Question("change", _("What you can change"), programmes=True),
                ],
            ),
            (
                _("What should I be careful about?"),
                [
                    Question("limits", _("Limits of the evidence")),
                    Question("unclear", _("What we do not know yet")),
                    Question("disagreements", _("Where the evidence disagrees")),
                ],
            ),
            (
                _("Where does this come from?"),
                [Question("free", _("Is there a free copy?")), Question("reviewed", _("Is this up to date?"))],
            ),
        ]

    @cached_property
    def gaps(self) -> Mapping[str, Cell]:
        """The cells for what is not there: each kind of gap has its own words."""
        _ = self._wording.gettext
        words = {
            "programme": _("Not asked here: this is not a programme."),
            "scheme": _("Not rated by this scheme, as far as we know."),
            "context": _("Not rated for this, as far as we know."),
            "ratings": _("We list no rating from any scheme for this. Not rated is not the same as weak."),
        }
        return {name: (Line(text, says=GAP),) for name, text in words.items()}

    def table(self, briefings: Sequence[Briefing]) -> Iterator[tuple[str, list[Row]]]:
        """Yield (heading, rows) of a table whose columns are these records, without what none of them can answer."""
        answers = [self.answers(briefing) for briefing in briefings]
        for heading, questions in self.groups:
            rows: list[Row] = []
            for question in questions:
                if question.key == "ratings":
                    rows += self._rating_rows(question, [self.ratings(briefing) for briefing in briefings])
                    continue
                cells = [answer[question.key] for answer in answers]
                if any(cell is not None for cell in cells):
                    other = self.gaps["programme"]
                    rows.append(Row(question.label, [other if cell is None else cell for cell in cells]))
            if rows:
                yield heading, rows

    def _rating_rows(self, question: Question, rated: Sequence[Sequence[Rated]]) -> Iterator[Row]:
        there: dict[tuple[int, str], Rated] = {}
        for of_record in rated:
            for each in of_record:
                there.setdefault((each.scheme, each.key), each)
        if not there:
            yield Row(question.label, [self.gaps["ratings"]] * len(rated))
        for row in sorted(there.values(), key=lambda each: (each.scheme, each.place)):
            cells = []
            for of_record in rated:
                by_it = [each for each in of_record if each.scheme == row.scheme]
                found = sum((each.cell for each in by_it if each.key == row.key), ())
                cells.append(found or self.gaps["context" if by_it else "scheme"])
            scheme = self.schemes[row.scheme]
            url = self._links("scheme", scheme.id)
            yield Row(scheme.title.get(self._language), cells, url, row.context)

    def ratings(self, briefing: Briefing) -> list[Rated]:
        """Return what schemes say of a record, in the order of its file; one may rate the same thing twice."""
        if not briefing.ratings:
            return []
        shown = shown_ratings(briefing, self._schemes, self._wording, self._links)
        return [
            self._rated(rating.scheme, rating.context, each)
            for rating, each in zip(briefing.ratings, shown, strict=True)
        ]

    def _rated(self, scheme_id: str, context: Localised | None, shown: ShownRating) -> Rated:
        scheme = self._schemes[scheme_id]
        key = context.original if context is not None else ""
        codes = ["", *(each.code for each in scheme.contexts)]
        place = codes.index(key) if key in codes else len(codes)
        what = None
        if shown.context is not None:
            label = self._wording.gettext("Rated for")
            said = shown.context
            what = Line(said, label=label) if isinstance(said, str) else self._line(said, label=label)
        return Rated(self._numbers[scheme_id], place, key, what, tuple(self._rating(shown)))

    def _rating(self, shown: ShownRating) -> Iterator[Line]:
        _ = self._wording.gettext
        yield Line(shown.value_label, shown.spoken, says=NAME)
        if shown.position is not None:
            step, steps = shown.position
            if shown.is_cost:
                yield Line(_("the lowest cost is %(best)s") % {"best": shown.best})
            elif shown.numbered:
                yield Line(_("the best is %(best)s") % {"best": shown.best})
            else:
                words = {"step": step, "all": steps, "best": shown.best}
                yield Line(_("step %(step)s of %(all)s; the best is %(best)s") % words)
        if shown.state is not None:
            yield Line(self._state(shown.state), says=shown.state)
        if shown.unverified:
            why = _("We have not been able to check this label with those who own the scheme.")
            yield Line(f"{_('Not verified.')} {why}")
        if shown.older_than is not None:
            why = _(
                "It was rated before the present version of the scale (%(version)s). "
                "The same words may have meant something else."
            )
            yield Line(f"{_('Older rules.')} {why % {'version': shown.older_than}}")
        if not isinstance(shown.rated_by, str):
            yield self._line(shown.rated_by, label=_("Rated by"))
        day = self._wording.day(shown.rated_on) if shown.rated_on else None
        yield Line(day, label=_("Rated on")) if day else self._gap(_("Rated on"))
        if shown.url is not None:
            yield Line(_("See the rating where it was published"), url=shown.url)

    def _state(self, state: Reason) -> str:
        _ = self._wording.gettext
        word, means = {
            "harmful": (_("Harmful"), _("There are signs that it can do harm.")),
            "no_effect": (_("No effect"), _("It was tested, and no difference was found.")),
            "unknown": (_("Not known"), _("Those who looked could not tell.")),
            "not_ready": (_("Not ready"), _("Others cannot use it yet. That does not say whether it works.")),
            "not_rated": (_("Not rated"), _("No judgement was made. That does not mean weak.")),
        }[state]
        return f"{word}. {means}"

    def answers(self, briefing: Briefing) -> Mapping[str, Cell | None]:
        """Return a record's cells by the keys of the questions, without ratings; None where only programmes answer."""
        evidence, said = briefing.evidence, self._line
        found: dict[str, Cell | None] = {
            "kind": (Line(self._term(briefing.kind, "kinds")),),
            "bottom-line": (said(briefing.bottom_line),),
            "applies": tuple(self._applies(briefing)),
            "from": self._terms(briefing.relevance.evidence_from, "places"),
            "base": (Line(self._term(evidence.base, "bases")),),
            "knowledge": self._terms(evidence.knowledge, "knowledge"),
            "designs": self._terms(evidence.designs, "designs"),
            "participants": self._text(evidence.participants),
            "peer": self._reported(evidence.peer_reviewed),
            "limits": self._items(evidence.limitations),
            "unclear": self._items(evidence.unclear),
            "disagreements": self._items(evidence.disagreements),
            "free": self._free(briefing),
            "reviewed": self._reviewed(briefing),
        }
        programme = briefing.programme
        if programme is None:
            asked = (question.key for _, group in self.groups for question in group if question.programmes)
            return {**found, **dict.fromkeys(asked)}
        return {
            **found,
            "effects": self._effects(programme.effects),
            "tested": self._tested(programme.tested_with),
            "changed": self._warning(programme),
            "equality": self._text(programme.equality),
            "needs": self._needed(programme),
            "ages": self._text(programme.ages),
            "referral": self._text(programme.referral),
            "settings": self._items(programme.settings),
            "delivered": self._items(programme.delivered_by),
            "dose": self._text(programme.dose),
            "training": self._text(programme.training),
            "manual": self._reported(programme.manual),
            "fidelity": self._text(programme.fidelity),
            "uk": self._reported(programme.available_in_uk),
            "costs": self._costs(programme.costs),
            "economic": self._economic(programme),
            "core": self._items(programme.core),
            "change": self._items(programme.can_change),
        }
