"""Building aside: the old site stays whole until the new one is complete, then one takes the other's place."""

from __future__ import annotations

import contextlib
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler


@dataclass
class Staging:
    """A build on its way. ``target`` is where the site belongs, ``folder`` where it is being written."""

    config: MkDocsConfig
    target: Path
    folder: Path
    warnings: CountHandler | None

    @classmethod
    def begin(cls, config: MkDocsConfig) -> Staging:
        """Point the build at an empty folder beside the site's own. Raises ``Abort`` where that cannot be made."""
        target = Path(config.site_dir).absolute()
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
            logging.getLogger("mkdocs").addHandler(warnings)
        return cls(config, target, folder, warnings)

    def finish(self) -> None:
        """Exchange the old site for the new one; under --strict only if no warning was given."""
        if self.warnings is not None:
            logging.getLogger("mkdocs").removeHandler(self.warnings)
            if self.warnings.get_counts():
                self.abandon()
                return
        old = _aside(self.target)
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        try:
            self.folder.rename(self.target)
        except OSError:
            if old.exists():
                old.rename(self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)
        self.config.site_dir = str(self.target)

    def abandon(self) -> None:
        """Take the unfinished site away."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)


def restore(site_dir: str) -> None:
    """Put the old site back that a build left aside because it was killed between the two halves of the exchange."""
    target = Path(site_dir).absolute()
    if not target.exists() and _aside(target).is_dir():
        with contextlib.suppress(OSError):
            _aside(target).rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
