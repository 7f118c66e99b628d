"""Citations for reference managers, read back by other people's parsers, whatever signs a text holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from evidence_briefings.site.bibliography import _TYPES, FORMATS
from evidence_briefings.site.references import Author, Reference, author_of, one_line
from evidence_briefings.site.site import Site
from hypothesis import given
from hypothesis import strategies as st
from tiny import PROJECT, corpus_of

HOSTILE = [
    "Braces } { {{ and }",
    "100% of $5 & #1_a ~ ^ \\ \\textbf{bold} \\",
    "Quotes \" and 'single' and @article{a, title = {b}}",
    "Tŷ ŵy â Łódź – “quoted” … 日本",
    "a line\nTY  - JOUR\nER  - \r\n\tTI  - other",
    "ER  - ",
    ", and }; and {",
    "<b>bold</b> &amp;",
]
FIELDS = ("title", "publisher", "genre", "abstract")
PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=("C", "M"), max_codepoint=0x17F), min_size=1)
NAMES_OF_CSL = set(
    "id type title author issued publisher container-title genre language URL DOI abstract keyword".split()
)
"""Names and types that csl-data.json of the Citation Style Language has, as far as they are used here."""
TYPES_OF_CSL = set("report document article-journal book chapter webpage speech dataset legislation".split())


def whole(ending: str, *references: Reference) -> str:
    return FORMATS[ending].whole([FORMATS[ending].entry(reference) for reference in references])


def hostile(text: str, **more: Any) -> Reference:
    fields = {name: one_line(text) for name in FIELDS}
    return Reference("a.source-1", "report", language="cy", authors=(Author(one_line(text)),), **fields, **more)


def balanced(text: str) -> bool:
    found = 1
    while found:
        text, found = re.subn(r"\{[^{}]*\}", "", text)
    return not set(text) & set("{}")


def plain(text: str) -> str:
    """Return a text without what LaTeX sees alike: how many spaces there are, and which quotation marks."""
    return re.sub(r"\s+|[\"'’”“]", "", text)


def read_bibtex(text: str) -> list[Mapping[str, str]]:
    library = bibtexparser.parse_string(
        text, parse_stack=[RemoveEnclosingMiddleware(), LatexDecodingMiddleware(keep_braced_groups=False)]
    )
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    found = [{field.key: field.value for field in entry.fields} for entry in library.entries]
    return [
        {"key": entry.key, "type": entry.entry_type, **fields}
        for entry, fields in zip(library.entries, found, strict=True)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_ris_is_read_back_as_it_was(text: str) -> None:
    [entry] = rispy.loads(whole(".ris", hostile(text)))
    assert (entry["title"], entry["publisher"], entry["abstract"]) == (one_line(text),) * 3
    assert entry["authors"] == [one_line(text)]


@pytest.mark.parametrize("text", HOSTILE)
def test_bibtex_is_read_back_as_it_was(text: str) -> None:
    # This reader knows no brace that stands alone, and takes ^ for another sign that looks like it.
    known = one_line(text) if balanced(text) else re.sub(r"[{}]", "", one_line(text))
    [entry] = read_bibtex(whole(".bib", hostile(text)))
    found = {entry[name].replace("ˆ", "^") for name in ("title", "institution", "type", "abstract", "author")}
    assert {plain(said) for said in found} == {plain(known)}


@pytest.mark.parametrize("text", HOSTILE)
def test_csl_json_is_read_back_as_it_was(text: str) -> None:
    [entry] = json.loads(whole(".csl.json", hostile(text)))
    assert (entry["title"], entry["publisher"], entry["author"]) == (one_line(text),) * 2 + (
        [{"literal": one_line(text)}],
    )


@given(PRINTED)
def test_no_text_leaves_its_field_of_bibtex(text: str) -> None:
    written = whole(".bib", hostile(text), replace(hostile("next"), key="next"))
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert [entry["title"] for entry in read_bibtex(written)][1] == "next"


@given(st.lists(PRINTED, min_size=1, max_size=3))
def test_as_many_entries_are_read_as_were_written(texts: list[str]) -> None:
    references = [hostile(text) for text in texts]
    assert len(rispy.loads(whole(".ris", *references))) == len(texts)
    assert len(json.loads(whole(".csl.json", *references))) == len(texts)


def test_an_address_stands_in_bibtex_as_it_is() -> None:
    reference = hostile("x", url="https://example.org/a_b?c=1&d=%20#e~f", doi="10.1002/(SICI)1<1::AID_2>3.0.CO;2-2")
    text = whole(".bib", reference)
    assert "url = {https://example.org/a_b?c=1&d=%20#e~f}" in text
    assert "doi = {10.1002/(SICI)1<1::AID_2>3.0.CO;2-2}" in text
    assert "%7B" in whole(".bib", hostile("x", url="https://example.org/{x"))


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Bowen, K.", "Bowen", "K."),
        ("Taylor-Collins, E. J.", "Taylor-Collins", "E. J."),
        ("R. Godar", "Godar", "R."),
        ("M. van Stralen", "van Stralen", "M."),
        ("Siân Tŷ-Gwyn", "Siân Tŷ-Gwyn", None),
        ("Smith, Jane", "Smith", "Jane"),
        ("Social Care Wales", "Social Care Wales", None),
        ("Department for Education, Wales", "Department for Education, Wales", None),
        ("Cardiff University, CASCADE", "Cardiff University, CASCADE", None),
        ("Martin Webber and colleagues", "Martin Webber and colleagues", None),
    ],
)
def test_only_what_is_surely_a_person_is_taken_apart(name: str, family: str, given: str | None) -> None:
    assert author_of(name) == Author(family, given)


def test_every_type_of_source_has_its_own_in_each_format() -> None:
    corpus = corpus_of(PROJECT)
    assert set(corpus.vocabularies["source-types"].terms) - {"other"} <= set(_TYPES)
    assert {types.csl for types in _TYPES.values()} <= TYPES_OF_CSL


def test_an_article_without_a_journal_is_not_called_one() -> None:
    reference = Reference("a", "article", "A title", "en")
    assert whole(".bib", reference).startswith("@misc{")
    assert rispy.loads(whole(".ris", reference))[0]["type_of_reference"] == "GEN"


DRAWING = """
    briefings/
      one.yml +
        topics: [fostering]
        sources:
          - {title: "A report: 50% {more}", authors: ["Bowen, K.", Social Care Wales], year: 2020}
          - {title: Without anything}
      one.cy.yml
      two.yml +
        title: The second
