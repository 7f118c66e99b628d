"""How readers choose to read: kept in their browser, there before the first paint, on every page."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from browser.reading import documents
from browser.searching import Place
from browser.settings import KEY, PAPERS, SETTINGS, TEXTS, attributes, keep, switch
from browser.showcase import SOME_BRIEFING
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, Route, expect

GROUND = "getComputedStyle(document.body).backgroundColor"
CREAM = "rgb(253, 241, 203)"
OFF_WHITE = "rgb(250, 246, 238)"
DELAY = 1200
SHIFTED = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""
BLOCKED = (
    """Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"""
)
FULL = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"""


def briefing(place: Place) -> str:
    return place.root + address("briefing", place.language, SOME_BRIEFING)


def form_of(place: Place) -> str:
    return place.root + address("settings", place.language)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name=reading-{name}][value='{value}']").check()


def late(route: Route) -> None:
    time.sleep(DELAY / 1000)
    route.continue_()


def test_the_settings_that_are_tested_are_those_that_the_form_offers(real: Path) -> None:
    for language in LANGUAGES:
        page = documents(real)[address("settings", language)]
        offered = {
            (field.get("name", "").removeprefix("reading-"), field.get("value", ""))
            for field in page.tree.iter("input")
            if field.get("type") == "radio"
        }
        tested = {tuple(pair.split(":")) for state in SETTINGS.values() for pair in state.split()}
        tested |= {(name, "") for name, _ in offered} | {("paper", "light"), ("paper", "dark")}
        assert offered == tested - {("colours", "light"), ("colours", "dark")}


@pytest.mark.parametrize("name", ["cream", "text of 200%", "letters for dyslexia"])
def test_what_was_chosen_stands_before_the_first_paint(name: str, place: Place, page: Page) -> None:
    keep(page, SETTINGS[name])
    page.route("**/reading.css", late)
    page.goto(briefing(place))
    page.wait_for_function("() => performance.getEntriesByName('first-paint').length")
    assert page.evaluate("performance.getEntriesByName('first-paint')[0].startTime") >= DELAY
    if "font" not in SETTINGS[name]:
        assert page.evaluate(SHIFTED) < 0.1  # what Web Vitals call good; our own font may come late


