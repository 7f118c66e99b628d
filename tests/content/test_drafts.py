"""New files for authors: what they say is missing is exactly what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from evidence_briefings.content import drafts
from evidence_briefings.content.model import BLOCK_OF_KIND, Briefing
from evidence_briefings.content.shapes import Shape, shape_of_model
from tiny import TODAY, corpus_of, problems_of, record, translation

Site = Callable[..., Path]
KINDS = ["research", "programme", "synthesis", "practice-example", "guidance", "lived-experience", "project"]
FILLED = {
    "title:": "title: A title",
    "bottom_line:": "bottom_line: It helps.",
    "summary:": "summary: In a few words.",
    "- text:": "- text: Ask people.",
    "topics: []": "topics: [fostering]",
    "audiences: []": "audiences: [frontline]",
    "evidence_from: []": "evidence_from: [wales]",
    "knowledge: []": "knowledge: [research]",
    "base:": "base: single-study",
    "limitations: []": "limitations: [It was small.]",
    "- title:": "- title: A report",
    "team:": "team: Evidence team",
    "status: ": "status: planned",
    "where:": "where: Cardiff",
}


def draft(site_folder: Site, kind: str, language: str = "en") -> tuple[Path, str]:
    site = site_folder()
    vocabularies = corpus_of(site).vocabularies
    text = drafts.new_record(Path("briefings/one.yml"), 0, kind, language, vocabularies, TODAY)  # type: ignore[arg-type]
    (site / "briefings/one.yml").write_text(text, encoding="utf-8")
    return site, text


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_reports_missing_fields_and_nothing_else(kind: str, site_folder: Site) -> None:
    site, _ = draft(site_folder, kind)
    problems = corpus_of(site).problems
    assert {problem.code for problem in problems} == {"missing-field", "missing-translation-file"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_that_say_missing_are_those_that_are_reported(kind: str, site_folder: Site) -> None:
    site, text = draft(site_folder, kind)
    waiting = {number for number, line in enumerate(text.splitlines(), 1) if " # MISSING" in line}
    reported = {problem.mark.line for problem in corpus_of(site).errors}
    # A list of blocks says so at its own line; what is missing is one line further down.
    below = {number - 1 for number in reported}
    assert waiting <= reported | below
    assert reported <= waiting | {number + 1 for number in waiting}


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_that_is_filled_in_has_no_errors(kind: str, language: str, site_folder: Site) -> None:
    site, text = draft(site_folder, kind, language)
    lines = text.splitlines()
    for number, line in enumerate(lines):
        bare = line.split(" #")[0].strip()
        space = line[: len(line) - len(line.lstrip())]
        if bare in FILLED and not line.lstrip().startswith("#"):
            lines[number] = space + FILLED[bare]
        elif bare == "status:":
            lines[number] = space + "status: planned"
    (site / "briefings/one.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = corpus_of(site)
    assert [problem.code for problem in corpus.problems] == ["missing-translation-file"]
    assert corpus.briefings["one"].kind == kind
    assert corpus.briefings["one"].status == "draft"


def uncommented(text: str) -> dict[str, Any]:
    """Return a new record with every commented field in force, and none of the lists of terms and words about it."""
    lines = [re.sub(r"^( *)# (?=[ \w-]*\w:)", r"\1", line) for line in text.splitlines()]
    return yaml.safe_load("\n".join(line for line in lines if not line.lstrip().startswith("#")))


def fields_of(shape: Shape, path: str = "") -> set[str]:
    inner = shape.item if shape.kind == "list" and shape.item is not None else shape
    if inner.kind != "block":
        return {path}
    return {path} | set().union(*(fields_of(field, f"{path}.{name}") for name, field in inner.fields.items()))


def keys_of(value: object, path: str = "") -> set[str]:
    if isinstance(value, list):
        return set().union({path}, *(keys_of(item, path) for item in value))
    if isinstance(value, dict):
        return set().union({path}, *(keys_of(below, f"{path}.{key}") for key, below in value.items()))
    return {path}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_names_every_field_of_the_model(kind: str, site_folder: Site) -> None:
    _, text = draft(site_folder, kind, "cy")
    others = tuple(f".{block}" for owner, block in BLOCK_OF_KIND.items() if owner != kind)
    wanted = {path for path in fields_of(shape_of_model(Briefing)) if not path.startswith(others)}
    assert wanted <= keys_of(uncommented(text))


@pytest.mark.parametrize(("kind", "block"), BLOCK_OF_KIND.items())
def test_a_kind_with_a_block_of_its_own_begins_with_it(kind: str, block: str, site_folder: Site) -> None:
    _, text = draft(site_folder, kind)
    assert f"\n{block}:" in text


def test_a_record_begun_on_a_leap_day_is_reviewed_a_year_later(site_folder: Site) -> None:
    vocabularies = corpus_of(site_folder()).vocabularies
    text = drafts.new_record(Path("one.yml"), 0, "research", "en", vocabularies, date(2028, 2, 29))
    assert "review_by: 2029-02-28\n" in text


def new_pair(site: Path) -> str:
    corpus = corpus_of(site)
    return drafts.new_translation(corpus.files["one"], 0)


EVERYTHING = """
kind: programme
relevance:
  evidence_from: [wales]
  applies_to: {wales: {applies: partly, note: "Some: not all."}, england: no, scotland: {applies: no, note: None.}}
  law: [{nation: wales, instrument: An Act}, {nation: wales, instrument: A code, note: N}]
