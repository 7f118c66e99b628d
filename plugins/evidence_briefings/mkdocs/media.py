"""Films and other files that records name, copied into the folder of a site: never into memory."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..site.site import Site


class MediaCopies:
    """Keeps the files of a site's media below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[Path, object]] = {}

    def keep(self, site: Site) -> None:
        """Take what a site names for what is there; ``follow`` goes on from it."""
        files = site.corpus.media.files
        stamps = {file.path: (file.size, file.stamp) for file in files.values()}
        self._known = {target: (source, stamps[source]) for target, source in site.media().items()}

    def follow(self, site: Site) -> None:
        """Copy what is new or has changed, and remove what no shown record names any more."""
        before = self._known
        self.keep(site)
        for target in before.keys() - self._known.keys():
            (self._folder / target).unlink(missing_ok=True)
        for target, known in self._known.items():
            if before.get(target) != known:
                path = self._folder / target
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(known[0], path)
