"""A translation that came back, put into its pair file: whole or not at all, and nothing else of the file changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .drafts import new_translation, restamped
from .editing import EditError, edited
from .exchange import Answer, Judged, Sheet, Unit, plainly
from .nodes import parse
from .records import RecordFile
from .shapes import Loc
from .translation import is_copy
from .updating import updated


@dataclass(frozen=True, slots=True)
class Result:
    """A pair file after an import. ``text`` is None where nothing changes.

    ``written`` and ``confirmed`` are the places of texts that are other than before, and of those that were only said
    to be right as they are.
    """

    text: str | None
    written: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    status: str = "draft"


def put_in(
    record: RecordFile, pair: RecordFile | None, sheet: Sheet, found: Judged, *, depth: int = 0, loose: bool = False
) -> Result:
    """Return a pair file with the texts that came back. Raises ``ValueError`` where that cannot be done whole.

    Texts that are new or were said to be right count as made from the original as it is now; the file is ``reviewed``
    when all of them came back so. ``loose`` passes over differences that a word processor makes by itself.
    """
    units = {unit.id: unit for unit in sheet.units}
    changed = {name: answer for name, answer in found.texts.items() if _is_new(units[name], answer, loose=loose)}
    confirmed = [
        name
        for name, answer in found.texts.items()
        if name not in changed and answer.target.strip() and _rank(answer) > _RANKS.index(units[name].state)
    ]
    if not changed and not confirmed:
        return Result(None)
    start = pair.text if pair is not None else new_translation(record, depth)
    text = updated(record, _as_file(record, pair, start)).text
    try:
        text = edited(text, _edits(units, changed, loose=loose))
    except EditError as error:
        where = pair.shown if pair is not None else record.shown
        raise ValueError(f"{where}: {error}. Does briefings check find something wrong with it?") from None
    right = {
        name
        for name, answer in found.texts.items()
        if name in changed
        or (
            units[name].target.strip()
            and (_rank(answer) > 0 or (answer.state is None and units[name].state != "initial"))
        )
    }
    status = "reviewed" if _all_reviewed(sheet, found.texts, right) else "draft"
    text = _stamped(text, sheet, right, status)
    again = updated(record, _as_file(record, pair, text)).text  # takes away the marks of what is right now
    return Result(again, tuple(changed), tuple(confirmed), status)


_RANKS = ("initial", "translated", "reviewed")


def _rank(answer: Answer) -> int:
    return _RANKS.index(answer.state) if answer.state is not None else 0


def _is_new(unit: Unit, answer: Answer, *, loose: bool) -> bool:
    if not answer.target.strip() or (
        not unit.text.as_published and not unit.optional and is_copy(unit.source, answer.target)
    ):
        return False
    if loose and plainly(answer.target) == plainly(unit.target):
        return False
    if answer.target.split() == unit.target.split() and answer.target.count("\n") < unit.target.strip().count("\n"):
        return False  # a program that does not keep white space
    return answer.target.strip() != unit.target.strip()


def _edits(units: Mapping[str, Unit], changed: Mapping[str, Answer], *, loose: bool) -> dict[Loc, Any]:
    edits: dict[Loc, Any] = {}
    for name, answer in changed.items():
        unit = units[name]
        text = answer.target
        if loose:  # an empty paragraph more is no more of a break, and a break within a short text is none
            text = re.sub(r"\n{3,}", "\n\n", text) if unit.text.markdown else " ".join(text.split())
        words = [line.strip() for line in answer.target.splitlines() if line.strip()]
        edits[unit.loc] = words if unit.listed else text
    return edits


def _all_reviewed(sheet: Sheet, texts: Mapping[str, Answer], right: set[str]) -> bool:
    wanted = [
        unit for unit in sheet.units if not unit.optional and not (unit.text.as_published and unit.id not in right)
    ]
    return all(unit.id in right and texts[unit.id].state == "reviewed" for unit in wanted)


def _stamped(text: str, sheet: Sheet, right: set[str], status: str) -> str:
    """Return the file with the digests of what is right; a file that never had any keeps to none until all is right."""
    node, _ = parse(text, "")
    of = node.find(("translation", "of")) if node is not None else None
    before = set(of.value.split()) if of is not None and isinstance(of.value, str) else None
    unknown = [unit for unit in sheet.units if unit.target.strip() and not unit.optional and unit.id not in right]
    digests = {one for unit in sheet.units if unit.id in right or unit.optional for one in unit.digests}
    if before is None and unknown:
        digests = set()
    return restamped(text, (before or set()) | digests, status)


def _as_file(record: RecordFile, pair: RecordFile | None, text: str) -> RecordFile:
    node, _ = parse(text, record.shown)
    shown = pair.shown if pair is not None else record.shown
    return replace(record, suffix=record.pair_language, node=node, text=text, shown=shown)
