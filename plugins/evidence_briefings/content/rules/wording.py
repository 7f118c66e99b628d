"""Rules about the words of a record, in both of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..entries import PreferredTerm
from ..localised import LANGUAGE_NAMES
from ..phrases import Phrases
from ..problems import Mark, Severity
from ..records import RecordFile
from ..shapes import Leaf, path_of
from .subject import Found, Subject, rule

_WORD = re.compile(r"\S*\w\S*")
_ACRONYM = re.compile(r"(?<![\w@./])([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*\+?)(?=s?(?![\w@]))")
_WELSH_ACRONYM = re.compile(
    r"(?<![\w@./])([A-Z](?:[A-Z0-9]|[CPRT]h|Dd|Ff|Ll|Ng)*(?:[A-Z][A-Z0-9]*|[CPRT]h|Dd|Ff|Ll|Ng)\+?)(?=s?(?![\w@]))"
)
"""In Welsh ch, rh and the like are one letter, and one capital: BPRh, LHDTCRh+."""
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_REFERENCE = re.compile(r"[A-Z]+\d{4,}\Z|(?=[A-Z]+\d)[CHNOS\d]{2,5}\Z")
"""A reference such as NIHR132734, or a formula such as CO2."""
_UNITS = frozenset("AD AM BC BCE CE GB GW GWH HZ KB MB MW MWH PM TB TWH".split())
_POSTCODE_END = re.compile(r"\s?\d[A-Z]{2}\b")
_SHOUTED = re.compile(r"(?:(?<=\n)|\A)[ \t#*>-]*[A-Z][A-Z0-9'\u2019&,:;()\u2013?! -]*[A-Z?!)][ \t*]*(?=\n|\Z)")
"""A line all in capitals: a heading that somebody shouts. Its words are no acronyms, unless it is one word alone."""


def count_words(text: str) -> int:
    """Return the number of words: runs without white space that hold a letter or digit."""
    return len(_WORD.findall(text))


@rule("too-long", Severity.WARNING)
def too_long(subject: Subject) -> Iterator[Found]:
    """Report a text that is longer than its reader has time for.

    When: A title has more than 100 characters, a bottom line more than 30 words, a practice message more than 45, a
    summary more than 80, what plain is about more than 60, or one of the texts for leaders more than 50; in either
    language.
    Fix: Cut it. Say one thing; move the rest into body.
    """
    for file, leaf in subject.texts:
        text = leaf.shape.text
        if text is None or not (text.words or text.characters):
            continue
        pieces = leaf.value.split()
        name = path_of(leaf.loc)
        if text.words is not None and len(pieces) > text.words and (words := count_words(leaf.value)) > text.words:
            over = words - text.words
            yield file.mark(leaf.loc), f'"{name}" has {words} words; up to {text.words} are read. Cut {over}.'
        if text.characters is not None and (characters := len(" ".join(pieces))) > text.characters:
            over = characters - text.characters
            yield file.mark(leaf.loc), f'"{name}" has {characters} characters; up to {text.characters} fit. Cut {over}.'


@rule("preferred-term", Severity.WARNING)
def preferred_term(subject: Subject) -> Iterator[Found]:
    """Report words that people have asked not to be called.

    When: A text uses words that briefings/_vocabulary/preferred-terms.yml lists under avoid for its language. Quotes,
    names, keywords and the titles of sources may hold them.
    Fix: Use the words that the message gives, or put the words between double quotes where you write about them.
    """
    for mark, words, term, language in avoided_words(subject, subject.site.preferred, "preferred-term"):
        why = f" {term.why.get(language)}" if term.why is not None else ""
        yield mark, f'for "{words}" say "{term.prefer.get(language)}".{why}'


@rule("unwieldy-words", Severity.WARNING)
def unwieldy_words(subject: Subject) -> Iterator[Found]:
    """Report long words where a short one says the same.

    When: A text uses words that briefings/_vocabulary/plain-words.yml lists under avoid for its language. Quotes,
    names, keywords and words between double quotes may hold them.
    Fix: Use the words that the message gives, or say it in another way. A word of law may stay, with an excuse.
    """
    for mark, words, term, language in avoided_words(subject, subject.site.unwieldy, "unwieldy-words"):
        yield mark, f'for "{words}" a plain word is "{term.prefer.get(language)}".'


def avoided_words(subject: Subject, phrases: Phrases, code: str) -> Iterator[tuple[Mark, str, PreferredTerm, str]]:
    """Yield (place, words, term, language) of the words of a list in the texts of a record."""
    for file, leaf, match, term in avoided_matches(subject, phrases, code):
        yield place_of(match, file, leaf), " ".join(match[0].split()), term, file.language


def avoided_matches(
    subject: Subject, phrases: Phrases, code: str, *, only: frozenset[str] | None = None
) -> Iterator[tuple[RecordFile, Leaf, re.Match[str], PreferredTerm]]:
    """Yield (file, leaf, match in its value, term) of the words of a list, in all texts or in those fields ``only``."""
    if not phrases.terms or not subject.site.thresholds.wants(code):
        return
    candidates = {file.shown: phrases.among(file.language, subject.words[file.shown]) for file in subject.files}
    if not any(candidates.values()):
        return
    for file, leaf in subject.prose:
        if candidates[file.shown] and (only is None or leaf.loc[0] in only):
            for match, term in phrases.find(leaf.value, file.language, candidates[file.shown]):
                yield file, leaf, match, term


def place_of(match: re.Match[str], file: RecordFile, leaf: Leaf) -> Mark:
    """Return the place of a match in the value of a leaf: within its first word, where a sign is glued to that."""
    before = leaf.value[: match.start()]
    glued = len(before) - len(before.rstrip()) == 0 and bool(before)
    mark = file.mark_of_word(leaf.loc, len(before.split()) - glued)
    return _within(mark, file, match[0])


@rule("unexplained-acronym", Severity.WARNING)
def unexplained_acronym(subject: Subject) -> Iterator[Found]:
    """Report capitals that a reader may not know.

    When: A text uses an acronym that is not in the glossary and is not explained in the same file, as in
    "adverse childhood experiences (ACEs)".
    Fix: Write the words out, explain it once in brackets, or add it to briefings/_vocabulary/glossary.yml.
    """
    known = subject.site.acronyms
    reported: set[tuple[str, str]] = set()
    explained: dict[str, set[str]] = {}
    for file, leaf in subject.texts:
        known_here = explained.setdefault(file.shown, set())
        if "(" in leaf.value:
            known_here.update(_explained(leaf.value))
    for file, leaf in subject.texts:
        if leaf.shape.text is None or leaf.shape.text.name or not _CAPITALS.search(leaf.value):
            continue
        shouted = [line.span() for line in _SHOUTED.finditer(leaf.value) if len(line[0].split()) > 1]
        for match in (_WELSH_ACRONYM if file.language == "cy" else _ACRONYM).finditer(leaf.value):
            acronym = match[1]
            if acronym in known or acronym in explained[file.shown] or acronym.rstrip("s") in known:
                continue
            if _ROMAN.match(acronym) or _REFERENCE.match(acronym):
                continue
            if any(begin <= match.start() < end for begin, end in shouted) or _is_unit(acronym, leaf.value, match):
                continue
            if (file.shown, acronym) not in reported:
                reported.add((file.shown, acronym))
                mark = file.mark_in_text(leaf.loc, acronym)
                yield mark, f'"{acronym}" is not explained here and is not in the glossary.{_language_hint(file)}'


def _is_unit(acronym: str, text: str, match: re.Match[str]) -> bool:
    """Return whether capitals are a unit after its number, or the first half of a postcode."""
    if acronym[-1].isdigit() or acronym[1:2].isdigit():
        return _POSTCODE_END.match(text, match.end()) is not None
    return acronym in _UNITS and text[: match.start()].rstrip()[-1:].isdigit()


def _explained(text: str) -> set[str]:
    """Return the acronyms that a text explains: those in brackets, or followed by words in brackets."""
    inside = {word.rstrip("s") for group in re.findall(r"\(([^()]*)\)", text) for word in re.findall(r"[\w+]+", group)}
    before = set(re.findall(r"([A-Z][A-Z0-9]+\+?)s?\s+\([^()]*[a-z]{3}[^()]*\)", text))
    return {word for word in inside | before if _ACRONYM.match(word) or _WELSH_ACRONYM.match(word)}


def _within(mark: Mark, file: RecordFile, words: str) -> Mark:
    """Return where words begin at or after a mark in its line: they may follow a bracket that is glued to them."""
    lines = file.text.splitlines()
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    at = line.find(words.split(maxsplit=1)[0], mark.column - 1)
    return Mark(mark.path, mark.line, at + 1) if at >= 0 else mark


def _language_hint(file: RecordFile) -> str:
    return f" (in the {LANGUAGE_NAMES[file.language]} text)" if file.is_pair else ""
