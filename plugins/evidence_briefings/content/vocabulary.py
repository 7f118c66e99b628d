"""Controlled lists as data: topics, audiences, places and the rest, each term with its English and Welsh label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .entries import (
    Audience,
    Entry,
    GlossaryEntry,
    GlossaryText,
    Labels,
    PreferredTerm,
    Reference,
    SynonymGroup,
    Task,
    Term,
    Topic,
    WordLists,
    YesNo,
    references,
)
from .fields import id_fault
from .nodes import Node, parse
from .problems import Code, Mark, Problem, Severity, define
from .reading import WRONG_TYPE, read_model
from .records import BAD_ID, EMPTY, read_text, shown_path
from .suggest import did_you_mean

FOLDER = "_vocabulary"

__all__ = [
    "DUPLICATE_TERM",
    "FOLDER",
    "UNKNOWN_TERM",
    "Audience",
    "GlossaryEntry",
    "GlossaryText",
    "Labels",
    "PreferredTerm",
    "SynonymGroup",
    "Task",
    "Term",
    "Topic",
    "Vocabularies",
    "Vocabulary",
    "WordLists",
    "YesNo",
    "read_vocabularies",
]


@dataclass(frozen=True, slots=True)
class VocabularyKind:
    """A vocabulary the project knows: its file name, what one term is called, and ids the code relies on.

    The terms of some are parts of ``in_addresses``, so that their ids must be fit for a file name. A site may do
    without a list that is ``optional``. ``model`` says which keys a term may have.
    """

    name: str
    singular: str
    needed: tuple[str, ...] = ()
    in_addresses: bool = False
    optional: bool = False
    model: type[Term] = Term


KINDS: Mapping[str, VocabularyKind] = {
    kind.name: kind
    for kind in (
        VocabularyKind("topics", "topic", in_addresses=True, model=Topic),
        VocabularyKind("audiences", "audience", in_addresses=True, model=Audience),
        VocabularyKind("tasks", "task", in_addresses=True, model=Task),
        VocabularyKind("places", "place", ("wales", "england", "scotland", "northern-ireland"), True),
        VocabularyKind(
            "kinds",
            "kind",
            ("research", "programme", "synthesis", "practice-example", "guidance", "lived-experience", "project"),
            True,
        ),
        VocabularyKind("designs", "design"),
        VocabularyKind("knowledge", "knowledge", ("research", "lived-experience", "practitioner", "data")),
        VocabularyKind("bases", "base"),
        VocabularyKind("access", "access", ("open", "registration", "paywalled", "unknown")),
        VocabularyKind("applies", "applies", ("yes", "partly", "no", "unknown")),
        VocabularyKind("reported", "reported", ("yes", "no", "not-reported")),
        VocabularyKind("statuses", "status", ("draft", "published", "archived")),
        VocabularyKind("visibility", "visibility", ("public", "partner", "internal")),
        VocabularyKind("project-statuses", "project-status", ("planned", "current", "completed")),
        VocabularyKind("seeking-kinds", "seeking-kind", optional=True),
        VocabularyKind("source-types", "source-type"),
        VocabularyKind("media-kinds", "media-kind"),
        VocabularyKind("format-kinds", "format-kind", optional=True),
        VocabularyKind("tool-kinds", "tool-kind"),
        VocabularyKind("directions", "direction", ("better", "worse", "no-difference", "mixed")),
        VocabularyKind("place-types", "place-type"),
        VocabularyKind("consents", "consent"),
        VocabularyKind("currencies", "currency"),
    )
}

DUPLICATE_TERM = define(
    "duplicate-term",
    Severity.ERROR,
    when="Two entries of a vocabulary have the same id.",
    fix="Keep one, or give the other an id of its own.",
)
UNKNOWN_PARENT = define(
    "unknown-parent",
    Severity.ERROR,
    when="A term names a parent that is not in the same list, or a parent that leads back to the term itself.",
    fix="Use the id of another term of the list.",
)
NO_VOCABULARY = define(
    "missing-vocabulary",
    Severity.ERROR,
    when="A list that records refer to is not there, or lacks a term that the pages rely on.",
    fix="Put the file back into briefings/_vocabulary, with the terms that the message names.",
)

UNKNOWN_TERM: Mapping[str, Code] = {
    name: define(
        f"unknown-{singular}",
        Severity.ERROR,
        when=f"The {singular.replace('-', ' ')} that a record gives is not in the list {where}.",
        fix="Use the term suggested, or one from the list; if a new one is really needed, add it there in both "
        "languages first.",
    )
    for name, singular, where in (
        *((kind.name, kind.singular, f"briefings/_vocabulary/{kind.name}.yml") for kind in KINDS.values()),
        ("nations", "nation", "of the four nations: wales, england, scotland, northern-ireland"),
        ("schemes", "scheme", "of rating schemes in briefings/_ratings"),
    )
}
"""The code for a term that is not in its vocabulary, by vocabulary."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One list. ``terms`` keeps the order of the file; ``shown`` is the file as named in messages."""

    name: str
    shown: str
    terms: Mapping[str, Term] = field(default_factory=dict)

    def __contains__(self, term_id: object) -> bool:
        """Return whether the list has the term."""
        return term_id in self.terms

    def __getitem__(self, term_id: str) -> Term:
        """Return the term; raises ``KeyError``."""
        return self.terms[term_id]

    def __iter__(self) -> Iterator[Term]:
        """Iterate over the terms in the order of the file."""
        return iter(self.terms.values())

    def children(self, parent: str | None) -> list[Term]:
        """Return the terms directly below ``parent``, or the top ones for None."""
        return [term for term in self if term.parent == parent]

    def with_ancestors(self, term_id: str) -> list[str]:
        """Return the ids of the term and of all above it, nearest first."""
        line: list[str] = []
        step: str | None = term_id
        while step is not None and step in self.terms and step not in line:
            line.append(step)
            step = self.terms[step].parent
        return line


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All lists of a site, the glossary, the word groups of search, and words to avoid.

    ``preferred`` are those that people have asked not to be called, ``certain`` those that promise too much, and
    ``unwieldy`` those that have a plain one beside them.
    ``starts`` are the records that topics name to be read first: whether these exist, the corpus has to say.
    """

    lists: Mapping[str, Vocabulary]
    glossary: tuple[GlossaryEntry, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    preferred: tuple[PreferredTerm, ...] = ()
    certain: tuple[PreferredTerm, ...] = ()
    unwieldy: tuple[PreferredTerm, ...] = ()
    starts: tuple[Reference, ...] = ()

    def __getitem__(self, name: str) -> Vocabulary:
        """Return a list by its name; raises ``KeyError``."""
        return self.lists[name]


_MORE: tuple[tuple[type[Entry], str], ...] = (
    (GlossaryEntry, "glossary"),
    (SynonymGroup, "synonyms"),
    (PreferredTerm, "preferred-terms"),
    (PreferredTerm, "certainty"),
    (PreferredTerm, "plain-words"),
)
"""The lists that a site may do without: what an entry of each is, and its file."""


def read_vocabularies(root: Path, base: Path) -> tuple[Vocabularies, list[Problem]]:
    """Return the vocabularies below ``root`` and what is wrong with them.

    A list that is missing or broken is empty, so that the rest of the corpus can still be checked.
    """
    folder = root / FOLDER
    problems: list[Problem] = []
    lists: dict[str, Vocabulary] = {}
    named: list[Reference] = []
    for kind in KINDS.values():
        path = folder / f"{kind.name}.yml"
        shown = shown_path(path, base)
        entries, found = _read_entries(kind.model, path, shown) if path.exists() or not kind.optional else ([], [])
        problems += found
        lists[kind.name] = _vocabulary(kind, shown, entries, problems, readable=not found)
        named += [reference for entry, node in entries for reference in references(entry, node, shown)]
    places = lists["places"]
    nations = {term.id: term for term in places if term.nation == "yes"}
    lists["nations"] = Vocabulary("nations", places.shown, nations)
    problems += _unknown(named, lists)
    extras: list[list[tuple[Entry, Node]]] = []
    for model, name in _MORE:
        path = folder / f"{name}.yml"
        shown = shown_path(path, base)
        items, found = _read_entries(model, path, shown) if path.exists() else ([], [])
        problems += found
        extras.append(_fit_to_be_anchors(items, shown, problems) if model is GlossaryEntry else items)
    glossary, synonyms, preferred, certain, unwieldy = (tuple(item for item, _ in items) for items in extras)
    starts = tuple(reference for reference in named if reference.target == "records")
    every = Vocabularies(lists, glossary, synonyms, preferred, certain, unwieldy, starts)  # type: ignore[arg-type]
    return every, problems


def _unknown(named: list[Reference], lists: Mapping[str, Vocabulary]) -> Iterator[Problem]:
    """Yield a problem for each term that a term of another list names and that is not there."""
    for reference in named:
        vocabulary = lists.get(reference.target)
        if vocabulary is not None and reference.id not in vocabulary:
            hint = did_you_mean(reference.id, vocabulary.terms)
            message = f'"{reference.id}" is not in {vocabulary.shown}.{hint}'
            yield UNKNOWN_TERM[reference.target].at(reference.mark, message)


def _read_entries(model: type[Entry], path: Path, shown: str) -> tuple[list[tuple[Entry, Node]], list[Problem]]:
    if not path.exists():
        return [], [NO_VOCABULARY.at(Mark(shown), "this list is missing.")]
    text, fault = read_text(path, shown)
    if fault is not None:
        return [], [fault]
    node, problems = parse(text, shown)
    if node is None or node.value is None:
        return [], problems or [EMPTY.at(Mark(shown), "the file is empty.")]
    if not isinstance(node.value, list):
        message = f"a vocabulary is a list of entries, but this file holds {node.kind}."
        return [], [*problems, WRONG_TYPE.at(Mark(shown, node.line, node.column), message)]
    entries: list[tuple[Entry, Node]] = []
    for item in node.value:
        entry, found = _read_entry(model, item, shown)
        problems += found
        if entry is not None:
            entries.append((entry, item))
    return entries, problems


def _read_entry(model: type[Entry], item: Node, shown: str) -> tuple[Entry | None, list[Problem]]:
    if not isinstance(item.value, dict):
        message = f"an entry has keys such as id, en and cy, but here it is {item.kind}."
        return None, [WRONG_TYPE.at(Mark(shown, item.line, item.column), message)]
    return read_model(model, item, shown, computed={})


def _vocabulary(
    kind: VocabularyKind, shown: str, entries: list[tuple[Entry, Node]], problems: list[Problem], *, readable: bool
) -> Vocabulary:
    terms: dict[str, Term] = {}
    for entry, node in entries:
        assert isinstance(entry, Term)
        mark = Mark(shown, node.line, node.column)
        if entry.id in terms:
            problems.append(DUPLICATE_TERM.at(mark, f'"{entry.id}" is already in the list. Keep one of them.'))
        elif kind.in_addresses and (why := id_fault(entry.id)):
            problems.append(BAD_ID.at(mark, f'"{entry.id}" cannot be an id: {why}.'))
        else:
            terms[entry.id] = entry
    for entry, node in entries:
        assert isinstance(entry, Term)
        if entry.parent is not None and (entry.parent not in terms or _circular(entry, terms)):
            mark = Mark(shown, node.line, node.column)
            problems.append(UNKNOWN_PARENT.at(mark, f'"{entry.parent}" cannot be the parent of "{entry.id}".'))
    lacking = [term for term in kind.needed if term not in terms]
    if lacking and readable:
        problems.append(NO_VOCABULARY.at(Mark(shown), f"the pages need these terms too: {', '.join(lacking)}."))
    return Vocabulary(kind.name, shown, terms)


def _fit_to_be_anchors(
    entries: list[tuple[Entry, Node]], shown: str, problems: list[Problem]
) -> list[tuple[Entry, Node]]:
    """Return the entries of the glossary whose ids can be parts of its page, each id once."""
    kept: dict[str, tuple[Entry, Node]] = {}
    for entry, node in entries:
        assert isinstance(entry, GlossaryEntry)
        mark = Mark(shown, node.line, node.column)
        why = id_fault(entry.id)
        if why is None and (entry.id == "main" or entry.id.startswith("letter-")):
            why = "the page of the glossary uses this name itself"
        if entry.id in kept:
            problems.append(DUPLICATE_TERM.at(mark, f'"{entry.id}" is already in the list. Keep one of them.'))
        elif why is not None:
            problems.append(BAD_ID.at(mark, f'"{entry.id}" cannot be an id: {why}.'))
        else:
            kept[entry.id] = entry, node
    return list(kept.values())


def _circular(term: Term, terms: Mapping[str, Term]) -> bool:
    seen = {term.id}
    step = term.parent
    while step is not None and step in terms:
        if step in seen:
            return True
        seen.add(step)
        step = terms[step].parent
    return False
