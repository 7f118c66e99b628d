"""What the accessibility tests have looked at, and the record of it that the accessibility statement is filled from."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from browser.states import COLOURS, DESKTOP, PHONE, SETTINGS, STATES
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.handwritten import TESTED
from tiny import PROJECT

RECORD = PROJECT / "site_src" / TESTED
AXE = PROJECT / "tests" / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JOURNEYS = ("search to citation", "topic to citation")
FITS = {"320 pixels": (320, "100%"), "320 pixels, 200% text": (320, "200%"), "200% text": (1280, "200%")}
"""Sizes at which no page may scroll sideways: name -> (width, size of the text)."""


def scope() -> dict[str, Any]:
    """Return what the tests cover: as long as it stays the same, so does what the statement says about them."""
    return {
        "axe": json.loads((AXE / "package.json").read_text(encoding="utf-8"))["version"],
        "colours": list(COLOURS),
        "fits": list(FITS),
        "journeys": list(JOURNEYS),
        "languages": list(LANGUAGES),
        "pages": list(STATES),
        "rules": RULES,
        "settings": list(SETTINGS),
        "widths": [PHONE[0], DESKTOP[0]],
    }


@dataclass
class Tally:
    """Counts the checks of a test run and what they found."""

    chromium: str
    checks: int = 0
    states: int = 0
    failures: Counter[tuple[str, str]] = field(default_factory=Counter)
    journeys: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)

    def checked(self, page: str, checks: int, wrong: list[str]) -> None:
        """Note that one state of a page was looked at with a number of rules; ``wrong`` begin with a rule's name."""
        self.pages.add(page)
        self.states += 1
        self.checks += checks
        self.failures.update((line.partition(":")[0], page) for line in wrong)

    def write(self, path: Path, today: date) -> None:
        """Write the record; of a run that was broken off it names no more pages than were looked at."""
        found = {
            "date": today.isoformat(),
            "chromium": self.chromium,
            "checks": self.checks,
            "states": self.states,
            "failures": [
                {"rule": rule, "page": page, "count": count} for (rule, page), count in sorted(self.failures.items())
            ],
            "journeys_passed": sorted(self.journeys),
            "scope": {**scope(), "pages": [name for name in STATES if name in self.pages]},
        }
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
