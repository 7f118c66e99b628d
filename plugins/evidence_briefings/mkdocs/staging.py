"""Building aside: the old site stays whole until the new one is complete, then one takes the other's place."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

_LOGGERS = [logging.getLogger(name) for name in {"mkdocs", CountHandler.__module__.partition(".")[0]}]
"""Where warnings are given. ProperDocs stands in for MkDocs, but logs under a name of its own."""


@dataclass
class Staging:
    """A build on its way. ``target`` is where the site belongs, ``folder`` where it is being written."""

    config: MkDocsConfig
    target: Path
    folder: Path
    warnings: CountHandler | None

    @classmethod
    def begin(cls, config: MkDocsConfig, sources: Iterable[str | Path]) -> Staging:
        """Point the build at an empty folder beside the site's own.

        Raises ``Abort`` where that cannot be made, and where the site would take the place of the ``sources`` (files
        and folders that people wrote), for all that stands in its place is deleted.
        """
        target = Path(os.path.realpath(config.site_dir))  # a link stays a link: what it leads to is exchanged
        for source in sources:
            there = Path(os.path.realpath(source))
            if there.is_relative_to(target) or (there.is_dir() and target.is_relative_to(there)):
                raise Abort(f"the site cannot be written to {target}: {there} is there. Nothing was built.")
        if target.exists() and not target.is_dir():
            raise Abort(f"the site cannot be written to {target}: it is a file. Nothing was built.")
        folder = target.with_name(f".{target.name}.building")
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        except OSError as error:
            raise Abort(f"cannot write beside {target}: {error.strerror}. Nothing was built.") from None
        config.site_dir = str(folder)
        warnings = None
        if config.strict:
            # MkDocs counts warnings too, but fails only after the last hook, when the old site would be gone.
            warnings = CountHandler()
            warnings.setLevel(logging.WARNING)
            for logger in _LOGGERS:
                logger.addHandler(warnings)
        return cls(config, target, folder, warnings)

    def finish(self) -> None:
        """Exchange the old site for the new one. Raises ``Abort`` under --strict if a warning was given."""
        if self.warnings is not None and (counts := self.warnings.get_counts()):
            said = ", ".join(f"{number} {level.lower()}s" for level, number in counts)
            raise Abort(f"Stopped by --strict after {said}. Nothing was built.")
        try:
            self._exchange()
        except OSError as error:
            self.abandon()
            raise Abort(f"cannot put the new site at {self.target}: {error.strerror}. The old one stays.") from None
        self.config.site_dir = str(self.target)
        self._count_no_more()

    def _exchange(self) -> None:
        old = _aside(self.target)
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            # What begins with a dot (.git, .nojekyll) is not MkDocs' to delete, nor ours.
            for kept in self.target.glob(".*"):
                if kept.is_dir() and not kept.is_symlink():
                    shutil.copytree(kept, self.folder / kept.name, symlinks=True, dirs_exist_ok=True)
                else:
                    shutil.copy2(kept, self.folder / kept.name, follow_symlinks=False)
            self.target.rename(old)
        try:
            self.folder.rename(self.target)
        except OSError:
            if old.exists():
                old.rename(self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)

    def abandon(self) -> None:
        """Take the unfinished site away."""
        self._count_no_more()
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)

    def _count_no_more(self) -> None:
        if self.warnings is not None:
            for logger in _LOGGERS:
                logger.removeHandler(self.warnings)


def restore(site_dir: str) -> None:
    """Put the old site back that a build left aside because it was killed between the two halves of the exchange."""
    target = Path(os.path.realpath(site_dir))
    if not target.exists() and _aside(target).is_dir():
        with contextlib.suppress(OSError):
            _aside(target).rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
