"""Rules about text that an author wrote and no reader would see, or would see turned round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..nodes import Node
from ..problems import Mark, Severity, shortened
from ..records import RecordFile
from .subject import Found, Subject, rule

_COMMENT = re.compile(r"(?<=\S)[ \t]#")
"""A single space: before a comment that is meant as one, authors leave two or line it up."""
_HEADING = re.compile(r"[ \t]+##")
_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@rule("lost-after-hash", Severity.WARNING)
def lost_after_hash(subject: Subject) -> Iterator[Found]:
    """Report text that YAML takes for a comment.

    When: A text without quotes holds " #" (as in "form #12"), or "##" headings follow a key that has no | after its
    colon. From the # on YAML takes the line for a comment, and it would appear nowhere.
    Fix: Put the text between double quotes, or write key: | and the text below it. If the # does begin a comment, leave
    two spaces before it.
    """
    for file in subject.files:
        if (" #" in file.text or "\t#" in file.text) and file.node is not None:
            lines = file.text.splitlines()
            for mark in _headings_after_keys(file, file.node, lines):
                what = shortened(lines[mark.line - 1].strip())
                yield mark, f'"{what}" is lost: YAML takes it for a comment. Write | after the colon of the key above.'
            if any("#" in line and _COMMENT.search(line) for line in lines):
                yield from _cut_texts(subject, file, lines)


def _cut_texts(subject: Subject, file: RecordFile, lines: list[str]) -> Iterator[Found]:
    for owner, leaf in subject.written:
        node = file.node.find(leaf.loc) if owner is file and file.node is not None else None
        if node is None or not isinstance(node.value, str) or node.line > len(lines):
            continue
        first = lines[node.line - 1][node.column - 1 :]
        if first[:1] in "\"'|>&!*":
            continue  # quoted or a block of text: a # is part of it
        last = max(node.end, node.line)
        line = lines[last - 1] if last <= len(lines) else ""
        start = node.column - 1 if last == node.line else 0
        match = _COMMENT.search(line, start)
        if match and (before := line[start : match.start()].strip()) and node.value.endswith(before):
            lost = shortened(line[match.end() - 1 :].strip())
            message = f'"{lost}" is lost: YAML takes it for a comment. Put the whole text between double quotes.'
            yield Mark(file.shown, last, match.end()), message


def _headings_after_keys(file: RecordFile, node: Node, lines: list[str]) -> Iterator[Mark]:
    """Yield the place of each ## line that stands where the value of a key was meant."""
    if isinstance(node.value, list):
        for child in node.value:
            yield from _headings_after_keys(file, child, lines)
    elif isinstance(node.value, dict):
        for name, child in node.value.items():
            key = node.keys[name]
            if isinstance(child.value, (dict, list)):
                yield from _headings_after_keys(file, child, lines)
            elif re.match(r"[\w-]+:[ \t]*(?:#.*)?\Z", lines[key.line - 1][key.column - 1 :] if key.line else ""):
                yield from _lost_lines(file, key, child, lines)


def _lost_lines(file: RecordFile, key: Node, child: Node, lines: list[str]) -> Iterator[Mark]:
    said = range(child.line, child.end + 1) if child.value is not None else range(0)
    if child.value is not None and child.line <= key.line:
        return
    for number in range(key.line + 1, len(lines) + 1):
        line = lines[number - 1]
        indent = len(line) - len(line.lstrip())
        if number in said or not line.strip():
            continue
        if indent < key.column or line.lstrip()[0] != "#":
            return
        if _HEADING.match(line):
            yield Mark(file.shown, number, indent + 1)


@rule("invisible-character", Severity.ERROR)
def invisible_character(subject: Subject) -> Iterator[Found]:
    """Report characters that cannot be seen but change what is.

    When: A text holds a character of no width, or one that turns the direction of writing round. They come with text
    copied from elsewhere, break search, and can make a text read differently from what it says.
    Fix: Delete the word and type it again.
    """
    for file, leaf in subject.written:
        if leaf.value.isascii():
            continue
        for match in _INVISIBLE.finditer(leaf.value):
            if match[0] == "\u200d" and _joins_symbols(leaf.value, match.start()):
                continue
            name = unicodedata.name(match[0]).lower()
            word = next((w for w in leaf.value.split() if match[0] in w), match[0])
            mark = file.mark_in_text(leaf.loc, match[0])
            yield mark, f'the character U+{ord(match[0]):04X} ({name}) cannot be seen, in "{shortened(word)}".'
            break


def _joins_symbols(text: str, position: int) -> bool:
    """Return whether the joiner at ``position`` makes one picture of two, as in many emoji."""
    around = text[position - 1 : position], text[position + 1 : position + 2]
    return all(char and (char == "\ufe0f" or unicodedata.category(char) in ("So", "Sk")) for char in around)
