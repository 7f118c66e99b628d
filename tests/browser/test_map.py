"""The evidence map as readers use it: numbers that lead to as many results, with the keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browser.searching import go, settled, total
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

MAPS = [
    ("real", ("map",)),
    ("real", ("map-nations",)),
    ("showcase", ("map-rated", "eif-strength")),
    ("showcase", ("map",)),
]
CELLS = """() => [...document.querySelectorAll('.map td[data-label]')].filter(cell => cell.querySelector('a'))
  .map(cell => [cell.querySelector('a').getAttribute('href'), parseInt(cell.textContent)])"""
RESULTS = """async queries => {
  const part = name => document.querySelector(`[data-part=${name}]`);
  const busy = () => ['found', 'groups'].some(name => part(name).getAttribute('aria-busy') !== 'false');
  const found = [];
  for (const query of queries) {
    history.pushState(null, '', location.pathname + '?' + query);
    dispatchEvent(new PopStateEvent('popstate'));
    while (busy()) await new Promise(resolve => setTimeout(resolve, 1));
    found.push([query, parseInt(part('tally').textContent.match(/[0-9]+/)[0])]);
  }
  return found;
}"""
"""Asks one question after the other, as Back and Forward do, and returns how many results each has."""


def numbers(page: Page, url: str) -> Iterator[tuple[str, int]]:
    """Yield (query, number) of each cell of a map that leads to a search."""
    page.goto(url)
    for link, number in page.evaluate(CELLS):
        if query := urlsplit(link).query:
            yield query, number


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("site", "key"), MAPS)
def test_every_number_leads_to_as_many_results(
    site: str, key: tuple[str, ...], language: str, page: Page, urls: dict[str, str]
) -> None:
    wanted = dict(numbers(page, urls[site] + address(key[0], language, *key[1:])))
    assert len(wanted) > 10
    go(page, urls[site], language, "?q=zzz")
    found = dict(page.evaluate(RESULTS, list(wanted)))
    assert found == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_followed_with_the_keyboard(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("map", language))
    link = page.locator(".map td[data-label] a").nth(12)
    number = int(link.evaluate("element => parseInt(element.textContent)"))
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address('search', language)}?*")
    settled(page)
    assert total(page) == number


@pytest.mark.parametrize("key", ["map", "map-nations"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_says_what_its_number_counts(language: str, key: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address(key, language))
    names = page.locator(".map td[data-label] a").all_text_contents()
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_map_is_a_table_with_headings_whatever_the_screen(width: int, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width)
    page.goto(urls["real"] + address("map", "en"))
    expect(page.get_by_role("table", name="Evidence map")).to_have_count(1)
    assert page.get_by_role("rowheader").count() == page.locator(".map tbody th").count()
    expect(page.get_by_role("columnheader", name="Trials and comparisons")).to_have_count(1)


def test_on_a_phone_what_is_empty_stands_in_one_line(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=390)
    page.goto(urls["real"] + address("map", "en"))
    expect(page.locator(".map-none[data-label]:visible")).to_have_count(0)
    assert page.locator(".map-missing:visible").first.inner_text().startswith("None yet: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_topics_and_open_questions_can_be_reached(
    language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(javascript=False)
    page.goto(urls["real"] + address("map", language))
    expect(page.locator("noscript p")).to_be_visible()
    disclosure = page.locator(".map-bears details").first
    disclosure.locator("summary").click()
    expect(disclosure.locator("li").first).to_be_visible()
    page.locator(".map tbody th a").first.click()
    expect(page.locator("h1")).to_be_visible()
