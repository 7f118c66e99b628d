"""The launch pack: a poster in both languages with a code that can be read, and words that say how long they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from evidence_briefings.site.embed import NO_ADDRESS
from evidence_briefings.site.site import Site

DRAWING = "briefings/\n  one.yml\n  one.cy.yml\n  two.yml +\n    title: Another\n"
FILTERS = {"topics": "topic", "audiences": "audience", "kind": "kind"}


def html_of(site: Site, path: str) -> BeautifulSoup:
    [page] = [page for page in site.pages() if page.path == path]
    return BeautifulSoup(site.html(page), "html.parser")


@pytest.mark.parametrize("path", ["en/launch-pack.html", "cy/pecyn-lansio.html"])
def test_the_poster_has_both_languages_welsh_first(site_of: Callable[..., Site], path: str) -> None:
    halves = html_of(site_of(DRAWING), path).select(".poster-half")
    assert [half["lang"] for half in halves] == ["cy", "en"]
    assert "Papurau briffio tystiolaeth" in halves[0].get_text()
    assert "Evidence briefings" in halves[1].get_text()


def test_a_poster_with_an_address_has_its_code_and_one_without_a_line(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING, site_url="https://example.org/e/")
    found = html_of(site, "en/launch-pack.html")
    assert found.select_one("svg.poster-code") is not None
    assert found.select_one(".poster-address").get_text() == "example.org/e"  # type: ignore[union-attr]
    site.options = replace(site.options, site_url=None)
    bare = html_of(site, "en/launch-pack.html")
    assert bare.select_one("svg.poster-code") is None
    assert bare.select_one(".poster-line") is not None
    assert "site_url" in bare.get_text()


def test_words_to_paste_say_how_long_they_are(site_of: Callable[..., Site]) -> None:
    for url in ("https://example.org/e/", None):
        found = html_of(site_of(DRAWING, site_url=url), "cy/pecyn-lansio.html")
        for paste in found.select(".paste"):
            words = "\n".join(paragraph.get_text() for paragraph in paste.select(".citation p"))
            said = int(re.findall(r"\d+", paste.select_one(".small").get_text())[-1])  # type: ignore[union-attr]
            assert said == len(words if url else words.replace(NO_ADDRESS, ""))
            assert (url or NO_ADDRESS).rstrip("/") in words


def test_posts_are_short_enough_for_every_network(site_of: Callable[..., Site]) -> None:
    for path in ("en/launch-pack.html", "cy/pecyn-lansio.html"):
        for post in html_of(site_of(DRAWING, site_url="https://example.org/e/"), path).select("[id^=post-]"):
            assert len(post.get_text().strip()) <= 280


def test_the_pack_says_how_many_translations_nobody_has_checked(site_of: Callable[..., Site]) -> None:
    words = html_of(site_of(DRAWING), "en/launch-pack.html").get_text()
    assert "2 of 2 briefings have a translation that no translator has checked, or none" in words


def test_a_site_without_pages_for_its_team_has_no_launch_pack(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    site.options = replace(site.options, team_pages=False)
    assert not [page for page in site.pages() if "launch" in page.path]
    assert "launch-pack" not in str(html_of(site, "en/data.html"))


def test_examples_of_searches_name_filters_and_values_that_there_are(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    site.options = replace(site.options, filters=FILTERS)
    links = [str(link["href"]) for link in html_of(site, "cy/data.html").select("a[href*='chwilio.html?']")]
    asked: list[dict[str, Any]] = [parse_qs(link.partition("?")[2]) for link in links]
    assert asked[:2] == [{"topic": ["fostering"]}, {"topic": ["fostering"], "audience": ["frontline"]}]
    assert asked[-1] == {"q": ["Maethu"], "sort": ["newest"]}