def test_who_has_chosen_nothing_does_not_wait_for_it(place: Place, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for state in ("", "colours:dark", "colours:light"):
        keep(page, state)
        page.goto(briefing(place), wait_until="networkidle")
    assert [
        url for url in asked if re.search(r"(reading|settings)[^/]*\.(css|js)$|ruler\.js|easier-letters", url)
    ] == []


def test_a_page_whose_looks_do_not_arrive_is_there_all_the_same(place: Place, watch: Watch) -> None:
    page = watch.page(color_scheme="light")
    keep(page, "colours:light paper:cream text:200 ruler:line")
    page.route(re.compile(r"/(reading\.css|ruler\.js)$"), lambda route: route.abort())
    page.goto(briefing(place))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", OFF_WHITE)
    watch.complaints.clear()  # the browser notes what was refused


def test_a_choice_is_seen_at_once_said_and_kept_for_every_page(place: Place, page: Page) -> None:
    page.goto(form_of(place))
    expect(page.locator("input[name=reading-paper][value='']")).to_be_checked()
    status = page.locator(".settings-form [role=status]")
    choose(page, "paper", "cream")
    expect(status).not_to_be_empty()
    label = page.locator("input[value=cream]").locator("xpath=..").locator("span").last.inner_text()
    assert label in status.inner_text()
    expect(page.locator("body")).to_have_css("background-color", CREAM)
    choose(page, "text", "200")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    for language in LANGUAGES:
        page.goto(place.root + address("briefing", language, SOME_BRIEFING))
        expect(page.locator("body")).to_have_css("background-color", CREAM)
        assert attributes(page) == {"colours": "light", "paper": "cream", "text": "200"}
    page.goto(form_of(place))
    page.reload()
    expect(page.locator("input[value=cream]")).to_be_checked()
    expect(page.locator("input[value='200']")).to_be_checked()


def test_one_button_puts_everything_back(place: Place, page: Page) -> None:
    page.goto(form_of(place))
    choose(page, "paper", "grey")
    choose(page, "ruler", "line")
    choose(page, "lines", "most")
    page.locator("[data-reset]").click()
    assert attributes(page) == {}
    expect(page.locator("body")).to_have_css("background-color", OFF_WHITE)
    expect(page.locator(".settings-form input:checked").first).to_have_value("")
    expect(page.locator(".settings-form input:checked:not([value=''])")).to_have_count(0)
    expect(page.locator(".settings-form [role=status]")).not_to_be_empty()
    page.goto(briefing(place))
    assert attributes(page) == {}


def test_the_button_for_dark_colours_and_the_form_are_one(place: Place, page: Page) -> None:
    keep_once = f"sessionStorage.seen || (sessionStorage.seen = 1, localStorage.setItem('{KEY}', '{PAPERS['cream']}'))"
    page.add_init_script(keep_once)
    page.goto(briefing(place))
    page.locator("details.menu summary").click()
    button = page.locator("button[data-act=theme]")
    button.click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(22, 29, 30)")
    page.goto(form_of(place))
    expect(page.locator("input[value=dark]")).to_be_checked()
    page.locator("details.menu summary").click()
    light = button.inner_text()
    button.click()
    expect(page.locator("body")).to_have_css("background-color", CREAM)
    page.reload()
    expect(page.locator("input[value=cream]")).to_be_checked()
    choose(page, "paper", "dark")
    assert page.evaluate("document.querySelector('button[data-act=theme]').textContent") == light


def test_a_choice_in_one_tab_is_seen_in_the_other(place: Place, page: Page) -> None:
    page.goto(briefing(place))
    other = page.context.new_page()
    other.goto(form_of(place))
    choose(other, "paper", "cream")
    page.wait_for_function(f"() => {GROUND} === '{CREAM}'")
    other.locator("[data-reset]").click()
    page.wait_for_function(f"() => {GROUND} === '{OFF_WHITE}'")


def test_going_back_to_a_page_shows_it_as_was_chosen_since(place: Place, page: Page) -> None:
    page.goto(briefing(place))
    page.goto(form_of(place))
    choose(page, "paper", "cream")
    page.go_back()
    page.wait_for_function(f"() => {GROUND} === '{CREAM}'")


@pytest.mark.parametrize("trouble", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_browser_that_keeps_nothing_says_so_and_the_page_follows(trouble: str, place: Place, page: Page) -> None:
    page.add_init_script(trouble)
    page.goto(form_of(place))
    expect(page.locator("[data-lost]")).to_be_hidden()
    choose(page, "paper", "cream")
    expect(page.locator("body")).to_have_css("background-color", CREAM)
    expect(page.locator("[data-lost]")).to_be_visible()
    expect(page.locator(".settings-form [role=status]")).to_contain_text(page.locator("[data-lost]").inner_text())


@pytest.mark.parametrize("junk", ["?", "colours", "paper:", "colours:mauve text:9000", "{}", "data:<b>", "a" * 5000])
def test_what_does_not_belong_into_the_store_does_no_harm(junk: str, page: Page, urls: dict[str, str]) -> None:
    keep(page, junk)
    page.goto(urls["real"] + address("settings", "en"))
    expect(page.locator("h1")).to_be_visible()
    choose(page, "paper", "cream")
    expect(page.locator("body")).to_have_css("background-color", CREAM)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_page_says_what_else_helps(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(javascript=False)
    page.goto(urls["real"] + address("settings", language))
    expect(page.locator("main .inset").first).to_contain_text("JavaScript")
    expect(page.locator(".settings-form")).to_be_hidden()
    expect(page.locator("#else")).to_be_visible()


def test_the_page_leads_back_to_what_was_being_read(page: Page, urls: dict[str, str]) -> None:
    start = urls["real"] + address("briefing", "en", SOME_BRIEFING)
    page.goto(start)
    page.goto(urls["real"] + address("settings", "en"))
    expect(page.locator("[data-back-link]")).to_be_visible()
    page.locator("[data-back-link] a").click()
    page.wait_for_url(start)


def test_but_not_to_another_site(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.goto(urls["real"] + address("settings", "en"))
    expect(page.locator("[data-back-link]")).to_be_hidden()
    page.goto(urls["showcase"] + address("home", "en"))
    page.goto(urls["real"] + address("settings", "en"))
    expect(page.locator("[data-settings-page]")).to_be_visible()
    expect(page.locator("[data-back-link]")).to_be_hidden()


def test_printed_pages_stay_as_they_are(page: Page, urls: dict[str, str]) -> None:
    style = """() => {
      const [body, text] = [document.body, document.querySelector('#message-1 .message-text')].map(getComputedStyle);
      return [body.backgroundColor, body.color, body.fontFamily, text.fontSize, text.lineHeight, text.letterSpacing,
        getComputedStyle(document.documentElement).colorScheme];
    }"""
    start = urls["real"] + address("briefing", "en", SOME_BRIEFING)
    page.emulate_media(media="print", color_scheme="light")
    page.goto(start)
    plain = page.evaluate(style)
    assert plain[:2] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    for state in ("colours:light paper:grey text:200 font:easier letters:most lines:most ruler:window", "colours:dark"):
        switch(page, state)
        assert page.evaluate(style) == plain


def test_more_contrast_and_colours_of_the_device_win(watch: Watch, urls: dict[str, str]) -> None:
    for state in (PAPERS["cream"], PAPERS["dark"]):
        page = watch.page(contrast="more")
        keep(page, state)
        page.goto(urls["real"] + address("briefings", "en"))
        same = "getComputedStyle(document.querySelector('.tally')).color === getComputedStyle(document.body).color"
        assert page.evaluate(same)
    page = watch.page(forced_colors="active")
    page.goto(urls["real"] + address("briefings", "en"))
    ground = page.evaluate(GROUND)
    switch(page, PAPERS["cream"])
    assert page.evaluate(GROUND) == ground


def test_text_has_the_space_that_was_asked_for(page: Page, urls: dict[str, str]) -> None:
    keep(page, "letters:most lines:most")
    page.goto(urls["real"] + address("about", "cy"))
    found = page.evaluate("""() => {
      const texts = document.querySelectorAll('main p, main li, h1, h2, .masthead a, .foot a');
      return [...texts].map(getComputedStyle).map(style => ['lineHeight', 'letterSpacing', 'wordSpacing']
        .map(name => parseFloat(style[name]) / parseFloat(style.fontSize)));
    }""")
    assert len(found) > 20
    assert min(line for line, _, _ in found) >= 1.5
    assert min(letter for _, letter, _ in found) >= 0.119
    assert min(word for _, _, word in found) >= 0.159
    gap = "getComputedStyle(document.querySelectorAll('.prose > p + p')[0])"
    assert page.evaluate(f"parseFloat({gap}.marginTop) / parseFloat({gap}.fontSize)") >= 2


def test_the_letters_for_dyslexia_are_our_own_welsh_ones_too(place: Place, page: Page) -> None:
    keep(page, TEXTS["letters for dyslexia"])
    page.goto(briefing(place))
    page.evaluate("document.fonts.ready")
    page.wait_for_function(
        "() => document.fonts.check('18px \"Easier letters\"') && document.fonts.check('700 18px \"Easier letters\"')"
    )
    wide = """letters => {
      const canvas = document.createElement('canvas').getContext('2d');
      return [...letters].filter(letter => {
        const widths = ['monospace', 'serif'].map(other => {
          canvas.font = `100px "Easier letters", ${other}`;
          return canvas.measureText(letter).width;
        });
        return widths[0] !== widths[1];
      });
    }"""
    assert page.evaluate(wide, "abcŵŷŴŶâêîôûáéíóúäëïöüẁẃẅỳ’“”–…\u00a0") == []
    assert page.evaluate(wide, "Ω") == ["Ω"]
