"""Excuses: comments by which an author keeps a warning from being reported, and says why.

::

    # check: allow long-sentence because the law is quoted
    summary: >-
      ...
    keywords: [LAC]  # check: allow preferred-term, unexplained-acronym because readers type it

An excuse covers its line, or the next one where it has a line of its own, and the whole of a text that begins there or
whose key stands there. Comments are told from text by the places of YAML's own tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from .nodes import Node
from .problems import CATALOGUE, Mark, Problem, Severity, define, shortened
from .records import RecordFile
from .suggest import did_you_mean

NO_REASON = define(
    "excuse-without-reason",
    Severity.WARNING,
    when="A comment such as # check: allow long-sentence does not say why. It excuses nothing.",
    fix="Add the reason: # check: allow long-sentence because the law is quoted",
)
UNKNOWN = define(
    "unknown-excuse",
    Severity.WARNING,
    when="A comment # check: allow ... names no code of a warning: there is none of that name, it is the code of an "
    "error, or there is none at all. Errors cannot be excused: they would make the site wrong or misleading.",
    fix="Write the code as the check prints it in brackets, several with commas between them. Mend an error.",
)
UNNEEDED = define(
    "unneeded-excuse",
    Severity.WARNING,
    when="A comment # check: allow ... excuses nothing: the warning has gone, or it is about another line.",
    fix="Delete the comment; or put it at the end of the line that is reported, or on a line of its own above the key "
    "of the text.",
)
_OF_EXCUSES = frozenset((NO_REASON.name, UNKNOWN.name, UNNEEDED.name))

_MAYBE = re.compile(r"#[ \t]*check:[ \t]*\w")
_EXCUSE = re.compile(r"#[ \t]*check:[ \t]*(?:allow|caniat\u00e1u|caniat\u00e1er)\b[ \t]*(.*)\Z", re.IGNORECASE)
_ALMOST = re.compile(r"#[ \t]*check:[ \t]*(\w+)[ \t]+([a-z]+(?:-[a-z]+)+)")
_BECAUSE = re.compile(r"\s*\b(?:because|since|oherwydd|achos)\b[:,]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excuse:
    """One code that one comment excuses, in the lines from ``first`` to ``last`` of a file and at no others."""

    mark: Mark
    code: str
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Return whether the excuse is for this problem."""
        mark = problem.mark
        return problem.code == self.code and mark.path == self.mark.path and self.first <= mark.line <= self.last


def read_excuses(file: RecordFile) -> tuple[list[Excuse], list[Problem]]:
    """Return the excuses in a file, and what is wrong with those that excuse nothing."""
    excuses: list[Excuse] = []
    problems: list[Problem] = []
    if file.node is None or "check:" not in file.text or not _MAYBE.search(file.text):
        return excuses, problems
    lines = file.text.splitlines()
    spans = list(_texts(file.node))
    for line, column, comment in _comments(file.text, lines):
        mark = Mark(file.shown, line, column)
        codes = _codes(comment, mark, problems)
        if codes:
            first = line if lines[line - 1][: column - 1].strip() else _next_line(lines, line)
            last = max([first, *(end for begin, end in spans if begin == first)])
            excuses += [Excuse(mark, code, first, last) for code in codes]
    return excuses, problems


def _codes(comment: str, mark: Mark, problems: list[Problem]) -> list[str]:
    """Return the codes that a comment excuses, and note what is wrong with it."""
    match = _EXCUSE.match(comment)
    if match is None:
        almost = _ALMOST.match(comment)
        if almost is not None and almost[2] in CATALOGUE:
            message = f'"check: {almost[1]}" excuses nothing. Write # check: allow {almost[2]} because ...'
            problems.append(UNKNOWN.at(mark, message))
        return []
    named, *reason = _BECAUSE.split(match[1], maxsplit=1)
    codes = [code for code in re.split(r"[\s,]+", named) if code]
    if not codes:
        problems.append(UNKNOWN.at(mark, "this excuse names no code. Write # check: allow long-sentence because ..."))
    good: list[str] = []
    for code in codes:
        known = CATALOGUE.get(code)
        if known is None and not reason:
            break  # words of a reason: what is missing is the word before them
        if known is None:
            warnings = [name for name, each in CATALOGUE.items() if each.severity is Severity.WARNING]
            message = f'there is no warning "{shortened(code)}".{did_you_mean(code, warnings)}'
            problems.append(UNKNOWN.at(mark, message))
        elif known.severity is Severity.ERROR or code in _OF_EXCUSES:
            why = "an error" if known.severity is Severity.ERROR else "about excuses themselves"
            problems.append(UNKNOWN.at(mark, f'"{code}" is {why} and cannot be excused. Mend it.'))
        else:
            good.append(code)
    if codes and not (reason and reason[0].strip()):
        problems.append(NO_REASON.at(mark, 'this excuse gives no reason. Add "because" and the reason.'))
        return []
    return good


def _comments(text: str, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (line, column, comment) of each comment that may be an excuse: no text of the file holds it."""
    inside: dict[int, list[tuple[int, int]]] = {}
    for token in yaml.scan(text, yaml.CSafeLoader):
        if not isinstance(token, yaml.ScalarToken):
            continue
        start, end = token.start_mark, token.end_mark
        block = token.style in ("|", ">")  # a comment may follow its sign
        for number in range(start.line + block, end.line + 1):
            begin = start.column if number == start.line else 0
            inside.setdefault(number, []).append((begin, end.column if number == end.line else 10**6))
    for number, line in enumerate(lines):
        for match in _MAYBE.finditer(line):
            at = match.start()
            if at and line[at - 1] not in " \t":
                continue
            if not any(begin <= at < end for begin, end in inside.get(number, ())):
                yield number + 1, at + 1, line[at:].rstrip()
                break


def _next_line(lines: Sequence[str], line: int) -> int:
    """Return the number of the line that a comment on a line of its own stands above; other comments may follow it."""
    while line < len(lines) and lines[line].lstrip().startswith("#"):
        line += 1
    return line + 1


def _texts(node: Node, key: Node | None = None) -> Iterator[tuple[int, int]]:
    """Yield (line, last line) of every text, from its own line and from that of its key."""
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            yield from _texts(child, node.keys[name])
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _texts(child)
    elif node.value is not None:
        yield node.line, node.end
        if key is not None:
            yield key.line, node.end


def settled(problems: Iterable[Problem], excuses: Sequence[Excuse]) -> tuple[list[Problem], list[Problem]]:
    """Return (what is to be reported, what is excused): warnings that an excuse covers, and never an error.

    Excuses that nothing needs are reported with the rest.
    """
    if not excuses:
        return list(problems), []
    by_path: dict[str, list[Excuse]] = {}
    for excuse in excuses:
        by_path.setdefault(excuse.mark.path, []).append(excuse)
    needed: set[Excuse] = set()
    reported: list[Problem] = []
    excused: list[Problem] = []
    for problem in problems:
        covering = [excuse for excuse in by_path.get(problem.mark.path, ()) if excuse.covers(problem)]
        needed.update(covering)
        (excused if covering and problem.severity is Severity.WARNING else reported).append(problem)
    for excuse in excuses:
        if excuse not in needed:
            message = f'nothing here is reported as "{excuse.code}" any more. Delete the excuse.'
            reported.append(UNNEEDED.at(excuse.mark, message))
    return reported, excused
