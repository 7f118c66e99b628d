"""A new record with what is known already: values in their places, and MISSING only where something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .editing import Edits, edited
from .nodes import Node, parse
from .shapes import Loc

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def filled(text: str, edits: Edits) -> str:
    """Return a new record's text (of ``drafts.new_record``) with values put in.

    A field that stands there as a comment is put in at that place. Lines whose value is there no longer say MISSING.
    """
    if not edits:
        return text
    for loc in edits:
        text = _uncommented(text, loc)
    found = edited(text, edits)
    node, _ = parse(found, "")
    assert node is not None
    lines = found.splitlines(keepends=True)
    for loc, line in _key_lines(node):
        here = lines[line - 1]
        if "# MISSING: " in here and any(loc == edit[: len(loc)] and _known(node, edit) for edit in edits):
            lines[line - 1] = _said(here)
    return "".join(lines)


def with_comments(text: str, comments: Iterable[str], *, above: str = "") -> str:
    """Return a record's text with comment lines above a key at the left edge, or below those at the top."""
    lines = text.splitlines(keepends=True)
    made = [f"# {_UNWRITABLE.sub(' ', comment)}".rstrip() + "\n" for comment in comments]
    if above:
        place = next((number for number, line in enumerate(lines) if line.startswith(f"{above}:")), len(lines))
    else:
        place = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join([*lines[:place], *made, *lines[place:]])


def missing(text: str) -> list[str]:
    """Return the keys whose lines say MISSING, in their order."""
    return [line.split(":")[0].strip(" -") for line in text.splitlines() if "# MISSING: " in line and ":" in line]


def _said(line: str) -> str:
    """Return the line of a field that has its value: what belongs there is said only above a list."""
    start, _, comment = line.partition("# MISSING: ")
    return f"{start}# {comment}" if start.rstrip().endswith((":", "]")) else f"{start.rstrip()}\n"


def _known(node: Node, loc: Loc) -> bool:
    """Return whether anything stands at a place: an answer that was "I do not know yet" leaves it missing."""
    found = node.find(loc)
    return found is not None and found.value not in (None, [], {}, "")


def _key_lines(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, int]]:
    if isinstance(node.value, dict):
        for name, below in node.value.items():
            yield (*loc, name), node.keys[name].line
            yield from _key_lines(below, (*loc, name))


def _uncommented(text: str, loc: Loc) -> str:
    """Return the text with the line of a field, and of the block it is in, no longer a comment."""
    first, *rest = (str(step) for step in loc)
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if re.match(rf"(?:# )?{first}:", line)), None)
    if start is None:
        return text
    if lines[start].startswith("# "):
        lines[start] = _bare_key(lines[start][2:])
    elif rest:
        end = next((n for n in range(start + 1, len(lines)) if re.match(r"\S", lines[n])), len(lines))
        pattern = re.compile(rf"  # {re.escape(rest[0])}:")
        for number in range(start + 1, end):
            if pattern.match(lines[number]):
                lines[number] = "  " + _bare_key(lines[number][4:])
                break
    return "\n".join(lines)


def _bare_key(line: str) -> str:
    """Return a commented line's key and its own comment, without the empty value between the two."""
    key, _, after = line.partition(":")
    comment = re.search(r"#.*", after)
    return f"{key}:" + (f"{comment[0]:>{len(comment[0]) + max(25 - len(key), 2)}}" if comment else "")
