"""What was found of the outside links: for people, for programs, and for the page of what is to be mended."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..content.outside_links import OutsideLink
from ..content.problems import printable
from ..content.tables import as_csv
from .verdicts import State, Verdict

ORDER = (State.BROKEN, State.UNSURE, State.MOVED, State.OK)
"""What needs somebody first comes first."""
_COLUMNS = ("path", "line", "column", "record", "url", "state", "reason", "message", "status", "to", "checked")

Row = tuple[OutsideLink, Verdict]


def rows(links: Iterable[OutsideLink], verdicts: Mapping[str, Verdict]) -> list[Row]:
    """Return each link whose address has been asked for, with the verdict, by place."""
    return [(link, verdicts[link.url]) for link in links if link.url in verdicts]


def as_lines(found: Iterable[Row]) -> str:
    """Return a line for each link that somebody should look at: ``path:line:col: broken link: ...``."""
    return "".join(f"{printable(_line(link, verdict))}\n" for link, verdict in found if verdict.state is not State.OK)


def as_json(found: Iterable[Row]) -> str:
    """Return all links for other programs."""
    values = [dict(zip(_COLUMNS, _values(link, verdict), strict=True)) for link, verdict in found]
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def as_table(found: Iterable[Row]) -> str:
    """Return all links as CSV."""
    return as_csv(_COLUMNS, (_values(link, verdict) for link, verdict in found))


def summary(found: Sequence[Row], unasked: int) -> str:
    """Return one line that counts."""
    counted = Counter(verdict.state for _, verdict in found)
    more = f" Not asked: {unasked}." if unasked else ""
    return (
        f"Links: {len(found) + unasked}. Broken: {counted[State.BROKEN]}. Could not tell: {counted[State.UNSURE]}. "
        f"Moved: {counted[State.MOVED]}.{more}"
    )


def _line(link: OutsideLink, verdict: Verdict) -> str:
    mark = link.mark
    where = f"{mark.path}:{mark.line}:{mark.column}"
    end = f" It ends at {verdict.to}" if verdict.to else ""
    if verdict.state is State.BROKEN:
        return f"{where}: broken link: {link.url}: {verdict.message}.{end}"
    if verdict.state is State.MOVED:
        return f"{where}: moved link: {link.url}: {verdict.message}. Write {verdict.to}"
    return f"{where}: could not tell: {link.url}: {verdict.message}.{end}"


def _values(link: OutsideLink, verdict: Verdict) -> tuple[object, ...]:
    return (
        link.mark.path,
        link.mark.line,
        link.mark.column,
        link.record,
        link.url,
        str(verdict.state),
        verdict.reason,
        verdict.message,
        verdict.status,
        verdict.to,
        verdict.checked.isoformat(),
    )
