"""The keys of pages: a preview may leave a page alone exactly as long as its key stays the same."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from evidence_briefings.content.corpus import Reader
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording, read_wording
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import PROJECT, TODAY, record, tiny_site, translation, write

THEME = PROJECT / "theme_overrides"
WORDING: Mapping[str, Wording] = read_wording(THEME / "locales")
FIELDS = [
    "title: Another title",
    "title: Zebra\nbottom_line: It helps nobody.",
    "summary: Other words.",
    "body: |\n  ## More\n\n  " + "word " * 500,
    "topics: [children]",
    "topics: [learning-disability, fostering]",
    "audiences: [managers]",
    "kind: guidance",
    "status: draft",
    "visibility: internal",
    "status: archived\nsuperseded_by: b",
    "related: [b]",
    "related: [b, c]",
    "reviewed: 2026-11-20",
    "published: 2026-10-01\nreviewed: 2026-10-02",
    "relevance: {evidence_from: [england], applies_to: {wales: unknown}}",
    "language: cy",
]
IDS = ["a", "b", "c"]
EDITS = st.tuples(
    st.sampled_from(IDS), st.sampled_from(["record", "welsh", "gone", "no welsh"]), st.sampled_from(FIELDS)
)


def edit(folder: Path, record_id: str, how: str, lines: str) -> None:
    """Change one file, as an author would."""
    path, pair = folder / "briefings" / f"{record_id}.yml", folder / "briefings" / f"{record_id}.cy.yml"
    if how == "record":
        path.write_text(record(lines), encoding="utf-8")
    elif how == "welsh":
        pair.write_text(translation("title: Teitl arall\n" if "title" in lines else ""), encoding="utf-8")
    elif how == "gone":
        path.unlink(missing_ok=True)
        pair.unlink(missing_ok=True)
    else:
        pair.unlink(missing_ok=True)


def shown(site: Site) -> dict[str, tuple[object, str]]:
    """Return (key, everything a reader gets) of each page."""
    return {page.path: (page.key, f"{page.title}{page.meta}{site.html(page)}") for page in site.pages()}


@settings(max_examples=15)
@given(st.lists(EDITS, min_size=1, max_size=5))
def test_after_any_edits_every_page_with_an_old_key_is_as_it_was_and_the_kept_site_is_a_new_one(edits: list) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = tiny_site(Path(name), {f"briefings/{id}.yml": record(f"title: Title of {id}") for id in IDS})
        reader = Reader(folder / "briefings", folder)
        options = Options([THEME])
        site = make_site(reader.read(today=TODAY), options, WORDING)
        before = shown(site)
        for one in edits:
            edit(folder, *one)
            corpus = reader.read(today=TODAY)
            if corpus.errors:
                continue  # a build with errors stops: the pages stay
            site = site.with_corpus(corpus)
            now = shown(site)
            for path in now.keys() & before.keys():
                assert now[path][0] != before[path][0] or now[path][1] == before[path][1], path
            before = now
        fresh = Reader(folder / "briefings", folder).read(today=TODAY)
        if not fresh.errors:
            assert before == shown(make_site(fresh, options, WORDING))
            assert site.files() == make_site(fresh, options, WORDING).files()


def changed_by(folder: Path, lines: str) -> tuple[set[str], set[str]]:
    """Return the paths whose key, and those whose HTML, an edit of the record ``one`` changes; pages come and go."""
    reader = Reader(folder / "briefings", folder)
    site = make_site(reader.read(today=TODAY), Options([THEME]), WORDING)
    before = shown(site)
    write(folder, {"briefings/one.yml": record(lines)})
    corpus = reader.read(today=TODAY)
    assert not corpus.errors
    now = shown(site.with_corpus(corpus))
    both = now.keys() & before.keys()
    return tuple({path for path in both if now[path][part] != before[path][part]} for part in (0, 1))  # type: ignore[return-value]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_site(
        tmp_path,
        """
        briefings/
          one.yml +
            title: The first
          two.yml +
            title: The second
            topics: [learning-disability]
            audiences: [managers]
            related: [one]
        """,
    )


def test_a_new_title_changes_the_keys_of_exactly_the_pages_that_show_it(folder: Path) -> None:
    keys, html = changed_by(folder, "title: The foremost")
    assert keys == html
    assert {"en/briefings/one.html", "en/briefings/two.html", "en/index.html", "en/topics/children.html"} < keys
    assert not {"en/topics/index.html", "en/topics/learning-disability.html", "en/glossary.html", "index.html"} & keys


def test_another_topic_changes_the_keys_of_exactly_the_pages_that_count_it(folder: Path) -> None:
    keys, html = changed_by(folder, "title: The first\ntopics: [learning-disability]")
    assert keys >= html
    assert {"en/topics/index.html", "en/index.html", "en/topics/learning-disability.html"} < keys
    assert not {"en/glossary.html", "en/briefings/two.html", "en/ratings.html"} & keys


def test_another_body_changes_no_page_that_does_not_name_the_record(folder: Path) -> None:
    keys, html = changed_by(folder, "title: The first\nbody: More words.")
    assert html <= keys
    named = {"en/briefings/one.html", "en/topics/children.html", "en/topics/fostering.html", "en/briefings/index.html"}
    assert named <= keys
    assert not {"en/briefings/two.html", "en/a-z.html", "en/topics/index.html", "en/audiences/managers.html"} & keys


def test_every_page_has_a_key(folder: Path) -> None:
    site = make_site(Reader(folder / "briefings", folder).read(today=TODAY), Options([THEME]), WORDING)
    assert [page.path for page in site.pages() if page.key is None] == []
