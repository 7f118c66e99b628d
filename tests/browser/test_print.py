"""A printed briefing holds every word of it."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from browser.reading import documents
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page
from pypdf import PdfReader

TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    // What only serves on a screen: ways about the page, buttons, what opens a part that is printed open.
    const screen = 'nav, button, summary, .nation-why, .keep, .unseen, [hidden], script';
    if (node.data.trim() && !node.parentElement.closest(screen)) found.push(node.data);
  }
  return found;
}"""


def squeezed(text: str) -> str:
    """Return a text without what lines and pages change: white space and hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def printed(page: Page) -> list[str]:
    """Return the squeezed words of each sheet of a page as it prints on A4."""
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def stands_on(sheets: list[str], text: str) -> bool:
    """Return whether a text stands on one sheet, or begins on one and ends on the next."""
    text = squeezed(text)
    return any(text in sheet for sheet in sheets) or any(
        text[:cut] in sheet and text[cut:] in after for sheet, after in pairwise(sheets) for cut in range(1, len(text))
    )


def longest(real: Path, language: str) -> str:
    paths = [path for path, page in documents(real).items() if page.kind == "briefing" and path.startswith(language)]
    return max(paths, key=lambda path: (real / path).stat().st_size)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["longest en", "longest cy", "every block"])
def test_every_text_of_a_briefing_is_printed(
    name: str, scheme: str, javascript: bool, watch: Watch, real: Path, urls: dict[str, str]
) -> None:
    page = watch.page(javascript=javascript, color_scheme=scheme)
    if name == "every block":
        page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    else:
        page.goto(urls["real"] + longest(real, name.removeprefix("longest ")))
    sheets = printed(page)
    missing = [text for text in page.evaluate(TEXTS) if not stands_on(sheets, text)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_briefing_says_where_its_sources_are(language: str, page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["showcase"] + address("briefing", language, "untranslated"))
    sheets = printed(page)
    assert stands_on(sheets, "(https://example.org/report)")
    assert stands_on(sheets, "(https://example.org/free)")


def test_paper_is_white_and_ink_is_dark_whatever_the_screen_shows(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(color_scheme="dark")
    page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{style}.backgroundColor, {style}.color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_no_box_is_torn_by_the_end_of_a_sheet(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    page.emulate_media(media="print")
    kept = ".message, .sources > li, .nation, .rating"
    loose = f"[...document.querySelectorAll('{kept}')].filter(e => getComputedStyle(e).breakInside !== 'avoid').length"
    assert page.evaluate(loose) == 0
