"""How far the two languages are of equal rank: records, texts, words, lists and hand-written pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from pydantic import BaseModel

from .corpus import Corpus
from .localised import Localised
from .status import Standing
from .translation import translatable


@dataclass(frozen=True, slots=True)
class Parity:
    """What there is in each language.

    ``records`` and ``complete`` count the records, and those of them that have every text in both languages; ``texts``
    and ``translated`` the texts that are to be in both (names need not be); ``words`` the words by language; ``alike``
    the terms of lists that have the same words in both, which may be right; ``pages`` hand-written pages without pair.
    """

    records: int
    complete: int
    up_to_date: int
    texts: int
    translated: int
    outdated: int
    words: Mapping[str, int]
    alike: tuple[str, ...]
    pages: tuple[str, ...]


def parity(corpus: Corpus, found: Sequence[Standing], pages: Sequence[str] = ()) -> Parity:
    """Return what there is of the valid records among ``found``, of the lists, and of hand-written ``pages``."""
    texts = translated = 0
    words = {"en": 0, "cy": 0}
    for one in found:
        record = corpus.files[one.id]
        expected = sum(needed for _, _, needed in translatable(record))
        texts += expected
        translated += expected - len(one.missing) if one.translation != "unreadable" else 0
        briefing = corpus.briefings.get(one.id)
        for text in _texts(briefing) if briefing is not None else ():
            for language in words:
                words[language] += len((text.get(language) or "").split())
    whole = [one for one in found if one.translation in ("draft", "reviewed", "outdated")]
    return Parity(
        len(found),
        sum(not one.missing for one in whole),
        sum(not one.missing and not one.outdated for one in whole),
        texts,
        translated,
        sum(len(one.outdated) for one in found),
        words,
        tuple(f"{name}: {term.id}" for name, terms in corpus.vocabularies.lists.items() if name != "nations"
              for term in terms if term.en == term.cy),
        tuple(pages),
    )  # fmt: skip


def _texts(value: object) -> list[Localised]:
    """Return the texts of a record."""
    found: list[Localised] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Localised):
            found.append(one)
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, BaseModel):
            waiting += one.__dict__.values()
    return found


def as_text(one: Parity) -> str:
    """Return the report in lines."""
    lines = [
        f"Records with every text in both languages: {one.complete} of {one.records}",
        f"of these up to date: {one.up_to_date}",
        f"Texts in both languages: {one.translated} of {one.texts}",
        f"Texts whose original has changed since: {one.outdated}",
        f"Words in English: {one.words['en']}; in Welsh: {one.words['cy']}",
        f"Terms that are the same in both languages: {', '.join(one.alike) or 'none'}",
        f"Hand-written pages without their pair: {', '.join(one.pages) or 'none'}",
    ]
    return "".join(f"{line}\n" for line in lines)


def as_json(one: Parity) -> str:
    """Return the report for other programs."""
    return json.dumps(asdict(one), ensure_ascii=False, indent=2) + "\n"