sources:
  - {title: Without a note}
  - {title: With a note, note: A note}
  - {title: Without one again}
programme:
  costs: [{item: One}, {item: Two, note: Dear}, {note: Three}]
  effects: [{outcome: A}, {outcome: B, plain: P}]
tools: [{title: T, items: [One, "# two", "- three"]}]
voices: [{said: "It's \\"good\\"", speaker_role: Parent, consent: given}]
questions: ["Why?", "yes", "null"]
keywords: [a, b]
body: |
  ## Heading

  - list
"""


def test_a_new_translation_lacks_every_text_and_fits_the_record(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(EVERYTHING.lstrip())})
    (site / "briefings/one.cy.yml").write_text(new_pair(site), encoding="utf-8")
    corpus = corpus_of(site)
    assert {problem.code for problem in corpus.problems} == {"missing-translation", "unstamped-translation"}
    briefing = corpus.briefings["one"]
    assert briefing.translation is not None
    before = corpus_of(site_folder({"briefings/one.cy.yml": ""})).briefings["one"].translation
    assert before is not None
    assert briefing.translation.missing == before.missing


def test_a_new_translation_shows_each_original_above_its_key(site_folder: Site) -> None:
    text = new_pair(site_folder("briefings/\n  one.yml"))
    assert "# A good record\ntitle:\n" in text
    assert "  # Ask people what they want.\n  - text:\n" in text


def stamp(site: Path) -> str:
    corpus = corpus_of(site)
    return drafts.stamped(corpus.pairs["one"], corpus.files["one"])


def test_a_stamp_says_that_the_translation_matches(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record("title: Another\n"), "briefings/one.cy.yml": translation()})
    assert [problem.code for problem in corpus_of(site).problems] == ["outdated-translation"]
    (site / "briefings/one.cy.yml").write_text(stamp(site), encoding="utf-8")
    assert not problems_of(site)


def test_a_second_stamp_changes_nothing(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": translation()})
    once = stamp(site)
    (site / "briefings/one.cy.yml").write_text(once, encoding="utf-8")
    assert stamp(site) == once


@pytest.mark.parametrize("status", ["draft", "reviewed"])
def test_a_stamp_keeps_the_status(status: str, site_folder: Site) -> None:
    site = site_folder(
        {"briefings/one.yml": record(), "briefings/one.cy.yml": translation(f"translation: {{status: {status}}}\n")}
    )
    assert f"\n  status: {status}\n" in "\n" + stamp(site)


BEFORE = "# head\n\ntitle: 'Teitl'   # a note\n\n"
AFTER = "\n\n# about the summary\n\nsummary: >-\n  Crynodeb\n"


@pytest.mark.parametrize(
    "block",
    [
        "translation: {status: draft}\n",
        "translation:\n  status: draft\n  of: abc\n",
        "translation:\n  # inside\n  of: >-\n    abc\n    def\n  status: draft\n",
        "translation:\n",
        "translation: {status: draft,\n  of: abc}\n",
        '"translation": {status: draft}\n',
    ],
)
@pytest.mark.parametrize("after", [AFTER, "", "\n# the end\n\n# really\n", "# no line end"])
def test_a_stamp_changes_only_its_own_block(block: str, after: str, site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": BEFORE + block + after})
    text = stamp(site)
    assert text.startswith(BEFORE + "translation:\n  status: draft\n  of: >-\n    ")
    assert text.endswith(after)
    assert text.count("translation:") == 1


@pytest.mark.parametrize("text", ["title: Teitl", "title: Teitl\n", "title: |\n  Teitl\n\n\n"])
def test_a_file_without_the_block_gets_one_at_its_end(text: str, site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": text})
    stamped = stamp(site)
    assert stamped.startswith(text)
    assert "\ntranslation:\n  status: draft\n" in stamped


def test_windows_line_ends_stay_as_they_are(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": translation().replace("\n", "\r\n")})
    text = stamp(site)
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "text", ["{title: Teitl, translation: {status: draft}}\n", "{title: Teitl}\n", "title: Teitl\n...\n"]
)
def test_a_file_that_cannot_be_stamped_safely_is_refused(text: str, site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": text})
    with pytest.raises(ValueError, match="left edge"):
        stamp(site)
