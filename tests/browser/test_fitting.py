"""Every page in large text, in spaced-out text, on a narrow screen, in the colours and at the pace readers ask for."""

from __future__ import annotations

import pytest
from browser.states import STATES, go_to, language_of, open_everything
from browser.tally import FITS, Tally
from browser.test_accessibility import WIDER_THAN_THE_SCREEN
from browser.watching import Watch
from playwright.sync_api import Page

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What WCAG 1.4.12 asks a page to bear."""
CUT = """() => [...document.querySelectorAll('body *')].filter(element => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.unseen, svg, .ruled')) return false;
  const style = getComputedStyle(element);
  if (/(input|select|textarea)/i.test(element.tagName) || style.display === 'inline') return false;
  if (style.clipPath !== 'none') return false; // only for those who listen
  const cuts = value => value === 'hidden' || value === 'clip';
  return cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    || cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
}).map(element => `cut: ${element.outerHTML.slice(0, 100)}`)"""
OVER_EACH_OTHER = """() => {
  // Texts that stand on each other: no two lines of different blocks may share a place.
  const lines = [];
  const heardOnly = element =>
    element && (getComputedStyle(element).clipPath !== 'none' || heardOnly(element.parentElement));
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest('.unseen, svg, template, script')) continue;
    if (!parent.checkVisibility({visibilityProperty: true}) || heardOnly(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      // The middle of the letters: lines may reach into each other's leading.
      const quarter = box.height / 4;
      if (box.width > 2) lines.push([box.left + 1, box.top + quarter, box.right - 1, box.bottom - quarter, parent]);
    }
  }
  lines.sort((one, other) => one[1] - other[1]);
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length && lines[j][1] < lines[i][3]; j++) {
      const [one, other] = [lines[i], lines[j]];
      if (one[0] < other[2] && other[0] < one[2] && one[4] !== other[4]) {
        found.push(`over each other: ${one[4].outerHTML.slice(0, 60)} / ${other[4].outerHTML.slice(0, 60)}`);
      }
    }
  }
  return found.slice(0, 5);
}"""
WIDE_BESIDE_TABLES = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > width + .5 && !element.closest('table, .unseen, svg'))
    .filter(element => !element.querySelector('table') && element.checkVisibility({visibilityProperty: true}))
    .map(element => `wide: ${element.outerHTML.slice(0, 100)}`);
}"""
"""What is wider than the screen but for tables, whose columns have to stand side by side (WCAG 1.4.10)."""
UNBORDERED = """() => [...document.querySelectorAll('button, .button, select, input')].filter(element => {
  if (!element.checkVisibility({visibilityProperty: true}) || /checkbox|radio/.test(element.type)) return false;
  if (element.closest('.term')) return false; // the words themselves carry the line
  const style = getComputedStyle(element);
  const drawn = style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1;
  return !drawn && !style.textDecorationLine.includes('underline');
}).map(element => `without a border: ${element.outerHTML.slice(0, 100)}`)"""
INVISIBLE = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('main :is(p, li, dd, dt, h1, h2, h3, th, td, a, button, label)')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && element.textContent.trim()
      && getComputedStyle(element).color === ground && !element.closest('mark'))
    .map(element => `invisible: ${element.outerHTML.slice(0, 100)}`).slice(0, 5);
}"""
MOVING = """() => {
  const moving = document.getAnimations().map(({ effect }) => `moves: ${effect?.target?.outerHTML.slice(0, 80)}`);
  if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') moving.push('moves: scrolling');
  for (const element of document.querySelectorAll('body *:not(track)')) {
    const style = getComputedStyle(element);
    const longest = Math.max(...style.transitionDuration.split(',').map(parseFloat));
    if (longest > 0 || style.animationName !== 'none') moving.push(`moves: ${element.outerHTML.slice(0, 80)}`);
  }
  return moving.slice(0, 5);
}"""


def faults(page: Page, *questions: str) -> list[str]:
    return [fault for question in questions for fault in page.evaluate(question)]


@pytest.mark.parametrize("name", STATES)
def test_every_page_fits_however_it_is_read(name: str, watch: Watch, urls: dict[str, str], tally: Tally) -> None:
    language = language_of(name)
    page = watch.page(width=320, color_scheme="light")
    found: dict[str, list[str]] = {}

    def note(state: str, *questions: str) -> None:
        wrong = faults(page, *questions)
        tally.checked(name, len(questions), [f"fitting: {fault}" for fault in wrong])
        if wrong:
            found[state] = wrong

    go_to(page, urls[STATES[name][0]], name, language)
    open_everything(page)
    for size, (width, text) in FITS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        note(size, WIDER_THAN_THE_SCREEN, CUT, OVER_EACH_OTHER)
        if page.locator("details.menu").count():
            page.locator("details.menu summary").click()
            note(f"{size}, menu", WIDER_THAN_THE_SCREEN, CUT)
            page.locator("details.menu summary").click()
    page.evaluate("document.documentElement.style.fontSize = ''")

    page.emulate_media(forced_colors="active")
    note("forced colours", UNBORDERED, INVISIBLE)
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    note("reduced motion", MOVING)

    page.evaluate(
        """css => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }""",
        SPACED,
    )
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        note(f"spaced-out text at {width}", WIDE_BESIDE_TABLES, CUT, OVER_EACH_OTHER)
    if name == "not found":
        watch.complaints.clear()  # the browser notes the answer 404, which is what was asked for
    assert found == {}
