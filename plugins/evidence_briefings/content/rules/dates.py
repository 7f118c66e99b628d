"""Rules about dates."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Severity
from .subject import Found, Subject, rule


@rule("dates-out-of-order", Severity.ERROR)
def dates_out_of_order(subject: Subject) -> Iterator[Found]:
    """Report dates that cannot both be true.

    When: A record was reviewed before it was published, is due for review before its last one, changed before it
    was published, or a project ends before it starts.
    Fix: Correct the date that is wrong.
    """
    for earlier, later in (("published", "reviewed"), ("reviewed", "review_by"), ("published", "review_by")):
        first, second = subject.day(earlier), subject.day(later)
        if first is not None and second is not None and second < first:
            yield (later,), f'"{later}" ({second}) is before "{earlier}" ({first}).'
    published = subject.day("published")
    for index in range(_length(subject, "changes")):
        changed = subject.day("changes", index, "date")
        if published is not None and changed is not None and changed < published:
            yield ("changes", index, "date"), f'this change ({changed}) is before "published" ({published}).'
    starts, ends = subject.text("project", "starts"), subject.text("project", "ends")
    # Partial dates compare by the part that both have: 2020 and 2020-11 may be the same time.
    if starts and ends and ends[: len(starts)] < starts[: len(ends)]:
        yield ("project", "ends"), f"the project ends ({ends}) before it starts ({starts})."


@rule("date-in-future", Severity.WARNING)
def date_in_future(subject: Subject) -> Iterator[Found]:
    """Report a review or a change that has not happened yet.

    When: reviewed, or the date of a change, lies after today.
    Fix: Write the day on which it was really done; the day when it is next due belongs under review_by.
    """
    for loc in (("reviewed",), *(("changes", index, "date") for index in range(_length(subject, "changes")))):
        day = subject.day(*loc)
        if day is not None and day > subject.site.today:
            yield loc, f"{day} is in the future (today is {subject.site.today})."


@rule("overdue-review", Severity.WARNING)
def overdue_review(subject: Subject) -> Iterator[Found]:
    """Report a record whose review is due.

    When: The day under review_by has passed. The page tells readers so.
    Fix: Check the record against newer evidence, then set reviewed to the day you did and review_by to the next.
    """
    due = subject.day("review_by")
    if due is not None and due < subject.site.today and subject.text("status") != "archived":
        days = (subject.site.today - due).days
        yield ("review_by",), f"the review was due on {due}, {days} {'day' if days == 1 else 'days'} ago."


def _length(subject: Subject, key: str) -> int:
    node = subject.file.node.child(key) if subject.file.node is not None else None
    return len(node.value) if node is not None and isinstance(node.value, list) else 0
