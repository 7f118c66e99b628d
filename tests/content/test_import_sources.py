"""Sources from reference managers, added to a record that somebody wrote."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.corpus import Corpus
from evidence_briefings.content.nodes import parse
from evidence_briefings.content.sources import SourcesError, read_sources
from evidence_briefings.site.bibliography import FORMATS
from evidence_briefings.site.references import source_references
from tiny import PROJECT, corpus_of, problems_of, record, tiny_site

# As Zotero, EndNote and Mendeley write them.
ZOTERO_RIS = """\
TY  - JOUR
TI  - Short breaks & families: a review
AU  - Smith, Jane
AU  - ap Rhys, Owain
T2  - The British Journal of Social Work
AB  - An abstract: with a colon
DA  - 2021/03/01/
PY  - 2021
DO  - 10.1093/bjsw/bcab001
VL  - 51
IS  - 3
SP  - 1
EP  - 20
UR  - https://doi.org/10.1093/bjsw/bcab001
Y2  - 2026/11/01/09:00:00
ER  -

"""
ENDNOTE_RIS = """\
\ufeffTY  - RPRT\r
AU  - Llywodraeth Cymru\r
PY  - 2014\r
TI  - Y Ddeddf: canllaw\r
PB  - Llywodraeth Cymru\r
CY  - Caerdydd\r
UR  - https://www.gov.wales/act\r
ID  - 12\r
ER  - \r
"""
ZOTERO_BIB = r"""
@article{smith_short_2021,
	title = {Short breaks \& families: a {Review}},
	volume = {51},
	url = {https://example.org/a_b},
	doi = {10.1093/bjsw/bcab001},
	journal = {The British Journal of Social Work},
	author = {Smith, Jane and {Social Care Wales} and M{\"u}ller, J{\'o}zef},
	month = mar,
	year = {2021},
}
"""
MENDELEY_BIB = r"""
@techreport{Cymru2020,
abstract = {50{\%} of people},
author = {Cymru, Llywodraeth},
institution = {Llywodraeth Cymru},
title = {{Adroddiad am y t{\^{y}} a'r {\^{w}}yn}},
url = {https://llyw.cymru/a{\_}b},
year = {2020}
}
"""
ZOTERO_CSL = [
    {
        "id": "http://zotero.org/users/1/items/AB",
        "type": "chapter",
        "container-title": "A handbook",
        "title": "Breaks",
        "author": [{"family": "Berg", "given": "Ann", "non-dropping-particle": "van den"}, {"literal": "NICE"}],
        "issued": {"date-parts": [["2019", 5]]},
        "publisher": "Policy Press",
        "URL": "https://example.org/x",
    }
]
READ = {
    "zotero.ris": (ZOTERO_RIS, {
        "title": "Short breaks & families: a review", "authors": ["Smith, Jane", "ap Rhys, Owain"], "year": 2021,
        "journal": "The British Journal of Social Work", "type": "article", "doi": "10.1093/bjsw/bcab001",
    }),
    "endnote.ris": (ENDNOTE_RIS, {
        "title": "Y Ddeddf: canllaw", "authors": ["Llywodraeth Cymru"], "year": 2014, "publisher": "Llywodraeth Cymru",
        "type": "report", "url": "https://www.gov.wales/act",
    }),
    "zotero.bib": (ZOTERO_BIB, {
        "title": "Short breaks & families: a Review", "authors": ["Smith, Jane", "Social Care Wales", "Müller, Józef"],
        "year": 2021, "journal": "The British Journal of Social Work", "type": "article",
        "url": "https://example.org/a_b", "doi": "10.1093/bjsw/bcab001",
    }),
    "mendeley.bib": (MENDELEY_BIB, {
        "title": "Adroddiad am y tŷ a'r ŵyn", "authors": ["Cymru, Llywodraeth"], "year": 2020,
        "publisher": "Llywodraeth Cymru", "type": "report", "url": "https://llyw.cymru/a_b",
    }),
    "zotero.json": (json.dumps(ZOTERO_CSL), {
        "title": "Breaks", "authors": ["van den Berg, Ann", "NICE"], "year": 2019, "publisher": "Policy Press",
        "journal": "A handbook", "type": "chapter", "url": "https://example.org/x",
    }),
}  # fmt: skip
COMMENTED = record(
    "sources:   # what it rests on\n  # the first\n  - title: A report   # ours\n    year: 2020\n# and so on\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_site(tmp_path / "site", {"briefings/one.yml": COMMENTED})
    monkeypatch.chdir(folder)
    return folder


def imported(site: Path, name: str, text: str | bytes, record_id: str = "one") -> Result:
    (site / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return CliRunner().invoke(main, ["import", name, "--into", record_id], catch_exceptions=False)


@pytest.mark.parametrize("name", READ)
def test_files_of_reference_managers_are_read(name: str) -> None:
    text, source = READ[name]
    entries = read_sources(name, text.encode("utf-8"))
    assert entries.faults == []
    assert entries.sources == [{**source, "access": "unknown"}]


@cache
def the_projects_records() -> Corpus:
    return corpus_of(PROJECT)


@pytest.mark.parametrize("suffix", FORMATS)
def test_our_own_exports_come_back(suffix: str) -> None:
    briefing = the_projects_records().briefings["connecting-people"]
    kind = FORMATS[suffix]
    text = kind.whole([kind.entry(reference) for reference in source_references(briefing)])
    entries = read_sources(f"a{suffix}", text.encode("utf-8"))
    assert entries.faults == []
    assert [
        (one["title"], one.get("year"), one.get("doi"), len(one.get("authors", []))) for one in entries.sources
    ] == [(source.title, source.year, source.doi, len(source.authors)) for source in briefing.sources]


def test_sources_are_added_and_comments_stay(site: Path) -> None:
    result = imported(site, "zotero.ris", ZOTERO_RIS)
    assert (result.exit_code, result.stdout) == (0, "briefings/one.yml\n")
    text = (site / "briefings/one.yml").read_text("utf-8")
    head = (
        "sources:   # what it rests on\n  # the first\n  - title: A report   # ours\n    year: 2020\n  - title: 'Short"
    )
    assert text.startswith(head)
    assert text.endswith(COMMENTED.split("# and so on\n")[1])
    assert "\n# and so on\n" in text
    assert not [problem for problem in problems_of(site) if "error[" in problem]


def test_what_is_there_already_is_not_added_again(site: Path) -> None:
    imported(site, "zotero.ris", ZOTERO_RIS)
    before = (site / "briefings/one.yml").read_bytes()
    for name, text in [
        ("a.ris", ZOTERO_RIS),
        ("b.bib", ZOTERO_BIB),
        ("c.ris", "TY  - RPRT\nTI  - A Report.\nPY  - 2020\nER  - "),
    ]:
        result = imported(site, name, text)
        assert result.exit_code == 0
        assert "Already there:" in result.stderr
        assert (site / "briefings/one.yml").read_bytes() == before


def test_a_new_record_s_empty_source_is_filled(site: Path) -> None:
    CliRunner().invoke(main, ["new", "two", "--today", "2026-12-01"], catch_exceptions=False)
    imported(site, "a.ris", ENDNOTE_RIS, "two")
    tree, _ = parse((site / "briefings/two.yml").read_text("utf-8"), "")
    assert tree is not None
    assert [source["title"] for source in tree.plain()["sources"]] == ["Y Ddeddf: canllaw"]


def test_an_entry_that_cannot_be_read_is_named_and_the_others_are_added(site: Path) -> None:
    result = imported(site, "a.ris", f"AU  - Lost\nER  - \n{ZOTERO_RIS}TY  - BOOK\nAU  - Nobody\nER  - \n")
    assert result.exit_code == 1
    assert 'entry 1: it does not begin with TY: "AU - Lost"' in result.stderr
    assert "entry 3: it has no title" in result.stderr
    assert "Sources added: 1." in result.stderr
    result = imported(site, "a.bib", MENDELEY_BIB + "@misc{broken, title = {never closed\n@book{y, title={After}}")
    assert "entry 2: it cannot be read, from line 10 on" in result.stderr
    assert "Sources added: 2." in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ris", b""),
        ("a.ris", b"\xff\xff\x00caf\xe9"),
        ("a.bib", b"nothing here"),
        ("a.json", b"{"),
        ("a.json", b"3"),
        ("a.json", b"[" * 100_000),
        ("a.bib", b"@" * 5000),
    ],
)
def test_a_file_that_holds_no_sources_is_a_message(name: str, content: bytes, site: Path) -> None:
    result = imported(site, name, content)
    assert result.exit_code in (1, 2)
    assert result.stderr
    assert (site / "briefings/one.yml").read_text("utf-8") == COMMENTED


@pytest.mark.parametrize(
    "items", [[3], [{}], [{"title": ["x"]}], [{"title": "x", "author": "y", "issued": 4, "DOI": {}}]]
)
def test_strange_json_is_no_traceback(items: list[object]) -> None:
    try:
        read_sources("a.json", json.dumps(items).encode())
    except SourcesError as error:
        assert str(error)


def test_a_record_that_is_not_there_is_suggested(site: Path) -> None:
    result = imported(site, "a.ris", ZOTERO_RIS, "onee")
    assert result.exit_code == 2
    assert 'Did you mean "one"?' in result.stderr


@pytest.mark.parametrize("arguments", [["a.ris"], ["a.md", "--into", "one"], ["nothing.md"], ["briefings"]])
def test_what_does_not_go_together_is_said(arguments: list[str], site: Path) -> None:
    (site / "a.ris").write_text(ZOTERO_RIS, "utf-8")
    (site / "a.md").write_text("# A", "utf-8")
    result = CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)
    assert result.exit_code == 2
    assert result.stderr
