"""Listings: the records of a topic, an audience, both, a nation, a kind or an origin; and the pages that name these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..content.localised import OTHER
from ..content.model import NATIONS, Briefing
from ..content.vocabulary import Term
from .addresses import Links, address, numbered
from .feeds import FOLLOWED, Feed, FeedMaker
from .page import Page
from .register_pages import RegisterMaker
from .stories import Story
from .story_pages import STYLE, StoryMaker
from .using import citation_links

PER_PAGE = 40
"""How many records one part of a listing names: about ten screens of a phone."""
ASKED = 5
"""How many of the questions that practice asks the page of a topic names."""


class ListingMaker(StoryMaker, RegisterMaker, FeedMaker):
    """Makes every listing of one language; those of topics and audiences open with a story.

    What stands in the ``margin`` of one is (heading, counted terms).
    """

    def listings(self) -> Iterator[Page]:
        """Yield a listing for each topic (and each audience of it), audience, nation, kind and origin, and of all."""
        _ = self.wording.gettext
        everything = self.collection.latest[self.language]
        yield from self._listing("briefings", (), _("All briefings"), None, everything, [])
        for term in self.corpus.vocabularies["topics"]:
            yield from self._topic(term)
        for vocabulary, key, index, label in (
            ("audiences", "audience", "audiences", _("Who it is for")),
            ("kinds", "kind", "kinds", _("Kinds of briefing")),
        ):
            for term in self.corpus.vocabularies[vocabulary]:
                entries = self.collection.with_term(vocabulary, term.id, self.language)
                heading = term.plural.get(self.language) if term.plural is not None else term.label(self.language)
                about = term.about.get(self.language) if term.about is not None else None
                story = self.audience_story(term, entries)
                steps = [(label, index)]
                yield from self._listing(key, (term.id,), heading, about, entries, steps, story=story)
        for nation in self.corpus.vocabularies["nations"]:
            yield from self._nation(nation)
        # The nations have their page in any case; to another place nothing leads unless a record names it.
        named = {place for briefing in self.collection.shown.values() for place in briefing.relevance.evidence_from}
        for place in self.corpus.vocabularies["places"]:
            if place.id not in named and place.id not in NATIONS:
                continue
            entries = self.collection.with_term("places", place.id, self.language)
            heading = _("Evidence from: %(place)s") % {"place": place.label(self.language)}
            about = _("Briefings whose evidence was gathered there.")
            steps = [(_("Where it applies"), "nations")]
            yield from self._listing("evidence-from", (place.id,), heading, about, entries, steps)

    def indexes(self) -> Iterator[Page]:
        """Yield the page that names all topics, and those for audiences, nations and kinds."""
        _ = self.wording.gettext
        for vocabulary, key, index, heading, intro in (
            ("topics", "topic", "topics", _("Topics"), _("What the briefings are about.")),
            ("audiences", "audience", "audiences", _("Who it is for"), _("Choose the words nearest to your work.")),
            (
                "tasks",
                "task",
                "tasks",
                _("What do you need to do?"),
                _("Choose a task. Its page brings together what is of use for it."),
            ),
            (
                "nations",
                "nation",
                "nations",
                _("Where it applies"),
                _("Law and services differ between the nations. Each briefing says where its evidence applies."),
            ),
            ("kinds", "kind", "kinds", _("Kinds of briefing"), _("Evidence is more than research.")),
        ):
            links = Links(address(index, self.language), self.language)
            terms = [self.counted(vocabulary, key, term, links, deep=True) for term in self.terms(vocabulary)]
            context = {"heading": heading, "intro": intro, "terms": terms, "has_map": index == "topics"}
            yield self.page(index, (), "terms", heading, context, description=intro)

    def _topic(self, term: Term) -> Iterator[Page]:
        _ = self.wording.gettext
        links = Links(address("topic", self.language, term.id), self.language)
        entries = self.collection.with_term("topics", term.id, self.language)
        about = term.about.get(self.language) if term.about is not None else None
        above = self.corpus.vocabularies["topics"].with_ancestors(term.id)[:0:-1]
        crumbs = [(self.corpus.vocabularies["topics"][id].label(self.language), links("topic", id)) for id in above]
        crumbs = [(_("Topics"), links("topics")), *crumbs]
        narrower = [self.counted("topics", "topic", child, links) for child in self.terms("topics", term.id)]
        groups = [
            (audience, found)
            for audience in self.corpus.vocabularies["audiences"]
            if (found := [briefing for briefing in entries if audience.id in briefing.audiences])
        ]
        those = [self._for(term, audience, len(found), links) for audience, found in groups]
        lists = [(_("Narrower topics"), narrower), (_("Who it is for"), those)]
        label = term.label(self.language)
        story = self.topic_story(term, entries)
        asked = self.bearings.on(term.id).questions[:ASKED]
        margin = [(heading, terms) for heading, terms in lists if terms]
        more = {"breadcrumb": crumbs, "margin": margin, "asked": asked, "topic_id": term.id}
        yield from self._listing("topic", (term.id,), label, about, entries, [], more=more, story=story)
        # Without JavaScript, these are the way to choose by two things at once.
        more = {"breadcrumb": [*crumbs, (label, links("topic", term.id))]}
        for audience, found in groups:
            heading = _("%(topic)s – for: %(audience)s") % {"topic": label, "audience": audience.label(self.language)}
            yield from self._listing("topic-for", (term.id, audience.id), heading, None, found, [], more=more)

    def _for(self, topic: Term, audience: Term, count: int, links: Links) -> dict[str, Any]:
        """Return the listing of a topic for an audience, for a list of links."""
        return {
            "label": audience.label(self.language),
            "url": links("topic-for", topic.id, audience.id),
            "count": count,
        }

    def _nation(self, nation: Term) -> Iterator[Page]:
        _ = self.wording.gettext
        links = Links(address("nation", self.language, nation.id), self.language)
        origin = {
            "label": _("Evidence from: %(place)s") % {"place": nation.label(self.language)},
            "url": links("evidence-from", nation.id),
            "count": self.collection.count("places", nation.id),
        }
        about = _("Briefings that apply there in full come first, then those that apply in part.")
        heading = _("Applies in: %(nation)s") % {"nation": nation.label(self.language)}
        entries = self.collection.with_term("nations", nation.id, self.language)
        steps = [(_("Where it applies"), "nations")]
        more = {"margin": [(_("Made there"), [origin])]}
        yield from self._listing("nation", (nation.id,), heading, about, entries, steps, more=more)

    def _listing(
        self,
        key: str,
        ids: tuple[str, ...],
        heading: str,
        about: str | None,
        entries: list[Briefing],
        above: list[tuple[str, str]],
        *,
        more: Mapping[str, Any] | None = None,
        story: Story | None = None,
    ) -> Iterator[Page]:
        """Yield a listing in parts of ``PER_PAGE``; an empty one has one part, which says so.

        With a ``story`` the first part opens with it, in the template named after the page's key.
        """
        first = address(key, self.language, *ids)
        pair = address(key, OTHER[self.language], *ids)
        links = Links(first, self.language)
        of = key.removesuffix("-for")
        feed = Feed(of, self.corpus.vocabularies[FOLLOWED[of]][ids[0]]) if of in FOLLOWED else Feed("feed")
        said = {"feeds": self.feed_links(feed)} if key == of else {}
        parts = [entries[start : start + PER_PAGE] for start in range(0, len(entries), PER_PAGE)] or [[]]
        for number, part in enumerate(parts, 1):
            context = {
                "heading": heading,
                "about": about,
                "breadcrumb": [(label, links(index)) for label, index in above],
                "entries": part,
                "total": len(entries),
                "part": number,
                "parts": len(parts),
                "previous": links.to(numbered(first, number - 1)) if number > 1 else None,
                "next": links.to(numbered(first, number + 1)) if number < len(parts) else None,
                "citations": citation_links(links, first) if entries and key in ("topic", "briefings") else [],
                "postcards": links(f"{key}-postcards", *ids) if key in ("topic", "audience") else None,
                "margin": [],
                "follow": f"{links('follow')}#{feed.anchor}",
                **(more or {}),
            }
            # A topic and a kind may have the same name; on a page of its own and in a browser's tabs it must be told.
            title = " – ".join([heading, *(label for label, _ in above)])
            if number > 1:
                title = self.wording.gettext("%(heading)s (part %(part)s)") % {"heading": title, "part": number}
            paths = (numbered(first, number), numbered(pair, number))
            if story is None or number > 1:
                yield self.page(key, ids, "listing", title, context, description=about, about=said, paths=paths)
                continue
            key_of = (title, context, about, story.key)
            context = {**context, **self.opening(story), "story": story}
            whole = {"styles": [STYLE], **said}
            yield self.page(key, ids, key, title, context, description=about, about=whole, paths=paths, key_of=key_of)
