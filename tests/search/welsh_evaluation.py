"""How well search finds Welsh words in all their forms, on a set of words and sentences written for this.

``welsh_lemmas.tsv`` holds words with their forms, ``welsh_sentences.txt`` sentences (those of the project's own
records and everyday ones), ``welsh_apart.tsv`` pairs of words that must not be taken for each other. A form that no
sentence has is put into a short one that mutates it as Welsh does.

One query is one form of one word. Relevant are the sentences that hold any form of that word; in a sentence whose word
could be either of two, a mark says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean

HERE = Path(__file__).parent
Searching = Callable[[str], set[int]]
"""Gives the numbers of the sentences that a query finds."""

_WORD = re.compile(r"([^\W\d_]+)(?:\{([^}]*)\})?")
_MARK = re.compile(r"\{[^}]*\}")
_SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r"}
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_TWO_SIGNS = ("ch", "dd", "ff", "ng", "ph", "th", "ll", "rh")
_VOWELS = "aeiouwyâêîôûŵŷ"
_OTHER_WORDS = frozenset(["chi"])
"""Forms that are hardly ever the word: chi is "you", and her dog (ei chi) only by the rule."""

_FRAMES: Mapping[tuple[str, str], str] = {
    ("noun", "radical"): "Crybwyllwyd {} eto.",
    ("noun", "soft"): "Soniodd pawb am {}.",
    ("noun", "nasal"): "Dyma fy {} innau.",
    ("noun", "aspirate"): "Dyna ei {} hithau.",
    ("verb", "radical"): "Roedd pawb yn {} heddiw.",
    ("verb", "soft"): "Aethpwyd ati i {} eto.",
    ("verb", "nasal"): "Ceisiodd hi fy {} innau.",
    ("verb", "aspirate"): "Ceisiodd e ei {} hithau.",
    ("finite", "radical"): "{} pawb yno ddoe.",
    ("finite", "soft"): "A {} rhywun yno?",
    ("finite", "aspirate"): "Ni {} neb yno.",
    ("adjective", "radical"): "Dyna bethau {} eto.",
    ("adjective", "soft"): "Dyna'r gyfres {} eto.",
    ("adjective", "aspirate"): "Mae'n hen a {} bellach.",
}
"""A short sentence for a form of each kind, with what mutates it so."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word. ``forms`` are all its forms with how each begins; ``unsure`` those that may count as it or not."""

    lemma: str
    kind: str
    forms: Mapping[str, str]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the lemmas of the listed words it holds. ``unsure`` are those that are judged neither way."""

    text: str
    lemmas: frozenset[str]
    unsure: frozenset[str]
    attested: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Means over queries. ``mutated`` is the share of sentences with a mutated form that the dictionary form finds."""

    queries: int
    recall: float
    precision: float
    mutated: float

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.recall * self.precision / (self.recall + self.precision)


