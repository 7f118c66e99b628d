"""Rules about the record in plain words, for people who use services and their families."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Severity
from .subject import Found, Subject, rule
from .wording import count_words


@rule("hard-plain-sentence", Severity.WARNING)
def hard_plain_sentence(subject: Subject) -> Iterator[Found]:
    """Report a sentence in plain words that is not plain.

    When: A sentence under plain has more than 20 words, in either language, or more than mkdocs.yml gives it under
    plain_language: hard-plain-sentence.
    Fix: Make two of it. Write as you would tell a neighbour: one thing a sentence, with words of every day.
    """
    limit = subject.site.thresholds.limit("hard-plain-sentence")
    if not subject.site.thresholds.wants("hard-plain-sentence"):
        return
    for file, leaf in subject.texts:
        # Most sentences are short: not worth counting their words one by one.
        if leaf.loc[0] != "plain" or len(leaf.value.split()) <= limit:
            continue
        for place, sentence in subject.sentences(leaf):
            if (words := count_words(sentence)) > limit:
                why = f"in plain words up to {limit} are read with ease. Make two of it."
                yield file.mark_of_word(leaf.loc, place), f"this sentence has {words} words; {why}"
