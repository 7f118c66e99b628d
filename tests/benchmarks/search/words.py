"""Word lists for synthetic text: the project's own words by how often they stand there, then ever rarer ones.

The rarer ones are inflected and derived forms of the project's words, words of a dictionary (Welsh only: what the
index keeps of a Welsh word depends on whether a dictionary knows it) and made-up ones that can be pronounced.
The lists depend on the records and on the seed, on nothing else.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

SIZE = 30_000
"""How many words a list has: about as many as 10,000 briefings on one subject would."""
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = {
    "en": "s ed ing er ers ly ness able ment ful less ation".split(),
    "cy": "au iau oedd ion ydd wyr iad iadau ol aeth odd wyd".split(),
}
_SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r"}
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_NEVER = {"ch", "dd", "ff", "ng", "ph", "th"}
"""Welsh letters of two signs that begin no radical, or do not mutate."""
_SOUNDS = {
    "en": (
        "b bl br c ch cl cr d dr f fl fr g gl gr h j l m n p pl pr r s sc sh sl sp st str t th tr v w".split(),
        "a e i o u ai ea ee oa ou".split(),
        "b ck d ft g l ll lt m mp n nd nt p r rd rm rt s sk ss st t th x".split(),
    ),
    "cy": (
        "b bl br c cl cr d dr f ff g gl gr gw h ll m n p pl pr rh s t tr".split(),
        "a ae ai au e ei eu i o oe u w wy y".split(),
        "b c ch d dd f g l ll m n nt r rdd rth s st t th".split(),
    ),
}


def word_list(records: Path, language: str, *, size: int = SIZE, seed: int = 1) -> list[str]:
    """Return ``size`` distinct words, commonest first: the project's own, then made ones in a random order."""
    own = [word for word, _ in counted(records, language)]
    numbers = random.Random(f"{seed} {language}")
    rare = sorted({*_formed(own, language), *(_known_welsh(numbers) if language == "cy" else ())} - set(own))
    numbers.shuffle(rare)
    # A quarter of the list is in no dictionary at all: names, terms of art, spelling mistakes.
    rare = rare[: size * 3 // 4 - len(own)]
    kept = {*own, *rare}
    while len(kept) < size:
        word = _made_up(numbers, language)
        if word not in kept:
            kept.add(word)
            rare.append(word)
    numbers.shuffle(rare)
    return own + rare


def counted(records: Path, language: str) -> list[tuple[str, int]]:
    """Return (word, how often) of the records' and the glossary's texts, commonest first, equals by the alphabet."""
    counts: Counter[str] = Counter()
    for path in sorted(records.rglob("*.yml")):
        if path.parent.name.startswith("_") and path.name not in ("glossary.yml", "topics.yml"):
            continue
        data: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        if isinstance(data, list):
            texts = (text for entry in data for text in _strings(entry.get(language, "")))
        elif path.name.endswith(".cy.yml") == (language == "cy"):
            texts = _strings({key: value for key, value in data.items() if key not in ("translation", "sources")})
        else:
            continue
        for text in texts:
            counts.update(word for word in _WORD.findall(text.lower()) if len(word) > 1)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def mutated(word: str) -> Iterator[str]:
    """Yield the forms of a Welsh word with its beginning mutated: soft, nasal, aspirate, h before a vowel."""
    if word[:2] in _NEVER:
        return
    for changes in (_SOFT, _NASAL, _ASPIRATE):
        onset = word[:2] if word[:2] in ("ll", "rh") else word[:1]
        if onset in changes:
            yield changes[onset] + word[len(onset) :]
    if word[:1] in "aeiouwy":
        yield "h" + word


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _formed(words: Iterable[str], language: str) -> Iterator[str]:
    for word in words:
        if language == "cy":
            yield from mutated(word)
        if len(word) >= 4 and not word.endswith(("s", "ed", "ing", "ly")):
            for ending in _ENDINGS[language]:
                yield (word.removesuffix("e") if ending[0] in "aeio" else word) + ending


def _known_welsh(numbers: random.Random) -> list[str]:
    dictionary = DefaultDictionaryFactory().get_dictionary("cy")
    words = sorted(word for word in map(_as_text, dictionary) if word.isalpha() and word.islower())
    return numbers.sample(words, SIZE // 3)


def _as_text(word: object) -> str:
    return word.decode("utf-8") if isinstance(word, bytes) else str(word)


def _made_up(numbers: random.Random, language: str) -> str:
    starts, middles, ends = _SOUNDS[language]
    return "".join(numbers.choice(starts) + numbers.choice(middles) for _ in range(numbers.randint(1, 3))) + (
        numbers.choice(ends)
    )
