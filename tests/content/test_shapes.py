"""The shape of the record, read off the model."""

from __future__ import annotations

import pytest
from evidence_briefings.content.model import AUTHORED, Briefing
from evidence_briefings.content.nodes import parse
from evidence_briefings.content.shapes import Loc, leaves, path_of, shape_at, shape_of_model


@pytest.mark.parametrize(
    ("loc", "kind"),
    [
        ((), "block"),
        (("title",), "text"),
        (("messages",), "list"),
        (("messages", 3, "text"), "text"),
        (("relevance", "applies_to"), "mapping"),
        (("relevance", "applies_to", "wales", "note"), "text"),
        (("published",), "value"),
        (("programme", "effects", 0, "n"), "value"),
    ],
)
def test_every_place_of_the_record_has_a_kind(loc: Loc, kind: str) -> None:
    shape = shape_at(Briefing, loc)
    assert shape is not None
    assert shape.kind == kind


@pytest.mark.parametrize(
    "loc", [("nowhere",), ("title", "deeper"), ("messages", 0, "nowhere"), ("id",), ("translation",)]
)
def test_a_place_that_the_record_does_not_have_has_none(loc: Loc) -> None:
    assert shape_at(Briefing, loc) is None


def test_the_shape_has_exactly_the_fields_that_authors_write() -> None:
    assert list(shape_of_model(Briefing).fields) == list(AUTHORED)


def test_leaves_are_the_single_values_in_the_order_of_the_file() -> None:
    node, _ = parse("title: A\nnowhere: X\nrelevance: {applies_to: {wales: yes, uk: {note: N}}}\ntopics: [t, [x]]", "")
    assert node is not None
    assert [(path_of(leaf.loc), leaf.value) for leaf in leaves(node, shape_of_model(Briefing))] == [
        ("title", "A"),
        ("relevance.applies_to.wales", "wales"),
        ("relevance.applies_to.wales.applies", "yes"),
        ("relevance.applies_to.uk", "uk"),
        ("relevance.applies_to.uk.note", "N"),
        ("topics[0]", "t"),
    ]


def test_a_location_is_shown_as_authors_read_it() -> None:
    assert path_of(("messages", 0, "text")) == "messages[0].text"
    assert path_of(()) == ""
