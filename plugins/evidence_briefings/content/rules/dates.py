"""Rules about dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from .figures import items, number
from .subject import Found, Subject, rule

_PARTIAL = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")


@rule("dates-out-of-order", Severity.ERROR)
def dates_out_of_order(subject: Subject) -> Iterator[Found]:
    """Report dates that cannot both be true.

    When: A record was reviewed or archived before it was published, is due for review before its last one, changed
    before it was published, or a project ends before it starts.
    Fix: Correct the date that is wrong.
    """
    pairs = (
        ("published", "reviewed"),
        ("reviewed", "review_by"),
        ("published", "review_by"),
        ("published", "archived"),
    )
    for earlier, later in pairs:
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
    """Report something that has not happened yet.

    When: published, reviewed, archived, the date of a change, the year of a source or the price_year of a cost lies
    after today.
    Fix: Write the day on which it was really done; the day when it is next due belongs under review_by. A record that
    is to come out later is a draft until then.
    """
    today = subject.site.today
    changes = (("changes", index, "date") for index in range(_length(subject, "changes")))
    for loc in (("published",), ("reviewed",), ("archived",), *changes):
        day = subject.day(*loc)
        if day is not None and day > today:
            yield loc, f"{day} is in the future (today is {today})."
    for index in range(_length(subject, "sources")):
        year = subject.text("sources", index, "year")
        # What is printed with next year's date is often out before Christmas.
        if year is not None and re.fullmatch("[0-9]{4}", year) and int(year) > today.year + (today.month > 9):
            yield ("sources", index, "year"), f"{year} is in the future (today is {today})."
    for loc, cost in items(subject, "programme", "costs"):
        priced = number(cost, "price_year")
        if priced is not None and today.year < priced <= 2200:
            yield (*loc, "price_year"), f"{priced:g} is in the future (today is {today})."


@rule("review-too-far", Severity.WARNING)
def review_too_far(subject: Subject) -> Iterator[Found]:
    """Report a record that nobody would look at for years.

    When: review_by is more than five years after reviewed.
    Fix: Check the year. Law and evidence change sooner than that.
    """
    reviewed, due = subject.day("reviewed"), subject.day("review_by")
    if (
        reviewed is not None
        and due is not None
        and (due.year - 5, due.month, due.day)
        > (
            reviewed.year,
            reviewed.month,
            reviewed.day,
        )
    ):
        yield ("review_by",), f'"review_by" ({due}) is more than five years after "reviewed" ({reviewed}).'


@rule("project-has-ended", Severity.WARNING)
def project_has_ended(subject: Subject) -> Iterator[Found]:
    """Report a project that is over but is said to be going on.

    When: A project has the status planned or current, and the end that it gives has passed.
    Fix: Set its status to completed and add what it produced, or correct ends.
    """
    status, ends = subject.text("project", "status"), subject.text("project", "ends")
    if status not in ("planned", "current") or not ends or not _PARTIAL.match(ends):
        return
    # A year or a month has passed when the next one has begun.
    if ends < subject.site.today.isoformat()[: len(ends)]:
        yield ("project", "status"), f"the project is said to be {status}, but it ended in {ends}."


@rule("project-without-outputs", Severity.WARNING)
def project_without_outputs(subject: Subject) -> Iterator[Found]:
    """Report a project that is over and shows nothing for it.

    When: A project has the status completed, but outputs lists nothing that it produced. What was paid for and done
    would be lost to those who could use it.
    Fix: Ask those who led it what came of it, and add outputs: reports, papers, tools, with an address where there is
    one. briefings stale lists all such projects.
    """
    node = subject.file.node.find(("project", "outputs")) if subject.file.node is not None else None
    if subject.text("project", "status") == "completed" and (node is None or not node.value):
        yield ("project", "status"), "the project is completed, but no outputs are listed."


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
