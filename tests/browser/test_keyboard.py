"""Everything can be reached and used with a keyboard, and a reader sees where they are."""

from __future__ import annotations

from typing import Any

import pytest
from browser.showcase import SOME_BRIEFING, TEMPLATES
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getClientRects()[0];
  const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  element.dataset.seen = Number(element.dataset.seen || 0) + 1;
  return {
    what: element.outerHTML.slice(0, 90),
    again: Number(element.dataset.seen) > 1,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    uncovered: top !== null && (element.contains(top) || top.contains(element)),
    inside: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, summary')]
  .filter(element => element.checkVisibility() && !element.dataset.seen)
  .map(element => element.outerHTML.slice(0, 90))"""


def steps(page: Page) -> list[dict[str, Any]]:
    """Press Tab through a whole page and return what was focused at each step."""
    found: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None or step["again"]:
            break
        found.append(step)
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["home", f"briefing {SOME_BRIEFING}", "topic using-evidence", "a-z"])
def test_focus_can_be_seen_at_every_step(name: str, width: int, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width, reduced_motion="reduce")
    page.goto(urls["real"] + TEMPLATES[name][1]["cy"])
    unseen = [step for step in steps(page) if not (step["outlined"] and step["uncovered"] and step["inside"])]
    assert unseen == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["home", f"briefing {SOME_BRIEFING}"])
def test_tab_reaches_everything_that_can_be_used(name: str, width: int, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width, reduced_motion="reduce")
    page.goto(urls["real"] + TEMPLATES[name][1]["en"])
    assert len(steps(page)) > 10
    assert page.evaluate(REACHABLE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_is_a_link_past_the_header(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("briefings", language))
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_enter_opens_the_menu_and_escape_closes_it(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("home", "cy"))
    summary = page.locator("details.menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.menu nav a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("details.menu nav a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu nav a").first).not_to_be_visible()
    expect(summary).to_be_focused()


def test_the_menu_closes_when_focus_goes_on(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("home", "en"))
    page.locator("details.menu summary").click()
    page.locator("details.menu nav button, details.menu nav a").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator("details.menu nav a").first).not_to_be_visible()


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_button_for_colours_changes_them_and_is_remembered(device: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(color_scheme=device)
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto(urls["real"] + address("home", "en"))
    before = page.evaluate(ground)
    page.locator("details.menu summary").click()
    button = page.locator("button[data-act=theme]")
    label = button.inner_text()
    button.press("Enter")
    changed = page.evaluate(ground)
    assert changed != before
    assert button.inner_text() != label
    page.goto(urls["real"] + address("briefing", "cy", SOME_BRIEFING))
    assert page.evaluate(ground) == changed


def test_following_a_link_to_a_closed_part_opens_it(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    page.evaluate("document.querySelector('#sure details p').id = 'inside'")
    page.evaluate("location.hash = 'inside'")
    expect(page.locator("#inside")).to_be_in_viewport()
