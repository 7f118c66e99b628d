"""A reader's own list: saved on a briefing's page, kept in the browser, exported, printed and deleted whole."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from browser.hostile import let_in
from browser.searching import Place
from browser.test_accessibility import SMALL_TARGETS, WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.test_print import printed, stands_on
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES, OTHER
from evidence_briefings.site.addresses import address
from playwright.sync_api import Locator, Page, expect

ONE, TWO, THREE = "connecting-people", "communication-passports", "co-producing-research"
NOW = datetime.combine(date(2026, 11, 21), time(12))
HEADINGS = {
    "en": "Briefing Address Saved-on Read-on Minutes What-I-noted Where-it-applies Rests-on Reviewed",
    "cy": "Papur-briffio",
}
BLOCKED = """
Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""
NO_ROOM_FOR_MORE = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, value) {
  if (name === 'briefings-list' && value.includes('too much')) throw new DOMException('full', 'QuotaExceededError');
  return set.call(this, name, value);
};
"""


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]")


def entry(page: Page, id: str) -> Locator:
    return page.locator(f"[data-entry={id}]")


def field(page: Page, id: str, name: str) -> Locator:
    return entry(page, id).locator(f"[data-in={name}]")


def stored(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("localStorage.getItem('briefings-list')"))["items"]


def save(page: Page, place: Place, *ids: str) -> None:
    """Save briefings on their pages."""
    for id in ids:
        page.goto(place.root + address("briefing", place.language, id))
        page.locator("[data-keep] button").first.click()
        expect(page.locator("[data-keep] button").first).to_have_attribute("aria-pressed", "true")


def go(page: Page, place: Place) -> None:
    page.goto(place.root + address("my-reading", place.language))
    expect(part(page, "tool")).to_be_visible()


def drawn(**entries: dict[str, Any]) -> str:
    """Return a list as JSON; what an entry does not say is filled in."""
    items = {
        id.replace("_", "-"): {
            "id": id.replace("_", "-"),
            "language": "en",
            "title": id,
            "url": f"en/briefings/{id}.html",
            "bottom_line": "It helps.",
            "messages": ["Ask."],
            "stamp": {"applies": "Wales: Applies", "sure": "One study", "reviewed": "1 November 2026"},
            "minutes_to_read": 3,
            "saved": "2026-11-01",
            "read": None,
            "minutes": 0,
            "note": "",
        }
        | given
        for id, given in entries.items()
    }
    return json.dumps({"version": 1, "items": items})


def put(page: Page, text: str) -> None:
    """Put a list into the storage of the page that is open, and open it again."""
    page.evaluate("text => localStorage.setItem('briefings-list', text)", text)
    page.reload()
    expect(part(page, "tool")).to_be_visible()


@pytest.fixture
def page(page: Page) -> Page:
    """Return a page on a day that is known."""
    page.clock.set_fixed_time(NOW)
    return page


@pytest.fixture
def english(urls: dict[str, str]) -> Place:
    """Return the project's own site on a server, in English."""
    return Place(urls["real"], "en")


def test_a_briefing_is_saved_and_stands_on_the_list_with_what_its_page_says(place: Place, page: Page) -> None:
    page.goto(place.root + address("briefing", place.language, ONE))
    button = page.locator("[data-keep] button").first
    before = button.inner_text()
    expect(page.locator("[data-keep] a")).to_be_hidden()
    button.press("Enter")
    expect(page.locator("[data-say]")).not_to_be_empty()
    assert button.inner_text() != before
    kept = stored(page)[ONE]
    assert kept == {
        "id": ONE,
        "language": place.language,
        "text_language": place.language,
        "title": page.locator("h1").inner_text(),
        "url": address("briefing", place.language, ONE),
        "bottom_line": " ".join(page.locator(".lead").inner_text().split()),
        "messages": [" ".join(text.split()) for text in page.locator(".message-text").all_inner_texts()],
        "stamp": {
            "applies": "; ".join(
                f"{nation.locator('dt').inner_text()}: {nation.locator('dd span').inner_text()}"
                for nation in page.locator(".nation").all()
            ),
            "sure": page.locator("#sure .facts-wide dd, #sure .margin dd").first.inner_text(),
            "reviewed": page.locator("#reviewed dd").first.inner_text(),
        },
        "minutes_to_read": int(re.findall(r"\d+", page.locator(".margin-top .facts dd").nth(1).inner_text())[0]),
        "saved": "2026-11-21",
        "read": None,
        "minutes": 0,
        "note": "",
    }
    page.locator("[data-keep] a").click()
    page.wait_for_url("**/" + address("my-reading", place.language))
    expect(field(page, ONE, "title")).to_have_text(kept["title"])
    expect(field(page, ONE, "saved")).to_contain_text("21 Tachwedd 2026" if place.language == "cy" else "21 November")
    field(page, ONE, "title").click()
    page.wait_for_url("**/" + address("briefing", place.language, ONE))
    expect(page.locator("[data-keep] button").first).to_have_attribute("aria-pressed", "true")


