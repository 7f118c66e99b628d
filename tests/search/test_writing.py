"""The files of a search as a whole: what names what, and nothing of what a site does not show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from evidence_briefings.content.localised import LANGUAGES, Language
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.facets import DEFAULT, Facet
from evidence_briefings.search.packing import SIGNS, unpack
from evidence_briefings.search.writing import analyser_for, manifest_path, search_files
from evidence_briefings.site.site import Site

Made = Callable[..., Site]
FEW = """
    briefings/
      one.yml
      one.cy.yml
      two.yml +
        title: The second
        topics: [children]
        published: 2025-01-01
"""
CALL = re.compile(r"EvidenceSearch\.take\((.*)\);\n", re.DOTALL)


def files_of(site: Site, language: Language = "en", facets: tuple[Facet, ...] = DEFAULT) -> dict[str, str]:
    return search_files(site, language, facets, analyser_for(site))


def taken(content: str) -> list[Any]:
    """Return what a file hands over: its name, then its values."""
    call = CALL.fullmatch(content)
    assert call is not None
    found: list[Any] = json.loads(f"[{call[1]}]")
    return found


def manifest_of(files: dict[str, str], language: str = "en") -> dict[str, Any]:
    name, manifest = taken(files[manifest_path(language)])
    assert name == f"{language}/manifest"
    return dict(manifest)


def named(files: dict[str, str], name: str, mark: str, language: str = "en") -> Any:
    """Return the first value of a file that a manifest names."""
    handed, value, *_ = taken(files[f"search/{language}/{name}-{mark}.js"])
    assert handed == f"{language}/{name}"
    return value


def marks(hashes: str) -> list[str]:
    return [hashes[start : start + 6] for start in range(0, len(hashes), 6)]


def card_marks(manifest: Any) -> list[str]:
    """Return the hash of each card file."""
    size, together, hashes = manifest["cards"]
    return [marks(hashes)[number // together] for number in range(-(-manifest["count"] // size))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_names_every_file_and_no_other(site_of: Made, language: Language) -> None:
    files = files_of(site_of(FEW), language)
    manifest = manifest_of(files, language)
    rows = {"p": manifest["postings"][1], "q": manifest["postings"][1]}
    if manifest["forms"]:
        rows["f"] = manifest["forms"][1]
    names = {f"{letter}{number}-{mark}" for letter, row in rows.items() for number, mark in enumerate(marks(row))}
    names |= {f"c{number}-{mark}" for number, mark in enumerate(card_marks(manifest))}
    names |= {f"{name}-{mark}" for name, mark in manifest["tables"].items()}
    names |= {f"facet-{facet['name']}-{facet['hash']}" for facet in manifest["facets"]}
    assert {f"search/{language}/{name}.js" for name in (*names, "manifest")} == files.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_one_call_in_ascii_under_a_name_in_lower_case(site_of: Made, language: Language) -> None:
    for path, content in files_of(site_of(FEW), language).items():
        assert content.isascii()
        assert re.fullmatch(r"search/[a-z]{2}/[a-z0-9-]+\.js", path)
        assert taken(content)[0] == re.sub(r"^search/|(-[0-9a-v]{6})?\.js$", "", path)


def test_the_manifest_comes_last(site_of: Made) -> None:
    assert list(files_of(site_of(FEW)))[-1] == manifest_path("en")


def test_cards_stand_in_the_order_of_the_documents(site_of: Made) -> None:
    files = files_of(site_of(FEW))
    hashes = card_marks(manifest_of(files))
    assert [named(files, f"c{number}", mark)[0][0] for number, mark in enumerate(hashes)] == ["two", "one"]


def test_a_card_that_changes_renames_those_of_its_group_alone(site_of: Made) -> None:
    def drawing(title: str) -> str:
        # Published one a day, so that they stand in the order of their names.
        records = [f"{number:02d}.yml +\n    published: 2025-01-{number + 1:02d}" for number in range(20)]
        return "briefings/\n  " + "\n  ".join([*records[:19], f"{records[19]}\n    title: {title}"])

    before, after = (files_of(site_of(drawing(title))) for title in ("One", "Another"))
    gone = {re.sub(r".*/c|-.*", "", path) for path in before if "/c" in path and path not in after}
    assert gone == {"16", "17", "18", "19"}


def test_facets_and_orders_hold_document_numbers(site_of: Made) -> None:
    files = files_of(site_of(FEW))
    manifest = manifest_of(files)
    facets = {facet["name"]: facet for facet in manifest["facets"]}
    topic = named(files, "facet-topic", facets["topic"]["hash"])
    assert topic["values"] == [["children", "Children", -1], ["fostering", "Fostering", 0]]
    assert [unpack(packed) for packed in topic["documents"]] == [[0], [1]]
    assert unpack(named(files, "sort-newest", manifest["tables"]["sort-newest"])) == [1, 0]
    due = named(files, "facet-reviewed", facets["reviewed"]["hash"])
    assert [len(due["values"]), len(unpack(due["dates"]))] == [2, 2]


def test_a_facet_is_declared_in_the_manifest_as_in_the_settings(site_of: Made) -> None:
    facets = (Facet("sure", "evidence.base", {"en": "How sure", "cy": "Pa mor sicr"}, open=True), Facet("kind", "kind"))
    found = manifest_of(files_of(site_of(FEW), "cy", facets), "cy")["facets"]
    assert [(one["name"], one["label"], one["match"], one["open"]) for one in found] == [
        ("sure", "Pa mor sicr", "any", True),
        ("kind", "Math o bapur briffio", "any", False),
    ]


def test_a_facet_that_no_record_has_a_value_for_is_left_out(site_of: Made) -> None:
    words = {"en": "Words", "cy": "Geiriau"}
    facets = (Facet("seeking", "project.seeking_kinds", words), Facet("stage", "project.status", words))
    drawing = FEW + "      p.yml +\n        kind: project\n        project: {status: current}\n"
    assert [facet["name"] for facet in manifest_of(files_of(site_of(drawing), "en", facets))["facets"]] == ["stage"]


def test_the_manifest_has_the_words_that_cards_leave_out(site_of: Made) -> None:
    manifest = manifest_of(files_of(site_of(FEW), "cy"), "cy")
    assert manifest["address"].format("one") == "cy/papurau-briffio/one.html"
    assert manifest["months"][10] == "Tachwedd"
    assert manifest["labels"]["kind"]["guidance"] == "Canllawiau"
    assert manifest["labels"]["base"]["single-study"] == "Un astudiaeth"
    assert manifest["labels"]["applies"]["partly"] == "Yn rhannol"
    assert next(iter(manifest["labels"]["nation"].items())) == ("wales", "Cymru")


def words_in(coded: list[str]) -> list[str]:
    """Return front-coded words whole."""
    found = [""]
    for word in coded:
        found.append(found[-1][: SIGNS.index(word[0])] + word[1:])
    return found[1:]


@pytest.mark.parametrize(("lines", "is_found"), [("", False), ("\\tplygydd", False), ("plygydd\\txyzzy", True)])
def test_a_site_may_add_welsh_words_of_its_own(site_of: Made, lines: str, is_found: bool) -> None:
    drawing = f"""
        briefings/
          _vocabulary/
            welsh-lexicon.tsv = b"{lines}"
          one.yml
          one.cy.yml +
            title: Plygydd
    """
    files = files_of(site_of(drawing), "cy")
    terms = words_in(named(files, "terms", manifest_of(files, "cy")["tables"]["terms"], "cy"))
    assert ("xyzzy" in terms) == is_found


HIDDEN = """
    briefings/
      one.yml +
        related: [draft, archived, internal]
      draft.yml +
        status: draft
        title: Marked xyzzy one
        topics: [learning-disability]
      draft.cy.yml +
        title: Nod xyzzy un
      archived.yml +
        status: archived
        title: Marked xyzzy two
        sources: [{title: Marked xyzzy source, year: 1877}]
        superseded_by: one
      internal.yml +
        visibility: internal
        title: Marked xyzzy three
        body: Words of xyzzy.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_the_site_lists_is_in_any_file(site_of: Made, language: Language) -> None:
    files = files_of(site_of(HIDDEN), language)
    for word in ("xyzzy", "1877", "learning-disability", "internal", "draft", "archived"):
        assert [path for path, content in files.items() if word in content] == []
    assert manifest_of(files, language)["count"] == 1


