"""A site whose records are in every state that a page knows, and which page shows which."""

from __future__ import annotations

from pathlib import Path

from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address, numbered
from tiny import tiny_site, write

RECORDS = (Path(__file__).parent / "showcase.txt").read_text(encoding="utf-8")
MANY = 45
"""How many small records there are besides: more than one part of a listing names."""


def showcase_records(folder: Path) -> Path:
    """Write the site's records, with the project's own lists, into ``folder`` and return it."""
    tiny_site(folder, RECORDS, lists="real")
    for number in range(1, MANY + 1):
        english, welsh = f"title: Small record {number}", f"title: Cofnod bach {number}"
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
        ("briefing", "connecting-people"),
        ("briefing", "guide-to-evidence-repositories"),
        ("briefing", "what-helps-evidence-use-in-wales"),
        ("briefing", "cardiff-research-partnership"),
        ("topics",),
        ("topic", "using-evidence"),
        ("audiences",),
        ("nations",),
        ("nation", "wales"),
        ("kinds",),
        ("a-z",),
        ("glossary",),
        ("ratings",),
        ("search",),
        ("how-to-read",),
        ("about",),
        ("contact",),
        ("privacy",),
        ("accessibility",),
    ),
    **_pages(
        "showcase",
        ("topic", "autism"),
        ("kind", "synthesis"),
        ("briefing", "untranslated"),
        ("briefing", "project"),
        ("briefing", "example"),
        ("briefing", "welsh-first"),
        ("briefing", "half"),
        ("briefing", "archived"),
    ),
    "second part of a listing": _pages("showcase", ("briefings",), part=2)["briefings"],
}
"""One page of every template in every state: name -> (site, {language: path})."""
