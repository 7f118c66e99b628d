"""What became of an address when it was asked for, and the file that keeps this until it is asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..content.whole import save

FILE = ".cache/links.json"
"""Where the answers are kept, below the site's folder. The file may be deleted at any time."""
_FORMAT = 1


class State(StrEnum):
    """What an address is worth to a reader.

    ``OK``: it is there. ``MOVED``: it is there, at an address it has for good. ``BROKEN``: it is not there, or a
    browser would refuse to open it. ``UNSURE``: nobody can tell from here; a person should look.
    """

    OK = "ok"
    MOVED = "moved"
    BROKEN = "broken"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one address.

    ``reason`` is a short code such as ``not-found``, ``message`` says it in words; ``status`` is the last number that
    HTTP gave, or 0; ``to`` the address at which it ended where that is another, or ""; ``checked`` the day.
    """

    state: State
    reason: str
    message: str
    checked: date
    status: int = 0
    to: str = ""

    def holds_on(self, today: date, max_age: int) -> bool:
        """Return whether the answer still serves: for ``max_age`` days, but for the same day only if unsure."""
        age = (today - self.checked).days
        return 0 <= age <= (0 if self.state is State.UNSURE else max_age)


def read_cache(path: Path) -> dict[str, Verdict]:
    """Return the answers that are kept, by address. A file that is not as we write it holds none."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["format"] != _FORMAT:
            return {}
        return {str(url): _read(value) for url, value in kept["links"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write_cache(path: Path, verdicts: Mapping[str, Verdict]) -> None:
    """Write the answers, so that at any moment either the old file is there or the new one."""
    links = {
        url: {**asdict(verdict), "state": str(verdict.state), "checked": verdict.checked.isoformat()}
        for url, verdict in sorted(verdicts.items())
    }
    save(path, json.dumps({"format": _FORMAT, "links": links}, ensure_ascii=True, indent=1) + "\n")


def usable(kept: Mapping[str, Verdict], urls: Iterable[str], today: date, max_age: int) -> dict[str, Verdict]:
    """Return those of the kept answers that still serve for ``urls``."""
    return {url: kept[url] for url in urls if url in kept and kept[url].holds_on(today, max_age)}


def _read(value: Mapping[str, Any]) -> Verdict:
    return Verdict(
        State(value["state"]),
        str(value["reason"]),
        str(value["message"]),
        date.fromisoformat(value["checked"]),
        int(value["status"]),
        str(value["to"]),
    )
