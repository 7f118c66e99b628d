"""Synthetic briefings in memory, in any number: real ``Briefing`` objects with made text, as long as real ones.

Nothing in them is evidence; every title says so. Words follow Zipf's law (the n-th commonest has a share of 1/n), and
each briefing comes back to a few subject words of its own, as texts do, so that some answer a query better than
others. Topics, audiences, places and the other terms are those of the project's own vocabularies, unevenly spread.
One briefing in twenty has no Welsh.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from evidence_briefings.content.corpus import Corpus, RecordFiles
from evidence_briefings.content.localised import Language, Localised
from evidence_briefings.content.model import NATIONS, Briefing, Translation, read_briefing
from evidence_briefings.content.ratings import Scheme, read_schemes
from evidence_briefings.content.vocabulary import Vocabularies, read_vocabularies

from .words import word_list

NEWEST = date(2026, 11, 1)
LABELS = {"en": "Synthetic", "cy": "Synthetig"}
BODY_WORDS = 250
SUBJECT_WORDS = 10
SUBJECT_SHARE = 0.15
"""How much of a text are words of its subject: as in the project's own records, about every seventh word."""
RATED_BY = ("eif-strength", "wwcsc-effect")


def synthetic_corpus(records: Path, count: int, *, seed: int = 1) -> Corpus:
    """Return a corpus of ``count`` briefings with the vocabularies and rating schemes in ``records``."""
    vocabularies, faults = read_vocabularies(records, records.parent)
    schemes, more = read_schemes(records, records.parent)
    assert not faults
    assert not more
    briefings = {briefing.id: briefing for briefing in _briefings(records, count, seed, vocabularies, schemes)}
    none = RecordFiles({}, records.parent)
    return Corpus(records, briefings, vocabularies, schemes, none, none, ())


class _Author:
    """Writes texts of one language, each about a subject of its own."""

    def __init__(self, numbers: random.Random, words: Sequence[str]) -> None:
        self._numbers = numbers
        self._words = words
        self._shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        self._waiting: list[str] = []

    def begin(self, length: int) -> None:
        """Draw about ``length`` words for one briefing: common ones, mixed with those of a new subject."""
        numbers = self._numbers
        drawn = numbers.choices(self._words, cum_weights=self._shares, k=length)
        # The commonest words are nobody's subject.
        subject = [word for word in numbers.choices(self._words[60:], k=4) + drawn if len(word) > 4][:SUBJECT_WORDS]
        for _ in range(int(length * SUBJECT_SHARE)):
            drawn[int(numbers.random() * length)] = subject[int(numbers.random() * len(subject))]
        self._waiting = drawn

    def phrase(self, length: int) -> str:
        """Return the next ``length`` words."""
        taken, self._waiting = self._waiting[:length], self._waiting[length:]
        return " ".join(taken)

    def sentence(self, length: int) -> str:
        """Return the next words as a sentence."""
        return self.phrase(length).capitalize() + "."

    def story(self, length: int) -> str:
        """Return a Markdown text of about ``length`` words: four sections with two sentences and a list each."""
        part = length // 4
        sections = [
            f"## {self.phrase(4).capitalize()}\n\n{self.sentence(part // 3)} {self.sentence(part // 3)}\n\n"
            f"- {self.sentence(part // 6 - 2)}\n- **{self.phrase(2)}** {self.sentence(part // 6 - 2)}\n"
            for _ in range(4)
        ]
        return "\n".join(sections)


def _texts(author: _Author, label: str, number: int) -> dict[str, Any]:
    author.begin(620)
    return {
        "title": f"{label} {number}: {author.phrase(7)}",
        "bottom_line": author.sentence(24),
        "summary": author.sentence(20) + " " + author.sentence(20) + " " + author.sentence(22),
        "messages": [author.sentence(20) for _ in range(5)],
        "limitations": [author.sentence(17) for _ in range(2)],
        "keywords": [author.phrase(2) for _ in range(6)],
        "team": author.phrase(3).capitalize(),
        "body": author.story(BODY_WORDS),
    }


