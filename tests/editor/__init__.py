"""Tests of the web form: tiny sites in Git repositories of their own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from evidence_briefings.content.corpus import Reader
from evidence_briefings.editor.protocol import Editor
from evidence_briefings.editor.repository import repository_of
from evidence_briefings.editor.saving import Records
from evidence_briefings.project import find_project
from tiny import TODAY, tiny_site

RECORD = """\
# yaml-language-server: $schema=_schema/briefing.schema.json
kind: research            # one of the seven kinds
title: "Short breaks: a rest for families"
bottom_line: >-
  Short breaks help families to carry on, if they come
  when they are needed.
summary: What was found, in a few words.
messages:
  # The one that everybody should read.
  - text: Ask people what they want.
    audiences: [frontline]
  - text: Write it down.
  - text: Look again after a month.

# What and for whom
topics: [fostering]
audiences: [frontline]
relevance:
  evidence_from: [wales]
  applies_to: {wales: yes, england: partly, scotland: unknown, northern-ireland: no}
evidence:
  knowledge: [research]
  base: single-study
  peer_reviewed: no
  limitations: [It was a small study.]
sources:
  - {title: A report, year: 2020}
owner: {team: Evidence team}
published: 2026-11-01
reviewed: 2026-11-01
review_by: 2027-11-01
"""

WELSH = """\
# yaml-language-server: $schema=_schema/translation.schema.json
title: "Seibiannau byr: gorffwys i deuluoedd"
bottom_line: >-
  Mae seibiannau byr yn helpu teuluoedd i ddal ati, os dônt
  pan fydd eu hangen.
summary: Yr hyn a ganfuwyd, mewn ychydig eiriau.
messages:
  - text: Gofynnwch i bobl beth maen nhw ei eisiau.
  - text: Ysgrifennwch ef.
  - text: Edrychwch eto ar ôl mis.
evidence:
  limitations: [Astudiaeth fach oedd hi.]
owner: {team: Tîm tystiolaeth}
translation:
  status: draft   # nobody has passed it yet
"""


def git(folder: Path, *arguments: str) -> str:
    """Return what Git prints."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def repository(folder: Path, **files: str) -> Path:
    """Make a site with a record in English and Welsh, all of it in a first commit; return its folder."""
    site = tiny_site(
        folder,
        {
            "briefings/adults/short-breaks.yml": RECORD,
            "briefings/adults/short-breaks.cy.yml": WELSH,
            **{f"briefings/{name}": text for name, text in files.items()},
        },
    )
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "config", "user.name", "Ann Other")
    git(site, "config", "user.email", "ann@example.org")
    git(site, "config", "commit.gpgsign", "false")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", "Begin")
    return site


def editor_of(site: Path) -> Editor:
    """Return the editor of a site."""
    project = find_project(site)
    reader = Reader(project.shown_records, project.base)
    return Editor(Records(project, repository_of(site)), reader, TODAY)


def opened(editor: Editor, record_id: str = "short-breaks", window: str = "one") -> dict[str, Any]:
    """Return what the form holds of a record, by language."""
    asked = {language: f"briefings/{record_id}.{language}.yml" for language in ("en", "cy")}
    found = {
        language: editor.answer({"action": "getEntry", "params": {"path": path}}, window)["data"]
        for language, path in asked.items()
    }
    return {language: json.loads(data) for language, data in found.items() if data is not None}


def save(editor: Editor, form: dict[str, Any], record_id: str = "short-breaks", window: str = "one") -> dict[str, Any]:
    """Save what the form holds, as Decap CMS sends it; return the answer."""
    files = [
        {"slug": record_id, "path": f"briefings/{record_id}.{language}.yml", "raw": json.dumps(data)}
        for language, data in form.items()
    ]
    params = {"branch": "here", "dataFiles": files, "assets": [], "options": {}}
    answer: dict[str, Any] = editor.answer({"action": "persistEntry", "params": params}, window)
    return answer


def changed_lines(site: Path) -> list[str]:
    """Return the lines that the last commit takes away and adds."""
    diff = git(site, "show", "--format=", "--unified=0")
    return [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
