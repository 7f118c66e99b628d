"""briefings.json: every public published record, with all its fields, for other people's systems."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from evidence_briefings.content.model import AUTHORED
from evidence_briefings.site.data import briefings_json
from evidence_briefings.site.site import Site
from tiny import PROJECT

EVERY_BLOCK = (PROJECT / "tests/golden/check/good.every-block.txt").read_text("utf-8")
DRAWING = EVERY_BLOCK.split("--- site ---\n")[1].split("--- problems ---\n")[0]


def data_of(site: Site) -> Mapping[str, Any]:
    return json.loads(site.files()["data/briefings.json"])


def test_it_has_the_public_records_that_are_published_or_archived(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          a.yml
          b.yml +
            status: archived
            superseded_by: a
          c.yml +
            status: draft
          d.yml +
            visibility: internal
          e.yml +
            visibility: partner
    """)
    assert [record["id"] for record in data_of(site)["briefings"]] == ["a", "b"]


def test_it_is_json_without_any_record(site_of: Callable[..., Site]) -> None:
    assert data_of(site_of())["briefings"] == []


def test_a_text_is_a_map_of_the_languages_there_are(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          both.yml
          both.cy.yml
          english.yml
          welsh.yml +
            language: cy
    """)
    titles = {record["id"]: record["title"] for record in data_of(site)["briefings"]}
    assert titles["both"] == {"en": "A good record", "cy": "Cofnod da"}
    assert titles["english"] == {"en": "A good record"}
    assert titles["welsh"] == {"cy": "A good record"}


def test_every_field_that_an_author_wrote_is_there(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    written = {name for briefing in site.collection.shown.values() for name in briefing.model_fields_set}
    found = {name for record in data_of(site)["briefings"] for name in record}
    assert written & set(AUTHORED) <= found


def test_every_public_record_says_where_it_is_in_both_languages(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml
    """
    path = {"en": "en/briefings/one.html", "cy": "cy/papurau-briffio/one.html"}
    assert data_of(site_of(drawing))["briefings"][0]["urls"] == path
    absolute = {language: f"https://example.org/x/{end}" for language, end in path.items()}
    assert data_of(site_of(drawing, site_url="https://example.org/x"))["briefings"][0]["urls"] == absolute


def test_it_says_how_far_the_translation_is(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml
          one.cy.yml
          two.yml
    """)
    translations = {record["id"]: record["translation"] for record in data_of(site)["briefings"]}
    assert translations["one"] == {"language": "cy", "status": "draft", "state": "complete"}
    assert translations["two"]["state"] == "missing"


@pytest.mark.parametrize("value", ["yes", "no", "not-reported"])
def test_words_that_other_readers_of_yaml_take_for_truth_stay_words(site_of: Callable[..., Site], value: str) -> None:
    site = site_of(f"""
        briefings/
          one.yml +
            evidence:
              knowledge: [research]
              base: single-study
              limitations: [Small.]
              peer_reviewed: {value}
    """)
    assert data_of(site)["briefings"][0]["evidence"]["peer_reviewed"] == value


def test_one_record_is_one_line(site_of: Callable[..., Site]) -> None:
    lines = site_of("briefings/\n  a.yml\n  b.yml").files()["data/briefings.json"].splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["a", "b"]


def test_lines_that_are_kept_are_those_that_would_be_made(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n  a.yml\n  b.yml")
    kept: dict[str, Any] = {}
    first = list(briefings_json(site.collection, None, kept))
    assert list(briefings_json(site.collection, None, kept)) == first == list(briefings_json(site.collection, None))


def test_the_schema_beside_it_describes_a_record(site_of: Callable[..., Site]) -> None:
    schema = json.loads(site_of().files()["data/schema.json"])
    assert set(schema["properties"]) == set(AUTHORED)


def test_a_record_has_an_id_of_its_own_in_the_whole_world(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml
          welsh.yml +
            language: cy
    """
    [one, welsh] = data_of(site_of(drawing, site_url="https://example.org/x"))["briefings"]
    assert one["@id"] == one["urls"]["en"] == "https://example.org/x/en/briefings/one.html"
    assert welsh["@id"] == welsh["urls"]["cy"]
    [one, welsh] = data_of(site_of(drawing))["briefings"]
    assert one["@id"] == f"urn:uuid:{uuid5(NAMESPACE_URL, 'evidence-briefings/one')}"
    assert one["@id"] != welsh["@id"]


HIDDEN = """
    briefings/
      one.yml +
        related: [inside, two, draft]
      two.yml +
        status: archived
        superseded_by: draft
      inside.yml +
        visibility: internal
      draft.yml +
        status: draft
"""


def test_records_that_are_not_shown_are_not_named(site_of: Callable[..., Site]) -> None:
    site = site_of(HIDDEN)
    [one, two] = data_of(site)["briefings"]
    assert one["related"] == ["two"]
    assert "superseded_by" not in two
    assert not {"inside", "draft"} & set(re.findall(r'"([a-z]+)"', site.files()["data/briefings.json"]))


def test_a_kept_line_is_made_again_when_a_record_it_names_is_hidden(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n  one.yml +\n    related: [two]\n  two.yml")
    kept: dict[str, Any] = {}
    assert '"related":["two"]' in "".join(briefings_json(site.collection, None, kept))
    fewer = replace(site.collection, shown={"one": site.collection.shown["one"]})
    assert '"two"' not in "".join(briefings_json(fewer, None, kept))


def test_no_schema_is_named_that_the_entries_do_not_follow(site_of: Callable[..., Site]) -> None:
    assert set(data_of(site_of("briefings/\n  one.yml"))) == {"licence", "briefings"}
