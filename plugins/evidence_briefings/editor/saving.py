"""Saving: what an author changed goes into the files and into one commit, or nothing happens at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..content.editing import REMOVED, EditError, Rearranged, edited
from ..content.fields import id_fault
from ..content.localised import LANGUAGE_NAMES, OTHER
from ..content.model import AUTHORED
from ..content.nodes import Node
from ..content.records import MAX_BYTES, RecordFile, find_records, parse_block, read_record, split_name
from ..content.schema import RECORD_FILE, TRANSLATION_FILE
from ..content.shapes import Loc, Shape, key_of
from ..content.whole import save
from ..project import Project, ProjectError
from .differences import UnequalError, changes
from .repository import GitError, Repository
from .sides import RECORD, Sides, sides_of_files, sides_of_form

FOLDER = "briefings"
"""Where the form believes all records to be."""
_MODELINE = "# yaml-language-server: $schema={depth}_schema/{schema}\n"


class RefusedError(Exception):
    """Nothing was saved; the message tells the author why, and what to do."""


@dataclass(frozen=True, slots=True)
class Files:
    """A record and its pair as they are on disk."""

    record: RecordFile
    pair: RecordFile | None

    @property
    def version(self) -> str:
        """What changes with either file."""
        texts = (self.record.path, self.pair.path if self.pair is not None else None)
        digest = hashlib.sha256()
        for path in texts:
            digest.update(b"\0none" if path is None else path.read_bytes())
        return digest.hexdigest()[:16]

    @property
    def sides(self) -> Sides:
        """What they hold."""
        return sides_of_files(self.record.node, self.pair.node if self.pair is not None else None)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was done: the record's id, its files, and the commit; "" when there was nothing to change."""

    record_id: str
    paths: tuple[Path, ...]
    commit: str


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a project, in their repository."""

    project: Project
    repository: Repository

    def paths(self) -> dict[str, tuple[Path, Path | None]]:
        """Return the file of each record and of its pair."""
        records: dict[str, Path] = {}
        pairs: dict[str, Path] = {}
        for found in find_records(self.project.shown_records, self.project.base):
            if found.problem is not None:
                continue
            record_id, suffix = split_name(found.path.name)
            if id_fault(record_id) is None:
                (records if suffix is None else pairs).setdefault(record_id, found.path)
        return {record_id: (path, pairs.get(record_id)) for record_id, path in records.items()}

    def files(self, record_id: str) -> Files | None:
        """Return a record's files; None for an id that no record has."""
        found = self.paths().get(record_id)
        return self.read(*found) if found is not None else None

    def read(self, record: Path, pair: Path | None) -> Files:
        """Return two files as read."""
        base = self.project.base
        return Files(read_record(record, base), read_record(pair, base) if pair is not None else None)

    def save(self, record_id: str, form: Mapping[str, Any], version: str | None, folder: str = "") -> Saved:
        """Put what the form holds into the files of a record and into a commit.

        ``version`` is that of the files the form was filled from, None for a new record, which is put into ``folder``.
        Raises ``RefusedError``; then everything is as it was.
        """
        files = self.files(record_id)
        if files is None:
            if version is not None:
                raise RefusedError(f'"{record_id}" is not there any more: it was renamed or deleted while you wrote.')
            texts = self._new(record_id, form, folder)
            return self._write(record_id, texts, f"Add {record_id}")
        if version is None:
            raise RefusedError(f'There is already a record "{record_id}". Choose another short name.')
        if version != files.version:
            raise RefusedError(
                f"{self.project.shown(files.record.path)} was changed by someone else, or in another window, after you "
                "opened it here. Nothing was saved, so that nothing is lost. Copy what you wrote, reload this page and "
                "write it again."
            )
        texts, what = self._changed(files, form)
        if not texts:
            return Saved(record_id, (), "")
        for path in texts:
            if self.repository.is_changed(path):
                raise RefusedError(
                    f"{self.project.shown(path)} has changes that are in no commit yet. Commit or undo them first: "
                    "otherwise they would become part of yours."
                )
        return self._write(record_id, texts, f"Change {record_id}: {what}")

    def _new(self, record_id: str, form: Mapping[str, Any], folder: str) -> dict[Path, str]:
        why = id_fault(record_id)
        if why is not None:
            raise RefusedError(f'"{record_id}" cannot be a short name: {why}.')
        try:
            place = self.project.folder_for(folder)
        except ProjectError as error:
            raise RefusedError(f"{error}.") from None
        sides = sides_of_form(form, "cy" if (form.get("en") or {}).get("language") == "cy" else "en")
        record, pair = changes(Sides(sides.language, {}, {}), sides)
        texts = {place / f"{record_id}.yml": _head(self._depth(place), RECORD_FILE) + _new_text(record)}
        if pair:
            path = place / f"{record_id}.{OTHER[sides.language]}.yml"
            texts[path] = _new_pair(self._depth(place), pair)
        for path in texts:
            if os.path.lexists(path):
                raise RefusedError(f"{self.project.shown(path)} is already there.")
        return texts

    def _changed(self, files: Files, form: Mapping[str, Any]) -> tuple[dict[Path, str], str]:
        """Return the new texts of the files that change, and what changes, in words."""
        if files.record.node is None or (files.pair is not None and files.pair.node is None):
            raise RefusedError(f"{files.record.shown} or its translation cannot be read: see the page of problems.")
        old = files.sides
        try:
            record, pair = changes(old, sides_of_form(form, old.language))
        except UnequalError as error:
            raise RefusedError(str(error)) from None
        what = _in_words(record)
        texts: dict[Path, str] = {}
        try:
            if record:
                texts[files.record.path] = edited(_text(files.record.path), placed(record, files.record.node))
            if pair and files.pair is not None and files.pair.node is not None:
                what += f"{'; ' if what else ''}{LANGUAGE_NAMES[OTHER[old.language]]} {_in_words(pair)}"
                status = files.pair.node.find(("translation", "status"))
                if status is None or status.value != "draft":
                    pair = {**pair, ("translation", "status"): "draft"}
                texts[files.pair.path] = edited(_text(files.pair.path), placed(pair, files.pair.node))
            elif pair:
                language = OTHER[old.language]
                what += f"{'; ' if what else ''}{LANGUAGE_NAMES[language]}"
                folder = files.record.path.parent
                texts[folder / f"{files.record.id}.{language}.yml"] = _new_pair(self._depth(folder), pair)
        except EditError as error:
            raise RefusedError(f"This change cannot be made here: {error}. Make it in the file itself.") from None
        return texts, what

    def _depth(self, folder: Path) -> str:
        depth = len(folder.absolute().relative_to(self.project.records.absolute()).parts)
        return "../" * depth

    def _write(self, record_id: str, texts: Mapping[Path, str], message: str) -> Saved:
        """Write the files and commit them; when anything fails, put back what there was."""
        for path, text in texts.items():
            _, problems = parse_block(text, self.project.shown(path))
            if problems or len(text.encode("utf-8")) > MAX_BYTES:
                why = problems[0].message if problems else "the text is too long."
                raise RefusedError(f"{self.project.shown(path)} could not be read afterwards: {why}")
        before = {path: path.read_bytes() if path.exists() else None for path in texts}
        real = [Path(os.path.realpath(path)) for path in texts]
        try:
            for path, text in texts.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                save(path, text.encode("utf-8"))
            commit = self.repository.commit(real, message)
        except (GitError, OSError) as error:
            for path, content in before.items():
                if content is None:
                    path.unlink(missing_ok=True)
                else:
                    save(path, content)
            raise RefusedError(f"Nothing was saved. Git says: {error}") from None
        return Saved(record_id, tuple(texts), commit)


