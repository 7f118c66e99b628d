"""Translations: the pair file of a record, its fingerprint, and which texts are missing or out of date.

The fingerprint of a translation is the set of short digests of every text it was made from (its place and its
words). A text whose digest is not in the set has changed, or is new, since the translation was made: so one line
of the pair file tells, field by field, what a translator must look at (decisions/0003).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel

from .localised import LANGUAGE_NAMES, Language, Localised
from .model import Briefing, Translation
from .nodes import Node
from .problems import Problem, Severity, define
from .reading import UNKNOWN_KEY, WRONG_TYPE
from .records import RecordFile
from .shapes import Leaf, Loc, Shape, key_of, leaves, path_of, shape_of_model
from .suggest import did_you_mean, nearest

STATUSES = ("draft", "reviewed")
_ALIKE = 3
"""Up to so many words may be the same in both languages, as names are."""

NO_PAIR = define(
    "missing-translation-file",
    Severity.WARNING,
    when="A record has no text in the other language at all.",
    fix="Make its file with briefings translate ID, or send the record to a translator.",
)
MISSING = define(
    "missing-translation",
    Severity.WARNING,
    when="One text of a record has no translation. The page shows the original, marked as being in that language.",
    fix="Write the translation under the same key in the pair file; briefings translate ID adds the keys it lacks.",
)
UNTRANSLATED = define(
    "untranslated-text",
    Severity.WARNING,
    when="A text of the pair file is the original, word for word. It would pass for a translation.",
    fix="Translate it, or remove it from the pair file: the page then shows the original and says that it is.",
)
OUTDATED = define(
    "outdated-translation",
    Severity.WARNING,
    when="A text has changed since its translation was made, so the two may say different things.",
    fix="Bring the translation up to date, then say so with briefings translate ID --stamp.",
)
UNSTAMPED = define(
    "unstamped-translation",
    Severity.WARNING,
    when="A translation does not say which text it was made from (translation: of:), so that later changes of that "
    "text would go unnoticed.",
    fix="When the translation is right, run briefings translate ID --stamp.",
)
STATUS = define(
    "translation-status",
    Severity.ERROR,
    when="A pair file does not say whether its text is a draft or has been reviewed by a translator.",
    fix="Add translation: {status: draft}, or reviewed once a translator has passed it.",
)
LENGTHS = define(
    "list-length-differs",
    Severity.ERROR,
    when="A list has more or fewer items than in the other language, so that texts would be paired wrongly.",
    fix="Give both files the same items in the same order.",
)
NOT_TEXT = define(
    "not-translatable",
    Severity.ERROR,
    when="A pair file repeats something that is not text, such as topics or dates. Those are kept in one place only.",
    fix="Remove it from the pair file; change it in the record itself.",
)
ORPHAN = define(
    "orphan-translation",
    Severity.ERROR,
    when="A .cy.yml or .en.yml file stands without its record, so its text appears nowhere.",
    fix="Put it beside its record, with the same name before .cy.yml, or delete it.",
)
SAME_LANGUAGE = define(
    "same-language",
    Severity.ERROR,
    when="A pair file is in the language that the record itself is written in.",
    fix="A record in English has an id.cy.yml; a record with language: cy has an id.en.yml.",
)


@dataclass(slots=True)
class _Reading:
    """What is gathered while the pair's tree is walked beside the record."""

    file: RecordFile
    texts: dict[Loc, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def digest(loc: Loc, text: str) -> str:
    """Return the eight-character digest of one text at its place (SHA-256, white space folded)."""
    words = " ".join(text.split())
    return hashlib.sha256(f"{path_of(loc)}\0{words}".encode()).hexdigest()[:8]


def translatable(record: RecordFile) -> Iterator[tuple[Loc, str, bool]]:
    """Yield (place, original text, whether a translation is expected) for every text of a record."""
    if record.node is not None:
        yield from _texts(leaves(record.node, shape_of_model(Briefing)))


def _texts(found: Iterable[Leaf]) -> Iterator[tuple[Loc, str, bool]]:
    for leaf in found:
        if leaf.shape.text is not None:
            yield leaf.loc, leaf.value, not leaf.shape.text.name


def fingerprint(record: RecordFile) -> str:
    """Return what a translation of this record as it stands now puts under ``translation: of:``."""
    return " ".join(sorted({digest(loc, text) for loc, text, _ in translatable(record)}))


@dataclass(frozen=True, slots=True)
class Compared:
    """A record beside its pair: the texts that fit, how far the translation has got, and what is wrong."""

    texts: dict[Loc, str]
    translation: Translation
    problems: list[Problem]

    def applied_to(self, briefing: Briefing) -> Briefing:
        """Return the briefing with these texts in their places."""
        translated: Briefing = _with_texts((), briefing, self.texts, self.translation.language)
        return translated.model_copy(update={"translation": self.translation})


def compare(record: RecordFile, pair: RecordFile | None, found: Sequence[Leaf]) -> Compared:
    """Return what a pair file says beside its record, whose single values are ``found``.

    Texts are taken wherever they fit, so that a half-finished translation still helps its readers.
    """
    language = record.pair_language
    if record.node is None or pair is None or pair.node is None:
        missing = tuple(path_of(loc) for loc, _, expected in _texts(found) if expected)
        problems = []
        if pair is None and record.node is not None and not _is_archived(record):
            message = f"this record has no {LANGUAGE_NAMES[language]} text ({record.id}.{language}.yml is missing)."
            problems = [NO_PAIR.at(record.mark(), message)]
        return Compared({}, Translation(language=language, status=None, missing=missing), problems)
    reading = _Reading(pair)
    _walk((), shape_of_model(Briefing), record.node, pair.node, reading)
    status, stamp = _translation_block(reading)
    missing_locs, outdated_locs = _differences(reading, record, stamp, found)
    block = Translation(
        language=language,
        status="reviewed" if status == "reviewed" else "draft",
        missing=tuple(path_of(loc) for loc in missing_locs),
        outdated=tuple(path_of(loc) for loc in outdated_locs),
    )
    return Compared(reading.texts, block, reading.problems)


def _is_archived(record: RecordFile) -> bool:
    status = record.node.child("status") if record.node is not None else None
    return status is not None and status.value == "archived"


def _walk(loc: Loc, shape: Shape, original: Node, node: Node, reading: _Reading) -> None:
    """Walk the pair's tree beside the record's; take texts and note what does not belong."""
    if node.value is None:
        return
    if shape.kind == "text":
        _take_text(loc, node, reading)
    elif shape.kind in ("block", "mapping"):
        _walk_keys(loc, shape, original, node, reading)
    elif shape.kind == "list":
        _walk_list(loc, shape, original, node, reading)


def _take_text(loc: Loc, node: Node, reading: _Reading) -> None:
    if not isinstance(node.value, str):
        message = f'"{path_of(loc)}" must be text, but here it is {node.kind}.'
        reading.problems.append(WRONG_TYPE.at(reading.file.mark(loc), message))
    elif node.value.strip():
        reading.texts[loc] = node.value.strip()


def _walk_keys(loc: Loc, shape: Shape, original: Node, node: Node, reading: _Reading) -> None:
    if isinstance(node.value, str) and shape.shorthand is not None:
        return  # wales: yes repeated in the pair is harmless: it carries no text
    if not isinstance(node.value, dict):
        message = f'"{path_of(loc)}" must be a block of key: value lines, but here it is {node.kind}.'
        reading.problems.append(WRONG_TYPE.at(reading.file.mark(loc), message))
        return
    there = original.value if isinstance(original.value, dict) else {}
    known = list(shape.fields) if shape.kind == "block" else list(there)
    for key, child in node.value.items():
        if not loc and key == "translation":
            continue
        here = (*loc, key)
        below = shape.below(key)
        if shape.kind == "block" and _is_fault_of_record(key, there, known):
            continue
        if below is None or (shape.kind == "mapping" and key not in known):
            mark = reading.file.mark(here, of_key=True)
            place = f'"{path_of(loc)}"' if loc else "a record"
            reading.problems.append(UNKNOWN_KEY.at(mark, f'"{key}" is not a key of {place}.{did_you_mean(key, known)}'))
        elif not below.has_text:
            message = f'"{path_of(here)}" is not text: it is kept in the record alone. Remove it here.'
            reading.problems.append(NOT_TEXT.at(reading.file.mark(here, of_key=True), message))
        elif key not in there or there[key].value in (None, []):
            name = path_of(here)
            message = f'the record has no "{name}", so there is nothing to translate. Remove it, or add it there.'
            reading.problems.append(NOT_TEXT.at(reading.file.mark(here, of_key=True), message))
        else:
            _walk(here, below, there[key], child, reading)


def _is_fault_of_record(key: str, there: Mapping[str, Node], known: Sequence[str]) -> bool:
    """Return whether a key has no counterpart because the record misspells it: that is said once, at the record.

    The pair's text is right, or will be when the key is, and its author must not be told to remove it.
    """
    if key not in known:
        return key in there
    return key not in there and any(nearest(other, known) == key for other in there if other not in known)


def _walk_list(loc: Loc, shape: Shape, original: Node, node: Node, reading: _Reading) -> None:
    assert shape.item is not None
    name = path_of(loc)
    if not isinstance(node.value, list):
        message = f'"{name}" must be a list, but here it is {node.kind}.'
        reading.problems.append(WRONG_TYPE.at(reading.file.mark(loc), message))
        return
    items = original.value if isinstance(original.value, list) else []
    text = shape.item.text
    if text is not None and text.own_length:
        for index, child in enumerate(node.value):
            _take_text((*loc, index), child, reading)
        return
    if len(node.value) != len(items):
        message = f'"{name}" has {len(node.value)} items here, but {len(items)} in the record. Make them the same.'
        reading.problems.append(LENGTHS.at(reading.file.mark(loc, of_key=True), message))
        return  # nothing of the list is taken: which text belongs to which cannot be known
    for index, child in enumerate(node.value):
        _walk((*loc, index), shape.item, items[index], child, reading)


def _translation_block(reading: _Reading) -> tuple[str | None, str | None]:
    """Return (status, fingerprint) of the pair file, noting what is wrong with them."""
    node = reading.file.node.child("translation") if reading.file.node is not None else None
    if node is None or not isinstance(node.value, dict):
        mark = reading.file.mark(("translation",)) if node is not None else reading.file.mark()
        reading.problems.append(STATUS.at(mark, "add translation: {status: draft}, or reviewed."))
        return None, None
    for key in node.value:
        if key not in ("status", "of"):
            mark = reading.file.mark(("translation", key), of_key=True)
            hint = did_you_mean(key, ("status", "of"))
            reading.problems.append(UNKNOWN_KEY.at(mark, f'"{key}" is not a key of "translation".{hint}'))
    status = node.value.get("status")
    found = status.value if status is not None and isinstance(status.value, str) else None
    if found not in STATUSES:
        mark = reading.file.mark(("translation", "status"))
        hint = did_you_mean(found, STATUSES) if found else ""
        reading.problems.append(STATUS.at(mark, f'"translation.status" must be draft or reviewed.{hint}'))
    of = node.value.get("of")
    return found, of.value if of is not None and isinstance(of.value, str) and of.value.strip() else None


def _differences(
    reading: _Reading, record: RecordFile, stamp: str | None, found: Sequence[Leaf]
) -> tuple[list[Loc], list[Loc]]:
    """Note texts that are missing or older than the original, and return their places."""
    language = LANGUAGE_NAMES[record.pair_language]
    original = LANGUAGE_NAMES[record.language]
    stamped = set(stamp.split()) if stamp else None
    if stamped is None:
        command = f"briefings translate {record.id} --stamp"
        message = f"this file does not say which {original} text it was made from. When it is right, run {command}."
        reading.problems.append(UNSTAMPED.at(reading.file.mark(("translation",), of_key=True), message))
    rejected = {problem.mark for problem in reading.problems if problem.code == LENGTHS.name}
    missing: list[Loc] = []
    outdated: list[Loc] = []
    for leaf in found:
        if leaf.shape.text is None or leaf.shape.text.name:
            continue
        loc, text = leaf.loc, leaf.value
        if loc in reading.texts and is_copy(text, reading.texts[loc]):
            del reading.texts[loc]  # so that the page says which language it is in
            if leaf.shape.text.as_published:
                continue
            missing.append(loc)
            message = f'"{path_of(loc)}" is the {original}, word for word: it is not in {language} yet.'
            reading.problems.append(UNTRANSLATED.at(reading.file.mark(loc), message))
        elif loc not in reading.texts:
            name, where = path_of(loc), record.mark(loc)
            missing.append(loc)
            # A list of the wrong length is one finding, not one for each of its texts.
            if not any(reading.file.mark(loc[:end], of_key=True) in rejected for end in range(len(loc))):
                message = f'the {language} of "{name}" is missing (it stands at {where.path}:{where.line}).'
                reading.problems.append(MISSING.at(reading.file.mark(loc), message))
        elif stamped is not None and digest(loc, text) not in stamped:
            name, where = path_of(loc), record.mark(loc)
            outdated.append(loc)
            message = f'the {original} of "{name}" has changed since ({where.path}:{where.line}). Check the {language}.'
            reading.problems.append(OUTDATED.at(reading.file.mark(loc), message))
    return missing, outdated


def is_copy(original: str, text: str) -> bool:
    """Return whether a text is its original, word for word, and not a name or so, which both languages share."""
    words = original.split()
    return len(words) > _ALIKE and words == text.split()


def _with_texts(loc: Loc, value: Any, texts: dict[Loc, str], language: Language) -> Any:
    """Return a model (or list, or mapping) with the translated texts in their places; the same one without any."""
    if isinstance(value, Localised):
        text = texts.get(loc)
        return value if text is None else value.with_text(language, text)
    if isinstance(value, BaseModel):
        update = {}
        for name, old in value.__dict__.items():
            # Dates, numbers and plain strings hold no text: not worth a look each.
            if isinstance(old, (Localised, BaseModel, list, dict)):
                new = _with_texts((*loc, key_of(name)), old, texts, language)
                if new is not old:
                    update[name] = new
        return value.model_copy(update=update) if update else value
    if isinstance(value, list):
        items = [_with_texts((*loc, index), item, texts, language) for index, item in enumerate(value)]
        # A list that may differ in length (keywords) can go on in the other language.
        while (text := texts.get((*loc, len(items)))) is not None:
            items.append(Localised(language, **{language: text}))
        return items if any(new is not old for new, old in zip_longest(items, value)) else value
    if isinstance(value, dict):
        return {key: _with_texts((*loc, key), item, texts, language) for key, item in value.items()}
    return value
