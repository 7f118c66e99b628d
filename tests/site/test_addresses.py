"""Addresses: every page stands in both languages, and links between them are relative and right."""

from __future__ import annotations

import posixpath
import re

import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import HAND_WRITTEN, ROUTES, Links, address, numbered, pair_of, relative
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.text(alphabet="abc", min_size=1, max_size=2)
FOLDERS = st.lists(NAMES, max_size=4).map("/".join)
FILES = st.tuples(st.lists(NAMES, max_size=4), NAMES).map(lambda parts: "/".join([*parts[0], parts[1] + ".html"]))
OF_BOTH = ("data", "record", "citations", "table", "schema", "choice", "embed-both", "social-card")


@given(FILES, FOLDERS)
def test_a_relative_link_is_what_posixpath_says(target: str, folder: str) -> None:
    assert relative(target, folder) == posixpath.relpath(target, folder or ".")


@given(FILES, FOLDERS)
def test_a_relative_link_leads_to_its_target(target: str, folder: str) -> None:
    assert posixpath.normpath(posixpath.join(folder, relative(target, folder))) == target


def with_ids(key: str, language: str) -> str:
    return address(key, language, *["an-id", "another-id"][: ROUTES[key][language].count("{}")])


@pytest.mark.parametrize("key", ROUTES)
def test_a_page_stands_in_both_languages(key: str) -> None:
    assert set(ROUTES[key]) == set(LANGUAGES)


@pytest.mark.parametrize("key", [key for key in ROUTES if key not in OF_BOTH])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_stands_below_the_folder_of_its_language(key: str, language: str) -> None:
    assert with_ids(key, language).startswith(f"{language}/")
    assert re.fullmatch(r"[a-z0-9/._-]+", with_ids(key, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_have_one_address(language: str) -> None:
    paths = [with_ids(key, language) for key in ROUTES]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("key", ROUTES)
def test_an_id_stands_at_the_same_places_in_both_languages(key: str) -> None:
    assert ROUTES[key]["en"].count("{}") == ROUTES[key]["cy"].count("{}")


@pytest.mark.parametrize(
    ("key", "en", "cy"),
    [
        ("briefing", "en/briefings/an-id.html", "cy/papurau-briffio/an-id.html"),
        ("search", "en/search.html", "cy/chwilio.html"),
        ("business-case", "en/business-case/an-id.html", "cy/achos-busnes/an-id.html"),
        ("data-page", "en/data.html", "cy/data.html"),
        ("data", "data/briefings.json", "data/briefings.json"),
        ("record", "data/briefings/an-id.json", "data/briefings/an-id.json"),
        ("table", "data/briefings.csv", "data/briefings.csv"),
        ("citations", "data/citations/en-an-id.js", "data/citations/cy-an-id.js"),
        ("schema", "data/schema.json", "data/schema.json"),
        ("choice", "index.html", "index.html"),
    ],
)
def test_the_addresses_that_others_rely_on_stay(key: str, en: str, cy: str) -> None:
    assert (address(key, "en", "an-id"), address(key, "cy", "an-id")) == (en, cy)


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        address("nowhere", "en")


@pytest.mark.parametrize("key", HAND_WRITTEN)
def test_a_handwritten_page_knows_its_pair_and_the_pair_knows_it(key: str) -> None:
    assert pair_of(address(key, "en")) == address(key, "cy")
    assert pair_of(address(key, "cy")) == address(key, "en")


def test_a_page_that_nobody_knows_has_no_pair() -> None:
    assert pair_of("en/other.html") is None


def test_the_parts_of_a_listing_have_addresses_that_no_id_can_have() -> None:
    assert numbered("en/topics/a.html", 1) == "en/topics/a.html"
    assert numbered("en/topics/a.html", 2) == "en/topics/a_2.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_for_an_audience_has_an_address_that_no_topic_and_no_part_of_one_can_have(language: str) -> None:
    path = address("topic-for", language, "a", "b")
    assert posixpath.dirname(path) == posixpath.dirname(address("topic", language, "a"))
    assert "_" in path
    assert not re.search(r"_\d+\.html$", path)


def test_links_are_made_from_the_folder_of_the_page() -> None:
    links = Links("cy/pynciau/maethu.html", "cy")
    assert links("home") == "../index.html"
    assert links("topic", "other") == "other.html"
    assert links.to("en/index.html") == "../../en/index.html"
    assert links("data") == "../../data/briefings.json"
