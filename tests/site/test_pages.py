"""The pages of a site: every page has its pair, long listings come in parts, every link leads to a page."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable

import pytest
from evidence_briefings.content.localised import OTHER
from evidence_briefings.site.addresses import HAND_WRITTEN, ROUTES, address
from evidence_briefings.site.listings import PER_PAGE
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site

FEW = """
    briefings/
      one.yml +
        related: [two]
      one.cy.yml
      two.yml +
        topics: [children, learning-disability]
      old.yml +
        status: archived
        superseded_by: one
"""


def many(count: int) -> str:
    lines = [f"  r{number:03d}.yml +\n    title: Record {number}\n" for number in range(count)]
    return "briefings/\n" + "".join(lines)


def pages_of(site: Site) -> dict[str, Page]:
    pages = list(site.pages())
    found = {page.path: page for page in pages}
    assert len(found) == len(pages)
    return found


def test_every_page_but_the_choice_has_its_pair_and_is_the_pair_of_it(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(FEW))
    for path, page in pages.items():
        if path == "index.html":
            continue
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), page.meta["alternate"]))
        back = posixpath.normpath(posixpath.join(posixpath.dirname(there), pages[there].meta["alternate"]))
        assert pages[there].language == OTHER[page.language]
        assert back == path


def test_both_languages_have_as_many_pages(site_of: Callable[..., Site]) -> None:
    counts = Counter(page.language for page in pages_of(site_of(FEW)).values())
    assert counts["cy"] - 1 == counts["en"]  # the language choice counts as Welsh


def test_every_generated_address_is_a_page(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(FEW))
    for key in set(ROUTES) - set(HAND_WRITTEN) - {"data", "table", "schema", "manifest", "feed", "feed-json"}:
        for language in ("en", "cy"):
            if "{}" not in ROUTES[key][language]:
                assert address(key, language) in pages


@pytest.mark.parametrize("drawing", [FEW, "", many(PER_PAGE + 1)])
def test_every_link_of_a_page_leads_to_a_page_of_the_site(site_of: Callable[..., Site], drawing: str) -> None:
    site = site_of(drawing)
    made = [made for bundle in site.take_aways() for made in bundle.make()]
    files = {one[0] for one in made if isinstance(one, tuple)} | set(site.files())
    pages = pages_of(site) | {one.path: one for one in made if isinstance(one, Page)}
    there = (
        set(pages)
        | files
        | {address("record", "en", id) for id in site.collection.shown}
        | {address(key, lang) for key in HAND_WRITTEN for lang in ("en", "cy")}
    )
    for path, page in pages.items():
        for link in re.findall(r'(?:href|action)="([^"#?]+)', site.html(page)):
            if ":" not in link:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) in there, (path, link)


@pytest.mark.parametrize(
    ("count", "parts"), [(0, [0]), (1, [1]), (PER_PAGE, [PER_PAGE]), (PER_PAGE + 1, [PER_PAGE, 1]), (81, [40, 40, 1])]
)
def test_a_long_listing_comes_in_parts_of_forty(site_of: Callable[..., Site], count: int, parts: list[int]) -> None:
    pages = pages_of(site_of(many(count)))
    names = ["en/topics/fostering.html", *(f"en/topics/fostering_{number}.html" for number in range(2, len(parts) + 1))]
    found = [path for path in pages if re.match(r"en/topics/fostering[_\d]*\.html", path)]
    assert found == names
    assert [len(pages[path].context["entries"]) for path in names] == parts
    assert {pages[path].context["total"] for path in names} == {count}


def test_the_parts_of_a_listing_hold_every_record_once_and_lead_to_each_other(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(many(81)))
    path, seen = "cy/papurau-briffio/index.html", []
    while path:
        context = pages[path].context
        seen += [briefing.id for briefing in context["entries"]]
        after = context["next"]
        if after:
            nearby = pages[posixpath.join(posixpath.dirname(path), after)].context["previous"]
            assert posixpath.join(posixpath.dirname(path), nearby) == path
        path = posixpath.join(posixpath.dirname(path), after) if after else ""
    assert len(set(seen)) == len(seen) == 81


def test_an_empty_listing_says_so(site_of: Callable[..., Site]) -> None:
    site = site_of()
    assert "inset" in site.html(pages_of(site)["en/topics/fostering.html"])


def test_a_topic_leads_to_those_above_and_below_it(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(FEW))
    assert [url for _, url in pages["en/topics/fostering.html"].context["breadcrumb"]] == [
        "index.html",
        "children.html",
    ]
    margin = dict(pages["en/topics/children.html"].context["margin"])
    assert [(term["id"], term["count"]) for term in margin["Narrower topics"]] == [("fostering", 1)]


FOR_WHOM = """
    briefings/
      one.yml +
        audiences: [frontline, managers]
      two.yml +
        audiences: [managers]
      three.yml +
        topics: [learning-disability]
        audiences: [frontline]
      old.yml +
        topics: [learning-disability]
        audiences: [managers]
        status: archived
