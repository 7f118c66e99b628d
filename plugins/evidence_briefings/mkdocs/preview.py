"""A preview that builds only what an edit changes.

A full build of a thousand records takes seconds; an author wants to see an edit at once. After an edit of records
the pages whose inputs have changed are built again into the served folder, by the same code as in a full build.
Anything else (templates, vocabularies, hand-written pages, settings) is left to a full build.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from ..site.site import Site
from .generated import add_page

if TYPE_CHECKING:
    from .plugin import BriefingsPlugin


class Preview:
    """What the last full build left behind, and how to bring its result up to date."""

    def __init__(
        self, plugin: BriefingsPlugin, config: MkDocsConfig, files: Files, env: Environment, site: Site
    ) -> None:
        self._plugin = plugin
        self._config = config
        self._files = files
        self._env = env
        self._site = site
        self._built = {page.path: page.key for page in site.pages()}
        self._data = site.files()
        self._surroundings = self._look_around()

    def update(self) -> bool:
        """Build what has changed since the last time; return False when a full build is needed.

        Raises ``Abort`` when a record has errors: the pages that are being shown stay as they are.
        """
        if self._look_around() != self._surroundings:
            return False
        corpus = self._plugin.read()
        if corpus.vocabularies != self._site.corpus.vocabularies or corpus.schemes != self._site.corpus.schemes:
            return False
        self._plugin.stop_on_errors(corpus)
        site = self._site.with_corpus(corpus)
        built = {}
        for page in site.pages():
            built[page.path] = page.key
            if self._built.get(page.path, self) != page.key:
                self._build(add_page(page, self._files, self._config, site))
        for gone in self._built.keys() - built.keys():
            (Path(self._config.site_dir) / gone).unlink(missing_ok=True)
        for path, text in site.files().items():
            if self._data.get(path) != text:
                (Path(self._config.site_dir) / path).write_text(text, encoding="utf-8")
                self._data[path] = text
        self._site, self._built = site, built
        return True

    def _build(self, page: Any) -> None:
        _populate_page(page, self._config, self._files)
        _build_page(page, self._config, [], Navigation([], []), self._env)

    def _look_around(self) -> dict[str, int]:
        """Return the modification times of everything else that a build reads."""
        folders = [self._config.docs_dir, *filter(None, [self._config.theme.custom_dir])]
        paths = [Path(self._config.config_file_path), *(path for folder in folders for path in _files_below(folder))]
        return {str(path): path.stat().st_mtime_ns for path in paths if path.exists()}


def _files_below(folder: str) -> Iterator[Path]:
    return (path for path in Path(folder).rglob("*") if path.is_file())
