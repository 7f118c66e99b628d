"""``briefings new``: a record begins."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..content import drafts
from ..content.asking import QUESTIONS, AnswerError, Question, edits_of
from ..content.corpus import Corpus
from ..content.editing import EditError
from ..content.fields import MAX_ID, id_fault
from ..content.filling import filled, missing
from ..content.localised import LANGUAGES, Language
from ..content.suggest import did_you_mean
from ..content.whole import save
from ..project import Project
from .running import CouldNotRun, Day, current_project, errors, today_option

_LONGEST_MADE = 60
"""How long an id may be that we make of a title: it is part of an address that people type."""


def _answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question."""
    for question in reversed(QUESTIONS):
        command = _option(question)(command)
    return command


def _option(question: Question) -> Callable[[Callable[..., None]], Callable[..., None]]:
    several = question.how in ("terms", "texts", "applies", "sources")
    about = question.about["en"].partition(".")[0]
    examples = {"applies": "; wales=partly, or wales=partly: why", "sources": "; TITLE=open says who can read it"}
    help_text = f"{about}{examples.get(question.how, '')}{' (may be given again)' if several else ''}."
    shown = {"term": "TERM", "terms": "TERM", "applies": "NATION=TERM", "date": "YYYY-MM-DD"}.get(question.how, "TEXT")
    kind = Day() if question.how == "date" else str
    return click.option(question.option, question.name, multiple=several, type=kind, metavar=shown, help=help_text)


@click.command()
@click.argument("record_id", metavar="[ID]", required=False)
@click.option("--kind", help="What sort of record it is (default: research).")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language you will write in.")
@click.option("--folder", default="", help="A folder below briefings/, for example adults.")
@click.option("--ask/--no-ask", default=None, help="Ask for what is not given (default: on a terminal).")
@_answer_options
@today_option
def new(
    record_id: str | None,
    kind: str | None,
    language: Language,
    folder: str,
    ask: bool | None,
    today: date | None,
    **given: Any,
) -> None:
    """Start a new record: a file named ID.yml with every field, saying what is still missing.

    On a terminal you are asked step by step; each answer may also be given as an option. What you leave out stays
    MISSING in the file.

    \b
    Examples:
      briefings new
      briefings new short-breaks --folder children
      briefings new connecting-people --kind programme --no-ask
      briefings new --title "Short breaks" --topic fostering --applies "wales=partly: another law"
    """
    project = current_project()
    corpus = project.reader().read(today=today or date.today())
    answers: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value
    }
    if kind is not None:
        answers["kind"] = _known_kind(kind, corpus)
    if record_id is not None:
        answers["id"] = record_id.removesuffix(".yml")
        new_path(project, corpus, answers["id"], folder)
    try:
        edits_of(answers, corpus.vocabularies)  # what was given is judged before anything is asked
    except AnswerError as error:
        raise CouldNotRun(str(error)) from None
    if ask is None:
        ask = sys.stdin.isatty() and sys.stdout.isatty()
    if ask:
        _ask(project, corpus, language, folder, answers)
    _write(project, corpus, language, folder, answers, today or date.today())


def _known_kind(kind: str, corpus: Corpus) -> str:
    kinds = corpus.vocabularies["kinds"].terms
    if kind not in kinds:
        raise CouldNotRun(f'"{kind}" is not a kind ({", ".join(kinds)}).{did_you_mean(kind, kinds)}')
    return kind


def _ask(project: Project, corpus: Corpus, language: Language, folder: str, answers: dict[str, Any]) -> None:
    from .prompting import Prompter, Stopped

    def fault(record_id: str) -> str | None:
        try:
            new_path(project, corpus, record_id, folder)
        except CouldNotRun as error:
            return error.message
        return None

    prompter = Prompter(corpus.vocabularies, language, answers)
    try:
        prompter.start(lambda title: free_id(title, corpus), fault)
        prompter.rest()
    except Stopped:
        if not any(answers.get(question.name) for question in QUESTIONS):
            raise CouldNotRun("nothing was answered, so nothing was written") from None
        if not prompter.keep():
            raise CouldNotRun("nothing was written") from None


def _write(
    project: Project, corpus: Corpus, language: Language, folder: str, answers: dict[str, Any], day: date
) -> None:
    record_id = answers.get("id") or free_id(str(answers.get("title", "")), corpus)
    if record_id is None:
        raise click.UsageError("Give the new record an ID, or a --title to make one from.")
    path = new_path(project, corpus, record_id, folder)
    depth = len(path.relative_to(project.records.absolute()).parts) - 1
    kind = answers.get("kind") or "research"
    text = drafts.new_record(Path(project.shown(path)), depth, kind, language, corpus.vocabularies, day)
    try:
        text = filled(text, edits_of(answers, corpus.vocabularies))
    except (AnswerError, EditError) as error:
        raise CouldNotRun(str(error)) from None
    save(path, text)
    click.echo(project.shown(path))
    waiting = missing(text)
    still = f"Still missing: {', '.join(waiting)}." if waiting else "Nothing that is needed is missing."
    errors.print(f"{still} Then run: briefings check {project.shown(path)}", markup=False)


def free_id(words: str, corpus: Corpus) -> str | None:
    """Return an id made of words that no record has yet, or None where none can be made."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = ""
    for part in re.findall(r"[a-z0-9]+", plain):
        if len(made) + len(part) + 1 > min(_LONGEST_MADE, MAX_ID):
            break
        made = f"{made}-{part}" if made else part
    if not made or id_fault(made) is not None:
        return None
    numbered = (f"{made}-{number}" for number in range(2, 1000))
    return made if made not in corpus.files else next((name for name in numbered if name not in corpus.files), None)


def new_path(project: Project, corpus: Corpus, record_id: str, folder: str) -> Path:
    """Return where a new record belongs. Raises ``CouldNotRun`` for an id that is none, or that is taken."""
    why = id_fault(record_id)
    if why is not None:
        raise CouldNotRun(f'"{record_id}" cannot be an id: {why}')
    taken = corpus.files.get(record_id)
    if taken is not None:
        raise CouldNotRun(f'the id "{record_id}" is already that of {taken.shown}')
    path = project.folder_for(folder) / f"{record_id}.yml"
    if os.path.lexists(path):
        raise CouldNotRun(f"{project.shown(path)} is already there; nothing was changed")
    return path
