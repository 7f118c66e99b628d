"""Pros and cons of a record: two of their keys are words of Python, and every part of the program must know both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from evidence_briefings.content.corpus import Reader
from evidence_briefings.content.records import read_record
from evidence_briefings.content.schema import record_schema, translation_schema
from evidence_briefings.content.translation import translatable
from evidence_briefings.search.documents import DocumentMaker
from evidence_briefings.site.site import Site
from tiny import TODAY, corpus_of

WEIGHED = """
    briefings/
      one.yml +
        kind: synthesis
        balance:
          for:
            - text: It is kind.
              from: [two, hidden]
          against: [{text: It is slow.}]
          depends_on: [{text: The weather., from: [two]}]
      one.cy.yml +
        balance:
          for: [{text: Mae'n garedig.}]
          against: [{text: Mae'n araf.}]
          depends_on: [{text: Y tywydd.}]
      two.yml
      hidden.yml +
        visibility: internal
"""


def test_both_languages_of_an_argument_come_from_the_two_files(site_folder: Callable[..., Path]) -> None:
    briefing = corpus_of(site_folder(WEIGHED)).briefings["one"]
    assert briefing.balance is not None
    [argument] = briefing.balance.for_
    assert (argument.text.en, argument.text.cy) == ("It is kind.", "Mae'n garedig.")
    assert argument.from_ == ["two", "hidden"]
    assert briefing.balance.named == briefing.names == ["two", "hidden"]


def test_arguments_are_translated_under_their_yaml_keys(site_folder: Callable[..., Path]) -> None:
    folder = site_folder(WEIGHED)
    record = read_record(folder / "briefings" / "one.yml", folder)
    places = [loc for loc, _, _ in translatable(record) if loc[0] == "balance"]
    assert places == [("balance", side, 0, "text") for side in ("for", "against", "depends_on")]


def test_the_schemas_offer_the_yaml_keys(site_folder: Callable[..., Path]) -> None:
    corpus = corpus_of(site_folder(WEIGHED))
    schema = record_schema(corpus.vocabularies, corpus.schemes)
    assert list(schema["$defs"]["Balance"]["properties"]) == ["for", "against", "depends_on"]
    assert list(schema["$defs"]["Argument"]["properties"]) == ["text", "from"]
    assert schema["properties"]["tasks"]["items"]["enum"] == list(corpus.vocabularies["tasks"].terms)
    assert list(translation_schema()["properties"]["balance"]["properties"]) == ["for", "against", "depends_on"]


def test_the_data_have_the_yaml_keys_and_name_no_record_that_is_not_shown(site_of: Callable[..., Site]) -> None:
    found = {one["id"]: one for one in json.loads(site_of(WEIGHED).files()["data/briefings.json"])["briefings"]}
    assert found["one"]["balance"] == {
        "for": [{"text": {"en": "It is kind.", "cy": "Mae'n garedig."}, "from": ["two"]}],
        "against": [{"text": {"en": "It is slow.", "cy": "Mae'n araf."}}],
        "depends_on": [{"text": {"en": "The weather.", "cy": "Y tywydd."}, "from": ["two"]}],
    }


def test_arguments_are_searched(site_folder: Callable[..., Path]) -> None:
    corpus = corpus_of(site_folder(WEIGHED))
    [document] = DocumentMaker(corpus.vocabularies, corpus.schemes, "cy").documents([corpus.briefings["one"]])
    said = [passage.text for passage in document.fields["body"]]
    assert {"Mae'n garedig.", "Mae'n araf.", "Y tywydd."} <= set(said)


def test_a_record_that_goes_breaks_the_arguments_that_come_from_it(site_folder: Callable[..., Path]) -> None:
    folder = site_folder(WEIGHED)
    reader = Reader(folder / "briefings", folder)
    assert not reader.read(today=TODAY).errors
    (folder / "briefings" / "two.yml").unlink()
    wrong = [problem for problem in reader.read(today=TODAY).problems if problem.code == "broken-balance"]
    assert [problem.mark.line for problem in wrong] == [5, 7]
