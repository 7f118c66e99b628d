"""Pages that tell a story from several records: a topic's and an audience's opening, and the pages of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from ..content.entries import Audience, PartName, Task, Term, Topic
from ..content.model import Briefing
from .addresses import Links, address
from .harvard import citation
from .page import Maker, Page
from .stories import Story, serving

TOPIC_PARTS: Sequence[PartName] = (
    "balance",
    "evidence",
    "law",
    "programmes",
    "examples",
    "projects",
    "gaps",
    "contacts",
)
"""The parts of a topic's page after the records to start with, in order."""

STYLE = "story.css"
"""What a page with a story needs besides the style sheet of all pages."""

SEARCHED = ("topics", "topic"), ("kinds", "kind"), ("audiences", "audience")
"""The lists by which a task gathers records, and the facets of a search for the same."""


class StoryMaker(Maker):
    """Makes stories of one language, and the pages of tasks."""

    def topic_story(self, topic: Term, entries: Sequence[Briefing]) -> Story:
        """Return the story of a topic's records."""
        assert isinstance(topic, Topic)
        facets, chosen = (("topic", topic.id),), tuple(topic.start_here)
        return Story(entries, self.collection.shown, TOPIC_PARTS, facets=facets, begins=True, chosen=chosen)

    def audience_story(self, term: Term, entries: Sequence[Briefing]) -> Story | None:
        """Return the story of an audience's records; another term (a kind) has none."""
        if not isinstance(term, Audience):
            return None
        facets = (("audience", term.id),)
        return Story(entries, self.collection.shown, term.shows, frozenset([term.id]), facets)

    def opening(self, story: Story) -> dict[str, Any]:
        """Return what a page with a story needs besides it: how to cite a record, and what speaks to its readers."""
        audiences = self.corpus.vocabularies["audiences"]
        them = [term for id in sorted(story.whom) if isinstance(term := audiences[id], Audience)]
        words = them[0].opening.get(self.language) if len(them) == 1 and them[0].opening is not None else None
        return {"citation_of": self._cited, "opening": words}

    def _cited(self, briefing: Briefing) -> Markup:
        """Return how to cite a record."""
        url = self.absolute(address("briefing", self.language, briefing.id))
        return citation(briefing, self.wording, url)

    def task_pages(self) -> Iterator[Page]:
        """Yield the page of each task."""
        for term in self.corpus.vocabularies["tasks"]:
            assert isinstance(term, Task)
            yield self._task(term)

    def _task(self, task: Task) -> Page:
        _ = self.wording.gettext
        language = self.language
        links = Links(address("task", language, task.id), language)
        entries = self.collection.with_term("tasks", task.id, language)
        gathers = task.gathers
        lists = {"topics": gathers.topics, "kinds": gathers.kinds, "audiences": gathers.audiences}
        story = Story(
            entries,
            self.collection.shown,
            gathers.parts,
            frozenset(gathers.audiences),
            [(facet, id) for name, facet in SEARCHED for id in lists[name]],
            partial(serving, task.id),
        )
        tasks = self.corpus.vocabularies["tasks"]
        above = [(tasks[id].label(language), links("task", id)) for id in tasks.with_ancestors(task.id)[:0:-1]]
        about = task.about.get(language) if task.about is not None else None
        steps = self.terms("tasks", task.id) or (self.terms("tasks", task.parent) if task.parent is not None else [])
        context = {
            "heading": task.label(language),
            "about": about,
            "how": task.how.get(language) if task.how is not None else None,
            "breadcrumb": [(_("What do you need to do?"), links("tasks")), *above],
            "stages": [{**self.counted("tasks", "task", step, links), "here": step.id == task.id} for step in steps],
            "lists": [
                (name, facet, [id for id in lists[name] if id in self.corpus.vocabularies[name]])
                for name, facet in SEARCHED
            ],
            "total": len(entries),
            "leads_to": task.leads_to,
            "postcards": links("task-postcards", task.id),
        }
        title = " – ".join([task.label(language), _("What do you need to do?")])
        return self.page(
            "task",
            (task.id,),
            "task",
            title,
            {**context, **self.opening(story), "story": story, "opening": None},
            description=about,
            about={"styles": [STYLE]},
            key_of=(title, context, story.key),
        )
