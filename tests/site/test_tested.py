"""What the accessibility statement says of the tests comes from their record, and nothing is made up for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from evidence_briefings.site.handwritten import PageError
from evidence_briefings.site.tested import figures_of, filled_page
from evidence_briefings.site.wording import Wording

RECORD: dict[str, Any] = {
    "date": "2026-11-21",
    "chromium": "156.0.8078.79",
    "checks": 12345,
    "states": 678,
    "failures": [],
    "journeys_passed": ["search to citation"],
    "scope": {
        "axe": "4.14.1",
        "pages": ["home", "briefing"],
        "settings": ["cream"],
        "journeys": ["search to citation", "topic to citation"],
    },
}
Fill = Callable[..., str]


@pytest.fixture
def filled(tmp_path: Path, wording: Mapping[str, Wording]) -> Fill:
    """Return a function that fills a page of some Markdown from a record."""

    def fill(markdown: str, record: dict[str, Any] | None = RECORD, language: str = "en") -> str:
        page, data = tmp_path / "page.md", tmp_path / "accessibility-tested.json"
        page.write_text(f"---\ntitle: A page\n---\n\n{markdown}\n", encoding="utf-8")
        if record is not None:
            data.write_text(json.dumps(record), encoding="utf-8")
        return filled_page(markdown, page, data, wording[language])

    return fill


def test_a_figure_stands_in_the_place_of_its_name(filled: Fill) -> None:
    assert filled("On {{ tested.date }} with axe {{tested.axe}}.") == "On 21 November 2026 with axe 4.14.1."


def test_dates_and_numbers_are_in_the_language_of_the_page(filled: Fill) -> None:
    assert filled("{{ tested.date }}: {{ tested.checks }}", language="cy") == "21 Tachwedd 2026: 12,345"


def test_a_page_without_a_place_needs_no_record(filled: Fill) -> None:
    assert filled("Nothing to fill.", record=None) == "Nothing to fill."


def test_a_name_that_there_is_none_of_is_reported_at_its_line_with_those_that_there_are(filled: Fill) -> None:
    with pytest.raises(
        PageError, match=r"page\.md, line 7: there is no tested\.day\. There are: tested\.date, "
    ) as said:
        filled("One.\n\n{{ tested.day }}")
    assert "tested.failures" in str(said.value)


@pytest.mark.parametrize("record", [None, {}, {"scope": []}, {**RECORD, "scope": {}}])
def test_a_record_that_is_missing_or_broken_is_reported_with_what_to_do(
    record: dict[str, Any] | None, filled: Fill
) -> None:
    with pytest.raises(
        PageError, match=r"page\.md, line 5: accessibility-tested\.json cannot .* Run make accessibility"
    ):
        filled("{{ tested.date }}", record)


def test_that_nothing_was_found_is_no_proof_and_the_page_says_so(wording: Mapping[str, Wording]) -> None:
    assert "does not prove" in figures_of(RECORD, wording["en"])["tested.failures"]


def test_what_was_found_is_listed_by_rule_with_its_number_of_pages(wording: Mapping[str, Wording]) -> None:
    failures = [
        {"rule": rule, "page": page, "count": 3}
        for rule, page in (("color-contrast", "home"), ("color-contrast", "map"), ("label", "search"))
    ]
    said = figures_of({**RECORD, "failures": failures}, wording["en"])["tested.failures"]
    assert said.endswith(
        "[color-contrast](https://dequeuniversity.com/rules/axe/4.14/color-contrast) (2), "
        "[label](https://dequeuniversity.com/rules/axe/4.14/label) (1)"
    )
    assert "no failure" not in said
