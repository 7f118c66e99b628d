"""What a rule looks at, and how a function becomes a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..fields import _calendar_date
from ..media import NO_MEDIA, MediaFolder
from ..model import Briefing
from ..phrases import Phrases, words_of
from ..problems import Mark, Problem, Severity, define_from_docstring
from ..records import RecordFile
from ..schemes import Scheme
from ..sentences import placed_sentences
from ..shapes import Leaf, Loc, leaves, shape_of_model
from ..thresholds import Thresholds
from ..vocabulary import Vocabularies

Found = tuple[Mark | Loc, str]
"""Where (a mark, or a place in the record's own file) and what is wrong there."""
Rule = Callable[["Subject"], Iterator[Problem]]

_NUMBER = re.compile(r"\d")
_WORDS = frozenset(["title", "authors", "publisher", "journal", "reference", "version"])
"""Fields that hold words but no text to translate."""

RULES: list[Rule] = []
"""Every rule, in the order of registration."""


@dataclass(frozen=True)
class Site:
    """What all records share while they are checked.

    ``files`` has every record by id; ``today`` judges dates; ``media`` are the files of films and the like;
    ``thresholds`` the site's limits of language.
    """

    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    files: Mapping[str, RecordFile]
    today: date
    media: MediaFolder = NO_MEDIA
    thresholds: Thresholds = field(default_factory=Thresholds)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The acronyms of the glossary and of the labels of all lists, in either language, without a plural s."""
        glossary = self.vocabularies.glossary
        found = {acronym for entry in glossary for acronym in (entry.en.acronym, entry.cy.acronym) if acronym}
        labels = [
            word for each in self.vocabularies.lists.values() for term in each for word in (term.id, term.en, term.cy)
        ]
        # The glossary has COVID-19 whole; a text may have only the letters of it.
        found.update(
            word for label in (*labels, *found) for word in re.findall(r"\b[A-Z](?:[A-Z0-9]|[CPRT]h)+\b", label)
        )
        return frozenset(acronym.rstrip("s") for acronym in found)

    @cached_property
    def preferred(self) -> Phrases:
        """The words that people have asked not to be called."""
        return Phrases(self.vocabularies.preferred)

    @cached_property
    def certain(self) -> Phrases:
        """The words that promise more than evidence can."""
        return Phrases(self.vocabularies.certain)

    @cached_property
    def unwieldy(self) -> Phrases:
        """The words that have a plain one beside them."""
        return Phrases(self.vocabularies.unwieldy)


@dataclass(frozen=True)
class Subject:
    """One record under examination, with its pair if there is one."""

    file: RecordFile
    pair: RecordFile | None
    site: Site
    _sentences: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Every single value of the record's own file."""
        return leaves(self.file.node, shape_of_model(Briefing)) if self.file.node is not None else []

    @cached_property
    def to_translate(self) -> list[Leaf]:
        """The leaves without those that look like text and are codes: the context of a rating on some schemes."""
        return [leaf for leaf in self.leaves if not self._is_code(leaf)]

    def _is_code(self, leaf: Leaf) -> bool:
        if leaf.loc[:1] != ("ratings",) or leaf.loc[-1] != "context":
            return False
        scheme = self.site.schemes.get(self.text(*leaf.loc[:-1], "scheme") or "")
        return scheme is not None and bool(scheme.contexts)

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
    def prose(self) -> list[tuple[RecordFile, Leaf]]:
        """(file, leaf) of every text in either language that its author worded: no names, and no one else's words."""
        return [
            (file, leaf)
            for file, leaf in self.texts
            if leaf.shape.text is not None and not leaf.shape.text.name and leaf.loc[-1] != "quote"
        ]

    @cached_property
    def numbered(self) -> list[tuple[RecordFile, Leaf]]:
        """(file, leaf) of every text that has a digit in it; quotes too."""
        return [(file, leaf) for file, leaf in self.texts if _NUMBER.search(leaf.value)]

    def sentences(self, leaf: Leaf) -> list[tuple[int, str]]:
        """Return (words before it, sentence) of a text, which more than one rule asks for."""
        known = self._sentences.get(id(leaf))
        if known is None:
            known = self._sentences[id(leaf)] = list(placed_sentences(leaf.value))
        return known

    @cached_property
    def words(self) -> dict[str, frozenset[bytes]]:
        """The single words of each file, by its path: see ``phrases.words_of``."""
        return {file.shown: words_of(file.text) for file in self.files}

    @property
    def files(self) -> list[RecordFile]:
        """The record's own file and, if there is one, its pair."""
        return [self.file] if self.pair is None else [self.file, self.pair]

    @cached_property
    def written(self) -> list[tuple[RecordFile, Leaf]]:
        """(file, leaf) of every text in either language and of all other words, such as the titles of sources."""
        words = [leaf for leaf in self.leaves if leaf.shape.kind == "value" and _WORDS.intersection(leaf.loc[-2:])]
        return [*((self.file, leaf) for leaf in words), *self.texts]

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
