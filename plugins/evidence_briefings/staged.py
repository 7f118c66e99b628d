"""What the next Git commit would hold: its records, checked as they are staged and not as they lie in the folder.

An author may have changed a file again since ``git add``, or staged a part of it. So the staged files are written into
a folder aside and read there; neither the working tree nor the index is touched, and nothing is stashed.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .choosing import Chosen, chosen_corpora
from .content.problems import Problem, Severity
from .content.reports import Report, below, files_below
from .project import CONFIG, Project


class StagingError(Exception):
    """There is no Git repository to ask, or Git cannot say what is staged; the message is for the author."""


@dataclass(frozen=True)
class _Repository:
    """The repository of a project. ``top`` is its folder, ``here`` the current folder below it, both real paths."""

    top: Path
    here: Path

    def run(self, *arguments: str, given: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
        """Return what Git prints. Raises ``StagingError``."""
        variables = {**os.environ, **(env or {}), "GIT_LITERAL_PATHSPECS": "1"}
        return _git(self.top, *arguments, given=given, env=variables)

    def write_index(self, folder: Path, paths: tuple[str, ...], env: Mapping[str, str] | None = None) -> None:
        """Write the files at and below ``paths`` into ``folder`` as the index has them."""
        names = self.run("ls-files", "-z", "--cached", "--", *paths, env=env)
        prefix = f"--prefix={folder.as_posix()}/"
        self.run("checkout-index", "-z", "--stdin", "--force", prefix, given=names, env=env)

    def write_last_commit(self, folder: Path, paths: tuple[str, ...], scratch: Path) -> None:
        """Write the same files as the last commit has them, by way of an index of our own."""
        env = {"GIT_INDEX_FILE": str(scratch)}
        self.run("read-tree", "HEAD", env=env)
        self.write_index(folder, paths, env)


def check_staged(project: Project, today: date, *, require_cy: bool = False) -> Report:
    """Return what is wrong with the staged records.

    Reported are all problems of files that the commit changes. Of the others only errors that the last commit has not:
    a record that is taken away may be named by one that is left alone. Raises ``StagingError``.
    """
    repository = _repository()
    records = _below(project.shown_records, repository.top)
    config = _below(project.root / CONFIG, repository.top)
    changed = _changed(repository, records, config)
    if not changed:
        return Report((), 0)
    with tempfile.TemporaryDirectory(prefix="briefings-") as name:
        aside = Path(name).resolve()
        repository.write_index(aside / "staged", (records, config))
        found = _read(repository, aside / "staged", records, today, require_cy=require_cy)
        shown = [project.shown(repository.top / path) for path in changed]
        problems = below(found.corpus.problems, shown)
        elsewhere = {problem for problem in found.corpus.problems if problem.severity is Severity.ERROR} - {*problems}
        if elsewhere:
            problems += elsewhere - _errors_before(repository, aside, (records, config), today, require_cy=require_cy)
        excused = set(below(found.corpus.excused, shown))
        return Report(tuple(sorted(set(problems))), len(files_below(found.corpus, shown)), len(excused))


def _errors_before(
    repository: _Repository, aside: Path, paths: tuple[str, str], today: date, *, require_cy: bool
) -> set[Problem]:
    """Return the problems of the last commit; none where there is no commit yet, or it has no records."""
    try:
        repository.write_last_commit(aside / "before", paths, aside / "index")
    except StagingError:
        return set()
    return set(_read(repository, aside / "before", paths[0], today, require_cy=require_cy).corpus.problems)


def _read(repository: _Repository, copy: Path, records: str, today: date, *, require_cy: bool) -> Chosen:
    """Return the records in a copy of the repository, with paths as they would be shown in the repository itself."""
    here = copy / repository.here.relative_to(repository.top)
    here.mkdir(parents=True, exist_ok=True)
    (copy / records).mkdir(parents=True, exist_ok=True)
    with _standing_in(here):
        return chosen_corpora([copy / records], today, require_cy=require_cy)[0]


@contextlib.contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _repository() -> _Repository:
    here = Path.cwd().resolve()
    shown = os.fsdecode(_git(here, "rev-parse", "--show-toplevel")).removesuffix("\n")
    return _Repository(Path(shown).resolve(), here)


def _below(path: Path, top: Path) -> str:
    """Return a path as Git names it. Raises ``StagingError`` for one outside of the repository."""
    try:
        return path.resolve().relative_to(top).as_posix()
    except ValueError:
        raise StagingError(f"{path} is not in the Git repository at {top}") from None


def _changed(repository: _Repository, *paths: str) -> list[str]:
    """Return the paths (as Git names them) that the commit adds, changes, moves or takes away."""
    listed = repository.run("diff", "--cached", "--name-only", "--no-renames", "-z", "--", *paths)
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def _git(folder: Path, *arguments: str, given: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and no word of it comes from a file)
            ["git", *arguments],  # noqa: S607 (whichever Git the author uses)
            cwd=folder,
            input=given,
            env=env,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise StagingError("Git is not installed, so nothing is staged") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise StagingError(f"Git cannot say what is staged: {said[0] if said else arguments[0]}")
    return done.stdout
