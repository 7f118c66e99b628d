"""A briefing on a phone: what it is about, the bottom line, whether it applies, what to do, without scrolling."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.reading import documents
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from playwright.sync_api import Page

WIDTH, HEIGHT = 390, 844
PARTS = {
    "title": "main h1",
    "bottom line": "main .lead",
    "applies in Wales": "#applies .nation:first-child dd",
    "practice message": "#message-1 .message-text",
}
BOTTOM_OF_FIRST_LINES = """selectors => selectors.map(selector => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector));
  const lines = [...range.getClientRects()].filter(line => line.width > 1);
  return lines.length ? lines[0].bottom : Infinity;
})"""
BROKEN_WORDS = """limit => {
  const broken = [];
  const walker = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const match of walker.currentNode.data.matchAll(/[\\p{L}'’]+/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, match.index);
      range.setEnd(walker.currentNode, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top)));
      if (match[0].length <= limit && lines.size > 1) broken.push(match[0]);
    }
  }
  return broken;
}"""
LONGEST_UNBROKEN = 14
"""Letters of the longest word that must stand on one line of a phone at 200 % text."""


def briefings(real: Path, language: str) -> list[str]:
    return [path for path, page in documents(real).items() if page.kind == "briefing" and path.startswith(language)]


@pytest.fixture
def phone(watch: Watch) -> Page:
    """Return a page without JavaScript, of a phone's size."""
    return watch.page(width=WIDTH, height=HEIGHT, javascript=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_briefing_answers_the_first_four_questions_on_the_first_screen(
    language: str, phone: Page, real: Path
) -> None:
    below = {}
    for path in briefings(real, language):
        phone.goto((real / path).as_uri())
        bottoms = phone.evaluate(BOTTOM_OF_FIRST_LINES, list(PARTS.values()))
        found = {name: round(bottom) for name, bottom in zip(PARTS, bottoms, strict=True) if bottom > HEIGHT}
        if found:
            below[path] = found
    assert below == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_four_answers_stand_in_this_order(language: str, phone: Page, real: Path) -> None:
    for path in briefings(real, language)[:5]:
        phone.goto((real / path).as_uri())
        bottoms = phone.evaluate(BOTTOM_OF_FIRST_LINES, list(PARTS.values()))
        assert bottoms == sorted(bottoms), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_title_is_broken_at_twice_the_text_size(language: str, phone: Page, real: Path) -> None:
    broken = {}
    for path in briefings(real, language):
        phone.goto((real / path).as_uri())
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        words = phone.evaluate(BROKEN_WORDS, LONGEST_UNBROKEN)
        if words:
            broken[path] = words
    assert broken == {}
