"""Records as files: which files are records, and each of them read with its line marks.

Nothing here knows what a briefing is; a file that cannot be read becomes problems and never hides another file.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .fields import id_fault
from .localised import OTHER, Language
from .nodes import Loc, Node, parse
from .problems import Mark, Problem, Severity, define

MAX_BYTES = 512 * 1024
"""The largest file that is read. The longest record written so far has 20 kB."""

_WRITTEN = re.compile(r"\S+")

UNREADABLE = define(
    "unreadable-file",
    Severity.ERROR,
    when="The file cannot be opened: no permission, a broken or circular link, or not an ordinary file.",
    fix="Replace it with an ordinary file that everybody may read.",
)
OUTSIDE = define(
    "outside-link",
    Severity.ERROR,
    when="A link in the briefings folder leads to a file outside of it, which others would not have.",
    fix="Put the file itself into the folder.",
)
TOO_LARGE = define(
    "file-too-large",
    Severity.ERROR,
    when=f"The file is larger than {MAX_BYTES // 1024} kB. A record is a short text.",
    fix="Move long documents elsewhere and list them as sources.",
)
NOT_UTF8 = define(
    "not-utf8",
    Severity.ERROR,
    when="The file is not UTF-8 text: it may be a Word file, or text saved in another encoding.",
    fix='Save it as "UTF-8" (in the editor: Save with encoding).',
)
EMPTY = define(
    "empty-file",
    Severity.ERROR,
    when="The file holds nothing, or only comments.",
    fix="Write the record, or delete the file. briefings new makes one to fill in.",
)
NOT_A_BLOCK = define(
    "not-a-record",
    Severity.ERROR,
    when="The file is well-formed YAML, but a list or a single text instead of keys with values.",
    fix="Begin with lines such as kind: research. briefings new makes a file to fill in.",
)
BAD_ID = define(
    "bad-id",
    Severity.ERROR,
    when="The file name is not an id. It becomes part of the address of the page.",
    fix="Rename the file: lower-case a-z, 0-9 and single hyphens only, for example short-breaks.yml.",
)
IGNORED = define(
    "ignored-file",
    Severity.WARNING,
    when="A file among the records is not read, because its name does not end in .yml.",
    fix="Rename it to end in .yml, or move it out of the briefings folder. Names that begin with _ are left alone.",
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file of the briefings folder as read.

    ``shown`` is its path in messages; ``suffix`` is ``cy`` or ``en`` when the name says it is a translation;
    ``node`` is None when it could not be read, and then ``problems`` says why.
    """

    path: Path
    shown: str
    id: str
    suffix: Language | None
    node: Node | None
    problems: tuple[Problem, ...]
    text: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether the file holds the translation of another one."""
        return self.suffix is not None

    @property
    def language(self) -> Language:
        """The language the texts of this file are in."""
        if self.suffix is not None:
            return self.suffix
        declared = self.node.child("language") if self.node is not None else None
        return "cy" if declared is not None and declared.value == "cy" else "en"

    @property
    def pair_language(self) -> Language:
        """The language its translation is in."""
        return OTHER[self.language]

    def mark(self, loc: Loc = (), *, of_key: bool = False) -> Mark:
        """Return the place of a value (or of its key) in this file."""
        if self.node is None:
            return Mark(self.shown)
        return Mark(self.shown, *self.node.place(loc, of_key=of_key))

    def mark_in_text(self, loc: Loc, words: str) -> Mark:
        """Return the place of ``words`` within the text at ``loc``, or of that text where they cannot be seen.

        A long text spans lines and may be folded or escaped, so the words are looked for in the file itself.
        """
        start = self.mark(loc)
        node = self.node.find(loc) if self.node is not None else None
        last = max(node.end, start.line) if node is not None else start.line
        for number, line in enumerate(self.text.splitlines()[start.line - 1 : last], start.line):
            column = line.find(words, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Mark(self.shown, number, column + 1)
        return start

    def mark_of_word(self, loc: Loc, number: int) -> Mark:
        """Return the place of a word of the text at ``loc``, counted from 0 between white space.

        Where the file writes the text otherwise (by escapes, or elsewhere by an alias), that of the text.
        """
        start = self.mark(loc)
        node = self.node.find(loc) if self.node is not None else None
        if node is None or not isinstance(node.value, str):
            return start
        lines = self.text.splitlines()[start.line - 1 : max(node.end, start.line)]
        column = start.column - 1
        if lines and lines[0][column : column + 1] in ("|", ">"):
            lines[0] = ""
        places = [
            (start.line + index, word)
            for index, line in enumerate(lines)
            for word in _WRITTEN.finditer(line, column if index == 0 else 0)
        ]
        if places and places[0][1][0][0] in "&!":
            del places[0]
        words = node.value.split()
        if number < min(len(words), len(places)) and words[number] in places[number][1][0]:
            line, word = places[number]
            return Mark(self.shown, line, word.start() + 1 + word[0].index(words[number]))
        return start


@dataclass(frozen=True, slots=True)
class Found:
    """A path of the briefings folder: a record to read, or one that is passed over with ``problem``."""

    path: Path
    problem: Problem | None = None


def shown_path(path: Path, base: Path) -> str:
    """Return the path as authors see it: from ``base`` where it lies below, with forward slashes."""
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.as_posix()


def find_records(root: Path, base: Path) -> Iterator[Found]:
    """Yield the files below ``root`` that are records, in a stable order; names that begin with _ or . are not."""
    real_root = Path(os.path.realpath(root))
    unread: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unread.append):
        for name in sorted(folders):
            path = Path(folder, name)
            if not name.startswith(("_", ".")) and path.is_symlink():
                message = "this folder is a link, which is not followed. Put the folder itself here."
                yield Found(path, OUTSIDE.at(Mark(shown_path(path, base)), message))
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        for name in sorted(files):
            if name.startswith(("_", ".")):
                continue
            path = Path(folder, name)
            mark = Mark(shown_path(path, base))
            if not name.endswith(".yml"):
                if not name.endswith("~"):
                    yield Found(path, IGNORED.at(mark, "this file is not read: records end in .yml."))
            elif path.is_symlink() and path.exists() and not Path(os.path.realpath(path)).is_relative_to(real_root):
                yield Found(path, OUTSIDE.at(mark, "this is a link to a file outside the briefings folder."))
            else:
                yield Found(path)
    for error in unread:
        path = Path(error.filename)
        message = f"this folder cannot be read: {error.strerror or error}."
        yield Found(path, UNREADABLE.at(Mark(shown_path(path, base)), message))


def read_record(path: Path, base: Path) -> RecordFile:
    """Return the file as read; whatever is wrong with it is in its problems."""
    shown = shown_path(path, base)
    record_id, suffix = split_name(path.name)
    problems: list[Problem] = []
    why = id_fault(record_id)
    if why is not None:
        problems.append(BAD_ID.at(Mark(shown), f'"{record_id}" cannot be an id: {why}. Rename the file.'))
    text, fault = read_text(path, shown)
    if fault is not None:
        return RecordFile(path, shown, record_id, suffix, None, (*problems, fault))
    node, found = parse_block(text, shown)
    return RecordFile(path, shown, record_id, suffix, node, (*problems, *found), text)


def parse_block(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a text that must hold keys with values, and its problems."""
    node, problems = parse(text, shown)
    if node is None or node.value is None:
        if not problems:
            problems.append(EMPTY.at(Mark(shown), "the file is empty."))
        return None, problems
    if not isinstance(node.value, dict):
        message = f"a record has keys with values, but this file holds {node.kind}."
        problems.append(NOT_A_BLOCK.at(Mark(shown, node.line, node.column), message))
        return None, problems
    return node, problems


