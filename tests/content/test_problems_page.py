"""The page of all codes is current, so that nobody reads about a rule that is no more."""

from __future__ import annotations

from pathlib import Path

from evidence_briefings.content import reports

PAGE = Path(__file__).parents[2] / "plugins" / "PROBLEMS.md"


def test_the_page_of_problems_is_what_explain_says_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == reports.catalogue_page(), "run: make generated"
