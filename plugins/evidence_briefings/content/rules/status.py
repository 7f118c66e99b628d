"""Rules about where a record stands: archived, draft, related to others."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import ID, id_fault
from ..problems import Severity, shortened
from ..suggest import did_you_mean
from .subject import Found, Subject, rule


@rule("broken-related", Severity.ERROR)
def broken_related(subject: Subject) -> Iterator[Found]:
    """Report a related record that does not exist.

    When: related names an id that no record has, or the record itself.
    Fix: Use the id suggested: the file name of the other record without .yml.
    """
    node = subject.file.node.child("related") if subject.file.node is not None else None
    items = node.value if node is not None and isinstance(node.value, list) else []
    for index, item in enumerate(items):
        if item.value == subject.file.id:
            yield ("related", index), "a record is not related to itself. Remove it."
        elif isinstance(item.value, str) and item.value not in subject.site.files:
            hint = did_you_mean(item.value, subject.site.files)
            yield ("related", index), f'there is no record "{item.value}".{hint}'


@rule("broken-successor", Severity.ERROR)
def broken_successor(subject: Subject) -> Iterator[Found]:
    """Report a successor that does not exist.

    When: superseded_by names an id that no record has, the record itself, or one that leads back to it.
    Fix: Use the id of the record that replaces this one.
    """
    successor = subject.text("superseded_by")
    if successor is None:
        return
    if successor not in subject.site.files:
        hint = did_you_mean(successor, subject.site.files)
        yield ("superseded_by",), f'there is no record "{successor}".{hint}'
        return
    seen = [subject.file.id]
    step: str | None = successor
    while step is not None and step in subject.site.files:
        if step in seen:
            chain = " -> ".join([*seen, step])
            yield ("superseded_by",), f"this leads round in a circle: {chain}."
            return
        seen.append(step)
        file = subject.site.files[step]
        node = file.node.child("superseded_by") if file.node is not None else None
        step = node.value if node is not None and isinstance(node.value, str) else None


@rule("archived-without-successor", Severity.WARNING)
def archived_without_successor(subject: Subject) -> Iterator[Found]:
    """Report an archived record that leads nowhere.

    When: A record is archived, but superseded_by does not say which one replaces it.
    Fix: Add superseded_by: the id of the newer record.
    """
    if subject.text("status") == "archived" and subject.text("superseded_by") is None:
        yield ("status",), "this record is archived, but nothing says what replaces it. Add superseded_by."


@rule("successor-of-current", Severity.ERROR)
def successor_of_current(subject: Subject) -> Iterator[Found]:
    """Report a record that is said to be replaced but is still current.

    When: superseded_by is set while the status is not archived, so that readers would be told two things.
    Fix: Set status: archived, or remove superseded_by.
    """
    if subject.text("superseded_by") is not None and subject.text("status") != "archived":
        yield ("superseded_by",), 'this record is replaced by another, so its status must be "archived".'


@rule("archived-date-of-current", Severity.WARNING)
def archived_date_of_current(subject: Subject) -> Iterator[Found]:
    """Report the day of archiving of a record that is current.

    When: archived gives a day while the status is not archived, so that nobody can tell whether the record counts.
    Fix: Set status: archived, or remove archived.
    """
    if subject.text("archived") is not None and subject.text("status") != "archived":
        yield ("archived",), 'this record has a day on which it was archived, but its status is not "archived".'


@rule("bad-old-id", Severity.ERROR)
def bad_old_id(subject: Subject) -> Iterator[Found]:
    """Report an old id that cannot lead to this record.

    When: was names the id of a record that there is now (or of this one), or one that no record can have had. At its
    address another page stands.
    Fix: Name only ids that this record had before and no record has now. Rename the other record, or remove the id.
    """
    node = subject.file.node.child("was") if subject.file.node is not None else None
    items = node.value if node is not None and isinstance(node.value, list) else []
    for index, item in enumerate(items):
        if not isinstance(item.value, str):
            continue
        if item.value == subject.file.id:
            yield ("was", index), "this is the id of the record itself. Name the ids it had before, or remove this."
        elif item.value in subject.site.files:
            yield ("was", index), f'there is a record "{item.value}" now, and its page stands at that address.'
        elif ID.match(item.value) and (fault := id_fault(item.value)) is not None:
            yield ("was", index), f'"{shortened(item.value)}" was never an id: {fault}.'
