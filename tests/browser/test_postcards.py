"""Postcards as they leave a printer: four to a sheet, nothing cut, and a code that leads back to the briefing."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import zxingcpp
from browser.building import build, built_once, project_with, shared_folder
from browser.showcase import SOME_BRIEFING
from browser.test_print import squeezed
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from PIL import Image
from playwright.sync_api import Page, expect
from tiny import PROJECT, tiny_site

MM = 72 / 25.4
A4 = (210, 297)
CUT = (105, 148.4)
SAFE = 5
"""How far, in millimetres, every word stays from the edges of the sheet and the lines to cut along."""
ADDRESS = "https://briefings.example/"
TOPIC = "supervision"

LONG_WORDS = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch hunangyfeiriedig rhyngddisgyblaethol"
LONG = {
    "en": " ".join(["responsibilities", "notwithstanding", "of", "communications", "together"] * 9) + ".",
    "cy": " ".join([LONG_WORDS, *["gwerthfawrogiad", "cyfrifoldebau", "a", "chydweithio"] * 10, "gyda", "hwy"]) + ".",
}
"""Forty-five words, most of them long."""
TITLE = {
    "en": "A title of a hundred signs, which is as long as a title may be, about evidence for social care now",
    "cy": "Teitl o gant o arwyddion, sydd mor hir ag y caiff teitl fod, am dystiolaeth gofal cymdeithasol nawr",
}
AUDIENCES = "[frontline, managers, commissioners, leaders, elected-members, policy-makers, partners, students]"
PLACES = (
    "{evidence_from: [england], applies_to: {wales: partly, england: no, scotland: yes, northern-ireland: unknown}}"
)
RATINGS = """
          - {scheme: eif-strength, value: "3", modifier: "+", context: Reading at age six}
          - {scheme: yef-impact, value: harmful}
          - {scheme: eif-cost, value: "2"}"""
EVIDENCE = "{knowledge: [research], base: synthesis, limitations: [Few were asked.]}"
FULL = f"""
    briefings/
      an-id-that-is-quite-long-because-somebody-wanted-to-say-everything-in-it.yml +
        title: {TITLE["en"]}
        topics: [supervision]
        audiences: {AUDIENCES}
        relevance: {PLACES}
        evidence: {EVIDENCE}
        ratings: {RATINGS}
        status: archived
        messages: [{{text: {LONG["en"]}}}, {{text: Short.}}, {", ".join([f"{{text: {LONG['en']}}}"] * 3)}]
      an-id-that-is-quite-long-because-somebody-wanted-to-say-everything-in-it.cy.yml +
        title: {TITLE["cy"]}
        messages: [{{text: {LONG["cy"]}}}, {{text: Byr.}}, {", ".join([f"{{text: {LONG['cy']}}}"] * 3)}]
        translation: {{status: draft}}
"""
SAVED = {
    "version": 1,
    "items": {
        "later": {
            "id": "later",
            "language": "en",
            "title": "<b>Not bold</b>",
            "url": "en/briefings/later.html",
            "bottom_line": "It helps.",
            "messages": ["One <i>message</i>.", "Two.", "Three."],
            "stamp": {"applies": "Wales: Applies", "sure": "One study", "reviewed": "1 November 2026"},
            "saved": "2026-11-20",
        },
        "earlier": {
            "id": "earlier",
            "language": "cy",
            "text_language": "cy",
            "title": "Teitl",
            "url": "cy/papurau-briffio/earlier.html",
            "messages": ["Pedwar.", "Pump."],
            "stamp": {"applies": "Cymru: Yn berthnasol", "sure": "", "reviewed": "1 Tachwedd 2026"},
            "saved": "2026-11-19",
        },
        "elsewhere": {
            "id": "x",
            "title": "X",
            "url": "javascript:alert(1)",
            "messages": ["No."],
            "saved": "2026-11-18",
        },
    },
}


@pytest.fixture(scope="session")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the project's own site, built for a fixed address."""

    def made(folder: Path) -> Path:
        return with_address(project_with(folder, PROJECT / "briefings"))

    return built_once(shared_folder(tmp_path_factory.getbasetemp()), "addressed", made)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site whose cards are as full as they can be."""

    def made(folder: Path) -> Path:
        records = tiny_site(folder / "full", FULL, lists="real") / "briefings"
        return with_address(project_with(folder, records))

    return built_once(shared_folder(tmp_path_factory.getbasetemp()), "full-cards", made)


def with_address(folder: Path) -> Path:
    settings = folder / "mkdocs.yml"
    text = re.sub(r"(?m)^# site_url: \S+", f"site_url: {ADDRESS}", settings.read_text(encoding="utf-8"))
    assert ADDRESS in text
    settings.write_text(text, encoding="utf-8")
    return build(folder)


def printed(page: Page) -> bytes:
    """Return a page as it is printed by somebody who leaves all settings alone: without backgrounds."""
    return page.pdf(prefer_css_page_size=True, print_background=False)


def said(page: Page) -> list[str]:
    return [squeezed(text) for text in page.locator(".pc-say").all_inner_texts()]


def strays(pdf: bytes) -> list[str]:
    """Return every word that stands too near to an edge of a sheet or to a line to cut along, or across one."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as sheets:
        for number, sheet in enumerate(sheets.pages, 1):
            for word in sheet.extract_words():
                left, right, top, bottom = (word[name] / MM for name in ("x0", "x1", "top", "bottom"))
                for low, high, cut, size in ((left, right, CUT[0], A4[0]), (top, bottom, CUT[1], A4[1])):
                    beside = high <= cut - SAFE or low >= cut + SAFE
                    if not beside or low < SAFE or high > size - SAFE:
                        found.append(f"{number}: {word['text']} {left:.1f}-{right:.1f} {top:.1f}-{bottom:.1f}")
    return found


