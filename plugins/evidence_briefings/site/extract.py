"""The business-case extract of a record: evidence, cost, gaps and alternatives, with what is not reported said so.

The page and the Markdown file are made of the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..content.blocks import Effect
from ..content.localised import Localised
from ..content.model import NATIONS, Briefing
from ..content.schemes import Scheme
from ..content.vocabulary import Vocabularies
from .addresses import Links, address, beside
from .harvard import citation, source_citation
from .passage import sentence
from .programmes import cost_in_words, economic_in_words, effect_in_words, readiness, tally
from .ratings import ShownRating, shown_ratings
from .wording import Wording, filled, joined, marked

_SPECIAL = re.compile(r"[\\`*_\[\]#&<>]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ODD = re.compile(r"[\\`*_\[\]#&<>\t\n\v\f\r]")
_LIKE_A_NUMBER = frozenset("0123456789+- ")
_LIKE_A_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")
ENDING = ".md"
"""How the name of the Markdown file ends; it stands beside the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, as HTML. ``label`` says what it is about, if its heading does not.

    It leads to ``url``, or to ``page`` of this site (key and id), or nowhere.
    """

    text: Markup
    label: str | None = None
    url: str | None = None
    page: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the extract; every part has lines, for what is not reported is said."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Extract:
    """Makes the extract of one record in one language. ``related`` are the records shown beside it."""

    briefing: Briefing
    related: Sequence[Briefing]
    wording: Wording
    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    site_url: str | None

    def parts(self) -> list[Part]:
        """Return the parts in the order of a business case."""
        _ = self.wording.gettext
        return [
            Part(_("What does the evidence say?"), list(self._finding())),
            Part(_("How sure can we be?"), list(self._strength())),
            Part(_("Where does it apply?"), list(self._places())),
            Part(_("What should I be careful about?"), list(self._limits())),
            Part(_("What does it cost, and what does it take?"), list(self._cost())),
            Part(_("What do we not know?"), list(self._gaps())),
            Part(_("What else could be done?"), list(self._alternatives())),
            Part(_("Where does this come from?"), list(self._sources())),
        ]

    def markdown(self, parts: Iterable[Part]) -> str:
        """Return ``parts`` as Markdown that shows the record's words as they are, whatever signs they hold.

        It leaves the site: its links are absolute, or there are none.
        """
        _ = self.wording.gettext
        title = self.briefing.title.best(self.wording.language)[0]
        blocks = [f"# {_inline(_('Business-case extract: %(title)s') % {'title': title})}", _inline(self.note)]
        for part in parts:
            blocks.append(f"## {_inline(part.heading)}")
            blocks.append("\n".join([_markdown(line, self._target(line)) for line in part.lines]))
        return "\n\n".join(blocks) + "\n"

    @property
    def note(self) -> str:
        """What the extract is and is not."""
        return self.wording.gettext(
            "This is the evidence for a business case, as the briefing has it. "
            "Add what it cannot know: local need, local figures, and what local people say."
        )

    def _finding(self) -> Iterator[Line]:
        _, language = self.wording.gettext, self.wording.language
        yield Line(marked(self.briefing.bottom_line, language))
        programme = self.briefing.programme
        if programme is None:
            return
        if programme.adapted_without_evaluation is not None:
            untested = _("Nobody has tested this version. The results come from the version before.")
            note = sentence(programme.adapted_without_evaluation.note, language)
            yield Line(joined([escape(untested), note]), _("Changed since it was tested.").rstrip("."))
        for effect in programme.effects:
            yield Line(self._effect(effect), marked(effect.outcome, language))
        if not programme.effects:
            yield Line(self._not_reported, _("What difference did it make?"))

    def _strength(self) -> Iterator[Line]:
        _, evidence, language = self.wording.gettext, self.briefing.evidence, self.wording.language
        base = self.vocabularies["bases"][evidence.base]
        yield Line(escape(base.about.get(language) if base.about is not None else base.label(language)), _("Rests on"))
        designs = "; ".join(self._term("designs", id) for id in evidence.designs)
        yield Line(escape(designs) if designs else self._not_reported, _("Kinds of study"))
        yield self._text(_("Who took part?"), evidence.participants)
        yield Line(self._term("reported", evidence.peer_reviewed), _("Checked by other researchers (peer review)"))
        yield self._text(_("Paid for by"), evidence.funder)
        yield from map(self._rating, shown_ratings(self.briefing, self.schemes, self.wording, Links("", language)))
        if not self.briefing.ratings:
            yield Line(escape(_("We list no rating from any scheme for this. Not rated is not the same as weak.")))

    def _places(self) -> Iterator[Line]:
        _, relevance, language = self.wording.gettext, self.briefing.relevance, self.wording.language
        for nation in NATIONS:
            said = relevance.applies_to.get(nation)
            answer = self._term("applies", said.applies if said is not None else "unknown")
            if said is not None and said.note is not None:
                answer = joined([answer, sentence(said.note, language)], ". ")
            yield Line(answer, self._term("places", nation))
        places = "; ".join(self._term("places", place) for place in relevance.evidence_from)
        yield Line(escape(places), _("Evidence comes from"))
        for law in relevance.law:
            text = marked(law.instrument, language)
            if law.as_of is not None:
                stood = filled(_("As it stood on: %(date)s"), date=self.wording.day(law.as_of))
                text = filled("%(what)s (%(more)s)", what=text, more=stood)
            label = _("Law and policy (%(nation)s)") % {"nation": self._term("places", law.nation)}
            yield Line(text, label, law.url)

    def _limits(self) -> Iterator[Line]:
        _, evidence, language = self.wording.gettext, self.briefing.evidence, self.wording.language
        yield from (Line(marked(text, language)) for text in evidence.limitations)
        for text in evidence.disagreements:
            yield Line(marked(text, language), _("Where the evidence disagrees"))
        if not evidence.disagreements:
            yield Line(escape(_("This briefing lists no findings that disagree. There may be some.")))

    def _cost(self) -> Iterator[Line]:
        _, programme, language = self.wording.gettext, self.briefing.programme, self.wording.language
        costs = programme.costs if programme is not None else []
        for cost in costs:
            told = cost_in_words(cost, self.wording)
            amount = [] if told.amount is None and told.in_words else [escape(told.amount or self._not_reported)]
            yield Line(joined([*amount, *told.details], "; "), told.item or _("Cost"))
        if not costs:
            yield Line(self._not_reported, _("Cost"))
        if programme is None:
            return
        who = joined((marked(text, language) for text in programme.delivered_by), "; ")
        yield Line(who or self._not_reported, _("Who delivers it"))
        yield self._text(_("Training"), programme.training)
        yield Line(self._term("reported", programme.manual), _("Is there a manual?"))
        yield self._text(_("How much and how long"), programme.dose)
        for fact in economic_in_words(programme.economic, self.wording):
            yield Line(joined(fact.said, "; ") or self._not_reported, fact.label)
        yield Line(escape(tally(readiness(programme, self.wording), self.wording)), _("What would you need to run it?"))

    def _gaps(self) -> Iterator[Line]:
        evidence, language = self.briefing.evidence, self.wording.language
        yield from (Line(marked(text, language)) for text in evidence.unclear)
        if not evidence.unclear:
            yield Line(escape(self.wording.gettext("This briefing lists no open questions. There may be some.")))

    def _alternatives(self) -> Iterator[Line]:
        _, language = self.wording.gettext, self.wording.language
        for other in self.related:
            base = self._term("bases", other.evidence.base)
            wales = self._term("applies", other.relevance.applies_to["wales"].applies)
            place = self._term("places", "wales")
            text = Markup(f"{sentence(other.bottom_line, language)} {base}. {place}: {wales}.")  # noqa: S704
            yield Line(text, marked(other.title, language), page=("briefing", other.id))
        if not self.related:
            yield Line(escape(_("This briefing names no other. Look under its topics before you decide.")))
        for topic in self.briefing.topics:
            label = self._term("topics", topic)
            yield Line(escape(_("All briefings on this topic")), label, page=("topic", topic))

    def _sources(self) -> Iterator[Line]:
        _, language = self.wording.gettext, self.wording.language
        briefing = self.briefing
        cited = citation(briefing, self.wording, self._absolute("briefing", briefing.id))
        yield Line(cited, _("This briefing"), page=("briefing", briefing.id))
        for source in briefing.sources:
            yield Line(source_citation(source, self.wording), None, source.address)
        yield Line(escape(self.wording.day(briefing.reviewed)), _("Last reviewed"))
        yield Line(escape(self.wording.day(briefing.review_by)), _("Next review due"))
        yield Line(marked(briefing.owner.team, language), _("Kept by"))

    @property
    def _not_reported(self) -> Markup:
        return self._term("reported", "not-reported")

    def _term(self, vocabulary: str, term: str) -> Markup:
        return escape(self.vocabularies[vocabulary][term].label(self.wording.language))

    def _text(self, label: str, text: Localised | None) -> Line:
        return Line(marked(text, self.wording.language) if text is not None else self._not_reported, label)

    def _effect(self, effect: Effect) -> Markup:
        """Return an effect in one line: which way, in plain words, then its figures as far as they are reported."""
        _, language = self.wording.gettext, self.wording.language
        told = effect_in_words(effect, self.wording, self.vocabularies)
        figures = [
            (_("Measure"), told.measure),
            (_("Size of the effect"), told.size),
            (_("Likely range (confidence interval)"), told.interval),
            (_("Number of people"), told.people),
        ]
        said = [joined([escape(told.found), Markup(".")], "")]
        said += [sentence(effect.plain, language)] if effect.plain is not None else []
        known = [filled("%(what)s: %(more)s", what=label, more=value) for label, value in figures if value is not None]
        said += [joined([joined(known, "; "), Markup(".")], "")] if known else []
        said += [escape(told.caution)] if told.caution is not None else []
        return joined(said)

    def _rating(self, rating: ShownRating) -> Line:
        """Return a rating in one line, as its owner words it, with what is no finding of benefit said so."""
        _, language = self.wording.gettext, self.wording.language
        told = escape(rating.value_label)
        if rating.spoken is not None:
            told = Markup(f'<span lang="{rating.spoken}">{told}</span>')  # noqa: S704
        if rating.context is not None:
            context = escape(rating.context) if isinstance(rating.context, str) else marked(rating.context, language)
            told = filled("%(what)s (%(more)s)", what=told, more=context)
        said = [told]
        if rating.means:
            said.append(escape(rating.means))
        if rating.unverified:
            said.append(escape(_("Not verified.")))
        if rating.older_than is not None:
            said.append(escape(_("Older rules.")))
        line = joined([part.rstrip(".") for part in said], ". ") if len(said) > 1 else told
        return Line(line, rating.scheme.title, rating.url)

    def _target(self, line: Line) -> str | None:
        return self._absolute(*line.page) if line.page is not None else line.url

    def _absolute(self, key: str, id: str) -> str | None:
        path = address(key, self.wording.language, id)
        return f"{self.site_url.rstrip('/')}/{path}" if self.site_url else None


def markdown_address(language: str, record_id: str) -> str:
    """Return where the Markdown file stands."""
    return beside(address("business-case", language, record_id), ENDING)


def _markdown(line: Line, url: str | None) -> str:
    text = _inline(_words(line.text))
    if line.label is None:
        return f"- [{text}](<{url}>)" if url else f"- {text}"
    label = _inline(_words(escape(line.label)))
    colon = "" if label.endswith(("?", ":")) else ":"
    return f"- **[{label}](<{url}>){colon}** {text}" if url else f"- **{label}{colon}** {text}"


def _words(text: Markup) -> str:
    """Return the words of HTML; most has no tag and no reference in it."""
    return text.striptags() if "<" in text or "&" in text else str(text)


def _inline(text: str) -> str:
    """Return words as Markdown that stands for just these words; HTML in them stays words too."""
    # Nearly every text, of more than a hundred thousand, is Markdown of itself.
    if text[:1] not in _LIKE_A_NUMBER and not text.endswith(" ") and "  " not in text and _ODD.search(text) is None:
        return text
    bare = _SPECIAL.sub(_bare, " ".join(text.split()))
    return _LIKE_A_LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", bare)


def _bare(sign: re.Match[str]) -> str:
    return _HTML.get(sign[0]) or f"\\{sign[0]}"