def test_the_list_leads_to_the_briefing_in_the_other_language_too(place: Place, page: Page) -> None:
    save(page, place, ONE)
    go(page, place)
    other = OTHER[place.language]
    expect(field(page, ONE, "other")).to_have_attribute("lang", other)
    field(page, ONE, "other").click()
    page.wait_for_url("**/" + address("briefing", other, ONE))
    expect(page.locator("[data-keep] button").first).to_have_attribute("aria-pressed", "true")


def test_the_list_is_the_same_in_both_languages_and_marks_the_titles(place: Place, page: Page) -> None:
    save(page, place, ONE)
    go(page, place)
    page.locator("a.language").click()
    page.wait_for_url("**/" + address("my-reading", OTHER[place.language]))
    expect(field(page, ONE, "title")).to_have_attribute("lang", place.language)


def test_pressing_again_takes_it_off_unless_something_is_noted(english: Place, page: Page) -> None:
    save(page, english, ONE)
    button = page.locator("[data-keep] button").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert stored(page) == {}
    button.click()
    page.get_by_label("I have read this").check()
    button.click()
    expect(page.locator(".keep-said")).to_contain_text("You can remove it in “My reading”")
    assert list(stored(page)) == [ONE]


def test_the_end_of_a_briefing_has_a_tick_for_having_read_it(place: Place, page: Page) -> None:
    page.goto(place.root + address("briefing", place.language, ONE))
    tick = page.locator("p.keep input")
    tick.check()
    kept = stored(page)[ONE]
    assert (kept["read"], kept["minutes"]) == ("2026-11-21", kept["minutes_to_read"])
    # Where the reader is, not at the other end of the page.
    expect(page.locator("p.keep + .keep-said")).to_be_in_viewport()
    tick.uncheck()
    assert stored(page)[ONE]["read"] is None


def test_what_was_saved_is_brought_up_to_a_page_that_has_changed(english: Place, page: Page) -> None:
    save(page, english, ONE)
    page.evaluate("""() => {
      const list = JSON.parse(localStorage.getItem('briefings-list'));
      Object.assign(list.items['connecting-people'], {title: 'Older', note: 'Mine'});
      localStorage.setItem('briefings-list', JSON.stringify(list));
    }""")
    page.reload()
    assert stored(page)[ONE]["title"] == page.locator("h1").inner_text()
    assert stored(page)[ONE]["note"] == "Mine"


def test_ticking_as_read_gives_day_and_minutes_that_can_be_changed(place: Place, page: Page) -> None:
    save(page, place, ONE)
    go(page, place)
    expect(field(page, ONE, "when")).to_be_hidden()
    field(page, ONE, "read").check()
    expect(field(page, ONE, "day")).to_have_value("2026-11-21")
    expect(field(page, ONE, "minutes")).to_have_value(str(stored(page)[ONE]["minutes_to_read"]))
    field(page, ONE, "day").fill("2026-11-03")
    field(page, ONE, "minutes").fill("95")
    page.reload()
    expect(field(page, ONE, "read")).to_be_checked()
    expect(field(page, ONE, "day")).to_have_value("2026-11-03")
    expect(field(page, ONE, "minutes")).to_have_value("95")
    expect(part(page, "sum")).to_contain_text("95")
    expect(part(page, "sum")).to_contain_text("1.58")


