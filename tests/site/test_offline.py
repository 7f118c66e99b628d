"""What a browser may keep of a site: lists that hang together, and a worker that is of one build."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from evidence_briefings.site.offline import digest, offline_files, removing_worker
from evidence_briefings.site.site import Site
from evidence_briefings.site.wording import Wording

DRAWING = """
    briefings/
      one.yml +
        title: The first
        topics: [children]
      two.yml +
        title: The second
        topics: [learning-disability]
      two.cy.yml
"""
PAGE = '<html><link rel="stylesheet" href="{up}assets/a.css"><script src="{up}assets/a.js"></script>{text}'


@pytest.fixture
def built(tmp_path: Path, site_of: Callable[..., Site]) -> tuple[Path, Site]:
    """Return a folder with some pages of a site, and the site."""
    files = {
        "index.html": PAGE.format(up="", text="choice"),
        "assets/a.css": "@font-face { src: url(font.woff2) } b { background: url(data:x) }",
        "assets/a.js": "a()",
        "assets/b.css": "b {}",
        "assets/font.woff2": "font",
        "assets/unused.js": "unused()",
    }
    for language, search, briefings, topics in (
        ("en", "search", "briefings", "topics"),
        ("cy", "chwilio", "papurau-briffio", "pynciau"),
    ):
        files |= {
            f"{language}/index.html": PAGE.format(up="../", text="home"),
            f"{language}/{search}.html": PAGE.format(up="../", text="search"),
            f"{language}/{briefings}/index.html": PAGE.format(up="../../", text="all"),
            f"{language}/{briefings}/one.html": PAGE.format(up="../../", text="one"),
            f"{language}/{briefings}/two.html": '<link rel="stylesheet" href="../../assets/b.css">two',
            f"{language}/{briefings}/old.html": '<meta http-equiv="refresh" content="0; url=two.html">',
            f"{language}/{topics}/children.html": PAGE.format(up="../../", text="children"),
            f"{language}/unlisted/one.html": "no page to keep",
            f"search/{language}/manifest.js": "manifest",
            f"search/{language}/p0-abcdef.js": "postings",
        }
    for path, text in files.items():
        (tmp_path / "built" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "built" / path).write_text(text, encoding="utf-8")
    return tmp_path / "built", site_of(DRAWING)


def files_of(built: tuple[Path, Site]) -> dict[str, str]:
    folder, site = built
    return dict(offline_files(folder, site.collection, site.wording))


def constant(worker: str, name: str) -> Any:
    found = re.search(rf"^const {name}=(.*);$", worker, re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_the_worker_names_all_that_its_pages_need_and_nothing_else(built: tuple[Path, Site]) -> None:
    core = [path for path, _, _ in constant(files_of(built)["sw.js"], "CORE")]
    assert core == [
        "assets/a.css",
        "assets/a.js",
        "assets/font.woff2",
        "index.html",
        "en/index.html",
        "cy/index.html",
        "en/search.html",
        "cy/chwilio.html",
        "offline/en.json",
        "offline/cy.json",
    ]


def test_every_digest_is_that_of_the_file(built: tuple[Path, Site]) -> None:
    folder, _ = built
    files = files_of(built)

    def content(path: str) -> bytes:
        return files[path].encode() if path in files else (folder / path).read_bytes()

    listed = [tuple(each) for each in constant(files["sw.js"], "CORE")]
    for language in ("en", "cy"):
        index = json.loads(files[f"offline/{language}.json"])
        listed += [(path, sign, len(content(path))) for path, sign in index["lists"].items()]
        listed += [tuple(each) for each in json.loads(files[f"offline/{language}-pack.json"])["files"]]
        part = json.loads(files[f"offline/{language}-0.json"])
        listed += [(path, *entry[:2]) for path, entry in {**part["pages"], **part["needs"]}.items()]
    assert len(listed) > 20
    assert [each for each in listed if (digest(content(each[0])), len(content(each[0]))) != each[1:]] == []


def test_a_part_says_of_a_briefing_what_is_said_before_it_is_fetched(built: tuple[Path, Site]) -> None:
    files = files_of(built)
    part = json.loads(files["offline/en-0.json"])
    _, size, reviewed, title, topics, needs = part["pages"]["en/briefings/two.html"]
    assert (size, reviewed, title, needs) == (52, "2026-11-01", "The second", ["assets/b.css"])
    labels = [topic[0] for topic in json.loads(files["offline/en.json"])["topics"]]
    assert "children" not in [labels[number] for number in topics]
    assert [labels[number] for number in part["pages"]["en/topics/children.html"][4]] == ["children"]


def test_what_leads_on_and_what_is_no_page_of_these_is_not_kept(built: tuple[Path, Site]) -> None:
    pages = json.loads(files_of(built)["offline/en-0.json"])["pages"]
    assert "en/briefings/one.html" in pages
    assert not {"en/briefings/old.html", "en/unlisted/one.html"} & pages.keys()


def test_a_topic_has_the_size_of_its_pages(built: tuple[Path, Site]) -> None:
    folder, _ = built
    index = json.loads(files_of(built)["offline/en.json"])
    paths = ("en/briefings/one.html", "en/topics/children.html")
    size = sum((folder / path).stat().st_size for path in paths)
    assert [topic for topic in index["topics"] if topic[0] == "children"] == [["children", "Children", 1, size]]


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("en/briefings/two.html", True),
        ("assets/b.css", True),
        ("search/cy/p0-abcdef.js", True),
        ("assets/unused.js", False),
    ],
)
def test_the_version_is_that_of_all_that_may_be_kept(built: tuple[Path, Site], path: str, changes: bool) -> None:
    before = files_of(built)["sw.js"]
    assert files_of(built)["sw.js"] == before
    (built[0] / path).write_text("something else", encoding="utf-8")
    after = files_of(built)["sw.js"]
    assert (constant(before, "VERSION") != constant(after, "VERSION")) == changes


def test_a_long_search_is_kept_as_far_as_every_query_needs_it(
    built: tuple[Path, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence_briefings.site.offline.WHOLE_SEARCH", 5)
    pack = json.loads(files_of(built)["offline/en-pack.json"])
    assert "search/en/manifest.js" in [path for path, _, _ in pack["files"]]
    assert [path for path, _, _ in pack["more"]] == ["search/en/p0-abcdef.js"]


def test_the_words_stand_in_each_language(built: tuple[Path, Site], wording: Mapping[str, Wording]) -> None:
    files = files_of(built)
    words = {language: json.loads(files[f"offline/{language}.json"])["words"] for language in ("en", "cy")}
    assert words["en"].keys() == words["cy"].keys()
    assert words["en"]["copy"] == "You are reading a saved copy of {date}."
    assert words["cy"]["months"] == wording["cy"].months()


def test_a_manifest_says_its_language_and_stays_below_the_site(site_of: Callable[..., Site]) -> None:
    said = {path: json.loads(text) for path, text in site_of(DRAWING).files().items() if path.endswith("webmanifest")}
    assert {path: (m["lang"], m["start_url"], m["scope"]) for path, m in said.items()} == {
        "en/manifest.webmanifest": ("en", "index.html", "../"),
        "cy/manifest.webmanifest": ("cy", "index.html", "../"),
    }
    assert all("id" not in manifest for manifest in said.values())
    known = site_of(DRAWING, site_url="https://example.org/evidence/").files()
    assert json.loads(known["cy/manifest.webmanifest"])["id"] == "/evidence/cy/index.html"


def test_the_last_worker_takes_itself_away() -> None:
    assert "unregister()" in removing_worker()
    assert "fetch" not in removing_worker()
