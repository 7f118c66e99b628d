"""The passage to copy into a report: what a briefing found, never without its strength, its limits and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from ..content.localised import Localised
from ..content.model import NATIONS, Briefing
from ..content.vocabulary import Vocabularies
from .harvard import source_citation
from .references import BRIEFING, Author, Reference, one_line
from .wording import Wording, filled, joined, marked

_ENDS = (".", "!", "?", "…")


def passage(briefing: Briefing, wording: Wording, vocabularies: Vocabularies, citation: Markup) -> list[Markup]:
    """Return the paragraphs of the passage as HTML, in the language of ``wording``.

    Finding and strength; limits, disagreement and where it applies; ``citation``, when it is reviewed, the sources.
    Every sentence is one of the catalogue or of the record: what a list of the record says stands after a colon, where
    Welsh does not mutate it.
    """
    _ = wording.gettext
    last = [citation, filled(_("Next review due: %(date)s."), date=wording.day(briefing.review_by))]
    if briefing.is_archived:
        last.append(escape(_("We keep this briefing for the record, but it is no longer kept up to date.")))
    if _is_draft(briefing, wording.language):
        last.append(escape(_("No translator has checked this translation yet.")))
    sources = joined([source_citation(source, wording, publisher=False) for source in briefing.sources], "; ")
    last.append(filled(_("It rests on: %(sources)s."), sources=sources))
    return [
        joined([_finding(briefing, wording), *_base(briefing, wording, vocabularies)]),
        joined(_caution(briefing, wording, vocabularies)),
        joined(last),
    ]


def briefing_reference(briefing: Briefing, wording: Wording, vocabularies: Vocabularies, url: str | None) -> Reference:
    """Return the reference to a record as its page in one language shows it; ``url`` is that page's, if it has one.

    Its abstract holds strength and limits as well: every reference manager keeps that with the title, and no style
    prints it.
    """
    _, language, evidence = wording.gettext, wording.language, briefing.evidence
    title, spoken = briefing.title.best(language)
    base = vocabularies["bases"][evidence.base]
    strength = base.about.get(language) if base.about is not None else f"{base.label(language)}."
    limits = [text.best(language)[0] for text in (*evidence.limitations, *evidence.disagreements)]
    return Reference(
        key=f"{briefing.id}.{language}",
        kind=BRIEFING,
        title=one_line(title),
        language=spoken,
        authors=(Author(one_line(briefing.owner.team.best(language)[0])),),
        issued=briefing.last_changed,
        publisher=_("Evidence briefings"),
        genre=_("Evidence briefing"),
        url=url,
        abstract=one_line(" ".join([briefing.bottom_line.best(language)[0], strength, *limits])),
        keywords=tuple(vocabularies["topics"][topic].label(language) for topic in briefing.topics),
    )


def sentence(text: Localised, language: str) -> Markup:
    """Return a text as HTML that ends like a sentence, so that another one can follow it."""
    words, spoken = text.best(language)
    ended = words if words.rstrip("\"'’”)»").endswith(_ENDS) else f"{words}."
    return marked(text if ended is words else text.with_text(spoken, ended), language)


def _finding(briefing: Briefing, wording: Wording) -> Markup:
    return sentence(briefing.bottom_line, wording.language)


def _base(briefing: Briefing, wording: Wording, vocabularies: Vocabularies) -> Iterator[Markup]:
    """Yield what the conclusion rests on: how much evidence, of what kind, from where, and whether it was checked."""
    _, language, evidence = wording.gettext, wording.language, briefing.evidence
    base = vocabularies["bases"][evidence.base]
    about = base.about.get(language) if base.about is not None else None
    yield escape(about) if about else filled(_("It rests on: %(sources)s."), sources=base.label(language))
    if evidence.designs:
        yield filled(
            _("Kinds of study: %(designs)s."), designs=_labels(evidence.designs, "designs", vocabularies, wording)
        )
    if evidence.participants is not None:
        yield filled(_("Who took part: %(people)s"), people=sentence(evidence.participants, language))
    places = _labels(briefing.relevance.evidence_from, "places", vocabularies, wording)
    yield filled(_("Where the evidence comes from: %(places)s."), places=places)
    checked = vocabularies["reported"][evidence.peer_reviewed].label(language)
    yield filled(_("Checked by other researchers (peer review): %(answer)s."), answer=checked)


def _caution(briefing: Briefing, wording: Wording, vocabularies: Vocabularies) -> Iterator[Markup]:
    """Yield the limits, where the evidence disagrees, and where it applies."""
    _, language, evidence = wording.gettext, wording.language, briefing.evidence
    changed = briefing.programme.adapted_without_evaluation if briefing.programme is not None else None
    if changed is not None:
        untested = _("Nobody has tested this version. The results come from the version before.")
        yield joined([escape(untested), sentence(changed.note, language)])
    yield filled(_("Limits: %(limits)s"), limits=_sentences(evidence.limitations, language))
    if evidence.disagreements:
        found = _sentences(evidence.disagreements, language)
        yield filled(_("Where the evidence disagrees: %(findings)s"), findings=found)
    else:
        yield escape(_("This briefing lists no findings that disagree. There may be some."))
    yield filled(_("Where it applies: %(nations)s."), nations=_nations(briefing, vocabularies, language))
    note = briefing.relevance.applies_to["wales"].note
    if note is not None:
        yield filled(_("About Wales: %(note)s"), note=sentence(note, language))


def _nations(briefing: Briefing, vocabularies: Vocabularies, language: str) -> Markup:
    said = briefing.relevance.applies_to
    answers = [(nation, said[nation].applies if nation in said else "unknown") for nation in NATIONS]
    labels = [(vocabularies["places"][nation], vocabularies["applies"][answer]) for nation, answer in answers]
    return escape("; ".join(f"{place.label(language)}: {answer.label(language)}" for place, answer in labels))


def _labels(ids: Iterable[str], vocabulary: str, vocabularies: Vocabularies, wording: Wording) -> str:
    return "; ".join(vocabularies[vocabulary][id].label(wording.language) for id in ids)


def _sentences(texts: Iterable[Localised], language: str) -> Markup:
    return joined([sentence(text, language) for text in texts])


def _is_draft(briefing: Briefing, language: str) -> bool:
    translation = briefing.translation
    return translation is not None and translation.language == language and translation.status == "draft"
