"""Texts on their way to a translator and back: what goes out of a record, and what of an answer fits it.

A :class:`Sheet` is one record as a list of texts with what a translator must know of each. A :class:`Returned` is what
comes back, whatever the file it stood in (xliff.py, translation_word.py). The English in the file itself says which
text was translated: an answer to an older English is known by it, text by text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .localised import LANGUAGE_NAMES, Language, Text
from .model import Briefing
from .nodes import Node
from .records import RecordFile
from .shapes import Leaf, Loc, leaves, shape_of_model
from .terms import Term, TermFinder
from .translation import digest, fingerprint, is_copy

State: TypeAlias = Literal["initial", "translated", "reviewed"]

_FIELDS: Mapping[str, str] = {
    "messages": "Practice message",
    "questions": "Question for a team",
    "limitations": "What limits it",
    "sources": "Source",
    "body": "The fuller story",
    "changes": "Change",
    "law": "Law and policy",
    "applies_to": "Where it applies",
    "plain": "In plain words",
    "leaders": "For leaders",
}
_CONTEXT = ("title", "instrument", "name", "nation", "role")
_MARKDOWN = "Markdown: keep signs such as **, #, - and the addresses in (https://…) as they are."


class ExchangeError(ValueError):
    """A file that came back cannot be used; the message says why, with a line for each text concerned."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a record on its way out.

    ``id`` is its place as a name that any file may hold; ``optional`` a name that need not be translated. ``listed``
    marks a list of words, one on each line, that may differ in length. ``state`` is ``initial`` where there is work
    to do, also where the English has changed since.
    """

    loc: Loc
    id: str
    field: str
    source: str
    target: str
    state: State
    notes: tuple[str, ...]
    terms: tuple[Term, ...]
    text: Text
    digests: tuple[str, ...]

    @property
    def optional(self) -> bool:
        """Whether it is a name, which need not be translated."""
        return self.text.name

    @property
    def listed(self) -> bool:
        """Whether it is a list of words, one on each line."""
        return self.text.own_length


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record as a translator needs it."""

    id: str
    shown: str
    source: Language
    target: Language
    title: str
    fingerprint: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One text that came back. ``state`` is None where the file cannot say it."""

    source: str
    target: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """One record that came back. ``loose``: its white space and quotes went through a word processor."""

    id: str
    source: str
    target: str
    answers: Mapping[str, Answer]
    loose: bool = False
    faults: tuple[str, ...] = field(default=())


def sheet_of(record: RecordFile, pair: RecordFile | None, finder: TermFinder) -> Sheet:
    """Return a record, and what is there of its translation, as a list of texts."""
    assert record.node is not None
    units = tuple(_units(record, pair, finder))
    title = record.node.child("title")
    words = title.value if title is not None and isinstance(title.value, str) else record.id
    return Sheet(record.id, record.shown, record.language, record.pair_language, words, fingerprint(record), units)


def id_of(loc: Loc) -> str:
    """Return the name of a place: ``messages.0.text``."""
    return ".".join(map(str, loc))


def field_of(loc: Loc) -> str:
    """Return the name of a place in words: ``Practice message 1``."""
    words: list[str] = []
    for step in loc:
        if isinstance(step, int):
            words[-1] += f" {step + 1}"
        elif step not in ("text", "applies_to") or not words:
            words.append(_FIELDS.get(step, step.replace("_", " ").capitalize()))
    return " · ".join(words)


def _units(record: RecordFile, pair: RecordFile | None, finder: TermFinder) -> Iterator[Unit]:
    assert record.node is not None
    there = pair.node if pair is not None else None
    stamp, reviewed = _stamp(there)
    for group in _grouped(leaves(record.node, shape_of_model(Briefing))):
        first = group[0]
        text = first.shape.text
        assert text is not None
        loc = first.loc[:-1] if text.own_length else first.loc
        source = "\n".join(leaf.value for leaf in group)
        target = _target(there, loc)
        digests = tuple(digest(leaf.loc, leaf.value) for leaf in group)
        changed = stamp is not None and bool(target) and not text.name and not set(digests) <= stamp
        copied = not text.as_published and is_copy(source, target)
        state: State = "reviewed" if reviewed else "translated"
        if changed or copied or not target.strip():
            state = "initial"
        notes = tuple(_notes(record, loc, text, changed=changed, copied=copied))
        yield Unit(loc, id_of(loc), field_of(loc), source, target, state, notes, finder.within(source), text, digests)


def _grouped(found: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """Yield each text by itself, but the words of a list whose languages may differ in length together."""
    listed: dict[Loc, list[Leaf]] = {}
    for leaf in found:
        if leaf.shape.text is None:
            continue
        if not leaf.shape.text.own_length:
            yield [leaf]
        else:
            listed.setdefault(leaf.loc[:-1], []).append(leaf)
    yield from listed.values()


def _stamp(pair: Node | None) -> tuple[set[str] | None, bool]:
    of = pair.find(("translation", "of")) if pair is not None else None
    status = pair.find(("translation", "status")) if pair is not None else None
    stamp = set(of.value.split()) if of is not None and isinstance(of.value, str) else None
    return stamp, status is not None and status.value == "reviewed"


def _target(pair: Node | None, loc: Loc) -> str:
    found = pair.find(loc) if pair is not None else None
    if found is None:
        return ""
    if isinstance(found.value, list):
        return "\n".join(child.value for child in found.value if isinstance(child.value, str))
    return found.value if isinstance(found.value, str) else ""


def _notes(record: RecordFile, loc: Loc, text: Text, *, changed: bool, copied: bool) -> Iterator[str]:
    source = LANGUAGE_NAMES[record.language]
    notes = {
        f"Changed since: the {source} is not what this was translated from.": changed,
        f"Not translated yet: this is the {source}, word for word.": copied,
        f"Up to {text.words} words.": text.words,
        f"Up to {text.characters} characters.": text.characters,
        _MARKDOWN: text.markdown,
        "Words to find it by, one on each line; there may be more or fewer of them than here.": text.own_length,
        "A name: leave it empty unless it has a name in this language.": text.name and not text.own_length,
        "A title: give it as it was published.": text.as_published,
    }
    yield from (note for note, holds in notes.items() if holds)
    around = record.node.find(loc[:-1]) if record.node is not None and len(loc) > 1 else None
    for key in _CONTEXT:
        beside = around.child(key) if around is not None and loc[-1] != key else None
        if beside is not None and isinstance(beside.value, str):
            yield f"About: {beside.value}"
            return


# --- what came back ---


@dataclass(frozen=True, slots=True)
class Judged:
    """What of an answer fits: the texts by unit, what to look at, and what found no place."""

    texts: Mapping[str, Answer]
    warnings: tuple[str, ...]
    left: tuple[str, ...]
    """What was not taken: one entry for each text, with its place, the English and the translation."""


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ADDRESS = re.compile(r"https?://[^\s)>\]\"]+|\]\([^)\s]+\)")
_CODE = re.compile(r"`[^`\n]+`|\{[^{}\s]+\}|%[sd]")


def judged(sheet: Sheet, returned: Returned, *, partial: bool = False) -> Judged:
    """Return what of an answer fits the record as it is now.

    Raises ``ExchangeError`` for one that belongs to other languages, or was made from an older original: unless
    ``partial``, when what still fits is taken and the rest is in ``left``.
    """
    if (returned.source, returned.target) != (sheet.source, sheet.target):
        ways = f"from {returned.source} to {returned.target}", f"from {sheet.source} to {sheet.target}"
        raise ExchangeError(f"{sheet.id}: this file translates {ways[0]}, but the record needs it {ways[1]}")
    units = {unit.id: unit for unit in sheet.units}
    stale: list[str] = []
    left: list[str] = []
    texts: dict[str, Answer] = {}
    language = LANGUAGE_NAMES[sheet.source]
    for name, answer in returned.answers.items():
        unit = units.get(name)
        if unit is not None and _same(unit.source, answer.source):
            texts[name] = answer
            continue
        elsewhere = _moved(sheet, returned, name, answer)
        if elsewhere is not None and partial:
            texts[elsewhere.id] = answer
        elif unit is None:
            stale.append(f'{name}: the record has no such text any more; its {language} was: "{_line(answer.source)}"')
        else:
            was, now = _line(answer.source), _line(unit.source)
            stale.append(f'{name} ({unit.field}): the {language} was: "{was}", and is now: "{now}"')
        if answer.target.strip() and (elsewhere is None or not partial):
            left.append(f"{name}\n\n{answer.source}\n\n{answer.target}\n")
    new = [unit for unit in sheet.units if unit.id not in returned.answers and unit.id not in texts]
    stale += [f'{unit.id} ({unit.field}): not in this file; the {language} is: "{_line(unit.source)}"' for unit in new]
    if stale and not partial:
        raise ExchangeError("\n  ".join([f"{sheet.id}: this file was made from an older {language}.", *stale]))
    warnings = [*returned.faults, *stale]
    for name, answer in texts.items():
        warnings += [f"{name} ({units[name].field}): {said}" for said in _doubts(units[name], answer.target)]
    return Judged(texts, tuple(warnings), tuple(left))


def _moved(sheet: Sheet, returned: Returned, name: str, answer: Answer) -> Unit | None:
    """Return the only text of the same kind that says the same at another place, if its own place is not answered."""
    kind = re.sub(r"\.\d+", "", name)
    found = [
        unit for unit in sheet.units if unit.id.count(".") == name.count(".") and _same(unit.source, answer.source)
    ]
    found = [unit for unit in found if re.sub(r"\.\d+", "", unit.id) == kind]
    if len(found) != 1:
        return None
    own = returned.answers.get(found[0].id)
    return None if own is not None and _same(found[0].source, own.source) else found[0]


def plainly(text: str) -> str:
    """Return a text without what a word processor changes by itself: white space, quotes, dashes, three dots."""
    text = re.sub("[\u2018\u2019\u201a\u2032]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u2033]", '"', text)
    text = re.sub("[\u2010\u2011\u2012\u2013\u2014]", "-", text).replace("\u2026", "...").replace("\u00ad", "")
    return " ".join(text.split())


def _same(one: str, other: str) -> bool:
    return plainly(one) == plainly(other)


def _line(text: str, limit: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"


def _doubts(unit: Unit, target: str) -> Iterator[str]:
    """Yield what may be wrong with a translated text, in words for its translator."""
    from .rules.wording import count_words  # noqa: PLC0415 (the rules load the corpus' own parts)

    if not target.strip():
        if unit.target.strip():
            yield "came back empty; what was there stays"
        return
    text = unit.text
    if not text.as_published and not text.name and is_copy(unit.source, target):
        yield "is still the original, word for word; it does not count as translated"
        return
    if text.words and (words := count_words(target)) > text.words:
        yield f"has {words} words; up to {text.words} are read"
    if text.characters and (size := len(" ".join(target.split()))) > text.characters:
        yield f"has {size} characters; up to {text.characters} fit"
    if text.markdown and unit.source.count("\n\n") > 1 and "\n" not in target.strip():
        yield "is one line now; headings, lists and paragraphs of the original each have their own"
    for what, pattern in (("the number", _NUMBER), ("the link", _ADDRESS), ("the sign", _CODE)):
        there = [_bare(found) for found in pattern.findall(target)]
        for found in dict.fromkeys(pattern.findall(unit.source)):
            if _bare(found) not in there and not unit.listed:
                yield f"{what} {found} of the original is not in it"


def _bare(found: str) -> str:
    return found.replace(",", "").rstrip(".;:")
