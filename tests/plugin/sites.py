"""Whole sites for tests: a tiny site with the project's own theme, and the real commands that build it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tiny import PROJECT, tiny_site

COMMANDS = {
    "mkdocs": [sys.executable, "-m", "mkdocs", "build"],
    "briefings": [sys.executable, "-m", "evidence_briefings.cli", "build"],
    "properdocs": [sys.executable, "-m", "properdocs", "build", "--config-file", "mkdocs.yml"],
}
SITE = """
    briefings/
      one.yml +
        title: The first
        related: [two]
        body: |
          ## A heading

          Some *Markdown* with **bold** words.
      one.cy.yml
      two.yml +
        title: The second
        was: [the-second-one]
        topics: [children, learning-disability]
        ratings: [{scheme: stars, value: "2"}]
      old.yml +
        title: The old one
        status: archived
        superseded_by: one
      unfinished.yml +
        title: The unfinished one
        status: draft
    site_src/
      en/
        about.md |
          # About us

          We are [those who know](briefings/one.md).
        more.md |
          ---
          pair: rhagor
          ---
          # More
      cy/
        amdanom-ni.md |
          # Amdanom ni
        rhagor.md |
          ---
          pair: more
          ---
          # Rhagor
"""


def whole_site(folder: Path, drawing: str = SITE, config: str = "") -> Path:
    """Write a site that can be built into ``folder``: the drawing, the project's theme and settings, and ``config``."""
    tiny_site(folder, drawing)
    shutil.copytree(PROJECT / "theme_overrides", folder / "theme_overrides")
    (folder / "mkdocs.yml").write_text((PROJECT / "mkdocs.yml").read_text("utf-8") + config, encoding="utf-8")
    return folder


def run(
    folder: Path, command: list[str], *more: str, env: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in ``folder``; a variable whose value is None is unset."""
    variables: dict[str, str | None] = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": None,
        **(env or {}),
    }
    return subprocess.run(
        [*command, *more],
        cwd=folder,
        env={name: value for name, value in variables.items() if value is not None},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


def built(folder: Path, runner: str = "mkdocs", *more: str, env: Mapping[str, str | None] | None = None) -> Path:
    """Build the site in ``folder``, which must succeed, and return the folder of the result."""
    done = run(folder, COMMANDS[runner], *more, env=env)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path below it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
