"""The Git repository that the records are in: who writes, and a commit of just the files that were saved."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60


class GitError(Exception):
    """Git would not do it; the message says why."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository by its folder on disk."""

    root: Path

    def author(self) -> str:
        """Return who will stand as author, with the address. Raises ``GitError`` if Git cannot tell."""
        return _git(self.root, "var", "GIT_AUTHOR_IDENT").rsplit(" ", 2)[0]

    def branch(self) -> str:
        """Return the name of the branch, or "" between branches."""
        try:
            return _git(self.root, "symbolic-ref", "--short", "HEAD")
        except GitError:
            return ""

    def is_changed(self, path: Path) -> bool:
        """Return whether a file that Git knows has changes that are in no commit."""
        try:
            if not _git(self.root, "ls-files", "--", str(path)):
                return False
            return bool(_git(self.root, "status", "--porcelain", "--", str(path)))
        except GitError:
            return False

    def commit(self, paths: Sequence[Path], message: str) -> str:
        """Commit the files as they are on disk, and nothing else that may be waiting; return the commit's short name.

        Hooks are not run: a record in the making has problems, and the form shows them.
        """
        names = [str(path) for path in paths]
        _git(self.root, "add", "--", *names)
        try:
            _git(self.root, "commit", "--quiet", "--no-verify", "--only", "--message", message, "--", *names)
        except GitError:
            new = [name for name in names if not self._is_in_head(name)]
            if new:
                _git(self.root, "rm", "--quiet", "--cached", "--force", "--", *new)
            raise
        return _git(self.root, "rev-parse", "--short", "HEAD")

    def _is_in_head(self, name: str) -> bool:
        relative = Path(name).relative_to(self.root).as_posix()
        try:
            return bool(_git(self.root, "ls-tree", "--name-only", "HEAD", "--", relative))
        except GitError:
            return False


def repository_of(folder: Path) -> Repository:
    """Return the repository that a folder lies in. Raises ``GitError`` when there is none."""
    return Repository(Path(os.path.realpath(_git(folder, "rev-parse", "--show-toplevel"))))


def _git(folder: Path, *arguments: str) -> str:
    """Return what Git prints, without the line's end. Raises ``GitError`` with what it complains of."""
    environment = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_INDEX_FILE")}
    try:
        done = subprocess.run(  # noqa: S603 (a list, no shell)
            ["git", "-C", str(folder), *arguments],  # noqa: S607 (the git of whoever works here)
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**environment, "GIT_TERMINAL_PROMPT": "0"},
        )
    except FileNotFoundError:
        raise GitError("Git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"Git did not answer within {_SECONDS} seconds") from None
    if done.returncode:
        lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        raise GitError(" ".join(lines).strip() or f"git {arguments[0]} failed")
    return done.stdout.decode("utf-8", "replace").rstrip("\n")
