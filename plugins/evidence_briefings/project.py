"""Where a site's files are: the folder with mkdocs.yml and the records below it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .content.corpus import Reader
from .content.thresholds import ThresholdError, Thresholds, read_thresholds

RECORDS = "briefings"
CONFIG = "mkdocs.yml"
PLUGIN = "evidence-briefings"


class ProjectError(Exception):
    """There is no project here, or its mkdocs.yml says what cannot be meant; the message says what is wrong."""


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
    def pages(self) -> Path | None:
        """The folder of the hand-written pages, absolute; None where there is none."""
        return self._configured("docs_dir", "docs")

    @property
    def theme(self) -> Path | None:
        """The folder of the site's own templates, absolute; None where there is none."""
        return self._configured("theme", None)

    def _configured(self, key: str, default: str | None) -> Path | None:
        """Return the folder that mkdocs.yml names under ``key`` (of a theme: its ``custom_dir``), if it is there."""
        value = settings_of(self.config_file).get(key)
        name = value.get("custom_dir") if isinstance(value, dict) else value
        folder = self.root.absolute() / name if isinstance(name, str) and name else None
        if folder is None and default is not None:
            folder = self.root.absolute() / default
        return folder if folder is not None and os.path.isdir(folder) else None  # noqa: PTH112 (pathlib's may raise)

    @property
    def thresholds(self) -> Thresholds:
        """The limits of language that mkdocs.yml gives the site. Raises ``ProjectError`` for what cannot be meant."""
        try:
            return read_thresholds(self.options.get("plain_language"))
        except ThresholdError as error:
            raise ProjectError(f"{self.shown(self.config_file)}: {error}") from None

    def reader(self) -> Reader:
        """Return what reads the records and judges them by the site's own limits. Raises ``ProjectError``."""
        return Reader(self.shown_records, self.base, self.thresholds)

    @property
    def shown_records(self) -> Path:
        """The records folder, absolute."""
        return self.records.absolute()

    @property
    def options(self) -> Mapping[str, Any]:
        """What mkdocs.yml says of our plugin."""
        return plugin_options(settings_of(self.config_file))

    @property
    def requires_welsh(self) -> bool:
        """Whether mkdocs.yml says ``require_cy: yes``: Welsh that is missing or out of date is an error."""
        return self.options.get("require_cy") is True

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
    """Return the project that ``start`` lies in: the nearest folder upwards with a folder of records.

    That folder is the one that mkdocs.yml names, else "briefings". Raises ``ProjectError`` when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        configured = _configured_records(folder / CONFIG)
        # Not pathlib's, which raises where nothing may be read.
        if configured is not None and os.path.isdir(folder / configured):  # noqa: PTH112
            return _project(folder, folder / configured)
        if os.path.isdir(folder / RECORDS) and folder.name != RECORDS:  # noqa: PTH112
            return _project(folder, folder / RECORDS)
    raise ProjectError(f'no folder "{RECORDS}" here or in any folder above {start}')


def project_at(records: Path) -> Project:
    """Return the project whose records folder is ``records``, whatever it is called."""
    records = records.absolute()
    try:
        around = find_project(records)
    except ProjectError:
        around = None
    return around if around is not None and around.records == records else _project(records.parent, records)


class _Loader(yaml.CSafeLoader):
    """Reads mkdocs.yml for the few things we want of it: tags such as !ENV and !!python/name have no value here."""


_Loader.add_constructor(None, lambda *_: None)


def settings_of(config: Path) -> Mapping[str, Any]:
    """Return what a mkdocs.yml says, without the values that only MkDocs can read (!ENV); {} without such a file.

    A file that cannot be read counts as one that says nothing: what is wrong with it, MkDocs says.
    """
    try:
        settings: Any = yaml.load(config.read_bytes(), Loader=_Loader) if config.is_file() else None  # noqa: S506 (safe)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    return settings if isinstance(settings, dict) else {}


def plugin_options(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the settings of a site say of our plugin."""
    plugins = settings.get("plugins")
    entries = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    found = [entry[PLUGIN] for entry in entries if isinstance(entry, dict) and isinstance(entry.get(PLUGIN), dict)]
    return found[0] if found else {}


def _configured_records(config: Path) -> str | None:
    """Return the ``records`` option of the plugin in a mkdocs.yml, "briefings" if unset; None without such a file."""
    try:
        if not config.is_file():
            return None
    except OSError:
        return RECORDS
    records = plugin_options(settings_of(config)).get("records")
    return records if isinstance(records, str) and records else RECORDS


def _project(root: Path, records: Path) -> Project:
    here = Path.cwd()
    records = Path(os.path.normpath(records))
    return Project(root, records, here if root.is_relative_to(here) else root)
