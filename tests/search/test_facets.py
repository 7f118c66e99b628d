"""The facets of mkdocs.yml: what may stand there, and a sentence for everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml
from evidence_briefings.search.columns import ColumnMaker
from evidence_briefings.search.facets import (
    COMPUTED,
    DEFAULT,
    Facet,
    FacetError,
    names_by_source,
    places_of_terms,
    read_facets,
)
from evidence_briefings.site.site import Site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT

TOPIC = {"name": "topic", "from": "topics"}


def read(declared: object, wording: Mapping[str, Wording]) -> tuple[Facet, ...]:
    return read_facets(declared, wording)


def test_the_project_declares_the_facets_that_a_site_has_without_any(wording: Mapping[str, Wording]) -> None:
    config = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))
    (options,) = (plugin["evidence-briefings"] for plugin in config["plugins"])
    assert read(options["facets"], wording) == read(None, wording) == DEFAULT


def test_a_site_may_have_no_facets(wording: Mapping[str, Wording]) -> None:
    assert read([], wording) == ()


def test_every_declaration_may_say_what_it_is_called_and_whether_it_is_open(wording: Mapping[str, Wording]) -> None:
    entry = {"name": "sure", "from": "evidence.base", "label": {"en": "How sure", "cy": "Pa mor sicr "}, "open": True}
    assert read([entry], wording) == (
        Facet("sure", "evidence.base", {"en": "How sure", "cy": "Pa mor sicr"}, open=True),
    )


def test_every_list_of_the_record_can_be_a_facet(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n  one.yml\n")
    label = {"en": "Words", "cy": "Geiriau"}
    declared = [{"name": f"f{number}", "from": place, "label": label} for number, place in enumerate(places_of_terms())]
    assert {"project.status", "evidence.base", "media.kind", "programme.tested_with.places"} < set(places_of_terms())
    for language in ("en", "cy"):
        maker = ColumnMaker(site.collection.listed, site.collection, site.corpus.schemes, site.wording[language])
        columns = list(maker.columns(read(declared, site.wording)))
        assert [column.name for column in columns] == [entry["name"] for entry in declared]
        assert {column.label for column in columns} == {label[language]}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("topic", "facets in mkdocs.yml is a list of entries such as {name: topic, from: topics"),
        ({"topic": "topics"}, "facets in mkdocs.yml is a list"),
        (["topic"], "entry 1 is not an entry such as {name: topic"),
        ([TOPIC, None], "entry 2 is not an entry"),
        (
            [{"name": "topic", "form": "topics"}],
            'entry 1: a facet has no "form", only name, from, label, open. Did you',
        ),
        ([{**TOPIC, True: 1}], 'a facet has no "True", only'),
        ([{"from": "topics"}], "entry 1: name must be lower-case a-z"),
        ([{**TOPIC, "name": "Topic"}], "name must be lower-case a-z"),
        ([{**TOPIC, "name": "../topic"}], "name must be lower-case a-z"),
        ([{**TOPIC, "name": False}], "name must be lower-case a-z"),
        ([{**TOPIC, "name": "q"}], "none of q, show, sort"),
        ([TOPIC, TOPIC], 'entry 2: the name "topic" is already taken'),
        ([{"name": "topic"}], 'entry 1 (topic): from cannot be "None". It is one of applies, audiences, '),
        ([{"name": "sure", "from": "evidence.bse"}], 'from cannot be "evidence.bse". Did you mean "evidence.base"?'),
        ([{"name": "sure", "from": ["evidence", "base"]}], "It is one of applies, audiences, evidence.base, "),
        ([{"name": "said", "from": "title"}], 'from cannot be "title".'),
        ([{"name": "sure", "from": "evidence.base"}], "entry 1 (sure): label must be in both languages, such as {en: "),
        ([{**TOPIC, "label": "Topic"}], "label must be in both languages"),
        ([{**TOPIC, "label": {"en": "Topic"}}], "label must be in both languages"),
        ([{**TOPIC, "label": {"en": "Topic", "cy": " "}}], "label must be in both languages"),
        ([{**TOPIC, "label": {"en": "Topic", "cy": 1}}], "label must be in both languages"),
        ([{**TOPIC, "open": "yes please"}], "entry 1 (topic): open is yes or no"),
        ([{"name": "r", "from": "ratings", "label": {"en": "R", "cy": "G"}}], "each rating scheme gives its own title"),
        (
            [{"name": "rating", "from": "ratings"}, {**TOPIC, "name": "rating-stars"}],
            'entry 2: the name "rating-stars" cannot be used: rating- begins',
        ),
        (
            [{**TOPIC, "name": "rating-stars"}, {"name": "rating", "from": "ratings"}],
            'entry 2: the name "rating-stars" cannot be used: rating- begins',
        ),
    ],
)
def test_what_is_no_declaration_is_said_in_one_line_with_what_is_allowed(
    declared: Any, said: str, wording: Mapping[str, Wording]
) -> None:
    with pytest.raises(FacetError) as error:
        read(declared, wording)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("facets in mkdocs.yml")


@pytest.mark.parametrize("source", sorted(COMPUTED))
def test_the_message_names_every_source_there_is(source: str, wording: Mapping[str, Wording]) -> None:
    with pytest.raises(FacetError, match=rf"\b{source}\b"):
        read([{"name": "x", "from": "nowhere"}], wording)


def test_of_two_facets_of_one_source_the_first_gives_the_name() -> None:
    facets = [Facet("subject", "topics"), Facet("topic", "topics"), Facet("kind", "kind")]
    assert names_by_source(facets) == {"topics": "subject", "kind": "kind"}
