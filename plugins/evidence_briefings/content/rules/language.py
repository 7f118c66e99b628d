"""Rules about how hard a text is to read: its sentences, its paragraphs, and the age that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..problems import Mark, Severity
from ..readability import long_share, reading_age
from ..records import RecordFile
from ..sentences import placed_blocks
from ..shapes import Leaf
from .subject import Found, Subject, rule
from .wording import count_words

_FIRST = ("summary", "bottom_line", "messages")
_LEAST_WORDS = 100
"""The shortest text that is measured: the measures were made for samples of a hundred words."""
_LEAST_PLAIN = 80
_OLDEST = 22
"""Above it, the age of a graduate, more years mean nothing."""


@rule("long-sentence", Severity.WARNING)
def long_sentence(subject: Subject) -> Iterator[Found]:
    """Report a sentence that has to be read twice.

    When: A sentence has more than 30 words, in either language, or more than mkdocs.yml gives it under plain_language:
    long-sentence. Quotes may be as long as they are.
    Fix: Make two of it, or a list. 15 to 20 words are read with ease.
    """
    if not subject.site.thresholds.wants("long-sentence"):
        return
    limit = subject.site.thresholds.limit("long-sentence")
    for file, leaf in subject.prose:
        # Cheap and never too low: sentences are no longer than their text, nor words shorter than a letter and a space.
        if len(leaf.value) < 2 * limit or leaf.value.count(" ") + leaf.value.count("\n") < limit:
            continue
        for place, sentence in subject.sentences(leaf):
            if len(sentence) > 2 * limit and (words := count_words(sentence)) > limit:
                why = f"after {limit} readers lose the thread. Make two of it."
                yield file.mark_of_word(leaf.loc, place), f"this sentence has {words} words; {why}"


@rule("long-paragraph", Severity.WARNING)
def long_paragraph(subject: Subject) -> Iterator[Found]:
    """Report a paragraph that looks like a wall on a phone.

    When: A paragraph, or an item of a list, has more than 90 words, in either language, or more than mkdocs.yml gives
    it under plain_language: long-paragraph.
    Fix: Begin a new paragraph with each thought: leave an empty line between. Steps and choices make a list.
    """
    if not subject.site.thresholds.wants("long-paragraph"):
        return
    limit = subject.site.thresholds.limit("long-paragraph")
    for file, leaf in subject.prose:
        if all(part.count(" ") + part.count("\n") < limit for part in leaf.value.split("\n\n")):
            continue
        for place, block in placed_blocks(leaf.value):
            if len(block) > 2 * limit and (words := count_words(block)) > limit:
                why = f"more than {limit} look like a wall on a phone. Make two of it."
                yield file.mark_of_word(leaf.loc, place), f"this paragraph has {words} words; {why}"


@rule("reading-age", Severity.WARNING)
def hard_to_read(subject: Subject) -> Iterator[Found]:
    """Report a text that asks too much schooling of its readers.

    When: What a reader sees first (bottom line, summary and messages together), or another text of 100 words or more,
    is read with ease only from the age of 16 on: more than 15 years, or than mkdocs.yml gives it under plain_language:
    reading-age. What stands under plain may ask for 12 (plain-reading-age). English is measured by the median of
    Flesch-Kincaid, ARI and Coleman-Liau; Welsh by the length of its sentences and its share of long words (Lix).
    Fix: Begin with the sentence that the message names. Shorter sentences and words of every day bring the age down;
    the names of things have to stay as they are.
    """
    for file in subject.files:
        first: dict[str, list[Leaf]] = {name: [] for name in _FIRST}
        plain: list[Leaf] = []
        for owner, leaf in subject.prose:
            name = str(leaf.loc[0])
            if owner is not file:
                continue
            if name in first:
                first[name].append(leaf)
            elif name == "plain":
                plain.append(leaf)
            elif len(leaf.value) > 4 * _LEAST_WORDS:
                yield from _judged(subject, file, [leaf], "reading-age", _LEAST_WORDS)
        yield from _judged(
            subject, file, [leaf for name in _FIRST for leaf in first[name]], "reading-age", _LEAST_WORDS
        )
        yield from _judged(subject, file, plain, "plain-reading-age", _LEAST_PLAIN)


def _judged(
    subject: Subject, file: RecordFile, leaves: Sequence[Leaf], limit_of: str, least: int
) -> Iterator[tuple[Mark, str]]:
    thresholds = subject.site.thresholds
    if not thresholds.wants(limit_of) or sum(leaf.value.count(" ") for leaf in leaves) < least - len(leaves):
        return
    limit = thresholds.limit(limit_of)
    age = reading_age([part for leaf in leaves for _, part in subject.sentences(leaf)], file.language, over=limit)
    if age is None:
        return
    hardest = max(
        (len(sentence.split()) + long_share(sentence, file.language), -number, -place)
        for number, leaf in enumerate(leaves)
        for place, sentence in subject.sentences(leaf)
    )
    line = file.mark_of_word(leaves[-hardest[1]].loc, -hardest[2]).line
    what = "what readers see first" if len(leaves) > 1 and leaves[0].loc[0] in _FIRST else "this text"
    what = "what stands under plain" if leaves[0].loc[0] == "plain" else what
    why = f"{limit} is asked for. Begin with the sentence at line {line}."
    about = f"about {age}" if age < _OLDEST else f"{_OLDEST} or more"
    yield file.mark(leaves[0].loc), f"{what} is read with ease from the age of {about}; {why}"
