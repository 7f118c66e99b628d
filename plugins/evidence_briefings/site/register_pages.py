"""Pages about what is being studied, what is being asked, and what is not known: register, questions, known gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..content.localised import OTHER
from ..content.model import Briefing
from ..content.questions import Question
from ..content.vocabulary import Term
from .addresses import Links, address, numbered
from .gaps import Gap, Gaps
from .page import Maker, Page
from .register import STAGES, Bearings, by_stage, projects_in, similar_projects, timeline

PER_PART = 20
"""How many projects one part of the register has: each takes about a screen of a phone."""
NEAR = 3
"""How many briefings are named beside a question because they are about the same."""
STATUSES = ("open", "being-studied", "answered")
STYLES = {"styles": ["register.css"]}


class RegisterMaker(Maker):
    """Makes these pages of one language. ``bearings`` and ``gaps`` say the same of one topic to any other page."""

    @cached_property
    def bearings(self) -> Bearings:
        """What is asked and studied, by topic."""
        return Bearings(self.collection, self.corpus.questions, self.language)

    @cached_property
    def gaps(self) -> Gaps:
        """What is not known or not there, by topic."""
        return Gaps(self.collection, self.bearings)

    def register_pages(self) -> Iterator[Page]:
        """Yield the register in parts, the page of questions and that of known gaps."""
        yield from self.register()
        yield self.questions()
        yield self.known_gaps()

    def register(self) -> Iterator[Page]:
        """Yield the register of projects in parts of ``PER_PART``; an empty one has one part, which says so."""
        _ = self.wording.gettext
        projects = by_stage(projects_in(self.collection, self.language))
        similar = similar_projects(projects_in(self.collection, self.language))
        counts = Counter(briefing.project.status for briefing in projects if briefing.project is not None)
        first, pair = address("register", self.language), address("register", OTHER[self.language])
        links = Links(first, self.language)
        heading = _("Research register")
        about = _("Research on social care that is planned, under way or completed, and how each project came about.")
        parts = [projects[start : start + PER_PART] for start in range(0, len(projects), PER_PART)] or [[]]
        for number, part in enumerate(parts, 1):
            groups = [(stage, [entry for entry in part if _stage(entry) == stage]) for stage in STAGES]
            context = {
                "counts": [(stage, counts[stage]) for stage in STAGES],
                "groups": [(stage, entries) for stage, entries in groups if entries],
                "total": len(projects),
                "similar": {briefing.id: similar[briefing.id] for briefing in part},
                "time": timeline(part),
                "part": number,
                "parts": len(parts),
                "previous": links.to(numbered(first, number - 1)) if number > 1 else None,
                "next": links.to(numbered(first, number + 1)) if number < len(parts) else None,
                "email": self._email,
            }
            title = heading if number == 1 else _("%(heading)s (part %(part)s)") % {"heading": heading, "part": number}
            paths = (numbered(first, number), numbered(pair, number))
            yield self.page("register", (), "register", title, context, description=about, about=STYLES, paths=paths)

    def questions(self) -> Page:
        """Return the page of the questions that practice asks, by their first topic."""
        _ = self.wording.gettext
        questions = self.corpus.questions
        own: dict[str, list[Question]] = {}
        also: dict[str, list[Question]] = {}
        for question in questions:
            for number, topic in enumerate(dict.fromkeys(question.topics)):
                (also if number else own).setdefault(topic, []).append(question)
        topics = [
            {
                "id": term.id,
                "label": term.label(self.language),
                "count": self.collection.count("topics", term.id),
                "questions": [self._question(question) for question in own.get(term.id, ())],
                "also": also.get(term.id, ()),
                "projects": self.bearings.on(term.id).projects,
            }
            for term in self._topics()
            if term.id in own or term.id in also
        ]
        asked: Counter[str] = Counter(question.status for question in questions)
        context = {
            "topics": topics,
            "total": len(questions),
            "counts": [(status, asked[status]) for status in STATUSES],
            "email": self._email,
        }
        about = _("Questions that people who work in social care have asked of research, and what has come of each.")
        return self.page(
            "questions", (), "questions", _("Questions for research"), context, description=about, about=STYLES
        )

    def known_gaps(self) -> Page:
        """Return the page of what our briefings say is not known, and of topics on which there is little."""
        _ = self.wording.gettext
        found = [(term.label(self.language), self.gaps.on(term.id)) for term in self._topics()]
        shown = [(label, gap) for label, gap in found if _says_something(gap)]
        context = {
            "gaps": shown,
            "without": [(label, gap.topic) for label, gap in shown if not gap.count],
            "unclear": sum(len(briefing.evidence.unclear) for briefing in self.collection.listed),
            "total": len(self.collection.listed),
            "team_pages": self.team_pages,
        }
        about = _("What our briefings say is not known, and the topics on which we have little or nothing.")
        return self.page("gaps", (), "gaps", _("Known gaps"), context, description=about, about=STYLES)

    def _question(self, question: Question) -> dict[str, Any]:
        """Return a question with the records that it names and readers can see, and those about the same."""
        shown = self.collection.shown
        source = question.source.record or ""
        answers = [shown[record_id] for record_id in question.answered_by if record_id in shown]
        projects = [shown[record_id] for record_id in question.projects if record_id in shown]
        return {
            "q": question,
            "projects": projects,
            "answers": answers,
            "reported": shown.get(source),
            "near": self._near(question, {briefing.id for briefing in (*answers, *projects)} | {source}),
        }

    def _near(self, question: Question, without: set[str]) -> Sequence[Briefing]:
        """Return briefings that share the most topics with a question: at least two, or its only one."""
        topics = dict.fromkeys(question.topics)
        shared = Counter(record_id for topic in topics for record_id in self._by_topic.get(topic, {}))
        least = min(2, len(topics))
        near = [record_id for record_id, count in shared.items() if count >= least and record_id not in without]
        near.sort(key=lambda record_id: -shared[record_id])
        return [self.collection.shown[record_id] for record_id in near[:NEAR]]

    @cached_property
    def _by_topic(self) -> Mapping[str, Mapping[str, Briefing]]:
        """The listed records that are no projects by the topics they name, latest first."""
        found: dict[str, dict[str, Briefing]] = {}
        for briefing in self.collection.latest[self.language]:
            if briefing.project is None:
                for topic in briefing.topics:
                    found.setdefault(topic, {})[briefing.id] = briefing
        return found

    @cached_property
    def _email(self) -> str | None:
        """The address of the team that keeps the most records, or None where no record names one."""
        owners = Counter(briefing.owner.email for briefing in self.collection.listed if briefing.owner.email)
        return min(owners, key=lambda email: (-owners[email], email)) if owners else None

    def _topics(self, parent: str | None = None) -> Iterator[Term]:
        """Yield every topic, those below one directly after it."""
        for term in self.terms("topics", parent):
            yield term
            yield from self._topics(term.id)


def _stage(briefing: Briefing) -> str | None:
    return briefing.project.status if briefing.project is not None else None


def _says_something(gap: Gap) -> bool:
    return bool(gap.lacks or gap.unclear or gap.also)
