"""What needs mending: what its script adds on the day of reading, and that it says enough without."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.building import build, built_once, project_with, shared_folder
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser
from tiny import tiny_site

REVIEWS = [
    ("2026-11-30", "Apple team"),
    ("2026-12-01", "Apple team"),
    ("2027-03-01", "Zebra team"),
    ("2027-03-02", "Zebra team"),
]
RECORDS = "briefings/\n" + "".join(
    f"  r{number}.yml +\n    title: Record {number}\n    review_by: {day}\n    owner: {{team: {team}}}\n"
    for number, (day, team) in enumerate(REVIEWS)
)
NOON = "2026-12-01T12:00:00"


@pytest.fixture(scope="session")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built site whose records two teams keep."""
    shared = shared_folder(tmp_path_factory.getbasetemp())
    return built_once(shared, "teams", lambda to: build(project_with(tiny_site(to, RECORDS, lists="real"))))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Overdue today: 1. Due in the next 90 days: 2."),
        ("cy", "Yn hwyr heddiw: 1. I ddod yn y 90 diwrnod nesaf: 2."),
    ],
)
def test_what_is_overdue_or_soon_due_is_marked_on_the_day_of_reading(
    chromium: Browser, teams: Path, language: str, says: str
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto((teams / address("maintenance", language)).as_uri())
    assert page.locator(".overdue-today").inner_text() == says
    reviews = page.locator("#review .entries-to-mend > li")
    marked = [
        [kind for kind in ("is-overdue", "is-soon") if reviews.nth(number).locator(f".{kind}").is_visible()]
        for number in range(reviews.count())
    ]
    assert marked == [["is-overdue"], ["is-soon"], ["is-soon"], []]
    page.close()


def test_what_one_team_keeps_can_be_shown_alone(chromium: Browser, teams: Path) -> None:
    page = chromium.new_page()
    page.goto((teams / address("maintenance", "en")).as_uri())
    page.get_by_label("Show what is kept by").select_option("Zebra team")
    shown = page.locator("#review .kept:visible")
    assert shown.count() == 1
    assert "Zebra team" in shown.inner_text()
    page.get_by_label("Show what is kept by").select_option("All teams")
    assert page.locator("#review .kept:visible").count() == 2
    page.close()


def test_without_javascript_every_date_stands_there_and_nothing_is_claimed(chromium: Browser, teams: Path) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto((teams / address("maintenance", "en")).as_uri())
    words = page.locator("main").inner_text()
    assert words.count("Next review due: ") == 4
    assert "Review overdue" not in words
    assert "Show what is kept by" not in words
    page.context.close()


def test_the_page_is_not_kept_for_reading_without_a_signal(teams: Path) -> None:
    lists = "".join(path.read_text(encoding="utf-8") for path in (*(teams / "offline").iterdir(), teams / "sw.js"))
    for language in ("en", "cy"):
        assert address("maintenance", language) not in lists
        assert address("gaps", language) in lists