def quarters(pdf: bytes) -> list[str]:
    """Return the squeezed words of each card, cut out along the lines."""
    found: list[str] = []
    with pdfplumber.open(io.BytesIO(pdf)) as sheets:
        for sheet in sheets.pages:
            x, y, right, foot = CUT[0] * MM, CUT[1] * MM, sheet.width, sheet.height
            boxes = ((0, 0, x, y), (x, 0, right, y), (0, y, x, foot), (x, y, right, foot))
            found += [squeezed(sheet.crop(box).extract_text() or "") for box in boxes]
    return found


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return each sheet as an office printer has it: 300 dots to the inch, without colour."""
    return [sheet.render(scale=300 / 72).to_pil().convert("L") for sheet in pypdfium2.PdfDocument(pdf)]


def codes(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def check(page: Page) -> bytes:
    """Check that what a page prints can be cut out and used, and return it."""
    messages = said(page)
    pdf = printed(page)
    with pdfplumber.open(io.BytesIO(pdf)) as sheets:
        assert len(sheets.pages) == -(-len(messages) // 4)
        for sheet in sheets.pages:
            assert (round(sheet.width / MM), round(sheet.height / MM)) == A4
    assert strays(pdf) == []
    cards = quarters(pdf)
    assert [text for text, card in zip(messages, cards, strict=False) if text not in card] == []
    assert not any(cards[len(messages) :])
    return pdf


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_of_a_topic_can_be_cut_out(
    language: str, javascript: bool, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(javascript=javascript)
    page.goto(urls["real"] + address("topic-postcards", language, TOPIC))
    assert page.locator(".pc").count() > 8
    check(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_cards_can_be_cut_out(language: str, watch: Watch, full: Path) -> None:
    watch.origins += (full.as_uri() + "/",)
    page = watch.page(color_scheme="dark")
    for path in sorted(full.glob(address("postcards", language, "*"))):
        page.goto(path.as_uri())
        assert squeezed(LONG[language]) in said(page)
        check(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_a_code_made_with_the_site(language: str, watch: Watch, addressed: Path) -> None:
    watch.origins += (addressed.as_uri() + "/",)
    page = watch.page(javascript=False)
    page.goto((addressed / address("postcards", language, SOME_BRIEFING)).as_uri())
    expected = ADDRESS + address("briefing", language, SOME_BRIEFING)
    for place in page.locator(".pc-code").all():
        assert codes(Image.open(io.BytesIO(place.screenshot()))) == [expected]
    printed_codes = [code for image in pictures(check(page)) for code in codes(image)]
    assert printed_codes == [expected] * page.locator(".pc").count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_a_code_made_where_the_site_is_read(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.goto(urls["real"] + address("postcards", language, SOME_BRIEFING))
    expected = urls["real"] + address("briefing", language, SOME_BRIEFING)
    for place in page.locator(".pc-code").all():
        assert codes(Image.open(io.BytesIO(place.screenshot()))) == [expected]
    printed_codes = [code for image in pictures(check(page)) for code in codes(image)]
    assert printed_codes == [expected] * page.locator(".pc").count()
    expect(page.locator(".pc-where").first).to_contain_text(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_large_enough_for_a_phone(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("postcards", language, SOME_BRIEFING))
    page.emulate_media(media="print")
    assert page.locator(".pc-code").first.bounding_box()["width"] / 96 * 25.4 >= 18


def test_a_folder_on_a_computer_has_no_code_but_words_to_search_for(watch: Watch, real: Path) -> None:
    page = watch.page()
    page.goto((real / address("postcards", "en", SOME_BRIEFING)).as_uri())
    expect(page.locator(".pc-code").first).to_be_hidden()
    expect(page.locator(".pc-where").first).to_contain_text("search for this title on: Evidence briefings")
    check(page)


def test_only_the_cards_that_are_chosen_are_printed(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["real"] + address("topic-postcards", "en", TOPIC))
    messages = said(page)
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == len(messages)
    boxes.nth(1).uncheck()
    page.get_by_label("Print card 4", exact=True).press("Space")
    sheets = -(-(len(messages) - 2) // 4)
    expect(page.get_by_role("status").filter(visible=True)).to_have_text(
        f"Cards chosen: {len(messages) - 2} of {len(messages)}. Sheets of A4: {sheets}."
    )
    cards = quarters(printed(page))
    kept = [text for number, text in enumerate(messages) if number not in (1, 3)]
    assert len(cards) == sheets * 4
    assert all(text in card for text, card in zip(kept, cards, strict=False))
    assert said(page) == messages  # on the screen each has its place again
    page.get_by_role("button", name="Choose none").click()
    boxes.nth(5).check()
    cards = quarters(printed(page))
    assert len(cards) == 4
    assert messages[5] in cards[0]
    page.get_by_role("button", name="Choose all").click()
    expect(page.locator(".pc.is-out")).to_have_count(0)


def test_without_javascript_there_is_nothing_to_choose(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(javascript=False)
    page.goto(urls["real"] + address("topic-postcards", "cy", TOPIC))
    expect(page.locator("main button, main input").filter(visible=True)).to_have_count(0)


def open_mine(watch: Watch, root: str, language: str, stored: object, script: str = "") -> Page:
    page = watch.page()
    text = stored if isinstance(stored, str) else json.dumps(stored)
    page.add_init_script(script or f"localStorage.setItem('briefings-list', {json.dumps(text)})")
    page.goto(root + address("my-postcards", language))
    return page


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, real: Path, urls: dict[str, str]) -> str:
    """Return the address of the site's root: on a server, then in a folder."""
    return urls["real"] if request.param == "http" else real.as_uri() + "/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_reader_saved_becomes_cards(language: str, root: str, watch: Watch) -> None:
    page = open_mine(watch, root, language, SAVED)
    assert page.locator(".pc-say").all_inner_texts() == ["One <i>message</i>.", "Two.", "Three.", "Pedwar.", "Pump."]
    assert page.locator(".pc-from").first.inner_text() == "<b>Not bold</b>"
    expect(page.locator(".pc").first).to_contain_text("One study")
    expect(page.locator(".pc").first).to_contain_text("1 November 2026")
    other = page.locator(f".pc-say[lang={'cy' if language == 'en' else 'en'}]")
    expect(other).to_have_count(2 if language == "en" else 3)
    pdf = check(page)
    found = [code for image in pictures(pdf) for code in codes(image)]
    later, earlier = root + "en/briefings/later.html", root + "cy/papurau-briffio/earlier.html"
    assert found == ([later] * 3 + [earlier] * 2 if root.startswith("http") else [])
    expect(page.get_by_role("checkbox")).to_have_count(5)


