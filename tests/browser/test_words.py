"""Words of the glossary where they stand: by touch, by keyboard, without JavaScript, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.building import build, project_with
from browser.serving import Nginx
from browser.test_accessibility import DESKTOP, PHONE, WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.test_print import printed, squeezed, stands_on
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser, Page, expect
from tiny import tiny_site

RECORDS = """
briefings/
  one.yml +
    title: A record with words
    bottom_line: A randomised controlled trial found that knowledge brokers help.
    messages: [{text: Use group supervision to talk about a case study.}, {text: Supervision needs time.}]
    body: |
      ## Supervision in a heading

      Read [the RCT](https://example.org/rct). A confidence interval belongs to **every** RCT.
  one.cy.yml +
    title: Cofnod â geiriau
    bottom_line: Canfu'r astudiaeth fod broceriaid gwybodaeth yn helpu.
    messages:
      - {text: Defnyddiwch oruchwyliaeth grŵp i drafod astudiaethau achos.}
      - {text: Mae angen amser ar oruchwyliaeth.}
    body: |
      ## Pennawd

      Mae'r gyfwng hyder yn bwysig.
  english-only.yml +
    title: A record in English alone
    bottom_line: A randomised controlled trial found that it helps.
"""
PRESSED = {
    "en": [
        ("randomised controlled trial", "w-rct"),
        ("knowledge brokers", "w-knowledge-broker"),
        ("group supervision", "w-group-supervision"),
        ("case study", "w-case-study"),
        ("Supervision", "w-supervision"),
        ("confidence interval", "w-confidence-interval"),
    ],
    "cy": [
        ("broceriaid gwybodaeth", "w-knowledge-broker"),
        ("oruchwyliaeth grŵp", "w-group-supervision"),
        ("astudiaethau achos", "w-case-study"),
        ("oruchwyliaeth", "w-supervision"),
        ("gyfwng hyder", "w-confidence-interval"),
    ],
}
OPEN = "[popover]:popover-open"
FIRST_LETTER = """words => {
  words.scrollIntoView({block: 'center', behavior: 'instant'});
  const line = words.getClientRects()[0];  // they may run over several
  return [line.left + 5, line.top + line.height / 2];
}"""
COVERED = """() => {
  const sheet = document.querySelector(':popover-open').getBoundingClientRect();
  const words = document.activeElement.closest('.term');
  return [...words.getClientRects()].filter(line => line.width > 1 && line.top < sheet.bottom && line.bottom > sheet.top
    && line.left < sheet.right && line.right > sheet.left).length
    + (sheet.left < 0 || sheet.right > innerWidth || sheet.top < 0 || sheet.bottom > innerHeight ? 100 : 0);
}"""


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built site whose records use words of the project's own glossary."""
    folder = tmp_path_factory.mktemp("words")
    records = tiny_site(folder / "drawn", RECORDS, lists="real") / "briefings"
    return build(project_with(folder / "project", records))


@pytest.fixture(scope="module")
def served(worded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the site over http: axe reads style sheets, which a page in a folder may not."""
    server = Nginx(tmp_path_factory.mktemp("nginx"), {"words": worded})
    yield server.urls["words"]
    server.stop()


@pytest.fixture
def watch(chromium: Browser, worded: Path) -> Iterator[Watch]:
    """Return a watch whose pages may load nothing but this site, and complain about nothing."""
    watch = Watch(chromium, (worded.as_uri() + "/", "http://127.0.0.1:"))
    yield watch
    watch.close()
    assert (watch.complaints, watch.elsewhere) == ([], [])


def opened(page: Page, site: Path, language: str, record: str = "one") -> Page:
    page.goto((site / address("briefing", language, record)).as_uri())
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_of_each_word_can_be_pressed(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(javascript=False), worded, language)
    found = page.eval_on_selector_all(
        ".term", "terms => terms.map(term => [term.textContent, term.querySelector('button').popoverTargetElement.id])"
    )
    assert [tuple(pair) for pair in found] == PRESSED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_explained_by_touch_without_javascript(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(width=390, height=844, javascript=False, has_touch=True), worded, language)
    for number, (_, anchor) in enumerate(PRESSED[language]):
        page.touchscreen.tap(*page.locator(".term").nth(number).evaluate(FIRST_LETTER))
        expect(page.locator(OPEN)).to_have_attribute("id", anchor)
        expect(page.locator(f"{OPEN} dd")).to_be_in_viewport()
        page.touchscreen.tap(5, 5)
        expect(page.locator(OPEN)).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_explained_by_keyboard_and_the_focus_stays_on_it(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(javascript=False), worded, language)
    button = page.locator(".term button").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(OPEN)).to_have_attribute("id", PRESSED[language][0][1])
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".term button").nth(1)).to_be_focused()


def test_a_screen_reader_hears_the_word_its_meaning_and_whether_it_is_open(watch: Watch, worded: Path) -> None:
    page = opened(watch.page(), worded, "en")
    button = page.get_by_role("button", name="confidence interval", exact=True)
    expect(button).to_have_attribute("popovertarget", "w-confidence-interval")
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    found = [
        n for n in nodes if n["role"]["value"] == "button" and n.get("name", {}).get("value") == "confidence interval"
    ]
    assert len(found) == 1
    properties = {each["name"]: each["value"].get("value") for each in found[0]["properties"]}
    assert properties["expanded"] is False
    assert "A range of values" in found[0]["description"]["value"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "text"), [(320, 640, "200%"), (390, 844, "100%"), (1280, 900, "100%")])
def test_what_opens_never_covers_the_word_and_fits_the_screen(
    width: int, height: int, text: str, language: str, watch: Watch, worded: Path
) -> None:
    page = opened(watch.page(width=width, height=height, reduced_motion="reduce"), worded, language)
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    for button in page.locator(".term button").all():
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(COVERED) == 0, button.get_attribute("popovertarget")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_can_be_pressed_take_no_room(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(width=390, height=844), worded, language)
    boxes = """() => [...document.querySelectorAll('.message-text, .lead, .prose p')].map(text => {
      const box = text.getBoundingClientRect();
      return [box.top, box.height];
    })"""
    before = page.evaluate(boxes)
    page.evaluate("document.querySelectorAll('.term').forEach(term => term.replaceWith(term.textContent))")
    assert page.evaluate(boxes) == before


def test_a_copied_message_is_the_same_text(watch: Watch, worded: Path) -> None:
    page = opened(watch.page(), worded, "en")
    page.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }")
    page.get_by_role("button", name="Copy message 1").click()
    copied = page.evaluate("window.copied")
    assert copied.startswith("Use group supervision to talk about a case study.\n\n")


def test_a_selection_across_words_is_the_same_text(watch: Watch, worded: Path) -> None:
    page = opened(watch.page(), worded, "en")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.message-text'))")
    assert page.evaluate("String(getSelection())") == "Use group supervision to talk about a case study."


@pytest.mark.parametrize("language", LANGUAGES)
def test_print_has_the_words_and_the_list(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(javascript=False), worded, language)
    entries = page.locator("#words dd").all_text_contents()
    assert len(entries) == len(PRESSED[language])
    sheets = printed(page)
    assert all(stands_on(sheets, entry) for entry in entries)
    message = page.locator(".message-text").first.text_content() or ""
    assert any(squeezed(message) in sheet for sheet in sheets)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_without_popovers_shows_the_list_as_text(language: str, watch: Watch, worded: Path) -> None:
    page = opened(watch.page(javascript=True), worded, language)
    page.evaluate("""() => {
      document.querySelectorAll('[popover]').forEach(entry => entry.removeAttribute('popover'));
      document.querySelectorAll('.term button').forEach(button => button.removeAttribute('popovertarget'));
    }""")
    for entry in page.locator("#words dd").all():
        expect(entry).to_be_visible()


def test_english_on_a_welsh_page_is_explained_in_english(watch: Watch, worded: Path) -> None:
    page = opened(watch.page(javascript=False), worded, "cy", "english-only")
    page.mouse.click(*page.locator(".term", has_text="randomised controlled trial").evaluate(FIRST_LETTER))
    expect(page.locator(OPEN)).to_have_attribute("lang", "en")
    expect(page.locator(f"{OPEN} dt")).to_have_text("Randomised controlled trial (RCT)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_wrong_with_an_open_explanation(
    size: tuple[int, int], language: str, watch: Watch, served: str
) -> None:
    page = watch.page(width=size[0], height=size[1])
    page.goto(served + address("briefing", language, "one"))
    load_axe(page)
    page.locator(".term button").first.focus()
    page.keyboard.press("Enter")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        if wrong := violations(page):
            found[scheme] = wrong
    assert found == {}
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


def test_only_pages_with_such_words_load_their_style(worded: Path) -> None:
    page = (worded / address("briefing", "en", "one")).read_text(encoding="utf-8")
    assert "assets/glossary.css" in page
    for other in ("en/index.html", "en/glossary.html", address("topic", "en", "fostering")):
        assert "glossary.css" not in (worded / other).read_text(encoding="utf-8")
