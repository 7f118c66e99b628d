"""Questions that practice asks of research: who raised them, where that stands written, and what has come of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .entries import Entry
from .fields import PartialDate, Url, id_fault
from .lists import read_list
from .localised import LANGUAGE_NAMES, OTHER, Language, Localised
from .model import Briefing
from .nodes import Node
from .problems import Code, Mark, Problem, Severity, define
from .reading import MISSING as MISSING_FIELD
from .reading import WRONG_TYPE, read_model
from .records import BAD_ID, shown_path
from .suggest import did_you_mean
from .translation import MISSING as MISSING_TRANSLATION
from .vocabulary import DUPLICATE_TERM, UNKNOWN_TERM, Vocabularies

FILE = "_questions.yml"

Status = Literal["open", "being-studied", "answered"]
Filled = Annotated[str, Field(min_length=1)]

UNKNOWN_RECORD = define(
    "unknown-question-record",
    Severity.ERROR,
    when="A question in briefings/_questions.yml names a record that does not exist: as its source, as a project that "
    "studies it, or as what answers it.",
    fix="Use the id suggested: the file name of the record without .yml.",
)
NO_PROJECT = define(
    "question-not-of-project",
    Severity.ERROR,
    when="A question names a record under projects whose kind is not project, so that readers would be told of a study "
    "that is none.",
    fix="Put the id under answered_by if the record answers the question, or take it out.",
)
NO_ANSWER = define(
    "question-without-answer",
    Severity.ERROR,
    when="A question has the status answered, but answered_by names no record that readers could go to.",
    fix="Add answered_by: the ids of the records that answer it; or set the status back to open or being-studied.",
)
NO_STUDY = define(
    "question-without-study",
    Severity.WARNING,
    when="A question has the status being-studied, but neither projects nor a note says by whom.",
    fix="Add projects: the ids of the projects, or a note that says where it is being studied. Otherwise it is open.",
)
HIDDEN = define(
    "hidden-question-record",
    Severity.WARNING,
    when="A question names a record that is a draft or not public. The site leaves it out.",
    fix="Publish the record, or remove it here.",
)


class Words(Entry):
    """A text in one language or both. A page whose language it lacks shows the other one, marked as such."""

    en: Filled | None = None
    cy: Filled | None = None

    @property
    def text(self) -> Localised:
        """The text as pages take it."""
        return Localised("en" if self.en is not None else "cy", self.en, self.cy)

    @property
    def lacking(self) -> Language | None:
        """The language that is not there, or None if both are."""
        return "cy" if self.cy is None else "en" if self.en is None else None


class QuestionSource(Entry):
    """Where it stands written that somebody asked: a publication, or the id of a record that reports it."""

    CALLED: ClassVar[str] = "the source of a question"

    title: Filled | None = None
    url: Url | None = None
    record: str | None = None
    language: Language = "en"
    where: Filled | None = None
    """The heading or page below which it stands."""


class Question(Entry):
    """A question. It stands under the first of its ``topics``; ``raised`` may be a year or a month."""

    CALLED: ClassVar[str] = "a question"

    id: str
    question: Words
    raised_by: Words
    audiences: list[str] = []
    topics: list[str] = Field(min_length=1)
    source: QuestionSource
    raised: PartialDate
    status: Status = "open"
    priority: Words | None = None
    projects: list[str] = []
    answered_by: list[str] = []
    note: Words | None = None

    def records(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield (place in the entry, id) of each record that is named."""
        if self.source.record is not None:
            yield ("source", "record"), self.source.record
        for key, ids in (("projects", self.projects), ("answered_by", self.answered_by)):
            for index, record_id in enumerate(ids):
                yield (key, index), record_id

    def words(self) -> Iterator[tuple[str, Words]]:
        """Yield (key, text) of each text."""
        texts = (("question", self.question), ("raised_by", self.raised_by))
        for key, words in (*texts, ("priority", self.priority), ("note", self.note)):
            if words is not None:
                yield key, words


Fault = tuple[Code, tuple[str | int, ...], str]
"""What kind of fault, where in the entry, and what is wrong."""


