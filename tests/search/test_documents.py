"""What search reads of a record: all of its words, each once, in its field and its language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evidence_briefings.content.model import Briefing, read_briefing
from evidence_briefings.content.shapes import Shape, shape_of_model
from evidence_briefings.search.documents import FIELDS, Document, DocumentMaker, in_publication_order
from evidence_briefings.site.site import Site

VALUES: dict[str, Any] = {
    "chance": 62,
    "email": "address@example.org",
    "doi": "10.1000/address",
    "language": "en",
    "related": "other",
    "was": "older",
    "from": "other",
    "superseded_by": "other",
    "value": "2",
    **dict.fromkeys(["url", "open_url", "transcript"], "https://address.example.org/"),
    **dict.fromkeys(["published", "reviewed", "review_by", "archived", "date", "as_of"], "2026-11-01"),
    **dict.fromkeys(["file", "poster"], "address.webm"),
    **dict.fromkeys(["starts", "ends", "rated_on"], "2026"),
}
TERMS = {"nations": "wales", "schemes": "stars"}
NOT_READ = ("owner.", "contact.", "changes.", "ratings.criteria_scores", "ratings.modifier", "ratings.version")


def documents_of(site: Site, language: str) -> dict[str, Document]:
    maker = DocumentMaker(site.corpus.vocabularies, site.corpus.schemes, language)  # type: ignore[arg-type]
    return {document.id: document for document in maker.documents(in_publication_order(site.collection.listed))}


def said(document: Document, field: str) -> list[tuple[str, str]]:
    return [(passage.text, passage.language) for passage in document.fields[field]]


def filled(shape: Shape, site: Site, marks: dict[str, str], path: str = "") -> Any:
    """Return a value for every place of a shape; each text is a word of its own, noted in ``marks`` by its place."""
    name = path.rpartition(".")[2]
    if shape.kind == "block":
        steps = [(step, f"{path}.{step}" if path else step) for step in shape.fields]
        return {step: filled(shape.fields[step], site, marks, place) for step, place in steps}
    if shape.item is not None:
        item = filled(shape.item, site, marks, path)
        return [item] if shape.kind == "list" else {"wales": item}
    if shape.term is not None:
        return TERMS.get(shape.term.name) or next(iter(site.corpus.vocabularies[shape.term.name])).id
    if name not in VALUES and (shape.kind == "text" or shape.words):
        marks[path] = f"mark{len(marks):03d}"
        return marks[path]
    return VALUES.get(name, 1987)


def test_every_text_of_a_record_is_read_once_but_for_who_keeps_it(site_of: Callable[..., Site]) -> None:
    site = site_of()
    marks: dict[str, str] = {}
    briefing = read_briefing(filled(shape_of_model(Briefing), site, marks), "en", "one")
    maker = DocumentMaker(site.corpus.vocabularies, site.corpus.schemes, "en")
    (document,) = maker.documents([briefing])
    texts = [passage.text for passages in document.fields.values() for passage in passages]
    read = {path: sum(mark in text.split() for text in texts) for path, mark in marks.items()}
    assert len(marks) > 70
    assert {path for path, times in read.items() if times != 1} == {path for path in marks if path.startswith(NOT_READ)}
    assert "address" not in " ".join(texts)


def test_each_part_of_a_record_has_its_field(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            title: The title
            bottom_line: The bottom line.
            summary: The summary.
            messages: [{text: The first message.}, {text: The second message.}]
            keywords: [a keyword]
            body: The body.
            questions: [A question?]
            sources: [{title: The source, authors: [A. Author], journal: The journal, publisher: The press, year: 2019}]
    """
    document = documents_of(site_of(drawing), "en")["one"]
    assert list(document.fields) == list(FIELDS)
    assert said(document, "title") == [("The title", "en")]
    assert said(document, "summary") == [("The summary.", "en")]
    assert [text for text, _ in said(document, "messages")] == [
        "The bottom line.",
        "The first message.",
        "The second message.",
    ]
    assert [text for text, _ in said(document, "topics")] == ["a keyword", "Fostering", "Children"]
    assert {text for text, _ in said(document, "sources")} == {
        "The source",
        "A. Author",
        "The journal",
        "The press",
        "2019",
    }
    assert {"The body.", "A question?", "It was a small study."} < {text for text, _ in said(document, "body")}


HALF = """
    briefings/
      one.yml +
        title: An English title
        summary: An English summary.
      one.cy.yml |
        title: Teitl Cymraeg
        translation: {status: draft}
      none.yml +
        title: Only English
      welsh.yml +
        language: cy
        title: Dim ond Cymraeg
"""


