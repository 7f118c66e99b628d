"""The search as other pages use it, in a real browser: where it finds its files, from a server and from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page

ASK = """
async ([options, text, more]) => {
  const search = await EvidenceSearch.open(options);
  return { language: search.language, count: search.count, ...await search.search(text, { facets: false, ...more }) };
}
"""
WORD = {"en": "evidence", "cy": "tystiolaeth"}


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, real: Path, urls: dict[str, str]) -> str:
    """Return the address of the project's own site: on a server, then in a folder."""
    return urls["real"] if request.param == "http" else real.as_uri() + "/"


def ask(page: Page, options: dict[str, str], text: str, **more: Any) -> dict[str, Any]:
    """Return the answer to a question asked on the page that is open."""
    answer: dict[str, Any] = page.evaluate(ASK, [options, text, more])
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_and_the_language_are_those_of_the_page(language: str, page: Page, root: str) -> None:
    page.goto(root + address("search", language))
    answer = ask(page, {}, WORD[language])
    assert answer["language"] == language
    assert answer["results"][0]["url"].startswith(root + language)


def test_a_result_leads_to_its_page(page: Page, root: str) -> None:
    page.goto(root + address("search", "en"))
    result = ask(page, {}, WORD["en"])["results"][0]
    page.goto(result["url"])
    assert page.locator("h1").inner_text() == result["title"]["text"]


@pytest.mark.parametrize("base", ["..", "../", "../en/../"])
def test_a_base_is_relative_to_the_page(base: str, page: Page, root: str) -> None:
    page.goto(root + address("search", "en"))
    answer = ask(page, {"base": base, "language": "cy"}, WORD["cy"])
    assert answer["language"] == "cy"
    assert answer["total"] > 0


def test_lunrs_own_language_has_a_script_of_its_own(page: Page, root: str) -> None:
    page.goto(root + address("search", "en"))
    answer = ask(page, {}, "+title:evidence -cardiff", syntax="lunr")
    assert answer["total"] > 0
    assert all("evid" in result["matchData"] for result in answer["results"])
    refused = page.evaluate(
        "EvidenceSearch.open().then(search => search.search('nowhere:x', {syntax: 'lunr'})).catch(error => error.name)"
    )
    assert refused == "QueryParseError"
