"""My reading: its page, and the words that the scripts ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from evidence_briefings.site.page import Page
from evidence_briefings.site.reading_pages import words_of_buttons
from evidence_briefings.site.site import Site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT

SOURCES = PROJECT / "plugins" / "browser" / "src"
ONE = "briefings/\n  one.yml +\n    title: One\n  one.cy.yml\n"


def page_of(site: Site, path: str) -> Page:
    return next(page for page in site.pages() if page.path == path)


def words(wording: Mapping[str, Wording]) -> dict[str, dict[str, str]]:
    found = {}
    for path, (text,) in words_of_buttons(wording):
        assert text.isascii()  # from a folder a script is read in whatever the browser thinks right
        found[path] = json.loads(text.removeprefix("window.BriefingsWords=").removesuffix(";\n"))
    return found


def test_the_buttons_have_every_word_they_ask_for_in_both_languages(wording: Mapping[str, Wording]) -> None:
    asked = set(re.findall(r"\bwords\.(\w+)", (SOURCES / "keep.mjs").read_text(encoding="utf-8"))) | {"blocked", "full"}
    english, welsh = words(wording).values()
    assert english.keys() == welsh.keys() == asked
    assert not set(english.values()) & set(welsh.values())


def test_each_language_has_its_own_words_and_leads_to_its_own_list(wording: Mapping[str, Wording]) -> None:
    found = words(wording)
    for language in LANGUAGES:
        assert found[f"assets/keep-{language}.js"]["list"] == address("my-reading", language)


def test_the_words_are_among_the_files_of_the_site(site_of: Callable[..., Site]) -> None:
    assert {"assets/keep-en.js", "assets/keep-cy.js"} <= site_of(ONE).files().keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_loads_the_words_of_its_language_before_the_script_that_needs_them(
    language: str, site_of: Callable[..., Site]
) -> None:
    site = site_of(ONE)
    page = page_of(site, address("briefing", language, "one"))
    assert list(page.meta["scripts"]) == [f"keep-{language}.js", "keep.js"]
    assert f'data-keep="{page.path}"' in site.html(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_list_has_every_word_and_part_that_its_script_asks_for(
    language: str, site_of: Callable[..., Site]
) -> None:
    site = site_of(ONE)
    page = page_of(site, address("my-reading", language))
    assert page.meta["noindex"]
    html, script = site.html(page), (SOURCES / "my-reading.mjs").read_text(encoding="utf-8")
    named = set(re.findall(r"root\.dataset\.(\w+)", script)) | set(re.findall(r'\bword\("(\w+)"', script))
    named |= {"periodFromTo", "periodFrom", "periodTo", "periodAll", "gone", "goneNothing", "goneNot", "brought"}
    named |= {"pathEn", "pathCy", "nameEn", "nameCy"}
    there = {re.sub(r"-(\w)", lambda found: found[1].upper(), name) for name in re.findall(r"\bdata-([\w-]+)=", html)}
    assert named <= there
    parts = set(re.findall(r'\bparts\.(\w+)|parts\["([\w-]+)"\]|\bon\("([\w-]+)"', script))
    assert {name for found in parts for name in found if name} <= set(re.findall(r'data-part="([\w-]+)"', html))
    fields = set(re.findall(r'\b(?:get|put)\("([\w-]+)"', script))
    assert fields <= set(re.findall(r'data-in="([\w-]+)"', html))


def test_a_site_with_an_address_names_it_in_what_is_taken_from_the_list(site_of: Callable[..., Site]) -> None:
    site = site_of(ONE, site_url="https://example.org/x")
    assert 'data-site="https://example.org/x/"' in site.html(page_of(site, address("my-reading", "en")))
    assert 'data-site=""' in site_of(ONE).html(page_of(site_of(ONE), address("my-reading", "en")))
