"""The page that shows others how to put the search on theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.searching import COUNT, WORD, Place
from browser.test_accessibility import WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES, OTHER
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

PATH = "assets/search-example.html"


def ask(page: Page, root: str, language: str, words: str) -> None:
    page.goto(f"{root}{PATH}?lang={language}")
    page.locator("input:visible").press_sequentially(words)
    expect(page.locator("ol:visible li").first).to_be_visible()


def test_it_finds_what_the_site_finds(page: Page, place: Place) -> None:
    root, language = place
    ask(page, root, language, WORD[language])
    expect(page.locator("[role=status]:visible")).to_contain_text(COUNT[language].format(""))
    title = page.locator("ol:visible a").first.inner_text()
    page.locator("ol:visible a").first.click()
    page.wait_for_url(root + address("briefing", language, "*"))
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_changes_its_language(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(f"{urls['real']}{PATH}?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(f"nav a[lang={OTHER[language]}]").click()
    expect(page.locator("html")).to_have_attribute("lang", OTHER[language])
    expect(page.locator("h1:visible")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_web_developers_leads_to_it(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("about", language))
    page.locator("main a[href*=search-example]").click()
    page.wait_for_url(f"**/{PATH}?lang={language}")


def test_it_leads_to_all_results(page: Page, urls: dict[str, str]) -> None:
    ask(page, urls["real"], "en", "research")
    page.locator("[data-all]:visible").click()
    page.wait_for_url(urls["real"] + address("search", "en") + "?q=research")


def test_it_says_so_when_the_briefings_cannot_be_reached(page: Page, watch: Watch, urls: dict[str, str]) -> None:
    page.route("**/manifest.js", lambda route: route.abort())
    page.goto(urls["real"] + PATH)
    page.locator("input:visible").fill("research")
    expect(page.locator("[role=status]:visible")).to_contain_text("cannot be reached")
    watch.complaints.clear()  # the browser notes what was refused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_fit_for_everybody(width: int, language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width)
    ask(page, urls["real"], language, WORD[language])
    load_axe(page)
    assert violations(page) == []
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


def test_it_loads_the_search_and_none_of_our_looks(real: Path) -> None:
    text = (real / PATH).read_text("utf-8")
    assert "briefings.css" not in text
    assert 'src="evidence-search.js"' in text
