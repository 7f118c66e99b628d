"""Who keeps which records, and what each team is called where the files are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpus import Corpus
from .model import Briefing
from .nodes import parse
from .problems import Mark, Problem, printable
from .reading import WRONG_TYPE
from .records import read_text, shown_path
from .tables import as_csv

FILE = "_owners.yml"
"""What each team is called on GitHub or GitLab: beside the records, for it belongs to them."""
_HANDLE = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[^\s@]+@[^\s@]+")
_PLACEHOLDERS = frozenset(
    """tbc tbd tba n/a na none nobody unknown unassigned missing todo ? - neb dim anhysbys
    to-be-confirmed to-be-decided i'w-gadarnhau i'w-benderfynu""".split()
)


@dataclass(frozen=True, slots=True)
class Team:
    """A team and the records it keeps, by id. ``names`` are all its names; the first is how it is listed."""

    names: tuple[str, ...]
    emails: tuple[str, ...]
    records: tuple[str, ...]

    @property
    def name(self) -> str:
        """How the team is listed."""
        return self.names[0]


def has_owner(briefing: Briefing) -> bool:
    """Return whether a reader's question would reach somebody: a named team with a mailbox."""
    name = "-".join(briefing.owner.team.original.casefold().replace("\u2019", "'").split())
    return bool(briefing.owner.email) and name.strip(".") not in _PLACEHOLDERS


def teams(corpus: Corpus) -> list[Team]:
    """Return the teams that keep the valid records, by name; teams of one name, whatever its capitals, are one."""
    found: dict[str, list[Briefing]] = {}
    for briefing in corpus.briefings.values():
        found.setdefault(" ".join(briefing.owner.team.original.casefold().split()), []).append(briefing)
    return [_team(found[name]) for name in sorted(found)]


def _team(kept: Sequence[Briefing]) -> Team:
    names = [briefing.owner.team.original for briefing in kept]
    names += [name for briefing in kept for name in (briefing.owner.team.en, briefing.owner.team.cy) if name]
    emails = [briefing.owner.email for briefing in kept if briefing.owner.email]
    return Team(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(emails)), tuple(briefing.id for briefing in kept))


def as_text(found: Sequence[Team], corpus: Corpus, style: str) -> str:
    """Return who keeps what as ``text``, ``json`` or ``csv``."""
    paths = {id: shown_path(path, corpus.files.base) for id, path in corpus.files.paths.items()}
    if style == "json":
        value = [
            {
                "team": team.name,
                "names": team.names,
                "emails": team.emails,
                "records": [{"id": id, "path": paths[id]} for id in team.records],
            }
            for team in found
        ]
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    if style == "csv":
        rows = [(team.name, "; ".join(team.emails), id, paths[id]) for team in found for id in team.records]
        return as_csv(("team", "email", "id", "path"), rows)
    lines: list[str] = []
    for team in found:
        mailbox = f" <{', '.join(team.emails)}>" if team.emails else " (no mailbox)"
        lines += [f"{team.name}{mailbox}: {len(team.records)}", *(f"  {paths[id]}" for id in team.records)]
    return "".join(f"{printable(line)}\n" for line in lines)


def read_handles(root: Path, base: Path) -> tuple[Mapping[str, tuple[str, ...]], list[Problem]]:
    """Return the names of teams with what they are called elsewhere, and what is wrong with the file, if there is one.

    A value is one name such as ``@example/evidence``, or a list of them; an e-mail address will do as well.
    """
    path = root / FILE
    shown = shown_path(path, base)
    if not path.exists():
        return {}, []
    text, fault = read_text(path, shown)
    if fault is not None:
        return {}, [fault]
    node, problems = parse(text, shown)
    if problems or node is None:
        return {}, problems
    if not isinstance(node.value, dict):
        message = "this file has teams with what they are called, such as \"Evidence team: '@example/evidence'\"."
        return {}, [WRONG_TYPE.at(Mark(shown), message)]
    handles: dict[str, tuple[str, ...]] = {}
    for name, value in node.value.items():
        given = value.plain()
        listed = tuple(given) if isinstance(given, list) else (given,)
        if not listed or not all(isinstance(one, str) and _HANDLE.fullmatch(one) for one in listed):
            message = f'what "{name}" is called begins with @ (in quotes), as in "@example/evidence".'
            problems.append(WRONG_TYPE.at(Mark(shown, value.line, value.column), message))
        else:
            handles[name] = listed
    return handles, problems


def as_codeowners(found: Sequence[Team], handles: Mapping[str, Sequence[str]], corpus: Corpus, root: Path) -> str:
    """Return a CODEOWNERS file: each record, with its translation, beside the names of the team that keeps it.

    Paths begin at ``root``, the site's folder, which should be that of the repository.
    """
    known = {" ".join(name.casefold().split()): names for name, names in handles.items()}
    lines = ["# Who is asked to review which record. Made by: briefings owners --codeowners"]
    for team in found:
        called = next((known[name] for name in _keys(team) if name in known), None)
        lines.append("")
        if called is None:
            lines.append(printable(f"# {team.name}: {len(team.records)}. Not named in briefings/{FILE}"))
            continue
        lines.append(printable(f"# {team.name}: {len(team.records)}"))
        lines += [f"{path} {' '.join(called)}" for id in team.records for path in _paths(corpus, id, root)]
    return "\n".join(lines) + "\n"


def _keys(team: Team) -> Iterator[str]:
    return (" ".join(name.casefold().split()) for name in team.names)


def _paths(corpus: Corpus, id: str, root: Path) -> Iterator[str]:
    for path in (corpus.files.paths[id], corpus.pairs.paths.get(id)):
        if path is not None:
            # A space would end the path, and # begin a comment.
            yield re.sub(r"([ #\\])", r"\\\1", "/" + shown_path(path.absolute(), root))
