"""New files for authors: an empty record to fill in, an empty translation, and the stamp of a finished one."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .localised import LANGUAGE_NAMES, OTHER, Language
from .model import BLOCK_OF_KIND, NATIONS, Briefing
from .nodes import Node, parse
from .records import RecordFile
from .schema import RECORD_FILE, TRANSLATION_FILE
from .shapes import Loc, Shape, shape_of_model
from .translation import fingerprint, translatable
from .vocabulary import Vocabularies

_HEAD = """\
# yaml-language-server: $schema={schema}
# A new record. Every line that says MISSING waits for you; the others may stay, change or go.
# Check it with: briefings check {shown}
"""

_BODY = """\
kind: {kind}{language}
title:                    # MISSING: up to 100 characters
bottom_line:              # MISSING: the conclusion in up to 30 words
summary:                  # MISSING: up to 80 words, plain language
messages:                 # MISSING: 1 to 7 practice messages, each up to 45 words: what can a reader do?
  - text:
    # audiences: [frontline]          # only if this message is for some of the readers
topics: []                # MISSING: 1 or more of
{topics}
audiences: []             # MISSING: 1 or more of
{audiences}
relevance:
  evidence_from: []       # MISSING: 1 or more of
{places}
  applies_to:             # yes, partly, no or unknown; {{applies: partly, note: ...}} also says why
{nations}
evidence:
  knowledge: []           # MISSING: 1 or more of
{knowledge}
  base:                   # MISSING: one of
{bases}
  designs: []             # any of
{designs}
  # participants:         # who and how many, in words
  peer_reviewed: not-reported         # yes, no or not-reported
  # funder:
  limitations: []         # MISSING: 1 or more; a briefing without limits is not trustworthy
  # unclear: []           # open questions
  # disagreements: []     # contrary findings
sources:                  # MISSING: 1 or more
  - title:
    access: unknown       # open, registration, paywalled or unknown
owner:
  team:                   # MISSING: who keeps this current: a team, not a person
  # email:
published: {today}
reviewed: {today}
review_by: {review_by}
status: draft             # published, when it is ready
{block}# body: |                # the fuller story, in Markdown; headings begin with ##
"""

_BLOCKS: Mapping[str, str] = {
    "programme": """\
programme:                # what is not known may be left out; readers are told that it was not reported
  manual: not-reported    # yes, no or not-reported
""",
    "project": """\
project:
  status:                 # MISSING: planned, current or completed
""",
    "practice_example": """\
practice_example:
  where:                  # MISSING: the place or service
