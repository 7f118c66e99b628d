"""The version of a record: a short stamp by which two copies of it on paper can be told apart."""

from __future__ import annotations

import hashlib

from ..content.model import Briefing

_DIGITS = 7
_COMPUTED = {name for name, field in Briefing.model_fields.items() if field.exclude}


def version_of(briefing: Briefing) -> str:
    """Return the version of a record, such as 2026-11-01-3f2a9bc: the day it last changed, and a stamp of its content.

    The stamp is the first seven hexadecimal digits of the SHA-256 of all that its authors wrote, in both languages:
    so a sheet in Welsh and one in English can be seen to be of the same record, and a text that was changed without a
    note still shows. Its id, which may change, and fields that are not filled in are no part of it.
    """
    # A tenth of a millisecond: cheaper than keeping those of a thousand records.
    written = briefing.model_dump_json(exclude=_COMPUTED, exclude_defaults=True)
    return f"{briefing.last_changed.isoformat()}-{hashlib.sha256(written.encode()).hexdigest()[:_DIGITS]}"
