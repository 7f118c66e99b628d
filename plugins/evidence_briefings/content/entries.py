"""One entry of a list: a term with its labels, what topics, audiences and tasks say besides; words to explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from .fields import RecordId
from .nodes import Node
from .problems import Mark

PageName = Literal[
    "search", "compare", "map", "gaps", "questions", "register", "ratings", "repositories", "how-to-read"
]
"""A page that a task may lead to, by its key."""

MOST_STARTS = 5
"""How many records a topic may name under ``start_here``: more is no start."""

YesNo = Literal["yes", "no"]
"""YAML 1.2 has no booleans of these names: they are words."""

PartName = Literal[
    "messages",
    "decisions",
    "bottom-lines",
    "balance",
    "evidence",
    "words",
    "questions",
    "tools",
    "guides",
    "programmes",
    "examples",
    "projects",
    "lived-experience",
    "law",
    "gaps",
    "contacts",
]
"""What a page can gather from records. ``words`` are bottom lines to quote, with limits and citation; ``decisions``
are the practice messages for people who decide."""


class Entry(BaseModel):
    """One entry of a list that comes with the records."""

    CALLED: ClassVar[str] = "this entry"
    """What messages call a thing of this kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Labels(Entry):
    """A label or short text in both languages."""

    en: str = Field(min_length=1)
    cy: str = Field(min_length=1)

    def get(self, language: str) -> str:
        """Return the text in ``language``."""
        return self.en if language == "en" else self.cy


class WordLists(Entry):
    """Words in both languages; either list may be empty and they need not match."""

    en: list[str] = []
    cy: list[str] = []

    def get(self, language: str) -> list[str]:
        """Return the words in ``language``."""
        return self.en if language == "en" else self.cy


class Term(Entry):
    """One entry of a vocabulary.

    ``about`` explains it in a plain sentence; ``plural``, ``in`` ("in Wales") and ``i_am`` ("I am ...") are forms
    that pages need and that cannot be glued together, least of all in Welsh.
    """

    id: str = Field(min_length=1)
    en: str = Field(min_length=1)
    cy: str = Field(min_length=1)
    parent: str | None = None
    about: Labels | None = None
    synonyms: WordLists = WordLists()
    plural: Labels | None = None
    inside: Labels | None = Field(None, alias="in")
    i_am: Labels | None = None
    nation: YesNo = "no"
    unverified: YesNo = "no"

    def label(self, language: str) -> str:
        """Return the term's name in ``language``."""
        return self.en if language == "en" else self.cy


class Topic(Term):
    """A topic. ``start_here`` is an editor's choice of records to read first, in that order."""

    start_here: list[RecordId] = Field([], max_length=MOST_STARTS)


class Audience(Term):
    """An audience. ``opening`` speaks to its readers; ``shows`` are the parts of its page, in order."""

    opening: Labels | None = None
    shows: list[PartName] = ["messages"]


class Gathers(Entry):
    """Which records serve a task, and which parts of them.

    A record serves it that has one of the topics (or one below), one of the kinds and one of the audiences, as far as
    these are given. Where none is given, only records serve that name the task themselves.
    """

    topics: list[str] = []
    kinds: list[str] = []
    audiences: list[str] = []
    parts: list[PartName] = Field(min_length=1)

    def takes(self, topics: set[str], kind: str, audiences: list[str]) -> bool:
        """Return whether a record serves; ``topics`` are its own and all above them."""
        if not (self.topics or self.kinds or self.audiences):
            return False
        return (
            (not self.topics or not topics.isdisjoint(self.topics))
            and (not self.kinds or kind in self.kinds)
            and (not self.audiences or not set(audiences).isdisjoint(self.audiences))
        )


class Task(Term):
    """Something a reader has to do. ``how`` says how to use its page; ``leads_to`` names pages that help further."""

    how: Labels | None = None
    gathers: Gathers
    leads_to: list[PageName] = []


@dataclass(frozen=True, slots=True)
class Reference:
    """What an entry names: an id of the list ``target`` (``records`` for a record), and where; ``term`` names it."""

    target: str
    id: str
    term: str
    mark: Mark


def references(entry: Entry, node: Node, shown: str) -> Iterator[Reference]:
    """Yield what an entry, read from ``node`` of the file ``shown``, names in other lists and among the records."""
    if isinstance(entry, Topic):
        for index, name in enumerate(entry.start_here):
            yield Reference("records", name, entry.id, Mark(shown, *node.place(("start_here", index))))
    elif isinstance(entry, Task):
        gathers = entry.gathers
        for target, names in (("topics", gathers.topics), ("kinds", gathers.kinds), ("audiences", gathers.audiences)):
            for index, name in enumerate(names):
                mark = Mark(shown, *node.place(("gathers", target, index)))
                yield Reference(target, name, entry.id, mark)


class GlossaryText(Entry):
    """A glossary entry in one language. ``forms`` are other ways that texts write the term, Welsh plurals above all.

    With ``in_place: no`` the entry stands in the glossary alone, for a word that everybody knows.
    """

    term: str = Field(min_length=1)
    meaning: str = Field(min_length=1)
    acronym: str | None = None
    in_place: YesNo = "yes"
    forms: list[Annotated[str, Field(min_length=1)]] = []


class GlossaryEntry(Entry):
    """A glossary entry in both languages. A ``name`` is found in texts only as it is written: Pause, not pause."""

    id: str = Field(min_length=1)
    en: GlossaryText
    cy: GlossaryText
    name: YesNo = "no"

    def get(self, language: str) -> GlossaryText:
        """Return the entry in ``language``."""
        return self.en if language == "en" else self.cy


class SynonymGroup(Entry):
    """Words that mean the same, for search."""

    en: list[str] = []
    cy: list[str] = []


class PreferredTerm(Entry):
    """Words to avoid, and what to say instead; ``source`` says who asks for it.

    The words of preferred-terms.yml, certainty.yml and plain-words.yml: people have asked not to be called so, they
    promise more than evidence can, or shorter ones say the same.
    """

    id: str | None = None
    avoid: WordLists
    prefer: Labels
    why: Labels | None = None
    source: str | None = None
