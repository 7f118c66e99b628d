"""The links that were found broken when somebody last asked: a file beside the records, for the build asks nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .nodes import parse
from .records import read_text
from .whole import save

FILE = "_links.yml"
"""Beside the records, and kept in Git like them: the page of what is to be mended is made from it."""
_HEAD = """\
# Outside links of records that were broken when they were last asked for. Made by: briefings links --record
# The page of what is to be mended names them until the record has another address, or the file is made anew.
"""


@dataclass(frozen=True, slots=True)
class KnownLinks:
    """The addresses found broken, by record, and the day on which links were asked for; None if they never were."""

    checked: date | None = None
    broken: Mapping[str, tuple[str, ...]] | None = None

    def of(self, record_id: str) -> tuple[str, ...]:
        """Return the addresses in a record that were broken."""
        return (self.broken or {}).get(record_id, ())


def read_known_links(root: Path) -> KnownLinks:
    """Return what was found in the folder of records ``root``. A file that is not as we write it says nothing."""
    path = root / FILE
    if not path.is_file():
        return KnownLinks()
    text, fault = read_text(path, FILE)
    node = None if fault is not None else parse(text, FILE)[0]
    value = node.plain() if node is not None else None
    if not isinstance(value, dict) or not isinstance(value.get("checked"), str):
        return KnownLinks()
    try:
        checked = date.fromisoformat(value["checked"])
    except ValueError:
        return KnownLinks()
    broken = value.get("broken")
    listed = broken.items() if isinstance(broken, dict) else ()
    return KnownLinks(
        checked,
        {
            record_id: tuple(url for url in urls if isinstance(url, str))
            for record_id, urls in listed
            if isinstance(urls, list)
        },
    )


def write_known_links(root: Path, checked: date, broken: Iterable[tuple[str, str]]) -> Path:
    """Write (record, address) of each broken link into the folder of records, whole or not at all; return the file."""
    by_record: dict[str, list[str]] = {}
    for record_id, url in sorted(set(broken)):
        by_record.setdefault(record_id, []).append(url)
    lines = [_HEAD, f"checked: {checked.isoformat()}\n", "broken:\n" if by_record else "broken: {}\n"]
    for record_id, urls in by_record.items():
        lines.append(f"  {json.dumps(record_id)}:\n")
        # A text of JSON is one of YAML, whatever stands in an address.
        lines += [f"    - {json.dumps(url)}\n" for url in urls]
    path = root / FILE
    save(path, "".join(lines))
    return path