def _briefings(
    records: Path, count: int, seed: int, vocabularies: Vocabularies, schemes: Mapping[str, Scheme]
) -> Iterator[Briefing]:
    numbers = random.Random(seed)
    authors = {language: _Author(numbers, _words(records, language, seed)) for language in LABELS}
    draw = _Terms(numbers, vocabularies)
    for number in range(count):
        english = _texts(authors["en"], LABELS["en"], number)
        welsh = _texts(authors["cy"], LABELS["cy"], number) if number % 20 else None
        titles = [authors["en"].phrase(10).capitalize() for _ in range(3)]
        briefing = read_briefing(
            _record(numbers, draw, number, count, english, welsh, titles, schemes), "en", f"synthetic-{number:05d}"
        )
        status = "draft" if welsh else None
        missing = () if welsh else ("title",)
        translation = Translation(language="cy", status=status, missing=missing)
        yield briefing.model_copy(update={"translation": translation})


class _Terms:
    """Draws terms of the vocabularies: the first of a list most often, as some subjects have more written on them."""

    def __init__(self, numbers: random.Random, vocabularies: Vocabularies) -> None:
        self._numbers = numbers
        self._ids = {name: [term.id for term in vocabularies[name]] for name in vocabularies.lists}

    def some(self, name: str, count: int) -> list[str]:
        """Return up to ``count`` different terms of the vocabulary ``name``."""
        ids = self._ids[name]
        return list(dict.fromkeys(ids[int(self._numbers.random() ** 2 * len(ids))] for _ in range(count)))

    def one(self, name: str) -> str:
        """Return one term of the vocabulary ``name``."""
        return self.some(name, 1)[0]


def _record(
    numbers: random.Random,
    draw: _Terms,
    number: int,
    count: int,
    english: dict[str, Any],
    welsh: dict[str, Any] | None,
    titles: list[str],
    schemes: Mapping[str, Scheme],
) -> dict[str, Any]:
    def both(name: str) -> Localised:
        return Localised("en", english[name], welsh[name] if welsh else None)

    def each(name: str) -> list[Localised]:
        pairs = zip(english[name], welsh[name] if welsh else repeat(None), strict=False)
        return [Localised("en", en, cy) for en, cy in pairs]

    published = NEWEST - timedelta(days=int(3650 * (1 - number / count)))
    reviewed = published + timedelta(days=int(numbers.random() * (NEWEST - published).days))
    return {
        "kind": draw.one("kinds"),
        "title": both("title"),
        "bottom_line": both("bottom_line"),
        "summary": both("summary"),
        "messages": [{"text": text} for text in each("messages")],
        "topics": draw.some("topics", 4),
        "audiences": draw.some("audiences", 4),
        "relevance": {
            "evidence_from": draw.some("places", 1),
            "applies_to": {nation: draw.one("applies") for nation in NATIONS},
        },
        "evidence": {
            "knowledge": draw.some("knowledge", 2),
            "base": draw.one("bases"),
            "designs": draw.some("designs", 2),
            "peer_reviewed": draw.one("reported"),
            "limitations": each("limitations"),
        },
        "ratings": [_rating(numbers, schemes[name]) for name in RATED_BY if name in schemes and number % 8 == 0],
        "sources": [
            {
                "title": title,
                "authors": ["Synthetic, A."],
                "year": published.year - part,
                "publisher": "Synthetic publisher",
                "type": "report",
                "url": f"https://example.org/{number}/{part}",
                "access": draw.one("access"),
            }
            for part, title in enumerate(titles)
        ],
        "owner": {"team": both("team"), "email": "briefings@example.org"},
        "published": published,
        "reviewed": reviewed,
        "review_by": reviewed + timedelta(days=730),
        "body": both("body"),
        "keywords": each("keywords"),
    }


def _rating(numbers: random.Random, scheme: Scheme) -> dict[str, str]:
    return {"scheme": scheme.id, "value": numbers.choice(scheme.levels).code}


@cache
def _words(records: Path, language: Language, seed: int) -> list[str]:
    return word_list(records, language, seed=seed)
