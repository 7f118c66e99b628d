"""What is wrong between records that are each right: one leads to a hidden one, or claims the other's past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .model import Briefing
from .problems import Problem, Severity, define
from .records import RecordFile
from .shapes import Loc, key_of

HIDDEN = define(
    "hidden-related",
    Severity.WARNING,
    when="A record that everybody can read names one under related, superseded_by or balance that is a draft or "
    "not public. The site leaves it out.",
    fix="Publish the other record, or remove it here.",
)
OLD_ID_CLAIMED = define(
    "old-id-claimed-twice",
    Severity.ERROR,
    when="Two records name the same id under was. Its address can lead to one of them only.",
    fix="Leave it with the record that had this id, and remove it from the other.",
)


def hidden(briefings: Mapping[str, Briefing], files: Mapping[str, RecordFile]) -> Iterator[Problem]:
    """Yield a problem for each record that readers are to be led to and cannot see."""
    for briefing in briefings.values():
        if not briefing.is_shown:
            continue
        named: list[tuple[Loc, str | None]] = [
            (("related", index), other) for index, other in enumerate(briefing.related)
        ]
        named += _arguments(briefing)
        for loc, other in (*named, (("superseded_by",), briefing.superseded_by)):
            target = briefings.get(other) if other is not None else None
            if target is not None and not target.is_shown:
                why = "a draft" if target.status == "draft" else f"for the visibility {target.visibility} only"
                yield HIDDEN.at(files[briefing.id].mark(loc), f'"{other}" is {why}: readers cannot see it.')


def _arguments(briefing: Briefing) -> Iterator[tuple[Loc, str]]:
    """Yield (place, id) of each record that an argument comes from."""
    if briefing.balance is not None:
        for side in ("for_", "against", "depends_on"):
            for index, argument in enumerate(getattr(briefing.balance, side)):
                for number, name in enumerate(argument.from_):
                    yield ("balance", key_of(side), index, "from", number), name


def claimed_twice(briefings: Mapping[str, Briefing], files: Mapping[str, RecordFile]) -> Iterator[Problem]:
    """Yield a problem for each old id that a record before this one has named as well."""
    claimed: dict[str, str] = {}
    for briefing in briefings.values():
        for index, old in enumerate(briefing.was):
            first = claimed.setdefault(old, briefing.id)
            if first != briefing.id:
                message = f'"{old}" is already an old id of "{first}": its address can lead to one record only.'
                yield OLD_ID_CLAIMED.at(files[briefing.id].mark(("was", index)), message)
