"""The records that a site shows, and every way of grouping them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..content.corpus import Corpus
from ..content.localised import LANGUAGES, Localised
from ..content.model import NATIONS, Briefing
from ..content.vocabulary import Task, Term, Vocabularies
from .order import in_order

WORDS_PER_MINUTE = 220
"""Silent reading of plain non-fiction: 238 words a minute in English (Brysbaert 2019), less for a tired reader."""


@dataclass(frozen=True)
class Collection:
    """What is published, by language and by grouping.

    ``shown`` holds every record with a page (archived ones too), by id; ``listed`` those that listings name.
    """

    shown: Mapping[str, Briefing]
    vocabularies: Vocabularies
    replaced_by: Mapping[str, str] = field(default_factory=dict)
    """The id of the record to read instead of an archived one, by its id: the last of those that replaced it."""

    def successor(self, briefing: Briefing) -> Briefing | None:
        """Return the record to read instead of an archived one, or None where there is none that readers can see."""
        return self.shown.get(self.replaced_by.get(briefing.id, ""))

    @cached_property
    def listed(self) -> list[Briefing]:
        """The records that listings name: those that are not archived."""
        return [briefing for briefing in self.shown.values() if not briefing.is_archived]

    @cached_property
    def latest(self) -> Mapping[str, list[Briefing]]:
        """The listed records by language, latest change first, then by title."""
        return {
            language: sorted(self.by_title[language], key=lambda briefing: briefing.last_changed, reverse=True)
            for language in LANGUAGES
        }

    @cached_property
    def by_title(self) -> Mapping[str, list[Briefing]]:
        """The listed records by language, in that language's alphabetical order."""
        return {language: _by_title(self.listed, language) for language in LANGUAGES}

    @cached_property
    def _terms_of(self) -> Mapping[str, list[tuple[str, str]]]:
        """The terms of each listed record by its id, as (vocabulary, term), those above them with them; each once."""
        found: dict[str, list[tuple[str, str]]] = {}
        for briefing in self.listed:
            topics = self.vocabularies["topics"]
            said = briefing.relevance.applies_to
            keys = [("topics", above) for topic in briefing.topics for above in topics.with_ancestors(topic)]
            keys += [("tasks", task) for task in self._tasks_of(briefing)]
            keys += [("audiences", audience) for audience in briefing.audiences]
            keys.append(("kinds", briefing.kind))
            keys += [("places", place) for place in briefing.relevance.evidence_from]
            keys += [
                ("nations", nation)
                for nation in NATIONS
                if nation in said and said[nation].applies in ("yes", "partly")
            ]
            found[briefing.id] = list(dict.fromkeys(keys))
        return found

    def terms_of(self, briefing: Briefing) -> Sequence[tuple[str, str]]:
        """Return the terms of a listed record as (vocabulary, term), those above them with them; each once."""
        return self._terms_of[briefing.id]

    @cached_property
    def _by_term(self) -> Mapping[str, Mapping[tuple[str, str], list[Briefing]]]:
        """The listed records of each term by language, latest first."""
        found: dict[str, dict[tuple[str, str], list[Briefing]]] = {}
        for language, latest in self.latest.items():
            groups = found.setdefault(language, {})
            for briefing in latest:
                for key in self._terms_of[briefing.id]:
                    groups.setdefault(key, []).append(briefing)
        return found

    def _tasks_of(self, briefing: Briefing) -> set[str]:
        """Return the tasks that a record serves: those it names, those whose rule takes it, and all above them."""
        topics, tasks = self.vocabularies["topics"], self.vocabularies["tasks"]
        above = {id for topic in briefing.topics for id in topics.with_ancestors(topic)}
        found = {
            task.id
            for task in tasks
            if isinstance(task, Task) and task.gathers.takes(above, briefing.kind, briefing.audiences)
        }
        return {id for task in (*found, *briefing.tasks) for id in tasks.with_ancestors(task)}

    def with_term(self, vocabulary: str, term: str, language: str) -> list[Briefing]:
        """Return the listed records that have a term (or one below it), latest first.

        Under ``nations`` these are the records that apply there in full, then those that apply in part.
        """
        found = [*self._by_term[language].get((vocabulary, term), ())]
        if vocabulary == "nations":
            found.sort(key=lambda briefing: briefing.relevance.applies_to[term].applies != "yes")
        return found

    def count(self, vocabulary: str, term: str) -> int:
        """Return how many listed records have a term or one below it."""
        return len(self._by_term[LANGUAGES[0]].get((vocabulary, term), ()))

    def terms(self, vocabulary: str, language: str, parent: str | None = None) -> list[Term]:
        """Return the terms directly below ``parent`` in the order readers look for them.

        Topics are alphabetical in the language of the page; the other lists keep the order of their file.
        """
        terms = self.vocabularies[vocabulary].children(parent)
        return in_order(terms, lambda term: term.label(language), language) if vocabulary == "topics" else terms


def _by_title(briefings: list[Briefing], language: str) -> list[Briefing]:
    return in_order(briefings, lambda briefing: briefing.title.best(language)[0], language)


def collect(corpus: Corpus, *, drafts: bool = False) -> Collection:
    """Return what a public site shows of a corpus: published and archived records that are public.

    ``drafts`` lets unfinished records in as well, for a preview.
    """
    statuses = ("published", "archived", "draft") if drafts else ("published", "archived")
    shown = {
        record_id: briefing
        for record_id, briefing in corpus.briefings.items()
        if briefing.status in statuses and briefing.visibility == "public"
    }
    return Collection(shown, corpus.vocabularies, _replaced(shown, corpus.briefings))


def _replaced(shown: Mapping[str, Briefing], briefings: Mapping[str, Briefing]) -> dict[str, str]:
    """Return, for each archived record that is shown, the last shown record that its successors lead to.

    One of them may be hidden, and what replaced that one be there for all to read.
    """
    found: dict[str, str] = {}
    for briefing in shown.values():
        seen, step = {briefing.id}, briefing.superseded_by
        while step is not None and step not in seen and step in briefings:
            seen.add(step)
            if step in shown:
                found[briefing.id] = step
            step = briefings[step].superseded_by
    return found


def reading_minutes(briefing: Briefing, language: str) -> int:
    """Return how many minutes the page takes to read, at least 1."""
    evidence = briefing.evidence
    texts: list[Localised | None] = [
        briefing.title,
        briefing.bottom_line,
        briefing.summary,
        briefing.body,
        *(message.text for message in briefing.messages),
        *evidence.limitations,
        *evidence.unclear,
        *evidence.disagreements,
        *briefing.questions,
    ]
    words = sum(len(text.best(language)[0].split()) for text in texts if text is not None)
    return max(1, round(words / WORDS_PER_MINUTE))
