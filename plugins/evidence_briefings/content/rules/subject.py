"""What a rule looks at, and how a function becomes a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..fields import _calendar_date
from ..model import Briefing
from ..problems import Mark, Problem, Severity, define_from_docstring
from ..ratings import Scheme
from ..records import RecordFile
from ..shapes import Leaf, Loc, leaves, shape_of_model
from ..vocabulary import Vocabularies

Found = tuple[Mark | Loc, str]
"""Where (a mark, or a place in the record's own file) and what is wrong there."""
Rule = Callable[["Subject"], Iterator[Problem]]

RULES: list[Rule] = []
"""Every rule, in the order of registration."""


@dataclass(frozen=True)
class Site:
    """What all records share while they are checked. ``files`` has every record by id; ``today`` judges dates."""

    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    files: Mapping[str, RecordFile]
    today: date

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The acronyms that the glossary explains, in either language, without a plural s."""
        glossary = self.vocabularies.glossary
        return frozenset(
            acronym.rstrip("s") for entry in glossary for acronym in (entry.en.acronym, entry.cy.acronym) if acronym
        )


@dataclass(frozen=True)
class Subject:
    """One record under examination, with its pair if there is one."""

    file: RecordFile
    pair: RecordFile | None
    site: Site

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Every single value of the record's own file."""
        return leaves(self.file.node, shape_of_model(Briefing)) if self.file.node is not None else []

    @cached_property
    def pair_leaves(self) -> list[Leaf]:
        """Every single text of the pair file."""
        if self.pair is None or self.pair.node is None:
            return []
        return leaves(self.pair.node, shape_of_model(Briefing))

    @cached_property
    def texts(self) -> list[tuple[RecordFile, Leaf]]:
        """(file, leaf) of every text in either language."""
        found = [(self.file, leaf) for leaf in self.leaves if leaf.shape.text is not None]
        if self.pair is not None:
            found += [(self.pair, leaf) for leaf in self.pair_leaves if leaf.shape.text is not None]
        return found

    @cached_property
    def markdown(self) -> list[tuple[RecordFile, Leaf]]:
        """(file, leaf) of every text in either language that is read as Markdown."""
        return [(file, leaf) for file, leaf in self.texts if leaf.shape.text is not None and leaf.shape.text.markdown]

    def text(self, *loc: str | int) -> str | None:
        """Return the text at a place of the record, or None where there is none."""
        node = self.file.node.find(loc) if self.file.node is not None else None
        return node.value if node is not None and isinstance(node.value, str) else None

    def day(self, *loc: str | int) -> date | None:
        """Return the date at a place of the record, or None where there is no good one."""
        try:
            return _calendar_date(self.text(*loc))
        except ValueError:
            return None


def rule(name: str, severity: Severity) -> Callable[[Callable[[Subject], Iterator[Found]]], Rule]:
    """Make a rule of a function that yields places and messages; its docstring is the help entry."""

    def register(function: Callable[[Subject], Iterator[Found]]) -> Rule:
        code = define_from_docstring(name, severity, function)

        def check(subject: Subject) -> Iterator[Problem]:
            for place, message in function(subject):
                yield code.at(place if isinstance(place, Mark) else subject.file.mark(place), message)

        RULES.append(check)
        return check

    return register
