"""What an author is told about text that is not YAML: plain advice at the line to change, then the parser's words.

The parser names the place where it could not go on, which is often far below the mistake. What people get wrong are
a few things: a colon in a text, a quote or bracket left open, a tab, and what editors and Git put into a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: .*)?\Z")
_WIDE_INDENT = re.compile("[ \t]*[\u00a0\u2007\u202f\u3000]")
_CURLY = re.compile("(?:^\\s*|[:\\[{,-]\\s+|[\\[{])[\u201c\u201d\u201e\u2018\u2019]")
_COLON_IN_TEXT = re.compile(r"\s*(?:- +)*[^\s:#][^:]*: +[^\"'\[{|>].*: ")
_UNQUOTABLE = re.compile(r":\s+[@`%*&!|>]")

_Place = tuple[int, int]
_Found = tuple[_Place, str]


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Return (line, column, message) for an error of the parser: where the author must look, and what to do."""
    lines = _LINE_END.split(text)
    stopped = _place(error.problem_mark) or _place(error.context_mark) or (1, 1)
    began = _place(error.context_mark) or stopped
    jargon = " ".join(part for part in (error.context, error.problem) if part) or "not well-formed"
    place, advice = next(_explanations(error, text, lines, began, stopped))
    return *place, f"{advice} (This is not YAML: {jargon}.)"


def _explanations(
    error: yaml.MarkedYAMLError, text: str, lines: list[str], began: _Place, stopped: _Place
) -> Iterator[_Found]:
    """Yield what may be wrong, the likeliest first."""
    for number, line in enumerate(lines, 1):
        if mark := _CONFLICT.match(line):
            what = "keep one of the two versions and delete the three lines of marks."
            yield (number, 1), f"{mark[1]} is a mark of a merge that Git left to you: {what}"
    if error.problem == "found unexpected end of stream" and "quoted scalar" in (error.context or ""):
        yield began, "the quote that opens here is never closed."
    for number in (stopped[0] - 1, stopped[0]):
        if 0 < number <= len(lines) and _WIDE_INDENT.match(lines[number - 1]):
            yield (number, 1), "this line is indented with non-breaking spaces: use ordinary ones."
    if stopped[0] <= len(lines) and (curly := _CURLY.search(lines[stopped[0] - 1])):
        yield (stopped[0], curly.end()), 'curly quotes are letters like others in YAML: use straight ones (").'
    yield from _of_problem(error, text, lines, began, stopped)
    yield stopped, "check this line and the one before it."


def _of_problem(
    error: yaml.MarkedYAMLError, text: str, lines: list[str], began: _Place, stopped: _Place
) -> Iterator[_Found]:
    problem = error.problem or ""
    line = lines[stopped[0] - 1] if stopped[0] <= len(lines) else ""
    if "tab character" in problem or (problem.startswith("found character") and line[stopped[1] - 1 :][:1] == "\t"):
        yield stopped, "indent with spaces, not tabs."
    if problem == "found character that cannot start any token":
        yield stopped, "put text that begins with @, ` or % between double quotes."
    if problem == "mapping values are not allowed in this context":
        if _COLON_IN_TEXT.match(line):
            yield stopped, 'put text that holds ": " between double quotes.'
        yield stopped, "check the indent: a key stands exactly below the other keys of its block."
    if problem == "could not find expected ':'":
        yield began, "this line is neither key: value nor part of the text above: add the colon, or indent it."
    if bracket := re.search(r"expected ',' or '([\]}])'", problem):
        opened = "[" if bracket[1] == "]" else "{"
        yield began, f"the bracket {opened} that opens here is not closed, or a comma is missing in it."
    if "expected node content" in problem:
        yield stopped, "a bracket [ or { before this is never closed, or a value is missing."
    if problem == "did not find expected key" and (quote := _quote_before(text, stopped)):
        advice = f"the quote that opens at line {quote[0]} ends before this, but text goes on."
        yield stopped, f"{advice} Close it there, or write a quote inside the text as “ ”."


def _place(mark: Any) -> _Place | None:
    return (mark.line + 1, mark.column + 1) if mark is not None else None


def _quote_before(text: str, stopped: _Place) -> _Place | None:
    """Return where the last quoted text before a place opens, if it ends on that line."""
    last: yaml.ScalarEvent | None = None
    loader = yaml.CSafeLoader(text)
    try:
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.ScalarEvent):
                last = event
    except yaml.YAMLError:
        pass
    finally:
        loader.dispose()
    if last is None or last.style not in ("'", '"') or last.end_mark is None or last.end_mark.line + 1 != stopped[0]:
        return None
    return _place(last.start_mark)
