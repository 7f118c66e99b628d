"""Colours: every paper that readers can choose, and every pair of colours that the style sheets set upon each other.

The pairs are read from the style sheets: a rule with a ground and a text is a pair; a text whose rule names no ground
stands on any ground that a rule without a text lays below what is there already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from tiny import PROJECT

ASSETS = PROJECT / "theme_overrides" / "assets"
TEXT, LINE = 4.5, 3.0
"""The contrast that WCAG 2.2 asks of text (1.4.3) and of lines that mean something (1.4.11)."""
STATES = ("yes", "partly", "no", "unknown", "harmful", "no-effect")
OF_STATES = {"yes-ground": "yes", "partly-ground": "partly", "no-ground": "no", "unknown-ground": "unknown"}
"""What stands on these grounds is the text of the same state, or of none."""
SET_TOGETHER = {"on-accent": {"accent", "accent-deep"}, "on-mast": {"mast"}}
"""Texts that no rule lets stand on another ground; a button or the masthead gives them their own."""
ORNAMENT = {"line", "paper", "raised"}
"""Lines between things that spaces and headings tell apart as well, and what is cut out of a shape: its ground."""

Rule = tuple[str, str, Mapping[str, str]]
"""(at-rules around it, selectors, declarations)"""


def rules(name: str) -> list[Rule]:
    """Return the rules of a style sheet of ours, without those in others."""
    text = re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return list(_rules(text, ""))


def _rules(text: str, around: str) -> Iterator[Rule]:
    start = 0
    while (opened := text.find("{", start)) >= 0:
        head, depth, end = text[start:opened].strip().rpartition(";")[2].strip(), 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        body = text[opened + 1 : end - 1]
        if head.startswith("@") and "{" in body:
            yield from _rules(body, f"{around} {head}".strip())
        else:
            pairs = (line.partition(":") for line in body.split(";") if ":" in line)
            yield around, head, {key.strip(): value.strip() for key, _, value in pairs}
        start = end


SHEETS = {path.name: rules(path.name) for path in sorted(ASSETS.glob("*.css")) if path.name != "search-example.css"}
ON_SCREEN = [
    rule
    for name, sheet in SHEETS.items()
    if name != "postcards.css"  # a card is white whatever the page is: see below
    for rule in sheet
    if "print" not in rule[0] and "forced-colors" not in rule[0] and not rule[0].startswith("@font")
]


def _palettes() -> dict[str, dict[str, str]]:
    root = next(found for around, head, found in SHEETS["briefings.css"] if head == ":root" and not around)
    found: dict[str, dict[str, str]] = {"off-white": {}, "dark": {}}
    for name, value in root.items():
        both = re.fullmatch(r"var\(--day, (#\w+)\) var\(--night, (#\w+)\)", value)
        if both or value.startswith("#"):
            found["off-white"][name], found["dark"][name] = both.groups() if both else (value, value)
    for around, head, values in SHEETS["reading.css"]:
        if (paper := re.search(r'\[data-paper="(\w+)"\]$', head)) and "prefers" not in around:
            found[paper[1]] = dict(values)
    return found


PALETTES = _palettes()


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb or #rgb, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def dimmed(colour: str, by: float) -> str:
    """Return a colour below a shade of black."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return "#" + "".join(f"{round(int(digits[place : place + 2], 16) * (1 - by)):02x}" for place in (0, 2, 4))


def colour_in(value: str | None) -> str | None:
    """Return the variable (without its dashes) or the #colour that a value is, or None for another value."""
    found = re.fullmatch(r"(?:var\(--([\w-]+)\)|(#\w{3,6}))(?: !important)?", value or "")
    return (found[1] or found[2]) if found else None


def ground_of(values: Mapping[str, str]) -> str | None:
    return colour_in(values.get("background") or values.get("background-color"))


def text_of(values: Mapping[str, str]) -> str | None:
    return colour_in(values.get("color"))


PAIRS = {
    (text, ground)
    for _, head, values in ON_SCREEN
    if (text := text_of(values)) and (ground := ground_of(values)) and not head.startswith(".swatch")
}
ALONE = {text for _, _, values in ON_SCREEN if (text := text_of(values)) and not ground_of(values)}
GROUNDS = {ground for _, _, values in ON_SCREEN if (ground := ground_of(values))}
FREE = ({text for text in ALONE if not text.startswith("#")} | {"ink"}) - set(SET_TOGETHER)
BELOW = {
    ground
    for ground in GROUNDS
    if not ground.startswith("#") and ground not in {"accent", "accent-deep", "mast", "sun"}
}
"""Grounds on which any free text may come to stand."""
LINES = {
    name
    for _, _, values in ON_SCREEN
    for key, value in values.items()
    if key.startswith(("border", "outline", "stroke"))
    for name in re.findall(r"var\(--([\w-]+)\)", value)
} - ORNAMENT


