"""Exports: what the site shows, in six formats, read back by other people's parsers; never anything else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.localised import Localised
from evidence_briefings.content.model import Briefing
from evidence_briefings.site.export import Exporter
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from markdown_it import MarkdownIt
from pydantic import BaseModel
from tiny import PROJECT, corpus_of, write

THEME = PROJECT / "theme_overrides"
DRAWING = """
    briefings/
      one.yml +
        title: The <b>first</b> & *only* one_two
        bottom_line: =SUM(A1) is no formula here.
        was: [number-one]
        related: [two]
        questions: ["1. First of all?"]
        sources:
          - {title: A report, year: 2020, url: "https://example.org/a(b)"}
          - {title: A second one, year: 2021}
      one.cy.yml
      two.yml +
        title: The second
        topics: [learning-disability]
        audiences: [managers]
        kind: guidance
      old.yml +
        title: The old one
        status: archived
        superseded_by: one
      unfinished.yml +
        title: Unfinished
        status: draft
      secret.yml +
        title: Secret
        visibility: internal
"""
BROKEN = "briefings/\n  broken.yml +\n    topics: [nowhere]\n"
Export = Callable[..., Result]


@pytest.fixture
def folder(site_folder: Callable[..., Path]) -> Path:
    """Return the folder of a site with our theme."""
    folder = site_folder(DRAWING)
    settings = f"site_name: x\ntheme: {{name: material, custom_dir: {PROJECT}/theme_overrides}}\n"
    more = "site_url: https://example.org/e/\nuse_directory_urls: false\nplugins: [evidence-briefings]\n"
    (folder / "mkdocs.yml").write_text(settings + more, encoding="utf-8")
    (folder / "docs").mkdir()
    return folder


@pytest.fixture
def export(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Return a function that runs the command in a site's folder, and takes the status it must have."""

    def run(*arguments: str, status: int = 0) -> Result:
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, ["export", *arguments], catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result

    return run


def texts_of(value: Any) -> list[str]:
    """Return every text of a record, in English."""
    if isinstance(value, Localised):
        return [value.best("en")[0]]
    if isinstance(value, BaseModel):
        return [text for name in type(value).model_fields for text in texts_of(getattr(value, name))]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts_of(item)]
    return [text for item in value.values() for text in texts_of(item)] if isinstance(value, dict) else []


def test_json_has_the_records_of_the_site_and_no_others(export: Export) -> None:
    found = json.loads(export("--format", "json").stdout)
    assert [record["id"] for record in found["briefings"]] == ["old", "one", "two"]
    assert found["briefings"][1]["@id"] == "https://example.org/e/en/briefings/one.html"


def test_json_of_some_records_has_the_shape_of_the_data_of_the_site(export: Export, real_lists: Site) -> None:
    [record] = json.loads(export("--format", "json", "one").stdout)["briefings"]
    assert record["related"] == ["two"]
    schema = json.loads(real_lists.files()["data/schema.json"])
    known = schema["properties"].keys() | {"@id", "id", "urls", "translation"}
    assert record.keys() <= known
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_table_is_safe_to_open_in_a_spreadsheet(export: Export) -> None:
    data = export("--format", "csv", "--topic", "fostering").stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == ["old", "one"]
    assert rows[1]["bottom_line_en"] == "'=SUM(A1) is no formula here."
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_ris_cites_the_records_and_on_request_their_sources(export: Export) -> None:
    cited = rispy.loads(export("--format", "ris").stdout)
    assert [entry["id"] for entry in cited] == ["one.en", "two.en"]
    assert cited[0]["urls"] == ["https://example.org/e/en/briefings/one.html"]
    more = rispy.loads(export("--format", "ris", "--sources", "one").stdout)
    assert [entry["title"] for entry in more][1:] == ["A report", "A second one"]


def test_bibtex_and_csl_are_read_by_others(export: Export) -> None:
    library = bibtexparser.parse_string(export("--format", "bibtex", "--language", "cy").stdout)
    assert [entry.key for entry in library.entries] == ["one.cy", "two.cy"]
    assert not library.failed_blocks
    items = json.loads(export("--format", "csl", "--audience", "managers").stdout)
    assert [item["id"] for item in items] == ["two.en"]
    assert json.loads(export("--format", "csl", "--kind", "project").stdout) == []


