"""How plain the language of a site has to be: what mkdocs.yml says under ``plain_language``, or else our defaults.

Each key is the code of a warning, so that ``briefings explain`` says what it is about::

    plugins:
      - evidence-briefings:
          plain_language: {long-sentence: 25, reading-age: 14, unwieldy-words: no}

A number is a limit; ``no`` means that a site does without the warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .suggest import did_you_mean

LIMITS: Mapping[str, tuple[int, int, int, str]] = {
    "long-sentence": (30, 10, 60, "words"),
    "long-paragraph": (90, 30, 300, "words"),
    "hard-plain-sentence": (20, 8, 40, "words"),
    "reading-age": (15, 9, 22, "years"),
    "plain-reading-age": (12, 7, 22, "years"),
}
"""(what holds where nothing is said, the least and the most that may be said, what is counted) of each limit.

Guidance for public bodies asks for sentences of up to 25 words and 15 to 20 on average; ours begin where a reader is
sure to lose the thread, and a site may ask for more. The reading ages are of people whose work is with these texts,
and of everybody for the texts under ``plain``.
"""
SWITCHES = ("certainty", "figure-without-source", "personal-data", "preferred-term", "unwieldy-words")
"""Warnings without a limit, which a site can only have or not have."""


class ThresholdError(ValueError):
    """What mkdocs.yml says under ``plain_language`` cannot be meant; the message says what is wrong."""


@dataclass(frozen=True)
class Thresholds:
    """The limits by code. A code that is not in ``limits`` has its default; one in ``off`` is not looked for."""

    limits: Mapping[str, int] = field(default_factory=dict)
    off: frozenset[str] = frozenset()

    def limit(self, code: str) -> int:
        """Return the limit of a code: the most that is not yet reported."""
        return self.limits.get(code, LIMITS[code][0])

    def wants(self, code: str) -> bool:
        """Return whether a warning is looked for."""
        return code not in self.off


def read_thresholds(said: object) -> Thresholds:
    """Return what ``plain_language`` in mkdocs.yml says; None for nothing. Raises ``ThresholdError``."""
    if said is None:
        return Thresholds()
    if not isinstance(said, Mapping):
        raise ThresholdError("plain_language must be a block of key: value lines, such as long-sentence: 25")
    limits: dict[str, int] = {}
    off: set[str] = set()
    for key, value in said.items():
        code = str(key)
        if code not in LIMITS and code not in SWITCHES:
            known = (*LIMITS, *SWITCHES)
            hint = did_you_mean(code, known) or f" There are: {', '.join(sorted(known))}."
            raise ThresholdError(f'plain_language has no key "{code}".{hint}'.rstrip("."))
        if value in (False, "no"):
            off.add(code)
        elif code in SWITCHES:
            if value not in (True, "yes"):
                raise ThresholdError(f'plain_language: {code} must be yes or no, not "{value}"')
        else:
            limits[code] = _limit(code, value)
    return Thresholds(limits, frozenset(off))


def _limit(code: str, value: object) -> int:
    _, least, most, counted = LIMITS[code]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ThresholdError(f'plain_language: {code} must be {least} to {most} {counted}, or no; not "{value}"')
    return value
