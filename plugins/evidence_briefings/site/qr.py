"""QR codes as paths for SVG: made while the site is built, so that nobody's server is asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""How many modules of white stand around a code; readers need them (ISO/IEC 18004)."""
_MASK = 3
"""Any of the eight masks can be read. Trying all for the best takes five times as long as all else."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is ``size`` modules wide, white around it included.

    ``path`` draws it with a stroke one module wide, as the ``d`` of a path.
    """

    size: int
    path: str


def qr_code(text: str) -> Code:
    """Return the code of a text. A seventh of it may be dirty or torn (error level M)."""
    rows = segno.make(text, error="m", micro=False, mask=_MASK).matrix
    pieces: list[str] = []
    # Where the pen is; all steps are relative, which makes most of them one sign.
    pen_x = pen_y = 0
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                to_x, to_y = x - pen_x, y - pen_y
                pieces.append(f"m{to_x}{' ' if to_y >= 0 else ''}{to_y}h{length}")
                pen_x, pen_y = x + length, y
            x += length
    return Code(len(rows) + 2 * QUIET, f"M{QUIET} {QUIET}.5" + "".join(pieces))
