"""Lists as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula and run it (CWE-1236)."""


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_line(cells: Iterable[str]) -> str:
    """Return one row as CSV (RFC 4180)."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table with its head. It begins with a byte order mark, without which Excel shows ŵ as two other signs.

    None is an empty cell; a cell that a spreadsheet would run begins with an apostrophe. A number is left alone.
    """
    lines = [csv_line(columns)]
    lines += [csv_line(_cell(value) for value in row) for row in rows]
    return "\ufeff" + "".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else harmless(str(value))
