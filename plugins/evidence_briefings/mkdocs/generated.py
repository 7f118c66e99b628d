"""Generated pages as MkDocs knows pages: real to its sitemap, its events and its templates."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as RunnerPage
from mkdocs.structure.toc import TableOfContents

from ..site.handwritten import for_the_team
from ..site.page import Page
from ..site.site import Site
from ..site.sitemap import Entry, sitemap_files

# The same for all pages: thousands of empty ones weigh something too.
_NO_HEADINGS = TableOfContents([])
_NO_ANCHORS: set[str] = set()
_NO_LINKS: dict[Any, Any] = {}


class GeneratedPage(RunnerPage):
    """A page whose content the site makes; nothing is read from a file and no Markdown is converted."""

    def __init__(self, page: Page, site: Site, file: File, config: MkDocsConfig) -> None:
        self._source = page
        self._site = site
        super().__init__(page.title, file, config)
        self.update_date = page.changed.isoformat() if page.changed is not None else ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what a page says about itself; the head and the shell read it."""
        self.markdown = ""
        self.meta = dict(self._source.about)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the HTML for later: MkDocs reads all pages before it writes one, and would keep them all."""
        self.content = ""
        self.toc, self.present_anchor_ids, self.links_to_anchors = _NO_HEADINGS, _NO_ANCHORS, _NO_LINKS

    def make_content(self) -> None:
        """Make the HTML inside ``<main>`` and all that the head says."""
        self.content = self._site.html(self._source)
        self.meta.update(self._source.meta)
        needed = [name for name, sign in self.meta.get("styles_for", {}).items() if sign in self.content]
        if needed:
            self.meta["styles"] = [*self.meta.get("styles", []), *needed]

    def let_go(self) -> None:
        """Forget both: they are written."""
        self.content = ""
        self.meta = dict(self._source.about)


def add_data(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Write the data files, and let pages link to them. MkDocs would keep their text until the last page is written."""
    for path, parts in site.files_in_parts():
        target = Path(config.site_dir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        files.append(File.generated(config, path, abs_src_path=str(target), inclusion=InclusionLevel.NOT_IN_NAV))


def add_pages(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Add every generated page of the site, outside the navigation (in it, each page would carry all the others)."""
    for page in site.pages():
        add_page(page, files, config, site)


def add_page(page: Page, files: Files, config: MkDocsConfig, site: Site) -> GeneratedPage:
    """Add one generated page, in the place of an older one of the same address."""
    remove_page(page.path, files)
    file = File.generated(config, _uri(page.path), content="", inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
    return GeneratedPage(page, site, file, config)


def remove_page(path: str, files: Files) -> None:
    """Take the generated page at an address out of the site, if there is one."""
    older = files.src_uris.get(_uri(path))
    if older is not None:
        files.remove(older)


def _uri(path: str) -> str:
    return path.removesuffix(".html") + ".md"


def add_sitemap(files: Files, config: MkDocsConfig) -> None:
    """Add the map of all pages, generated and hand-written."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    entries = [
        Entry(page.file.dest_uri, page.meta, page.update_date if isinstance(page, GeneratedPage) else "")
        for page in pages
    ]
    for path, content in sitemap_files(entries, str(config.site_url)).items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))


def remove_unused_assets(files: Files, config: MkDocsConfig) -> None:
    """Take the theme's own scripts and styles out of the site: our pages load none of them (decisions/0004)."""
    ours = Path(config.theme.custom_dir).absolute() if config.theme.custom_dir else None
    docs = Path(config.docs_dir).absolute()
    for file in list(files):
        source = Path(file.abs_src_path).absolute() if file.abs_src_path else None
        if source is None or source.is_relative_to(docs) or (ours is not None and source.is_relative_to(ours)):
            continue
        files.remove(file)


def remove_team_pages(files: Files) -> None:
    """Take the hand-written pages that are only for those who keep the site out of it, with their pictures."""
    for file in [file for file in files if for_the_team(file.dest_uri)]:
        files.remove(file)


def lighten_assets(files: Files, config: MkDocsConfig) -> None:
    """Leave the comments out of style sheets and of the script that every page loads: a seventh of their bytes."""
    styles = [file.src_uri for file in files if file.src_uri.startswith("assets/") and file.src_uri.endswith(".css")]
    for path, lighter in (*((path, _without_comments) for path in styles), ("assets/briefings.js", rjsmin.jsmin)):
        file = files.src_uris.get(path)
        if file is not None:
            text = lighter(file.content_string)
            files.remove(file)
            files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def _without_comments(style: str) -> str:
    # Only these: what shortens more does not know container queries.
    return re.sub(r"/\*.*?\*/\s*", "", style, flags=re.DOTALL)
