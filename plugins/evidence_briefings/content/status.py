"""Where each record stands: what the check says, how far its translation is, when its review is due, who keeps it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from .corpus import Corpus
from .history import outdated_since
from .localised import LANGUAGE_NAMES
from .model import Briefing, Translation
from .problems import Severity, printable, shortened
from .records import RecordFile, shown_path
from .shapes import leaves, shape_of_model
from .translation import compare

STATES = ("missing", "outdated", "incomplete", "draft", "reviewed", "unreadable")
"""How far the other language has got. The first that holds counts: an outdated draft is outdated."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One record. What is not known is ""; ``review`` is ``overdue``, ``due`` (later) or "" for an archived one.

    ``language`` is the language of the translation, ``translation`` one of ``STATES``; ``missing`` and ``outdated``
    are the places of texts; ``outdated_since`` a day, or words where Git cannot tell.
    """

    id: str
    path: str
    title: str
    status: str
    errors: int
    warnings: int
    language: str
    translation: str
    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    outdated_since: str
    review: str
    review_by: str
    team: str
    email: str


def standings(
    corpus: Corpus, today: date, *, owner: str = "", topic: str = "", states: Sequence[str] = ()
) -> list[Standing]:
    """Return where the records stand, by id; only those of a team, of a topic or with a translation so far."""
    counts = Counter((problem.mark.path, problem.severity) for problem in corpus.problems)
    topics = (
        set() if not topic else {term.id for term in corpus.vocabularies["topics"] if topic in _line(corpus, term.id)}
    )
    found = []
    for record_id in sorted(corpus.files):
        one = _standing(corpus, record_id, today, counts)
        if owner and owner.casefold() not in f"{one.team} {one.email}".casefold():
            continue
        if states and one.translation not in states:
            continue
        if topic and not topics & _topics(corpus, record_id):
            continue
        found.append(one)
    return found


def _line(corpus: Corpus, term_id: str) -> list[str]:
    return corpus.vocabularies["topics"].with_ancestors(term_id)


def _topics(corpus: Corpus, record_id: str) -> set[str]:
    briefing = corpus.briefings.get(record_id)
    return set(briefing.topics) if briefing is not None else set()


def _standing(corpus: Corpus, record_id: str, today: date, counts: Counter[tuple[str, Severity]]) -> Standing:
    path = shown_path(corpus.files.paths[record_id], corpus.files.base)
    pair = corpus.pairs.paths.get(record_id)
    shown = [path, *([shown_path(pair, corpus.files.base)] if pair is not None else [])]
    briefing = corpus.briefings.get(record_id)
    record = None if briefing is not None else corpus.files[record_id]
    translation = briefing.translation if briefing is not None else _compared(corpus, record_id)
    state = _state(translation)
    review_by = briefing.review_by.isoformat() if briefing is not None else _said(record, "review_by")
    status = briefing.status if briefing is not None else _said(record, "status") or "published"
    return Standing(
        record_id,
        path,
        briefing.title.original if briefing is not None else _said(record, "title"),
        status,
        sum(counts[one, Severity.ERROR] for one in shown),
        sum(counts[one, Severity.WARNING] for one in shown),
        translation.language if translation is not None else "",
        state,
        translation.missing if translation is not None else (),
        translation.outdated if translation is not None else (),
        _since(corpus, record_id, translation) if translation is not None and translation.outdated else "",
        "" if status == "archived" or not review_by else "overdue" if _is_past(review_by, today) else "due",
        review_by,
        briefing.owner.team.original if briefing is not None else _said(record, "owner", "team"),
        (briefing.owner.email or "") if briefing is not None else _said(record, "owner", "email"),
    )


def _compared(corpus: Corpus, record_id: str) -> Translation | None:
    record, pair = corpus.files[record_id], corpus.pairs.get(record_id)
    if record.node is None or (pair is not None and pair.node is None):
        return None
    return compare(record, pair, leaves(record.node, shape_of_model(Briefing))).translation


def _state(translation: Translation | None) -> str:
    if translation is None:
        return "unreadable"
    if translation.status is None:
        return "missing"
    return "outdated" if translation.outdated else "incomplete" if translation.missing else translation.status


def _since(corpus: Corpus, record_id: str, translation: Translation) -> str:
    pair = corpus.pairs[record_id]
    stamp = pair.node.find(("translation", "of")) if pair.node is not None else None
    digests = stamp.value.split() if stamp is not None and isinstance(stamp.value, str) else []
    return outdated_since(corpus.files.paths[record_id], set(digests), translation.outdated)


def _said(record: RecordFile | None, *loc: str) -> str:
    node = record.node.find(loc) if record is not None and record.node is not None else None
    return node.value if node is not None and isinstance(node.value, str) else ""


def _is_past(day: str, today: date) -> bool:
    try:
        return date.fromisoformat(day) < today
    except ValueError:
        return False


# --- as output ---

COLUMNS = ("record", "check", "translation", "review", "owner")


def cells(one: Standing) -> tuple[str, ...]:
    """Return the words of one record for the columns of a table."""
    check = ", ".join(
        _count(number, noun) for number, noun in ((one.errors, "error"), (one.warnings, "warning")) if number
    )
    far = {"missing": "missing", "unreadable": "cannot be read"}.get(one.translation, one.translation)
    if one.outdated:
        since = one.outdated_since if one.outdated_since[:1] not in "0123456789" else f"since {one.outdated_since}"
        far = f"outdated ({since}): {', '.join(one.outdated)}"
    if one.missing and one.translation != "missing":
        far += f"; missing: {', '.join(one.missing)}"
    language = LANGUAGE_NAMES.get(one.language, "")
    review = "archived" if one.status == "archived" else f"{one.review} {one.review_by}".strip() or "not said"
    draft = " (draft)" if one.status == "draft" else ""
    return one.id + draft, check or "good", f"{language} {far}".strip(), review, one.team or "not said"


def as_text(found: Iterable[Standing]) -> str:
    """Return a line for each record, in columns."""
    rows = [COLUMNS, *(tuple(map(printable, cells(one))) for one in found)]
    widths = [min(max(len(row[column]) for row in rows), 60) for column in range(len(COLUMNS))]
    lines = [
        "  ".join(f"{shortened(cell, 300):<{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_json(found: Iterable[Standing]) -> str:
    """Return the records for other programs."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Iterable[Standing]) -> str:
    """Return the records for a spreadsheet, with a byte order mark for Excel, and nothing that it would calculate."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Standing.__dataclass_fields__)
    for one in found:
        writer.writerow([_cell(value) for value in asdict(one).values()])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def summary(found: Sequence[Standing]) -> str:
    """Return one line that counts: ``70 records: 2 with errors; translation: 60 draft, 3 outdated; 4 overdue``."""
    states = Counter(one.translation for one in found)
    far = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    wrong = sum(bool(one.errors) for one in found)
    late = sum(one.review == "overdue" for one in found)
    records = _count(len(found), "record")
    return f"{records}: {wrong} with errors; translation: {far or 'none'}; {late} with a review overdue"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
