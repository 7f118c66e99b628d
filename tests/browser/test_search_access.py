"""The search for everybody: keyboard, ears, large text, forced colours, paper."""

from __future__ import annotations

import pytest
from browser.searching import WORD, box, chips, focus_is_inside, go, look_for, part, said, settled, tick, titles, total
from browser.showcase import MANY, SOME_BRIEFING
from browser.test_accessibility import SMALL_TARGETS, WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.test_keyboard import steps
from browser.test_print import printed, stands_on
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

QUERIES = {
    "results": {"en": "?q=research&topic=workforce", "cy": "?q=ymchwil&topic=workforce"},
    "nothing found": {"en": "?q=goruchwyliaeth&kind=programme", "cy": "?q=workforce&kind=programme"},
}
OPEN_ALL = "document.querySelectorAll('main details').forEach(element => element.open = true)"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def in_both_schemes(page: Page) -> dict[str, list[str]]:
    """Return what axe finds wrong in light and in dark colours."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if wrong := violations(page):
            found[scheme] = wrong
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", QUERIES)
def test_axe_finds_nothing_wrong_with_results_and_open_filters(
    state: str, language: str, page: Page, urls: dict[str, str]
) -> None:
    go(page, urls["real"], language, QUERIES[state][language])
    page.evaluate(OPEN_ALL)
    expect(page.locator("[data-part=groups] .small")).to_have_count(0)  # everything has been loaded
    load_axe(page)
    assert in_both_schemes(page) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", QUERIES)
def test_nor_with_them_on_a_phone(state: str, language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(**PHONE)
    go(page, urls["real"], language, QUERIES[state][language])
    load_axe(page)
    assert in_both_schemes(page) == {}
    part(page, "open").click()
    page.evaluate(OPEN_ALL)
    expect(page.locator("[data-part=groups] .small")).to_have_count(0)
    assert in_both_schemes(page) == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nor_with_an_error(size: dict[str, int], watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(**size)
    page.route("**/manifest.js", lambda route: route.abort())
    page.goto(urls["real"] + address("search", "cy") + "?q=ymchwil")
    expect(part(page, "failed")).to_be_visible()
    load_axe(page)
    assert in_both_schemes(page) == {}
    watch.complaints.clear()  # the browser notes what was refused


def test_nor_with_radio_buttons_and_more_results(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=record&rating-eif-strength=2")
    load_axe(page)
    assert in_both_schemes(page) == {}
    part(page, "clear").click()
    settled(page)
    part(page, "more").click()
    expect(part(page, "results").locator("> li")).to_have_count(20)
    assert in_both_schemes(page) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (1280, "200%")])
def test_results_and_filters_fit(width: int, text: str, language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width)
    go(page, urls["real"], language, QUERIES["results"][language] + "&kind=research&sort=title")
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    if width < 900:
        part(page, "open").click()
        page.evaluate(OPEN_ALL)
        assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
        inside = "element => [element.scrollWidth, element.clientWidth]"
        assert len(set(part(page, "body").evaluate(inside))) == 1
        expect(part(page, "done")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_target_of_the_search_is_large_enough_for_a_finger(
    size: dict[str, int], watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(**size)
    for query in QUERIES.values():
        go(page, urls["real"], "cy", query["cy"])
        if size is PHONE:
            part(page, "open").click()
        page.evaluate(OPEN_ALL)
        expect(page.locator("[data-part=groups] .small")).to_have_count(0)
        assert page.evaluate(SMALL_TARGETS) == []


def test_a_journey_with_the_keyboard_alone(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("briefing", "en", SOME_BRIEFING))
    page.keyboard.press("/")
    page.keyboard.type("research")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=research")
    settled(page)
    page.keyboard.press("/")
    focus_is_inside(page, "form")
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    expect(part(page, "skip")).to_be_focused()
    expect(part(page, "skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focus_is_inside(page, "groups")
    before = total(page)
    page.keyboard.press("Space")
    page.wait_for_url("**&topic=**")
    settled(page)
    assert 0 < total(page) < before
    focus_is_inside(page, "groups")
    page.keyboard.press("/")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Clear all filters"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_url("**/briefings/**")


def test_every_step_of_the_keyboard_through_results_can_be_seen(page: Page, urls: dict[str, str]) -> None:
    page.emulate_media(reduced_motion="reduce")
    go(page, urls["real"], "en", "?q=supervision&topic=workforce")
    found = steps(page)
    hidden = [step for step in found if not (step["outlined"] and step["uncovered"] and step["inside"])]
    assert (len(found) > 30, hidden) == (True, [])


def test_the_sheet_keeps_the_focus_and_gives_it_back(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(**PHONE)
    go(page, urls["real"], "en", "?q=research")
    part(page, "open").focus()
    page.keyboard.press("Enter")
    expect(part(page, "close")).to_be_focused()
    for _ in range(45):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(part(page, "sheet")).to_be_hidden()
    expect(part(page, "open")).to_be_focused()


def test_a_tap_beside_the_sheet_closes_it(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(**PHONE)
    go(page, urls["real"], "en", "?q=research")
    part(page, "open").click()
    page.mouse.click(195, 20)
    expect(part(page, "sheet")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_results_is_read_out_once_the_reader_pauses(
    language: str, page: Page, urls: dict[str, str]
) -> None:
    go(page, urls["real"], language)
    page.evaluate("""() => {
      window.heard = [];
      const live = document.querySelector('[data-part=live]');
      new MutationObserver(() => heard.push(live.innerText.trim())).observe(live, {childList: true, subtree: true});
    }""")
    expect(said(page)).to_have_attribute("role", "status")
    box(page).press_sequentially(WORD[language], delay=60)
    settled(page)
    expect(said(page)).to_contain_text(part(page, "tally").inner_text())
    assert len(page.evaluate("window.heard")) <= 2


def test_what_was_done_to_find_anything_is_read_out(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision+passports+Cardiff")
    expect(said(page)).to_contain_text("No briefing has all of these words.")
    look_for(page, "supervison")
    expect(said(page)).to_contain_text("Did you mean: supervision")


def test_how_many_more_are_shown_is_read_out(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=small+record")
    part(page, "more").click()
    expect(said(page)).to_have_text(f"20 of {MANY}")


@pytest.mark.parametrize("key", ["home", "briefings", "about", "search"])
def test_the_slash_leads_to_the_search_box_on_every_page(key: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address(key, "cy"))
    page.keyboard.press("/")
    expect(page.locator("input[name=q]:focus")).to_have_count(1)
    expect(page.locator("input[name=q]:focus")).to_have_value("")
    page.keyboard.type("a/b")
    expect(page.locator("input[name=q]:focus")).to_have_value("a/b")


@pytest.mark.parametrize(("width", "there"), [(390, ".search-link"), (320, ".menu summary")])
def test_where_the_header_has_no_box_it_leads_to_the_way_there(
    width: int, there: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width)
    page.goto(urls["real"] + address("about", "en"))
    page.keyboard.press("/")
    expect(page.locator(there)).to_be_focused()


def test_the_slash_with_other_keys_or_in_a_list_is_left_alone(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=research")
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        page.keyboard.press(keys)
        expect(box(page)).not_to_be_focused()
    part(page, "sort").focus()
    page.keyboard.press("/")
    expect(part(page, "sort")).to_be_focused()


def test_the_slash_can_be_switched_off_for_good(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    page.locator("summary", has_text="Search tips").click()
    button = page.get_by_role("button", name="Switch this key off")
    button.click()
    expect(page.get_by_role("button", name="Switch this key on")).to_be_focused()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    page.goto(urls["real"] + address("home", "cy"))
    page.keyboard.press("/")
    expect(page.locator("input[name=q]:focus")).to_have_count(0)


def test_escape_empties_the_box(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=research")
    box(page).focus()
    page.keyboard.press("Escape")
    settled(page)
    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()
    expect(part(page, "ways")).to_be_visible()


def test_arrows_move_in_the_box_and_nowhere_else(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=research")
    box(page).focus()
    for key in ("ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        expect(box(page)).to_be_focused()


def test_results_are_shown_and_chips_and_marks_seen_in_forced_colours(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(forced_colors="active")
    go(page, urls["real"], "en", "?q=research&topic=workforce")
    look = (
        "element => { const style = getComputedStyle(element); return [style.backgroundColor, style.borderTopStyle]; }"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.locator("mark").first.evaluate(look)[0] != ground
    assert part(page, "chips").locator("button").evaluate(look)[1] == "solid"


def test_results_print_with_what_was_asked_and_without_what_a_screen_needs(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision&topic=workforce")
    sheets = printed(page)
    for text in ("supervision", *chips(page), *titles(page), part(page, "tally").inner_text()):
        assert stands_on(sheets, text), text
    for text in ("Sort by", "Filter the results", "Clear all filters", "Search tips"):
        assert not stands_on(sheets, text), text
    tick(page, "Workforce")  # printing has not opened the groups for good
    assert page.locator("details.group[open]").count() == 3
