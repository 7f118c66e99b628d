"""The search files of a site: written with a full build, and brought up to date behind the back of a preview."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Timer

from ..content.localised import LANGUAGES
from ..search.analysis import Analyser
from ..search.facets import Facet
from ..search.writing import analyser_for, manifest_path, search_files
from ..site.site import Site
from .faults import fault_in_words

log = logging.getLogger("mkdocs.plugins.evidence_briefings")

DELAY = 1.0
"""Seconds without an edit after which the search of a preview follows."""

_MANIFESTS = frozenset(manifest_path(language) for language in LANGUAGES)


class _Overtaken(Exception):  # noqa: N818 (no error: there is something newer to do)
    """An edit has come while the index of an older state was being made."""


class SearchFolder:
    """Keeps the search files below the folder of a site.

    An index is made anew as a whole, for every document's weight depends on all others. That takes longer than the
    pages of an edit, so in a preview it is done later, in a thread that any further edit stops.
    """

    def __init__(self) -> None:
        self._facets: tuple[Facet, ...] = ()
        self._analyser: Analyser | None = None
        self._written: frozenset[str] = frozenset()
        self._left: frozenset[str] = frozenset()
        self._begun: tuple[tuple[Facet, ...], frozenset[str]] | None = None
        self._due: tuple[Site, Path] | None = None
        self._state = 0
        self._timer: Timer | None = None
        self._working = Lock()
        self._writing = Lock()

    def write(self, site: Site, facets: tuple[Facet, ...], folder: Path) -> None:
        """Write all files of a site into a new folder, which may yet come to nothing (see ``finish``)."""
        analyser = analyser_for(site)
        written: list[str] = []
        for language in LANGUAGES:
            files = search_files(site, language, facets, analyser)
            (folder / manifest_path(language)).parent.mkdir(parents=True, exist_ok=True)
            for path, text in files.items():
                _write(folder / path, text)
            written += files
        self._begun = facets, frozenset(written)

    def finish(self) -> None:
        """Take the files of the last ``write`` for those that are being shown from now on."""
        assert self._begun is not None
        self._facets, self._written = self._begun
        self._analyser, self._left, self._due = None, frozenset(), None

    def follow(self, before: Site, after: Site, folder: Path) -> None:
        """Bring the files in ``folder`` up to date soon, if what the site lists has changed."""
        if before.collection.listed != after.collection.listed or self._due is not None:
            self._due = after, folder
        self.resume()

    def hold(self) -> None:
        """Stop the work on an update that is under way: the pages come first."""
        with self._writing:
            self._state += 1
        if self._timer is not None:
            self._timer.cancel()

    def resume(self) -> None:
        """Take up an update that is due, after a moment."""
        self.hold()
        if self._due is not None:
            self._timer = Timer(DELAY, self._update, (self._state, *self._due))
            self._timer.daemon = True
            self._timer.start()

    def _update(self, state: int, site: Site, folder: Path) -> None:
        def go_on() -> None:
            if self._state != state:
                raise _Overtaken

        try:
            with self._working:
                files: dict[str, str] = {}
                self._analyser = self._analyser or analyser_for(site)
                for language in LANGUAGES:
                    files |= search_files(site, language, self._facets, self._analyser, go_on=go_on)
                with self._writing:
                    go_on()
                    self._replace(files, folder)
                    self._due = None
        except _Overtaken:
            pass
        except Exception as error:  # noqa: BLE001 (in a thread of its own nobody else would say it)
            said = fault_in_words(error) or f"{type(error).__name__}: {error}"
            log.error(f"The search does not know the last edits: {said}")  # noqa: TRY400

    def _replace(self, files: Mapping[str, str], folder: Path) -> None:
        """Write what is new, then the manifests that name it; what they named the time before last goes.

        A page that was opened before may still ask for a file that its own manifest names.
        """
        for path in files.keys() - self._written:
            _write(folder / path, files[path])
        for path in _MANIFESTS:
            new = folder / f"{path}.new"
            _write(new, files[path])
            new.replace(folder / path)
        for path in self._left - files.keys():
            (folder / path).unlink(missing_ok=True)
        self._left = self._written - files.keys()
        self._written = frozenset(files)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="ascii", newline="\n")
