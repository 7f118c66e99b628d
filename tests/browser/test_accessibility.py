"""One page of every template in every state and setting, in both languages, by axe-core; and what axe cannot see.

A page is loaded once for each language; then width, colours and reading setting change in place. Every rule is tried on
the page as it comes, at both widths, with all that opens standing open. What a change of colours or sizes cannot alter
is not tried again.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from browser.showcase import TEMPLATES
from browser.states import (
    COLOURS,
    DESKTOP,
    HIDE,
    LOADED,
    PHONE,
    POPUPS,
    SETTINGS,
    SHOW,
    STATES,
    choose,
    go_to,
    language_of,
    open_everything,
)
from browser.tally import AXE, RULES, Tally
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from playwright.sync_api import Page

OPTIONS = {"runOnly": RULES, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
OF_SETTINGS = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}, "resultTypes": ["violations"]}
AT_ONCE = 2
"""In how many reading settings a page is looked at, at each width."""
RUN = """async ([where, options]) => {
  const { violations, passes, incomplete } = await axe.run(where ? document.querySelector(where) : document, options);
  return { violations, rules: violations.length + passes.length + incomplete.length };
}"""

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, summary')].filter(element => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.skip')) return false;
  // A link in the middle of a sentence may be as tall as its line (WCAG 2.5.8, inline).
  const beside = [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 1);
  if (getComputedStyle(element).display === 'inline' && beside) return false;
  const box = element.getBoundingClientRect();
  return box.width < 24 || box.height < 23.9;
}).map(element => `${element.textContent.trim()} ${JSON.stringify(element.getBoundingClientRect())}`)"""
WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + .5)
    .map(element => element.outerHTML.slice(0, 100));
}"""


def judged(page: Page, where: str = "", options: dict[str, Any] = OPTIONS) -> tuple[list[str], int]:
    """Return what axe finds wrong with a page as it stands, or with one part of it, and how many rules applied."""
    found = page.evaluate(RUN, [where, options])
    wrong = [f"{rule['id']}: {node['html'][:150]}" for rule in found["violations"] for node in rule["nodes"]]
    return wrong, found["rules"]


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page as it stands."""
    return judged(page)[0]


def load_axe(page: Page) -> None:
    program = AXE / "axe.min.js"
    assert program.is_file(), f"{program} is missing: make test installs it"
    page.evaluate(program.read_text(encoding="utf-8"))


class Look:
    """Looks at one page in one state after the other, and keeps what is wrong."""

    def __init__(self, page: Page, name: str, tally: Tally) -> None:
        self.page, self.name, self.tally = page, name, tally
        self.found: dict[str, list[str]] = {}

    def at(self, state: str, where: str = "", options: dict[str, Any] = OPTIONS) -> None:
        wrong, rules = judged(self.page, where, options)
        wide = self.page.evaluate(WIDER_THAN_THE_SCREEN)
        wrong += [f"reflow: {element}" for element in wide]
        self.tally.checked(self.name, rules + 1, wrong)
        if wrong:
            self.found[state] = wrong

    def colours(self, state: str, where: str = "") -> None:
        """Look at the page in all other colours that a device may ask for."""
        for colours, emulated in COLOURS.items():
            if not emulated:
                continue
            self.page.emulate_media(color_scheme="light", contrast="no-preference")
            self.page.emulate_media(**emulated)
            self.at(f"{state} {colours}", where, OF_COLOURS)
        self.page.emulate_media(color_scheme="light", contrast="no-preference")

    def popups(self, state: str, *, with_colours: bool) -> None:
        """Look at what lies over the page once it is opened: filters in a sheet, a dialog, a popover of each kind."""
        page = self.page
        sheet = page.locator("[data-part=open]")
        if sheet.count() and sheet.is_visible():
            sheet.click()
            page.wait_for_function(LOADED)
            self.at(f"{state} filters", "[data-part=sheet]")
            if with_colours:
                self.colours(f"{state} filters", "[data-part=sheet]")
            page.keyboard.press("Escape")
        for place in range(page.evaluate(POPUPS)):
            page.evaluate(SHOW, place)
            self.at(f"{state} popup {place}", f'[data-popup="{place}"]')
            if with_colours:
                self.colours(f"{state} popup {place}", f'[data-popup="{place}"]')
            page.evaluate(HIDE, place)


def settings_for(name: str, width: int) -> list[str]:
    """Return the reading settings in which a page is looked at: in turn, so that each meets many templates.

    All of them on every page would take hours; what each paper does to every pair of colours is reckoned in
    tests/site/test_colours.py, what the widest text does to every template is looked at in test_settings.py.
    """
    turn = AT_ONCE * (2 * list(STATES).index(name) + (width == DESKTOP[0]))
    return [setting for number, setting in enumerate(SETTINGS) if (number - turn) % len(SETTINGS) < AT_ONCE]


def test_each_reading_setting_meets_many_pages() -> None:
    views = [(name, width) for name in STATES for width, _ in (PHONE, DESKTOP)]
    met = Counter(setting for view in views for setting in settings_for(*view))
    assert set(met) == set(SETTINGS)
    assert min(met.values()) >= 10


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_wrong_in_any_state(name: str, watch: Watch, urls: dict[str, str], tally: Tally) -> None:
    page = watch.page(color_scheme="light")
    look = Look(page, name, tally)
    language = language_of(name)
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        state = f"{language} {width}"
        if width == PHONE[0]:
            go_to(page, urls[STATES[name][0]], name, language)
            load_axe(page)
            look.at(f"{state} as it comes")
        open_everything(page)
        look.at(f"{state} open")
        if width == PHONE[0]:  # colours know nothing of widths
            look.colours(f"{state} open")
        for setting in settings_for(name, width):
            choose(page, setting)
            look.at(f"{state} {setting}", options=OF_SETTINGS)
        choose(page, None)
        if page.locator("details.menu").count():
            page.locator("details.menu summary").click()
            look.at(f"{state} menu", "header")
            if width == PHONE[0]:
                look.colours(f"{state} menu", "header")
            page.locator("details.menu summary").click()
        look.popups(state, with_colours=width == PHONE[0])
    if name == "not found":
        watch.complaints.clear()  # the browser notes the answer 404, which is what was asked for
    assert look.found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_target_is_large_enough_for_a_finger(
    width: int, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width)
    small = {}
    for name, (site, paths) in TEMPLATES.items():
        if name == "not found":
            continue
        page.goto(urls[site] + paths[language])
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        targets = page.evaluate(SMALL_TARGETS)
        if targets:
            small[name] = targets
    assert small == {}
