"""Rules about what must stand together: figures and their years, words and who said them."""

from __future__ import annotations

from collections.abc import Iterator

from ..nodes import Node
from ..problems import Severity
from ..shapes import Loc
from .subject import Found, Subject, rule


@rule("cost-without-year", Severity.ERROR)
def cost_without_year(subject: Subject) -> Iterator[Found]:
    """Report a sum of money that cannot be understood.

    When: A cost has a figure (low or high), but no currency or no price_year. A price of ten years ago is not one of
    today.
    Fix: Add currency and price_year from the source. If it gives no year, say the cost in words under note instead.
    """
    for loc, cost in items(subject, "programme", "costs"):
        if has(cost, "low") or has(cost, "high"):
            lacking = [key for key in ("currency", "price_year") if not has(cost, key)]
            if lacking:
                yield loc, f"a cost in figures needs its {' and its '.join(lacking)}."


@rule("range-reversed", Severity.ERROR)
def range_reversed(subject: Subject) -> Iterator[Found]:
    """Report a range whose lower end is above its upper end.

    When: low is more than high in a cost, or ci_low more than ci_high in an effect.
    Fix: Check the figures with the source; they may have changed places.
    """
    for block, low, high in (("costs", "low", "high"), ("effects", "ci_low", "ci_high")):
        for loc, item in items(subject, "programme", block):
            bottom, top = number(item, low), number(item, high)
            if bottom is not None and top is not None and bottom > top:
                yield (*loc, low), f'"{low}" ({bottom:g}) is more than "{high}" ({top:g}).'


@rule("voice-without-words", Severity.ERROR)
def voice_without_words(subject: Subject) -> Iterator[Found]:
    """Report a voice that says nothing.

    When: An entry under voices has neither said nor quote.
    Fix: Add said (what they said, in your words) or quote (word for word, with its source), or remove the entry.
    """
    for loc, voice in items(subject, "voices"):
        if not has(voice, "said") and not has(voice, "quote"):
            yield loc, 'this voice has neither "said" nor "quote".'


@rule("quote-without-source", Severity.WARNING)
def quote_without_source(subject: Subject) -> Iterator[Found]:
    """Report somebody's own words without where they are from.

    When: An entry under voices has a quote, but no source. Only what has been published is quoted word for word.
    Fix: Add source, or say it in your own words under said.
    """
    for loc, voice in items(subject, "voices"):
        if has(voice, "quote") and not has(voice, "source"):
            yield (*loc, "quote"), 'this quote has no "source".'


@rule("open-without-link", Severity.WARNING)
def open_without_link(subject: Subject) -> Iterator[Found]:
    """Report a source that is said to be free, but that nobody can open.

    When: A source says access: open, but has no url, no doi and no open_url.
    Fix: Add the address of the free copy, or correct access.
    """
    for loc, source in items(subject, "sources"):
        access = source.child("access")
        if (
            access is not None
            and access.value == "open"
            and not any(has(source, k) for k in ("url", "doi", "open_url"))
        ):
            yield (*loc, "access"), "this source is said to be free to read, but has no url, doi or open_url."


def items(subject: Subject, *loc: str) -> Iterator[tuple[Loc, Node]]:
    """Yield (place, block) of each block of a list."""
    node = subject.file.node.find(loc) if subject.file.node is not None else None
    for index, item in enumerate(node.value if node is not None and isinstance(node.value, list) else []):
        if isinstance(item.value, dict):
            yield (*loc, index), item


def has(item: Node, key: str) -> bool:
    """Return whether a block says anything under a key."""
    node = item.child(key)
    return node is not None and node.value is not None


def number(item: Node, key: str) -> float | None:
    """Return a number as the model reads it; what is none is reported by the model."""
    node = item.child(key)
    try:
        return float(node.value) if node is not None and isinstance(node.value, str) else None
    except ValueError:
        return None
