"""Reading settings beside the text that is being read: the sheet, the ruler, and every setting by axe-core."""

from __future__ import annotations

import re

import pytest
from browser.searching import Place, go
from browser.settings import KEY, PAPERS, RULERS, SETTINGS, TEXTS, WIDEST, attributes, keep, switch
from browser.showcase import SOME_BRIEFING, TEMPLATES
from browser.test_accessibility import DESKTOP, PHONE, SMALL_TARGETS, WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.test_keyboard import steps
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

SHEET = ".settings-sheet"
CONTRAST = """async () => (await axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}})).violations
  .flatMap(rule => rule.nodes.map(node => node.html.slice(0, 150)))"""
SEEN = ("briefing", "search", "briefings", "home")
"""What is looked at in every setting: a briefing, results of a search, a listing, home."""


def start(place: Place) -> str:
    return place.root + address("briefing", place.language, SOME_BRIEFING)


def open_sheet(page: Page) -> None:
    """Open the sheet from the menu with the keyboard."""
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    page.locator("a[data-act=settings]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(SHEET)).to_be_visible()


def open_page(page: Page, root: str, language: str, key: str) -> None:
    """Open one of what is looked at in every setting."""
    if key == "search":
        go(page, root, language, {"en": "?q=research&topic=workforce", "cy": "?q=ymchwil&topic=workforce"}[language])
    else:
        page.goto(root + address(key, language, *([SOME_BRIEFING] if key == "briefing" else [])))


def test_a_journey_through_the_sheet_with_the_keyboard_alone(place: Place, page: Page) -> None:
    page.goto(start(place))
    open_sheet(page)
    expect(page.locator(f"{SHEET} h2")).to_be_focused()
    expect(page.locator("details.menu")).not_to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(f"{SHEET} [data-close]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=reading-paper]:checked")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert attributes(page)["paper"] == "cream"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert attributes(page)["text"] == "115"
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.locator(f"{SHEET} [data-reset]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"{SHEET} [data-whole]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    expect(page.locator(SHEET)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(SHEET)).to_be_hidden()
    expect(page.locator("details.menu summary")).to_be_focused()
    assert {"paper": "cream", "text": "115"}.items() <= attributes(page).items()
    assert "sheet" not in attributes(page)


def test_the_sheet_says_what_has_changed_and_what_is_chosen(place: Place, page: Page) -> None:
    keep(page, "text:130 colours:dark")
    page.goto(start(place))
    open_sheet(page)
    expect(page.locator(f"{SHEET} input[value=dark]")).to_be_checked()
    expect(page.locator(f"{SHEET} input[value='130']")).to_be_checked()
    page.locator(f"{SHEET} input[value='150']").check()
    expect(page.locator(f"{SHEET} [role=status]")).to_contain_text("150%")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_text_stays_in_sight_and_can_be_used_while_the_sheet_is_open(
    size: tuple[int, int], watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=size[0], height=size[1], reduced_motion="reduce")
    page.goto(urls["real"] + address("briefing", "cy", SOME_BRIEFING))
    open_sheet(page)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert page.evaluate(SMALL_TARGETS) == []
    box = page.locator(SHEET).bounding_box()
    assert box is not None
    assert box["width"] * box["height"] < size[0] * size[1] / 2
    assert page.evaluate("document.elementFromPoint(60, 120).closest('dialog')") is None
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    covered = [step for step in steps(page) if not (step["uncovered"] and step["inside"])]
    assert covered == []


def test_the_sheet_and_its_words_are_fetched_when_they_are_first_needed(page: Page, urls: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(urls["real"] + address("home", "cy"), wait_until="networkidle")
    assert [name for name in asked if "settings" in name] == []
    open_sheet(page)
    assert sorted(name for name in asked if "settings" in name) == ["settings-cy.js", "settings.css", "settings.js"]


@pytest.mark.parametrize("missing", ["settings.js", "settings-en.js", "settings.css"])
def test_if_it_cannot_be_fetched_the_link_leads_to_the_page(missing: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.goto(urls["real"] + address("home", "en"))
    page.route(f"**/assets/{missing}", lambda route: route.abort())
    page.locator("details.menu summary").click()
    page.locator("a[data-act=settings]").click()
    page.wait_for_url("**" + address("settings", "en"))
    watch.complaints.clear()  # the browser notes what was refused


def test_without_javascript_the_link_leads_to_the_page(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(javascript=False)
    page.goto(urls["real"] + address("home", "cy"))
    page.locator("details.menu summary").click()
    page.get_by_role("link", name="Gosodiadau darllen").click()
    page.wait_for_url("**" + address("settings", "cy"))


# --- the ruler ------------------------------------------------------------------------------------

MIDDLE = "(box => box.top + box.height / 2)(document.querySelector('.ruler').getBoundingClientRect())"


@pytest.mark.parametrize("kind", RULERS)
def test_the_ruler_goes_with_the_mouse_the_keyboard_and_a_tap(kind: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(has_touch=True, reduced_motion="reduce")
    keep(page, RULERS[kind])
    page.goto(urls["real"] + address("briefing", "en", SOME_BRIEFING))
    expect(page.locator(".ruler")).to_have_attribute("aria-hidden", "true")
    page.mouse.move(300, 500)
    page.wait_for_function(f"() => Math.abs({MIDDLE} - 500) < 4")
    page.touchscreen.tap(20, 260)
    page.wait_for_function(f"() => Math.abs({MIDDLE} - 260) < 4")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.wait_for_function(
        f"() => Math.abs({MIDDLE} - (box => box.top + box.height / 2)(document.activeElement.getClientRects()[0])) < 4"
    )
    before = page.evaluate(MIDDLE)
    page.evaluate("document.activeElement.blur(); scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("() => Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => {MIDDLE} > {before} + 10")


def test_the_ruler_stops_no_click_and_no_scrolling(page: Page, urls: dict[str, str]) -> None:
    keep(page, RULERS["band of light"])
    page.goto(urls["real"] + address("briefings", "en"))
    link = page.locator(".entry a").first
    box = link.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 50")
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
    page.wait_for_url("**/briefings/*.html")


def test_a_ruler_that_was_chosen_in_another_tab_comes_and_goes(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("home", "en"))
    switch(page, "ruler:line")
    expect(page.locator(".ruler")).to_be_visible()
    switch(page, "")
    expect(page.locator(".ruler")).to_be_hidden()


# --- every setting on every kind of page ----------------------------------------------------------


@pytest.mark.parametrize("key", SEEN)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_no_faint_text_on_any_paper(
    size: tuple[int, int], key: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=size[0], height=size[1])
    open_page(page, urls["real"], "cy", key)
    load_axe(page)
    faint = {}
    for name, state in {**PAPERS, **RULERS}.items():
        switch(page, state)
        if found := page.evaluate(CONTRAST):
            faint[name] = found
    assert faint == {}


@pytest.mark.parametrize("key", SEEN)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_wrong_in_any_setting_of_text(
    size: tuple[int, int], key: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=size[0], height=size[1])
    open_page(page, urls["real"], "cy", key)
    load_axe(page)
    wrong = {}
    for name, state in {**TEXTS, "largest and widest": WIDEST}.items():
        switch(page, state)
        found = violations(page) + page.evaluate(WIDER_THAN_THE_SCREEN)
        if found:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_wrong_with_the_form(
    size: tuple[int, int], language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=size[0], height=size[1])
    for key in ("settings", "home"):
        page.goto(urls["real"] + address(key, language))
        load_axe(page)
        if key == "home":
            open_sheet(page)
        for state in (PAPERS["grey"], WIDEST, PAPERS["dark"]):
            switch(page, state)
            assert violations(page) == [], (key, state)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], (key, state)
            assert page.evaluate(SMALL_TARGETS) == [], (key, state)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_and_widest_text_fits_on_the_smallest_phone(
    language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=320, height=640)
    keep(page, WIDEST)
    wide = {}
    for name, (site, paths) in TEMPLATES.items():
        if name == "not found":
            continue
        page.goto(urls[site] + paths[language])
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        if found := page.evaluate(WIDER_THAN_THE_SCREEN):
            wide[name] = found[:3]
    assert wide == {}


def test_every_setting_is_named_once() -> None:
    assert len(set(SETTINGS.values())) == len(SETTINGS)
    assert all(re.fullmatch(r"(\w+:\w+( |$))*", state) for state in SETTINGS.values())
    assert KEY.startswith("briefings-")
