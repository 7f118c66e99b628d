"""A seeded generator of synthetic corpora: records with the shape and length of the real ones, and made-up words.

Nothing in them is evidence. They exist to measure, and say so in every title. The lengths are the means of the
project's own records in November 2026: 885 words in English, 305 of them in ``body``.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import yaml
from evidence_briefings.content.drafts import stamped
from evidence_briefings.content.records import read_record

WORDS = {
    "en": """care support family team practice evidence service need carer plan review home school health worker
    young adult outcome change learning risk safe trust voice choice local shared early help group session visit
    research study finding message manager council time people together respect build listen simple clear""".split(),
    "cy": """gofal cymorth teulu tîm ymarfer tystiolaeth gwasanaeth angen gofalwr cynllun adolygiad cartref ysgol
    iechyd gweithiwr ifanc oedolyn canlyniad newid dysgu risg diogel ymddiried llais dewis lleol cynnar grŵp sesiwn
    ymweliad ymchwil astudiaeth canfyddiad neges rheolwr cyngor amser pobl gyda'i gilydd parch gwrando syml""".split(),
}
Record = dict[str, Any]


class _Author:
    """Writes sentences in one language."""

    def __init__(self, numbers: random.Random, language: str) -> None:
        self._numbers = numbers
        self._words = WORDS[language]

    def sentence(self, length: int) -> str:
        return self.phrase(length).capitalize() + "."

    def phrase(self, length: int) -> str:
        return " ".join(self._numbers.choice(self._words) for _ in range(length))

    def sentences(self, count: int, length: int) -> list[str]:
        return [self.sentence(length) for _ in range(count)]

    def body(self) -> str:
        # Of the real bodies half have bold words, and a fifth something rarer than headings, lists and bold words.
        mark = self._numbers.choice(["", "**"])
        rare = self.phrase(2) if self._numbers.random() > 0.2 else f"*{self.phrase(2)}*"
        parts = [f"{self.phrase(3).capitalize()} {rare}."]
        for _ in range(4):
            parts += [f"## {self.phrase(4).capitalize()}", self.sentence(18) + " " + self.sentence(20)]
            parts.append("\n".join(f"- {mark}{self.sentence(2)}{mark} {self.sentence(9)}" for _ in range(3)))
        return "\n\n".join(parts) + "\n"


def records(vocabularies: Path, count: int, *, seed: int = 1) -> list[tuple[str, Record, Record]]:
    """Return (id, English record, its Welsh) for ``count`` records; the same for the same seed."""
    terms = {name: _ids(vocabularies, name) for name in ("topics", "audiences", "places", "designs")}
    numbers = random.Random(seed)
    return [(f"synthetic-{number:05d}", *_record(numbers, number, count, terms)) for number in range(count)]


def write_corpus(root: Path, vocabularies: Path, count: int, *, seed: int = 1) -> None:
    """Write ``count`` records with their Welsh into ``root/briefings``, with the vocabularies of a real site."""
    folder = root / "briefings"
    folder.mkdir(parents=True)
    for name in ("_vocabulary", "_ratings"):
        shutil.copytree(vocabularies / name, folder / name)
    for number, (record_id, english, welsh) in enumerate(records(vocabularies, count, seed=seed)):
        part = folder / f"part-{number % 10}"
        part.mkdir(exist_ok=True)
        _write(part / f"{record_id}.yml", english)
        pair = part / f"{record_id}.cy.yml"
        _write(pair, welsh)
        text = stamped(read_record(pair, root), read_record(part / f"{record_id}.yml", root))
        pair.write_text(text, encoding="utf-8")


def _ids(vocabularies: Path, name: str) -> list[str]:
    text = (vocabularies / "_vocabulary" / f"{name}.yml").read_text(encoding="utf-8")
    return [str(entry["id"]) for entry in yaml.load(text, yaml.CSafeLoader)]


def _texts(author: _Author, label: str, number: int) -> Record:
    return {
        "title": f"{label} {number} {author.phrase(6)}",
        "bottom_line": author.sentence(24),
        "summary": author.sentence(30) + " " + author.sentence(33),
        "messages": [{"text": text} for text in author.sentences(5, 20)],
        "relevance": {"applies_to": {"wales": {"note": author.sentence(29)}}},
        "evidence": {
            "participants": author.sentence(30),
            "limitations": author.sentences(4, 17),
            "unclear": author.sentences(2, 16),
            "disagreements": author.sentences(2, 18),
        },
        "owner": {"team": author.phrase(3).capitalize()},
        "body": author.body(),
        "questions": author.sentences(4, 13),
        "keywords": [author.phrase(2) for _ in range(7)],
    }


def _record(numbers: random.Random, number: int, count: int, terms: dict[str, list[str]]) -> tuple[Record, Record]:
    english = _texts(_Author(numbers, "en"), "Synthetic", number)
    welsh = _texts(_Author(numbers, "cy"), "Synthetig", number)
    said = {"applies": numbers.choice(["yes", "partly", "unknown"]), **english["relevance"]["applies_to"]["wales"]}
    record = {
        "kind": numbers.choice(["research", "synthesis", "guidance", "lived-experience"]),
        **english,
        "topics": numbers.sample(terms["topics"], 3),
        "audiences": numbers.sample(terms["audiences"], 3),
        "relevance": {
            "evidence_from": [numbers.choice(terms["places"])],
            "applies_to": {"wales": said, "england": "yes", "scotland": "unknown", "northern-ireland": "unknown"},
        },
        "evidence": {
            **english["evidence"],
            "knowledge": ["research", "practitioner"],
            "base": numbers.choice(["single-study", "several-studies", "synthesis"]),
            "designs": numbers.sample(terms["designs"], 2),
        },
        "sources": [
            {
                "title": f"Synthetic source {number}.{part} {_Author(numbers, 'en').phrase(8)}",
                "authors": ["Synthetic, A.", "Synthetic, B."],
                "year": 2000 + part,
                "publisher": "Synthetic publisher",
                "type": "report",
                "url": f"https://example.org/{number}/{part}",
                "access": "open",
            }
            for part in range(3)
        ],
        "owner": {**english["owner"], "email": "briefings@example.org"},
        "published": f"2026-{number % 10 + 1:02d}-{number % 28 + 1:02d}",
        "reviewed": "2026-11-01",
        "review_by": "2027-11-01",
        "related": [
            f"synthetic-{other:05d}" for other in sorted({(number + 1) % count, (number * 7 + 3) % count} - {number})
        ],
    }
    return record, {**welsh, "translation": {"status": "draft", "of": "00000000"}}


def _write(path: Path, data: Record) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")
