"""The other forms of a briefing as readers print them: every text, no line cut, on as many sheets as they promise."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from browser.showcase import SOME_BRIEFING
from browser.test_print import squeezed, stands_on
from browser.watching import Watch
from evidence_briefings.content.corpus import read_corpus
from evidence_briefings.content.localised import LANGUAGES, Localised
from evidence_briefings.content.model import Briefing
from evidence_briefings.site.addresses import address
from evidence_briefings.site.products import PRODUCTS, VOICES, fit, for_leaders, length
from playwright.sync_api import Page
from pypdf import PdfReader
from tiny import PROJECT, TODAY

ONE_SIDE = ("card", "leaders", "supervision")
SMALLEST = {"plain": 9.9, "team": 9.9, "large-print": 15.9}
"""The smallest type on paper, in pt, where it is not that of a sheet on one side."""
SMALLEST_ON_ONE_SIDE = 8.9
EDGE = 28
"""No word stands nearer to the edge of a sheet than this, in pt (10 mm): printers cannot print there."""


@pytest.fixture(scope="module")
def records() -> dict[str, Briefing]:
    """Return the project's own records by id."""
    return dict(read_corpus(PROJECT / "briefings", today=TODAY).briefings)


@pytest.fixture(scope="module")
def some(records: dict[str, Briefing]) -> list[str]:
    """Return the ids of the shortest and the longest of the project's own records, and of one programme."""
    by_length = sorted(records, key=lambda name: len(records[name].model_dump_json()))
    return list(dict.fromkeys([by_length[0], by_length[-1], SOME_BRIEFING]))


def pdf_of(page: Page, url: str) -> bytes:
    page.goto(url)
    return page.pdf(format="A4", prefer_css_page_size=True)


def sheets_of(pdf: bytes) -> list[Any]:
    """Return the sheets of a PDF with the words and signs on each."""
    return list(pdfplumber.open(io.BytesIO(pdf)).pages)


def words_on(pdf: bytes) -> list[str]:
    """Return the squeezed words of each sheet in the order of the page; two columns are not read across."""
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


