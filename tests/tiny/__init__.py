"""Tiny sites for tests: drawn as an indented tree, written into a folder, read as a corpus.

A drawing has one file or folder on each line, those of a folder indented by two spaces::

    briefings/
      one.yml                   a good record
      one.cy.yml                the good translation of it
      two.yml +                 a good record that begins with these lines; its other keys follow them
        topics: [nowhere]
      three.yml + without title, topics
      four.yml |                this text
        kind: research
      five.yml = b"\\xff" * 3    these bytes
      six.yml -> one.yml        a link
      seven.yml fifo            a named pipe
      topics.yml -              no such file
      "a name.yml"              a name with spaces

So that line 1 of ``two.yml`` is the first line drawn.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from evidence_briefings.content.corpus import Corpus, read_corpus

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
TODAY = date(2026, 12, 1)
RECORD = (HERE / "record.yml").read_text(encoding="utf-8")
TRANSLATION = (HERE / "translation.yml").read_text(encoding="utf-8")
_ENTRY = re.compile(r'( *)("(?:[^"\\]|\\.)*"|[^" ]+)(?: (\||\+|=|->|-|fifo)(?: (.*))?)?\Z')


def record(lines: str = "", *, without: tuple[str, ...] = ()) -> str:
    """Return a good record that begins with ``lines``; the keys in them, and ``without``, are not repeated."""
    return _begun(lines, RECORD, without)


def translation(lines: str = "", *, without: tuple[str, ...] = ()) -> str:
    """Return the good translation of the good record, begun as a record is."""
    return _begun(lines, TRANSLATION, without)


def write(folder: Path, site: str | Mapping[str, str | bytes]) -> Path:
    """Write a drawing, or paths with their texts, into ``folder`` and return it."""
    if isinstance(site, str):
        _draw(folder, site)
    else:
        for name, text in site.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def tiny_site(folder: Path, site: str | Mapping[str, str | bytes] = "", *, lists: str = "tiny") -> Path:
    """Write a site with vocabularies and ratings (``tiny`` ones, or the project's ``real`` ones); return its folder."""
    if lists == "real":
        for name in ("_vocabulary", "_ratings"):
            shutil.copytree(PROJECT / "briefings" / name, folder / "briefings" / name)
    else:
        write(folder, (HERE / "lists.txt").read_text(encoding="utf-8"))
    return write(folder, site)


def corpus_of(folder: Path, today: date = TODAY) -> Corpus:
    """Return the corpus of a site's folder."""
    return read_corpus(folder / "briefings", today=today)


def problems_of(folder: Path, today: date = TODAY) -> list[str]:
    """Return the problems of a site's folder as lines."""
    return [str(problem) for problem in corpus_of(folder, today).problems]


def _begun(lines: str, good: str, without: tuple[str, ...]) -> str:
    keys = set(re.findall(r"^(\w+):", lines, re.MULTILINE)) | set(without)
    parts = re.findall(r"^\w+:.*\n(?:[ -].*\n)*", good, re.MULTILINE)
    rest = "".join(part for part in parts if part.split(":")[0] not in keys)
    return lines + ("" if not lines or lines.endswith("\n") else "\n") + rest


def _draw(folder: Path, drawing: str) -> None:
    lines = _without_margin(drawing)
    place: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not line.strip():
            continue
        entry = _ENTRY.match(line)
        assert entry is not None, f"not a line of a drawing: {line!r}"
        depth = len(entry[1]) // 2
        name = json.loads(entry[2]) if entry[2].startswith('"') else entry[2]
        place[depth:] = [name.rstrip("/")]
        path = folder.joinpath(*place)
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = ""
        while position < len(lines) and (not lines[position].strip() or lines[position].startswith(entry[1] + "  ")):
            text += lines[position][len(entry[1]) + 2 :] + "\n"
            position += 1
        _make(path, entry[3], entry[4] or "", text if text.strip() else "")


def _without_margin(drawing: str) -> list[str]:
    lines = drawing.splitlines()
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def _make(path: Path, how: str | None, more: str, text: str) -> None:
    if how == "|":
        path.write_text(text, encoding="utf-8", newline="")
    elif how == "=":
        literal, _, times = more.partition(" * ")
        path.write_bytes(ast.literal_eval(literal) * int(times or 1))
    elif how == "->":
        path.symlink_to(more)
    elif how == "-":
        path.unlink()
    elif how == "fifo":
        os.mkfifo(path)
    else:
        without = tuple(more.removeprefix("without ").split(", ")) if more else ()
        make = translation if path.name.endswith((".cy.yml", ".en.yml")) else record
        path.write_text(make(text, without=without), encoding="utf-8", newline="")
