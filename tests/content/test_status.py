"""Where each record stands, and since when a translation is out of date."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.history import outdated_since
from evidence_briefings.content.status import as_csv, standings
from tiny import TODAY, corpus_of, record, tiny_site, translation, write

Site = Callable[..., Path]
FILES = {
    "briefings/draft.yml": record(),
    "briefings/draft.cy.yml": translation(),
    "briefings/changed.yml": record("title: Another\n"),
    "briefings/changed.cy.yml": translation("translation:\n  status: reviewed\n  of: %OF%\n"),
    "briefings/half.yml": record("topics: [learning-disability]\nreview_by: 2026-11-30\n"),
    "briefings/half.cy.yml": translation("title:\n"),
    "briefings/none.yml": record("owner: {team: =Another, email: team@example.org}\nstatus: draft\n"),
    "briefings/wrong.yml": record("topics: [nowhere]\n"),
    "briefings/wrong.cy.yml": translation("translation: {status: reviewed}\n"),
    "briefings/broken.yml": "title: [",
    "briefings/welsh.yml": record("language: cy\n"),
    "briefings/old.yml": record("status: archived\n"),
}
FILES["briefings/changed.cy.yml"] = translation().replace("status: draft", "status: reviewed")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site with records of all sorts, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", FILES)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["status", "--today", str(TODAY), *args], catch_exceptions=False)


def test_each_record_says_how_far_its_other_language_is(site: Path) -> None:
    found = {one.id: (one.language, one.translation) for one in standings(corpus_of(site), TODAY)}
    assert found == {
        "broken": ("", "unreadable"),
        "changed": ("cy", "outdated"),
        "draft": ("cy", "draft"),
        "half": ("cy", "incomplete"),
        "none": ("cy", "missing"),
        "old": ("cy", "missing"),
        "welsh": ("en", "missing"),
        "wrong": ("cy", "reviewed"),
    }


def test_each_record_says_what_the_check_found_and_when_it_is_reviewed(site: Path) -> None:
    found = {one.id: one for one in standings(corpus_of(site), TODAY)}
    assert (found["draft"].errors, found["draft"].warnings) == (0, 0)
    assert found["wrong"].errors == 1
    assert (found["half"].review, found["half"].review_by) == ("overdue", "2026-11-30")
    assert (found["draft"].review, found["old"].review) == ("due", "")
    assert found["half"].missing == ("title",)
    assert found["changed"].outdated == ("title",)
    assert found["changed"].outdated_since == "unknown", "there is no history"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--owner", "another"], ["none"]),
        (["--owner", "TEAM@example"], ["none"]),
        (["--welsh", "missing"], ["none", "old", "welsh"]),
        (["--welsh", "outdated", "--welsh", "incomplete"], ["changed", "half"]),
        (["--topic", "learning-disability"], ["half"]),
    ],
)
def test_records_can_be_chosen(options: list[str], ids: list[str], site: Path) -> None:
    result = run("--format", "json", *options)
    assert result.exit_code == 0
    assert [one["id"] for one in json.loads(result.stdout)] == ids


def test_the_table_is_plain_in_a_pipe(site: Path) -> None:
    result = run()
    lines = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert "Welsh outdated (unknown): title" in lines["changed"]
    assert "Welsh incomplete; missing: title" in lines["half"]
    assert "overdue 2026-11-30" in lines["half"]
    assert "English missing" in lines["welsh"]
    assert "\x1b" not in result.stdout
    assert result.stderr.startswith(
        "8 records: 2 with errors; translation: 3 missing, 1 outdated, 1 incomplete, 1 draft"
    )


def test_a_spreadsheet_gets_no_formula(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout.removeprefix("\ufeff"))))
    assert {row["id"]: row["team"] for row in rows}["none"] == "'=Another"
    assert {row["id"]: row["missing"] for row in rows}["half"] == "title"
    assert as_csv([]).startswith("\ufeffid,path,title")


def test_a_topic_that_is_none_is_said(site: Path) -> None:
    result = run("--topic", "fosterin")
    assert result.exit_code == 2
    assert 'Did you mean "fostering"?' in result.stderr


def test_parity_counts_what_is_in_both_languages(site: Path) -> None:
    write(
        site,
        {
            "mkdocs.yml": "docs_dir: pages\n",
            "pages/en/about.md": "# About",
            "pages/cy/amdanom-ni.md": "# Amdanom",
            "pages/en/privacy.md": "# Privacy",
        },
    )
    counted: dict[str, Any] = json.loads(run("--parity", "--format", "json").stdout)
    assert (counted["records"], counted["complete"], counted["up_to_date"], counted["outdated"]) == (8, 3, 2, 1)
    assert counted["pages"] == ["en/privacy.md"]
    assert counted["texts"] > counted["translated"] > 0
    assert "Records with every text in both languages: 3 of 8" in run("--parity").stdout


def committed(folder: Path, day: str) -> None:
    env = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull}
    who = ["-c", "user.name=A team", "-c", "user.email=team@example.org"]
    for command in (["add", "-A"], [*who, "commit", "-q", "-m", "Edit"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True, env=env)


def test_git_says_since_when_a_text_is_out_of_date(tmp_path: Path) -> None:
    site = tiny_site(tmp_path / "site")
    subprocess.run(["git", "init", "-q", str(site)], check=True)
    path = site / "briefings" / "one.yml"
    stamp = set(translation().split("of:")[1].split())
    for text, day in [
        (record(), "2026-01-01"),
        (record("summary: In other words.\n"), "2026-02-01"),
        (record("summary: In other words.\ntitle: Another\n"), "2026-03-01"),
        (record("summary: In yet other words.\ntitle: Another\n"), "2026-04-01"),
    ]:
        path.write_text(text, encoding="utf-8")
        committed(site, day)
    assert outdated_since(path, stamp, ["title"]) == "2026-03-01"
    assert outdated_since(path, stamp, ["title", "summary"]) == "2026-02-01"
    path.write_text(record("owner: {team: Another team}\n"), encoding="utf-8")
    assert outdated_since(path, stamp, ["owner.team"]) == "not committed yet"
    assert outdated_since(path, set(), ["title"]) == "unknown"
