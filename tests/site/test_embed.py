"""Cards for pages of other people: whole without script, honest, safe to copy, gone where a site does not want them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from evidence_briefings.site.embed import NO_ADDRESS
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site

HOSTILE = '</code></pre><script>alert(1)</script>\\" onload=x &amp;'
DRAWING = """
    briefings/
      one.yml +
        title: The first <b>one</b> & "it"
        was: [number-one]
        ratings: [{scheme: stars, value: NE}]
      one.cy.yml |
        title: Yr un cyntaf
        bottom_line: Mae'n helpu rhai pobl.
        summary: Yr hyn a ganfuwyd.
        messages:
          - text: Gofynnwch i bobl.
        evidence: {limitations: [Astudiaeth fach oedd hi.]}
        owner: {team: Y tîm tystiolaeth}
        translation: {status: draft}
      two.yml +
        title: Untranslated
      old.yml +
        title: The old one
        status: archived
        superseded_by: one
"""
Made = dict[str, str | Page]


def made_of(site: Site) -> Made:
    """Return what is made of records, by path."""
    found: Made = {}
    for bundle in site.take_aways():
        if bundle.name[0] == "record":
            for made in bundle.make():
                path, what = (made.path, made) if isinstance(made, Page) else made
                assert not isinstance(what, bytes)
                found[path] = what
    return found


@pytest.fixture
def made(site_of: Callable[..., Site]) -> Made:
    return made_of(site_of(DRAWING))


def card(made: Made, path: str) -> BeautifulSoup:
    text = made[path]
    assert isinstance(text, str)
    return BeautifulSoup(text, "html.parser")


def test_a_card_says_where_it_applies_what_it_rests_on_and_how_old_it_is(made: Made) -> None:
    words = card(made, "en/embed/one.html").get_text(" ", strip=True)
    for said in ("It helps some people.", "Wales: Applies", "England: In part", "One study", "Stars: NE: No effect"):
        assert said in words
    assert "Reviewed: 1 November 2026" in words
    assert 'The first <b>one</b> & "it"' in words


def test_a_card_needs_nothing_but_one_style_sheet(made: Made) -> None:
    for path in ("embed/one.html", "en/embed/one.html", "cy/embed/one.html"):
        found = card(made, path)
        assert not found.select("script, iframe, img, form, [style], [onload], base")
        assert [link["href"] for link in found.select("link[rel=stylesheet]")] == [
            "../" * path.count("/") + "assets/embed.css"
        ]
        assert found.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]


def test_links_of_a_card_open_a_new_tab_and_say_so(made: Made) -> None:
    found = card(made, "en/embed/one.html")
    assert {(link["target"], *link["rel"]) for link in found.select("a")} == {("_blank", "noopener")}
    assert "(opens in a new tab)" in found.get_text()


def test_a_card_in_both_languages_marks_each_and_begins_with_welsh(made: Made) -> None:
    found = card(made, "embed/one.html")
    assert [article["lang"] for article in found.select("article")] == ["cy", "en"]
    assert [link["href"] for link in found.select("h1 a")] == [
        "../cy/papurau-briffio/one.html",
        "../en/briefings/one.html",
    ]
    assert "Cyfieithiad drafft." in found.get_text()


def test_a_text_that_is_not_translated_stands_there_once(made: Made) -> None:
    both = card(made, "embed/two.html")
    assert both.get_text().count("Untranslated") == 2  # the title of the document, and the English card
    welsh = card(made, "cy/embed/two.html")
    assert welsh.select_one("h1 [lang=en]") is not None
    assert "nid yw" in welsh.get_text().casefold() or "eto ar gael" in welsh.get_text()


def test_an_archived_record_says_so_and_points_on(made: Made) -> None:
    found = card(made, "en/embed/old.html")
    assert "No longer kept up to date." in found.get_text()
    assert "../briefings/one.html" in [link["href"] for link in found.select("a")]


def test_a_card_stays_where_it_was_when_a_record_is_renamed(made: Made) -> None:
    assert made["embed/number-one.html"] == made["embed/one.html"]
    moved = made["en/embed/number-one_code.html"]
    assert isinstance(moved, Page)
    assert moved.template == "moved.html"


def codes(site: Site, path: str = "en/embed/one_code.html") -> dict[str, BeautifulSoup]:
    page = made_of(site)[path]
    assert isinstance(page, Page)
    found = BeautifulSoup(site.html(page), "html.parser").select("code")
    return {str(code["id"]): BeautifulSoup(code.get_text(), "html.parser") for code in found}


def test_code_to_copy_is_static_and_needs_no_styles(site_of: Callable[..., Site]) -> None:
    found = codes(site_of(DRAWING, site_url="https://example.org/e/"))
    assert found.keys() == {"frame-both", "frame-one", "html-both", "html-one"}
    for name in ("html-both", "html-one"):
        tags = {tag.name for tag in found[name].find_all(True)}
        assert tags <= {"div", "h3", "a", "p", "strong", "ul", "li", "b", "span"}
        attributes = {key for tag in found[name].find_all(True) for key in tag.attrs}
        assert attributes <= {"lang", "href", "rel"}
        assert {link["href"].partition("/")[0] for link in found[name].select("a")} == {"https:"}
        for said in ("1 November 2026", "Evidence team", "CC BY 4.0", "Wales: Applies", 'The first <b>one</b> & "it"'):
            assert said in found[name].get_text() or name == "html-both"
    assert [part["lang"] for part in found["html-both"].find_all("div")] == ["cy", "en"]


def test_a_frame_has_a_title_and_may_do_nothing_but_open_links(site_of: Callable[..., Site]) -> None:
    frame = codes(site_of(DRAWING, site_url="https://example.org/e/"))["frame-both"].iframe
    assert frame is not None
    assert frame["src"] == "https://example.org/e/embed/one.html"
    assert frame["title"] == 'The first <b>one</b> & "it"'
    assert frame["sandbox"] == ["allow-popups", "allow-popups-to-escape-sandbox"]
    assert re.fullmatch(r"\d+", str(frame["height"]))


def test_a_site_without_an_address_says_what_to_put_in(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    page = made_of(site)["cy/embed/one_cod.html"]
    assert isinstance(page, Page)
    html = site.html(page)
    assert NO_ADDRESS in html
    assert "data-unaddressed" in html
    assert page.about["scripts"] == ["embed-code.js"]


def test_hostile_words_stay_words(site_of: Callable[..., Site]) -> None:
    drawing = f'briefings/\n  one.yml +\n    title: "{HOSTILE}"\n    bottom_line: "{HOSTILE}"\n'
    site = site_of(drawing, site_url="https://example.org/e/")
    found = made_of(site)
    assert not card(found, "embed/one.html").select("script, [onload]")
    for code in codes(site).values():
        assert not code.select("script, [onload]")


def test_without_the_option_there_is_nothing_of_it(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    site.options = replace(site.options, embed=False)
    assert not [path for path in made_of(site) if "embed/" in path]
    [page] = [page for page in site.pages() if page.path == "en/briefings/one.html"]
    assert "embed" not in site.html(page)
