"""The MkDocs plugin: hooks of a few lines that hand over to the stages."""

from __future__ import annotations

import gc
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as RunnerPage
from mkdocs.utils.templates import TemplateContext

from ..content import reports
from ..content.corpus import Corpus, Reader
from ..content.required import with_welsh_required
from ..content.thresholds import ThresholdError, read_thresholds
from ..search.facets import Facet, FacetError, names_by_source, read_facets
from ..site.addresses import Links, absolute
from ..site.handwritten import TESTED, complete_meta, language_of, unpaired
from ..site.products import ProductError, read_products
from ..site.site import Options, Site, make_site, theme_wording
from ..site.tested import filled_page
from ..site.wording import Wording
from .faults import fault_in_words
from .frame import Frames
from .generated import (
    GeneratedPage,
    add_data,
    add_pages,
    add_sitemap,
    lighten_assets,
    remove_team_pages,
    remove_unused_assets,
)
from .media import MediaCopies
from .offline import write_offline
from .preview import Preview, look_around
from .search import SearchFolder
from .staging import Staging, restore
from .takeaways import Shell, TakeAwayFolder

CACHE = Path(".cache") / "social"
"""Where pictures are kept between builds, beside mkdocs.yml."""

log = logging.getLogger("mkdocs.plugins.evidence_briefings")


class BriefingsConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say under ``evidence-briefings:``."""

    records = config_options.Type(str, default="briefings")
    """The folder of the records, from mkdocs.yml."""
    drafts = config_options.Type(bool, default=False)
    """Whether records with ``status: draft`` are shown: for a preview, never for a public site."""
    offline = config_options.Type(bool, default=True)
    """Whether readers may keep pages for reading without a signal; ``no`` also ends it where they already do."""
    team_pages = config_options.Type(bool, default=True)
    """Whether the pages for those who keep the site are part of it: the guide and the page of what is to be mended."""
    require_cy = config_options.Type(bool, default=False)
    """Whether a build stops where Welsh is missing or older than its English. A preview goes on."""
    sender = config_options.Optional(config_options.Type(dict))
    """Who sends a digest: ``{name: {en: ..., cy: ...}, email: ...}``; only ``briefings digest`` reads it."""
    embed = config_options.Type(bool, default=True)
    """Whether there is a card of each record that others can put on their own pages."""
    social_cards = config_options.Type(bool, default=True)
    """Whether there is a picture of each record for social networks, where the site has an address."""
    facets = config_options.Optional(config_options.Type(object))
    """What readers may narrow a search by: see search/facets.py, which also says what is wrong with it."""
    products = config_options.Optional(config_options.Type(object))
    """The other forms of each record that readers are offered: see site/products.py. Without it, all."""
    plain_language = config_options.Optional(config_options.Type(object))
    """The site's own limits for the warnings about language: see content/thresholds.py."""


