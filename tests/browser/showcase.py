"""A site whose records are in every state that a page knows, and which page shows which."""

from __future__ import annotations

import re
from pathlib import Path

from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import GUIDE, address, numbered
from evidence_briefings.site.products import PRODUCTS
from tiny import PROJECT, tiny_site, write

RECORDS = (Path(__file__).parent / "showcase.txt").read_text(encoding="utf-8")
MANY = 45
"""How many small records there are besides: more than one part of a listing names."""
RATED = {1: "2", 2: "4", 3: "NE"}
"""The strength of evidence of some of them, in a scheme where NE is off the ladder."""


def _of_each_kind() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((PROJECT / "briefings").rglob("*.yml")):
        kind = re.search(r"^kind: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if kind and not path.parent.name.startswith("_"):
            found.setdefault(kind[1], path.stem)
    return found


OF_EACH_KIND = _of_each_kind()
"""The first of the project's own records of each kind: kind -> id."""
SOME_BRIEFING = OF_EACH_KIND["programme"]
"""One of the project's own records, where any will do."""
SOME_BALANCE = "two-ways-of-using-research"
"""One of the project's own records that weighs pros and cons."""


def showcase_records(folder: Path) -> Path:
    """Write the site's records, with the project's own lists, into ``folder`` and return it."""
    tiny_site(folder, RECORDS, lists="real")
    for number in range(1, MANY + 1):
        english, welsh = f"title: Small record {number}", f"title: Cofnod bach {number}"
        if number in RATED:
            english += f'\n    ratings: [{{scheme: eif-strength, value: "{RATED[number]}"}}]'
        name = f"small-{number}"
        write(folder, f"briefings/\n  {name}.yml +\n    {english}\n  {name}.cy.yml +\n    {welsh}\n")
    return folder


def _pages(site: str, *pages: tuple[str, ...], part: int = 1) -> dict[str, tuple[str, dict[str, str]]]:
    return {
        " ".join(page): (
            site,
            {language: numbered(address(page[0], language, *page[1:]), part) for language in LANGUAGES},
        )
        for page in pages
    }


TEMPLATES: dict[str, tuple[str, dict[str, str]]] = {
    "choice": ("real", {"en": "index.html", "cy": "index.html"}),
    "not found": ("real", {"en": "en/nowhere.html", "cy": "cy/nunlle.html"}),
    **_pages(
        "real",
        ("home",),
        ("briefings",),
        *(("briefing", id) for id in OF_EACH_KIND.values()),
        ("briefing", SOME_BALANCE),
        ("topics",),
        ("topic", "using-evidence"),
        ("topic", "commissioning"),
        ("audiences",),
        ("audience", "frontline"),
        ("audience", "commissioners"),
        ("audience", "elected-members"),
        ("tasks",),
        ("task", "court-and-assessment"),
        ("task", "commissioning-cycle"),
        ("task", "plan"),
        ("nations",),
        ("nation", "wales"),
        ("kinds",),
        ("a-z",),
        ("glossary",),
        ("ratings",),
        ("scheme", "evidence-4-impact"),
        ("scheme", "youth-employment-cost"),
        ("repositories",),
        ("register",),
        ("questions",),
        ("gaps",),
        ("map",),
        ("map-nations",),
        ("search",),
        ("compare",),
        ("my-reading",),
        ("topic-compared", "using-evidence"),
        ("business-case", SOME_BRIEFING),
        ("embed-code", SOME_BRIEFING),
        ("launch-pack",),
        ("postcards", SOME_BRIEFING),
        ("topic-postcards", "commissioning"),
        ("my-postcards",),
        ("maintenance",),
        *((form, SOME_BRIEFING) for form in PRODUCTS),
        ("data-page",),
        ("settings",),
        ("offline",),
        ("follow",),
        ("how-to-read",),
        *((page,) for page in GUIDE[:2]),  # the first with words and their meanings, the second with pictures
        ("about",),
        ("contact",),
        ("privacy",),
        ("accessibility",),
    ),
    **_pages(
        "showcase",
        ("topic", "autism"),
        ("topic-compared", "children-and-families"),
        ("topic", "children-and-families"),
        ("task", "review"),
        ("kind", "synthesis"),
        ("scheme", "eif-strength"),
        ("scheme", "eef-months"),
        ("map-rated", "eif-strength"),
        ("briefing", "untranslated"),
        ("briefing", "measured"),
        ("briefing", "bare"),
        ("briefing", "project"),
        ("briefing", "example"),
        ("briefing", "welsh-first"),
        ("briefing", "half"),
        ("briefing", "archived"),
        ("embed-code", "archived"),
        ("postcards", "untranslated"),
        ("postcards", "archived"),
        ("formats",),
        *((form, "untranslated") for form in PRODUCTS),
        ("large-print", "measured"),
        ("leaders", "measured"),
        ("card", "archived"),
        ("plain", "half"),
    ),
    "register with many projects": _pages("showcase", ("register",))["register"],
    "questions in every state": _pages("showcase", ("questions",))["questions"],
    "gaps of small records": _pages("showcase", ("gaps",))["gaps"],
    "second part of a listing": _pages("showcase", ("briefings",), part=2)["briefings"],
}
"""One page of every template in every state: name -> (site, {language: path})."""
