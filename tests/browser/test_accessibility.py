"""One page of every template in every state, in both languages, by axe-core; and what axe cannot see."""

from __future__ import annotations

from typing import Any

import pytest
from browser.showcase import SOME_BRIEFING, TEMPLATES
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from playwright.sync_api import Page
from tiny import PROJECT

AXE = PROJECT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
PHONE, DESKTOP = (390, 844), (1280, 900)

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, summary')].filter(element => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.skip')) return false;
  // A link in the middle of a sentence may be as tall as its line (WCAG 2.5.8, inline).
  const beside = [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 1);
  if (getComputedStyle(element).display === 'inline' && beside) return false;
  const box = element.getBoundingClientRect();
  return box.width < 24 || box.height < 23.9;
}).map(element => `${element.textContent.trim()} ${JSON.stringify(element.getBoundingClientRect())}`)"""
WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + .5)
    .map(element => element.outerHTML.slice(0, 100));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page as it stands."""
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]


def load_axe(page: Page) -> None:
    assert AXE.is_file(), f"{AXE} is missing: make test installs it"
    page.evaluate(AXE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_axe_finds_nothing_wrong(name: str, watch: Watch, urls: dict[str, str]) -> None:
    site, paths = TEMPLATES[name]
    found: dict[str, list[str]] = {}
    page = watch.page()
    for language in LANGUAGES:
        page.goto(urls[site] + paths[language])
        load_axe(page)
        for width, height in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                wrong = violations(page)
                if wrong:
                    found[f"{language} {width} {scheme}"] = wrong
    if name == "not found":
        watch.complaints.clear()  # the browser notes the answer 404, which is what was asked for
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", f"briefing {SOME_BRIEFING}", "briefings", "contact"])
def test_axe_finds_nothing_wrong_with_an_open_menu(
    name: str, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    site, paths = TEMPLATES[name]
    found: dict[str, list[str]] = {}
    page = watch.page()
    page.goto(urls[site] + paths[language])
    load_axe(page)
    page.locator("details.menu summary").click()
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong = violations(page)
            if wrong:
                found[f"{width} {scheme}"] = wrong
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_target_is_large_enough_for_a_finger(
    width: int, language: str, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page(width=width)
    small = {}
    for name, (site, paths) in TEMPLATES.items():
        if name == "not found":
            continue
        page.goto(urls[site] + paths[language])
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        targets = page.evaluate(SMALL_TARGETS)
        if targets:
            small[name] = targets
    assert small == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (1280, "200%")])
def test_no_page_scrolls_sideways(width: int, text: str, language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=width)
    wide = {}
    for name, (site, paths) in TEMPLATES.items():
        if name == "not found":
            continue
        page.goto(urls[site] + paths[language])
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        found = page.evaluate(WIDER_THAN_THE_SCREEN)
        if found:
            wide[name] = found
    assert wide == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaced_out_text_still_fits(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=390)
    wide = {}
    spacing = """() => document.querySelectorAll('body *').forEach(element => {
      element.style.setProperty('line-height', '1.5', 'important');
      element.style.setProperty('letter-spacing', '.12em', 'important');
      element.style.setProperty('word-spacing', '.16em', 'important');
    })"""
    for name in ("home", f"briefing {SOME_BRIEFING}", "briefings", "ratings"):
        site, paths = TEMPLATES[name]
        page.goto(urls[site] + paths[language])
        page.evaluate(spacing)
        found = page.evaluate(WIDER_THAN_THE_SCREEN)
        if found:
            wide[name] = found
    assert wide == {}
