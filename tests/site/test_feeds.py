"""Feeds: what is in which, that other people's parsers read them, and that no text can break one."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import ROUTES, address
from evidence_briefings.site.changes import events_of
from evidence_briefings.site.feeds import FOLLOWED, MOST, MOST_OF_ONE, _plain, _quoted, _xml
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tiny import PROJECT, corpus_of, tiny_site

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://example.org/evidence/"
DRAWING = """
    briefings/
      fostering.yml +
        title: Fostering & <b>care</b>
        topics: [fostering]
        changes:
          - {date: 2026-11-20, note: A second <i>study</i> was added.}
          - {date: 2026-11-20, note: Its limits too.}
          - {date: 2026-12-01, note: A figure was put right.}
          - {date: 2026-11-01, note: Written.}
      fostering.cy.yml +
        title: Maethu
      disability.yml +
        title: Learning disability
        was: [disability-of-old]
        topics: [learning-disability]
        audiences: [managers]
        published: 2026-11-10
        reviewed: 2026-11-25
      kept.yml +
        title: Kept for the record
        status: archived
        changes: [{date: 2026-12-01, note: Archived.}]
      inside.yml +
        title: For partners only
        visibility: partner
      later.yml +
        title: Not finished
        status: draft
"""


def files_of(site: Site) -> dict[str, str]:
    return {
        path: text
        for bundle in site.take_aways()
        if bundle.name[0] == "feed"
        for path, text in (made for made in bundle.make() if isinstance(made, tuple))
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, wording: Mapping[str, Wording]) -> Mapping[str, str]:
    """Return every feed of a site that has an address and shows drafts."""
    corpus = corpus_of(tiny_site(tmp_path_factory.mktemp("feeds"), DRAWING))
    assert not corpus.errors
    return files_of(make_site(corpus, Options([PROJECT / "theme_overrides"], URL, drafts=True), wording))


def atom(text: str) -> Any:
    found = feedparser.parse(text.encode("utf-8"), response_headers={"content-type": "application/atom+xml"})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def titles(text: str) -> list[str]:
    return [item["title"] for item in json.loads(text)["items"]]


def test_each_language_has_a_feed_of_everything_and_of_each_topic_and_audience(files: Mapping[str, str]) -> None:
    names = [("fostering", "topic"), ("children", "topic"), ("learning-disability", "topic")]
    names += [("frontline", "audience"), ("managers", "audience")]
    expected = {
        address(key, language, name).replace(".html", ending)
        for language in LANGUAGES
        for name, key in names
        for ending in (".xml", ".json")
    }
    expected |= {ROUTES[key][language] for key in ("feed", "feed-json") for language in LANGUAGES}
    assert files.keys() == expected
    assert {"en/feed.xml", "cy/ffrwd.json", "cy/pynciau/fostering.xml"} <= expected


def test_entries_are_publications_and_days_with_changes_the_newest_first(files: Mapping[str, str]) -> None:
    assert titles(files["en/feed.json"]) == [
        "Changed: Fostering & <b>care</b>",
        "Changed: Fostering & <b>care</b>",
        "Learning disability",
        "Fostering & <b>care</b>",
    ]
    found = atom(files["en/feed.xml"])
    assert [entry.updated for entry in found.entries] == [
        f"2026-{day}T00:00:00Z" for day in ("12-01", "11-20", "11-10", "11-01")
    ]
    assert found.feed.updated == "2026-12-01T00:00:00Z"


def test_what_was_changed_on_one_day_stands_in_one_entry(files: Mapping[str, str]) -> None:
    html = json.loads(files["en/feed.json"])["items"][1]["content_html"]
    assert html.startswith("<p><strong>What was changed?</strong></p>")
    assert "<li>A second &lt;i&gt;study&lt;/i&gt; was added.</li><li>Its limits too.</li>" in html


def test_archived_unfinished_and_private_records_are_in_no_feed(files: Mapping[str, str]) -> None:
    for title in ("Kept for the record", "For partners only", "Not finished"):
        assert not [path for path, text in files.items() if title in text]


def test_a_feed_of_a_topic_has_what_is_below_it_and_nothing_else(files: Mapping[str, str]) -> None:
    assert len(titles(files["en/topics/children.json"])) == 3
    assert titles(files["en/topics/learning-disability.json"]) == ["Learning disability"]
    assert titles(files["en/audiences/managers.json"]) == ["Learning disability"]
    assert atom(files["cy/pynciau/children.xml"]).feed.title == "Papurau briffio tystiolaeth: Plant"


def test_an_entry_says_what_to_do_where_it_applies_and_how_sure_it_is(files: Mapping[str, str]) -> None:
    entry = atom(files["en/feed.xml"]).entries[-1]
    html = entry.content[0].value
    assert "<p>It helps some people.</p>" in html
    assert "<li>Ask people what they want.</li>" in html
    assert "Wales: Applies; England: In part; Scotland: Not known; Northern Ireland: Does not apply" in html
    assert "One study" in html
    assert entry.authors[0].name == "Evidence team"
    assert [(tag.term, tag.label) for tag in entry.tags] == [("fostering", "Fostering")]


def test_welsh_that_is_missing_is_marked_and_a_draft_says_that_it_is_one(files: Mapping[str, str]) -> None:
    tree = etree.fromstring(files["cy/ffrwd.xml"].encode("utf-8"))
    titled = {
        title.text: title.get("{http://www.w3.org/XML/1998/namespace}lang") for title in tree.iter(f"{ATOM}title")
    }
    assert titled["Learning disability"] == "en"
    assert titled["Maethu"] is None
    items = {item["title"]: item for item in json.loads(files["cy/ffrwd.json"])["items"]}
    assert items["Learning disability"]["language"] == "en"
    assert '<span lang="en">It helps some people.</span>' in items["Learning disability"]["content_html"]
    assert "Nid oes cyfieithydd wedi gwirio'r cyfieithiad hwn eto." in items["Maethu"]["content_html"]


def test_links_are_whole_and_lead_to_the_page_in_both_languages(files: Mapping[str, str]) -> None:
    for language in LANGUAGES:
        tree = etree.fromstring(files[ROUTES["feed"][language]].encode("utf-8"))
        entry = tree.findall(f"{ATOM}entry")[-1]
        links = {link.get("hreflang"): link.get("href") for link in entry.findall(f"{ATOM}link")}
        assert links == {each: URL + address("briefing", each, "fostering") for each in LANGUAGES}
        assert next(iter(links)) == language
        own = {link.get("rel"): link.get("href") for link in reversed(tree.findall(f"{ATOM}link"))}
        assert own == {"self": URL + ROUTES["feed"][language], "alternate": URL + address("home", language)}


@pytest.mark.parametrize("site_url", [URL, None])
def test_ids_are_unique_differ_by_language_and_survive_a_new_id(site_of: Callable[..., Site], site_url: str) -> None:
    files = files_of(site_of(DRAWING, site_url=site_url))
    ids = {language: [one.id for one in atom(files[ROUTES["feed"][language]]).entries] for language in LANGUAGES}
    assert len({*ids["en"], *ids["cy"]}) == 8
    assert [item["id"] for item in json.loads(files["en/feed.json"])["items"]] == ids["en"]
    assert all(one.startswith(site_url or "urn:uuid:") for one in ids["en"])
    gone = "\n      fostering.yml -\n      fostering.cy.yml -\n"
    renamed = DRAWING.replace("fostering.", "foster-care.").replace(
        "title: Fostering", "was: [fostering]\n        title: F"
    )
    again = files_of(site_of(renamed.replace("was: [disability", "keywords: [disability") + gone, site_url=site_url))
    found = [one.id for one in atom(again["en/feed.xml"]).entries]
    assert [found[0], found[1], found[3]] == [ids["en"][0], ids["en"][1], ids["en"][3]]
    assert found[2] != ids["en"][2]


def test_without_an_address_of_the_site_links_are_relative_to_the_feed(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    pages = {page.path for page in site.pages()}
    files = files_of(site)
    for path, text in files.items():
        if path.endswith(".xml"):
            links = [link.get("href") for link in etree.fromstring(text.encode("utf-8")).iter(f"{ATOM}link")]
        else:
            whole = json.loads(text)
            links = [whole["home_page_url"], whole["feed_url"], *(item["url"] for item in whole["items"])]
        there = {posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in links}
        assert there <= pages | files.keys(), path


def test_a_json_feed_has_what_its_specification_asks_for(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".json"):
            feed = json.loads(text)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["title"]
            assert feed["feed_url"] == URL + path
            assert feed["language"] == path[:2]
            for item in feed["items"]:
                assert isinstance(item["id"], str)
                assert item["id"]
                assert item["content_html"]
                assert item["url"].startswith(URL)
                assert date.fromisoformat(item["date_published"][:10])
                assert [set(author) for author in item["authors"]] == [{"name"}]


def test_every_atom_feed_is_read_without_complaint_even_an_empty_one(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".xml"):
            found = atom(text)
            assert found.feed.id == URL + path
            assert found.feed.updated
            assert found.feed.language == path[:2]


def test_no_text_can_break_a_feed_or_end_its_elements(site_of: Callable[..., Site]) -> None:
    hostile = r'"]]></content></entry><script>alert(1)</script>\u2028 &amp; \" \U0001F600"'
    drawing = f"""
        briefings/
          bad.yml +
            title: {hostile}
            bottom_line: {hostile}
            messages: [{{text: {hostile}}}]
            changes: [{{date: 2026-11-30, note: {hostile}}}]
    """
    for path, text in files_of(site_of(drawing, site_url=f"{URL}?a=1&b=\"'<")).items():
        if path.endswith(".xml"):
            atom(text)
            tree = etree.fromstring(text.encode("utf-8"))
            assert not [element for element in tree.iter() if "script" in str(element.tag)]
            for content in tree.iter(f"{ATOM}content"):
                assert "<script" not in str(content.text)
        else:
            for item in json.loads(text)["items"]:
                assert "<script" not in item["content_html"]


@given(st.text())
def test_whatever_a_text_holds_it_can_stand_in_xml(text: str) -> None:
    element = etree.fromstring(f"<a b={_quoted(text)}>{_xml(text)}</a>".encode("utf-8", "strict"))
    assert "\ufffd" in _plain(text) or (element.text or "") == re.sub("\r\n?", "\n", text)


def test_a_feed_ends_after_so_many_entries(site_of: Callable[..., Site]) -> None:
    days = [date(2025, 1, 1) + timedelta(number) for number in range(1, MOST + 1)]
    changes = "".join(f"      - {{date: {day}, note: Again.}}\n" for day in days)
    files = files_of(site_of(f"briefings/\n  a.yml +\n    published: 2025-01-01\n    changes:\n{changes}"))
    assert len(titles(files["en/feed.json"])) == MOST
    assert len(titles(files["en/topics/fostering.json"])) == MOST_OF_ONE
    assert json.loads(files["en/feed.json"])["items"][0]["date_published"] == f"{days[-1]}T00:00:00Z"


def test_the_same_records_give_the_same_bytes(site_of: Callable[..., Site], files: Mapping[str, str]) -> None:
    assert files_of(site_of(DRAWING, site_url=URL, drafts=True)) == files


def test_only_what_a_feed_lists_makes_a_preview_write_it_again(site_of: Callable[..., Site]) -> None:
    def keys(site: Site) -> dict[tuple[str, ...], object]:
        return {bundle.name: bundle.key for bundle in site.take_aways() if bundle.name[0] == "feed"}

    before = keys(site_of(DRAWING))
    after = keys(site_of(DRAWING.replace("title: Learning disability", "title: Learning disabilities")))
    changed = {name[1] for name in before if before[name] != after[name]}
    assert changed == {"everything", "topic-learning-disability", "audience-managers"}


def test_home_topics_audiences_and_lists_name_their_feed_and_briefings_do_not(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    written = files_of(site)
    pages = {page.path: page for page in site.pages()}
    feeds = {path: [feed for _, _, feed in page.meta.get("feeds", [])] for path, page in pages.items()}
    assert feeds["en/index.html"] == ["en/feed.xml", "en/feed.json"]
    assert feeds["cy/papurau-briffio/index.html"] == ["cy/ffrwd.xml", "cy/ffrwd.json"]
    assert feeds["en/topics/fostering.html"] == ["en/topics/fostering.xml", "en/topics/fostering.json"]
    assert feeds["cy/cynulleidfaoedd/managers.html"][0] == "cy/cynulleidfaoedd/managers.xml"
    assert feeds["en/briefings/fostering.html"] == []
    assert {feed for named in feeds.values() for feed in named} <= written.keys()


def test_the_page_of_feeds_has_a_place_for_each_and_lists_lead_there(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    pages = {page.path: page for page in site.pages()}
    for language in LANGUAGES:
        html = site.html(pages[address("follow", language)])
        for key, name in FOLLOWED.items():
            for term in site.corpus.vocabularies[name]:
                assert f'<li id="{key}-{term.id}"' in html
                there = site.html(pages[address(key, language, term.id)])
                follow = address("follow", language).rpartition("/")[2]
                assert f'href="../{follow}#{key}-{term.id}"' in there


def test_what_happened_before_the_day_of_publication_is_no_news(site_folder: Callable[..., Any]) -> None:
    corpus = corpus_of(site_folder(DRAWING))
    told = [(event.what, event.day.isoformat(), len(event.notes)) for event in events_of(corpus.briefings["fostering"])]
    assert told == [("published", "2026-11-01", 0), ("changed", "2026-11-20", 2), ("changed", "2026-12-01", 1)]
    told = [(event.what, event.day.isoformat(), 0) for event in events_of(corpus.briefings["disability"])]
    assert told == [("published", "2026-11-10", 0), ("reviewed", "2026-11-25", 0)]
