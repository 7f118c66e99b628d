"""What the page of a record offers to those who use it, and the pages that this leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from markupsafe import Markup

from ..content.model import Briefing
from ..content.vocabulary import Vocabularies
from .addresses import Links, address, beside
from .asking import correction_address, question_address
from .bibliography import FORMATS
from .embed import EmbedMaker
from .extract import Extract, Part, markdown_address
from .feeds import FeedMaker
from .harvard import citation
from .metadata import LICENCE
from .page import Page
from .passage import passage
from .postcards import PostcardMaker
from .products import ProductMaker, product_words
from .table import column_names
from .version import version_of
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Use:
    """What the page of one record offers to those who use it. Nothing is made before the template asks."""

    briefing: Briefing
    links: Links
    wording: Wording
    vocabularies: Vocabularies
    url: str | None
    """The absolute address of the page, or None for a site that has no fixed one."""
    forms: Sequence[str] = ()
    """The keys of the other forms that the site offers of it."""
    embeds: bool = True
    """Whether the site offers a card of it for pages of other people."""

    def citation(self) -> Markup:
        """Return how to cite the record."""
        return citation(self.briefing, self.wording, self.url)

    def passage(self) -> list[Markup]:
        """Return the paragraphs to copy into a report."""
        return passage(self.briefing, self.wording, self.vocabularies, self.citation())

    def products(self) -> list[tuple[str, str]]:
        """Return (words, link) of each other form of the record."""
        words = product_words(self.wording)
        return [(words[form], self.links(form, self.briefing.id)) for form in self.forms]

    def citations(self) -> list[tuple[str, str]]:
        """Return (format, link) of the citation of the record and of its sources."""
        return citation_links(self.links, address("briefing", self.links.language, self.briefing.id))

    @property
    def path(self) -> str:
        """The path of the page below the site's root."""
        return address("briefing", self.links.language, self.briefing.id)

    def version(self) -> str:
        """Return the version of the record."""
        return version_of(self.briefing)

    def question(self) -> str | None:
        """Return the e-mail link by which to ask about the record, or None."""
        return question_address(self.briefing, self.wording, self.url or self.path)

    def correction(self) -> str | None:
        """Return the e-mail link by which to say what is wrong with it, or None."""
        return correction_address(self.briefing, self.wording, self.url or self.path)

    def markdown(self) -> str:
        """Return the link to the business-case extract as a Markdown file."""
        return self.links.to(markdown_address(self.links.language, self.briefing.id))


class UseMaker(ProductMaker, PostcardMaker, EmbedMaker, FeedMaker):
    """Makes the pages that lead on from the records of one language, and the page of the data.

    ``filters`` has the name of the search's facet for each source it shows.
    """

    filters: Mapping[str, str] = MappingProxyType({})
    team_pages: bool = True

    def url_of(self, briefing: Briefing) -> str | None:
        """Return the absolute address of the page of a record, or None for a site that has no fixed one."""
        return self.absolute(address("briefing", self.language, briefing.id))

    def use(self, briefing: Briefing, links: Links) -> Use:
        """Return what the page of a record offers, with links as seen from the page that has ``links``."""
        lists, url = self.corpus.vocabularies, self.url_of(briefing)
        return Use(briefing, links, self.wording, lists, url, self.products, self.embeds)

    def extract(self, briefing: Briefing) -> Extract:
        """Return the business-case extract of a record."""
        corpus = self.corpus
        return Extract(
            briefing, self.related(briefing), self.wording, corpus.vocabularies, corpus.schemes, self.site_url
        )

    def business_case(self, briefing: Briefing, extract: Extract, parts: Sequence[Part]) -> Page:
        """Return the evidence of a record as a business case needs it, to be printed."""
        links = Links(address("business-case", self.language, briefing.id), self.language)
        context = {
            "b": briefing,
            "successor": self.collection.successor(briefing),
            "note": extract.note,
            "parts": parts,
            "markdown": links.to(markdown_address(self.language, briefing.id)),
        }
        heading = self.wording.gettext("Business-case extract: %(title)s")
        title = heading % {"title": briefing.title.best(self.language)[0]}
        # It says again what the briefing says: whoever searches is to find the briefing.
        about = {"noindex": True, "styles": ["takeaways.css"]}
        key = self.record_key(briefing)
        return self.page("business-case", (briefing.id,), "business-case", title, context, about=about, key_of=key)

    def moved(self, key: str, old: str, briefing: Briefing) -> Page:
        """Return the page that leads from the address a record had before to the one it has now."""
        links = Links(address(key, self.language, old), self.language)
        now = links(key, briefing.id)
        canonical = self.absolute(address(key, self.language, briefing.id)) or now
        title = self.wording.gettext("This page has moved")
        about = {"noindex": True, "moved_to": now, "canonical": canonical}
        return self.page(key, (old,), "moved", title, {"title": briefing.title, "url": now}, about=about)

    def data(self) -> Page:
        """Return the page that says which data there are and what they mean."""
        _ = self.wording.gettext
        links = Links(address("data-page", self.language), self.language)
        shown = self.collection.shown
        some = next(iter(shown), None)
        context = {
            "total": len(shown),
            "columns": column_names(),
            "licence": LICENCE,
            "record": links("record", some) if some is not None else None,
            "citations": citation_links(links, address("briefings", self.language)) if self.collection.listed else [],
            "searches": list(self._searches()),
            "filters": list(self.filters.values()),
            "launch": links("launch-pack") if self.team_pages else None,
        }
        description = _("Every published briefing, for other systems, spreadsheets and reference managers.")
        title, about = _("The briefings as data"), {"styles": ["takeaways.css"]}
        return self.page("data-page", (), "data", title, context, description=description, about=about)

    def _searches(self) -> Iterator[tuple[str, str]]:
        """Yield (words, query) of some searches that find at least the record that changed last."""
        latest = self.collection.latest[self.language]
        if not latest:
            return
        briefing, lists = latest[0], self.corpus.vocabularies
        topic, audience = lists["topics"][briefing.topics[0]], lists["audiences"][briefing.audiences[0]]
        found = [("topics", topic), ("audiences", audience), ("kind", lists["kinds"][briefing.kind])]
        terms = [(self.filters[source], term) for source, term in found if source in self.filters]
        for number in range(1, len(terms) + 1):
            words = ", ".join(term.label(self.language) for _, term in terms[:number])
            yield words, urlencode([(name, term.id) for name, term in terms[:number]])
        words = topic.label(self.language)
        yield f"“{words}”", urlencode({"q": words, "sort": "newest"})


def citation_links(links: Links, path: str) -> list[tuple[str, str]]:
    """Return (format, link) of the bibliography that stands beside ``path``."""
    return [(format.name, links.to(beside(path, ending))) for ending, format in FORMATS.items()]