def test_a_long_message_is_as_small_on_a_card_of_ones_own(watch: Watch, urls: dict[str, str]) -> None:
    item = {**SAVED["items"]["earlier"], "messages": [LONG["cy"], "Byr."], "title": TITLE["cy"]}
    page = open_mine(watch, urls["real"], "cy", {"version": 1, "items": {"earlier": item}})
    check(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("stored", "script", "name"),
    [
        ({"version": 1, "items": {}}, "", "empty"),
        ("", "localStorage.clear()", "empty"),
        ("{not json", "", "broken"),
        ("null", "", "broken"),
        ("", "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})", "blocked"),
    ],
)
def test_a_list_that_is_empty_or_cannot_be_read_is_said(
    stored: object, script: str, name: str, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = open_mine(watch, urls["real"], language, stored, script)
    shown = page.locator("[data-when]").filter(visible=True)
    expect(shown).to_have_count(1)
    assert shown.get_attribute("data-when") == name
    expect(page.locator(".pc")).to_have_count(0)


def test_the_page_of_ones_own_cards_says_that_it_needs_a_script(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(javascript=False)
    page.goto(urls["real"] + address("my-postcards", "en"))
    said = page.locator("main .inset").filter(visible=True)
    expect(said).to_have_count(1)
    assert said.inner_text().startswith("This page needs JavaScript")
    expect(page.locator("main a[href='topics/index.html']")).to_be_visible()
