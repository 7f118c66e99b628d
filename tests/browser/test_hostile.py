"""Texts that try to do harm are shown as they are written, and nothing in them runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.hostile import let_in, payloads
from browser.reading import Document, documents, text_of
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from evidence_briefings.site.products import PRODUCTS
from playwright.sync_api import Dialog, Page

TRY_EVERYTHING = """() => {
  document.querySelectorAll('details').forEach(element => element.open = true);
  for (const element of document.querySelectorAll('main *')) {
    for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(type));
  }
}"""
NEVER_IN_MAIN = set("script iframe object embed base meta link style form img video source math textarea title".split())
PLAIN = {
    "title": ".//h1",
    "bottom line": ".//p[@class='lead']",
    "message": ".//*[@id='message-1']/p",
    "limit": ".//ul[@class='careful']/li",
    "source": ".//*[@id='source-1']/p",
    "question": ".//ol[@class='questions']/li",
}
FORMS = ("postcards", *PRODUCTS)
"""The other forms of a record: each text is tried in one of them besides its page."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Invisible signs that turn the reading direction."""


@pytest.fixture
def dialogs(page: Page) -> list[str]:
    """Return what any dialog said that a page opened."""
    found: list[str] = []

    def note(dialog: Dialog) -> None:
        found.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return found


@pytest.fixture(params=LANGUAGES)
def hostile(request: pytest.FixtureRequest, sites: dict[str, Path]) -> dict[str, Document]:
    """Return the page of each hostile text, in one language after the other."""
    pages = documents(sites["hostile"])
    return {text: pages[address("briefing", request.param, id)] for id, text in let_in(sites["hostile"]).items()}


def test_only_texts_that_turn_the_reading_direction_are_refused_everywhere(sites: dict[str, Path]) -> None:
    refused = set(payloads()) - set(let_in(sites["hostile"]).values())
    assert [text for text in refused if not TURNING.search(text)] == []


def test_nothing_in_a_hostile_text_runs(page: Page, dialogs: list[str], sites: dict[str, Path]) -> None:
    ran = []
    for number, (id, text) in enumerate(let_in(sites["hostile"]).items()):
        for form in ("briefing", FORMS[number % len(FORMS)]):
            # From a folder, where no policy of a server stops a script.
            page.goto((sites["hostile"] / address(form, "en", id)).as_uri())
            page.evaluate(TRY_EVERYTHING)
            if page.evaluate("window.__hit") is not None:
                ran.append((form, text))
    assert (ran, dialogs) == ([], [])


@pytest.mark.parametrize("key", ["home", "briefings", "a-z", "kinds"])
def test_nothing_runs_on_the_pages_that_list_hostile_texts(
    key: str, page: Page, dialogs: list[str], sites: dict[str, Path]
) -> None:
    page.goto((sites["hostile"] / address(key, "en")).as_uri())
    page.evaluate(TRY_EVERYTHING)
    assert (page.evaluate("window.__hit"), dialogs) == (None, [])


def test_a_hostile_text_is_shown_as_it_is_written(hostile: dict[str, Document]) -> None:
    changed = {
        (text, name): text_of(shown)
        for text, page in hostile.items()
        for name, where in PLAIN.items()
        if text_of(shown := page.main.findall(where)[0]) != " ".join(text.split())
    }
    assert changed == {}


def test_no_hostile_text_becomes_an_element(hostile: dict[str, Document]) -> None:
    found = {(text, element.tag) for text, page in hostile.items() for element in page.main.iter()}
    assert {(text, tag) for text, tag in found if tag in NEVER_IN_MAIN} == set()


def test_no_hostile_text_becomes_a_handler_or_a_style(hostile: dict[str, Document]) -> None:
    found = {(text, name) for text, page in hostile.items() for element in page.tree.iter() for name in element.attrib}
    assert {(text, name) for text, name in found if re.match("on|style$|srcdoc$", str(name))} == set()


def test_every_link_of_a_hostile_text_leads_to_the_web_or_nowhere(sites: dict[str, Path]) -> None:
    scheme = re.compile(r"[\x00-\x20]*[a-z\x00-\x20]+:(?<!https:)(?<!http:)(?<!mailto:)", re.IGNORECASE)
    wrong = [
        f"{page.path}: {link}"
        for page in documents(sites["hostile"]).values()
        for _, link in page.links()
        if scheme.match(link)
    ]
    assert wrong == []
