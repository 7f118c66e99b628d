"""Data for other people's systems beside briefings.json: one file a record, and a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from uuid import NAMESPACE_URL, uuid5

import pytest
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site
from evidence_briefings.site.table import column_names, harmless
from evidence_briefings.site.takeaways import part_of, parts_for

DRAWING = """
    briefings/
      one.yml +
        title: "=HYPERLINK(\\"https://example.org\\")"
        was: [before]
        related: [two, draft]
        keywords: ["ŵ"]
      one.cy.yml +
        title: "Tŷ, \\"dyfyniad\\"; a mwy"
      two.yml +
        bottom_line: "+1 | two\\nlines"
        evidence: {knowledge: [research, data], base: single-study, limitations: [First., Second.]}
      draft.yml +
        status: draft
"""


@pytest.fixture
def site(site_of: Callable[..., Site]) -> Site:
    """Return a site whose records hold what spreadsheets run."""
    return site_of(DRAWING)


@pytest.fixture
def files(site: Site) -> Mapping[str, str]:
    """Return every file beside its pages."""
    return files_of(site)


def files_of(site: Site) -> dict[str, str]:
    site.files()
    return {
        path: text
        for bundle in site.take_aways(keep=True)
        for path, text in (made for made in bundle.make() if isinstance(made, tuple))
    }


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_record_has_a_file_of_its_own_that_says_what_the_list_says(site: Site, files: Mapping[str, str]) -> None:
    [one, two] = json.loads(site.files()["data/briefings.json"])["briefings"]
    licence = json.loads(site.files()["data/briefings.json"])["licence"]
    assert json.loads(files["data/briefings/one.json"]) == {"licence": licence, **one}
    assert json.loads(files["data/briefings/two.json"]) == {"licence": licence, **two}
    assert "data/briefings/draft.json" not in files


def test_at_an_old_id_stands_where_to_look_now(files: Mapping[str, str]) -> None:
    assert json.loads(files["data/briefings/before.json"]) == {"id": "before", "moved_to": "one"}


def test_a_record_that_is_renamed_keeps_its_id_in_the_whole_world(files: Mapping[str, str]) -> None:
    own = json.loads(files["data/briefings/one.json"])["@id"]
    assert own == f"urn:uuid:{uuid5(NAMESPACE_URL, 'evidence-briefings/before')}"


def test_the_table_has_a_row_for_each_record_and_the_columns_it_names(files: Mapping[str, str]) -> None:
    rows = rows_of(files["data/briefings.csv"])
    assert [row["id"] for row in rows] == ["one", "two"]
    assert list(rows[0]) == column_names()
    assert rows[0]["title_cy"] == 'Tŷ, "dyfyniad"; a mwy'
    assert (rows[1]["title_en"], rows[1]["title_cy"]) == ("A good record", "")
    assert rows[1]["knowledge"] == "research; data"
    assert rows[1]["limitations_en"] == "First. | Second."
    assert (rows[0]["related"], rows[0]["was"]) == ("two", "before")
    assert rows[0]["url_cy"] == "cy/papurau-briffio/one.html"


def test_the_table_begins_with_a_byte_order_mark_and_has_the_line_ends_of_its_standard(
    files: Mapping[str, str],
) -> None:
    text = files["data/briefings.csv"]
    assert text.startswith("\ufeffid,kind,")
    assert text.count("\r\n") == 3


def test_no_cell_is_run_by_a_spreadsheet(files: Mapping[str, str]) -> None:
    rows = rows_of(files["data/briefings.csv"])
    assert rows[0]["title_en"].startswith("'=HYPERLINK")
    assert rows[1]["bottom_line_en"].startswith("'+1 | two")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_sign_that_begins_a_formula_is_kept_behind_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1") == f"'{sign}1"
    assert harmless(f"1{sign}") == f"1{sign}"


def test_every_file_and_page_is_made_once(site: Site) -> None:
    site.files()
    made = [made for bundle in site.take_aways(keep=True) for made in bundle.make()]
    paths = [one.path if isinstance(one, Page) else one[0] for one in made]
    assert len(set(paths)) == len(paths)
    assert not set(paths) & {page.path for page in site.pages()}
    names = [bundle.name for bundle in site.take_aways()]
    assert len(set(names)) == len(names)


def test_what_is_kept_for_the_next_time_is_what_would_be_made(site: Site, files: Mapping[str, str]) -> None:
    assert files_of(site) == files
    apart = dict(site.records_apart(site.files()["data/briefings.json"].splitlines(keepends=True)))
    assert apart == {path: text for path, text in files.items() if path.startswith("data/briefings/") and path in apart}
    assert apart.keys() == {"data/briefings/one.json", "data/briefings/two.json"}


def test_each_record_is_cited_in_the_part_that_its_id_says(site_of: Callable[..., Site]) -> None:
    records = "\n".join(f"      record-{number:03d}.yml +" for number in range(150))
    files = files_of(site_of(f"\n    briefings/\n{records}\n"))
    parts = {path: text for path, text in files.items() if path.startswith("data/citations/en-")}
    assert sorted(parts) == [f"data/citations/en-{number}.js" for number in range(parts_for(150))]
    cited = {}
    for number in range(parts_for(150)):
        text = parts[f"data/citations/en-{number}.js"]
        [inside] = re.fullmatch(r"evidenceCitations\((.*)\);\n", text).groups()  # type: ignore[union-attr]
        assert {part_of(id, parts_for(150)) for id in json.loads(inside)} == {number}
        cited |= json.loads(inside)
    assert sorted(cited) == [f"record-{number:03d}" for number in range(150)]
    assert [entry[:6] for entry in cited["record-007"]] == ["TY  - ", "@techr", '{"id":']


def test_a_citation_in_a_list_has_no_abstract(files: Mapping[str, str]) -> None:
    assert "AB  - +1 | two lines" in files["en/briefings/two.ris"]
    assert "AB  - " not in files["en/briefings/index.ris"]
    assert files["en/briefings/index.ris"].count("TY  - ") == 2