"""


def test_a_topic_and_an_audience_that_share_records_have_a_page_together_and_no_others(
    site_of: Callable[..., Site],
) -> None:
    pages = pages_of(site_of(FOR_WHOM))
    found = {
        posixpath.basename(path): {briefing.id for briefing in page.context["entries"]}
        for path, page in pages.items()
        if path.startswith("en/topics/") and "_for_" in path
    }
    assert found == {
        "children_for_frontline.html": {"one"},
        "children_for_managers.html": {"one", "two"},
        "fostering_for_frontline.html": {"one"},
        "fostering_for_managers.html": {"one", "two"},
        "learning-disability_for_frontline.html": {"three"},
    }


@pytest.mark.parametrize(
    ("language", "folder", "joint", "words"),
    [("en", "topics", "for", "Fostering – for: Managers"), ("cy", "pynciau", "i", "Maethu – ar gyfer: Rheolwyr")],
)
def test_a_topic_leads_to_its_audiences_and_they_lead_back(
    site_of: Callable[..., Site], language: str, folder: str, joint: str, words: str
) -> None:
    pages = pages_of(site_of(FOR_WHOM))
    above = pages[f"{language}/{folder}/fostering.html"]
    (_, those) = above.context["margin"][-1]
    names = ("frontline", "managers")
    assert [(one["url"], one["count"]) for one in those] == [
        (f"fostering_{joint}_{name}.html", count) for name, count in zip(names, (1, 2), strict=True)
    ]
    page = pages[f"{language}/{folder}/fostering_{joint}_managers.html"]
    assert page.title == page.context["heading"] == words
    assert page.context["breadcrumb"][-1] == (above.title, "fostering.html")


def test_a_long_listing_of_a_topic_for_an_audience_comes_in_parts(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(many(PER_PAGE + 1)))
    first, second = (pages[f"en/topics/fostering_for_frontline{part}.html"].context for part in ("", "_2"))
    assert [len(part["entries"]) for part in (first, second)] == [PER_PAGE, 1]
    assert first["next"] == "fostering_for_frontline_2.html"


def test_a_record_names_its_related_ones_and_an_archived_one_its_successor(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(FEW))
    assert [other.id for other in pages["en/briefings/one.html"].context["related"]] == ["two"]
    assert pages["en/briefings/old.html"].context["successor"].id == "one"


def test_a_related_record_that_is_not_shown_is_not_named(site_of: Callable[..., Site]) -> None:
    pages = pages_of(
        site_of("""
        briefings/
          one.yml +
            related: [two]
          two.yml +
            visibility: internal
    """)
    )
    assert pages["en/briefings/one.html"].context["related"] == []


def test_the_a_to_z_has_every_listed_record_under_its_letter(site_of: Callable[..., Site]) -> None:
    pages = pages_of(
        site_of("""
        briefings/
          one.yml +
            title: Child
          one.cy.yml +
            title: Chwaer
          two.yml
    """)
    )
    letters = {language: dict(pages[address("a-z", language)].context["letters"]) for language in ("en", "cy")}
    assert [title for title, *_ in letters["en"]["C"]] == ["Child", "Children"]
    assert [title for title, *_ in letters["cy"]["CH"]] == ["Chwaer"]
    assert ("A good record", "papurau-briffio/two.html", "en") in letters["cy"]["A"]


def test_pages_come_in_the_same_order_every_time(site_of: Callable[..., Site]) -> None:
    site = site_of(FEW)
    assert [page.path for page in site.pages()] == [page.path for page in site.pages()]


def test_a_page_knows_how_far_its_language_has_got(site_of: Callable[..., Site]) -> None:
    pages = pages_of(site_of(FEW))
    records = {path: page for path, page in pages.items() if page.template == "briefing.html"}
    states = {path: page.context["translation"]["state"] for path, page in records.items()}
    assert states["cy/papurau-briffio/one.html"] == "complete"
    assert states["cy/papurau-briffio/two.html"] == "missing"
    assert {state for path, state in states.items() if path.startswith("en/")} == {"complete"}