@pytest.mark.parametrize("typed", ["-1", "601", "1.5", "1e9"])
def test_minutes_that_cannot_be_are_said_and_not_kept(typed: str, english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(one={"read": "2026-11-02", "minutes": 4}))
    field(page, "one", "minutes").fill(typed)
    expect(field(page, "one", "wrong")).to_have_text("Give whole minutes, from 0 to 600.")
    expect(field(page, "one", "minutes")).to_have_attribute("aria-invalid", "true")
    field(page, "one", "note").fill("Kept all the same")
    field(page, "one", "note").blur()
    assert (stored(page)["one"]["minutes"], stored(page)["one"]["note"]) == (4, "Kept all the same")
    expect(field(page, "one", "minutes")).to_have_value(typed)
    field(page, "one", "minutes").fill("5")
    expect(field(page, "one", "wrong")).to_be_hidden()
    assert stored(page)["one"]["minutes"] == 5


def test_a_note_is_kept_while_it_is_typed_and_the_page_says_so(place: Place, page: Page) -> None:
    save(page, place, ONE)
    go(page, place)
    field(page, ONE, "note").press_sequentially("Dysgais\nlawer")
    expect(field(page, ONE, "kept")).not_to_be_empty()
    assert stored(page)[ONE]["note"] == "Dysgais\nlawer"


def test_a_note_typed_just_before_leaving_is_kept(english: Place, page: Page) -> None:
    save(page, english, ONE)
    go(page, english)
    field(page, ONE, "note").fill("In a hurry")
    page.locator(".brand").click()
    page.wait_for_url("**/" + address("home", "en"))
    assert stored(page)[ONE]["note"] == "In a hurry"


def test_a_period_counts_its_first_and_last_day(english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(
        a={"read": "2026-10-31", "minutes": 10},
        b={"read": "2026-11-01", "minutes": 20},
        c={"read": "2026-11-30", "minutes": 40},
        d={},
    ))  # fmt: skip
    expect(part(page, "sum")).to_have_text("Briefings read: 3. Minutes: 70. In hours: 1.17.")
    part(page, "from").fill("2026-11-01")
    expect(part(page, "sum")).to_have_text("Briefings read: 2. Minutes: 60. In hours: 1.")
    part(page, "to").fill("2026-11-29")
    expect(part(page, "sum")).to_have_text("Briefings read: 1. Minutes: 20. In hours: 0.33.")
    part(page, "to").fill("2026-10-29")
    expect(part(page, "turned")).to_be_visible()


def test_the_order_can_be_chosen(english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(
        a={"saved": "2026-11-03", "read": "2026-11-04"},
        b={"saved": "2026-11-02"},
        c={"saved": "2026-11-01", "read": "2026-11-05"},
    ))  # fmt: skip
    order = "elements => elements.map(element => element.dataset.entry).join('')"
    assert page.locator("[data-entry]").evaluate_all(order) == "abc"
    part(page, "sort").select_option("read")
    assert page.locator("[data-entry]").evaluate_all(order) == "bca"
    # Nothing moves away under the hand that ticks it.
    field(page, "b", "read").check()
    assert page.locator("[data-entry]").evaluate_all(order) == "bca"


