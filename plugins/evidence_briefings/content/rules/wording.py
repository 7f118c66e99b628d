"""Rules about the words of a record, in both of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..localised import LANGUAGE_NAMES
from ..problems import Mark, Severity
from ..records import RecordFile
from ..shapes import Leaf, path_of
from .subject import Found, Subject, folded, rule

_WORD = re.compile(r"\S*\w\S*")
_ACRONYM = re.compile(r"(?<![\w@./])([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*\+?)(?=s?(?![\w@]))")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_REFERENCE = re.compile(r"[A-Z]+\d{4,}\Z|(?=[A-Z]+\d)[CHNOS\d]{2,5}\Z")
"""A reference such as NIHR132734, or a formula such as CO2."""
MAX_SENTENCE = 35
"""The most words of a sentence. People are advised to write 15 to 20."""
_BLOCK_ENDS = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>|#]|\d{1,3}[.)][ \t]))|(?m:^[ \t]*(#[^\n]*)\n)")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)\]*_]*\s+")
_LINE_SIGNS = re.compile(r"^(?:[-*+>|]\s|#+\s*|\d{1,3}[.)]\s)+")
_QUOTED = re.compile(r'"[^"\n]{1,200}"|\u201c[^\u201d]{1,200}\u201d|\]\([^()\s]*\)|<[^<>\s]+>|https?://\S+')


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


@rule("hard-sentence", Severity.WARNING)
def hard_sentence(subject: Subject) -> Iterator[Found]:
    """Report a sentence that has to be read twice.

    When: A sentence has more than 35 words, in either language.
    Fix: Make two of it, or a list.
    """
    for file, leaf in subject.texts:
        text = leaf.shape.text
        if text is None or text.name or len(leaf.value) < 2 * MAX_SENTENCE or _is_verbatim(leaf):
            continue
        # Cheap and never too low: blocks and signs only make sentences shorter.
        if all(len(piece.split()) <= MAX_SENTENCE for piece in _SENTENCE_ENDS.split(leaf.value)):
            continue
        for sentence in sentences(leaf.value):
            if len(sentence.split()) > MAX_SENTENCE and (words := count_words(sentence)) > MAX_SENTENCE:
                mark = start_of(sentence, file, leaf)
                yield (
                    mark,
                    f"this sentence has {words} words; after {MAX_SENTENCE} readers lose the thread. Make two of it.",
                )


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; headings and the items of a list are sentences of their own."""
    for block in _BLOCK_ENDS.split(text):
        bare = _LINE_SIGNS.sub("", " ".join((block or "").split()))
        yield from filter(None, _SENTENCE_ENDS.split(bare))


def start_of(sentence: str, file: RecordFile, leaf: Leaf) -> Mark:
    """Return the place of a sentence, which may go on in the next line of the file."""
    words = sentence.split()
    start = file.mark(leaf.loc)
    found = (file.mark_in_text(leaf.loc, " ".join(words[:number])) for number in (8, 5, 3, 2))
    return next((mark for mark in found if mark != start), start)


def _is_verbatim(leaf: Leaf) -> bool:
    return leaf.loc[-1] == "quote"


@rule("preferred-term", Severity.WARNING)
def preferred_term(subject: Subject) -> Iterator[Found]:
    """Report words that people have asked not to be called.

    When: A text uses words that briefings/_vocabulary/preferred-terms.yml lists under avoid for its language. Quotes,
    names, keywords and the titles of sources may hold them.
    Fix: Use the words that the message gives, or put the words between double quotes where you write about them.
    """
    hints = subject.site.hints_of_avoided
    files = [file.text.casefold() for file in subject.files]
    if not any(all(word in text for word in words) for text in files for words in hints):
        return
    for file, leaf in subject.texts:
        text = leaf.shape.text
        pattern, terms = subject.site.avoided[file.language]
        if text is None or text.name or pattern is None or _is_verbatim(leaf) or not pattern.search(leaf.value):
            continue
        for match in pattern.finditer(_QUOTED.sub(lambda quote: " " * len(quote[0]), leaf.value)):
            term = terms[folded(match[0])]
            why = f" {term.why.get(file.language)}" if term.why is not None else ""
            mark = _place_of(match, file, leaf)
            yield mark, f'for "{" ".join(match[0].split())}" say "{term.prefer.get(file.language)}".{why}'


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
        for match in _ACRONYM.finditer(leaf.value):
            acronym = match[1]
            if acronym in known or acronym in explained[file.shown]:
                continue
            if _ROMAN.match(acronym) or _REFERENCE.match(acronym):
                continue
            if (file.shown, acronym) not in reported:
                reported.add((file.shown, acronym))
                mark = file.mark_in_text(leaf.loc, acronym)
                yield mark, f'"{acronym}" is not explained here and is not in the glossary.{_language_hint(file)}'


def _explained(text: str) -> set[str]:
    """Return the acronyms that a text explains: those in brackets, or followed by words in brackets."""
    inside = {word.rstrip("s") for group in re.findall(r"\(([^()]*)\)", text) for word in re.findall(r"[\w+]+", group)}
    before = set(re.findall(r"([A-Z][A-Z0-9]+\+?)s?\s+\([^()]*[a-z]{3}[^()]*\)", text))
    return {word for word in inside | before if _ACRONYM.match(word)}


def _place_of(match: re.Match[str], file: RecordFile, leaf: Leaf) -> Mark:
    """Return the place of a match, told from the same words elsewhere in the text by the words before it."""
    words = match[0].splitlines()[0]
    before = leaf.value[max(match.start() - 20, 0) : match.start()].rpartition("\n")[2]
    found = file.mark_in_text(leaf.loc, before + words)
    if found == file.mark(leaf.loc):
        return file.mark_in_text(leaf.loc, words)
    return Mark(found.path, found.line, found.column + len(before))


def _language_hint(file: RecordFile) -> str:
    return f" (in the {LANGUAGE_NAMES[file.language]} text)" if file.is_pair else ""
