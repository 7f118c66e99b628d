"""What a screen reader and a search engine find on every page: headings, anchors, languages, data."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from browser import reading
from browser.reading import Document, text_of
from evidence_briefings.content.corpus import read_corpus
from evidence_briefings.content.localised import LANGUAGES, OTHER
from evidence_briefings.content.records import RecordFile
from evidence_briefings.content.translation import translatable
from evidence_briefings.site.addresses import address
from tiny import TODAY

CARD = re.compile(r"(?:en/|cy/)?embed/[a-z0-9-]+\.html")
ANCHORS = set("applies messages message-1 sure careful story sources source-1 contact reviewed use cite".split())


@pytest.fixture(params=["real", "showcase"])
def folder(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Path:
    """Return the folder of one built site after the other."""
    return sites[request.param]


def documents(folder: Path) -> dict[str, Document]:
    """Return the pages of a site, but for the cards in frames, which stand on other people's pages: see test_embed."""
    return {path: page for path, page in reading.documents(folder).items() if not CARD.fullmatch(path)}


def pairs(folder: Path) -> list[tuple[Document, Document]]:
    """Return (English page, Welsh page) of every briefing."""
    pages = documents(folder)
    english = [page for page in pages.values() if page.kind == "briefing" and page.path.startswith("en/")]
    return [(page, pages[address("briefing", "cy", Path(page.path).stem)]) for page in english]


def test_every_page_has_one_main_heading(folder: Path) -> None:
    wrong = [page.path for page in documents(folder).values() if len(page.tree.findall(".//h1")) != 1]
    assert wrong == []


def test_no_heading_skips_a_level(folder: Path) -> None:
    skips = [
        f"{page.path}: {above} then {below}"
        for page in documents(folder).values()
        for above, below in pairwise([(0, ""), *page.headings])
        if below[0] > above[0] + 1
    ]
    assert skips == []


def test_every_heading_says_something(folder: Path) -> None:
    assert [page.path for page in documents(folder).values() if any(not text for _, text in page.headings)] == []


def test_every_title_is_the_only_one_of_its_language(folder: Path) -> None:
    pages = [page for page in documents(folder).values() if page.language]
    titles = [(page.path[:2], text_of(page.find(".//head/title"))) for page in pages]
    assert sorted({str(title) for title in titles if titles.count(title) > 1}) == []


def test_a_briefing_has_the_same_anchors_in_both_languages(folder: Path) -> None:
    def anchors(page: Document) -> list[str]:
        # Which words are explained depends on the words, and these on the language.
        return [name for name in main_ids(page) if not name.startswith("w-")]

    differing = {
        english.path: set(anchors(english)) ^ set(anchors(welsh))
        for english, welsh in pairs(folder)
        if anchors(english) != anchors(welsh)
    }
    assert differing == {}


def test_a_briefing_has_the_anchors_that_others_may_link_to(folder: Path) -> None:
    lacking = {page.path: ANCHORS - set(page.ids) for pair in pairs(folder) for page in pair}
    assert {path: names for path, names in lacking.items() if names} == {}


def main_ids(page: Document) -> list[str]:
    return [id for element in page.main.iter() if (id := element.get("id")) is not None]


def test_every_page_says_which_language_it_is_in(folder: Path) -> None:
    wrong = {
        page.path: page.language
        for page in documents(folder).values()
        if page.language != (page.path[:2] if "/" in page.path else "cy")
    }
    assert wrong == {}


def test_the_language_link_of_every_page_leads_to_its_pair_and_back(folder: Path) -> None:
    pages = documents(folder)
    for page in pages.values():
        if "/" in page.path:
            there = page.in_other_language()
            assert there is not None, page.path
            assert there in pages, f"{page.path} -> {there}"
            assert there[:2] == OTHER[page.path[:2]]
            assert pages[there].in_other_language() == page.path
            assert pages[there].kind == page.kind


def test_the_language_link_is_in_the_language_it_leads_to(folder: Path) -> None:
    for page in documents(folder).values():
        for link in page.tree.iter("a"):
            if "language" in link.get("class", "").split():
                other = OTHER[page.path[:2]]
                assert (link.get("lang"), link.get("hreflang")) == (other, other), page.path
                assert text_of(link) == {"cy": "Cymraeg", "en": "English"}[other], page.path


