"""The web form in a real browser, against the real command and a real Git repository: what a writer would do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.watching import Watch
from editor import RECORD, WELSH, changed_lines, git, repository
from playwright.sync_api import Browser, Locator, Page, expect
from tiny import PROJECT

SECONDS = 30_000
"""Milliseconds: the form is five megabytes of script."""


def interruptible() -> None:
    """Let a program be interrupted, even where this one was begun in the background and may not be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("form") / "site")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Start the command as somebody would, and return the address that it prints."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "plugins"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "evidence_briefings.cli", "edit", "--port", "0"]
    running = subprocess.Popen(
        command,
        cwd=site,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=interruptible,  # noqa: PLW1509 (it takes no lock)
    )
    assert running.stdout is not None
    yield running.stdout.readline().decode().strip()
    running.send_signal(signal.SIGINT)
    assert running.wait(10) == 0


@pytest.fixture(scope="module")
def watched(chromium: Browser, address: str) -> Iterator[tuple[Watch, Page]]:
    """Return the form in one window of a browser: it is large, and all tests may share it."""
    watch = Watch(chromium, (address.split("?", maxsplit=1)[0],))
    page = watch.page()
    page.on("dialog", lambda dialog: dialog.accept())  # leaving what was not saved
    page.goto(address)
    yield watch, page
    watch.close()


@pytest.fixture
def form(watched: tuple[Watch, Page]) -> Page:
    return watched[1]


def _open(page: Page, name: str) -> None:
    page.evaluate("location.hash = '#/collections/briefings'")
    expect(page.get_by_text("Group by")).to_be_visible(timeout=SECONDS)
    page.evaluate("name => { location.hash = `#/collections/briefings/${name}`; }", name)
    expect(page.locator(".Pane2 input[id^=title]").first).to_be_visible(timeout=SECONDS)


def _sides(page: Page, field: str) -> tuple[Locator, Locator]:
    """Return the first such field on the English side and on the Welsh one."""
    return page.locator(f".Pane1 {field}").first, page.locator(f".Pane2 {field}").first


def _save(page: Page) -> str:
    """Save, and return what the form says then."""
    if page.locator("#said").is_visible():
        page.locator("#said button").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("menuitem", name="Save", exact=True).click()
    said = page.locator("#said")
    expect(said).to_be_visible(timeout=SECONDS)
    return said.inner_text()


def test_the_list_shows_the_records(form):
    expect(form.get_by_text("Short breaks: a rest for families")).to_be_visible(timeout=SECONDS)


def test_a_title_and_a_welsh_text_are_edited_side_by_side_and_the_commit_holds_just_that(form, site):
    _open(form, "entries/short-breaks")
    english, welsh = _sides(form, "input[id^=title]")
    assert english.input_value() == "Short breaks: a rest for families"
    assert welsh.input_value() == "Seibiannau byr: gorffwys i deuluoedd"
    assert abs(english.bounding_box()["y"] - welsh.bounding_box()["y"]) < 5
    assert welsh.bounding_box()["x"] + welsh.bounding_box()["width"] < 1280
    english.fill("Short breaks: time for families")
    _sides(form, "textarea[id^=summary]")[1].fill("Yr hyn a welwyd, mewn ychydig eiriau.")
    assert "Saved as commit" in _save(form)
    assert changed_lines(site) == [
        "-summary: Yr hyn a ganfuwyd, mewn ychydig eiriau.",
        "+summary: Yr hyn a welwyd, mewn ychydig eiriau.",
        '-title: "Short breaks: a rest for families"',
        '+title: "Short breaks: time for families"',
    ]
    _sides(form, "textarea[id^=summary]")[1].fill("Yr hyn a ganfuwyd, mewn ychydig eiriau.")  # again, in this window
    assert "Saved as commit" in _save(form)
    assert (site / "briefings/adults/short-breaks.cy.yml").read_text(encoding="utf-8") == WELSH


def test_a_change_on_disk_between_opening_and_saving_is_not_overwritten(form, site):
    _open(form, "entries/short-breaks")
    path = site / "briefings/adults/short-breaks.cy.yml"
    path.write_text(WELSH.replace("gorffwys", "egwyl"), encoding="utf-8")
    git(site, "commit", "--quiet", "--all", "--message", "Elsewhere")
    _sides(form, "input[id^=title]")[0].fill("Mine")
    assert "was changed by someone else" in _save(form)
    assert "egwyl" in path.read_text(encoding="utf-8")
    assert git(site, "log", "-1", "--format=%s") == "Elsewhere\n"
    assert _sides(form, "input[id^=title]")[0].input_value() == "Mine"


def test_a_new_record_begins_as_a_draft_and_says_what_it_lacks(form, site):
    _open(form, "new")
    english, welsh = _sides(form, "input[id^=title]")
    english.fill("Kinship care")
    welsh.fill("Gofal gan berthnasau")
    form.locator("input[id^=_id]").first.fill("kinship-care")
    said = _save(form)
    assert "The check found" in said
    assert "Read what the check found" in said
    record = (site / "briefings/kinship-care.yml").read_text(encoding="utf-8")
    assert record == f"{RECORD.splitlines()[0]}\ntitle: Kinship care\nstatus: draft\n"
    assert "title: Gofal gan berthnasau\n" in (site / "briefings/kinship-care.cy.yml").read_text(encoding="utf-8")
    with form.expect_popup() as opened:
        form.get_by_role("link", name="Read what the check found").click()
    assert "kinship-care.yml" in opened.value.inner_text("main")
    opened.value.close()


def test_a_short_name_that_is_taken_is_refused_and_nothing_is_lost(form, site):
    before = git(site, "rev-parse", "HEAD")
    _open(form, "new")
    _sides(form, "input[id^=title]")[0].fill("Another")
    form.locator("input[id^=_id]").first.fill("kinship-care")
    assert '"kinship-care" is not to be had' in _save(form)
    assert _sides(form, "input[id^=title]")[0].input_value() == "Another"
    assert git(site, "rev-parse", "HEAD") == before


def test_no_request_left_the_machine_and_the_console_complained_of_nothing_else(watched):
    watch, _ = watched
    assert watch.elsewhere == []
    refused = [line for line in watch.complaints if line.startswith("error")]
    # Only what was refused above, which the browser and Decap CMS note.
    refusals = ("409 (Conflict)", "error: API_ERROR: ", "error: Object")
    assert all(any(part in line for part in refusals) for line in refused), "\n".join(refused)
