"""The citations of a search, saved by the page itself, on a server and from a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from browser.searching import COUNT, WORD, Place, go, part
from browser.watching import Watch
from playwright.sync_api import Page, expect


def saved(page: Page, ending: str) -> str:
    with page.expect_download() as download:
        page.locator(f"[data-ending='{ending}']").click()
    assert download.value.suggested_filename == f"briefings{ending}"
    return Path(download.value.path()).read_text("utf-8")


def test_all_results_are_cited_in_their_order_and_not_only_those_that_are_shown(page: Page, place: Place) -> None:
    go(page, *place, "?sort=title&audience=frontline")
    shown = part(page, "results").locator("h3").all_inner_texts()
    cited = [entry["title"] for entry in rispy.loads(saved(page, ".ris"))]
    assert cited[: len(shown)] == shown
    expect(part(page, "tally")).to_have_text(COUNT[place.language].format(len(cited)))
    assert len(cited) > len(shown)


@pytest.mark.parametrize("ending", [".ris", ".bib", ".csl.json"])
def test_each_format_has_every_result(ending: str, page: Page, place: Place) -> None:
    go(page, *place, f"?q={WORD[place.language]}")
    text = saved(page, ending)
    entries = json.loads(text) if ending.endswith("json") else text.split("\n\n")
    expect(part(page, "tally")).to_have_text(COUNT[place.language].format(len(entries)))


def test_the_first_results_lead_to_their_comparison(page: Page, place: Place) -> None:
    go(page, *place, f"?q={WORD[place.language]}")
    titles = part(page, "results").locator("h3").all_inner_texts()[:4]
    page.locator("[data-compare]").click()
    expect(page.locator("table.compare thead a")).to_have_text(titles)


def test_a_search_without_results_offers_no_citations(page: Page, place: Place) -> None:
    go(page, *place, "?q=xqzzyq")
    expect(page.locator("[data-citations]")).to_be_hidden()


def test_citations_that_do_not_come_are_said_and_asked_for_again(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(color_scheme="light")
    go(page, urls["real"], "en", f"?q={WORD['en']}")
    page.route("**/data/citations/*.js", lambda route: route.abort())
    page.locator("[data-ending='.ris']").click()
    expect(page.locator("[data-citations] [role=status]")).to_contain_text("could not be loaded")
    page.unroute("**/data/citations/*.js")
    assert "TY  - " in saved(page, ".ris")
    watch.complaints.clear()
