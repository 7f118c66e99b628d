"""What ``briefings new`` asks: each question in both languages, with a line on why, and the place of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .localised import Language
from .model import NATIONS
from .shapes import Loc
from .suggest import did_you_mean
from .vocabulary import Vocabularies

_EQUALS = re.compile(r"(?P<text>.*)=(?P<term>[a-z-]+)\Z", re.DOTALL)


class AnswerError(ValueError):
    """An answer that cannot be one; the message says why, and what may be meant."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    ``how`` it is answered: a ``text``, several ``texts`` (one after another), one ``term`` of the list ``terms`` or
    several of them, or ``applies`` (a term for each nation, and why). ``words`` is how many fit. ``about`` explains it
    in a line, by language.
    """

    name: str
    how: Literal["text", "texts", "term", "terms", "applies", "sources", "date"]
    loc: Loc
    asked: Mapping[Language, str]
    about: Mapping[Language, str]
    terms: str = ""
    words: int | None = None

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return f"--{self.name.replace('_', '-')}"


def _question(
    name: str,
    how: Any,
    loc: Loc,
    en: tuple[str, str],
    cy: tuple[str, str],
    *,
    terms: str = "",
    words: int | None = None,
) -> Question:
    return Question(name, how, loc, {"en": en[0], "cy": cy[0]}, {"en": en[1], "cy": cy[1]}, terms, words)


# The Welsh is a draft for a translator.
QUESTIONS: Sequence[Question] = (
    _question(
        "title", "text", ("title",),
        ("Title", "What it is about, as a reader would say it: up to 100 characters."),
        ("Teitl", "Am beth y mae, fel y byddai darllenydd yn ei ddweud: hyd at 100 nod."),
    ),
    _question(
        "bottom_line", "text", ("bottom_line",),
        ("Bottom line", "The conclusion, digested, in up to 30 words."),
        ("Y brif neges", "Y casgliad, yn gryno, mewn hyd at 30 gair."),
        words=30,
    ),
    _question(
        "summary", "text", ("summary",),
        ("Summary", "What was done and found, in plain language, in up to 80 words."),
        ("Crynodeb", "Beth a wnaed ac a ganfuwyd, mewn iaith glir, mewn hyd at 80 gair."),
        words=80,
    ),
    _question(
        "message", "texts", ("messages",),
        ("Practice message", "What can a reader do? 1 to 7 messages, each up to 45 words; an empty line ends them."),
        ("Neges ymarfer", "Beth all darllenydd ei wneud? 1 i 7 neges, hyd at 45 gair yr un; llinell wag i orffen."),
        words=45,
    ),
    _question(
        "topic", "terms", ("topics",),
        ("Topics", "What it is about. Type to search the list, space to choose, enter to go on."),
        ("Pynciau", "Am beth y mae. Teipiwch i chwilio'r rhestr, bylchwr i ddewis, enter i fynd ymlaen."),
        terms="topics",
    ),
    _question(
        "audience", "terms", ("audiences",),
        ("Audiences", "Who it is for."),
        ("Cynulleidfaoedd", "I bwy y mae."),
        terms="audiences",
    ),
    _question(
        "evidence_from", "terms", ("relevance", "evidence_from"),
        ("Where the evidence is from", "Where the studies were done."),
        ("O ble y daw'r dystiolaeth", "Ble y gwnaed yr astudiaethau."),
        terms="places",
    ),
    _question(
        "applies", "applies", ("relevance", "applies_to"),
        ("Does it apply in", "Yes, partly, no or unknown, and why, for each nation: law and services differ."),
        ("A yw'n berthnasol yn", "Ydy, yn rhannol, nac ydy neu anhysbys, a pham, ar gyfer pob gwlad."),
        terms="applies",
    ),
    _question(
        "knowledge", "terms", ("evidence", "knowledge"),
        ("What it rests on", "Which of the four sources of knowledge the evidence comes from."),
        ("Ar beth y mae'n seiliedig", "O ba rai o'r pedair ffynhonnell wybodaeth y daw'r dystiolaeth."),
        terms="knowledge",
    ),
    _question(
        "base", "term", ("evidence", "base"),
        ("How much evidence", "How much evidence there is. This is not a rating of how strong it is."),
        ("Faint o dystiolaeth", "Faint o dystiolaeth sydd. Nid sgôr o'i chryfder yw hon."),
        terms="bases",
    ),
    _question(
        "design", "terms", ("evidence", "designs"),
        ("Designs", "How the studies were made, as far as they say."),
        ("Cynlluniau", "Sut y gwnaed yr astudiaethau, cyn belled ag y dywedant."),
        terms="designs",
    ),
    _question(
        "peer_reviewed", "term", ("evidence", "peer_reviewed"),
        ("Peer reviewed", "Whether other researchers checked it before it was published."),
        ("Adolygiad gan gymheiriaid", "A wiriwyd ef gan ymchwilwyr eraill cyn ei gyhoeddi."),
        terms="reported",
    ),
    _question(
        "limitation", "texts", ("evidence", "limitations"),
        ("Limitation", "What must a reader be careful about? At least one; an empty line ends them."),
        ("Cyfyngiad", "Beth y mae'n rhaid bod yn ofalus yn ei gylch? O leiaf un; llinell wag i orffen."),
    ),
    _question(
        "source", "sources", ("sources",),
        ("Source", "The title of each publication it rests on; an empty line ends them."),
        ("Ffynhonnell", "Teitl pob cyhoeddiad y mae'n seiliedig arno; llinell wag i orffen."),
        terms="access",
    ),
    _question(
        "owner", "text", ("owner", "team"),
        ("Owner", "The team that keeps this current: a team, not a person."),
        ("Perchennog", "Y tîm sy'n cadw hwn yn gyfredol: tîm, nid unigolyn."),
    ),
    _question(
        "review_by", "date", ("review_by",),
        ("Review by", "The day by which somebody checks it again, as 2027-11-01. Empty: a year from today."),
        ("Adolygu erbyn", "Y dydd y bydd rhywun yn ei wirio eto, fel 2027-11-01. Gwag: ymhen blwyddyn."),
    ),
)  # fmt: skip
"""The questions, in the order of the record."""

BY_NAME: Mapping[str, Question] = {question.name: question for question in QUESTIONS}


def edits_of(answers: Mapping[str, Any], vocabularies: Vocabularies) -> dict[Loc, Any]:
    """Return the values of a record that answers give, by place. Raises ``AnswerError``."""
    edits: dict[Loc, Any] = {}
    for question in QUESTIONS:
        answer = answers.get(question.name)
        if answer in (None, "", (), []):
            continue
        if question.how == "applies":
            edits |= {(*question.loc, nation): value for nation, value in _applies(answer, vocabularies).items()}
        else:
            edits[question.loc] = _value(question, answer, vocabularies)
    return edits


def _value(question: Question, answer: Any, vocabularies: Vocabularies) -> Any:
    if question.how == "term":
        return known_term(answer, question.terms, vocabularies)
    if question.how == "terms":
        return [known_term(term, question.terms, vocabularies) for term in dict.fromkeys(answer)]
    if question.how == "sources":
        return [_source(text, vocabularies) for text in answer]
    if question.how == "texts":
        texts = [" ".join(text.split()) for text in answer if text.strip()]
        return [{"text": text} for text in texts] if question.name == "message" else texts
    return " ".join(str(answer).split())


def known_term(term: str, name: str, vocabularies: Vocabularies) -> str:
    """Return a term's id for its id or its label in either language. Raises ``AnswerError`` for one that is none."""
    terms = vocabularies[name].terms
    wanted = term.strip()
    for known in vocabularies[name]:
        if wanted == known.id or wanted.casefold() in (known.en.casefold(), known.cy.casefold()):
            return known.id
    labels = {label: known.id for known in vocabularies[name] for label in (known.id, known.en, known.cy)}
    raise AnswerError(
        f'"{term}" is not in {vocabularies[name].shown} ({", ".join(terms)}).{did_you_mean(term, labels)}'
    )