def test_markdown_shows_the_words_of_a_record_as_they_are(export: Export) -> None:
    text = export("--format", "markdown", "one").stdout
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["title"] == "The <b>first</b> & *only* one_two"
    assert (facts["reviewed"], facts["url"]) == ("2026-11-01", "https://example.org/e/en/briefings/one.html")
    html = MarkdownIt("commonmark").render(body)
    assert "<h1>The &lt;b&gt;first&lt;/b&gt; &amp; *only* one_two</h1>" in html
    assert "1. First of all?" in html
    assert 'href="https://example.org/a(b)"' in html
    assert 'href="https://example.org/e/en/briefings/two.html"' in html


def test_markdown_leaves_out_no_text_of_a_real_record(real_exports: dict[str, tuple[Briefing, str]]) -> None:
    for briefing, text in real_exports.values():
        html = MarkdownIt("commonmark").enable("table").render(text.split("---\n", 2)[2])
        said = _words(re.sub(r"<[^>]+>", " ", html))
        shown = briefing.model_copy(update={"keywords": [], "formats": [], "translation": None})
        fields = [shown.body, shown.summary] if shown.body else [shown.summary]
        stories = {field.best("en")[0] for field in fields}
        for one in texts_of(shown):
            plain = re.sub(r"<[^>]+>", " ", MarkdownIt("commonmark").render(one)) if one in stories else one
            assert _words(plain) in said, f"{briefing.id}: {one}"


def _words(text: str) -> str:
    decoded = text.replace("&amp;", "&").replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
    return " ".join(re.findall(r"\w+", decoded))


@pytest.fixture(scope="module")
def real_exports(wording: Mapping[str, Wording]) -> dict[str, tuple[Briefing, str]]:
    """Return some of the project's own records, one of each kind, with their export."""
    exporter = Exporter(make_site(corpus_of(PROJECT), Options([THEME]), wording))
    kinds = {briefing.kind: briefing for briefing in exporter.site.collection.listed}
    return {kind: (briefing, next(exporter.documents([briefing]))) for kind, briefing in kinds.items()}


def test_markdown_of_several_records_fills_a_folder(export: Export, folder: Path) -> None:
    export("--format", "markdown", "--language", "cy", "--output", "out/")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["one.cy.md", "two.cy.md"]


def test_an_older_file_is_replaced_only_by_a_complete_one(export: Export, folder: Path) -> None:
    target = folder / "list.json"
    target.write_text("old", encoding="utf-8")
    export("--format", "json", "nowhere", "--output", str(target), status=2)
    assert target.read_text(encoding="utf-8") == "old"
    export("--format", "json", "--output", str(target))
    assert len(json.loads(target.read_text(encoding="utf-8"))["briefings"]) == 3
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["onee"], 'there is no record "onee". Did you mean "one"?'),
        (["unfinished"], "its status is draft"),
        (["secret"], "it is internal"),
        (["broken"], "Run: briefings check"),
        (["--topic", "fosterin"], 'there is no topic "fosterin". Did you mean "fostering"?'),
        (["--kind", "programmes"], 'Did you mean "programme"?'),
        (["--sources"], "--sources is for ris, bibtex and csl"),
        (["--output", "."], "is a folder"),
        (["--output", "nowhere/x.json"], "nowhere"),
    ],
)
def test_what_cannot_be_exported_is_said_with_what_to_do(
    export: Export, folder: Path, arguments: list[str], said: str
) -> None:
    write(folder, BROKEN)
    result = export("--format", "json", *arguments, status=2)
    assert said in result.stderr
    assert result.stdout == ""


def test_records_with_errors_are_left_out_and_named(export: Export, folder: Path) -> None:
    write(folder, BROKEN)
    result = export("--format", "json")
    assert "Left out because of errors (briefings check): 1: briefings/broken.yml" in result.stderr
    assert len(json.loads(result.stdout)["briefings"]) == 3


def test_an_id_that_a_record_had_before_finds_it(export: Export) -> None:
    assert [item["id"] for item in json.loads(export("--format", "csl", "number-one").stdout)] == ["one.en"]


def test_settings_that_cannot_be_read_are_said(export: Export, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    assert "cannot be read as settings" in export("--format", "json", status=2).stderr
