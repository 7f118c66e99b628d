"""What the last run of the accessibility tests found, for the hand-written pages that say so.

The run leaves a record in the repository (``make accessibility``), so that a build needs no browser and no clock. A
page takes a figure from it by its name, as in ``{{ tested.date }}``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal

from .handwritten import PageError
from .wording import LOCALES, Wording

_PLACE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_EXPLAINED = "https://dequeuniversity.com/rules/axe"


def filled_page(text: str, path: Path, record: Path, wording: Wording) -> str:
    """Return the Markdown of a page with the figures of the record in their places; ``path`` is the page's file.

    Raises ``PageError``, which names the line, for a name that there is none of, or a record that cannot be read.
    """
    if not _PLACE.search(text):
        return text
    figures: Mapping[str, str] | None = None

    def figure(place: re.Match[str]) -> str:
        nonlocal figures
        where = f"{path}, line {_line_of(place[0], path)}"
        if figures is None:
            try:
                figures = figures_of(json.loads(record.read_text(encoding="utf-8")), wording)
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                what = f"{record.name} cannot be used ({type(error).__name__}: {error})"
                raise PageError(f"{where}: {what}. Run make accessibility, or take {place[0]} out") from None
        if place[1] not in figures:
            raise PageError(f"{where}: there is no {place[1]}. There are: {', '.join(figures)}")
        return figures[place[1]]

    return _PLACE.sub(figure, text)


def figures_of(record: Mapping[str, Any], wording: Wording) -> dict[str, str]:
    """Return all that a page can say of a record, by name, as Markdown in the language of ``wording``."""
    scope = record["scope"]

    def number(value: int) -> str:
        return str(format_decimal(value, locale=LOCALES[wording.language]))

    return {
        "tested.date": wording.day(str(record["date"])),
        "tested.chromium": str(record["chromium"]).partition(".")[0],
        "tested.axe": str(scope["axe"]),
        "tested.pages": number(len(scope["pages"])),
        "tested.settings": number(len(scope["settings"])),
        "tested.states": number(record["states"]),
        "tested.checks": number(record["checks"]),
        "tested.journeys": number(len(scope["journeys"])),
        "tested.journeys_passed": number(len(record["journeys_passed"])),
        "tested.failures": _failures(record["failures"], str(scope["axe"]), wording),
    }


def _failures(failures: list[Mapping[str, Any]], axe: str, wording: Wording) -> str:
    """Return a sentence that says that nothing was found, or one with every rule that some page breaks."""
    _ = wording.gettext
    if not failures:
        return _("Our tests found no failure. That does not prove that there are none.")
    version = ".".join(axe.split(".")[:2])
    rules = Counter(str(failure["rule"]) for failure in failures)
    said = ", ".join(f"[{rule}]({_EXPLAINED}/{version}/{rule}) ({pages})" for rule, pages in sorted(rules.items()))
    return _("Our tests found that pages break these rules; in brackets stands on how many kinds of page:") + " " + said


def _line_of(place: str, path: Path) -> int:
    """Return the number of the first line of a file that holds a place."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if place in line), 1)