def text_pairs() -> set[tuple[str, str]]:
    """Return (text, ground) of all that can be read."""
    found = set(PAIRS)
    for text, ground in product(FREE, BELOW | {"paper", "panel", "raised"}):
        own = OF_STATES.get(ground)
        if (own and text in STATES and text != own) or (ground in {"mark", "line", "border", "ink"} and text in STATES):
            continue
        found.add((text, ground))
    return found - {(text, ground) for text, ground in found if ground in {"line", "border", "ink"}}


def line_pairs() -> set[tuple[str, str]]:
    """Return (line, ground) of all lines that mean something."""
    return {
        (line, ground)
        for line in LINES
        for ground in ({"mast"} if line in {"sun", "on-mast"} else {"paper", "panel", "raised"})
        if (line, ground) != ("mast", "mast")
    }


def value_of(name: str, palette: Mapping[str, str]) -> str:
    return name if name.startswith("#") else palette[f"--{name}"]


def test_the_papers_are_those_that_the_form_offers() -> None:
    form = (PROJECT / "theme_overrides/pages/_settings.html").read_text(encoding="utf-8")
    offered = re.findall(r'\n  \("(\w+)", _', form[form.index('group("paper"') : form.index('group("text"')])
    assert {"light" if name == "off-white" else name for name in PALETTES} == set(offered)


def test_every_paper_has_a_value_for_every_colour() -> None:
    lacking = {name: PALETTES["off-white"].keys() - values.keys() for name, values in PALETTES.items()}
    assert not any(lacking.values()), lacking


def test_the_style_sheets_name_what_is_tested_here() -> None:
    """A colour that is new, or that is used in a new way, is to be thought of here."""
    known = {name.removeprefix("--") for name in PALETTES["dark"]} | {"inherit", "cut"}
    assert {name for name in FREE | BELOW | LINES if name not in known} == set()
    assert {"ink", "muted", "accent", "accent-deep", "yes", "partly", "no", "unknown"} <= FREE
    assert {"paper", "panel", "raised", "mark", *OF_STATES} <= BELOW
    assert {"border", "accent", "focus-ring", "ink", "sun"} <= LINES
    assert {("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-mast", "mast"), ("#22302f", "sun")} <= PAIRS


@pytest.mark.parametrize("paper", PALETTES)
def test_all_text_can_be_read_on_every_paper(paper: str) -> None:
    palette = PALETTES[paper]
    faint = {
        pair: round(found, 2)
        for pair in text_pairs()
        if (found := contrast(*(value_of(name, palette) for name in pair))) < TEXT
    }
    assert faint == {}


@pytest.mark.parametrize("paper", PALETTES)
def test_so_can_what_the_reading_ruler_leaves_in_the_shade(paper: str) -> None:
    [shade] = [
        re.search(r"rgb\(0 0 0 / ([.\d]+)\)", values["box-shadow"])
        for _, head, values in SHEETS["reading.css"]
        if head.endswith('[data-ruler="window"] .ruler')
    ]
    assert shade is not None
    palette = PALETTES[paper]
    faint = {
        pair: round(found, 2)
        for pair in text_pairs()
        if (found := contrast(*(dimmed(value_of(name, palette), float(shade[1])) for name in pair))) < TEXT
    }
    assert faint == {}


@pytest.mark.parametrize("paper", PALETTES)
def test_lines_that_mean_something_can_be_seen_on_every_paper(paper: str) -> None:
    palette = PALETTES[paper]
    faint = {
        pair: round(found, 2)
        for pair in line_pairs()
        if (found := contrast(*(value_of(name, palette) for name in pair))) < LINE
    }
    assert faint == {}


@pytest.mark.parametrize("paper", PALETTES)
def test_no_paper_is_white_and_no_ink_is_black(paper: str) -> None:
    palette = PALETTES[paper]
    white_or_black = {"#fff", "#ffffff", "#000", "#000000"}
    assert {palette[f"--{name}"] for name in ("paper", "panel", "raised", "ink", "muted")} & white_or_black == set()


def test_the_form_shows_the_papers_as_they_are() -> None:
    shown = {
        head.removeprefix(".swatch-"): (values["background"], values["color"])
        for _, head, values in SHEETS["settings.css"]
        if head.startswith(".swatch-")
    }
    papers = {("light" if name == "off-white" else name): values for name, values in PALETTES.items()}
    assert shown == {name: (values["--paper"], values["--ink"]) for name, values in papers.items()}


def test_a_postcard_can_be_read_on_its_own_white() -> None:
    [own] = [values for around, head, values in SHEETS["postcards.css"] if head == ".pc" and not around]
    texts = [value for name, value in own.items() if name.startswith("--") and value.startswith("#")] + [own["color"]]
    assert own["background"] == "#fff"
    assert len(texts) == 4
    assert [text for text in texts if min(contrast(text, "#fff"), contrast(text, "#e7e5de")) < TEXT] == []
