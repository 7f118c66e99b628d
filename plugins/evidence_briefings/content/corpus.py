"""The corpus: every record of a site read, checked and paired. The one way in to the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .between import claimed_twice, hidden
from .excuses import Excuse, read_excuses, settled
from .lexicon import LexiconFile, read_lexicon
from .media import FOLDER as MEDIA_FOLDER
from .media import NO_MEDIA, MediaFolder, read_media
from .model import Briefing
from .nodes import Node
from .problems import Mark, Problem, Severity, define, in_order
from .questions import FILE as QUESTIONS_FILE
from .questions import Question, judged_with, read_questions
from .ratings import FOLDER as SCHEME_FOLDER
from .ratings import read_schemes
from .reading import read_model
from .records import RecordFile, find_records, read_record, shown_path, split_name
from .repositories import Repository, read_repositories
from .rules import Subject, check_record
from .rules.subject import Site
from .schemes import Scheme
from .starts import broken_starts
from .thresholds import Thresholds
from .translation import ORPHAN, SAME_LANGUAGE, Compared, compare
from .vocabulary import FOLDER as VOCABULARY_FOLDER
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


class RecordFiles(Mapping[str, RecordFile]):
    """Record files by id, each read when it is asked for.

    The trees of all files weigh more than everything else together, and a build looks at each of them once.
    """

    def __init__(self, paths: Mapping[str, Path], base: Path) -> None:
        self.paths = paths
        self.base = base

    def __getitem__(self, record_id: str) -> RecordFile:
        return read_record(self.paths[record_id], self.base)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def shown(self) -> list[str]:
        """Return the paths of all files as messages show them."""
        return [shown_path(path, self.base) for path in self.paths.values()]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a site is made of.

    ``briefings`` holds the valid records by id, in the order of their ids; ``files`` and ``pairs`` every record file
    and translation as on disk; ``problems`` what is wrong, in order, each once; ``lexicon`` the site's own list of
    Welsh words for search, if it has one; ``media`` the files of films and the like. ``excused`` are the warnings that
    authors have given a reason for (see ``excuses``); they are none of the problems.
    """

    root: Path
    briefings: Mapping[str, Briefing]
    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    files: RecordFiles
    pairs: RecordFiles
    problems: tuple[Problem, ...]
    lexicon: LexiconFile | None = None
    repositories: tuple[Repository, ...] = ()
    questions: tuple[Question, ...] = ()
    media: MediaFolder = NO_MEDIA
    excused: tuple[Problem, ...] = ()

    @property
    def lists(self) -> tuple[object, ...]:
        """All that is no record: the pages of two corpora with equal lists differ by their records alone."""
        return self.vocabularies, self.schemes, self.lexicon, self.repositories, self.questions

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the site wrong."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that should be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    def lists_shown(self) -> list[str]:
        """Return the paths of the vocabularies, rating schemes, questions and Welsh words as messages show them."""
        folders = (self.root / VOCABULARY_FOLDER, self.root / SCHEME_FOLDER)
        paths = [path for folder in folders for path in sorted(folder.glob("*.yml"))]
        paths += [self.lexicon.path] if self.lexicon is not None else []
        paths += [path for path in (self.root / QUESTIONS_FILE,) if path.exists()]
        return [shown_path(path, self.files.base) for path in paths]


