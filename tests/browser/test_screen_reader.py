"""Pages as a screen reader has them: Chromium's own accessibility tree, and the language of every text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser.reading import documents, text_of
from browser.searching import settled
from browser.showcase import SOME_BRIEFING
from browser.states import STATES, go_to
from evidence_briefings.content.localised import LANGUAGES
from playwright.sync_api import Page

SOME = [
    "home",
    f"briefing {SOME_BRIEFING}",
    "topic using-evidence",
    "briefings",
    "glossary",
    "map",
    "register",
    "search with results",
    "accessibility",
]
CONTROLS = {"link", "button", "textbox", "searchbox", "checkbox", "radio", "combobox", "DisclosureTriangle", "menuitem"}
LANDMARKS = ("banner", "main", "contentinfo")
COMMON = {
    "en": set("the and of to is for that with are this it on what how not have be was they".split()),
    "cy": set("y yr yn ac ar mae sy gan ei eu am nad nid wedi sydd beth sut ni hyn neu".split()),
}
"""Small words that each language cannot do without and the other does not have."""
LINKS = """() => [...document.querySelectorAll('main a[href]')]
  .map(link => [link.getAttribute('aria-label') || link.textContent, link.href.split('#')[0]])
  .filter(([, where]) => where.startsWith('http') && where !== location.href.split('#')[0])"""
"""What each link to another page says, and which page it leads to."""
Node = dict[str, Any]


def tree(page: Page) -> list[Node]:
    """Return what Chromium tells a screen reader, in order, without what it leaves out."""
    cdp = page.context.new_cdp_session(page)
    nodes: list[Node] = cdp.send("Accessibility.getFullAXTree")["nodes"]
    cdp.detach()
    return [
        {
            "role": node["role"]["value"],
            "name": " ".join(str(node.get("name", {}).get("value", "")).split()),
            **{one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        }
        for node in nodes
        if not node.get("ignored")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SOME)
def test_a_screen_reader_finds_its_way_about_a_page(name: str, language: str, page: Page, urls: dict[str, str]) -> None:
    go_to(page, urls[STATES[name][0]], name, language)
    nodes = tree(page)
    roles = Counter(node["role"] for node in nodes)
    assert {role: roles[role] for role in LANDMARKS} == dict.fromkeys(LANDMARKS, 1)
    levels = [int(node["level"]) for node in nodes if node["role"] == "heading"]
    assert levels.count(1) == 1
    # The headings of the menu and of the margin stand beside the text; none goes more than one level down.
    assert [pair for pair in pairwise(levels[levels.index(1) :]) if pair[1] > pair[0] + 1] == []
    nameless = [node for node in nodes if node["role"] in CONTROLS and not node["name"]]
    assert nameless == []
    places = Counter(node["name"] for node in nodes if node["role"] in ("navigation", "search", "region"))
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SOME)
def test_what_has_one_name_does_one_thing(name: str, language: str, page: Page, urls: dict[str, str]) -> None:
    go_to(page, urls[STATES[name][0]], name, language)
    nodes = tree(page)
    buttons = Counter(node["name"] for node in nodes if node["role"] == "button")
    # The header has a search of its own, whose button does what that of the page does.
    # The link of a page can be copied below its messages and beside its citation.
    same = {"Search", "Chwilio", "Copy the link", "Copïo'r ddolen"}
    assert [button for button, count in buttons.items() if count > 1 and button not in same] == []
    leads: dict[str, set[str]] = {}
    for said, where in page.evaluate(LINKS):
        leads.setdefault(" ".join(said.split()), set()).add(where)
    several = {said: sorted(where) for said, where in leads.items() if len(where) > 1}
    # What a list says of each of its entries is said in the same words each time.
    assert {said: where for said, where in several.items() if not _of_an_entry(said)} == {}


def _of_an_entry(said: str) -> bool:
    # "Search only these" stands in a sentence that says which (WCAG 2.4.4).
    return bool(re.fullmatch(r"RIS|BibTeX|CSL-JSON|\d+|CSV|JSON|Search only these|Chwilio'r rhain yn unig", said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_announced_without_moving_the_focus(language: str, page: Page, urls: dict[str, str]) -> None:
    go_to(page, urls["real"], "search with results", language)
    page.locator("main input[name=q]").focus()
    page.keyboard.type("x")
    settled(page)
    page.wait_for_function("() => document.querySelector('[data-part=live]').textContent.trim()")
    said = [node for node in tree(page) if node["role"] == "status"]
    assert said
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("site", ["real", "showcase"])
def test_no_text_passes_for_the_other_language(site: str, sites: dict[str, Path]) -> None:
    """A voice that reads English as Welsh cannot be understood: every text is marked as what it is."""
    wrong = [
        f"{page.path} ({language}): {text[:80]}"
        for page in documents(sites[site]).values()
        for text, language in page.texts(page.find("body"))
        if language in COMMON and _is_in_the_other(text, language)
    ]
    assert wrong == []


def _is_in_the_other(text: str, language: str) -> bool:
    text = re.sub(r'"[^"]*"', "", text)  # the headings of a report are names too
    words = re.findall(r"[a-zâêîôûŵŷ']+", text.lower())
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    if sum(word[0].isupper() for word in long) > len(long) / 2:
        return False  # a name, and names are in no language (WCAG 3.1.2)
    counts = {one: sum(word in common for word in words) for one, common in COMMON.items()}
    other = "en" if language == "cy" else "cy"
    return len(words) >= 6 and counts[other] >= 3 and counts[other] > 2 * counts[language]


@pytest.mark.parametrize("site", ["real", "showcase"])
def test_every_table_has_headers(site: str, sites: dict[str, Path]) -> None:
    bare = []
    for page in documents(sites[site]).values():
        for table in page.main.iter("table"):
            headers = [head for head in table.iter("th") if text_of(head)]
            # Those of a head are of their columns without saying so.
            above = {head for part in table.iter("thead") for head in part.iter("th")}
            if not headers or any(head.get("scope") is None and head not in above for head in headers):
                bare.append(f"{page.path}: {text_of(table)[:60]}")
    assert bare == []
