"""The accessibility statement says what was tested, as long as that is what the tests test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browser.reading import documents, text_of
from browser.tally import JOURNEYS, RECORD, scope
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address

FOUND = json.loads(RECORD.read_text(encoding="utf-8"))
MODEL = {
    "en": [
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Technical information about this website's accessibility",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Content that's not within the scope of the accessibility regulations",
        "What we're doing to improve accessibility",
        "Preparation of this accessibility statement",
    ],
}
"""The headings of the model statement of the United Kingdom, in its order."""


def test_the_record_is_of_what_the_tests_test_now() -> None:
    now, then = scope(), FOUND["scope"]
    differing = {name: (then.get(name), value) for name, value in now.items() if then.get(name) != value}
    assert not differing, f"what is tested has changed: run make accessibility\n{differing}"


def test_the_record_is_of_a_run_to_the_end() -> None:
    assert FOUND["journeys_passed"] == sorted(JOURNEYS)
    # Each page is looked at in some twenty states, those without a menu in fewer.
    assert FOUND["states"] >= 14 * len(FOUND["scope"]["pages"]), "the run was broken off: run make accessibility"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_gives_the_day_and_the_versions_of_the_last_test(language: str, real: Path) -> None:
    words = text_of(documents(real)[address("accessibility", language)].main)
    month = {"en": "November", "cy": "Tachwedd"}[language] if FOUND["date"].startswith("2026-11") else ""
    assert f"{int(FOUND['date'][-2:])} {month}" in words
    assert f"axe {FOUND['scope']['axe']}" in words
    assert f"Chromium {FOUND['chromium'].partition('.')[0]}" in words
    assert "{{" not in words


def test_the_statement_has_the_headings_of_the_model_in_its_order(real: Path) -> None:
    headings = documents(real)[address("accessibility", "en")].headings
    assert [text for level, text in headings if level > 1 and text in MODEL["en"]] == MODEL["en"]


def test_both_languages_have_the_same_headings_and_links(real: Path) -> None:
    english, welsh = (documents(real)[address("accessibility", language)] for language in ("en", "cy"))
    assert [level for level, _ in english.headings] == [level for level, _ in welsh.headings]
    outside = [
        [link.get("href") for link in page.main.iter("a") if link.get("href", "").startswith(("http", "mailto"))]
        for page in (english, welsh)
    ]
    assert outside[0] == outside[1]
