"""The corpus: every record of a site read, checked and paired. The one way in to the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from .model import Briefing
from .problems import Mark, Problem, Severity, define, in_order
from .ratings import Scheme, read_schemes
from .reading import read_model
from .records import RecordFile, find_records, read_record, shown_path
from .rules import Subject, check_record
from .rules.subject import Site
from .translation import ORPHAN, SAME_LANGUAGE, Compared, compare
from .vocabulary import Vocabularies, read_vocabularies

DUPLICATE_ID = define(
    "duplicate-id",
    Severity.ERROR,
    when="Two files in different folders have the same name. The name is the id, and the address of the page.",
    fix="Rename one of them (and its Welsh file), and whatever refers to it.",
)
CASE_CLASH = define(
    "id-case-clash",
    Severity.ERROR,
    when="A file name differs from another one only in capitals, which many systems cannot keep apart.",
    fix="Rename one of them.",
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a site is made of.

    ``briefings`` holds the valid records by id, in the order of their ids; ``files`` and ``pairs`` every record file
    and translation as read; ``problems`` what is wrong, in order, each once.
    """

    root: Path
    briefings: Mapping[str, Briefing]
    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    files: Mapping[str, RecordFile]
    pairs: Mapping[str, RecordFile]
    problems: tuple[Problem, ...]

    def without_files(self) -> Corpus:
        """Return the corpus without the trees of its files, which a page no longer needs and which weigh most."""
        return replace(self, files={}, pairs={})

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the site wrong."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that should be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class _Examined:
    briefing: Briefing | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Reader:
    """Reads a corpus again and again, and only what has changed of it: for previews.

    A file is known by its modification time and size, a record's verdict by its two files and by everything it
    refers to, so that a second reading gives exactly what a first one would.
    """

    root: Path
    base: Path
    _files: dict[Path, tuple[tuple[int, int, int], RecordFile]] = field(default_factory=dict)
    _verdicts: dict[str, tuple[object, _Examined]] = field(default_factory=dict)

    def read(self, *, today: date, more: Iterable[Path] = ()) -> Corpus:
        """Return the corpus below the root, with the files in ``more`` as further records of it."""
        vocabularies, problems = read_vocabularies(self.root, self.base)
        schemes, found = read_schemes(self.root, self.base)
        problems += found
        files: dict[str, RecordFile] = {}
        pairs: dict[str, RecordFile] = {}
        for path in self._paths(problems, more):
            file = self._file(path)
            problems += file.problems
            self._enter(file, pairs if file.is_pair else files, problems)
        problems += (*_orphans(files, pairs), *_case_clashes(files))
        # Paths and contents of both files, and the texts of all that a rule may consult.
        site = Site(vocabularies, schemes, files, today)
        surroundings = hash((repr(vocabularies), repr(schemes), today))
        successors = hash(tuple((id, _successor(file)) for id, file in sorted(files.items())))
        briefings: dict[str, Briefing] = {}
        verdicts: dict[str, tuple[object, _Examined]] = {}
        for record_id in sorted(files):
            file, pair = files[record_id], pairs.get(record_id)
            key = (file.shown, file.text, pair and (pair.shown, pair.text), surroundings, successors)
            known = self._verdicts.get(record_id)
            examined = known[1] if known is not None and known[0] == key else _examine(file, pair, site)
            verdicts[record_id] = (key, examined)
            problems += examined.problems
            if examined.briefing is not None:
                briefings[record_id] = examined.briefing
        self._verdicts = verdicts
        return Corpus(self.root, briefings, vocabularies, schemes, files, pairs, tuple(in_order(problems)))

    def _paths(self, problems: list[Problem], more: Iterable[Path]) -> Iterable[Path]:
        for found in find_records(self.root, self.base):
            if found.problem is not None:
                problems.append(found.problem)
            else:
                yield found.path
        yield from more

    def _file(self, path: Path) -> RecordFile:
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            return read_record(path, self.base)
        known = self._files.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        file = read_record(path, self.base)
        self._files[path] = (stamp, file)
        return file

    def _enter(self, file: RecordFile, files: dict[str, RecordFile], problems: list[Problem]) -> None:
        other = files.get(file.id)
        if other is not None:
            message = f'the id "{file.id}" is already that of {other.shown}. Rename one of them.'
            problems.append(DUPLICATE_ID.at(Mark(file.shown), message))
            return
        files[file.id] = file


def read_corpus(root: Path, *, today: date, base: Path | None = None, more: Iterable[Path] = ()) -> Corpus:
    """Return the corpus in the folder ``root``.

    ``today`` judges what is overdue; paths in problems are shown from ``base`` (by default the parent of ``root``).
    Nothing is raised for what authors write: it is all in ``problems``.
    """
    return Reader(root, base if base is not None else root.parent).read(today=today, more=more)


def _examine(file: RecordFile, pair: RecordFile | None, site: Site) -> _Examined:
    """Return the verdict on one record and its pair."""
    if file.node is None:
        return _Examined(None, ())
    usable = None if pair is not None and pair.suffix == file.language else pair
    subject = Subject(file, usable, site)
    compared: Compared = compare(file, usable, subject.leaves)
    problems = list(compared.problems) if usable is not None or pair is None else []
    if pair is not None and usable is None:
        right = f"{file.id}.{file.pair_language}.yml"
        message = f"this file is in the language of the record itself ({file.shown}). Its pair is {right}."
        problems.append(SAME_LANGUAGE.at(Mark(pair.shown), message))
    computed = {"id": file.id, "translation": None}
    context = {"language": file.language}
    briefing, found = read_model(Briefing, file.node, file.shown, context=context, computed=computed)
    problems += found
    problems += check_record(subject)
    if file.problems or any(problem.severity is Severity.ERROR for problem in problems):
        briefing = None
    return _Examined(compared.applied_to(briefing) if briefing is not None else None, tuple(problems))


def _orphans(files: Mapping[str, RecordFile], pairs: Mapping[str, RecordFile]) -> list[Problem]:
    problems = []
    for record_id, pair in pairs.items():
        if record_id not in files:
            message = f"there is no {record_id}.yml for this translation to belong to."
            problems.append(ORPHAN.at(Mark(pair.shown), message))
    return problems


def _case_clashes(files: Mapping[str, RecordFile]) -> list[Problem]:
    problems = []
    first: dict[str, RecordFile] = {}
    for record_id, file in files.items():
        other = first.setdefault(record_id.casefold(), file)
        if other is not file:
            message = f"this name differs from {other.shown} in capitals only. Rename one of them."
            problems.append(CASE_CLASH.at(Mark(file.shown), message))
    return problems


def _successor(file: RecordFile) -> str | None:
    node = file.node.child("superseded_by") if file.node is not None else None
    return node.value if node is not None and isinstance(node.value, str) else None


__all__ = ["Corpus", "Reader", "read_corpus", "shown_path"]
