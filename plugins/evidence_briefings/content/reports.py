"""Problems as output: lines for people, JSON for programs, annotations for GitHub and GitLab, a table for a summary."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .corpus import Corpus
from .problems import CATALOGUE, Problem, Severity, printable

STYLES = ("text", "json", "github", "gitlab")
"""How a report can be written."""
IN_A_SUMMARY = 200
"""How many problems a summary names: GitHub takes a megabyte of it, and nobody reads further."""
_AT_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor"}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check. ``records`` is how many files were looked at, ``excused`` how many warnings are."""

    problems: tuple[Problem, ...]
    records: int
    excused: int = 0

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return len(self.problems) - self.errors

    def render(self, style: str) -> str:
        """Return the problems in one of the ``STYLES``, ending in a line break unless empty."""
        if style == "json":
            return self._json()
        if style == "gitlab":
            return json.dumps(_code_quality(self.problems), indent=2, ensure_ascii=True) + "\n"
        line = _annotation if style == "github" else str
        return "".join(f"{line(problem)}\n" for problem in self.problems)

    def summary(self) -> str:
        """Return one line that counts: ``2 errors and 1 warning in 70 files``."""
        files = _count(self.records, "file")
        excused = f"; {self.excused} excused" if self.excused else ""
        if not self.problems:
            return f"{files} checked: no problems{excused}"
        hint = " (briefings explain CODE says more)"
        return f"{_count(self.errors, 'error')} and {_count(self.warnings, 'warning')} in {files}{excused}{hint}"

    def markdown(self) -> str:
        """Return the report as Markdown for the page of a pipeline: a sentence, then a table of the first problems."""
        parts = ["## Check of the briefings", "", self.summary() + ".", ""]
        if self.problems:
            parts += ["| | where | what to mend |", "|---|---|---|"]
            for problem in self.problems[:IN_A_SUMMARY]:
                where = f"{problem.mark.path}:{problem.mark.line}"
                parts.append(f"| {problem.severity} | {_cell(where)} | {_cell(problem.message)} |")
            parts.append("")
        if len(self.problems) > IN_A_SUMMARY:
            parts += [f"And {len(self.problems) - IN_A_SUMMARY:,} more: run briefings check to see them all.", ""]
        return "\n".join(parts)

    def _json(self) -> str:
        problems = [
            {
                "path": problem.mark.path,
                "line": problem.mark.line,
                "column": problem.mark.column,
                "severity": str(problem.severity),
                "code": problem.code,
                "message": problem.message,
                "fix": CATALOGUE[problem.code].fix,
            }
            for problem in self.problems
        ]
        summary = {"files": self.records, "errors": self.errors, "warnings": self.warnings, "excused": self.excused}
        return json.dumps({"problems": problems, "summary": summary}, indent=2, ensure_ascii=True) + "\n"


def catalogue_page() -> str:
    """Return every code as a Markdown page: when it is reported and how to mend it."""
    parts = [
        "# What the check reports",
        "",
        "Made by `briefings explain --markdown`; the same texts as `briefings explain CODE`. Errors stop a build: the",
        "site would be wrong or misleading. Warnings should be mended.",
        "",
    ]
    for name, code in sorted(CATALOGUE.items()):
        parts += [f"## {name}", "", f"*{code.severity}* · **When:** {code.when}", "", f"**Fix:** {code.fix}", ""]
    return "\n".join(parts)


def below(problems: Iterable[Problem], chosen: Sequence[str] | None) -> list[Problem]:
    """Return the problems of the chosen files and folders (shown paths), or all of them for None."""
    return [problem for problem in problems if _is_below(problem.mark.path, chosen)]


def files_below(corpus: Corpus, chosen: Sequence[str] | None) -> list[str]:
    """Return the shown paths of the records and translations, and of the lists too where these were chosen."""
    shown = [*corpus.files.shown(), *corpus.pairs.shown()]
    if chosen is not None:
        shown += corpus.lists_shown()
    return [path for path in shown if _is_below(path, chosen)]


def _is_below(path: str, chosen: Sequence[str] | None) -> bool:
    if chosen is None:
        return True
    return any(choice in (path, ".") or path.startswith(choice.rstrip("/") + "/") for choice in chosen)


def _annotation(problem: Problem) -> str:
    """Return a workflow command of GitHub Actions, escaped as its toolkit does (``%``, line breaks, ``:``, ``,``)."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def as_property(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    mark = problem.mark
    place = f"file={as_property(mark.path)},line={mark.line},col={mark.column},title={as_property(problem.code)}"
    return f"::{problem.severity} {place}::{escaped(printable(problem.message))}"


def _code_quality(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return a Code Quality report as GitLab reads it, one entry for each problem, in their order.

    A fingerprint stays the same when lines above move, so that GitLab knows which problems a merge request adds: it is
    of the file, the code and the message, and of the number of the problem where a file has several that are alike.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    entries: list[dict[str, object]] = []
    for problem in problems:
        mark = problem.mark
        same = (mark.path, problem.code, problem.message)
        seen[same] += 1
        name = "\0".join((*same, str(seen[same]))).encode("utf-8", "backslashreplace")
        entries.append(
            {
                "description": printable(f"{problem.message} ({problem.code})"),
                "check_name": problem.code,
                "fingerprint": sha256(name).hexdigest(),
                "severity": _AT_GITLAB[problem.severity],
                "location": {"path": mark.path.removeprefix("./"), "lines": {"begin": mark.line}},
            }
        )
    return entries


def _cell(text: str) -> str:
    """Return a text as a cell of a table in Markdown that shows it as it is: nobody is mentioned, no link is made."""
    shown = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = re.sub(r"[\\`*_\[\]|~#!]", lambda sign: f"\\{sign[0]}", shown)
    return shown.replace("@", "&#64;").replace("://", "&#58;//")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