class BriefingsPlugin(BasePlugin[BriefingsConfig]):  # type: ignore[no-untyped-call]
    """Turns the records into pages of the site. One instance lives as long as the command that runs it."""

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._staging: Staging | None = None
        self._preview: Preview | None = None
        self._serving = False
        self._wording: dict[str, Wording] = {}
        self._facets: tuple[Facet, ...] = ()
        self._search = SearchFolder()
        self._site: Site
        self._frames: Frames

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note which command runs; having this hook also keeps the instance, and its caches, across rebuilds."""
        self._serving = command == "serve"

    def on_shutdown(self) -> None:
        """Leave the search as it is: nobody will look at it any more."""
        self._search.hold()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records; with errors, stop before anything of the last site is touched."""
        # Thousands of pages and no cycles: collecting would take a seventh of the time and find nothing.
        gc.disable()
        self._search.hold()
        if config.use_directory_urls:
            why = "the links of this site end in .html"
            raise Abort(f"set use_directory_urls: false in mkdocs.yml: {why}. Nothing was built.")
        restore(config.site_dir)
        root = self._records(config)
        config.watch += [str(root), *filter(None, [config.theme.custom_dir])]
        surroundings = look_around(config) if self._serving else {}
        corpus = self.read()
        if self.config.require_cy and not self._serving:
            corpus = with_welsh_required(corpus)
        self.stop_on_errors(corpus, strict=bool(config.strict))
        folders = [Path(folder) for folder in config.theme.dirs]
        try:
            self._wording = theme_wording(folders)
        except FileNotFoundError as error:
            raise Abort(f"{error}. Set theme: custom_dir: theme_overrides in mkdocs.yml. Nothing was built.") from None
        try:
            self._facets = read_facets(self.config.facets, self._wording)
            products = read_products(self.config.products)
        except (FacetError, ProductError) as error:
            raise Abort(f"{error}. Nothing was built.") from None
        if not self._serving:
            self._reader = None
        site_url = None if self._serving else config.site_url
        options = Options(folders, site_url, self.config.drafts, names_by_source(self._facets), products)
        ours = self.config
        options = replace(options, team_pages=ours.team_pages, embed=ours.embed, social_cards=ours.social_cards)
        options = replace(options, cache=Path(config.config_file_path).absolute().parent / CACHE)
        self._site = make_site(corpus, options, self._wording)
        self._preview = Preview(self, config, self._site, self._search, surroundings) if self._serving else None
        # A preview keeps nothing: who writes must never see an older page.
        config.theme["offline"] = self.config.offline and not self._serving
        # MkDocs' own says the day of the build for every page, and nothing of the other language.
        config.theme.static_templates.discard("sitemap.xml")
        written = [config.config_file_path, config.docs_dir, str(root), config.theme.custom_dir or config.docs_dir]
        self._staging = Staging.begin(config, written)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Write the search and data files, and add a page for each generated page of the site."""
        # First, so that the pages can have the memory of these again.
        self._search.write(self._site, self._facets, Path(config.site_dir))
        remove_unused_assets(files, config)
        lighten_assets(files, config)
        if not self.config.team_pages:
            remove_team_pages(files)
        add_data(files, config, self._site)
        MediaCopies(Path(config.site_dir)).follow(self._site)
        add_pages(files, config, self._site)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Say which hand-written pages lack their pair in the other language."""
        for path in unpaired([file.dest_uri for file in files.documentation_pages() if not file.generated_by]):
            log.warning(f"{path} has no page in the other language (name it in the front matter: pair: ...)")
        return nav

    def on_page_markdown(self, markdown: str, *, page: RunnerPage, config: MkDocsConfig, files: Files) -> str:
        """Put what the accessibility tests found into the hand-written pages that say so."""
        if isinstance(page, GeneratedPage) or page.file.abs_src_path is None:
            return markdown
        wording = self._wording[language_of(page.file.dest_uri)]
        return filled_page(markdown, Path(page.file.abs_src_path), Path(config.docs_dir) / TESTED, wording)

    def on_page_content(self, html: str, *, page: RunnerPage, config: MkDocsConfig, files: Files) -> str:
        """Complete what a hand-written page says about itself."""
        if not isinstance(page, GeneratedPage):
            complete_meta(page.meta, page.file.dest_uri)
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: RunnerPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the shell its words and its links, and a generated page its content."""
        language = str(page.meta["lang"])
        both = page.meta.get("template_kind") == "choice"
        if isinstance(page, GeneratedPage):
            page.make_content()
        links = Links(page.file.dest_uri, language)
        ours = {
            "i18n": None if both else self._wording[language],
            "link": links,
            "frame": None if both else self._frames.frame(links, page.meta.get("alternate")),
            "pair_url": absolute(page.meta.get("alternate"), page.file.dest_uri, config.site_url),
        }
        context.update(ours)  # type: ignore[typeddict-item]
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Take the theme's templates for the frame of every page; write what is no page of MkDocs; map the site."""
        self._frames = Frames(env, self._wording, self._site.options.products, self._site.options.team_pages)
        take_aways = TakeAwayFolder(Shell(env, config, self._wording, self._frames))
        # Before the pages are made: what this takes of memory serves them afterwards.
        take_aways.write(self._site, Path(config.site_dir))
        if self._preview is not None:
            self._preview.start(files, env, take_aways)
        elif config.site_url:
            add_sitemap(files, config)
        return env

    def on_post_page(self, output: str, *, page: RunnerPage, config: MkDocsConfig) -> str:
        """Let go of what a generated page said: it is in ``output`` now."""
        if isinstance(page, GeneratedPage):
            page.let_go()
        return output

    @event_priority(-100)  # after every other plugin: whatever they add belongs to the new site as well
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the finished site in the place of the old one."""
        if not self._serving:
            gc.freeze()  # the process ends here: looking through all there is once more would take a fifth of its time
        gc.enable()
        write_offline(self._site, config)
        if self._staging is not None:
            self._staging.finish()
        self._search.finish()

    @event_priority(-100)  # it may raise: the others come first
    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is, take the unfinished one away, and say in words what can be said in words."""
        gc.enable()
        self._preview = None
        self._search.resume()
        if self._staging is not None:
            self._staging.abandon()
            self._staging = None
        said = None if isinstance(error, MkDocsException) else fault_in_words(error)
        if said is not None:
            raise Abort(f"{said}. Nothing was built.") from error

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Let an edit of a record build only the pages it changes."""

        def rebuild() -> None:
            try:
                if self._preview is None or not self._preview.update():
                    builder()
            except Exception as error:
                fault = fault_in_words(error)
                if fault is None:
                    raise
                # Raised any further, it would be printed as a traceback and no page be served until it is mended.
                log.error(f"{fault}\nThe pages stay as they were until this is mended.")  # noqa: TRY400

        server.builder = rebuild
        # Half a second between looks at the folder is most of the wait; MkDocs offers no setting for it.
        server.observer._timeout = 0.2  # noqa: SLF001
        return server

    def read(self) -> Corpus:
        """Return the corpus as it is on disk now."""
        assert self._reader is not None
        return self._reader.read(today=date.today())

    def stop_on_errors(self, corpus: Corpus, *, strict: bool = False) -> None:
        """Print every problem that stops the build, as ``briefings check`` would, and raise ``Abort``."""
        found = corpus.problems if strict else corpus.errors
        if found:
            counted = len(corpus.files) + len(corpus.pairs)
            report = reports.Report(corpus.problems, records=counted, excused=len(corpus.excused))
            for problem in found:
                log.error(str(problem))
            raise Abort(f"{report.summary()}. Nothing was built.")
        if corpus.warnings:
            log.info(f"{len(corpus.warnings)} warnings in the records; briefings check lists them")

    def _records(self, config: MkDocsConfig) -> Path:
        """Return the records folder, and make the reader on first use."""
        base = Path(config.config_file_path).absolute().parent
        root = base / self.config.records
        if not root.is_dir():
            raise Abort(f"there is no folder {self.config.records} beside {Path(config.config_file_path).name}")
        try:
            thresholds = read_thresholds(self.config.plain_language)
        except ThresholdError as error:
            raise Abort(f"{error}. Nothing was built.") from None
        if self._reader is None or (self._reader.root, self._reader.thresholds) != (root, thresholds):
            here = Path.cwd()
            self._reader = Reader(root, here if base.is_relative_to(here) else base, thresholds)
        return root
