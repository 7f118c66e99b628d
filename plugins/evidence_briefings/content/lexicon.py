"""A site's own list of Welsh words, which search adds to what it knows: optional, and large.

Each line of ``_vocabulary/welsh-lexicon.tsv`` is a form of a word, a tab and its dictionary form (``phlant``, tab,
``plentyn``); what stands after another tab is passed over, as are empty lines and those that begin with #.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .problems import Mark, Problem, Severity, define
from .records import UNREADABLE, shown_path
from .vocabulary import FOLDER

NAME = "welsh-lexicon.tsv"
MAX_BYTES = 64 * 1024 * 1024
"""The largest list that is read: four times the largest we know of."""
MAX_REPORTED = 20
"""How many wrong lines are named one by one: a list in another format is wrong in all of them."""

BROKEN_LINE = define(
    "lexicon-line",
    Severity.WARNING,
    when=f"A line of briefings/_vocabulary/{NAME} is not a form of a Welsh word, a tab and its dictionary form. Search "
    "does without it.",
    fix="Write the two words with one tab between them, or delete the line. A line that begins with # is a note.",
)


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A list as it was when it was checked; ``digest`` is of its bytes. Its words are read when somebody asks."""

    path: Path
    digest: str

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield (form, dictionary form) of each good line, as written. Raises ``OSError``."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file):
                entry = _entry(line, first=number == 0)
                if isinstance(entry, tuple):
                    yield entry


def read_lexicon(root: Path, base: Path) -> tuple[LexiconFile | None, list[Problem]]:
    """Return the list below ``root``, or None where there is none that can be read, and what is wrong with it."""
    path = root / FOLDER / NAME
    shown = shown_path(path, base)
    problems: list[Problem] = []
    digest = hashlib.sha256()
    left_out = 0
    try:
        if not path.exists():
            return None, []
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [UNREADABLE.at(Mark(shown), "this is not an ordinary file.")]
        if status.st_size > MAX_BYTES:
            size = f"the file has {status.st_size / 1024 / 1024:.1f} MB; up to {MAX_BYTES // 1024 // 1024} MB are read."
            return None, [UNREADABLE.at(Mark(shown), size)]
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                digest.update(line)
                why = _entry(line, first=number == 1)
                if isinstance(why, str):
                    left_out += 1
                    if left_out <= MAX_REPORTED:
                        problems.append(BROKEN_LINE.at(Mark(shown, number), f"this line is left out: {why}."))
    except OSError as error:
        return None, [UNREADABLE.at(Mark(shown), f"this file cannot be read: {error.strerror or error}.")]
    if left_out > MAX_REPORTED:
        more = f"{left_out - MAX_REPORTED} more lines below are left out too."
        problems.append(BROKEN_LINE.at(Mark(shown, problems[-1].mark.line + 1), more))
    return LexiconFile(path, digest.hexdigest()), problems


def _entry(line: bytes, *, first: bool) -> tuple[str, str] | str | None:
    """Return (form, dictionary form), or what is wrong with a line, or None for one that says nothing."""
    try:
        text = line.decode("utf-8-sig" if first else "utf-8").strip("\r\n")
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if not text.strip() or text.startswith("#"):
        return None
    form, tab, rest = text.partition("\t")
    lemma = rest.partition("\t")[0].strip()
    form = form.strip()
    if not tab:
        return "it has no tab"
    if not form or not lemma:
        return "one of the two words is missing"
    return form, lemma
