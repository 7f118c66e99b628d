"""Who keeps what, and the file from which others know it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.owners import has_owner
from tiny import corpus_of, tiny_site, write

TEAMS = """
briefings/
  a.yml +
    owner: {team: Zebra team, email: zebra@example.org}
  a.cy.yml +
    owner: {team: Tîm y Sebra}
  "two words/"
    b.yml +
      owner: {team: Apple team, email: apple@example.org}
    c.yml +
      owner: {team: apple  Team}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site of two teams, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", TEAMS)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["owners", *args], catch_exceptions=False)


def test_each_team_is_listed_with_its_mailbox_and_its_records(site: Path) -> None:
    result = run()
    assert result.stdout.splitlines() == [
        "Apple team <apple@example.org>: 2",
        "  briefings/two words/b.yml",
        "  briefings/two words/c.yml",
        "Zebra team <zebra@example.org>: 1",
        "  briefings/a.yml",
    ]
    assert (result.exit_code, result.stderr) == (0, "Teams: 2. Records: 3\n")


def test_other_programs_get_json_and_spreadsheets_a_table(site: Path) -> None:
    found = json.loads(run("--format", "json").stdout)
    assert [(one["team"], [record["id"] for record in one["records"]]) for one in found] == [
        ("Apple team", ["b", "c"]),
        ("Zebra team", ["a"]),
    ]
    assert run("--format", "csv").stdout.splitlines()[3] == "Zebra team,zebra@example.org,a,briefings/a.yml"


def test_codeowners_names_who_is_called_something_and_says_who_is_not(site: Path) -> None:
    write(site, "briefings/\n  _owners.yml |\n    Tîm y Sebra: ['@org/zebra', '@z']\n    Aple team: '@org/apple'\n")
    result = run("--codeowners")
    assert result.stdout.splitlines()[1:] == [
        "",
        "# Apple team: 2. Not named in briefings/_owners.yml",
        "",
        "# Zebra team: 1",
        "/briefings/a.yml @org/zebra @z",
        "/briefings/a.cy.yml @org/zebra @z",
    ]
    assert 'no record is kept by "Aple team". Did you mean "Apple team"?' in result.stderr


def test_a_space_in_a_path_does_not_end_it(site: Path) -> None:
    write(site, "briefings/\n  _owners.yml |\n    Apple team: '@org/apple'\n")
    assert "/briefings/two\\ words/b.yml @org/apple" in run("--codeowners").stdout


@pytest.mark.parametrize("content", ["- a\n", "Apple team: apple\n", "Apple team: [\n", "A: {a: b}\n", "a: '@b @c'\n"])
def test_a_file_that_says_something_else_is_said_to_at_its_line(site: Path, content: str) -> None:
    write(site, {"briefings/_owners.yml": content})
    result = run("--codeowners")
    assert result.exit_code == 2
    assert "briefings/_owners.yml:" in result.stderr


@pytest.mark.parametrize(
    ("owner", "reached"),
    [
        ("{team: Evidence team, email: a@example.org}", True),
        ("{team: Evidence team}", False),
        ("{team: TBC, email: a@example.org}", False),
        ("{team: To be confirmed, email: a@example.org}", False),
        ("{team: I'w gadarnhau., email: a@example.org}", False),
    ],
)
def test_a_team_without_a_name_or_a_mailbox_is_none(tmp_path: Path, owner: str, reached: bool) -> None:
    folder = tiny_site(tmp_path, f"briefings/\n  a.yml +\n    owner: {owner}\n")
    assert has_owner(corpus_of(folder).briefings["a"]) is reached
