"""The search page as a reader sees it."""

from __future__ import annotations

import re
from typing import NamedTuple

from evidence_briefings.site.addresses import address
from playwright.sync_api import Locator, Page, expect

COUNT = {"en": "Results: {}", "cy": "Canlyniadau: {}"}
"""How the page says how many results there are."""
WORD = {"en": "supervision", "cy": "goruchwyliaeth"}
"""A word that some of the project's own briefings have, in each language, and that the others do not have."""
TOPIC = {"en": "Workforce", "cy": "Y gweithlu"}
"""What a topic is called that some of these briefings have, with id ``workforce``."""
PARTS = "**/search/*/*.js"
"""The files of the index."""


class Place(NamedTuple):
    """Where a test stands: at the root of a site, on a server or in a folder, and in which language."""

    root: str
    language: str


def part(page: Page, name: str) -> Locator:
    """Return what the page's template calls ``name``."""
    return page.locator(f"[data-part={name}]")


def box(page: Page) -> Locator:
    """Return the search box."""
    return page.locator("main input[name=q]")


def go(page: Page, root: str, language: str, query: str = "") -> None:
    """Open the search page below ``root``, the address of a site, and wait for what it shows first."""
    page.goto(root + address("search", language) + query)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the page shows the answer to what is in its box and its address."""
    page.wait_for_function(
        """() => {
          const part = name => document.querySelector(`[data-part=${name}]`);
          const shown = part('asked').textContent === part('form').elements.q.value.trim();
          return shown && ['found', 'groups'].every(name => part(name).getAttribute('aria-busy') === 'false');
        }"""
    )


def look_for(page: Page, words: str) -> None:
    """Type words in the place of what is in the box, and wait for their results."""
    box(page).fill(words)
    settled(page)


def titles(page: Page) -> list[str]:
    """Return the titles of the results that are shown."""
    return part(page, "results").locator("h3 a").all_inner_texts()


def total(page: Page) -> int:
    """Return how many results the page says there are."""
    found = re.search(r"\d+", part(page, "tally").inner_text())
    assert found, "no count is shown"
    return int(found[0])


def group(page: Page, name: str) -> Locator:
    """Return a group of filters by its words."""
    return part(page, "groups").locator("details").filter(has=page.locator("summary").filter(has_text=name))


def value(page: Page, label: str) -> Locator:
    """Return a filter by its words: the label that holds its box, its words and its count."""
    words = page.get_by_text(label, exact=True)
    return part(page, "groups").locator("label").filter(has=words).first


def count_of(page: Page, label: str) -> int:
    """Return the number beside a filter."""
    return int(value(page, label).locator(".count").inner_text())


def tick(page: Page, label: str) -> None:
    """Switch a filter on or off, and wait for the results."""
    before = page.url
    value(page, label).click()
    page.wait_for_url(lambda url: url != before)
    settled(page)


def chips(page: Page) -> list[str]:
    """Return the words of the filters that are on."""
    return part(page, "chips").locator("button > span:not(.unseen)").all_inner_texts()


def query_of(page: Page) -> str:
    """Return what the address asks for."""
    return page.url.partition("?")[2]


def said(page: Page) -> Locator:
    """Return what is read out to those who listen."""
    return part(page, "live")


def focus_is_inside(page: Page, name: str) -> None:
    """Check that focus is on an element that the template calls ``name``, or inside it."""
    expect(page.locator(f"[data-part={name}]:focus, [data-part={name}] :focus")).to_have_count(1)
