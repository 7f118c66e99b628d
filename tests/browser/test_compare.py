"""Records side by side: what stands in the address is compared, wherever the site stands, and can be taken away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser.searching import Place, part
from browser.test_accessibility import load_axe, violations
from browser.watching import Watch
from evidence_briefings.site.addresses import address
from evidence_briefings.site.compare_files import comparer_links
from evidence_briefings.site.comparing import Comparer
from evidence_briefings.site.wording import Wording
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from tiny import corpus_of

CHOSEN = ("untranslated", "half", "small-3", "example")
"""A programme with every rating, and three records of other kinds."""
CELLS = """table => [...table.rows].map(row => [...row.cells].map(cell =>
  [...(cell.querySelectorAll('p').length ? cell.querySelectorAll('p') : [cell])].map(line =>
    [line.textContent.replace(/\\s+/g, ' ').trim(), line.className, line.querySelector('a')?.href ?? '',
     line.querySelector('[lang]')?.lang ?? '']).filter(line => line[0])))"""


def go(page: Page, root: str, *ids: str, language: str = "en", more: str = "") -> None:
    query = "&".join([*(f"id={id}" for id in ids), *filter(None, [more])])
    page.goto(f"{root}{address('compare', language)}{query and '?' + query}")
    expect(part(page, "tool")).to_be_visible()
    expect(part(page, "count")).not_to_be_empty()


def table(page: Page) -> Locator:
    return page.locator("#compare-table")


def columns(page: Page) -> list[str]:
    """Return the ids of the records that are compared, in order."""
    expect(table(page)).to_be_visible()
    return [record_of(link) for link in table(page).locator("thead a").all()]


def record_of(link: Locator) -> str:
    return str(link.get_attribute("href")).split("/")[-1].removesuffix(".html")


def ids_in(url: str) -> list[str]:
    return re.findall(r"id=([a-z0-9-]+)", url)


@pytest.fixture
def showcase(urls: dict[str, str]) -> str:
    return urls["showcase"]


def test_the_address_says_what_is_compared_on_a_server_and_in_a_folder(place: Place, page: Page) -> None:
    go(page, place.root, "connecting-people", "communication-passports", language=place.language)
    assert columns(page) == ["connecting-people", "communication-passports"]
    page.reload()
    assert columns(page) == ["connecting-people", "communication-passports"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_script_makes_the_same_table_as_the_ready_made_page(language: str, page: Page, showcase: str) -> None:
    for topic in ("children-and-families", "fostering"):
        page.goto(showcase + address("topic-compared", language, topic))
        found = page.locator("table.compare").filter(has=page.locator("thead th:nth-child(3)"))
        ready = [(each.evaluate(CELLS), each.locator("thead a").all()) for each in found.all()]
        asked = [[record_of(link) for link in links] for _, links in ready]
        for (cells, _), ids in zip(ready, asked, strict=True):
            go(page, showcase, *ids, language=language)
            assert columns(page) == ids
            assert table(page).evaluate(CELLS) == cells


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_script_puts_every_answer_where_python_puts_it(
    language: str, page: Page, sites: dict[str, Path], wording: Mapping[str, Wording]
) -> None:
    corpus = corpus_of(sites["showcase"].parent)
    links = comparer_links(language)
    comparer = Comparer(corpus.vocabularies, corpus.schemes, wording[language], links)
    expected = []
    for heading, rows in comparer.table([corpus.briefings[id] for id in CHOSEN]):
        expected.append([[heading]])
        for row in rows:
            label = row.label if row.context is None else f"{row.label} {row.context.label}: {row.context.text}"
            lines = [[f"{line.label}: {line.text}" if line.label else line.text for line in cell] for cell in row.cells]
            expected.append([[label], *lines])
    go(page, sites["showcase"].as_uri() + "/", *CHOSEN, language=language)
    assert columns(page) == list(CHOSEN)
    found = [[[line[0] for line in cell] for cell in row] for row in table(page).evaluate(CELLS)]
    assert found[1:] == [[[" ".join(line.split()) for line in cell] for cell in row] for row in expected]


def test_four_different_things_are_told_apart_in_words(page: Page, showcase: str) -> None:
    go(page, showcase, *CHOSEN)
    assert columns(page) == list(CHOSEN)
    words = table(page).inner_text()
    gaps = ("Not reported", "Not rated by this scheme", "Not rated for this", "Not asked here")
    for said in (*gaps, "No effect.", "Harmful.", "Not known.", "Not rated."):
        assert said in words
    row = table(page).locator("tr", has_text="Evidence 4 Impact")
    assert [text.split("Rated for: ")[1] for text in row.locator("th").all_inner_texts()] == [
        "Primary school",
        "Secondary school",
    ]


def test_what_is_wrong_with_the_address_is_said_and_the_rest_compared(page: Page, showcase: str) -> None:
    ids = ("untranslated", "nowhere", "small-1", "small-1", "<b>x", "half", "example", "small-3")
    go(page, showcase, *ids)
    assert columns(page) == ["untranslated", "small-1", "half", "example"]
    notes = part(page, "notes")
    expect(notes).to_contain_text("“nowhere”")
    expect(notes).to_contain_text("“<b>x”")
    expect(notes).to_contain_text("named twice")
    expect(notes).to_contain_text("Left out: Small record 3")


@pytest.mark.parametrize("word", ["constructor", "__proto__", "toString"])
def test_a_word_of_the_language_is_no_record(word: str, page: Page, showcase: str) -> None:
    go(page, showcase, "half", word, "small-1")
    assert columns(page) == ["half", "small-1"]
    expect(part(page, "notes")).to_contain_text(word)


def test_one_is_not_enough_and_the_page_says_so(page: Page, showcase: str) -> None:
    go(page, showcase, "half")
    expect(part(page, "one")).to_be_visible()
    expect(part(page, "result")).to_be_hidden()


def test_records_are_added_moved_and_removed_with_the_keyboard_alone(page: Page, showcase: str) -> None:
    go(page, showcase, "half")
    page.locator("#add").focus()
    page.keyboard.type("SMALL record 12")
    expect(part(page, "found")).to_have_text("Briefings found: 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert columns(page) == ["half", "small-12"]
    expect(page.locator("#add")).to_be_focused()
    expect(page.locator("[data-say]")).to_contain_text("Added: Small record 12")
    page.get_by_role("button", name="Move earlier: Small record 12").press("Enter")
    expect(page.get_by_role("button", name="Move later: Small record 12")).to_be_focused()
    assert columns(page) == ["small-12", "half"]
    assert ids_in(page.url) == ["small-12", "half"]
    page.get_by_role("button", name="Remove: Small record 12").press("Enter")
    expect(part(page, "result")).to_be_hidden()
    assert ids_in(page.url) == ["half"]


def test_no_more_than_four_can_be_added(page: Page, showcase: str) -> None:
    go(page, showcase, *CHOSEN[:3])
    page.locator("#add").fill("example")
    part(page, "titles").locator("button").first.click()
    assert columns(page) == ["untranslated", "half", "small-3", "example"]
    expect(part(page, "adding")).to_be_hidden()
    expect(page.locator("[data-say]")).to_contain_text("You have chosen 4")


def test_accents_do_not_matter_for_finding_a_title(page: Page, showcase: str) -> None:
    go(page, showcase, language="cy")
    page.locator("#add").fill("gyfieithú")
    expect(part(page, "titles").locator("button")).to_have_count(1)


@pytest.mark.parametrize("where", ["server", "folder"])
def test_back_and_forward_lead_through_what_was_compared(
    where: str, page: Page, showcase: str, sites: dict[str, Path]
) -> None:
    go(page, showcase if where == "server" else sites["showcase"].as_uri() + "/", "half", "example")
    page.locator("#add").fill("small record 44")
    part(page, "titles").locator("button").click()
    assert columns(page) == ["half", "example", "small-44"]
    page.go_back()
    expect(table(page).locator("thead a")).to_have_count(2)
    assert columns(page) == ["half", "example"]
    page.go_forward()
    expect(table(page).locator("thead a")).to_have_count(3)
    page.reload()
    assert columns(page) == ["half", "example", "small-44"]


def test_the_other_language_compares_the_same(page: Page, showcase: str) -> None:
    go(page, showcase, "half", "example")
    page.locator("a.language").click()
    page.wait_for_url("**/cy/cymharu.html**")
    assert columns(page) == ["half", "example"]


def test_only_the_rows_that_differ_are_shown_when_asked(page: Page, showcase: str) -> None:
    go(page, showcase, "small-1", "small-4")
    assert columns(page) == ["small-1", "small-4"]
    same = table(page).get_by_role("rowheader", name="Rests on")
    rated = table(page).get_by_role("rowheader", name="EIF evidence strength")
    expect(same).to_be_visible()
    page.get_by_label("Show only the rows that differ").check()
    expect(same).to_be_hidden()
    expect(rated).to_be_visible()
    assert "differ=1" in page.url
    page.reload()
    assert columns(page) == ["small-1", "small-4"]
    expect(table(page).get_by_role("rowheader", name="Rests on")).to_be_hidden()


def downloaded(page: Page, button: Locator) -> tuple[str, list[list[str]]]:
    with page.expect_download() as waiting:
        button.click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return waiting.value.suggested_filename, list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_can_be_taken_away_as_csv(place: Place, page: Page) -> None:
    go(page, place.root, "connecting-people", "communication-passports", language=place.language)
    titles = table(page).locator("thead a").all_inner_texts()
    name, rows = downloaded(page, page.locator("[data-csv]"))
    assert name == "connecting-people_communication-passports.csv"
    assert rows[0][1:] == titles
    assert len(rows) == table(page).locator("tr").count() + 1
    assert {len(row) for row in rows} == {3}
    free = next(row for row in rows if "<https://www.sscr.nihr.ac.uk" in row[1])
    assert "\n" in free[1]
    assert rows[-1][0] == " ".join(page.locator(".compare-caveat").inner_text().split())


def test_csv_holds_rows_that_are_not_shown_too(page: Page, showcase: str) -> None:
    go(page, showcase, "small-1", "small-4", more="differ=1")
    columns(page)
    _, rows = downloaded(page, page.locator("[data-csv]"))
    assert "Rests on" in [row[0] for row in rows]


def test_a_ready_made_table_can_be_taken_away_as_csv(page: Page, showcase: str) -> None:
    page.goto(showcase + address("topic-compared", "en", "children-and-families"))
    name, rows = downloaded(page, page.locator("[data-csv]").first)
    assert name == "untranslated_bare_measured.csv"
    assert [row[:2] for row in rows if row[0] == "Training"] == [["Training", "Two days and a follow-up"]]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@cmd", "\t=1", " =HYPERLINK()"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str, page: Page, showcase: str) -> None:
    go(page, showcase, "half", "example")
    columns(page)
    table(page).locator("td p").first.evaluate("(line, text) => line.textContent = text", text)
    _, rows = downloaded(page, page.locator("[data-csv]"))
    assert rows[2][1] == "'" + text.strip()


def test_texts_that_try_to_do_harm_stay_texts(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["hostile"])
    manifest = page.request.get(urls["hostile"] + "compare/en/manifest.js").text()
    ids = re.findall(r'\["([a-z0-9-]+)","', manifest.split('"records":')[1].split('"order"')[0])[:4]
    go(page, urls["hostile"], *ids)
    assert columns(page) == ids
    assert page.locator("#compare-table :is(script, img, iframe, style, b, i)").count() == 0


def test_four_columns_print_on_a4_landscape_with_their_names_on_every_sheet(page: Page, showcase: str) -> None:
    go(page, showcase, *CHOSEN)
    columns(page)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in sheets} == {(842, 595)}
    words = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    with_table = [text for text in words if "Not asked here" in text or "Not rated" in text]
    assert with_table
    for text in with_table:
        assert "A visiting programme for new parents" in text
        assert "An example from practice" in text
    whole = " ".join(words)
    for said in ("Harmful. There are signs that it can do harm.", "Price year: 2018", "£100 to £200.50"):
        assert said in whole
    assert "Add a briefing" not in whole
    wide = "document.querySelector('#compare-table').getBoundingClientRect().right - document.body.clientWidth"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 700})  # 273 mm
    assert page.evaluate(wide) <= 0


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (1280, "200%")])
def test_what_is_compared_never_makes_the_page_scroll_sideways(
    width: int, text: str, watch: Watch, showcase: str
) -> None:
    page = watch.page(width=width)
    go(page, showcase, *CHOSEN, language="cy")
    columns(page)
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_a_phone_each_answer_says_whose_it_is(watch: Watch, showcase: str) -> None:
    page = watch.page(width=390)
    go(page, showcase, "half", "example")
    columns(page)
    cells = table(page).locator("tbody tr:nth-child(2) td .compare-of")
    assert cells.first.is_visible()
    assert cells.first.inner_text() == "Half of this is translated"


def test_axe_finds_nothing_wrong_with_a_table_and_titles_to_choose(watch: Watch, showcase: str) -> None:
    page = watch.page()
    found = {}
    for language in ("en", "cy"):
        go(page, showcase, *CHOSEN[:3], "nowhere", language=language)
        columns(page)
        page.locator("#add").fill("re" if language == "en" else "co")
        load_axe(page)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                if wrong := violations(page):
                    found[f"{language} {width} {scheme}"] = wrong
    assert found == {}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_without_javascript_the_page_leads_to_the_ready_made_tables(language: str, watch: Watch, real: Path) -> None:
    page = watch.page(javascript=False)
    page.goto(real.as_uri() + "/" + address("compare", language) + "?id=connecting-people")
    expect(page.locator("noscript .inset")).to_be_visible()
    expect(part(page, "tool")).to_be_hidden()
    page.locator(".topics a").first.click()
    expect(page.locator("table.compare").first).to_be_visible()
    assert page.locator("button:visible").count() == page.locator("header button:visible").count()


def test_a_file_that_is_missing_is_said_and_the_ready_made_tables_stay(watch: Watch, showcase: str) -> None:
    page = watch.page()
    page.route("**/compare/en/*-*.js", lambda route: route.abort())
    page.goto(showcase + address("compare", "en") + "?id=half&id=example")
    expect(page.locator("[data-unless-comparing]")).to_be_visible()
    expect(part(page, "result")).to_be_hidden()
    expect(page.locator(".topics a").first).to_be_visible()
    watch.complaints.clear()  # the browser notes what did not arrive
