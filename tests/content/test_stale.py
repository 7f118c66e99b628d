"""What has gone quiet: silent projects and overdue reviews, and the command that lists them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.stale import as_json, stale
from tiny import TODAY, corpus_of, tiny_site, write

KEPT = "Kept by: Evidence team."


def project(block: str) -> str:
    """Return a drawing with one project."""
    return f"briefings/\n  p.yml +\n    kind: project\n    project: {{{block}}}\n  p.cy.yml\n"


def quiet(
    site_folder: Callable[..., Path], drawing: str, today: date = TODAY, months: int = 12
) -> list[tuple[str, str]]:
    found = stale(corpus_of(site_folder(drawing), today), today, months)
    assert found == sorted(found)
    return [(one.id, one.reason) for one in found]


@pytest.mark.parametrize(
    ("block", "reasons"),
    [
        ("status: completed, ends: 2025-11-30, outputs: [{title: A}]", ["no-impact"]),
        ("status: completed, ends: 2025-12, outputs: [{title: A}]", []),
        ("status: completed, ends: 2026-11-30", ["no-outputs"]),
        ("status: current, ends: 2026-12-01", []),
        ("status: current, ends: 2026", []),
        ("status: planned, ends: 2024", ["no-impact", "no-outputs"]),
        ("status: completed, ends: 2020, outputs: [{title: A}], impact: [{what: More.}]", []),
        ("status: completed", ["no-impact", "no-outputs"]),
        ("status: current", []),
    ],
)
def test_a_project_is_silent_when_it_is_over_and_says_nothing(
    site_folder: Callable[..., Path], block: str, reasons: list[str]
) -> None:
    assert [reason for _, reason in quiet(site_folder, project(block))] == reasons


def test_the_months_after_which_impact_is_asked_for_can_be_chosen(site_folder: Callable[..., Path]) -> None:
    drawing = project("status: completed, ends: 2026-08-31, outputs: [{title: A}]")
    folder = site_folder(drawing)
    corpus = corpus_of(folder)
    assert [len(stale(corpus, TODAY, months)) for months in (0, 3, 4, 1200)] == [1, 1, 0, 0]


def test_reviews_that_are_overdue_are_listed_with_who_keeps_the_record(site_folder: Callable[..., Path]) -> None:
    folder = site_folder(
        """
        briefings/
          late.yml +
            reviewed: 2026-11-01
            review_by: 2026-11-30
          old.yml +
            review_by: 2026-11-30
            status: archived
            superseded_by: late
        """
    )
    [one] = stale(corpus_of(folder), TODAY)
    assert str(one) == "briefings/late.yml: review-overdue: the review was due on 2026-11-30. Kept by: Evidence team."
    assert '"reason": "review-overdue"' in as_json([one])


def test_the_end_of_time_is_no_traceback(site_folder: Callable[..., Path]) -> None:
    corpus = corpus_of(site_folder(project("status: completed, ends: 9999-01, outputs: [{title: A}]")))
    assert [one.reason for one in stale(corpus, date.max)] == ["no-impact", "review-overdue"]


# --- the command ---


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site with one silent project, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", project("status: completed, ends: 2020"))
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["stale", "--today", str(TODAY), *args], catch_exceptions=False)


def test_what_is_listed_has_its_path_and_the_exit_status_1(site: Path) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"briefings/p.yml: no-impact: the project ended in 2020 and has no note on impact 12 months later. {KEPT}",
        f"briefings/p.yml: no-outputs: the project ended in 2020 and lists no outputs. {KEPT}",
    ]
    assert result.stderr == "To look at: 2. Records: 1\n"


def test_other_programs_get_json(site: Path) -> None:
    found = json.loads(run("--format", "json").stdout)
    assert [(one["id"], one["reason"], one["since"]) for one in found] == [
        ("p", "no-impact", "2020"),
        ("p", "no-outputs", "2020"),
    ]


def test_with_nothing_to_do_the_exit_status_is_0(site: Path) -> None:
    write(site, project("status: current"))
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert run("--format", "json").stdout == "[]\n"


def test_a_record_with_an_error_is_said_to_be_left_out(site: Path) -> None:
    write(site, project("status: nowhere"))
    assert "left out because of errors (briefings check): 1" in run().stderr


def test_outside_of_a_site_it_cannot_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 2


# --- what is to come, of one team, in other forms ---

TEAMS = """
briefings/
  a.yml +
    title: 'Late; with, hostile \\n END:VEVENT \\\\ signs'
    reviewed: 2026-11-01
    review_by: 2026-11-30
    owner: {team: Zebra team, email: zebra@example.org}
  a.cy.yml +
    title: Teitl Cymraeg ŵ
    owner: {team: Tîm y Sebra}
  b.yml +
    title: "=HYPERLINK(1)"
    review_by: 2026-12-11
    owner: {team: Apple team, email: apple@example.org}
  c.yml +
    review_by: 2026-12-12
    owner: {team: apple Team}
  d.yml +
    kind: project
    project: {status: completed, ends: 2020-05, impact: [{what: More.}]}
    owner: {team: Apple team, email: apple@example.org}
