"""Rules about words that promise more than the evidence can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from .figures import items
from .subject import Found, Subject, rule
from .wording import avoided_matches, place_of

_SAYING = frozenset(("title", "bottom_line", "summary", "messages", "body", "plain", "leaders", "programme"))
"""Fields that say what was found. Limits and open questions speak of doubt, and are full of such words."""
_FIRM_BASES = ("several-studies", "synthesis")
_STRENGTH = ("evidence_strength", "effect", "certainty")
_NOT_ALL_ALIKE = {"mixed", "worse", "no-difference"}
_DOUBTED = {
    "en": re.compile(
        r"(?i)(?:\b(?:not|no|nor|never|nothing|none|nobody|neither|cannot|without|whether|if|before|unless|far from"
        r"|little|hard to|too early to)\b|n['\u2019]t\b)[^.!?;:]{0,40}\Z"
    ),
    "cy": re.compile(
        r"(?i)\b(?:nid|nad|nac|na|ni|nis|dim|ddim|heb|neb|byth|a yw|ydy|os|cyn|oni|fawr|prin|mae.n anodd)\b"
        r"[^.!?;:]{0,40}\Z"
    ),
}
"""What may stand before such a word in its clause, so that it says the opposite."""


@rule("certainty", Severity.WARNING)
def certainty(subject: Subject) -> Iterator[Found]:
    """Report words that make evidence surer than it is.

    When: A text that says what was found uses words such as "proves", "definitely" or "will reduce"
    (briefings/_vocabulary/certainty.yml, in both languages), and the evidence cannot bear them: it is one study or an
    opinion, nobody has rated it, it was rated low or could not be rated, or there are contrary findings. Said with a
    "not" before them, or between double quotes, the words are good.
    Fix: Say what was found, by whom and with how many: "in one study, fewer children ...". Use the words that the
    message gives: may, suggests, was linked with.
    """
    phrases = subject.site.certain
    found = list(avoided_matches(subject, phrases, "certainty", only=_SAYING))
    why = _unsure(subject) if found else None
    if why is None:
        return
    for file, leaf, match, term in found:
        before = leaf.value[max(0, match.start() - 60) : match.start()]
        if _DOUBTED[file.language].search(before):
            continue
        words = " ".join(match[0].split())
        yield place_of(match, file, leaf), f'"{words}" is too sure: {why}. Say "{term.prefer.get(file.language)}".'


def _unsure(subject: Subject) -> str | None:
    """Return why the evidence of a record cannot bear words of certainty, or None where it can."""
    base = subject.text("evidence", "base")
    if base not in _FIRM_BASES:
        return {"single-study": "the evidence is one study", "expert-view": "the evidence is what experts think"}.get(
            str(base), "the evidence is no body of studies"
        )
    if any(True for leaf in subject.leaves if leaf.loc[:2] == ("evidence", "disagreements")):
        return "there are contrary findings, under disagreements"
    directions = {effect.child("direction") for _, effect in items(subject, "programme", "effects")}
    if _NOT_ALL_ALIKE & {str(node.value) for node in directions if node is not None}:
        return "the effects found are not all alike"
    return _of_ratings(subject)


def _of_ratings(subject: Subject) -> str | None:
    rated = False
    for loc, _ in items(subject, "ratings"):
        scheme = subject.site.schemes.get(subject.text(*loc, "scheme") or "")
        if scheme is None or scheme.measures not in _STRENGTH:
            continue
        value = subject.text(*loc, "value")
        ranks = {level.code: level.rank for level in scheme.levels if level.rank is not None}
        if scheme.better == "none" or value not in ranks:
            return f"{value} on {scheme.title.en} is no finding of strong evidence"
        worst = min(ranks.values()) if scheme.better == "high" else max(ranks.values())
        if ranks[value] == worst and len(ranks) > 1:
            return f"{value} is the lowest step of {scheme.title.en}"
        rated = True
    return None if rated else "nobody has rated it"
