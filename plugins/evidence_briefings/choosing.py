"""What ``briefings check PATH ...`` reports on: which sites the paths concern, and which files of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .content import reports
from .content.corpus import Corpus
from .content.required import with_welsh_required
from .content.vocabulary import FOLDER as VOCABULARY_FOLDER
from .project import Project, ProjectError, find_project, project_at

MAX_FOLDERS = 20_000
"""How many folders outside of any site are looked into: a slip such as ``briefings check /`` must come to an end."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A corpus with the shown paths to report on, or None for all of it."""

    corpus: Corpus
    paths: list[str] | None


def chosen_corpora(paths: Sequence[Path], today: date, *, require_cy: bool = False) -> list[Chosen]:
    """Return each corpus that the paths (absolute and normal) concern; without any, that of the current folder.

    With ``require_cy``, or where mkdocs.yml says so, Welsh that is missing or out of date is an error. Raises
    ``ProjectError`` for a path that lies in no site, or where there is nothing to check.
    """
    groups: dict[Path, tuple[Project, list[Path]]] = {}
    for path in paths or (Path.cwd(),):
        project = _project_of(path)
        _, chosen = groups.setdefault(project.records, (project, []))
        if paths:
            chosen.append(path)
    found = []
    for project, chosen in groups.values():
        one = _chosen(project, chosen, today)
        required = require_cy or project.requires_welsh
        found.append(replace(one, corpus=with_welsh_required(one.corpus)) if required else one)
    return found


def _chosen(project: Project, paths: list[Path], today: date) -> Chosen:
    reader = project.reader()
    # A path above the records means all of them.
    if not paths or any(project.shown_records.is_relative_to(path) for path in paths):
        return Chosen(reader.read(today=today), None)
    more = {path: _outside(path) for path in paths if not path.is_relative_to(project.shown_records)}
    corpus = reader.read(today=today, more=dict.fromkeys(file for files in more.values() for file in files))
    for path in paths:
        shown = [project.shown(path)]
        if not (more.get(path) or reports.files_below(corpus, shown) or reports.below(corpus.problems, shown)):
            why = "records end in .yml, and names that begin with _ or . are left alone"
            raise ProjectError(f"there is no record at {shown[0]}: {why}")
    return Chosen(corpus, [project.shown(path) for path in paths])


def _project_of(path: Path) -> Project:
    """Return the project that a path is the records of, else the one it lies in, else that of the current folder."""
    if os.path.isdir(path / VOCABULARY_FOLDER):  # noqa: PTH112 (pathlib's raises where nothing may be read)
        return project_at(path)
    try:
        return find_project(path)
    except ProjectError:
        return find_project(Path.cwd())


def _outside(path: Path) -> list[Path]:
    """Return the files at or below a path outside of the records that may be records of somebody."""
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    for count, (folder, folders, files) in enumerate(os.walk(path)):  # passes over what cannot be read
        if count >= MAX_FOLDERS:
            raise ProjectError(f"{path} holds more than {MAX_FOLDERS:,} folders. Name the one that holds the records")
        here = Path(folder)
        # A site below has lists of its own, by which its records are to be judged.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(("_", ".")) and not os.path.isdir(here / name / VOCABULARY_FOLDER)  # noqa: PTH112
        )
        found += [here / name for name in sorted(files) if name.endswith(".yml") and not name.startswith(("_", "."))]
    return found
