"""The documents of a corpus as other searches take them: the same fields and texts that our own index is made of."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_briefings.content.corpus import Corpus
from evidence_briefings.content.localised import Language
from evidence_briefings.search.documents import DocumentMaker, in_publication_order
from lunr.stop_word_filter import WORDS as STOP_WORDS

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """One document: ``fields`` in plain text by name; title and bottom line are what a result shows."""

    id: str
    title: str
    bottom_line: str
    fields: dict[str, str]

    @property
    def words(self) -> set[str]:
        """Every word of every field, in lower case."""
        return {word for text in self.fields.values() for word in WORD.findall(text.lower())}


def texts_of(corpus: Corpus, language: Language) -> list[Text]:
    """Return the documents of one language's index, in the order of their numbers."""
    briefings = in_publication_order(corpus.briefings.values())
    documents = DocumentMaker(corpus.vocabularies, corpus.schemes, language).documents(briefings)
    return [
        Text(
            document.id,
            briefing.title.best(language)[0],
            briefing.bottom_line.best(language)[0],
            {name: "\n\n".join(passage.text for passage in passages) for name, passages in document.fields.items()},
        )
        for briefing, document in zip(briefings, documents, strict=True)
    ]


def queries(texts: Sequence[Text], count: int) -> list[str]:
    """Return ``count`` one-word queries from common to rare, evenly over the ranks of how many documents have them.

    The commonest is in at most half of the documents, the rarest in three; stop words and short words are left out.
    """
    counts = Counter(word for text in texts for word in text.words if len(word) > 3 and word.isascii())
    known = sorted(
        (word for word in counts if word.isalpha() and word not in STOP_WORDS and 3 <= counts[word] <= len(texts) / 2),
        key=lambda word: (-counts[word], word),
    )
    # People search for common words more than for rare ones: the ranks are drawn closer together at the top.
    return [known[int(len(known) * (number / count) ** 2)] for number in range(count)]


def longer_queries(texts: Sequence[Text], count: int, *, seed: int = 1) -> list[str]:
    """Return ``count`` queries of one, two and three words; those of one query stand in one and the same document."""
    numbers = random.Random(seed)
    known = set(queries(texts, 2000))
    found = []
    while len(found) < count:
        words = sorted(numbers.choice(texts).words & known)
        length = 1 + len(found) % 3
        if len(words) >= length:
            found.append(" ".join(numbers.sample(words, length)))
    return found