def test_the_first_page_offers_both_languages_each_in_itself(real: Path) -> None:
    page = documents(real)["index.html"]
    choices = [(link.get("hreflang"), text_of(link)) for link in page.main.iter("a")]
    assert choices == [("cy", "Cymraeg"), ("en", "English")]
    marked = dict(page.texts(page.main))
    assert (marked["Cymraeg"], marked["English"]) == ("cy", "en")


@pytest.mark.parametrize(("id", "page_language"), [("untranslated", "cy"), ("half", "cy"), ("welsh-first", "en")])
def test_a_text_that_is_not_translated_is_marked_as_being_in_the_other_language(
    id: str, page_language: str, sites: dict[str, Path]
) -> None:
    page = documents(sites["showcase"])[address("briefing", page_language, id)]
    shown = list(page.texts(page.find("body")))
    wrong = {
        (text, language)
        for original in texts_of_record(sites["showcase"], id)
        for text, language in shown
        if original in text and language != OTHER[page_language]
    }
    assert wrong == set()


@pytest.mark.parametrize(("id", "page_language"), [("untranslated", "cy"), ("welsh-first", "en")])
def test_a_page_without_a_translation_says_so_in_its_own_language(
    id: str, page_language: str, sites: dict[str, Path]
) -> None:
    page = documents(sites["showcase"])[address("briefing", page_language, id)]
    insets = [element for element in page.main.iter() if element.get("class") == "inset"]
    notices = [text_of(element) for element in insets if element.get("hidden") is None]
    assert len(notices) == 1
    assert page.language == page_language


@pytest.mark.parametrize("id", ["untranslated", "project", "example", "half"])
def test_every_text_of_a_record_stands_on_its_page(id: str, sites: dict[str, Path]) -> None:
    page = documents(sites["showcase"])[address("briefing", "en", id)]
    words = text_of(page.main)
    missing = [text for text in texts_of_record(sites["showcase"], id) if text not in words]
    assert missing == []


ELSEWHERE = ("body", "keywords", "plain", "leaders")
"""Parts of a record that are no texts of one line, that nobody reads, or that have pages of their own."""


def texts_of_record(site: Path, id: str) -> list[str]:
    """Return the record's own texts, those of one line."""
    corpus = read_corpus(site.parent / "briefings", today=TODAY)
    record: RecordFile = corpus.files[id]
    texts = {text for loc, text, _ in translatable(record) if loc[0] not in ELSEWHERE}
    return sorted(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_structured_data_of_a_briefing_says_what_the_page_says(language: str, folder: Path) -> None:
    for pair in pairs(folder):
        page = pair[LANGUAGES.index(language)]
        data = json.loads(page.find(".//script[@type='application/ld+json']").text or "")
        assert (data["@context"], data["@type"]) == ("https://schema.org", "Article")
        assert data["headline"] == text_of(page.find(".//main//h1"))
        assert data["description"] == text_of(page.find(".//main//header//p[@class='lead']"))
        assert data["identifier"] == Path(page.path).stem
        marked = page.find(".//main//h1").find("span")
        assert data["inLanguage"] == (language if marked is None else marked.get("lang"))
        sources = page.find(".//section[@id='sources']").findall(".//li[@id]")
        assert len(data["isBasedOn"]) == len(sources)
        assert data["datePublished"] <= data["dateModified"] <= data["expires"]


def test_a_briefing_carries_dublin_core_and_open_graph(folder: Path) -> None:
    for pair in pairs(folder):
        for page in pair:
            title = text_of(page.find(".//main//h1"))
            said = metas(page)
            assert said["DC.title"] == said["og:title"] == title, page.path
            assert said["DC.description"] == said["og:description"], page.path
            names = "DC.creator DC.language DC.identifier DCTERMS.issued DCTERMS.modified og:type og:locale"
            assert set(names.split()) <= said.keys(), page.path


def test_the_title_of_every_page_names_the_site(folder: Path) -> None:
    names = {"en": "Evidence briefings", "cy": "Papurau briffio tystiolaeth"}
    for page in documents(folder).values():
        assert names[str(page.language)] in text_of(page.find(".//head/title")), page.path


def metas(page: Document) -> dict[str, str]:
    """Return the content of every named ``<meta>``; the last of several of one name."""
    found: list[ET.Element] = page.find("head").findall("meta")
    return {meta.get("name") or meta.get("property") or "": meta.get("content", "") for meta in found}