""",
}

_KEY = re.compile(r"\s*(?:# )?(?:- )?(\w+):")


def new_record(
    shown: Path, folders_deep: int, kind: str, language: Language, vocabularies: Vocabularies, today: date
) -> str:
    """Return the text of a new record of ``kind``: every field, what belongs there, and which are missing.

    ``shown`` is its path as the author sees it; ``folders_deep`` how many folders below briefings/ it lies.
    """
    block = BLOCK_OF_KIND.get(kind)
    schema = "../" * folders_deep + f"_schema/{RECORD_FILE}"
    body = _BODY.format(
        kind=kind,
        language="" if language == "en" else f"\nlanguage: {language}",
        topics=_choices(vocabularies, "topics"),
        audiences=_choices(vocabularies, "audiences"),
        places=_choices(vocabularies, "places", indent=4),
        knowledge=_choices(vocabularies, "knowledge", indent=4),
        bases=_choices(vocabularies, "bases", indent=4),
        designs=_choices(vocabularies, "designs", indent=4),
        nations="\n".join(f"    {nation}: unknown" for nation in NATIONS),
        today=today.isoformat(),
        review_by=_a_year_on(today).isoformat(),
        block=_BLOCKS.get(block, "") if block is not None else "",
    )
    return _HEAD.format(schema=schema, shown=shown.as_posix()) + _with_every_field(body, block)


def _with_every_field(body: str, block: str | None) -> str:
    """Return the text of a record with every field of the model that it does not name, as comments to be filled in."""
    record = shape_of_model(Briefing)
    lines = body.splitlines()
    for name, field in record.fields.items():
        inner = field.item if field.kind == "list" else field
        start = next((number for number, line in enumerate(lines) if line.startswith(f"{name}:")), None)
        if start is None or inner is None or inner.kind != "block":
            continue
        end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith(" ")), len(lines))
        sign = "    # " if field.kind == "list" else "  # "
        lines[end:end] = [sign + line for line in _empty_fields(inner, _named(lines[start + 1 : end]))]
    others = {other for other in BLOCK_OF_KIND.values() if other != block}
    there = _named(line for line in lines if not line.startswith(" "))
    lines += [f"# {line}" for line in _empty_fields(record, there | others)]
    return "\n".join(lines) + "\n"


def _named(lines: Iterable[str]) -> set[str]:
    return {match[1] for line in lines if (match := _KEY.match(line))}


def _empty_fields(shape: Shape, without: Container[str] = ()) -> Iterator[str]:
    """Yield a line for each field of a block and of the blocks in it, with a word on what belongs there."""
    for name, field in shape.fields.items():
        if name in without:
            continue
        inner = field.item if field.kind == "list" and field.item is not None else field
        facts = [
            "needed" if field.required else "",
            f"from the list {inner.term.name}" if inner.term else "",
            field.about,
        ]
        about = "; ".join(filter(None, facts))
        empty = "" if inner.kind == "block" else {"list": " []", "mapping": " {}"}.get(field.kind, "")
        yield f"{f'{name}:{empty}':<23} # {about}" if about else f"{name}:{empty}"
        if inner.kind == "block":
            first = "  - " if field.kind == "list" else "  "
            for line in _empty_fields(inner):
                yield first + line
                first = " " * len(first)


def new_translation(record: RecordFile, folders_deep: int) -> str:
    """Return the text of an empty pair file: every text of the record as a comment, and its key to fill in."""
    language = OTHER[record.language]
    schema = "../" * folders_deep + f"_schema/{TRANSLATION_FILE}"
    head = (
        f"# yaml-language-server: $schema={schema}\n"
        f"# The {LANGUAGE_NAMES[language]} of {record.id}. Write each text under the comment that holds its"
        f" {LANGUAGE_NAMES[record.language]};\n"
        f"# when all of it is right, run: briefings translate {record.id} --stamp\n"
    )
    return head + "\n".join(_skeleton(translation_tree(record), 0)) + "\ntranslation:\n  status: draft\n"


def translation_tree(record: RecordFile) -> dict[str | int, Any]:
    """Return the texts of a record as a tree of keys and places, with every item of a list that holds texts."""
    tree: dict[str | int, Any] = {}
    for loc, text, _ in translatable(record):
        _put(tree, loc, text)
    if record.node is not None:
        _pad(tree, record.node)
    return tree


def as_skeleton(tree: Mapping[str | int, Any], space: str) -> list[str]:
    """Return the lines of a tree of texts, to stand at an indent of ``space``: empty keys, each below its original."""
    return list(_skeleton(tree, 0, 96 - len(space)))


def stamped(pair: RecordFile, record: RecordFile) -> str:
    """Return the text of a pair file with its ``translation`` block saying that it matches the record as it is now.

    Comments that say what changed since go; nothing else of the file changes. The status is kept; a file without one
    becomes a draft. Raises ``ValueError`` for a file whose keys do not stand on lines of their own.
    """
    return restamped("".join(without_marks(pair.text.splitlines(keepends=True))), fingerprint(record).split())


def restamped(old: str, digests: Iterable[str], status: str | None = None) -> str:
    """Return the text of a pair file with another fingerprint, and another status unless that is None.

    Raises ``ValueError`` for a file whose keys do not stand on lines of their own.
    """
    node, _ = parse(old, "")
    if node is None or not isinstance(node.value, dict):
        raise ValueError("it cannot be read")
    found = node.find(("translation", "status"))
    if status is None:
        status = found.value if found is not None and found.value in ("draft", "reviewed") else "draft"
    folded = textwrap.fill(" ".join(sorted(set(digests))), 98, initial_indent=" " * 4, subsequent_indent=" " * 4)
    line_end = "\r\n" if "\r\n" in old else "\n"
    of = f"  of: >-\n{folded}\n" if folded else ""
    new = f"translation:\n  status: {status}\n{of}".replace("\n", line_end)
    lines = old.splitlines(keepends=True)
    key = node.keys.get("translation")
    start = key.line - 1 if key is not None else len(lines)
    end = min((other.line - 1 for other in node.keys.values() if other.line > start + 1), default=len(lines))
    # Blank lines and comments between this block and the next key belong to the next key.
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    before = "".join(lines[:start])
    if before and not before.endswith(("\n", "\r")):
        before += line_end
    text = before + new + "".join(lines[end:])
    again, _ = parse(text, "")
    if again is None or _texts(again) != _texts(node):
        raise ValueError("its keys do not stand at the left edge, each on a line of its own")
    return text


_MARK = re.compile(r"\s*# changed since: the (?:English|Welsh)\b")


def change_mark(text: str, language: str, name: str = "") -> list[str]:
    """Return the comment above a translation whose original is ``text`` now; ``name`` says which of several."""
    return textwrap.wrap(
        f'"{" ".join(text.split())}"',
        96,
        initial_indent=f"# changed since: the {language}{name} is now: ",
        subsequent_indent="#   ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def without_marks(lines: Iterable[str]) -> list[str]:
    """Return lines without the comments that say what changed since."""
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = bool(_MARK.match(line)) or (inside and line.lstrip().startswith("#   "))
        if not inside:
            kept.append(line)
        inside = inside and not line.rstrip().endswith('"')
    return kept


def _texts(node: Node) -> dict[str, Any]:
    return {key: below for key, below in node.plain().items() if key != "translation"}


def _choices(vocabularies: Vocabularies, name: str, indent: int = 2) -> str:
    text = ", ".join(vocabularies[name].terms)
    sign = " " * indent + "# "
    return textwrap.fill(text, 100, break_on_hyphens=False, initial_indent=sign, subsequent_indent=sign)


def _a_year_on(day: date) -> date:
    if day.year == date.max.year:
        return day
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _put(tree: dict[str | int, Any], loc: Loc, text: str) -> None:
    for step in loc[:-1]:
        tree = tree.setdefault(step, {})
    tree[loc[-1]] = text


def _pad(tree: dict[str | int, Any], node: Node) -> None:
    """Give each list as many items as the record's own, so that every text keeps its place."""
    for step, texts in tree.items():
        original = node.child(step)
        if isinstance(texts, dict) and original is not None:
            if isinstance(original.value, list):
                tree[step] = {index: texts.get(index, {}) for index in range(len(original.value))}
            _pad(tree[step], original)


def _skeleton(tree: Mapping[str | int, Any], depth: int, width: int = 96) -> Iterable[str]:
    """Yield the lines of a tree of texts: keys with empty values, each below its original as a comment."""
    space = "  " * depth
    for step, below in tree.items():
        label = "-" if isinstance(step, int) else f"{step}:"
        if isinstance(below, str):
            yield from _as_comment(below, space, width)
            yield f'{space}{label} ""' if isinstance(step, int) else f"{space}{label}"
            continue
        first = next(iter(below.items()), ("", None))
        if isinstance(step, int) and isinstance(first[1], str):
            yield from _as_comment(first[1], space, width)
            yield f"{space}- {first[0]}:"
            yield from _skeleton(dict(list(below.items())[1:]), depth + 1, width)
        else:
            yield f"{space}{label}"
            yield from _skeleton(below, depth + 1, width)


def _as_comment(text: str, space: str, width: int) -> Iterator[str]:
    for line in textwrap.wrap(" ".join(text.split()), max(width - len(space), 40)):
        yield f"{space}# {line}"
