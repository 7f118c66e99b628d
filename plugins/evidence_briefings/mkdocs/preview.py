"""A preview that builds only what an edit changes.

A full build of a thousand records takes seconds; an author wants to see an edit at once. After an edit of records
the pages whose inputs have changed are built again into the served folder, by the same code as in a full build.
Anything else (templates, vocabularies, hand-written pages, settings) is left to a full build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as RunnerPage

from ..site.site import Site
from .generated import add_page, remove_page
from .media import MediaCopies
from .search import SearchFolder
from .takeaways import TakeAwayFolder

if TYPE_CHECKING:
    from .plugin import BriefingsPlugin


class Preview:
    """What the last full build was made of, and how to bring its result up to date.

    ``search`` keeps the search files; ``surroundings`` is what :func:`look_around` saw before that build began.
    """

    def __init__(
        self,
        plugin: BriefingsPlugin,
        config: MkDocsConfig,
        site: Site,
        search: SearchFolder,
        surroundings: Mapping[str, int],
    ) -> None:
        self._plugin = plugin
        self._config = config
        self._site = site
        self._search = search
        self._surroundings = surroundings
        self._files: Files
        self._env: Environment
        self._take_aways: TakeAwayFolder
        self._built: dict[str, object] = {}
        self._data: dict[str, str] = {}
        self._media: MediaCopies

    def start(self, files: Files, env: Environment, take_aways: TakeAwayFolder) -> None:
        """Take over from a full build, which writes every page that there is now; ``take_aways`` wrote the rest."""
        self._files, self._env, self._take_aways = files, env, take_aways
        self._built = {page.path: page.key for page in self._site.pages()}
        self._data = self._site.files()
        self._media = MediaCopies(Path(self._config.site_dir))
        self._media.keep(self._site)
        self._take_aways.keep(self._site)

    def update(self) -> bool:
        """Build what has changed since the last time; return False when a full build is needed.

        Raises ``Abort`` when a record has errors: the pages that are being shown stay as they are. The search follows
        when no further edit has come for a moment.
        """
        self._search.hold()
        try:
            return self._update()
        finally:
            self._search.resume()

    def _update(self) -> bool:
        if look_around(self._config) != self._surroundings:
            return False
        corpus = self._plugin.read()
        if corpus.lists != self._site.corpus.lists:
            return False
        self._plugin.stop_on_errors(corpus)
        site = self._site.with_corpus(corpus)
        pages = {page.path: page for page in site.pages()}
        gone = self._built.keys() - pages.keys()
        for path in gone:
            remove_page(path, self._files)
            (Path(self._config.site_dir) / path).unlink(missing_ok=True)
        changed = [page for path, page in pages.items() if self._built.get(path, self) != page.key]
        runner_pages: list[RunnerPage] = [add_page(page, self._files, self._config, site) for page in changed]
        if gone or self._built.keys() != pages.keys():
            # Hand-written pages may link to what has come or gone.
            runner_pages += self._handwritten()
        for runner_page in runner_pages:
            _populate_page(runner_page, self._config, self._files)
        for runner_page in runner_pages:
            _build_page(runner_page, self._config, [], Navigation([], []), self._env)
        files = site.files()
        for path, text in files.items():
            if self._data.get(path) != text:
                (Path(self._config.site_dir) / path).write_text(text, encoding="utf-8")
                self._data[path] = text
        for path in self._data.keys() - files.keys():
            (Path(self._config.site_dir) / path).unlink(missing_ok=True)
            del self._data[path]
        self._search.follow(self._site, site, Path(self._config.site_dir))
        self._media.follow(site)
        self._take_aways.follow(site, Path(self._config.site_dir))
        self._site, self._built = site, {path: page.key for path, page in pages.items()}
        return True

    def _handwritten(self) -> Iterator[RunnerPage]:
        """Yield every hand-written page anew."""
        for file in self._files.documentation_pages():
            if file.generated_by is None:
                again = File(file.src_uri, file.src_dir, self._config.site_dir, self._config.use_directory_urls)
                yield RunnerPage(None, again, self._config)


def look_around(config: MkDocsConfig) -> dict[str, int]:
    """Return the modification times of everything but the records that a build reads."""
    folders = [config.docs_dir, *filter(None, [config.theme.custom_dir])]
    paths = [Path(config.config_file_path), *(path for folder in folders for path in _files_below(folder))]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.exists()}


def _files_below(folder: str) -> Iterator[Path]:
    return (path for path in Path(folder).rglob("*") if path.is_file())
