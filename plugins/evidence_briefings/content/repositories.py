"""The repositories of evidence that others keep: what each covers, rates and is good for, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from .entries import Entry, Labels
from .fields import Url, id_fault
from .lists import read_list
from .nodes import Node
from .problems import Mark, Problem, Severity, define
from .ratings import FOLDER
from .reading import WRONG_TYPE, read_model
from .records import BAD_ID, shown_path
from .schemes import Scheme
from .suggest import did_you_mean
from .vocabulary import DUPLICATE_TERM, UNKNOWN_TERM, Vocabulary

FILE = "_repositories.yml"

UNKNOWN_SCALE = define(
    "unknown-repository-scheme",
    Severity.ERROR,
    when="A repository of evidence names a rating scheme that has no file in briefings/_ratings.",
    fix="Use the id of a scheme, which is the name of its file without .yml.",
)


class Repository(Entry):
    """A repository. ``scales`` are ids of schemes, ``country`` is a place; ``status`` says what has become of it."""

    CALLED: ClassVar[str] = "a repository"

    id: str
    name: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    url: Url | None = None
    country: str
    covers: Labels
    scales: list[str] = []
    filters: Labels | None = None
    good_for: Labels
    careful: Labels
    status: Labels | None = None


def read_repositories(
    root: Path, base: Path, schemes: Mapping[str, Scheme], places: Vocabulary
) -> tuple[tuple[Repository, ...], list[Problem]]:
    """Return the repositories of a site in the order of their file, and what is wrong with it; the file may be absent.

    An entry that has a fault of meaning is kept, but for scales that have no scheme: nothing could be linked.
    """
    path = root / FOLDER / FILE
    shown = shown_path(path, base)
    message = "this file is a list of repositories, each with keys such as id, name and covers."
    nodes, problems = read_list(path, shown, message)
    kept: dict[str, Repository] = {}
    for node in nodes:
        repository, found = _read(node, shown)
        problems += found
        if repository is None:
            continue
        problems += _faults(repository, node, shown, schemes, places)
        if repository.id in kept:
            mark = Mark(shown, *node.place(("id",)))
            problems.append(DUPLICATE_TERM.at(mark, f'"{repository.id}" is already in the list. Keep one of them.'))
            continue
        known = [scale for scale in repository.scales if scale in schemes]
        kept[repository.id] = repository.model_copy(update={"scales": known})
    return tuple(kept.values()), problems


def _read(node: Node, shown: str) -> tuple[Repository | None, list[Problem]]:
    if not isinstance(node.value, dict):
        message = f"a repository has keys such as id, name and covers, but here it is {node.kind}."
        return None, [WRONG_TYPE.at(Mark(shown, node.line, node.column), message)]
    return read_model(Repository, node, shown, computed={})


def _faults(
    repository: Repository, node: Node, shown: str, schemes: Mapping[str, Scheme], places: Vocabulary
) -> Iterator[Problem]:
    why = id_fault(repository.id)
    if why is not None:
        yield BAD_ID.at(Mark(shown, *node.place(("id",))), f'"{repository.id}" cannot be an id: {why}.')
    if repository.country not in places:
        hint = did_you_mean(repository.country, list(places.terms))
        message = f'"{repository.country}" is not in {places.shown}.{hint}'
        yield UNKNOWN_TERM["places"].at(Mark(shown, *node.place(("country",))), message)
    for index, scale in enumerate(repository.scales):
        if scale not in schemes:
            mark = Mark(shown, *node.place(("scales", index)))
            yield UNKNOWN_SCALE.at(mark, f'"{scale}" is no rating scheme.{did_you_mean(scale, list(schemes))}')