"""


@pytest.fixture
def files(site_of: Callable[..., Site]) -> dict[str, str]:
    """Return every file beside the pages of a site with an address."""
    site = site_of(DRAWING, site_url="https://example.org/x/")
    return dict(made for bundle in site.take_aways() for made in bundle.make() if isinstance(made, tuple))


def test_a_citation_carries_the_strength_and_the_limits(files: dict[str, str]) -> None:
    entry, *_ = rispy.loads(files["cy/papurau-briffio/one.ris"])
    assert entry["title"] == "Cofnod da"
    assert "Astudiaeth fach oedd hi." in entry["abstract"]
    assert entry["urls"] == ["https://example.org/x/cy/papurau-briffio/one.html"]
    item, *_ = json.loads(files["en/briefings/one.csl.json"])
    assert item["issued"] == {"date-parts": [[2026, 11, 1]]}
    assert "It was a small study." in item["abstract"]
    entry, *_ = read_bibtex(files["en/briefings/one.bib"])
    assert "It was a small study." in entry["abstract"]


def test_the_sources_of_a_record_are_cited_as_they_were_published(files: dict[str, str]) -> None:
    _, first, second = rispy.loads(files["cy/papurau-briffio/one.ris"])
    assert (first["title"], first["authors"]) == ("A report: 50% {more}", ["Bowen, K.", "Social Care Wales"])
    assert second["title"] == "Without anything"
    assert read_bibtex(files["en/briefings/one.bib"])[1]["title"] == "A report: 50% {more}"


@pytest.mark.parametrize("path", ["en/topics/fostering", "en/briefings/index", "cy/pynciau/children"])
def test_a_listing_has_the_citations_of_all_its_records(files: dict[str, str], path: str) -> None:
    assert len(rispy.loads(files[f"{path}.ris"])) == 2
    assert len(read_bibtex(files[f"{path}.bib"])) == 2
    assert len(json.loads(files[f"{path}.csl.json"])) == 2


def test_a_topic_without_records_has_no_citations(files: dict[str, str]) -> None:
    assert "en/topics/learning-disability.ris" not in files


def test_every_item_of_csl_json_is_as_its_schema_says(files: dict[str, str]) -> None:
    for path, text in files.items():
        for item in json.loads(text) if path.endswith(".csl.json") else ():
            assert set(item) <= NAMES_OF_CSL
            assert item["type"] in TYPES_OF_CSL
            assert all(set(name) in ({"literal"}, {"family", "given"}) for name in item.get("author", ()))
            assert all(isinstance(part, int) for part in item.get("issued", {"date-parts": [[]]})["date-parts"][0])


def test_a_citation_processor_makes_a_harvard_citation_of_csl_json(files: dict[str, str]) -> None:
    items = CiteProcJSON(json.loads(files["en/briefings/one.csl.json"]))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, items, formatter.plain)
    for key in ("one.source-1", "one.en"):
        bibliography.register(Citation([CitationItem(key)]))
    source, ours = sorted(str(entry) for entry in bibliography.bibliography())
    assert re.match(r"Bowen, K\. and Social Care Wales.*2020", source)
    assert re.match(r"Evidence team \(?2026", ours)


def test_the_date_of_a_citation_is_that_of_the_last_change() -> None:
    reference = Reference("a", "briefing", "T", "en", issued=date(2026, 11, 20))
    assert rispy.loads(whole(".ris", reference))[0]["date"] == "2026/11/20/"
    assert "date = {2026-11-20}" in whole(".bib", reference)
