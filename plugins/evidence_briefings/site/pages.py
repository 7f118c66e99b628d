"""Every generated page of a site: where it stands, what it is called, and what its template is given.

A :class:`Page` is cheap; its HTML is made only when somebody asks for it. Its ``key`` names everything its HTML
depends on, so that a preview renders again only what an edit has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ..content.corpus import Corpus
from ..content.localised import OTHER
from ..content.model import Briefing
from ..content.vocabulary import Term
from .addresses import Links, address, numbered
from .collection import Collection
from .metadata import citation, dublin_core, open_graph, plain_text, structured
from .order import ALPHABETS, first_letter, in_order
from .ratings import scheme_pages, shown_ratings
from .wording import Wording

PER_PAGE = 40
"""How many records one part of a listing names: about ten screens of a phone."""
LATEST = 5
"""How many records the home page names under each heading."""


@dataclass(frozen=True)
class Page:
    """One generated page in one language.

    ``path`` is below the site's root; ``template`` below ``pages/``; ``meta`` is for the head and the shell;
    ``changed`` is when its content last changed, for the sitemap, or None.
    """

    path: str
    language: str
    template: str
    title: str
    context: Mapping[str, Any]
    meta: Mapping[str, Any]
    changed: date | None = None
    key: object = field(default=None, compare=False)

    @property
    def links(self) -> Links:
        """The maker of links as seen from this page."""
        return Links(self.path, self.language)


class PageMaker:
    """Makes the pages of one language. ``site_url`` is the site's address, or None if it has no fixed one."""

    def __init__(self, corpus: Corpus, collection: Collection, wording: Wording, site_url: str | None) -> None:
        self.corpus = corpus
        self.collection = collection
        self.wording = wording
        self.language = wording.language
        self.site_url = site_url

    def pages(self) -> Iterator[Page]:
        """Yield every generated page of the language."""
        yield self.home()
        for briefing in self.collection.shown.values():
            yield self.briefing(briefing)
        yield from self.listings()
        yield from self.indexes()
        yield self.a_to_z()
        yield self.glossary()
        yield self.ratings()
        yield self.search()

    def home(self) -> Page:
        """Return the home page: the search entry, topics, audiences, evidence from Wales, the latest."""
        links = Links(address("home", self.language), self.language)
        _ = self.wording.gettext
        topics = [self._counted("topics", "topic", term, links, deep=True) for term in self._terms("topics")]
        audiences = [self._counted("audiences", "audience", term, links) for term in self._terms("audiences")]
        context = {
            "topics": topics,
            "audiences": audiences,
            "latest": self.collection.latest[self.language][:LATEST],
            "from_wales": self.collection.with_term("places", "wales", self.language)[:LATEST],
            "total": len(self.collection.listed),
        }
        description = _("Short, trustworthy briefings on evidence for social care in Wales and the UK.")
        return self._page("home", (), "home", _("Evidence briefings"), context, description=description)

    def briefing(self, briefing: Briefing) -> Page:
        """Return the page of one record."""
        path = address("briefing", self.language, briefing.id)
        links = Links(path, self.language)
        url = self.site_url.rstrip("/") + "/" + path if self.site_url else None
        # A record beside which this one stands may change its title or go.
        related = [self.collection.shown[id] for id in briefing.related if id in self.collection.shown]
        successor = self.collection.shown.get(briefing.superseded_by or "")
        context = {
            "b": briefing,
            "translation": self._translation(briefing),
            "related": related,
            "successor": successor,
            "citation": citation(briefing, self.wording),
            "ratings_of": partial(
                shown_ratings, schemes=self.corpus.schemes, language=self.language, links=links
            ),
        }
        vocabularies = self.corpus.vocabularies
        head = {
            "structured": structured(briefing, vocabularies, self.language, url),
            "dc": dublin_core(briefing, vocabularies, self.language),
            "og": open_graph(briefing, self.wording, url),
            "noindex": briefing.is_archived,
        }
        title = briefing.title.best(self.language)[0]
        description = plain_text(briefing.bottom_line.best(self.language)[0])
        neighbours = tuple((other.id, other.title) for other in (*related, *([successor] if successor else ())))
        return self._page(
            "briefing",
            (briefing.id,),
            "briefing",
            title,
            context,
            description=description,
            head=head,
            changed=briefing.last_changed,
            key_of=(briefing, neighbours),
        )

    def listings(self) -> Iterator[Page]:
        """Yield a listing for each topic, audience, nation, kind and origin, and one of all records."""
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
                yield from self._listing(key, (term.id,), heading, about, entries, [(label, index)])
        for nation in self.corpus.vocabularies["nations"]:
            yield from self._nation(nation)
        for place in self.corpus.vocabularies["places"]:
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
                "nations",
                "nation",
                "nations",
                _("Where it applies"),
                _("Law and services differ between the nations. Each briefing says where its evidence applies."),
            ),
            ("kinds", "kind", "kinds", _("Kinds of briefing"), _("Evidence is more than research.")),
        ):
            links = Links(address(index, self.language), self.language)
            terms = [self._counted(vocabulary, key, term, links, deep=True) for term in self._terms(vocabulary)]
            context = {"heading": heading, "intro": intro, "terms": terms}
            yield self._page(index, (), "terms", heading, context, description=intro)

    def a_to_z(self) -> Page:
        """Return the list of all records and topics in the alphabet of the language."""
        links = Links(address("a-z", self.language), self.language)
        entries: list[tuple[str, str, str | None]] = []
        for briefing in self.collection.listed:
            title, spoken = briefing.title.best(self.language)
            entries.append((title, links("briefing", briefing.id), None if spoken == self.language else spoken))
        for term in self.corpus.vocabularies["topics"]:
            if self.collection.count("topics", term.id):
                entries.append((term.label(self.language), links("topic", term.id), None))
        title = self.wording.gettext("Briefings from A to Z")
        context = {"letters": self._by_letter(in_order(entries, lambda entry: entry[0], self.language))}
        return self._page("a-z", (), "a-z", title, context)

    def glossary(self) -> Page:
        """Return the glossary."""
        entries = [
            (text.term, {"id": entry.id, "term": text.term, "meaning": text.meaning, "acronym": text.acronym})
            for entry in self.corpus.vocabularies.glossary
            for text in (entry.get(self.language),)
        ]
        ordered = in_order(entries, lambda entry: entry[0], self.language)
        letters = [(letter, [entry for _, entry in group]) for letter, group in self._by_letter(ordered)]
        return self._page("glossary", (), "glossary", self.wording.gettext("Glossary"), {"letters": letters})

    def ratings(self) -> Page:
        """Return the page that explains every rating scheme."""
        context = {"schemes": scheme_pages(self.corpus.schemes, self.language)}
        return self._page("ratings", (), "ratings", self.wording.gettext("Ratings explained"), context)

    def search(self) -> Page:
        """Return the page that the search boxes lead to: the ways to a briefing that always work."""
        return self._page("search", (), "search", self.wording.gettext("Find a briefing"), {})

    def _topic(self, term: Term) -> Iterator[Page]:
        _ = self.wording.gettext
        links = Links(address("topic", self.language, term.id), self.language)
        entries = self.collection.with_term("topics", term.id, self.language)
        about = term.about.get(self.language) if term.about is not None else None
        above = self.corpus.vocabularies["topics"].with_ancestors(term.id)[:0:-1]
        crumbs = [(self.corpus.vocabularies["topics"][id].label(self.language), links("topic", id)) for id in above]
        more = {
            "breadcrumb": [(_("Topics"), links("topics")), *crumbs],
            "narrower": [self._counted("topics", "topic", child, links) for child in self._terms("topics", term.id)],
            "narrower_heading": _("Narrower topics"),
        }
        yield from self._listing("topic", (term.id,), term.label(self.language), about, entries, [], more=more)

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
        more = {"narrower": [origin], "narrower_heading": _("Made there")}
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
    ) -> Iterator[Page]:
        """Yield a listing in parts of ``PER_PAGE``; an empty one has one part, which says so."""
        first = address(key, self.language, *ids)
        pair = address(key, OTHER[self.language], *ids)
        links = Links(first, self.language)
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
                "narrower": [],
                "narrower_heading": "",
                **(more or {}),
            }
            title = heading
            if number > 1:
                title = self.wording.gettext("%(heading)s (part %(part)s)") % {"heading": heading, "part": number}
            paths = (numbered(first, number), numbered(pair, number))
            yield self._page(key, ids, "listing", title, context, description=about, paths=paths)

    def _page(
        self,
        key: str,
        ids: tuple[str, ...],
        template: str,
        title: str,
        context: Mapping[str, Any],
        *,
        description: str | None = None,
        head: Mapping[str, Any] | None = None,
        changed: date | None = None,
        key_of: object = None,
        paths: tuple[str, str] | None = None,
    ) -> Page:
        """Return a page; ``paths`` (its own and its pair's) are those of the key and ids unless given."""
        path, pair = paths or (address(key, self.language, *ids), address(key, OTHER[self.language], *ids))
        links = Links(path, self.language)
        meta = {
            "lang": self.language,
            "title": title,
            "description": description,
            "template_kind": template,
            "section": key,
            "alternate": links.to(pair),
            **(head or {}),
        }
        return Page(path, self.language, f"{template}.html", title, context, meta, changed, key_of)

    def _terms(self, vocabulary: str, parent: str | None = None) -> list[Term]:
        return self.collection.terms(vocabulary, self.language, parent)

    def _counted(
        self, vocabulary: str, key: str, term: Term, links: Links, *, deep: bool = False
    ) -> dict[str, Any]:
        children = self._terms(vocabulary, term.id) if deep else []
        return {
            "id": term.id,
            "label": term.label(self.language),
            "url": links(key, term.id),
            "count": self.collection.count(vocabulary, term.id),
            "about": term.about.get(self.language) if term.about is not None else None,
            "i_am": term.i_am.get(self.language) if term.i_am is not None else None,
            "children": [self._counted(vocabulary, key, child, links) for child in children],
        }

    def _by_letter(self, entries: list[Any]) -> list[tuple[str, list[Any]]]:
        """Return the entries (whose first value is a label) under each letter of the whole alphabet."""
        groups: dict[str, list[Any]] = {letter: [] for letter in ALPHABETS[self.language]}
        for entry in entries:
            groups.setdefault(first_letter(entry[0], self.language), []).append(entry)
        return list(groups.items())

    def _translation(self, briefing: Briefing) -> dict[str, Any]:
        """Return how the text of this page's language stands; a record's own language is complete and unmarked."""
        translation = briefing.translation
        if translation is None or translation.language != self.language:
            return {"state": "complete", "status": None, "outdated": False}
        return {
            "state": translation.state,
            "status": translation.status,
            "outdated": bool(translation.outdated),
        }


def choice_page() -> Page:
    """Return the root page: the choice between the two languages, of equal rank, Welsh first."""
    meta = {
        "lang": "cy",
        "title": "Papurau briffio tystiolaeth · Evidence briefings",
        "template_kind": "choice",
        "section": "choice",
    }
    return Page(address("choice", "cy"), "cy", "choice.html", str(meta["title"]), {}, meta)

