"""Rating schemes read and judged: scales that other organisations publish, each in its own file, never converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .fields import id_fault
from .nodes import Node
from .problems import Code, Mark, Problem, Severity, define
from .reading import read_model
from .records import parse_block, read_text, shown_path
from .schemes import Level, Scheme

__all__ = ["FOLDER", "Scheme", "read_schemes"]

FOLDER = "_ratings"

SCHEME_NAME = define(
    "scheme-name",
    Severity.ERROR,
    when="The id in a rating scheme's file is not the name of the file, or the name is not fit for an address.",
    fix="Make them the same, in lower-case letters, digits and hyphens.",
)
DUPLICATE_LEVEL = define(
    "duplicate-level",
    Severity.ERROR,
    when="Two levels or off-ladder codes of a rating scheme have the same code, so that a rating could mean either; or "
    "two of its contexts or criteria have.",
    fix="Correct the one that is wrong.",
)
NO_LEVELS = define(
    "scheme-without-levels",
    Severity.ERROR,
    when="A rating scheme whose kind is ordinal, nominal or composite lists no levels, so that no rating could be "
    "understood.",
    fix="List the levels as the owner of the scheme publishes them, or correct the kind. If your sources do not give "
    "them, write levels_known: no, and readers are told.",
)
BAD_RANK = define(
    "bad-rank",
    Severity.ERROR,
    when="A level of a scheme that is in order (ordinal or composite) has no rank, or that of another level, so that "
    "its place is not known.",
    fix="Give each level a rank of its own, the lowest first. Where there is no order, the kind is nominal.",
)
NO_REASON = define(
    "code-without-reason",
    Severity.ERROR,
    when="An off-ladder code of a rating scheme does not say what it means for a reader: not rated, unknown, no effect "
    "and harmful are four different things.",
    fix="Add reason: not_rated, unknown, no_effect, harmful or not_ready.",
)
BAD_BAND = define(
    "bad-band",
    Severity.ERROR,
    when="A band of a cost scale belongs to no level, begins above its end, or overlaps with another one.",
    fix="Check code, min and max with the source.",
)
MONEY = define(
    "money-without-year",
    Severity.ERROR,
    when="A band of a cost scale has an amount, but no currency or no price_year. A price of ten years ago is not one "
    "of today.",
    fix="Add both from the source. If it gives no year, write price_year: unknown, and readers are told.",
)

Fault = tuple[Code, tuple[str | int, ...], str]
"""What kind of fault, where in the file, and what is wrong."""


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
        elif why := id_fault(scheme.id):
            mark = Mark(shown, *node.place(("id",)))
            problems.append(SCHEME_NAME.at(mark, f'"{scheme.id}" cannot be the address of a page: {why}.'))
        problems += _judged(scheme, node, shown)
        schemes[path.stem] = scheme
    return schemes, problems


def _judged(scheme: Scheme, node: Node, shown: str) -> Iterator[Problem]:
    """Yield everything that is wrong with a scheme whose file has the right shape."""
    checks: tuple[Callable[[Scheme], Iterator[Fault]], ...] = (_levels, _ranks, _reasons, _bands, _money)
    for check in checks:
        for code, loc, message in check(scheme):
            yield code.at(Mark(shown, *node.place(loc)), message)


def _levels(scheme: Scheme) -> Iterator[Fault]:
    """Yield codes that stand twice, and a ladder without steps."""
    if scheme.kind in ("ordinal", "nominal", "composite") and not scheme.levels and scheme.levels_known == "yes":
        yield NO_LEVELS, ("levels",), f'a scheme of the kind "{scheme.kind}" needs levels, or levels_known: no.'
    off = (("off_ladder", index, level.code) for index, level in enumerate(scheme.off_ladder))
    levels = (("levels", index, level.code) for index, level in enumerate(scheme.levels))
    contexts = (("contexts", index, context.code) for index, context in enumerate(scheme.contexts))
    criteria = (("criteria", index, criterion.code) for index, criterion in enumerate(scheme.criteria))
    for group in ((*levels, *off), contexts, criteria):
        seen: Counter[str] = Counter()
        for part, index, code in group:
            seen[code] += 1
            if seen[code] > 1:
                yield DUPLICATE_LEVEL, (part, index, "code"), f'the code "{code}" stands twice.'


def _ranks(scheme: Scheme) -> Iterator[Fault]:
    if scheme.kind not in ("ordinal", "composite"):
        return
    first: dict[int, Level] = {}
    for index, level in enumerate(scheme.levels):
        if level.rank is None:
            yield BAD_RANK, ("levels", index), f'the level "{level.code}" has no rank.'
        elif first.setdefault(level.rank, level) is not level:
            other = first[level.rank].code
            yield BAD_RANK, ("levels", index, "rank"), f'"{level.code}" has the rank of "{other}" ({level.rank}).'


def _reasons(scheme: Scheme) -> Iterator[Fault]:
    for index, level in enumerate(scheme.off_ladder):
        if level.state is None:
            yield NO_REASON, ("off_ladder", index), f'"{level.code}" stands off the ladder without a reason.'


def _bands(scheme: Scheme) -> Iterator[Fault]:
    codes = [level.code for level in scheme.levels]
    amounts = [(band.min or 0.0, float("inf") if band.max is None else band.max) for band in scheme.bands]
    for index, (band, (low, high)) in enumerate(zip(scheme.bands, amounts, strict=True)):
        if band.code not in codes:
            yield BAD_BAND, ("bands", index, "code"), f'"{band.code}" is not a level ({", ".join(codes)}).'
        if low > high:
            yield BAD_BAND, ("bands", index, "min"), f'"min" ({low:g}) is more than "max" ({high:g}).'
        for other, (floor, ceiling) in zip(scheme.bands[:index], amounts, strict=False):
            if low <= ceiling and floor <= high and low <= high and floor <= ceiling:
                message = f'the band "{band.code}" overlaps with the band "{other.code}".'
                yield BAD_BAND, ("bands", index), message


def _money(scheme: Scheme) -> Iterator[Fault]:
    for index, band in enumerate(scheme.bands):
        lacking = [key for key in ("currency", "price_year") if getattr(band, key) is None]
        if lacking and (band.min is not None or band.max is not None):
            yield MONEY, ("bands", index), f'the band "{band.code}" needs its {" and its ".join(lacking)}.'