def placed(edits: Mapping[Loc, Any], node: Node) -> dict[Loc, Any]:
    """Return the edits for a file in which a block may be written as one word: that word becomes a block first."""
    found: dict[Loc, Any] = {}
    for loc, value in edits.items():
        place = _word_at(loc, node)
        if place is None:
            found[loc] = value
            continue
        shape = _shape_at(place)
        word = node.find(place)
        key = shape.shorthand if shape is not None else None
        if word is None or key is None:
            found[loc] = value
            continue
        block = found.get(place)
        block = dict(block) if isinstance(block, dict) else {key: block if isinstance(block, str) else word.value}
        block[str(loc[-1])] = value
        block = {name: item for name, item in block.items() if item is not REMOVED}
        found[place] = block[key] if list(block) == [key] else block
    return found


def _word_at(loc: Loc, node: Node) -> Loc | None:
    """Return the place above ``loc`` where the file has a single text, or None."""
    for length in range(1, len(loc)):
        there = node.find(loc[:length])
        if there is not None and isinstance(there.value, str):
            return loc[:length]
    return None


def _shape_at(loc: Loc) -> Shape | None:
    shape: Shape | None = RECORD
    for step in loc:
        shape = shape.below(step) if shape is not None else None
    return shape


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _head(depth: str, schema: str) -> str:
    return _MODELINE.format(depth=depth, schema=schema)


def _new_text(edits: Mapping[Loc, Any]) -> str:
    """Return the text of a new file, its keys in the order of the record."""
    order = [key_of(name) for name in AUTHORED]
    values = {loc[0]: _short(value, RECORD.below(str(loc[0]))) for loc, value in edits.items()}
    return edited("", {(key,): values[key] for key in [*order, "translation"] if key in values})


def _new_pair(depth: str, edits: Mapping[Loc, Any]) -> str:
    text = _head(depth, TRANSLATION_FILE) + _new_text(edits)
    return edited(text, {("translation",): {"status": "draft"}})


def _short(value: Any, shape: Shape | None) -> Any:
    """Return a value with each block that holds one word alone written as that word."""
    if isinstance(value, Rearranged):
        value = list(value.items)
    if isinstance(value, dict):
        if shape is not None and shape.shorthand is not None and list(value) == [shape.shorthand]:
            return value[shape.shorthand]
        return {key: _short(item, shape.below(key) if shape is not None else None) for key, item in value.items()}
    if isinstance(value, list):
        return [_short(item, shape.below(0) if shape is not None else None) for item in value]
    return value


def _in_words(edits: Mapping[Loc, Any]) -> str:
    names = list(dict.fromkeys(str(loc[0]).replace("_", " ") for loc in edits))
    return ", ".join(names[:4]) + (" and more" if len(names) > 4 else "")


def record_in(path: str) -> tuple[str, str | None]:
    """Return (id, language) of a path as the form names files. Raises ``RefusedError`` for anything else.

    The language is None where the form asks whether there is such a record at all.
    """
    parts = PurePosixPath(path).parts
    name = parts[-1] if parts else ""
    record_id, language = split_name(name)
    if len(parts) != 2 or parts[0] != FOLDER or not name.endswith(".yml") or id_fault(record_id) is not None:
        raise RefusedError(f"{path[:200]!r} is no file of this form.")
    return record_id, language
