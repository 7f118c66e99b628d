"""Welsh that has to be there: for sites, and for checks before a merge, that do without none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from .corpus import Corpus
from .problems import Problem, Severity
from .records import RecordFile, split_name
from .translation import MISSING, NO_PAIR, OUTDATED, UNTRANSLATED

_CODES = frozenset(code.name for code in (NO_PAIR, MISSING, UNTRANSLATED, OUTDATED))


def with_welsh_required(corpus: Corpus) -> Corpus:
    """Return the corpus with Welsh that is missing, or older than its English, as errors instead of warnings.

    The English of a record that was written in Welsh may be missing as before.
    """
    problems = tuple(
        replace(problem, severity=Severity.ERROR) if _is_about_welsh(problem, corpus.files) else problem
        for problem in corpus.problems
    )
    return replace(corpus, problems=problems)


def _is_about_welsh(problem: Problem, files: Mapping[str, RecordFile]) -> bool:
    if problem.code not in _CODES:
        return False
    record_id, suffix = split_name(PurePosixPath(problem.mark.path).name)
    return suffix == "cy" if suffix is not None else record_id in files and files[record_id].language == "en"