@dataclass(frozen=True, slots=True)
class _Examined:
    """The verdict on one record. ``alone``: it depends on no other record but for whether they exist."""

    briefing: Briefing | None
    problems: tuple[Problem, ...]
    alone: bool
    excuses: tuple[Excuse, ...] = ()

    def holds_among(self, files: Mapping[str, Path]) -> bool:
        """Return whether the verdict is the same now that records have come or gone.

        What is wrong with a record that has errors may be a name that another record has now, or nearly has.
        """
        return (
            self.briefing is not None
            and all(other in files for other in self.briefing.names)
            and not any(old in files for old in self.briefing.was)
        )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What all records share, and what is wrong with it."""

    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    lexicon: LexiconFile | None
    repositories: tuple[Repository, ...]
    problems: list[Problem]


@dataclass(slots=True)
class Reader:
    """Reads a corpus again and again, and only what has changed of it: for previews.

    A file is known by its modification time, size and inode; a record's verdict by its two files and by everything
    it refers to. A second reading gives exactly what a first one would. ``thresholds`` are the site's own limits.
    """

    root: Path
    base: Path
    thresholds: Thresholds = field(default_factory=Thresholds)
    _verdicts: dict[str, tuple[object, _Examined]] = field(default_factory=dict)
    _surroundings: tuple[object, _Surroundings] | None = None
    _questions: tuple[object, tuple[tuple[tuple[Question, Node], ...], list[Problem]]] | None = None
    _media: MediaFolder | None = None

    def read(self, *, today: date, more: Iterable[Path] = ()) -> Corpus:
        """Return the corpus below the root, with the files in ``more`` as further records of it."""
        stamp, shared = self._read_surroundings()
        vocabularies, schemes = shared.vocabularies, shared.schemes
        problems = list(shared.problems)
        files: dict[str, Path] = {}
        pairs: dict[str, Path] = {}
        for path in self._paths(problems, more):
            record_id, suffix = split_name(path.name)
            self._enter(record_id, path, pairs if suffix is not None else files, problems)
        problems += (*self._orphans(files, pairs), *self._case_clashes(files))
        record_files, pair_files = RecordFiles(files, self.base), RecordFiles(pairs, self.base)
        self._media = read_media(self.root, shown_path(self.root / MEDIA_FOLDER, self.base), self._media)
        site = Site(vocabularies, schemes, record_files, today, self._media, self.thresholds)
        around = (stamp, today, self._media)
        same_ids = self._verdicts.keys() == files.keys()
        briefings: dict[str, Briefing] = {}
        verdicts: dict[str, tuple[object, _Examined]] = {}
        excuses: list[Excuse] = []
        for record_id in sorted(files):
            pair = pairs.get(record_id)
            key = (files[record_id], _stamp(files[record_id]), pair, pair and _stamp(pair), around)
            known = self._verdicts.get(record_id)
            usable = known is not None and known[0] == key and known[1].alone
            if known is not None and usable and (same_ids or known[1].holds_among(files)):
                examined = known[1]
            else:
                examined = _examine(record_files[record_id], pair_files[record_id] if pair is not None else None, site)
            verdicts[record_id] = (key, examined)
            problems += examined.problems
            excuses += examined.excuses
            if examined.briefing is not None:
                briefings[record_id] = examined.briefing
        self._verdicts = verdicts
        problems += (*hidden(briefings, record_files), *claimed_twice(briefings, record_files))
        asked, wrong = self._read_questions(stamp, vocabularies, files)
        problems += (*wrong, *judged_with(asked, shown_path(self.root / QUESTIONS_FILE, self.base), briefings))
        problems += broken_starts(vocabularies, files, briefings)
        problems, excused = settled(problems, excuses)
        return Corpus(
            self.root,
            briefings,
            vocabularies,
            schemes,
            record_files,
            pair_files,
            tuple(in_order(problems)),
            shared.lexicon,
            shared.repositories,
            tuple(question for question, _ in asked),
            self._media,
            tuple(in_order(excused)),
        )

    def _read_questions(
        self, around: object, vocabularies: Vocabularies, files: Mapping[str, Path]
    ) -> tuple[tuple[tuple[Question, Node], ...], list[Problem]]:
        """Return the questions with their places, read again when their file, a list or a record's name has changed."""
        key = (_stamp(self.root / QUESTIONS_FILE), around, sorted(files))
        if self._questions is None or self._questions[0] != key:
            self._questions = key, read_questions(self.root, self.base, vocabularies, files)
        return self._questions[1]

    def _read_surroundings(self) -> tuple[object, _Surroundings]:
        """Return the lists that all records share, read again only when one of their files has changed."""
        folders = (self.root / VOCABULARY_FOLDER, self.root / SCHEME_FOLDER)
        stamp = tuple((path, _stamp(path)) for folder in folders for path in sorted(folder.glob("*")))
        if self._surroundings is None or self._surroundings[0] != stamp:
            vocabularies, problems = read_vocabularies(self.root, self.base)
            schemes, found = read_schemes(self.root, self.base)
            lexicon, wrong = read_lexicon(self.root, self.base)
            repositories, more = read_repositories(self.root, self.base, schemes, vocabularies["places"])
            problems = [*problems, *found, *wrong, *more]
            self._surroundings = stamp, _Surroundings(vocabularies, schemes, lexicon, repositories, problems)
        return self._surroundings

    def _paths(self, problems: list[Problem], more: Iterable[Path]) -> Iterable[Path]:
        for found in find_records(self.root, self.base):
            if found.problem is not None:
                problems.append(found.problem)
            else:
                yield found.path
        yield from more

    def _enter(self, record_id: str, path: Path, files: dict[str, Path], problems: list[Problem]) -> None:
        other = files.get(record_id)
        if other is None:
            files[record_id] = path
            return
        first = shown_path(other, self.base)
        message = f'the id "{record_id}" is already that of {first}. Rename one of them.'
        problems.append(DUPLICATE_ID.at(Mark(shown_path(path, self.base)), message))
        problems += read_record(path, self.base).problems

    def _orphans(self, files: Mapping[str, Path], pairs: Mapping[str, Path]) -> Iterator[Problem]:
        for record_id, path in pairs.items():
            if record_id not in files:
                message = f"there is no {record_id}.yml for this translation to belong to."
                yield ORPHAN.at(Mark(shown_path(path, self.base)), message)
                yield from read_record(path, self.base).problems

    def _case_clashes(self, files: Mapping[str, Path]) -> Iterator[Problem]:
        first: dict[str, Path] = {}
        for record_id, path in files.items():
            other = first.setdefault(record_id.casefold(), path)
            if other is not path:
                where = shown_path(other, self.base)
                message = f"this name differs from {where} in capitals only. Rename one of them."
                yield CASE_CLASH.at(Mark(shown_path(path, self.base)), message)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what a file is known by, or None where it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_corpus(
    root: Path,
    *,
    today: date,
    base: Path | None = None,
    more: Iterable[Path] = (),
    thresholds: Thresholds | None = None,
) -> Corpus:
    """Return the corpus in the folder ``root``.

    ``today`` judges what is overdue; paths in problems are shown from ``base`` (by default the parent of ``root``).
    Nothing is raised for what authors write: it is all in ``problems``.
    """
    reader = Reader(root, base if base is not None else root.parent, thresholds or Thresholds())
    return reader.read(today=today, more=more)


