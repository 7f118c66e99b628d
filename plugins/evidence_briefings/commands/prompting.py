"""The questions of ``briefings new`` on a terminal. Whatever stops them, what was answered is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import questionary

from ..content.asking import QUESTIONS, Question, too_long
from ..content.localised import Language
from ..content.model import NATIONS
from ..content.vocabulary import Vocabularies
from .running import errors

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "hello": {
        "en": "A few questions. Leave empty what you do not know yet: the file will say MISSING there."
        " Ctrl-C stops, and nothing is lost.",
        "cy": "Ychydig o gwestiynau. Gadewch yn wag yr hyn nad ydych yn ei wybod eto: bydd y ffeil yn dweud MISSING"
        " yno. Mae Ctrl-C yn stopio, heb golli dim.",
    },
    "kind": {"en": "Kind: what sort of record is it?", "cy": "Math: pa fath o gofnod ydyw?"},
    "id": {
        "en": "Id: the name of the file and of the page's address",
        "cy": "Id: enw'r ffeil a chyfeiriad y dudalen",
    },
    "later": {"en": "I do not know yet", "cy": "Dydw i ddim yn gwybod eto"},
    "why": {"en": "Why? (may be empty)", "cy": "Pam? (gall fod yn wag)"},
    "access": {"en": "Can everybody read it?", "cy": "A all pawb ei ddarllen?"},
    "keep": {
        "en": "Write the record with what you have answered so far?",
        "cy": "Ysgrifennu'r cofnod gyda'r hyn rydych wedi'i ateb hyd yn hyn?",
    },
    "date": {"en": "Write it as 2027-11-01", "cy": "Ysgrifennwch ef fel 2027-11-01"},
}


class Stopped(Exception):  # noqa: N818 (it is no error)
    """Somebody pressed Ctrl-C, or the terminal is gone."""


class Prompter:
    """Asks for what was not given. ``answers`` is what is known so far."""

    def __init__(self, vocabularies: Vocabularies, language: Language, answers: dict[str, Any]) -> None:
        self.vocabularies = vocabularies
        self.language = language
        self.answers = answers

    def say(self, word: str) -> str:
        """Return one of our own words in the language of the record."""
        return _WORDS[word][self.language]

    def start(self, offered_id: Callable[[str], str | None], id_fault: Callable[[str], str | None]) -> None:
        """Ask for the kind, the title and the id. Raises ``Stopped``."""
        errors.print(self.say("hello"), markup=False)
        if "kind" not in self.answers:
            choices = [questionary.Choice(term.label(self.language), term.id) for term in self.vocabularies["kinds"]]
            self.answers["kind"] = self._asked(questionary.select(self.say("kind"), choices))
        self._ask(QUESTIONS[0])
        if "id" not in self.answers:
            default = offered_id(str(self.answers.get("title") or "")) or ""
            question = questionary.text(self.say("id"), default, validate=lambda text: id_fault(text) or True)
            self.answers["id"] = self._asked(question)

    def rest(self) -> None:
        """Ask everything else. Raises ``Stopped``."""
        for question in QUESTIONS[1:]:
            self._ask(question)

    def keep(self) -> bool:
        """Return whether what was answered is to be written. Stopping once more means yes: nothing is lost."""
        try:
            return bool(self._asked(questionary.confirm(self.say("keep"), default=True)))
        except Stopped:
            return True

    def _asked(self, question: questionary.Question) -> Any:
        try:
            return question.unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            raise Stopped from None

    def _ask(self, question: Question) -> None:
        if self.answers.get(question.name):
            return
        errors.print(f"\n{question.about[self.language]}", style="dim", markup=False)
        label = question.asked[self.language]
        if question.how in ("texts", "sources"):
            self._ask_several(question, label)
        elif question.how == "applies":
            self._ask_nations(question, label)
        elif question.how == "terms":
            self.answers[question.name] = self._asked(self._checkbox(question, label))
        elif question.how == "term":
            later = questionary.Choice(self.say("later"), "")
            self.answers[question.name] = self._asked(questionary.select(label, [later, *self._choices(question)]))
        else:
            validate = self._date_fault if question.how == "date" else None
            self.answers[question.name] = self._text(question, label, validate)

    def _choices(self, question: Question) -> list[questionary.Choice]:
        return [questionary.Choice(term.label(self.language), term.id) for term in self.vocabularies[question.terms]]

    def _checkbox(self, question: Question, label: str) -> questionary.Question:
        choices = self._choices(question)
        return questionary.checkbox(label, choices, use_search_filter=len(choices) > 8, use_jk_keys=False)

    def _text(self, question: Question, label: str, validate: Any = None) -> str:
        text = self._asked(questionary.text(label, validate=validate)).strip()
        if fault := too_long(question, text, self.language):
            errors.print(fault, style="yellow", markup=False)
            return str(self._asked(questionary.text(label, text)).strip())
        return str(text)

    def _ask_several(self, question: Question, label: str) -> None:
        found: list[str] = []
        self.answers[question.name] = found
        while text := self._text(question, f"{label} {len(found) + 1}"):
            found.append(text)
            if question.how == "sources":
                access = self._asked(questionary.select(self.say("access"), self._choices(question), default="unknown"))
                found[-1] = f"{text}={access}"

    def _ask_nations(self, question: Question, label: str) -> None:
        found: list[str] = []
        self.answers[question.name] = found
        for nation in NATIONS:
            name = self.vocabularies["nations"][nation].label(self.language)
            answer = self._asked(questionary.select(f"{label} {name}?", self._choices(question), default="unknown"))
            found.append(f"{nation}={answer}")
            if answer != "unknown" and (why := self._asked(questionary.text(self.say("why"))).strip()):
                found[-1] = f"{nation}={answer}: {why}"

    def _date_fault(self, text: str) -> str | bool:
        try:
            return bool(not text.strip() or date.fromisoformat(text.strip()))
        except ValueError:
            return self.say("date")
