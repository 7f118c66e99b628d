"""Excuses: what a comment excuses, what it does not, and that nobody is left to believe that it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_briefings.cli import main
from evidence_briefings.content.corpus import Reader
from tiny import TODAY, corpus_of, record, translation, write

Site = Callable[..., Path]
ALLOW = "# check: allow unexplained-acronym because everybody here says so"
LONG = "word " * 35 + "end."


@pytest.fixture
def found(site_folder: Site) -> Callable[[str], list[str]]:
    """Return a function that gives the codes of a record that begins with these lines."""

    def codes(lines: str) -> list[str]:
        site = site_folder({"briefings/one.yml": record(lines + "\n"), "briefings/one.cy.yml": translation()})
        own = [each for each in corpus_of(site).problems if each.mark.path == "briefings/one.yml"]
        return [each.code for each in own]

    return codes


@pytest.mark.parametrize(
    "lines",
    [
        f"summary: Ask the SDS.  {ALLOW}",
        f"{ALLOW}\nsummary: Ask the SDS.",
        f"{ALLOW}\n# another comment\nsummary: Ask the SDS.",
        f"{ALLOW}\nsummary: >-\n  Ask\n\n  the SDS.",
        f"summary: >-  {ALLOW}\n  Ask\n  the SDS.",
        f"{ALLOW}\nsummary: |\n  Ask # this\n  the SDS.\nkeywords: [a]",
        f"{ALLOW}\nsummary:\n  Ask\n  the SDS.",
        f"{ALLOW}\nsummary: 'Ask\n  the SDS.'",
        f"questions:\n  {ALLOW}\n  - Why SDS?",
        f"messages:\n  {ALLOW}\n  - text: >-\n      Ask the\n      SDS.",
        "# check:allow unexplained-acronym, too-long because: all do\nsummary: Ask the SDS. " + "word. " * 80,
        "# check: caniat\u00e1u unexplained-acronym achos bod pawb yn gwybod\nsummary: Ask the SDS.",
    ],
)
def test_an_excuse_covers_its_line_or_the_text_below_it(lines: str, found: Callable[[str], list[str]]) -> None:
    assert found(lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        f"summary: 'Ask the SDS. {ALLOW}'",
        f"summary: >-\n  Ask the SDS.\n  {ALLOW}",
        f'summary: "Ask the SDS.{ALLOW}"',
    ],
)
def test_what_looks_like_an_excuse_in_a_text_is_text(lines: str, found: Callable[[str], list[str]]) -> None:
    assert found(lines) == ["unexplained-acronym"]


@pytest.mark.parametrize(
    "lines",
    [
        f"summary: Ask the SDS.\n{ALLOW}\nbottom_line: Ask them.",
        f"{ALLOW}\n\nsummary: Ask the SDS.",
        f"{ALLOW}\nevidence:\n  knowledge: [research]\n  base: single-study\n  limitations: [The SDS.]",
    ],
)
def test_an_excuse_elsewhere_excuses_nothing_and_is_reported(lines: str, found: Callable[[str], list[str]]) -> None:
    assert sorted(found(lines)) == ["unexplained-acronym", "unneeded-excuse"]


@pytest.mark.parametrize("line", ["# check: with Ann", "# Check the figures", "# check: allowed by the law", "#check"])
def test_other_comments_are_left_alone(line: str, found: Callable[[str], list[str]]) -> None:
    assert found(f"{line}\nsummary: Ask them.") == []


def test_an_error_stays_an_error(site_folder: Site) -> None:
    lines = "# check: allow bad-link, unknown-topic because it is on its way\ntopics: [nowhere]\n"
    corpus = corpus_of(site_folder({"briefings/one.yml": record(lines), "briefings/one.cy.yml": translation()}))
    assert [error.code for error in corpus.errors] == ["unknown-topic"]
    assert corpus.briefings == {}


@pytest.mark.parametrize("text", ["\ufeff{}", "{}"])
def test_excuses_are_found_whatever_the_line_ends(text: str, site_folder: Site) -> None:
    lines = text.format(f"{ALLOW}\nsummary: |\n  \u0175\U0001f600\n  SDS. " + LONG.replace(" ", "\n  ") + "\n").replace(
        "\n", "\r\n"
    )
    site = site_folder({"briefings/one.yml": lines + record("summary: x\n").split("\n", 1)[1]})
    assert [problem.code for problem in corpus_of(site).excused] == ["unexplained-acronym"]


def test_the_check_counts_what_is_excused(site_folder: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = translation(f"{ALLOW}\nsummary: Yr SDS.\n")
    site = site_folder({"briefings/one.yml": record(f"summary: The SDS.  {ALLOW}\n"), "briefings/one.cy.yml": pair})
    monkeypatch.chdir(site)
    asked = ["check", "--today", str(TODAY)]
    result = CliRunner().invoke(main, asked)
    assert result.stderr.startswith("0 errors and 1 warning in 2 files; 2 excused")
    data = json.loads(CliRunner().invoke(main, [*asked, "briefings/one.yml", "--format", "json"]).stdout)
    assert data["summary"] == {"files": 1, "errors": 0, "warnings": 0, "excused": 1}


def test_a_second_reading_excuses_the_same(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(f"summary: The SDS.  {ALLOW}\n"), "briefings/two.yml": record()})
    reader = Reader(site / "briefings", site)
    first = reader.read(today=TODAY)
    write(site, {"briefings/two.yml": record("title: Another\n")})
    again = reader.read(today=TODAY)
    assert again.excused == first.excused != ()
    assert "unneeded-excuse" not in {problem.code for problem in again.problems}
