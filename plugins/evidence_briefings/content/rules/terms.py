"""Rules about vocabulary terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import BLOCK_OF_KIND
from ..problems import Problem, Severity
from ..shapes import path_of
from ..suggest import did_you_mean
from ..vocabulary import UNKNOWN_TERM
from .subject import Found, Subject, rule

_FEW = 12
"""A list of up to so many terms is shown whole to somebody who gave another one."""
_AS_WORDS = {"true": "yes", "false": "no"}


def unknown_terms(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each term that is not in its vocabulary; the code depends on the vocabulary."""
    for leaf in subject.leaves:
        if leaf.shape.term is None:
            continue
        name = leaf.shape.term.name
        known, where = _known(subject, name)
        if leaf.value not in known:
            mark = subject.file.mark(leaf.loc, of_key=leaf.shape.kind == "key")
            hint = did_you_mean(_AS_WORDS.get(leaf.value.lower(), leaf.value), known)
            message = f'"{leaf.value}" is not in {where}.{hint}'
            yield UNKNOWN_TERM[name].at(mark, message)


def _known(subject: Subject, name: str) -> tuple[list[str], str]:
    if name == "schemes":
        folder = subject.site.vocabularies["topics"].shown.replace("_vocabulary/topics.yml", "_ratings")
        return list(subject.site.schemes), f"{folder} (no such rating scheme)"
    vocabulary = subject.site.vocabularies[name]
    if name == "nations":
        return list(vocabulary.terms), f"the four nations ({', '.join(vocabulary.terms)})"
    few = f" ({', '.join(vocabulary.terms)})" if 0 < len(vocabulary.terms) <= _FEW else ""
    return list(vocabulary.terms), f"{vocabulary.shown}{few}"


@rule("duplicate-item", Severity.WARNING)
def duplicate_item(subject: Subject) -> Iterator[Found]:
    """Report a term or record named twice in one list.

    When: A list of topics, audiences, tasks, places, designs, related records or old ids names the same thing twice.
    Fix: Keep it once.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    for leaf in subject.leaves:
        if not leaf.loc or not isinstance(leaf.loc[-1], int):
            continue
        if leaf.shape.term is None and leaf.loc[-2] not in ("related", "was", "from"):
            continue
        key = (*leaf.loc[:-1], leaf.value)
        seen[key] += 1
        if seen[key] == 2:  # once is right, and the third says nothing new
            yield leaf.loc, f'"{leaf.value}" stands twice in "{path_of(leaf.loc[:-1])}".'


@rule("wales-not-said", Severity.ERROR)
def wales_not_said(subject: Subject) -> Iterator[Found]:
    """Report a record that does not say whether it applies in Wales.

    When: relevance.applies_to names some nations but not wales, the first thing a reader here wants to know.
    Fix: Add wales: yes, partly, no or unknown; with {applies: partly, note: ...} the reader also learns why.
    """
    place = ("relevance", "applies_to")
    node = subject.file.node.find(place) if subject.file.node is not None else None
    wales = node.child("wales") if node is not None else None
    if node is not None and isinstance(node.value, dict) and (wales is None or wales.value is None):
        yield place, '"relevance.applies_to" does not say whether this applies in Wales. Add wales: unknown, or better.'


@rule("block-of-kind", Severity.ERROR)
def block_of_kind(subject: Subject) -> Iterator[Found]:
    """Report a block that is missing from a record of its kind, or stands in a record of another kind.

    When: A programme, project or practice example lacks the block of that name, or another kind of record has it.
    Fix: Add the block (briefings new ID --kind KIND shows it), or correct the kind.
    """
    kind = subject.text("kind")
    node = subject.file.node
    if node is None or kind is None or kind not in subject.site.vocabularies["kinds"]:
        return
    for owner, block in BLOCK_OF_KIND.items():
        found = node.child(block)
        there = found is not None and found.value is not None
        if owner == kind and not there:
            yield ("kind",), f'a record of kind "{kind}" needs a block "{block}:".'
        elif owner != kind and there:
            mark = subject.file.mark((block,), of_key=True)
            yield mark, f'"{block}" belongs to records of kind "{owner}", but this one is "{kind}".'