def read_questions(
    root: Path, base: Path, vocabularies: Vocabularies, records: Collection[str]
) -> tuple[tuple[tuple[Question, Node], ...], list[Problem]]:
    """Return the questions of a site, each with its place in the file, and what is wrong; the file may be absent.

    ``records`` are the ids of all records. Of two questions with one id the first is kept.
    """
    shown = shown_path(root / FILE, base)
    message = "this file is a list of questions, each with keys such as id, question and raised_by."
    nodes, problems = read_list(root / FILE, shown, message)
    kept: dict[str, tuple[Question, Node]] = {}
    for node in nodes:
        question, found = _read(node, shown)
        problems += found
        if question is None:
            continue
        for code, loc, message in _faults(question, vocabularies, records):
            problems.append(code.at(Mark(shown, *node.place(loc)), message))
        if question.id in kept:
            mark = Mark(shown, *node.place(("id",)))
            problems.append(DUPLICATE_TERM.at(mark, f'"{question.id}" is already in the list. Keep one of them.'))
        else:
            kept[question.id] = question, node
    return tuple(kept.values()), problems


def judged_with(
    questions: Iterable[tuple[Question, Node]], shown: str, briefings: Mapping[str, Briefing]
) -> Iterator[Problem]:
    """Yield what is wrong with questions beside the records that they name; ``briefings`` are the valid ones."""
    for question, node in questions:
        for loc, record_id in question.records():
            briefing = briefings.get(record_id)
            mark = Mark(shown, *node.place(loc))
            if briefing is None:
                continue
            if loc[0] == "projects" and briefing.kind != "project":
                yield NO_PROJECT.at(mark, f'"{record_id}" is of the kind {briefing.kind}, not a project.')
            if not briefing.is_shown:
                why = "a draft" if briefing.status == "draft" else f"for the visibility {briefing.visibility} only"
                yield HIDDEN.at(mark, f'"{record_id}" is {why}: readers cannot see it.')


def _read(node: Node, shown: str) -> tuple[Question | None, list[Problem]]:
    if not isinstance(node.value, dict):
        message = f"a question has keys such as id, question and raised_by, but here it is {node.kind}."
        return None, [WRONG_TYPE.at(Mark(shown, node.line, node.column), message)]
    return read_model(Question, node, shown, computed={})


def _faults(question: Question, vocabularies: Vocabularies, records: Collection[str]) -> Iterator[Fault]:
    yield from _wrong_names(question, vocabularies, records)
    yield from _wrong_words(question)
    if question.status == "answered" and not question.answered_by:
        yield NO_ANSWER, ("status",), "the question is said to be answered, but answered_by names nothing."
    if question.status == "being-studied" and not question.projects and question.note is None:
        yield NO_STUDY, ("status",), "the question is said to be studied, but nothing says by whom."


def _wrong_names(question: Question, vocabularies: Vocabularies, records: Collection[str]) -> Iterator[Fault]:
    """Yield its own id if that is no good, and the terms and records that are not there."""
    if why := id_fault(question.id):
        yield BAD_ID, ("id",), f'"{question.id}" cannot be an id: {why}.'
    for name, ids in (("topics", question.topics), ("audiences", question.audiences)):
        vocabulary = vocabularies[name]
        for index, term in enumerate(ids):
            if term not in vocabulary:
                hint = did_you_mean(term, list(vocabulary.terms))
                yield UNKNOWN_TERM[name], (name, index), f'"{term}" is not in {vocabulary.shown}.{hint}'
    for loc, record_id in question.records():
        if record_id not in records:
            yield UNKNOWN_RECORD, loc, f'there is no record "{record_id}".{did_you_mean(record_id, records)}'


def _wrong_words(question: Question) -> Iterator[Fault]:
    """Yield what has no words, or has them in one language only."""
    if question.source.title is None and question.source.record is None:
        yield MISSING_FIELD, ("source",), "the source needs a title, or the id of a record that reports it."
    for key, words in question.words():
        if words.en is None and words.cy is None:
            yield MISSING_FIELD, (key,), f'"{key}" has no text. Write it under en or cy.'
        elif words.lacking is not None:
            there = LANGUAGE_NAMES[OTHER[words.lacking]]
            message = f'"{key}" has no {LANGUAGE_NAMES[words.lacking]}: the page shows the {there}, marked as {there}.'
            yield MISSING_TRANSLATION, (key,), message
