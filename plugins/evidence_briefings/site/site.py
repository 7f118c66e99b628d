"""The site as a whole: every generated page and data file of a corpus. The one way in to what readers get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..content.corpus import Corpus
from ..content.localised import LANGUAGES
from ..content.markdown import MarkdownReader
from ..content.model import Briefing
from ..content.schema import as_text, record_schema
from .addresses import address
from .collection import Collection, collect
from .compare_files import KnownFiles, all_compare_files, comparer_links
from .comparing import Comparer
from .data import DataLines, briefings_json, records_apart
from .media import media_files
from .offline_words import manifests
from .page import Page
from .pages import PageMaker, choice_page
from .postcards import Decks
from .products import PRODUCTS
from .reading_pages import words_of_buttons
from .rendering import Renderer
from .settings import sheet_scripts
from .table import Row
from .takeaways import Bundle, Entries, TakeAways
from .using import UseMaker
from .wording import Wording, read_wording


@dataclass(frozen=True, slots=True)
class Options:
    """What a site's owner decides. ``theme_folders`` are searched for ``pages/`` and ``locales/``, first one first.

    ``filters`` has the names of the search's filters, by what of a record each shows: maps link to what they find.
    ``products`` are the other forms of each record that readers are offered (see ``site/products.py``). ``team_pages``
    says whether the pages for those who keep the site are part of it.
    """

    theme_folders: Sequence[Path]
    site_url: str | None = None
    drafts: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    products: Sequence[str] = PRODUCTS
    team_pages: bool = True


@dataclass(slots=True)
class _Kept:
    """What is expensive to make and serves again after an edit of a record, each value beside what it was made of."""

    renderers: dict[str, Renderer] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    lines: DataLines = field(default_factory=dict)
    compared: KnownFiles = field(default_factory=dict)
    entries: Entries = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    decks: Decks = field(default_factory=dict)
    schema: str | None = None


@dataclass
class Site:
    """A corpus on its way to readers."""

    corpus: Corpus
    options: Options
    wording: Mapping[str, Wording]
    collection: Collection
    _kept: _Kept = field(default_factory=_Kept)

    def pages(self) -> Iterator[Page]:
        """Yield every generated page, in a stable order."""
        yield choice_page()
        for language in LANGUAGES:
            wording, url = self.wording[language], self.options.site_url
            maker = PageMaker(self.corpus, self.collection, wording, url, self._kept.pages, self.options.filters)
            maker.products, maker.team_pages = self.options.products, self.options.team_pages
            yield from maker.pages()

    def html(self, page: Page) -> str:
        """Return the HTML that belongs inside the page's ``<main>``. Raises Jinja's ``TemplateError``."""
        return self._renderer(page.language).render(page.template, page.links, page.context)

    def minutes(self, briefing: Briefing, language: str) -> int:
        """Return how many minutes the page of a record takes to read."""
        return self._renderer(language).minutes(briefing)

    def files(self) -> dict[str, str]:
        """Return the data files by path below the site's root, and keep what saves time the next time."""
        kept = self._kept
        return {path: "".join(parts) for path, parts in self.files_in_parts(kept.lines, kept.compared)}

    def files_in_parts(
        self, known: DataLines | None = None, compared: KnownFiles | None = None
    ) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the path of each data file with its text piece by piece: the whole is as long as all records."""
        if self._kept.schema is None:
            self._kept.schema = as_text(record_schema(self.corpus.vocabularies, self.corpus.schemes))
        yield address("data", "en"), briefings_json(self.collection, self.options.site_url, known)
        yield address("schema", "en"), [self._kept.schema]
        lists, schemes = self.corpus.vocabularies, self.corpus.schemes
        comparers = [Comparer(lists, schemes, self.wording[lang], comparer_links(lang)) for lang in LANGUAGES]
        yield from words_of_buttons(self.wording)
        yield from all_compare_files(comparers, self.collection, compared)
        yield from sheet_scripts(lambda template, links, lang: self._renderer(lang).render(template, links, {}))
        for path, text in manifests(self.wording, self.options.site_url).items():
            yield path, [text]

    def media(self) -> dict[str, Path]:
        """Return the films and other files that shown records name, by path below the site's root."""
        return media_files(self.collection.shown.values(), self.corpus.media)

    def take_aways(self, *, keep: bool = False) -> Iterator[Bundle]:
        """Yield the files that stand beside the pages, in bundles that make them one after the other.

        ``keep`` holds on to what serves again after an edit, and takes the JSON of each record from what ``files``
        has kept. Without it these files are left to whoever writes the JSON of all (see ``records_apart``).
        """
        url, kept = self.options.site_url, self._kept
        makers = [UseMaker(self.corpus, self.collection, self.wording[language], url) for language in LANGUAGES]
        for maker in makers:
            maker.products = self.options.products
        if not keep:
            return TakeAways(makers, None, {}).bundles()
        return TakeAways(makers, kept.lines, kept.entries, kept.rows, kept.decks).bundles()

    def records_apart(self, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield path and text of the JSON of each record, from the lines of the JSON of all."""
        texts = records_apart(lines)
        return ((address("record", "en", id), text) for id, text in zip(self.collection.shown, texts, strict=True))

    def with_corpus(self, corpus: Corpus) -> Site:
        """Return the site of a newer corpus with the same vocabularies and schemes, keeping what was made for this."""
        return Site(corpus, self.options, self.wording, collect(corpus, drafts=self.options.drafts), self._kept)

    def _renderer(self, language: str) -> Renderer:
        renderers = self._kept.renderers
        if language not in renderers:
            folders = [folder / "pages" for folder in self.options.theme_folders]
            renderers[language] = Renderer(folders, self.wording[language], self.corpus.vocabularies, MarkdownReader())
        return renderers[language]


def make_site(corpus: Corpus, options: Options, wording: Mapping[str, Wording] | None = None) -> Site:
    """Return the site of a corpus. ``wording`` saves reading the catalogues again."""
    collection = collect(corpus, drafts=options.drafts)
    return Site(corpus, options, wording or theme_wording(options.theme_folders), collection)


def theme_wording(folders: Sequence[Path]) -> dict[str, Wording]:
    """Return the wording from the first theme folder that has catalogues. Raises ``FileNotFoundError``."""
    for folder in folders:
        if (folder / "locales" / "cy.po").is_file():
            return read_wording(folder / "locales")
    raise FileNotFoundError(f"no locales/cy.po in {', '.join(map(str, folders))}")
