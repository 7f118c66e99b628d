"""Rating schemes as data: scales that other organisations publish, each in its own file, never converted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from .fields import Url
from .nodes import Node
from .problems import Mark, Problem, Severity, define
from .reading import read_model
from .records import parse_block, read_text, shown_path
from .vocabulary import Labels, YesNo, _Data

FOLDER = "_ratings"

SCHEME_NAME = define(
    "scheme-name",
    Severity.ERROR,
    when="The id in a rating scheme's file is not the name of the file.",
    fix="Make them the same.",
)
UNKNOWN_LEVEL = define(
    "unknown-rating-value",
    Severity.ERROR,
    when="A rating has a value that its scheme does not have.",
    fix="Use one of the codes that the message lists; they are the scheme's own.",
)
MODIFIER = define(
    "modifier-not-allowed",
    Severity.ERROR,
    when='A rating carries a modifier (such as "+") that its scheme does not have.',
    fix="Leave the modifier out, or check which scheme the rating is from.",
)
DUPLICATE_LEVEL = define(
    "duplicate-level",
    Severity.ERROR,
    when="Two levels or off-ladder codes of a rating scheme have the same code, so that a rating could mean either.",
    fix="Correct the one that is wrong.",
)
NO_LEVELS = define(
    "scheme-without-levels",
    Severity.ERROR,
    when="A rating scheme whose kind is ordinal or nominal lists no levels, so that no rating could be understood.",
    fix="List the levels as the owner of the scheme publishes them, or correct the kind.",
)


class Level(_Data):
    """A step of a scale, or one of its off-ladder codes. ``rank`` orders steps; off-ladder codes have none."""

    code: str
    rank: int | None = None
    label: Labels
    means: Labels | None = None
    criteria: list[Labels] = []
    harm: YesNo = "no"
    reason: str | None = None
    unverified: YesNo = "no"


class Modifier(_Data):
    """A sign that may follow a level, such as the + of EIF."""

    code: str
    means: Labels


class Band(_Data):
    """What a level of a cost scale means in money."""

    code: str
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    per: Labels | str | None = None
    price_year: int | None = None


class Scheme(_Data):
    """A rating scheme. ``better`` says which end of the ranks is good: high, low, or none where order means nothing."""

    CALLED: ClassVar[str] = "a rating scheme"

    id: str
    owner: str
    title: Labels
    about: Labels | None = None
    version: str | None = None
    url: Url | None = None
    kind: Literal["ordinal", "nominal", "quantity", "percent", "boolean", "composite"]
    measures: str
    better: Literal["high", "low", "none"]
    levels: list[Level] = []
    off_ladder: list[Level] = []
    modifiers: list[Modifier] = []
    bands: list[Band] = []
    unit: Labels | str | None = None
    criteria: list[Labels] = []
    caveat: Labels | None = None
    source: str | None = None
    licence: str | None = None
    unverified: YesNo = "no"
    note: Labels | str | None = Field(None)

    def level(self, code: str) -> Level | None:
        """Return the level or off-ladder code, or None."""
        return next((level for level in (*self.levels, *self.off_ladder) if level.code == code), None)

    @property
    def codes(self) -> list[str]:
        """The codes of all levels, off-ladder ones last."""
        return [level.code for level in (*self.levels, *self.off_ladder)]


def read_schemes(root: Path, base: Path) -> tuple[Mapping[str, Scheme], list[Problem]]:
    """Return the schemes below ``root`` by id, in the order of their ids, and what is wrong with their files."""
    schemes: dict[str, Scheme] = {}
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yml")):
        if path.name.startswith(("_", ".")):
            continue
        shown = shown_path(path, base)
        text, fault = read_text(path, shown)
        if fault is not None:
            problems.append(fault)
            continue
        node, found = parse_block(text, shown)
        problems += found
        if node is None:
            continue
        scheme, found = read_model(Scheme, node, shown, computed={})
        problems += found
        if scheme is None:
            continue
        if scheme.id != path.stem:
            mark = Mark(shown, *node.place(("id",)))
            problems.append(SCHEME_NAME.at(mark, f'the id is "{scheme.id}", but the file is {path.name}.'))
        problems += _levels(scheme, node, shown)
        schemes[path.stem] = scheme
    return schemes, problems


def _levels(scheme: Scheme, node: Node, shown: str) -> Iterator[Problem]:
    """Yield a problem for each code that stands twice, and for a ladder without steps."""
    if scheme.kind in ("ordinal", "nominal") and not scheme.levels:
        mark = Mark(shown, *node.place(("levels",)))
        yield NO_LEVELS.at(mark, f'a scheme of the kind "{scheme.kind}" needs levels.')
    seen: set[str] = set()
    for part, levels in (("levels", scheme.levels), ("off_ladder", scheme.off_ladder)):
        for index, level in enumerate(levels):
            if level.code in seen:
                mark = Mark(shown, *node.place((part, index, "code")))
                yield DUPLICATE_LEVEL.at(mark, f'the code "{level.code}" stands twice.')
            seen.add(level.code)
