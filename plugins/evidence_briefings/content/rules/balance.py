"""Rules about pros and cons: which records have them, what they come from, and that no side is left out."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import KINDS_WITH_BALANCE
from ..problems import Severity
from ..suggest import did_you_mean
from .subject import Found, Subject, rule

SIDES = ("for", "against", "depends_on")


@rule("balance-of-kind", Severity.ERROR)
def balance_of_kind(subject: Subject) -> Iterator[Found]:
    """Report pros and cons in a record that draws no conclusions from evidence.

    When: A project, a practice example or a record of lived experience has a block "balance". One place's experience
    or a study that is still under way does not say what speaks for or against a way of working.
    Fix: Put them into a synthesis, a research briefing, guidance or a programme, and name this record there under from.
    """
    kind = subject.text("kind")
    node = subject.file.node.child("balance") if subject.file.node is not None else None
    others = [term.id for term in subject.site.vocabularies["kinds"] if term.id not in KINDS_WITH_BALANCE]
    if node is not None and node.value is not None and kind in others:
        mark = subject.file.mark(("balance",), of_key=True)
        yield mark, f'"balance" belongs to records of kind {", ".join(KINDS_WITH_BALANCE)}, not "{kind}".'


@rule("broken-balance", Severity.ERROR)
def broken_balance(subject: Subject) -> Iterator[Found]:
    """Report an argument that comes from a record that does not exist.

    When: from, in a block "balance", names an id that no record has.
    Fix: Use the id suggested: the file name of the other record without .yml. Without from it is this record.
    """
    for leaf in subject.leaves:
        if leaf.loc[0] == "balance" and "from" in leaf.loc and leaf.value not in subject.site.files:
            hint = did_you_mean(leaf.value, subject.site.files)
            yield leaf.loc, f'there is no record "{leaf.value}".{hint}'


@rule("one-sided-balance", Severity.WARNING)
def one_sided_balance(subject: Subject) -> Iterator[Found]:
    """Report pros without cons, or the other way round.

    When: A block "balance" has nothing under for, or nothing under against. A reader would take one side for the whole.
    Fix: Add what the sources say on the other side, if only their limits; if they say nothing, leave the block out.
    """
    node = subject.file.node.child("balance") if subject.file.node is not None else None
    if node is None or not isinstance(node.value, dict):
        return
    empty = [f'"{side}"' for side in SIDES[:2] if (found := node.child(side)) is None or not found.value]
    if empty:
        mark = subject.file.mark(("balance",), of_key=True)
        yield mark, f'"balance" has nothing under {" and ".join(empty)}.'
