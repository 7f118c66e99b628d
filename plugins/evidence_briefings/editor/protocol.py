"""Answers to what the form asks for: the protocol of Decap's local server, as far as a form of records needs it.

The form knows records as ``briefings/ID.en.yml`` and ``briefings/ID.cy.yml``; where their files really are, only
``saving.py`` knows. Values are sent as JSON, which is YAML: yes and no, dates and numbers stay the words they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from ..content.corpus import Reader
from ..content.nodes import parse
from ..content.problems import Problem
from .forms import FOLDER_FIELD, ID_FIELD, OWN_FIELDS, VERSION_FIELD, Form, folders_of, local_config
from .saving import FOLDER, Files, Records, RefusedError, Saved, record_in

_SIDES = ("en", "cy")


@dataclass(slots=True)
class Editor:
    """The form's other half. One at a time: a lock keeps two savings apart."""

    records: Records
    reader: Reader
    today: date
    _lock: Lock = field(default_factory=Lock)
    _followed: dict[tuple[str, str, str | None], str] = field(default_factory=dict)
    """By window, record and the version it had opened: the version that this window's own saving made of it."""

    def config(self) -> dict[str, Any]:
        """Return the form's configuration as the lists stand now."""
        with self._lock:
            return local_config(self._form())

    def _form(self) -> Form:
        corpus = self.reader.read(today=self.today)
        root = self.records.project.shown_records
        paths = self.records.paths()
        titles = tuple(
            (name, corpus.briefings[name].title.original if name in corpus.briefings else name) for name in paths
        )
        return Form(corpus, titles, folders_of(path.relative_to(root).as_posix() for path, _ in paths.values()))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the records as they are now."""
        with self._lock:
            return self.reader.read(today=self.today).problems

    def answer(self, asked: Mapping[str, Any], window: str) -> Any:
        """Return what the form asks for. Raises ``RefusedError``."""
        params = asked.get("params")
        params = params if isinstance(params, dict) else {}
        answers: Mapping[str, Callable[[], Any]] = {
            "info": lambda: {
                "repo": self.records.repository.root.name,
                "publish_modes": ["simple"],
                "type": "local_fs",
            },
            "entriesByFolder": lambda: self._listed(params),
            "entriesByFiles": lambda: [self._entry(name) for name in _paths(params)],
            "getEntry": lambda: self._entry(str(params.get("path"))),
            "persistEntry": lambda: self._persist(params, window),
            "getMedia": list,
            "getDeployPreview": lambda: None,
        }
        action = str(asked.get("action"))
        if action in ("deleteFile", "deleteFiles"):
            raise RefusedError("Records are not deleted here. Set the state to archived: the address stays.")
        if action not in answers:
            raise RefusedError("This form cannot do that. Put pictures and films into briefings/_media yourself.")
        with self._lock:
            return answers[action]()

    def _listed(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        if params.get("folder") != FOLDER:
            raise RefusedError("There is no such folder here.")
        return [entry for pair in self.records.paths().values() for entry in self._entries(self.records.read(*pair))]

    def _entry(self, path: str) -> dict[str, Any]:
        record_id, language = record_in(path)
        files = self.records.files(record_id)
        found = list(self._entries(files)) if files is not None else []
        return next(
            (entry for entry in found if entry["file"]["path"].endswith(f".{language or 'en'}.yml")),
            {"data": None, "file": {"path": path, "label": None, "id": None}},
        )

    def _entries(self, files: Files) -> Iterator[dict[str, Any]]:
        """Yield a record as the form knows it, a side for each language; nothing for one that cannot be read."""
        if files.record.node is None or (files.pair is not None and files.pair.node is None):
            return
        form = files.sides.form()
        folder = files.record.path.parent.relative_to(self.records.project.shown_records).as_posix()
        own = {ID_FIELD: files.record.id, VERSION_FIELD: files.version}
        if folder != ".":
            own[FOLDER_FIELD] = folder
        for language in _SIDES:
            data = {**own, **form["en"]} if language == "en" else form["cy"]
            raw = json.dumps(data, ensure_ascii=False)
            path = f"{FOLDER}/{files.record.id}.{language}.yml"
            yield {"data": raw, "file": {"path": path, "label": None, "id": hashlib.sha256(raw.encode()).hexdigest()}}

    def _persist(self, params: Mapping[str, Any], window: str) -> dict[str, Any]:
        record_id, form, own = _sent(params)
        version = own.get(VERSION_FIELD)
        files = self.records.files(record_id)
        if own.get(ID_FIELD) not in (None, record_id):
            raise RefusedError(
                f'"{own[ID_FIELD]}" is not to be had: another record has that short name, or this record has one '
                "already, which never changes because others link to its address."
            )
        if files is not None:
            version = self._followed.get((window, record_id, version), version)
            self._same_place(files, own)
        saved = self.records.save(record_id, form, version, str(own.get(FOLDER_FIELD) or ""))
        now = self.records.files(record_id)
        if now is not None:
            self._followed[window, record_id, own.get(VERSION_FIELD)] = now.version
        return {"message": "saved", "commit": saved.commit, "problems": self._found(saved, record_id)}

    def _same_place(self, files: Files, own: Mapping[str, Any]) -> None:
        folder = files.record.path.parent.relative_to(self.records.project.shown_records).as_posix()
        if own.get(VERSION_FIELD) and (own.get(FOLDER_FIELD) or ".") != folder:
            raise RefusedError(f"Moving a record to another folder is not done here. Its folder is {folder}.")

    def _found(self, saved: Saved, record_id: str) -> list[dict[str, str]]:
        files = self.records.paths().get(record_id, ())
        shown = {self.records.project.shown(path) for path in (*files, *saved.paths) if path is not None}
        problems = [problem for problem in self.reader.read(today=self.today).problems if problem.mark.path in shown]
        return [{"severity": str(problem.severity), "message": problem.message} for problem in problems]


def _paths(params: Mapping[str, Any]) -> list[str]:
    files = params.get("files")
    return [str(file.get("path")) for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def _sent(params: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return (id, values by language, what the form holds besides) of what the form sends to be saved."""
    files = params.get("dataFiles")
    if not isinstance(files, list) or not files or params.get("assets"):
        raise RefusedError("This form saves records alone. Put pictures and films into briefings/_media yourself.")
    form: dict[str, Any] = {}
    found: set[str] = set()
    for file in files:
        if not isinstance(file, dict) or not isinstance(file.get("raw"), str) or file.get("newPath"):
            raise RefusedError("The form sent something that is no record.")
        record_id, language = record_in(str(file.get("path")))
        if language is None:
            raise RefusedError("The form sent something that is no record.")
        node, problems = parse(file["raw"], "")
        if node is None or problems or not isinstance(node.value, dict):
            raise RefusedError(problems[0].message if problems else "The form sent something that is no record.")
        found.add(record_id)
        form[language] = node.plain()
    if len(found) != 1 or "en" not in form:
        raise RefusedError("The form sent something that is no record.")
    own = {name: form["en"].get(name) for name in OWN_FIELDS}
    for side in form.values():
        for name in OWN_FIELDS:
            side.pop(name, None)
    return found.pop(), form, own
