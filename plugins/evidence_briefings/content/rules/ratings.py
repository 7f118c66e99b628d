"""Rules about ratings: they are quoted from their schemes, exactly."""

from __future__ import annotations

from collections.abc import Iterator

from ..nodes import Node
from ..problems import Severity
from ..schemes import Scheme
from ..shapes import Loc
from ..suggest import did_you_mean
from .subject import Found, Subject, rule


@rule("unknown-rating-value", Severity.ERROR)
def unknown_rating_value(subject: Subject) -> Iterator[Found]:
    """Report a value that a scheme does not have.

    When: A rating has a value that its scheme does not have.
    Fix: Use one of the codes that the message lists; they are the scheme's own.
    """
    for loc, rating, scheme in _rated(subject):
        value = _text(rating, "value")
        if value is not None and not scheme.takes(value):
            asked = {"quantity": ["a number"], "percent": ["a number from 0 to 100"]}.get(scheme.kind, [])
            either = ["yes", "no"] if scheme.kind == "boolean" and not scheme.levels else []
            known = [*asked, *either, *scheme.all_codes]
            hint = did_you_mean(value, scheme.all_codes)
            yield (*loc, "value"), f'"{value}" is not a value of {scheme.id} ({", ".join(known)}).{hint}'


@rule("modifier-not-allowed", Severity.ERROR)
def modifier_not_allowed(subject: Subject) -> Iterator[Found]:
    """Report a sign after a level that the scheme does not know.

    When: A rating carries a modifier (such as "+") that its scheme does not have.
    Fix: Leave the modifier out, or check which scheme the rating is from.
    """
    for loc, rating, scheme in _rated(subject):
        modifier = _text(rating, "modifier")
        allowed = [sign.code for sign in scheme.modifiers]
        if modifier is not None and modifier not in allowed:
            said = f"it has {', '.join(allowed)}" if allowed else "it has none"
            yield (*loc, "modifier"), f'"{modifier}" is not a modifier of {scheme.id}: {said}.'


@rule("missing-rating-context", Severity.ERROR)
def missing_rating_context(subject: Subject) -> Iterator[Found]:
    """Report a rating that does not say for which group it was given, on a scheme that rates each apart.

    When: A scheme rates its contexts apart (primary and secondary school, for instance), and a rating names none. A
    programme may be strong for one and not evaluated for another.
    Fix: Add context, with one of the codes that the message lists.
    """
    for loc, rating, scheme in _rated(subject):
        if scheme.contexts and _text(rating, "context") is None:
            codes = ", ".join(context.code for context in scheme.contexts)
            yield loc, f"{scheme.id} rates each context apart: add context ({codes})."


@rule("unknown-rating-context", Severity.ERROR)
def unknown_rating_context(subject: Subject) -> Iterator[Found]:
    """Report a context that a scheme does not have.

    When: A scheme rates its contexts apart, and a rating names one that is not among them.
    Fix: Use one of the codes that the message lists.
    """
    for loc, rating, scheme in _rated(subject):
        named = _text(rating, "context")
        if scheme.contexts and named is not None and scheme.context(named) is None:
            codes = [context.code for context in scheme.contexts]
            hint = did_you_mean(named, codes)
            yield (*loc, "context"), f'"{named}" is not a context of {scheme.id} ({", ".join(codes)}).{hint}'


@rule("duplicate-rating", Severity.ERROR)
def duplicate_rating(subject: Subject) -> Iterator[Found]:
    """Report two ratings for one context on a scheme that rates each apart.

    When: A scheme rates its contexts apart, and two ratings on it name the same one: a reader cannot know which holds.
    Fix: Keep the one that holds, or correct the context.
    """
    seen: set[tuple[str, str]] = set()
    for loc, rating, scheme in _rated(subject):
        context = _text(rating, "context")
        if scheme.contexts and context is not None:
            if (scheme.id, context) in seen:
                yield (*loc, "context"), f'"{context}" has a rating on {scheme.id} already.'
            seen.add((scheme.id, context))


@rule("unknown-criterion", Severity.ERROR)
def unknown_criterion(subject: Subject) -> Iterator[Found]:
    """Report a score for something that the scheme does not score.

    When: criteria_scores has a criterion that the scheme does not have, or a score that the criterion does not have.
    Fix: Use the codes that the message lists, or leave the score out.
    """
    for loc, rating, scheme in _rated(subject):
        scores = rating.child("criteria_scores")
        for code, node in scores.value.items() if scores is not None and isinstance(scores.value, dict) else ():
            criterion = scheme.criterion(code)
            codes = [known.code for known in scheme.criteria]
            if criterion is None:
                said = f" ({', '.join(codes)})" if codes else ", which has none"
                mark = subject.file.mark((*loc, "criteria_scores", code), of_key=True)
                yield mark, f'"{code}" is not a criterion of {scheme.id}{said}.{did_you_mean(code, codes)}'
                continue
            levels = [level.code for level in criterion.levels]
            if levels and isinstance(node.value, str) and node.value not in levels:
                message = f'"{node.value}" is not a score of {code} in {scheme.id} ({", ".join(levels)}).'
                yield (*loc, "criteria_scores", code), message + did_you_mean(node.value, levels)


@rule("outdated-rating", Severity.WARNING)
def outdated_rating(subject: Subject) -> Iterator[Found]:
    """Report a rating that was given by older rules than those its scheme explains.

    When: rated_on, or the version that a rating names, is before the version of its scheme. The same code may have
    meant something else then, and readers are told so.
    Fix: See whether the owner has rated it again. If not, leave it as it is: it is a fact, and it is dated.
    """
    for loc, rating, scheme in _rated(subject):
        for key in ("version", "rated_on"):
            then = _text(rating, key)
            if then is not None and scheme.is_older(then):
                yield (*loc, key), f"{then} is before the present version of {scheme.id} ({scheme.version})."
                break


@rule("rating-of-something-else", Severity.ERROR)
def rating_of_something_else(subject: Subject) -> Iterator[Found]:
    """Report a rating of documents or tools that stands on a programme.

    When: A record about a programme or practice has a rating on a scheme that rates documents or measurement tools:
    readers would take it for a rating of the programme.
    Fix: Take the rating off, or check which scheme it is from.
    """
    for loc, _, scheme in _rated(subject):
        kind = subject.text("kind")
        if scheme.rates != "intervention" and kind in ("programme", "practice-example", "project"):
            what = {"document": "documents", "measurement_tool": "measurement tools"}[scheme.rates]
            yield (*loc, "scheme"), f'{scheme.id} rates {what}, but this record is of the kind "{kind}".'


def _rated(subject: Subject) -> Iterator[tuple[Loc, Node, Scheme]]:
    """Yield (place, rating, scheme) of each rating whose scheme is known."""
    ratings = subject.file.node.child("ratings") if subject.file.node is not None else None
    for index, rating in enumerate(ratings.value if ratings is not None and isinstance(ratings.value, list) else []):
        name = _text(rating, "scheme")
        scheme = subject.site.schemes.get(name) if name is not None else None
        if scheme is not None:
            yield ("ratings", index), rating, scheme


def _text(rating: Node, key: str) -> str | None:
    node = rating.child(key)
    return node.value.strip() or None if node is not None and isinstance(node.value, str) else None
