"""Where a site's files are: the folder with mkdocs.yml and the records below it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

RECORDS = "briefings"
CONFIG = "mkdocs.yml"


class ProjectError(Exception):
    """There is no project here; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Project:
    """A site's folder. ``base`` is where shown paths begin: the current folder if the project lies below it."""

    root: Path
    records: Path
    base: Path

    @property
    def config_file(self) -> Path:
        """The site's mkdocs.yml."""
        return self.root / CONFIG

    @property
    def shown_records(self) -> Path:
        """The records folder, absolute."""
        return self.records.absolute()

    def shown(self, path: Path) -> str:
        """Return a path as messages show it."""
        try:
            return path.absolute().relative_to(self.base).as_posix()
        except ValueError:
            return path.absolute().as_posix()

    def folder_for(self, name: str) -> Path:
        """Return the folder ``name`` below the records. Raises ``ProjectError`` when it would lie outside."""
        folder = Path(os.path.normpath(self.records.absolute() / name))
        if not folder.is_relative_to(self.records.absolute()):
            raise ProjectError(f"{name} is not a folder below {self.shown(self.records)}")
        if any(part.startswith(("_", ".")) for part in folder.relative_to(self.records.absolute()).parts):
            raise ProjectError(f"records in {name} would not be read: the name begins with _ or .")
        return folder


def find_project(start: Path) -> Project:
    """Return the project that ``start`` lies in: the nearest folder upwards with a briefings folder.

    Raises ``ProjectError`` when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / RECORDS).is_dir() and folder.name != RECORDS:
            return _project(folder, folder / RECORDS)
    raise ProjectError(f'no folder "{RECORDS}" here or in any folder above {start}')


def project_at(records: Path) -> Project:
    """Return the project whose records folder is ``records``, whatever it is called."""
    records = records.absolute()
    return _project(records.parent, records)


def _project(root: Path, records: Path) -> Project:
    here = Path.cwd()
    return Project(root, records, here if root.is_relative_to(here) else root)
