"""Everything a reader needs works without JavaScript, from a server and from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.reading import documents
from browser.showcase import SOME_BRIEFING, TEMPLATES
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES, OTHER
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

HIDDEN_WITHOUT_REASON = """() => [...document.querySelectorAll('main *')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  // Buttons need the script, a notice that a review is due needs the date, a closed <details> opens by itself, the
  // empty cells of a map stand in one line below it, and large print has figures in the place of their pictures.
  if (!words || element.closest('[hidden], .unseen, .prose-contents, details, .map-none[data-label]')) return false;
  if (element.closest('.leaflet :is(.forest, .forest-key)')) return false;
  return !element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) || !element.getClientRects().length;
}).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, real: Path, urls: dict[str, str]) -> str:
    """Return the address of the site's root: on a server, then in a folder."""
    return urls["real"] if request.param == "http" else real.as_uri() + "/"


@pytest.fixture
def plain(watch: Watch) -> Page:
    """Return a page without JavaScript on a phone."""
    return watch.page(width=390, height=844, javascript=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_template_can_be_read(
    language: str, watch: Watch, urls: dict[str, str], sites: dict[str, Path]
) -> None:
    page = watch.page(width=390, height=844, javascript=False)
    for name, (site, paths) in TEMPLATES.items():
        if name == "not found":  # its address does not exist in the folder: see the page for missing pages
            continue
        page.goto(urls[site] + paths[language])
        expect(page.locator("h1")).to_have_count(1)
        # Playwright's own world still runs scripts when the page's may not.
        assert page.evaluate(HIDDEN_WITHOUT_REASON) == [], name
        assert page.locator("main").inner_text().strip(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_leads_to_every_briefing_by_links_alone(language: str, real: Path) -> None:
    pages = documents(real)
    home = pages[address("home", language)]
    near = {home.target(link)[0] for element, link in home.links() if element.tag == "a" and ":" not in link}
    listed = {
        pages[path].target(link)[0]
        for path in near & pages.keys()
        for element, link in pages[path].links()
        if element.tag == "a" and ":" not in link
    }
    briefings = {path for path, page in pages.items() if page.kind == "briefing" and path.startswith(language)}
    assert briefings - near - listed == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_box_leads_to_a_page_that_leads_to_every_listing(language: str, root: str, plain: Page) -> None:
    plain.goto(root + address("home", language))
    plain.locator("main input[type=search]").fill("maethu")
    plain.keyboard.press("Enter")
    plain.wait_for_url(root + address("search", language) + "?q=maethu")
    for key in ("topics", "audiences", "nations", "kinds", "a-z", "briefings"):
        name = address(key, language).removeprefix(f"{language}/")
        expect(plain.locator(f"main a[href='{name}']")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_box_in_the_header_does_too(language: str, root: str, watch: Watch) -> None:
    page = watch.page(javascript=False)
    page.goto(root + address("briefing", language, SOME_BRIEFING))
    page.locator("header input[type=search]").fill("foster care")
    page.keyboard.press("Enter")
    page.wait_for_url(root + address("search", language) + "?q=foster+care")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_opens_and_closes(language: str, root: str, plain: Page) -> None:
    plain.goto(root + address("about", language))
    inside = plain.locator("details.menu nav a").first
    expect(inside).not_to_be_visible()
    plain.locator("details.menu summary").click()
    expect(inside).to_be_visible()
    plain.locator("details.menu summary").click()
    expect(inside).not_to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_link_leads_to_the_same_briefing_and_back(language: str, root: str, plain: Page) -> None:
    here = root + address("briefing", language, SOME_BRIEFING)
    plain.goto(here)
    plain.locator("a.language").click()
    plain.wait_for_url(root + address("briefing", OTHER[language], SOME_BRIEFING))
    plain.locator("a.language").click()
    plain.wait_for_url(here)


def test_buttons_that_need_a_script_are_not_shown(root: str, plain: Page) -> None:
    plain.goto(root + address("briefing", "en", SOME_BRIEFING))
    buttons = plain.locator("main button:not([popovertarget])")  # what a word means opens without one
    assert buttons.count() > 0
    expect(buttons.filter(visible=True)).to_have_count(0)


def test_what_a_rating_means_can_be_opened(plain: Page, urls: dict[str, str]) -> None:
    plain.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    explained = plain.locator("#sure details a").first
    expect(explained).not_to_be_visible()
    plain.locator("#sure summary").first.click()
    expect(explained).to_be_visible()