def test_a_preview_of_drafts_finds_them(site_of: Made) -> None:
    files = files_of(site_of(HIDDEN, drafts=True))
    assert manifest_of(files)["count"] == 2
    assert "xyzzy one" in "".join(files.values())
    assert "xyzzy two" not in "".join(files.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_without_records_has_a_search_that_finds_nothing(site_of: Made, language: Language) -> None:
    files = files_of(site_of(), language)
    manifest = manifest_of(files, language)
    assert manifest["count"] == 0
    assert manifest["cards"] == [1, 16, ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_site_gives_the_same_bytes(site_of: Made, language: Language) -> None:
    site = site_of(FEW)
    again = search_files(site, language, DEFAULT, Analyser())
    assert list(files_of(site, language).items()) == list(again.items())


def test_an_edit_leaves_the_files_alone_that_it_does_not_concern(site_of: Made) -> None:
    before = files_of(site_of(FEW))
    after = files_of(site_of(FEW.replace("The second", "The other")))
    assert [path for path in before if "/facet-" in path and path not in after] == []


def test_the_work_is_given_up_when_there_is_something_newer_to_do(site_of: Made) -> None:
    asked = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        search_files(site_of(FEW), "en", DEFAULT, Analyser(), go_on=go_on)
    assert len(asked) == 2
