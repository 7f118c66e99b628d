"""Since when a translation is older than its original, as far as Git can tell."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

from .model import Briefing
from .nodes import parse
from .shapes import leaves, path_of, shape_of_model
from .translation import digest

MAX_VERSIONS = 60
"""How many versions of a file are looked at, the newest first."""
UNKNOWN = "unknown"
UNCOMMITTED = "not committed yet"
_SECONDS = 20


def outdated_since(path: Path, stamp: Collection[str], places: Collection[str]) -> str:
    """Return the day of the first commit after which one of the ``places`` says something else than was translated.

    ``stamp`` holds the digests of what was translated. The day is as 2026-11-01; ``unknown`` without Git, or where its
    history does not reach back so far; ``not committed yet`` for a change that nobody has committed.
    """
    waiting = set(places)
    since: list[str] = []
    newer = UNCOMMITTED
    for day, text in _versions(path):
        found = _outdated(text, stamp, waiting)
        since += [newer] * len(waiting - found)
        waiting &= found
        newer = day
        if not waiting:
            break
    days = [day for day in since if day != UNCOMMITTED]
    if days:
        return min(days)
    return UNKNOWN if waiting or not since else UNCOMMITTED


def _outdated(text: str, stamp: Collection[str], places: Collection[str]) -> set[str]:
    """Return those of the places whose text in this version of a record was not translated either."""
    node, _ = parse(text, "")
    if node is None:
        return set(places)
    there = {
        path_of(leaf.loc): digest(leaf.loc, leaf.value)
        for leaf in leaves(node, shape_of_model(Briefing))
        if leaf.shape.text is not None
    }
    return {place for place in places if there.get(place) not in stamp}


def _versions(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (day, text) of the versions of a file that were committed, the newest first; none without Git."""
    log = _git(path.parent, "log", f"--max-count={MAX_VERSIONS}", "--format=%H %cs", "--", path.name)
    for line in log.decode("ascii", "replace").splitlines():
        commit, _, day = line.partition(" ")
        content = _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
        yield day, content.decode("utf-8-sig", "replace")


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what Git says; nothing where it is not there, or has nothing to say."""
    command = ["git", "-C", str(folder), "--no-pager", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 (a list, no shell)
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout
