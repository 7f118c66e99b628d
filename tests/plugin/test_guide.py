"""Whoever follows the guide, command by command, gets a two-page Word document published and loses no word of it.

The commands are read from the guide itself. What people do between them (fill in what is missing, translate) is done
here in their place.
"""

from __future__ import annotations

import email
import email.policy
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner
from docx import Document
from evidence_briefings.cli import main
from evidence_briefings.content.editing import edited
from ruamel.yaml import YAML
from tiny import PROJECT, tiny_site, write

from .sites import COMMANDS, run
from .test_guide_pages import PAGES, fenced
from .test_hook import ENV

GUIDE = next(path for path in PAGES["en"] if path.stem == "guide-word")
OURS = PROJECT / "briefings" / "wales" / "what-helps-evidence-use-in-wales.yml"
"""A briefing of ours, whose text the Word document holds."""
RECORD = Path("briefings/children/short-breaks.yml")
SIGNS = "Signs such as <, >, &, #: and “quotes”, {{ braces }}, 5 % and --- stay as they are; so do ŵ, ŷ and £."
REPORT = "Social Care Institute for Excellence (2021) Evidence use in social services and social care in Wales."
RIS = """TY  - RPRT
AU  - Brims, L.
AU  - Evans, R.
PY  - 2021
TI  - Using evidence in social services and social care in Wales
ER  -
"""
LEFT_TO_PEOPLE = ("briefings new", "briefings serve", "briefings import report.docx --id short-breaks --language")
"""Commands of the guide that wait for somebody, or do in another way what has been done."""
TRANSLATED = " (Cymraeg)"


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def leaves(value: Any) -> Iterator[str]:
    """Yield every text of a record."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif value is not None:
        yield str(value)


def words(*texts: str) -> Counter[str]:
    """Return how often each word, number and sign stands in texts."""
    plain = [re.sub(r"\\(?=[^\w\s])|[*_`]", "", text).replace("’", "'") for text in texts]
    return Counter(word for text in plain for word in re.findall(r"\w+|[<>&#:“”{}%£]", text))


def word_document(path: Path) -> list[str]:
    """Write our briefing as a Word document of two pages and return its paragraphs."""
    ours = read(OURS)
    document = Document()
    document.add_heading(ours["title"], 0)
    lists = [
        ("Key messages", [message["text"] for message in ours["messages"]]),
        ("Limitations", ours["evidence"]["limitations"]),
        ("Questions for supervision", ours["questions"]),
    ]
    for heading, text in (("In a nutshell", ours["bottom_line"]), ("Summary", ours["summary"])):
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    document.add_heading(lists[0][0], 1)
    for line in lists[0][1]:
        document.add_paragraph(line, "List Bullet")
    for block in ours["body"].replace("**", "").split("\n\n"):
        if block.startswith("## "):
            document.add_heading(block.removeprefix("## "), 1)
        for line in [] if block.startswith("## ") else block.splitlines():
            document.add_paragraph(line.removeprefix("- "), "List Bullet" if line.startswith("- ") else None)
    document.add_paragraph(SIGNS)
    for heading, lines in lists[1:]:
        document.add_heading(heading, 1)
        for line in lines:
            document.add_paragraph(line, "List Bullet")
    document.add_heading("References", 1)
    document.add_paragraph(REPORT)
    document.save(str(path))
    return [paragraph.text for paragraph in document.paragraphs]


@dataclass
class Author:
    """Somebody who follows the guide in ``folder``; ``text`` is what their Word document says."""

    folder: Path
    text: list[str]
    did: list[str] = field(default_factory=list)

    @property
    def said(self) -> list[str]:
        """What a reader must be told: all but the headings, which the page may put in its own words, and the source."""
        ours = read(OURS)
        headings = {
            "In a nutshell",
            "Summary",
            "Key messages",
            "Limitations",
            "Questions for supervision",
            "References",
        }
        assert ours["title"] in self.text
        return [text for text in self.text if text not in headings and text != REPORT]

    def follow(self, line: str) -> None:
        """Do what a line of the guide says, and what people do before and after it."""
        if line.startswith(LEFT_TO_PEOPLE):
            return
        if line.startswith("briefings check briefings/"):
            self.fill_in()
        before = (self.folder / RECORD).read_bytes() if (self.folder / RECORD).exists() else b""
        if line.startswith("briefings "):
            done = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
            assert done.exit_code == 0, f"{line}\n{done.output}"
        else:
            ran = subprocess.run(
                line, shell=True, cwd=self.folder, env=ENV, capture_output=True, text=True, check=False
            )
            assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
        self.did.append(line)
        if line.startswith("briefings translate"):
            assert (self.folder / RECORD).read_bytes() == before, f"{line} changed the original"
        if line.startswith("briefings import report.docx"):
            self.expect_every_word()
        if "--export" in line:
            self.translate(self.folder / shlex.split(line)[-1])

    def expect_every_word(self) -> None:
        """Fail when a word of the document is not in the record, as often as it was."""
        lost = words(*self.text) - words(*leaves(read(self.folder / RECORD)))
        # The headings that say where a text belongs have become the keys.
        keys = words(
            "In a nutshell", "Summary", "Key messages", "Limitations", "Questions for supervision", "References"
        )
        assert not lost - keys, f"lost: {dict(lost - keys)}"

    def fill_in(self) -> None:
        """Fill in what is missing, as people would who know the study, and say that the record may be published."""
        path, ours = self.folder / RECORD, read(OURS)
        there, edits = read(path), {("status",): "published"}
        for loc in [
            *(
                ("bottom_line",),
                ("summary",),
                ("messages",),
                ("topics",),
                ("audiences",),
                ("relevance", "evidence_from"),
            ),
            *(("evidence", "knowledge"), ("evidence", "base"), ("evidence", "limitations"), ("owner", "team")),
        ]:
            value, good = there, ours
            for key in loc:
                value, good = (value or {}).get(key), good[key]
            if not [leaf for leaf in leaves(value) if leaf.strip()]:
                edits[loc] = good
        edits |= {("published",): "2026-11-10", ("reviewed",): "2026-11-10", ("review_by",): "2199-11-10"}
        text = edited(path.read_text("utf-8"), edits)
        for day in ("2026-11-10", "2199-11-10"):
            text = re.sub(rf"['\"]{day}['\"]", day, text)
        path.write_text(text, encoding="utf-8")
        self.expect_every_word()

    def translate(self, path: Path) -> None:
        """Fill the right-hand column of the translator's document."""
        document = Document(str(path))
        for row in [row for table in document.tables for row in table.rows]:
            left, right = row.cells[-2:]
            if left._tc is right._tc or right.text.strip() or not left.text.strip():
                continue
            for number, paragraph in enumerate(left.paragraphs):
                target = right.paragraphs[0] if number == 0 else right.add_paragraph()
                last = number == len(left.paragraphs) - 1
                target.text = paragraph.text + (TRANSLATED if last else "")
        document.save(str(path))


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    """Return somebody who has cloned a repository with our lists, and stands in it."""
    folder = tiny_site(tmp_path / "briefings-site", {}, lists="real")
    for name, command in {"python": "", "briefings": " -m evidence_briefings.cli"}.items():
        write(folder, {f".venv/bin/{name}": f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n'})
        (folder / ".venv" / "bin" / name).chmod(0o755)
    settings = (PROJECT / "mkdocs.yml").read_text("utf-8") + "\nsite_url: https://example.org/evidence/\n"
    pages = {"site_src/en/about.md": "# About us\n", "site_src/cy/amdanom-ni.md": "# Amdanom ni\n"}
    write(folder, {"mkdocs.yml": settings, ".gitignore": "/.venv/\n/site/\n", "sources.ris": RIS, **pages})
    (folder / "theme_overrides").symlink_to(PROJECT / "theme_overrides")
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    shared = tmp_path / "shared.git"
    for command in (
        ["init", "--quiet", "--bare", str(shared)],
        ["init", "--quiet", "--initial-branch=main"],
        ["remote", "add", "origin", str(shared)],
        ["add", "briefings", "mkdocs.yml", ".gitignore"],
        ["commit", "--quiet", "-m", "Begin"],
    ):
        subprocess.run(["git", *command], cwd=folder, env=ENV, check=True)
    shutil.copy(PROJECT / "plugins" / "hooks" / "pre-commit", folder / ".git" / "hooks")
    return Author(folder, word_document(folder / "report.docx"))


def test_who_follows_the_guide_publishes_a_word_document_in_both_languages_and_loses_no_word(author: Author) -> None:
    for line in fenced(GUIDE.read_text("utf-8")):
        author.follow(line)
    assert {line.split()[1] for line in author.did if line.startswith("briefings ")} == {
        *("import", "check", "explain", "translate", "digest")
    }

    record, pair = read(author.folder / RECORD), read(author.folder / RECORD.with_suffix(".cy.yml"))
    author.expect_every_word()
    assert len(record["sources"]) >= 2
    assert all(text.rstrip().endswith(TRANSLATED.strip()) for text in (pair["title"], pair["summary"], pair["body"]))

    done = run(author.folder, COMMANDS["briefings"])
    assert done.returncode == 0, done.stderr
    for page in ("en/briefings/short-breaks.html", "cy/papurau-briffio/short-breaks.html"):
        shown = words(lxml.html.parse(author.folder / "site" / page).find(".//main").text_content())
        assert not set(words(*author.said)) - set(shown), page

    [message] = (author.folder / "digest").glob("*.eml")
    parsed = email.message_from_bytes(message.read_bytes(), policy=email.policy.default)
    text = parsed.get_body(("plain",)).get_content()
    assert record["title"] in text
    assert TRANSLATED.strip() in text
    assert "https://example.org/evidence/" in text
    log = subprocess.run(
        ["git", "log", "--format=%s", "origin/short-breaks"], env=ENV, capture_output=True, text=True, check=True
    )
    assert log.stdout.splitlines()[0] == "Add a briefing on short breaks"