def mutations(form: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield (form, how it begins) for a form and what mutation makes of it: kind is noun, verb, finite or adjective.

    Finite verbs and adjectives have no nasal mutation, and only nouns and verb-nouns take an h.
    """
    yield form, "radical"
    onset = next((sign for sign in _TWO_SIGNS if form.startswith(sign)), form[:1])
    rest = form[len(onset) :]
    if onset in _SOFT:
        yield _SOFT[onset] + rest, "soft"
    if onset in _NASAL and kind in ("noun", "verb"):
        yield _NASAL[onset] + rest, "nasal"
    if onset in _ASPIRATE:
        yield _ASPIRATE[onset] + rest, "aspirate"
    if onset in _VOWELS and kind in ("noun", "verb"):
        yield "h" + form, "aspirate"


class Evaluation:
    """The set of words and sentences, and how a search does on it."""

    def __init__(self) -> None:
        self.words = {word.lemma: word for word in _read_words()}

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Return every sentence: those of the file first, then one for each form that they lack."""
        lines = _lines("welsh_sentences.txt")
        found = [self._judged(line, attested=True) for line in lines]
        there = {match[1].lower() for line in lines for match in _WORD.finditer(line)}
        made = [
            self._judged(_FRAMES[_kind(word, form, how), how].format(f"{form}{{{word.lemma}}}"), attested=False)
            for word in self.words.values()
            for form, how in word.forms.items()
            if form not in there
        ]
        return [*found, *made]

    def queries(self, *, attested: bool) -> Iterator[tuple[str, str]]:
        """Yield (lemma, form) for each form of each word; ``attested``: those that the file's sentences have."""
        there = {match[1].lower() for line in _lines("welsh_sentences.txt") for match in _WORD.finditer(line)}
        for word in self.words.values():
            for form in word.forms:
                if form in there or not attested:
                    yield word.lemma, form

    def score(self, search: Searching, *, attested: bool) -> Score:
        """Return how a search does. ``attested``: on the sentences of the file only, and the forms they have."""
        numbers = {number for number, sentence in enumerate(self.sentences) if sentence.attested or not attested}
        recalls, precisions = [], []
        for lemma, form in self.queries(attested=attested):
            relevant, unsure = self._judged_for(lemma)
            found = search(form) & numbers - unsure
            if relevant & numbers:
                recalls.append(len(found & relevant) / len(relevant & numbers))
            if found:
                precisions.append(len(found & relevant) / len(found))
        hits = [found for _, _, found in self.mutated(search, attested=attested)]
        return Score(len(recalls), mean(recalls), mean(precisions), mean(hits))

    def mutated(self, search: Searching, *, attested: bool) -> Iterator[tuple[str, str, bool]]:
        """Yield (dictionary form, mutated form, found) for each sentence with a form that begins otherwise."""
        for word in self.words.values():
            found = search(word.lemma.lower())
            for number, sentence in enumerate(self.sentences):
                if word.lemma in sentence.lemmas and (sentence.attested or not attested):
                    held = {match[1].lower() for match in _WORD.finditer(sentence.text)} & set(word.forms)
                    # Only sentences where the word stands mutated and in no other way.
                    if all(word.forms[form] != "radical" for form in held):
                        yield word.lemma.lower(), ", ".join(sorted(held)), number in found

    def faults(self, search: Searching) -> Iterator[str]:
        """Yield a line for each query that misses sentences or finds wrong ones, for whoever mends the search."""
        for lemma, form in self.queries(attested=False):
            relevant, unsure = self._judged_for(lemma)
            found = search(form) - unsure
            missed, wrong = relevant - found, found - relevant
            if missed or wrong:
                texts = [f"  missed: {self.sentences[number].text}" for number in sorted(missed)[:4]]
                texts += [f"  wrong: {self.sentences[number].text}" for number in sorted(wrong)[:4]]
                yield "\n".join([f"{form} ({lemma}): {len(missed)} missed, {len(wrong)} wrong", *texts])

    def _judged_for(self, lemma: str) -> tuple[set[int], set[int]]:
        relevant = {number for number, sentence in enumerate(self.sentences) if lemma in sentence.lemmas}
        unsure = {number for number, sentence in enumerate(self.sentences) if lemma in sentence.unsure}
        return relevant, unsure - relevant

    @cached_property
    def _lemmas_of(self) -> Mapping[str, set[str]]:
        owners: dict[str, set[str]] = {}
        for word in self.words.values():
            for form in word.forms:
                owners.setdefault(form, set()).add(word.lemma)
        return owners

    def _judged(self, line: str, *, attested: bool) -> Sentence:
        lemmas: set[str] = set()
        unsure: set[str] = set()
        for match in _WORD.finditer(line):
            form, mark = match[1].lower(), match[2]
            owners = self._lemmas_of.get(form, set())
            if mark is None:
                assert len(owners) < 2, f"{form} may be any of {owners}: mark it in {line!r}"
                lemmas |= owners
                unsure |= {word.lemma for word in self.words.values() if form in word.unsure}
            elif mark != "-":
                assert mark in owners, f"{form} is no form of {mark} in {line!r}"
                lemmas.add(mark)
        return Sentence(_MARK.sub("", line), frozenset(lemmas), frozenset(unsure), attested)


def pairs_apart() -> list[tuple[str, str]]:
    """Return the pairs of words that must not be taken for each other, in lower case."""
    rows = [line.split("\t") for line in _lines("welsh_apart.tsv")]
    return [(one.lower(), other.lower()) for one, other, _ in rows]


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _kind(word: Word, form: str, how: str) -> str:
    """Return the kind of one form: a verb's forms other than the verb-noun are finite."""
    if word.kind == "verb":
        return "verb" if form in dict(mutations(word.lemma, "verb")) else "finite"
    return "noun" if word.kind == "name" else word.kind


def _read_words() -> Iterable[Word]:
    for line in _lines("welsh_lemmas.tsv"):
        lemma, kind, forms, unsure = (*line.split("\t"), "")[:4]
        found: dict[str, str] = {}
        for number, form in enumerate(forms.split()):
            of = "noun" if kind == "name" else "finite" if kind == "verb" and number else kind
            for mutated, how in mutations(form, of):
                if mutated not in _OTHER_WORDS:
                    found.setdefault(mutated, how)
        more = {mutated for form in unsure.split() for mutated, _ in mutations(form, kind)}
        yield Word(lemma, kind, found, frozenset(more))