def _applies(answers: Iterable[str], vocabularies: Vocabularies) -> dict[str, Any]:
    """Return what ``wales=partly`` and ``england=no: another law`` say, by nation."""
    found: dict[str, Any] = {}
    for answer in answers:
        nation, equals, rest = answer.partition("=")
        if not equals:
            raise AnswerError(f'"{answer}" is no answer. Write the nation and what is the case: wales=partly')
        if nation.strip() not in NATIONS:
            raise AnswerError(f'"{nation}" is not one of {", ".join(NATIONS)}.{did_you_mean(nation, NATIONS)}')
        word, _, note = rest.partition(":")
        term = known_term(word, "applies", vocabularies)
        found[nation.strip()] = {"applies": term, "note": " ".join(note.split())} if note.strip() else term
    return found


def _source(text: str, vocabularies: Vocabularies) -> dict[str, str]:
    """Return what ``A report`` or ``A report=open`` says; an = whose right side is no word of the list is a title's."""
    match = _EQUALS.match(text)
    if match and match["term"] in vocabularies["access"]:
        return {"title": " ".join(match["text"].split()), "access": match["term"]}
    return {"title": " ".join(text.split()), "access": "unknown"}


def too_long(question: Question, text: str, language: Language) -> str | None:
    """Return what is said of a text with more words than fit, or None. It may stay: the check only warns."""
    count = len(text.split())
    if question.words is None or count <= question.words:
        return None
    if language == "cy":
        return f"{count} gair; mae lle i {question.words}. Gallwch ei fyrhau nawr neu yn y ffeil."
    return f"{count} words; up to {question.words} fit. Shorten it now or in the file."
