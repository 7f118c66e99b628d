"""The page of a programme: its table on every screen, its pictures within their frames, its steps without styles."""

from __future__ import annotations

import pytest
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address

PHONE, NARROW, DESKTOP = 390, 320, 1280
OUTSIDE = """() => [...document.querySelectorAll('.forest svg *')].filter(mark => {
  const frame = mark.closest('.forest').getBoundingClientRect();
  const box = mark.getBoundingClientRect();
  return box.width && (box.left < frame.left || box.right > frame.right);
}).map(mark => mark.outerHTML)"""
ON_EACH_OTHER = """() => [...document.querySelectorAll('.forest-axis')].flatMap(axis => {
  const boxes = [...axis.querySelectorAll('text')].map(text => text.getBoundingClientRect()).filter(box => box.width);
  return boxes.slice(1).filter((box, index) => box.left < boxes[index].right).map(box => box.left);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_effects_are_a_table_with_named_cells_on_every_screen(
    width: int, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width, javascript=False)
    page.goto(urls["showcase"] + address("briefing", language, "measured"))
    table = page.locator("#effects").get_by_role("table")
    assert table.get_by_role("row").count() == 8
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("rowheader").count() == 7
    people = table.locator("tbody tr").first.locator("td").last
    # The head of the column cannot be seen on a phone, so that each cell says what it is.
    assert people.locator(".cell").is_visible() == (width == PHONE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "text"), [(NARROW, "100%"), (NARROW, "200%"), (DESKTOP, "100%")])
def test_the_marks_of_a_picture_stay_in_its_frame_and_its_labels_apart(
    width: int, text: str, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width)
    page.goto(urls["showcase"] + address("briefing", language, "measured"))
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    assert page.locator(".forest").count() == 3
    assert page.evaluate(ON_EACH_OTHER) == []
    if text == "100%":
        assert page.evaluate(OUTSIDE) == []


def test_the_steps_of_how_it_works_are_numbered_without_styles(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(javascript=False)
    page.route("**/*.css", lambda route: route.abort())
    page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    watch.complaints.clear()  # the browser notes the styles that were kept from it
    steps = page.locator("#programme ol > li")
    assert steps.count() == 4
    assert steps.first.evaluate("step => getComputedStyle(step).listStyleType") == "decimal"
    assert steps.first.inner_text().startswith("What goes in")
