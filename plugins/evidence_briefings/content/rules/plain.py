"""Rules about the record in plain words, for people who use services and their families."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Severity
from .subject import Found, Subject, rule
from .wording import count_words, sentences, start_of

MAX_PLAIN_SENTENCE = 20
"""The most words of a sentence in plain words, in either language; fewer are better."""


@rule("hard-plain-sentence", Severity.WARNING)
def hard_plain_sentence(subject: Subject) -> Iterator[Found]:
    """Report a sentence in plain words that is not plain.

    When: A sentence under plain has more than 20 words, in either language.
    Fix: Make two of it. Write as you would tell a neighbour: one thing a sentence, with words of every day.
    """
    for file, leaf in subject.texts:
        # Most sentences are short: not worth counting their words one by one.
        if leaf.loc[0] != "plain" or len(leaf.value.split()) <= MAX_PLAIN_SENTENCE:
            continue
        for sentence in sentences(leaf.value):
            words = count_words(sentence)
            if words > MAX_PLAIN_SENTENCE:
                why = f"in plain words up to {MAX_PLAIN_SENTENCE} are read with ease. Make two of it."
                yield start_of(sentence, file, leaf), f"this sentence has {words} words; {why}"
