"""The search of a built site and of a preview: whole in both languages, current, and of nothing that is not shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tiny import record, translation

from .sites import built, contents, whole_site
from .test_serve import Preview

LANGUAGES = ("en", "cy")
EMPTY = '("",{"count":0,"postings":[[],""],"forms":null,"cards":[1,16,""],"tables":{},"facets":[]})'
HIDDEN = """
    briefings/
      one.yml +
        related: [draft, internal, archived]
      draft.yml +
        status: draft
        title: Xyzzy of a draft
      draft.cy.yml +
        title: Xyzzy y drafft
      archived.yml +
        status: archived
        title: Xyzzy of the past
        superseded_by: one
      internal.yml +
        visibility: internal
        title: Xyzzy among us
        body: Words of xyzzy.
        ratings: [{scheme: stars, value: "1", context: Xyzzy}]
      partner.yml +
        visibility: partner
        title: Xyzzy among friends
    site_src/
      en/
        about.md |
          # About us
      cy/
        amdanom-ni.md |
          # Amdanom ni
"""


def named_by(manifest: str) -> set[str]:
    """Return the names that the hashes of a manifest stand for: ``p0-1a2b3c``."""
    found = json.loads(manifest[manifest.index(",") + 1 : manifest.rindex(")")])
    rows = {"p": found["postings"][1], "q": found["postings"][1], "f": (found["forms"] or ["", ""])[1]}
    names = {f"{letter}{number}-{mark}" for letter, row in rows.items() for number, mark in enumerate(hashes(row))}
    size, together, row = found["cards"]
    names |= {f"c{number}-{hashes(row)[number // together]}" for number in range(-(-found["count"] // size))}
    names |= {f"{name}-{mark}" for name, mark in found["tables"].items()}
    return names | {f"facet-{facet['name']}-{facet['hash']}" for facet in found["facets"]}


def hashes(row: str) -> list[str]:
    return [row[start : start + 6] for start in range(0, len(row), 6)]


def search_of(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(site).items() if path.startswith("search/")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_has_a_search_in_each_language_and_no_file_too_many(good: Path, language: str) -> None:
    folder = good / "site" / "search" / language
    names = named_by((folder / "manifest.js").read_text("ascii"))
    assert {path.stem for path in folder.iterdir()} == {*names, "manifest"}


def test_nothing_that_is_not_listed_is_in_any_file_of_the_search(site: Callable[..., Path]) -> None:
    files = search_of(built(site(HIDDEN)))
    assert len(files) > 40
    assert [path for path, content in files.items() if b"xyzzy" in content.lower()] == []
    assert [path for path, content in files.items() if re.search(rb"draft|internal|partner|archived", content)] == []


def test_drafts_are_found_only_when_asked_for(site: Callable[..., Path]) -> None:
    folder = site(HIDDEN)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    changed = config.replace("- evidence-briefings:", "- evidence-briefings:\n      drafts: true")
    (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    found = b"".join(search_of(built(folder)).values())
    assert b"Xyzzy of a draft" in found
    assert b"Xyzzy y drafft" in found
    assert b"Xyzzy of the past" not in found
    assert b"Xyzzy among" not in found


def test_the_facets_of_the_settings_are_those_of_the_site(site: Callable[..., Path]) -> None:
    folder = site()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    only = "facets: [{name: sure, from: evidence.base, label: {en: How sure, cy: Pa mor sicr}}]\n"
    (folder / "mkdocs.yml").write_text(re.sub(r"facets:\n( +- \{.*\n)+", only, config), encoding="utf-8")
    files = search_of(built(folder))
    assert {path.split("-")[0] + path.split("-")[1] for path in files if "/facet-" in path} == {
        "search/en/facetsure",
        "search/cy/facetsure",
    }
    assert b'"label":"Pa mor sicr"' in files["search/cy/manifest.js"]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a preview that the tests below share."""
    shared = Preview(whole_site(tmp_path_factory.mktemp("search") / "site"))
    yield shared
    shared.stop()


def manifest(preview: Preview, language: str = "en") -> str:
    return (preview.get(f"search/{language}/manifest.js") or b"").decode("ascii")


def is_there(preview: Preview, name: str, language: str = "en") -> bool:
    return preview.get(f"search/{language}/{name}.js") is not None


def follows(preview: Preview, before: str, language: str = "en") -> set[str]:
    """Wait until the manifest is another one and return the names in it."""
    preview.until(lambda: manifest(preview, language) not in (before, ""))
    return named_by(manifest(preview, language))


def test_the_search_follows_an_edit(preview: Preview) -> None:
    before = {language: manifest(preview, language) for language in LANGUAGES}
    preview.write("briefings/two.yml", record("title: Plugh for the search\n"))
    for language in LANGUAGES:
        names = follows(preview, before[language], language)
        cards = [name for name in names if name.startswith("c")]
        assert [name for name in cards if preview.shows(f"search/{language}/{name}.js", "Plugh for the search")]
        assert [name for name in names if not is_there(preview, name, language)] == []


def test_a_page_that_is_open_keeps_its_search_until_the_next_but_one(preview: Preview) -> None:
    first = manifest(preview)
    preview.write("briefings/two.yml", record("title: Once more\n"))
    gone = named_by(first) - follows(preview, first)
    assert gone
    assert all(is_there(preview, name) for name in gone)
    second = manifest(preview)
    preview.write("briefings/two.yml", record("title: And again\n"))
    follows(preview, second)
    preview.until(lambda: not any(is_there(preview, name) for name in gone - named_by(manifest(preview))))


def cards_show(preview: Preview, words: str, language: str = "en", kind: str = "c") -> bool:
    """Return whether any card (or file of another kind) that the manifest names has the words."""
    names = [name for name in named_by(manifest(preview, language) or EMPTY) if name.startswith(kind)]
    return any(preview.shows(f"search/{language}/{name}.js", words) for name in names)


def test_a_mistake_in_one_record_does_not_keep_the_search_from_the_edit_before_it(preview: Preview) -> None:
    preview.write("briefings/one.cy.yml", translation("title: Teitl plugh\n"))
    preview.until(lambda: preview.shows("cy/papurau-briffio/one.html", "Teitl plugh"))
    preview.write("briefings/two.yml", "kind: [\n")
    preview.until(lambda: preview.said("briefings/two.yml:2:1: error[yaml-syntax]"))
    preview.until(lambda: cards_show(preview, "Teitl plugh", "cy"))
    preview.write("briefings/two.yml", record())


def test_an_edit_of_a_list_shows_in_the_search(preview: Preview) -> None:
    name = "briefings/_vocabulary/topics.yml"
    text = (preview.folder / name).read_text("utf-8")
    preview.write(name, text.replace("en: Fostering", "en: Fostering plugh"))
    preview.until(lambda: cards_show(preview, "Fostering plugh", kind="facet-topic"))
    preview.write(name, text)