def test_a_text_is_read_in_the_language_of_the_index_where_it_is_there(site_of: Callable[..., Site]) -> None:
    site = site_of(HALF)
    assert said(documents_of(site, "cy")["one"], "title") == [("Teitl Cymraeg", "cy")]
    assert said(documents_of(site, "en")["one"], "title") == [("An English title", "en")]


def test_what_is_not_translated_is_read_in_the_language_it_has(site_of: Callable[..., Site]) -> None:
    site = site_of(HALF)
    welsh, english = documents_of(site, "cy"), documents_of(site, "en")
    assert said(welsh["one"], "summary") == [("An English summary.", "en")]
    assert said(welsh["none"], "title") == [("Only English", "en")]
    assert said(english["welsh"], "title") == [("Dim ond Cymraeg", "cy")]


def test_topics_are_words_of_the_index_whatever_language_the_record_is_in(site_of: Callable[..., Site]) -> None:
    site = site_of(HALF)
    assert said(documents_of(site, "cy")["none"], "topics") == [("Maethu", "cy"), ("Plant", "cy")]
    assert said(documents_of(site, "en")["welsh"], "topics") == [("Fostering", "en"), ("Children", "en")]


def test_a_topic_comes_with_its_synonyms_and_those_above_it_each_once(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          _vocabulary/
            topics.yml |
              - {id: a, en: Above, cy: Uwch, synonyms: {en: [on top, over], cy: [ar ben]}}
              - {id: b, en: Below, cy: Is, parent: a}
              - {id: c, en: Beneath, cy: Dan, parent: a, synonyms: {en: [under]}}
          one.yml +
            topics: [b, c]
    """
    site = site_of(drawing)
    found = {
        language: [text for text, _ in said(documents_of(site, language)["one"], "topics")] for language in ("en", "cy")
    }
    assert found == {
        "en": ["Below", "Above", "on top", "over", "Beneath", "under"],
        "cy": ["Is", "Uwch", "ar ben", "Dan"],
    }


def test_labels_that_people_type_are_words_of_the_body(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            kind: guidance
            evidence: {knowledge: [data], base: single-study, designs: [survey], limitations: [None.]}
            relevance: {evidence_from: [england], applies_to: {wales: yes, scotland: no}}
            ratings: [{scheme: stars, value: "2", modifier: "+"}]
    """
    body = [text for text, _ in said(documents_of(site_of(drawing), "cy")["one"], "body")]
    assert {"Canllawiau", "Arolwg", "Lloegr", "Sêr"} <= set(body)
    assert not {"Data", "Un astudiaeth", "Yr Alban", "Rheng flaen", "2", "+"} & set(body)


def test_a_place_that_is_not_reported_is_no_word_to_find(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            relevance: {evidence_from: [not-reported], applies_to: {wales: yes}}
    """
    assert "Not reported" not in [
        text for text, _ in said(documents_of(site_of(drawing, lists="real"), "en")["one"], "body")
    ]


def test_a_source_is_read_in_the_language_it_was_published_in_and_its_note_in_that_of_the_record(
    site_of: Callable[..., Site],
) -> None:
    drawing = """
        briefings/
          one.yml +
            sources: [{title: Adroddiad, authors: [B. Awdur], year: 2021, language: cy, note: Our note.}]
    """
    found = said(documents_of(site_of(drawing), "en")["one"], "sources")
    assert sorted(found) == [("2021", "cy"), ("Adroddiad", "cy"), ("B. Awdur", "cy"), ("Our note.", "en")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See [the guide](https://example.org/guide_(new)/page) first.", "See the guide first"),
        ("See <https://example.org/guide>, or www.example.org/other, first.", "See or first"),
        ("See [us](mailto:team@example.org) or team@example.org today.", "See us or today"),
        ("See [that][1] first. [1]: https://example.org/guide", "See that 1 first 1"),
        ("See **bold** words: a/b, 5 @ 6.", "See bold words a b 5 6"),
    ],
)
def test_addresses_in_a_text_are_not_read(site_of: Callable[..., Site], text: str, words: str) -> None:
    document = documents_of(site_of(f"briefings/\n  one.yml +\n    body: '{text}'\n"), "en")["one"]
    (read,) = [read for read, _ in said(document, "body") if read.startswith("See ")]
    assert "".join(sign if sign.isalnum() else " " for sign in read).split() == words.split()


def test_documents_are_numbered_by_day_of_publication_then_by_id(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          c.yml +
            published: 2025-01-01
          b.yml
          a.yml
          d.yml +
            published: 2024-01-01
    """
    assert list(documents_of(site_of(drawing), "en")) == ["d", "c", "a", "b"]
