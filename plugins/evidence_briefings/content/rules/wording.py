"""Rules about the words of a record, in both of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..localised import LANGUAGE_NAMES
from ..markdown import headings
from ..problems import Severity
from ..records import RecordFile
from ..shapes import path_of
from .subject import Found, Subject, rule

_WORD = re.compile(r"\S*\w\S*")
_ACRONYM = re.compile(r"(?<![\w@./])([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*\+?)(?=s?(?![\w@]))")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_TAG = re.compile(r"</?[a-zA-Z](?![a-zA-Z0-9+.-]*:|[^<>\s]*@)[^<>]*>|<!--")
"""A tag or comment, but not <https://example.org> or <team@example.org>, which are Markdown."""
_MARKED_UP = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)


def count_words(text: str) -> int:
    """Return the number of words: runs without white space that hold a letter or digit."""
    return len(_WORD.findall(text))


@rule("too-long", Severity.WARNING)
def too_long(subject: Subject) -> Iterator[Found]:
    """Report a text that is longer than its reader has time for.

    When: A title has more than 100 characters, a bottom line more than 30 words, a practice message more than 45, or
    a summary more than 80; in either language.
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


@rule("heading-level", Severity.WARNING)
def heading_level(subject: Subject) -> Iterator[Found]:
    """Report headings that a screen reader would stumble over.

    When: body begins with a heading of level one or three, or skips a level (## followed by ####). The page's own
    title is its only level-one heading.
    Fix: Begin with ## and go down one level at a time.
    """
    for file, leaf in subject.markdown:
        above = 1
        for level, line in headings(leaf.value):
            if level == 1:
                mark = file.mark_in_text(leaf.loc, line.strip())
                yield mark, f'"{line.strip()}" is a heading of level 1, which is the title\'s. Begin with ##.'
            elif level > above + 1:
                mark = file.mark_in_text(leaf.loc, line.strip())
                yield mark, f'"{line.strip()}" skips from level {above} to {level}. Use {"#" * (above + 1)} here.'
            above = max(level, 2) if level == 1 else level


@rule("raw-html", Severity.WARNING)
def raw_html(subject: Subject) -> Iterator[Found]:
    """Report HTML in a text.

    When: A text holds HTML tags. They are not passed through: readers would see them as written.
    Fix: Write Markdown instead (**bold**, - list, ## heading), or plain words.
    """
    for file, leaf in subject.texts:
        if "<" not in leaf.value:
            continue
        match = _TAG.search(_MARKED_UP.sub("", leaf.value))
        if match:
            yield file.mark_in_text(leaf.loc, match[0]), f'"{match[0]}" is HTML, which is shown as written.'


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
            if acronym in known or acronym in explained[file.shown] or _ROMAN.match(acronym):
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


def _language_hint(file: RecordFile) -> str:
    return f" (in the {LANGUAGE_NAMES[file.language]} text)" if file.is_pair else ""
