"""What the script adds: a notice when a review is overdue, buttons that copy."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from browser.reading import documents
from browser.showcase import SOME_BRIEFING
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect


@pytest.fixture
def review_by(real: Path) -> date:
    """Return when the record's review is due, as its page tells machines."""
    page = documents(real)[address("briefing", "en", SOME_BRIEFING)]
    return date.fromisoformat(json.loads(page.find(".//script[@type='application/ld+json']").text or "")["expires"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, False), (1, True), (400, True)])
def test_a_notice_says_that_the_review_is_overdue_from_the_day_after(
    days: int, shown: bool, language: str, page: Page, review_by: date, urls: dict[str, str]
) -> None:
    page.clock.set_fixed_time(datetime.combine(review_by + timedelta(days=days), time(12)))
    page.goto(urls["real"] + address("briefing", language, SOME_BRIEFING))
    expect(page.locator("[data-due]")).to_be_visible(visible=shown)


def test_an_archived_briefing_has_no_such_notice(page: Page, urls: dict[str, str]) -> None:
    page.clock.set_fixed_time(datetime.combine(date(2040, 1, 1), time(12)))
    page.goto(urls["showcase"] + address("briefing", "en", "archived"))
    expect(page.locator(".inset").filter(visible=True)).to_have_count(1)
    expect(page.locator(".inset a")).to_have_text("Half of this is translated")


@pytest.fixture(params=["http", "file"])
def copying(request: pytest.FixtureRequest, watch: Watch, real: Path, urls: dict[str, str]) -> Page:
    """Return a briefing page that may use the clipboard: from a server, then from a folder."""
    page = watch.page(permissions=["clipboard-read", "clipboard-write"])
    root = urls["real"] if request.param == "http" else real.as_uri() + "/"
    page.goto(root + address("briefing", "en", SOME_BRIEFING))
    return page


def clipboard(page: Page) -> str:
    """Return what a reader would paste."""
    page.evaluate("""() => {
      const field = document.createElement('textarea');
      field.id = 'pasted';
      document.body.append(field);
      field.focus();
    }""")
    page.keyboard.press("Control+V")
    pasted = page.locator("#pasted").input_value()
    page.evaluate("document.querySelector('#pasted').remove()")
    return pasted


def test_a_message_is_copied_with_its_citation(copying: Page) -> None:
    copying.locator("#message-1 button").click()
    expect(copying.locator("[data-say]")).not_to_be_empty()
    message = copying.locator("#message-1 .message-text").inner_text()
    assert clipboard(copying) == f"{message}\n\n{copying.locator('#citation').inner_text()}"


def test_the_words_for_a_report_are_copied_whole_one_paragraph_on_each_line(copying: Page) -> None:
    copying.locator("#use button[data-from='#passage']").click()
    expect(copying.locator("[data-say]")).not_to_be_empty()
    paragraphs = copying.locator("#passage p").all_inner_texts()
    assert len(paragraphs) == 3
    assert clipboard(copying) == "\n".join(paragraphs)


def test_a_citation_says_where_it_was_read_unless_that_is_a_folder(copying: Page) -> None:
    cited = copying.locator("#citation").inner_text()
    assert cited.endswith(copying.url) is copying.url.startswith("http")
    assert "file:" not in cited


def test_the_citation_is_copied(copying: Page) -> None:
    copying.locator("#cite button[data-act=copy]").click()
    expect(copying.locator("[data-say]")).not_to_be_empty()
    assert clipboard(copying) == copying.locator("#citation").inner_text()


def test_the_link_is_copied_without_its_anchor(copying: Page) -> None:
    address_of_page = copying.url
    copying.evaluate("location.hash = 'sources'")
    copying.locator("#cite button[data-act=copy-link]").click()
    expect(copying.locator("[data-say]")).not_to_be_empty()
    assert clipboard(copying) == address_of_page


def test_a_button_that_has_copied_says_so_and_then_is_itself_again(page: Page, urls: dict[str, str]) -> None:
    page.clock.install()
    page.goto(urls["real"] + address("briefing", "cy", SOME_BRIEFING))
    button = page.locator("#message-1 button")
    before, done = button.inner_text(), button.get_attribute("data-done") or ""
    button.click()
    expect(button).to_have_text(done)
    expect(page.locator("[data-say]")).to_have_text(done)
    page.clock.run_for(5000)
    expect(button).to_have_text(before)
    expect(page.locator("[data-say]")).to_be_empty()
