"""Problems: what is wrong in an author's file, where, and what to do about it.

A :class:`Code` is one kind of problem with one help entry; ``CATALOGUE`` holds them all, so that
``briefings explain`` and the documentation can never miss one.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_MESSAGE = 1000
"""The longest message. What an author wrote is quoted in it, and may be a whole file; the advice stands at its end."""


class Severity(StrEnum):
    """ERROR: the site would be wrong or misleading. WARNING: it should be mended."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A place in a file. ``path`` is as shown to the author; ``line`` and ``column`` count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One problem at one place. Sorts by path, line, column, then code."""

    mark: Mark
    code: str
    message: str
    severity: Severity

    def __str__(self) -> str:
        """Return ``path:line:column: severity[code]: message``, always on one line."""
        where = f"{self.mark.path}:{self.mark.line}:{self.mark.column}"
        return printable(f"{where}: {self.severity}[{self.code}]: {self.message}")


def printable(text: str) -> str:
    """Return ``text`` with control characters and lone surrogates shown as ``\\x..``: a terminal gets one line."""
    return "".join(
        char if char.isprintable() or char == " " else char.encode("unicode_escape", "backslashreplace").decode("ascii")
        for char in text
    )


def shortened(text: str, limit: int = 60) -> str:
    """Return a text for a message: whole, or its first ``limit`` characters with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its name, how grave it is, when it occurs and how to mend it."""

    name: str
    severity: Severity
    when: str
    fix: str

    def at(self, mark: Mark, message: str) -> Problem:
        """Return the problem of this kind at ``mark``."""
        if len(message) > MAX_MESSAGE:
            message = f"{message[: MAX_MESSAGE - 200]} … {message[-197:]}"
        return Problem(mark, self.name, message, self.severity)


CATALOGUE: dict[str, Code] = {}
"""Every code there is, by name."""


def define(name: str, severity: Severity, *, when: str, fix: str) -> Code:
    """Register and return a code. Raises ``ValueError`` when the name is taken."""
    if name in CATALOGUE:
        raise ValueError(f"the code {name} is defined twice")
    code = Code(name, severity, _unwrap(when), _unwrap(fix))
    CATALOGUE[name] = code
    return code


def define_from_docstring(name: str, severity: Severity, documented: object) -> Code:
    """Register a code whose *When* and *Fix* stand in the docstring of the function that looks for it."""
    text = inspect.getdoc(documented) or ""
    match = re.search(r"^When:\s*(.+?)^Fix:\s*(.+)\Z", text, re.DOTALL | re.MULTILINE)
    if match is None:
        raise ValueError(f"the docstring of the rule {name} lacks its When: and Fix: parts")
    return define(name, severity, when=match[1], fix=match[2])


def in_order(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems sorted by path, line, column and code, each once."""
    yield from sorted(set(problems))


def _unwrap(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