def test_one_can_be_removed_and_put_back_with_the_keyboard(english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(a={"note": "Mine"}, b={}))
    page.get_by_role("button", name="Remove: a").press("Enter")
    expect(entry(page, "a")).to_have_count(0)
    assert list(stored(page)) == ["b"]
    expect(part(page, "undo")).to_be_focused()
    expect(part(page, "removed")).to_contain_text("Removed: a")
    page.keyboard.press("Enter")
    expect(field(page, "a", "title")).to_be_focused()
    expect(field(page, "a", "note")).to_have_value("Mine")
    assert stored(page)["a"]["note"] == "Mine"


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        part(page, name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


NOTES = [
    "One line",
    "Two\nlines, and\n\na gap",
    'Quotes "here", commas, tab\tŵ ŷ 🙂',
    '=HYPERLINK("http://x")',
    "+1", "-1", "@x", " =1",
    "<img src=x onerror=window.__hit=1>",
]  # fmt: skip


def test_the_csv_file_holds_the_whole_list_and_runs_nothing(place: Place, page: Page) -> None:
    go(page, place)
    given = {f"r{number}": {"note": note, "minutes": number} for number, note in enumerate(NOTES)}
    given["r1"] |= {"read": "2026-11-09", "minutes": 7}
    put(page, drawn(**given))
    name, data = downloaded(page, "csv")
    assert name == {"en": "my-reading", "cy": "fy-narllen"}[place.language] + "-2026-11-21.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert rows[0][0].replace(" ", "-") == HEADINGS[place.language].split()[0]
    assert len({len(row) for row in rows}) == 1
    by_title = {row[0]: row for row in rows[1:]}
    guarded = {note: f"'{note}" if note.strip()[0] in "=+-@" else note for note in NOTES}
    assert {title: row[5] for title, row in by_title.items()} == {
        f"r{number}": guarded[note] for number, note in enumerate(NOTES)
    }
    path = "en/briefings/r1.html"
    here = place.root + path if place.root.startswith("http") else path
    assert by_title["r1"] == [
        "r1", here, "2026-11-01", "2026-11-09", "7", NOTES[1], "Wales: Applies", "One study", "1 November 2026",
    ]  # fmt: skip
    assert by_title["r0"][3:5] == ["", ""]


def test_a_backup_brings_the_list_to_another_browser_and_loses_nothing_there(
    english: Place, page: Page, watch: Watch
) -> None:
    go(page, english)
    put(page, drawn(a={"note": "From here", "read": "2026-11-02", "minutes": 9}, b={}))
    name, data = downloaded(page, "backup")
    assert name == "my-reading-2026-11-21.json"
    there = watch.page()
    go(there, english)
    expect(part(there, "none")).to_be_visible()
    file = {"name": name, "mimeType": "application/json", "buffer": data}
    part(there, "file").set_input_files([file])  # type: ignore[list-item]
    expect(part(there, "brought")).to_have_text("Brought back. New here: 2. Here already: 0.")
    field(there, "a", "note").fill("From there")
    part(there, "file").set_input_files([file])  # type: ignore[list-item]
    expect(part(there, "brought")).to_have_text("Brought back. New here: 0. Here already: 2.")
    expect(field(there, "a", "note")).to_have_value("From there\n\nFrom here")
    assert stored(there)["a"]["minutes"] == 9


@pytest.mark.parametrize("text", ["", "not JSON", "[]", '{"version": 9, "items": {}}'])
def test_a_file_that_is_no_backup_changes_nothing(text: str, english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(a={}))
    file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    part(page, "file").set_input_files([file])  # type: ignore[list-item]
    expect(part(page, "brought")).to_contain_text("Nothing was changed")
    assert list(stored(page)) == ["a"]


@pytest.mark.parametrize("javascript_colours", ["light", "dark"])
def test_the_printed_record_has_every_note_in_full(javascript_colours: str, place: Place, watch: Watch) -> None:
    page = watch.page(color_scheme=javascript_colours)
    go(page, place)
    long = "\n".join(f"Line {number} of a long reflection, with some words to fill it." for number in range(120))
    put(page, drawn(
        a={"title": "The first one", "read": "2026-11-02", "minutes": 30, "note": long},
        b={"title": "The second one", "read": "2026-11-03", "minutes": 5, "note": "Short"},
        c={"title": "Out of the period", "read": "2026-01-03"},
        d={"title": "Not read at all"},
    ))  # fmt: skip
    part(page, "from").fill("2026-11-01")
    sheets = printed(page)
    for text in ("The first one", "The second one", "Short", "0.58", *long.split("\n")):
        assert stands_on(sheets, text), text
    whole = "".join(sheets)
    for text in ("Out of the period", "Not read at all", page.locator("h1").inner_text()):
        assert text.replace(" ", "") not in whole
    assert len(sheets) > 2
    part(page, "unread").check()
    assert stands_on(printed(page), "Not read at all")


def test_everything_of_this_site_is_deleted_once_that_is_confirmed(english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(a={}))
    page.evaluate("""async () => {
      localStorage.setItem('briefings-colours', 'dark');
      localStorage.setItem('elsewhere', 'x');
      await caches.open('briefings-1');
      await caches.open('elsewhere');
    }""")
    part(page, "forget").click()
    expect(part(page, "forget-not")).to_be_focused()
    page.keyboard.press("Escape")
    expect(part(page, "dialog")).to_be_hidden()
    assert list(stored(page)) == ["a"]
    part(page, "forget").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(part(page, "gone")).to_have_text("Deleted from this browser: briefings-colours, briefings-list, briefings-1")
    expect(part(page, "gone")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage)") == ["elsewhere"]
    assert page.evaluate("caches.keys()") == ["elsewhere"]
    expect(part(page, "none")).to_be_visible()
    page.reload()
    assert page.evaluate("Object.keys(localStorage)") == ["elsewhere"]


def test_it_can_be_deleted_from_a_folder_too(page: Page, real: Path) -> None:
    place = Place(real.as_uri() + "/", "cy")
    save(page, place, ONE)
    go(page, place)
    part(page, "forget").click()
    part(page, "forget-all").click()
    expect(part(page, "gone")).to_have_text("Wedi'u dileu o'r porwr hwn: briefings-list")
    part(page, "forget").click()
    part(page, "forget-all").click()
    expect(part(page, "gone")).to_have_text("Nid oedd dim i'w ddileu.")


def test_a_browser_that_keeps_nothing_is_told_of_at_once(place: Place, watch: Watch) -> None:
    page = watch.page()
    page.add_init_script(BLOCKED)
    go(page, place)
    expect(part(page, "blocked")).to_be_visible()
    expect(part(page, "none")).to_be_hidden()
    page.goto(place.root + address("briefing", place.language, ONE))
    button = page.locator("[data-keep] button").first
    button.click()
    expect(page.locator("p.keep-said[role=alert]")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.locator("p.keep input").click()
    expect(page.locator("p.keep input")).not_to_be_checked()


def test_a_browser_without_room_is_told_of_at_once(place: Place, watch: Watch) -> None:
    page = watch.page()
    page.add_init_script(FULL)
    go(page, place)
    expect(part(page, "full")).to_be_visible()
    page.goto(place.root + address("briefing", place.language, ONE))
    page.locator("[data-keep] button").first.click()
    expect(page.locator("p.keep-said[role=alert]")).to_be_visible()
    expect(page.locator("[data-keep] button").first).to_have_attribute("aria-pressed", "false")


def test_what_there_is_no_room_for_is_not_lost_from_the_screen(english: Place, page: Page) -> None:
    page.add_init_script(NO_ROOM_FOR_MORE)
    go(page, english)
    put(page, drawn(a={"note": "Before"}, b={}))
    field(page, "a", "note").fill("This is too much")
    expect(part(page, "full")).to_be_visible()
    expect(part(page, "unkept")).to_be_visible()
    expect(field(page, "a", "kept")).to_have_text("Not kept.")
    assert stored(page)["a"]["note"] == "Before"
    field(page, "b", "note").fill("Another")
    field(page, "b", "note").blur()
    expect(field(page, "a", "note")).to_have_value("This is too much")
    rows = list(csv.reader(io.StringIO(downloaded(page, "csv")[1].decode("utf-8-sig"), newline="")))
    assert {row[0]: row[5] for row in rows[1:]} == {"a": "This is too much", "b": "Another"}
    field(page, "a", "note").fill("This is less")
    field(page, "a", "note").blur()
    expect(part(page, "full")).to_be_hidden()
    assert {id: one["note"] for id, one in stored(page).items()} == {"a": "This is less", "b": "Another"}


@pytest.mark.parametrize("text", ["{broken", '{"version":1,"items":{"a":{"id":"a","note":"Mine"}}}', "null"])
def test_what_cannot_be_read_is_put_aside_and_can_be_had(text: str, english: Place, page: Page) -> None:
    go(page, english)
    put(page, text)
    expect(part(page, "aside")).to_be_visible()
    with page.expect_download() as waiting:
        part(page, "asides").locator("button").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == text
    assert waiting.value.suggested_filename == "briefings-list-aside-1.txt"
    save(page, english, ONE)
    go(page, english)
    expect(part(page, "aside")).to_be_visible()
    assert page.evaluate("localStorage.getItem('briefings-list-aside-1')") == text
    assert list(stored(page)) == [ONE]


def test_two_tabs_show_and_keep_one_list(english: Place, page: Page) -> None:
    go(page, english)
    put(page, drawn(a={}, b={}))
    other = page.context.new_page()
    go(other, english)
    field(page, "a", "note").fill("Half a sentence")
    field(other, "b", "read").check()
    expect(field(page, "b", "read")).to_be_checked()
    expect(field(page, "a", "note")).to_have_value("Half a sentence")
    field(page, "a", "note").blur()
    expect(field(other, "a", "note")).to_have_value("Half a sentence")
    other.goto(english.root + address("briefing", "en", ONE))
    other.locator("[data-keep] button").first.click()
    expect(entry(page, ONE)).to_be_visible()
    page.get_by_role("button", name=re.compile("Remove: Connecting")).click()
    expect(other.locator("[data-keep] button").first).to_have_attribute("aria-pressed", "false")


def test_a_stored_text_stays_a_text_and_a_stored_address_is_not_followed(page: Page, sites: dict[str, Path]) -> None:
    root = sites["hostile"].as_uri() + "/"
    hostile = list(let_in(sites["hostile"]).items())[:12]
    for id, _ in hostile:
        page.goto(root + address("briefing", "en", id))
        page.locator("[data-keep] button").first.click()
    go(page, Place(root, "en"))
    titles = page.locator("[data-in=title][id]").all_inner_texts()
    assert {" ".join(title.split()) for title in titles} == {" ".join(text.split()) for _, text in hostile}
    harm = "<img src=x onerror=window.__hit=1>"
    put(page, drawn(a={"title": harm, "note": harm, "url": "javascript:window.__hit=1", "read": "2026-11-02"}))
    assert page.locator(".mine :is(img, script, iframe)").count() == 0
    assert field(page, "a", "title").get_attribute("href") == "../en/briefings/a.html"
    page.evaluate("window.print = () => {}")
    part(page, "print").click()
    assert page.evaluate("window.__hit") is None


def test_the_whole_way_works_with_the_keyboard_alone(place: Place, page: Page) -> None:
    page.goto(place.root + address("briefing", place.language, ONE))

    def tab_to(target: Locator) -> None:
        for _ in range(200):
            if target.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(target)

    tab_to(page.locator("[data-keep] button").first)
    page.keyboard.press("Space")
    tab_to(page.locator("[data-keep] a"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + address("my-reading", place.language))
    tab_to(field(page, ONE, "read"))
    page.keyboard.press("Space")
    tab_to(field(page, ONE, "minutes"))
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    tab_to(field(page, ONE, "note"))
    page.keyboard.type("Typed")
    tab_to(part(page, "csv"))
    with page.expect_download():
        page.keyboard.press("Enter")
    assert (stored(page)[ONE]["minutes"], stored(page)[ONE]["note"]) == (12, "Typed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_wrong_with_a_list_whatever_is_open(
    language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(reduced_motion="reduce")
    go(page, Place(urls["real"], language))
    put(page, drawn(
        a={"title": "A title", "read": "2026-11-02", "minutes": 30, "note": "Noted"},
        b={"title": "Teitl", "language": "cy"},
        c={"title": "Gone"},
    ))  # fmt: skip
    load_axe(page)
    field(page, "a", "minutes").fill("9999")
    field(page, "c", "remove").click()
    found: dict[str, list[str]] = {}
    for state in ("list", "dialog"):
        if state == "dialog":
            part(page, "forget").click()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                if wrong := violations(page):
                    found[f"{state} {width} {scheme}"] = wrong
            if state == "list" and (small := page.evaluate(SMALL_TARGETS)):
                found[f"small {width}"] = small
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_wrong_with_what_a_briefing_offers(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=390, reduced_motion="reduce")
    page.goto(urls["real"] + address("briefing", language, ONE))
    page.locator("[data-keep] button").first.click()
    load_axe(page)
    assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (1280, "200%")])
def test_a_full_list_never_scrolls_sideways(
    width: int, text: str, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width)
    go(page, Place(urls["real"], language))
    put(page, drawn(a={"title": "Hunangyflogedigaeth " * 4, "read": "2026-11-02", "note": "x" * 300}, b={}))
    field(page, "b", "remove").click()
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_page_says_what_it_needs(language: str, watch: Watch, real: Path) -> None:
    page = watch.page(javascript=False)
    page.goto((real / address("my-reading", language)).as_uri())
    expect(page.locator("noscript .inset")).to_be_visible()
    expect(part(page, "tool")).to_be_hidden()
    page.goto((real / address("briefing", language, ONE)).as_uri())
    assert page.locator("[data-keep]").inner_text() == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_when_the_buttons_come(width: int, language: str, watch: Watch, urls: dict[str, str]) -> None:
    tops = []
    for is_held in (True, False):
        page = watch.page(width=width)
        page.add_init_script("delete Navigator.prototype.share;")
        if is_held:
            page.route("**/keep.js", lambda route: route.fulfill(body=""))
        page.goto(urls["real"] + address("briefing", language, ONE))
        assert page.locator("[data-keep] button").count() == (0 if is_held else 2)
        tops.append(page.evaluate("document.querySelector('#sure').getBoundingClientRect().top"))
    assert abs(tops[0] - tops[1]) < 1