def split_name(name: str) -> tuple[str, Language | None]:
    """Return (id, language of the translation or None) of a file name.

    ``fostering.yml`` gives ("fostering", None); ``fostering.cy.yml`` gives ("fostering", "cy").
    """
    stem = name.removesuffix(".yml")
    pairs: tuple[Language, Language] = ("cy", "en")
    for language in pairs:
        if stem.endswith(f".{language}"):
            return stem.removesuffix(f".{language}"), language
    return stem, None


def read_text(path: Path, shown: str) -> tuple[str, Problem | None]:
    """Return (text, None), or ("", the problem) of a file that is no ordinary, small, readable UTF-8 text."""
    mark = Mark(shown)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "", UNREADABLE.at(mark, "this is not an ordinary file.")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.1f} MB"
            return "", TOO_LARGE.at(mark, f"the file has {size}; up to {MAX_BYTES // 1024} kB are read.")
        content = path.read_bytes()
    except OSError as error:
        return "", UNREADABLE.at(mark, f"this file cannot be read: {error.strerror or error}.")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        # The error counts from after a byte order mark.
        return "", _encoding_problem(bytes(error.object), error.start, shown)


def _encoding_problem(content: bytes, start: int, shown: str) -> Problem:
    line_start = content.rfind(b"\n", 0, start) + 1
    line = content.count(b"\n", 0, start) + 1
    column = len(content[line_start:start].decode("utf-8", "replace")) + 1
    message = f"byte 0x{content[start]:02X} is not UTF-8 text. Save the file as UTF-8."
    return NOT_UTF8.at(Mark(shown, line, column), message)
