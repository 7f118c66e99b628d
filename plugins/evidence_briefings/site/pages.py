"""Every generated page of a site: where it stands, what it is called, and what its template is given.

A :class:`~evidence_briefings.site.page.Page` is cheap; its HTML is made only when somebody asks for it. Its ``key``
names everything its HTML depends on, so that a preview renders again only what an edit has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from functools import partial
from typing import Any

from ..content.corpus import Corpus
from ..content.model import Briefing
from .addresses import Links, address
from .collection import Collection
from .compare_pages import CompareMaker
from .feeds import Feed
from .formats import FormatsMaker
from .glossing import TERM
from .launch_pages import LaunchMaker
from .listings import ListingMaker
from .maintenance_pages import MaintenanceMaker
from .map_pages import MapMaker
from .media import format_cards, media_cards, media_key
from .metadata import dublin_core, open_graph, structured
from .offline_pages import OfflineMaker
from .order import ALPHABETS, first_letter, in_order
from .page import Page
from .programmes import told
from .ratings import shown_ratings
from .reading_pages import SCRIPTS, ReadingMaker
from .schemes import SchemeMaker
from .settings import SettingsMaker
from .social import readable, said_of
from .stories import balance_of
from .story_pages import STYLE
from .takeaways import parts_for
from .using import UseMaker
from .wording import Wording

STYLES_FOR = {"glossary.css": TERM}
"""What only the page of a record needs that has the HTML named."""
LATEST = 5
"""How many records the home page names under each heading."""


class PageMaker(
    ListingMaker,
    SchemeMaker,
    MapMaker,
    CompareMaker,
    UseMaker,
    SettingsMaker,
    OfflineMaker,
    FormatsMaker,
    ReadingMaker,
    LaunchMaker,
    MaintenanceMaker,
):
    """Makes every page of one language.

    ``made`` keeps the pages of records by path for the next maker: most of them outlive an edit. ``filters`` are those
    of the search, by what they show; ``pictures`` is whether there are cards of records for social networks.
    """

    def __init__(
        self,
        corpus: Corpus,
        collection: Collection,
        wording: Wording,
        site_url: str | None,
        made: MutableMapping[str, Page] | None = None,
        filters: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(corpus, collection, wording, site_url)
        self.filters = filters or {}
        self.pictures = False
        self._made: MutableMapping[str, Page] = made if made is not None else {}

    def pages(self) -> Iterator[Page]:
        """Yield every generated page of the language."""
        yield self.home()
        for briefing in self.collection.shown.values():
            yield self.briefing(briefing)
        yield self.data()
        yield from self.listings()
        yield from self.indexes()
        yield from self.task_pages()
        yield self.a_to_z()
        yield self.glossary()
        yield from self.rating_pages()
        yield from self.register_pages()
        yield from self.maps()
        yield from self.compare_pages()
        yield self.follow()
        yield self.my_postcards()
        yield self.formats_page()
        yield self.search()
        yield self.settings()
        yield self.offline()
        yield self.my_reading()
        if self.team_pages:
            yield self.launch_pack()
            yield self.maintenance()

    def home(self) -> Page:
        """Return the home page: the search entry, topics, audiences, evidence from Wales, the latest."""
        links = Links(address("home", self.language), self.language)
        _ = self.wording.gettext
        topics = [self.counted("topics", "topic", term, links, deep=True) for term in self.terms("topics")]
        audiences = [self.counted("audiences", "audience", term, links) for term in self.terms("audiences")]
        context = {
            "topics": topics,
            "audiences": audiences,
            "latest": self.collection.latest[self.language][:LATEST],
            "from_wales": self.collection.with_term("places", "wales", self.language)[:LATEST],
            "total": len(self.collection.listed),
        }
        description = _("Short, trustworthy briefings on evidence for social care in Wales and the UK.")
        about = {"feeds": self.feed_links(Feed("feed"))}
        return self.page("home", (), "home", _("Evidence briefings"), context, description=description, about=about)

    def briefing(self, briefing: Briefing) -> Page:
        """Return the page of one record."""
        path = address("briefing", self.language, briefing.id)
        related = self.related(briefing)
        named = self.named(briefing)
        successor = self.collection.successor(briefing)
        # A record beside which this one stands may change its title or go.
        key = (
            briefing,
            [(other.id, other.title) for other in named.values()],
            successor and (successor.id, successor.title),
            media_key(briefing, self.corpus.media),
        )
        known = self._made.get(path)
        if known is not None and known.key == key:
            return known
        links = Links(path, self.language)
        context = {
            "b": briefing,
            "translation": self._translation(briefing),
            "related": related,
            "balance": balance_of(briefing, named),
            "successor": successor,
            "use": self.use(briefing, links),
            "ratings_of": partial(shown_ratings, schemes=self.corpus.schemes, wording=self.wording, links=links),
        }
        styles = [] if briefing.balance is None else [STYLE]
        if briefing.programme is not None:
            styles.append("programme.css")
            context["told"] = partial(told, briefing.programme, self.wording, self.corpus.vocabularies)
        if briefing.media or briefing.formats:
            styles.append("media.css")
            context["media_of"] = partial(media_cards, briefing, self.corpus.media, links)
            context["formats_of"] = partial(format_cards, briefing, self.corpus.media, links)
        title = briefing.title.best(self.language)[0]
        description = briefing.bottom_line.best(self.language)[0]
        self._made[path] = self.page(
            "briefing",
            (briefing.id,),
            "briefing",
            title,
            context,
            description=description,
            about={
                "noindex": briefing.is_archived,
                "styles": styles,
                "styles_for": STYLES_FOR,
                "scripts": SCRIPTS[self.language],
            },
            head=partial(self._head, briefing, self.absolute(path)),
            changed=briefing.last_changed,
            key_of=key,
        )
        return self._made[path]

    def _head(self, briefing: Briefing, url: str | None) -> dict[str, Any]:
        """Return what machines read in the head of a record's page, which stands at ``url`` if that is known."""
        vocabularies = self.corpus.vocabularies
        return {
            "structured": structured(briefing, vocabularies, self.language, url),
            "dc": dublin_core(briefing, vocabularies, self.language),
            "og": open_graph(briefing, self.wording, url, self._picture(briefing)),
        }

    def _picture(self, briefing: Briefing) -> tuple[str, str] | None:
        """Return the address of the card of a record and what it says, if the site has one."""
        url = self.absolute(address("social-card", self.language, briefing.id))
        if url is None or not self.pictures:
            return None
        said = said_of(briefing, self.wording, self.corpus.vocabularies)
        return (url, f"{said.title}. {said.wales}.") if readable(said) else None

    def a_to_z(self) -> Page:
        """Return the list of all records and topics in the alphabet of the language."""
        links = Links(address("a-z", self.language), self.language)
        entries: list[tuple[str, str, str | None]] = []
        for briefing in self.collection.listed:
            title, spoken = briefing.title.best(self.language)
            entries.append((title, links("briefing", briefing.id), None if spoken == self.language else spoken))
        entries += [
            (term.label(self.language), links("topic", term.id), None)
            for term in self.corpus.vocabularies["topics"]
            if self.collection.count("topics", term.id)
        ]
        title = self.wording.gettext("Briefings from A to Z")
        context = {"letters": self._by_letter(in_order(entries, lambda entry: entry[0], self.language))}
        return self.page("a-z", (), "a-z", title, context)

    def glossary(self) -> Page:
        """Return the glossary."""
        entries = [
            (text.term, {"id": entry.id, "term": text.term, "meaning": text.meaning, "acronym": text.acronym})
            for entry in self.corpus.vocabularies.glossary
            for text in (entry.get(self.language),)
        ]
        ordered = in_order(entries, lambda entry: entry[0], self.language)
        letters = [(letter, [entry for _, entry in group]) for letter, group in self._by_letter(ordered)]
        return self.page("glossary", (), "glossary", self.wording.gettext("Glossary"), {"letters": letters})

    def search(self) -> Page:
        """Return the page that the search boxes lead to; what it shows before anything is typed needs no script."""
        links = Links(address("search", self.language), self.language)
        context = {
            "latest": self.collection.latest[self.language][:LATEST],
            "citations": links("citations", "{}"),
            "citations_script": links.to("assets/citations.js"),
            "parts": parts_for(len(self.collection.listed)),
        }
        # The script asks for the list of its files first: on a slow line that is a journey of its own.
        about = {"scripts": ["evidence-search.js"], "preload": [f"search/{self.language}/manifest.js"]}
        return self.page("search", (), "search", self.wording.gettext("Find a briefing"), context, about=about)

    def _by_letter(self, entries: list[Any]) -> list[tuple[str, list[Any]]]:
        """Return the entries (whose first value is a label) under each letter of the whole alphabet."""
        groups: dict[str, list[Any]] = {letter: [] for letter in ALPHABETS[self.language]}
        for entry in entries:
            groups.setdefault(first_letter(entry[0], self.language), []).append(entry)
        return list(groups.items())


def choice_page() -> Page:
    """Return the root page: the choice between the two languages, of equal rank, Welsh first."""
    meta = {
        "lang": "cy",
        "title": "Papurau briffio tystiolaeth · Evidence briefings",
        "template_kind": "choice",
        "section": "choice",
    }
    return Page(address("choice", "cy"), "cy", "choice.html", str(meta["title"]), {}, meta, key=())
