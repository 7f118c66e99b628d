"""How soon a page answers a key or a tap: the interaction to next paint, on a processor made four times slower."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.searching import box, part, settled
from browser.serving import Nginx
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser, Page

from .conftest import Large
from .search.meter import LOOP

BUDGETS = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text(encoding="utf-8"))["interaction"]
SLOWED = 4
ROUNDS = 5
STEPS = 25_000_000
"""Steps of a simple loop that take a tenth of a second where this was first measured; a slower machine gets longer."""
_WATCH = """
window.interactions = [];
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) if (interactionId) window.interactions.push(duration);
}).observe({ type: "event", durationThreshold: 16 });
"""


@pytest.fixture(scope="module")
def site(large: Callable[[int], Large]) -> Large:
    """Return a site whose search is that of a thousand briefings."""
    return large(1000)


@pytest.fixture(scope="module")
def secure(site: Large, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the same site behind strict headers."""
    server = Nginx(tmp_path_factory.mktemp("nginx"), {"site": site.folder})
    yield server.urls["site"]
    server.stop()


@contextmanager
def slow(chromium: Browser, url: str) -> Iterator[Page]:
    """Open a page of a phone's size on a slowed processor, and note its interactions."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, permissions=["clipboard-write"])
    page = context.new_page()
    page.add_init_script(_WATCH)
    cdp = context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1000)
    yield page
    context.close()


def open_menu(page: Page) -> None:
    page.locator("details.menu summary").click()


def type_in_search(page: Page) -> None:
    box(page).press_sequentially("care", delay=150)
    settled(page)


def open_filters(page: Page) -> None:
    box(page).fill("care")
    settled(page)
    page.evaluate("interactions.length = 0")
    part(page, "open").click()


def tick_a_filter(page: Page) -> None:
    open_filters(page)
    first = part(page, "groups").locator("input[type=checkbox]:visible").first  # a group stands open
    first.wait_for()
    page.wait_for_timeout(500)
    page.evaluate("interactions.length = 0")
    first.click()
    settled(page)


def open_a_disclosure(page: Page) -> None:
    page.locator("details.tips summary").click()


def open_a_group_of_filters(page: Page) -> None:
    open_filters(page)
    page.wait_for_timeout(500)
    page.evaluate("interactions.length = 0")
    page.locator("details.group:not([open]) summary").first.click()
    page.wait_for_timeout(500)


def copy_a_citation(page: Page) -> None:
    page.locator("#cite button[data-act=copy]").click()


SEARCH, BRIEFING = address("search", "en"), address("briefing", "en", "synthetic-00001")
ACTIONS: dict[Callable[[Page], None], str] = {
    open_menu: BRIEFING,
    type_in_search: SEARCH,
    open_filters: SEARCH,
    tick_a_filter: SEARCH,
    open_a_group_of_filters: SEARCH,
    open_a_disclosure: SEARCH,
    copy_a_citation: BRIEFING,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_a_page_answers_within_a_tenth_of_a_second(
    action: Callable[[Page], None], secure: str, chromium: Browser, record_property: Callable[[str, object], None]
) -> None:
    """Take the best of several rounds: what else the machine does only ever adds."""
    rounds: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        with slow(chromium, secure + ACTIONS[action]) as page:
            page.evaluate("interactions.length = 0")
            action(page)
            page.wait_for_timeout(500)
            taken = page.evaluate("interactions")
            rounds.append((max(taken, default=0), max(BUDGETS["next_paint"], page.evaluate(LOOP, STEPS))))
        if rounds[-1][0] <= BUDGETS["next_paint"]:
            break
    record_property("milliseconds", min(rounds)[0])
    assert any(taken <= allowed for taken, allowed in rounds), rounds