"""


@pytest.fixture
def teams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site of several teams, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", TEAMS)
    monkeypatch.chdir(folder)
    return folder


def test_reviews_that_fall_due_soon_are_listed_by_team_when_asked_for(teams: Path) -> None:
    assert [line.split(":")[0] for line in run().stdout.splitlines()] == ["briefings/d.yml", "briefings/a.yml"]
    result = run("--days", "10")
    assert [line.split(": ")[:2] for line in result.stdout.splitlines()] == [
        ["briefings/d.yml", "no-outputs"],
        ["briefings/b.yml", "review-due"],
        ["briefings/a.yml", "review-overdue"],
    ]
    assert result.stderr.splitlines() == ["To look at: 3. Records: 4", "  Apple team: 2", "  Zebra team: 1"]
    assert len(run("--days", "11").stdout.splitlines()) == 4


@pytest.mark.parametrize("name", ["Zebra team", "zebra TEAM", "Tîm y Sebra", "zebra@example.org"])
def test_a_team_is_asked_for_by_any_of_its_names(teams: Path, name: str) -> None:
    assert [line.split(":")[0] for line in run("--owner", name).stdout.splitlines()] == ["briefings/a.yml"]


def test_several_teams_can_be_asked_for_and_an_unknown_one_is_answered(teams: Path) -> None:
    assert len(run("--owner", "Zebra team", "--owner", "Apple team").stdout.splitlines()) == 2
    result = run("--owner", "Zebra teem")
    assert result.exit_code == 2
    assert 'Did you mean "Zebra team"?' in result.stderr


def test_a_spreadsheet_gets_a_table_that_it_does_not_run(teams: Path) -> None:
    text = run("--days", "400", "--format", "csv").stdout
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [(row["id"], row["days"], row["team"]) for row in rows if row["reason"] == "review-overdue"] == [
        ("a", "1", "Zebra team")
    ]
    [b] = [row for row in rows if row["id"] == "b"]
    assert (b["title"], b["days"]) == ("'=HYPERLINK(1)", "-10")


@pytest.mark.parametrize(("language", "begins"), [("en", "Review: Late;"), ("cy", "Adolygu: Teitl Cymraeg ŵ")])
def test_a_calendar_has_a_whole_day_for_each_review(teams: Path, language: str, begins: str) -> None:
    result = run("--days", "400", "--format", "ics", "--language", language)
    assert result.exit_code == 1
    assert max(len(line) for line in result.stdout_bytes.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(result.stdout)
    entries = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    assert set(entries) == {f"review-{id}@evidence-briefings" for id in "abcd"}
    late = entries["review-a@evidence-briefings"]
    assert late["SUMMARY"].startswith(begins)
    assert (late.decoded("DTSTART"), late.decoded("DTEND")) == (date(2026, 11, 30), date(2026, 12, 1))
    assert late.decoded("DTSTAMP").date() == TODAY
    assert not late.walk("VALARM")
    [alarm] = entries["review-b@evidence-briefings"].walk("VALARM")
    assert alarm.decoded("TRIGGER") == -timedelta(days=14)
    assert not calendar.errors


def test_a_calendar_of_the_same_day_is_the_same_and_holds_both_languages(teams: Path) -> None:
    first, second = (run("--days", "400", "--format", "ics").stdout_bytes for _ in range(2))
    assert first == second
    summary = next(
        str(entry["SUMMARY"]) for entry in icalendar.Calendar.from_ical(first).walk("VEVENT") if "Cymraeg" in str(entry)
    )
    assert summary.startswith("Adolygu: Teitl Cymraeg ŵ / Review: Late; with, hostile")


def test_a_review_at_the_end_of_time_is_no_traceback(teams: Path) -> None:
    write(teams, "briefings/\n  a.yml +\n    review_by: 9999-12-31\n")
    result = CliRunner().invoke(main, ["stale", "--today", "9999-12-31", "--days", "36500", "--format", "ics"])
    assert result.exit_code == 1
