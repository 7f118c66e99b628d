"""What machines read in the head of a page."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from evidence_briefings.site.metadata import script_safe
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = """
    briefings/
      one.yml +
        title: "</script><script>alert(1)</script> & \\u2028 <!-- \\"x\\""
        keywords: ["]]>", "<!--"]
"""
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def page_of(site: Site, path: str) -> Page:
    return next(page for page in site.pages() if page.path == path)


@given(JSON_VALUES)
def test_json_made_safe_says_the_same(value: object) -> None:
    assert json.loads(script_safe(json.dumps(value))) == value


@given(JSON_VALUES)
def test_json_made_safe_cannot_leave_its_script(value: object) -> None:
    assert not set(script_safe(json.dumps(value))) & set("<>&")


@pytest.mark.parametrize("path", ["en/briefings/one.html", "cy/papurau-briffio/one.html"])
def test_structured_data_is_json_that_holds_the_title_as_written(site_of: Callable[..., Site], path: str) -> None:
    site = site_of(HOSTILE)
    text = page_of(site, path).meta["structured"]
    assert json.loads(text)["headline"] == site.collection.shown["one"].title.en
    assert text.isascii()
    assert not set(text) & set("<>&")


def test_structured_data_names_the_language_that_the_text_is_in(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml
    """)
    data = json.loads(page_of(site, "cy/papurau-briffio/one.html").meta["structured"])
    assert (data["headline"], data["inLanguage"]) == ("A good record", "en")
    assert [thing["name"] for thing in data["about"]] == ["Maethu"]


def test_a_site_with_an_address_says_where_each_page_is(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml
    """
    meta = page_of(site_of(drawing, site_url="https://example.org/evidence/"), "cy/papurau-briffio/one.html").meta
    url = "https://example.org/evidence/cy/papurau-briffio/one.html"
    assert json.loads(meta["structured"])["url"] == url
    assert ("og:url", url) in meta["og"]


def test_a_site_without_an_address_claims_none(site_of: Callable[..., Site]) -> None:
    meta = page_of(site_of("briefings/\n  one.yml"), "en/briefings/one.html").meta
    assert "url" not in json.loads(meta["structured"])
    assert "og:url" not in dict(meta["og"])


def test_the_head_says_when_and_in_which_language(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml +
            changes: [{date: 2026-11-20, note: A figure was put right.}]
          one.cy.yml
    """)
    meta = page_of(site, "cy/papurau-briffio/one.html").meta
    core, graph = dict(meta["dc"]), dict(meta["og"])
    assert core["DC.title"] == graph["og:title"] == "Cofnod da"
    assert (core["DC.language"], graph["og:locale"], graph["og:locale:alternate"]) == ("cy", "cy_GB", "en_GB")
    assert core["DCTERMS.modified"] == graph["article:modified_time"] == "2026-11-20"
    assert core["DCTERMS.issued"] == "2026-11-01"


def test_an_archived_record_is_not_to_be_indexed(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          new.yml
          old.yml +
            status: archived
            superseded_by: new
    """)
    assert page_of(site, "en/briefings/old.html").meta["noindex"]
    assert not page_of(site, "en/briefings/new.html").meta["noindex"]
