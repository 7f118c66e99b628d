"""Kinds of single values that a record holds: dates, addresses, identifiers."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"]*[^\s\".,]\Z")
"""With the < and > of older ones, as in 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"""
_EMAIL = re.compile(r"[^\s@%<>\"'?&,;:()\[\]\\]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}\Z")
WEB_SCHEMES = ("http", "https")
RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
"""Names that cannot be ids: index.html is the listing, and Windows has no files of the other names."""
MAX_ID = 80
"""The longest id: addresses on a network drive must stay below 260 characters in all."""


def id_fault(name: str) -> str | None:
    """Return what is wrong with an id, or None for a good one."""
    if not ID.match(name):
        return "ids have lower-case a-z, 0-9 and single hyphens"
    if name in RESERVED:
        return "this name is reserved"
    if len(name) > MAX_ID:
        return f"ids have up to {MAX_ID} characters"
    return None


def _calendar_date(value: object) -> date:
    if isinstance(value, date):
        return value
    match = _DATE.match(value) if isinstance(value, str) else None
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise PydanticCustomError("bad_date", "is not a date of the calendar. Write it as 2026-11-01 (year-month-day)")


def _partial_date(value: object) -> str:
    match = _PARTIAL.match(value) if isinstance(value, str) else None
    if match:
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            match = None
    if not match or not isinstance(value, str):
        raise PydanticCustomError("bad_date", "is not a date. Write 2026, 2026-11 or 2026-11-01")
    return value


def first_day(partial: str) -> date:
    """Return the first day of a year, a month or a day (2026, 2026-11, 2026-11-01)."""
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(partial: str) -> date:
    """Return the last day of a year, a month or a day."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (*parts, 12)[:2]
    return date(year, month, calendar.monthrange(year, month)[1])


def link_fault(address: str) -> tuple[str, str] | None:
    """Return (code, what is wrong) for a web address that must not be linked, or None for a good one.

    The code is ``unsafe-link`` for an address that could run something, ``bad-link`` for one that leads nowhere.
    """
    # Browsers ignore white space and control characters inside a scheme, so look at the address without them.
    bare = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]", "", address)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    if scheme and scheme[1].lower() not in (*WEB_SCHEMES, "mailto"):
        return "unsafe-link", f'begins with "{scheme[1]}:". Only https:, http: and mailto: are linked'
    if bare != address:
        return "bad-link", "has a space or an invisible character in it"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "bad-link", "is not a web address"
    if scheme and scheme[1].lower() in WEB_SCHEMES and not host:
        return "bad-link", "has no host name"
    if parts.username or parts.password:
        return "bad-link", "carries a user name or password"
    return None


def _url(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    fault = link_fault(value)
    if fault is None and not value.lower().startswith(("http://", "https://")):
        fault = "bad-link", "does not begin with https:// or http://"
    if fault is not None:
        raise PydanticCustomError(fault[0].replace("-", "_"), "{why}", {"why": fault[1]})
    return value


def _doi(value: str) -> str:
    bare = re.sub(r"\A(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
    if not _DOI.match(bare):
        raise PydanticCustomError("bad_doi", "is not a DOI. It looks like 10.1108/JHOM-02-2020-0043")
    return bare


def _email(value: str) -> str:
    if not _EMAIL.match(value):
        raise PydanticCustomError("bad_email", "is not an e-mail address")
    return value


def _record_id(value: str) -> str:
    if not ID.match(value):
        raise PydanticCustomError("bad_reference", "is not an id: ids have a-z, 0-9 and hyphens")
    return value


def _schema(**parts: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **parts})


CalendarDate = Annotated[date, BeforeValidator(_calendar_date), _schema(format="date")]
"""A day, written 2026-11-01."""
PartialDate = Annotated[
    str,
    BeforeValidator(_partial_date),
    # An editor reads 2020 without quotes as a number.
    _schema(type=["string", "integer"], pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
]
"""A year, a month or a day: 2026, 2026-11, 2026-11-01. Kept as text."""
Url = Annotated[str, BeforeValidator(_url), _schema(pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
"""A web address, http or https, complete."""
Doi = Annotated[str, AfterValidator(_doi)]
"""A Digital Object Identifier, kept without its resolver."""
Email = Annotated[str, AfterValidator(_email)]
RecordId = Annotated[str, AfterValidator(_record_id)]
"""The id of a record: its file name without .yml."""
