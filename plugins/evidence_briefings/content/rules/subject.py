"""What a rule looks at, and how a function becomes a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..fields import _calendar_date
from ..localised import LANGUAGES
from ..media import NO_MEDIA, MediaFolder
from ..model import Briefing
from ..problems import Mark, Problem, Severity, define_from_docstring
from ..records import RecordFile
from ..schemes import Scheme
from ..shapes import Leaf, Loc, leaves, shape_of_model
from ..vocabulary import PreferredTerm, Vocabularies

Found = tuple[Mark | Loc, str]
"""Where (a mark, or a place in the record's own file) and what is wrong there."""
Rule = Callable[["Subject"], Iterator[Problem]]

_WORDS = frozenset(["title", "authors", "publisher", "journal", "reference", "version"])
"""Fields that hold words but no text to translate."""

RULES: list[Rule] = []
"""Every rule, in the order of registration."""


@dataclass(frozen=True)
class Site:
    """What all records share while they are checked.

    ``files`` has every record by id; ``today`` judges dates; ``media`` are the files of films and the like.
    """

    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]
    files: Mapping[str, RecordFile]
    today: date
    media: MediaFolder = NO_MEDIA

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The acronyms of the glossary and of the labels of all lists, in either language, without a plural s."""
        glossary = self.vocabularies.glossary
        found = {acronym for entry in glossary for acronym in (entry.en.acronym, entry.cy.acronym) if acronym}
        labels = [
            word for each in self.vocabularies.lists.values() for term in each for word in (term.id, term.en, term.cy)
        ]
        # The glossary has COVID-19 whole; a text may have only the letters of it.
        found.update(word for label in (*labels, *found) for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", label))
        return frozenset(acronym.rstrip("s") for acronym in found)

    @cached_property
    def hints_of_avoided(self) -> frozenset[frozenset[str]]:
        """The words of each of the terms to avoid: a file that has all of none of them needs no closer look."""
        preferred = self.vocabularies.preferred
        phrases = [words.casefold().split() for term in preferred for words in (*term.avoid.en, *term.avoid.cy)]
        # An apostrophe may be written in two ways.
        return frozenset(
            frozenset(max(re.split("['\u2019]", word), key=len) for word in words) for words in phrases if words
        )

    @cached_property
    def avoided(self) -> Mapping[str, tuple[re.Pattern[str] | None, Mapping[str, PreferredTerm]]]:
        """By language: a pattern that finds words to avoid, and what to say instead of each (see ``folded``)."""
        return {language: _avoided(self.vocabularies.preferred, language) for language in LANGUAGES}


def folded(words: str) -> str:
    """Return words as they are compared: small letters, single spaces, straight apostrophes."""
    return " ".join(words.replace("\u2019", "'").casefold().split())


def _avoided(
    preferred: Iterable[PreferredTerm], language: str
) -> tuple[re.Pattern[str] | None, Mapping[str, PreferredTerm]]:
    terms = {folded(words): term for term in preferred for words in term.avoid.get(language) if words.strip()}
    if not terms:
        return None, terms
    found = [words for term in preferred for words in term.avoid.get(language) if words.strip()]
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(map(_in_any_line, longest_first))})(?![\w-])"), terms


def _in_any_line(words: str) -> str:
    """Return a pattern for words, over line breaks too; an acronym (LAC) is found in its capitals only."""
    pattern = r"\s+".join(re.escape(word).replace("'", "['\u2019]") for word in words.split())
    return f"(?-i:{pattern})" if words.isupper() else pattern


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