def _examine(file: RecordFile, pair: RecordFile | None, site: Site) -> _Examined:
    """Return the verdict on one record and its pair."""
    unread = pair.problems if pair is not None else ()
    if file.node is None:
        return _Examined(None, (*file.problems, *unread), alone=True)
    usable = None if pair is not None and pair.suffix == file.language else pair
    subject = Subject(file, usable, site)
    compared: Compared = compare(file, usable, subject.to_translate)
    problems = list(file.problems)
    if usable is not None or pair is None:
        problems += compared.problems
    else:
        right = f"{file.id}.{file.pair_language}.yml"
        message = f"this file is in the language of the record itself ({file.shown}). Its pair is {right}."
        problems.append(SAME_LANGUAGE.at(Mark(pair.shown), message))
    computed = {"id": file.id, "translation": None}
    context = {"language": file.language}
    briefing, found = read_model(Briefing, file.node, file.shown, context=context, computed=computed)
    problems += found
    problems += check_record(subject)
    if any(problem.severity is Severity.ERROR for problem in problems):
        briefing = None
    excuses: list[Excuse] = []
    for each in subject.files:
        found_here, wrong = read_excuses(each)
        excuses += found_here
        problems += wrong
    alone = subject.text("superseded_by") is None
    shown = compared.applied_to(briefing) if briefing is not None else None
    return _Examined(shown, (*problems, *unread), alone, tuple(excuses))


__all__ = ["Corpus", "Reader", "RecordFiles", "read_corpus"]