def texts_on(form: str, briefing: Briefing) -> list[Localised]:
    """Return every text of a record that a form must hold."""
    evidence, plain, leaders = briefing.evidence, briefing.plain, briefing.leaders
    bottom_line, messages = briefing.bottom_line, [message.text for message in briefing.messages]
    voices = [voice.said or voice.quote for voice in briefing.voices]
    caution = [briefing.relevance.applies_to["wales"].note, evidence.limitations[0]]
    cautions = [*caution, *evidence.limitations, *evidence.disagreements]
    in_plain_words = [] if plain is None else [plain.about, *plain.found, *plain.means, *plain.ask]
    to_leaders = [] if leaders is None else [leaders.outcome, leaders.cost, leaders.decision]
    for_them = [message.text for message in for_leaders(briefing)]
    talk = [bottom_line, *messages, *briefing.questions]
    more = [*evidence.unclear, *(source.note for source in briefing.sources), *voices, *in_plain_words, *to_leaders]
    found: dict[str, list[Localised | None]] = {
        "card": [bottom_line, *messages, *caution],
        "leaders": [*(to_leaders or [bottom_line]), *for_them, *voices[:VOICES], *caution],
        "plain": [*(in_plain_words or [bottom_line])],
        "supervision": [*talk],
        "team": [*talk, *cautions],
        "large-print": [*talk, *cautions, *more],
    }
    return [briefing.title, *(text for text in found[form] if text is not None)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", PRODUCTS)
def test_a_printed_form_holds_every_text_and_cuts_no_line(
    form: str, language: str, page: Page, real: Path, records: dict[str, Briefing], some: list[str]
) -> None:
    for id in some:
        pdf = pdf_of(page, (real / address(form, language, id)).as_uri())
        sheets, on_paper = sheets_of(pdf), words_on(pdf)
        texts = [text.best(language)[0] for text in texts_on(form, records[id])]
        assert [text for text in texts if not stands_on(on_paper, text)] == [], id
        assert [sheet.page_number for sheet in sheets if not sheet.extract_text().strip()] == [], f"{id}: empty"
        outside = [
            (sheet.page_number, word["text"])
            for sheet in sheets
            for word in sheet.extract_words()
            if word["x0"] < EDGE
            or word["x1"] > sheet.width - EDGE
            or word["top"] < EDGE
            or word["bottom"] > sheet.height - EDGE
        ]
        assert outside == [], id
        smallest = min(sign["size"] for sheet in sheets for sign in sheet.chars if sign["text"].strip())
        assert smallest >= SMALLEST.get(form, SMALLEST_ON_ONE_SIDE), id


def fullest_of_each_size(form: str, shown: list[Briefing], language: str) -> list[Briefing]:
    """Return the record that takes the most room in each size of type in which a form is printed."""
    by_room = sorted(shown, key=lambda briefing: length(form, briefing, language))
    return list({fit(form, briefing, language).size: briefing for briefing in by_room}.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ONE_SIDE)
def test_what_is_to_fit_on_one_side_does_for_the_fullest_records(
    form: str, language: str, page: Page, real: Path, records: dict[str, Briefing]
) -> None:
    sheets = {}
    shown = [briefing for briefing in records.values() if briefing.is_shown]
    fullest = sorted(shown, key=lambda briefing: length(form, briefing, language), reverse=True)[:15]
    for briefing in [*fullest, *fullest_of_each_size(form, shown, language)]:
        pdf = pdf_of(page, (real / address(form, language, briefing.id)).as_uri())
        sheets[briefing.id] = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert {id: count for id, count in sheets.items() if count != 1} == {}


@pytest.mark.parametrize("form", PRODUCTS)
def test_a_form_of_a_record_with_every_block_is_whole_in_dark_colours_and_without_javascript(
    form: str, watch: Watch, sites: dict[str, Path]
) -> None:
    page = watch.page(javascript=False, color_scheme="dark")
    pdf = pdf_of(page, (sites["showcase"] / address(form, "cy", "untranslated")).as_uri())
    record = read_corpus(sites["showcase"].parent / "briefings", today=TODAY).briefings["untranslated"]
    sheets, on_paper = sheets_of(pdf), words_on(pdf)
    texts = [text.original for text in texts_on(form, record)]
    assert [text for text in texts if not stands_on(on_paper, text)] == []
    assert {sign["non_stroking_color"] for sheet in sheets for sign in sheet.chars if sign["text"].strip()} <= {
        (0,),
        (0.0,),
        (0, 0, 0),
        (0.0, 0.0, 0.0),
        (0.2, 0.2, 0.2),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_a_team_meeting_begins_a_sheet_that_lies_on_its_side(
    language: str, page: Page, real: Path, some: list[str]
) -> None:
    for id in some:
        sheets = sheets_of(pdf_of(page, (real / address("team", language, id)).as_uri()))
        headings = [heading for heading in page.locator(".slide > h2").all_inner_texts() if heading]
        assert all(sheet.width > sheet.height for sheet in sheets)
        begins = [sheet.extract_text().splitlines()[0] for sheet in sheets]
        assert [heading for heading in headings[1:] if heading not in begins] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supervision_sheet_leaves_room_to_write_on(
    language: str, page: Page, real: Path, records: dict[str, Briefing]
) -> None:
    for id in (max(records, key=lambda name: len(records[name].questions)), SOME_BRIEFING):
        (sheet,) = sheets_of(pdf_of(page, (real / address("supervision", language, id)).as_uri()))
        lines = {round(edge["top"]) for edge in sheet.edges if edge["orientation"] == "h" and edge["width"] > 400}
        assert len(lines) >= 5, id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["copied", "in a folder"])
def test_a_printed_form_says_where_it_stands_when_it_was_read_on_a_server(
    name: str, language: str, page: Page, real: Path, urls: dict[str, str]
) -> None:
    path = address("card", language, SOME_BRIEFING)
    url = urls["real"] + path if name == "copied" else (real / path).as_uri()
    (on_paper,) = words_on(pdf_of(page, url))
    assert (squeezed(url) in on_paper) is (name == "copied")
    assert "file:" not in on_paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_between_a_briefing_and_its_forms_is_short_without_javascript(
    language: str, watch: Watch, real: Path
) -> None:
    page = watch.page(javascript=False)
    page.goto((real / address("briefing", language, SOME_BRIEFING)).as_uri())
    page.locator(f".take a[href$='{Path(address('team', language, SOME_BRIEFING)).name}']").nth(0).click()
    header = page.locator("header nav a")
    assert header.count() == len(PRODUCTS)
    header.nth(PRODUCTS.index("large-print")).click()
    assert page.url.endswith(address("large-print", language, SOME_BRIEFING))
    page.locator("header .masthead-link").first.click()
    assert page.url.endswith(address("briefing", language, SOME_BRIEFING))


def test_a_form_is_light(real: Path, records: dict[str, Briefing]) -> None:
    """All but the words of the record: head, header, stamp."""
    for form in PRODUCTS:
        if form != "large-print":
            for language in LANGUAGES:
                for id, briefing in records.items():
                    html = (real / address(form, language, id)).read_text("utf-8")
                    words = sum(len(text.best(language)[0].encode()) for text in texts_on(form, briefing))
                    assert len(html.encode()) - words <= 9000, (form, id)
