"""The records that a topic names to be read first: they must exist, be shown and be about it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from .model import Briefing
from .problems import Problem, Severity, define
from .suggest import did_you_mean
from .vocabulary import Vocabularies

BROKEN_START = define(
    "broken-start-here",
    Severity.WARNING,
    when="A topic names a record under start_here that does not exist, that readers cannot see or that is archived, "
    "or that is not about the topic. The page of the topic leaves it out.",
    fix="Name the id of a published record that has this topic or one below it, or remove the line.",
)


def broken_starts(
    vocabularies: Vocabularies, files: Container[str], briefings: Mapping[str, Briefing]
) -> Iterator[Problem]:
    """Yield a problem for each record that a topic names and cannot lead to. One with errors has been reported."""
    for start in vocabularies.starts:
        briefing = briefings.get(start.id)
        if start.id not in files:
            message = f'there is no record "{start.id}".{did_you_mean(start.id, briefings)}'
        elif briefing is None:
            continue
        elif not briefing.is_shown or briefing.is_archived:
            message = f'"{start.id}" is archived, a draft or not public: nobody can start there.'
        elif not any(start.term in vocabularies["topics"].with_ancestors(topic) for topic in briefing.topics):
            message = f'"{start.id}" does not have the topic "{start.term}", nor one below it.'
        else:
            continue
        yield BROKEN_START.at(start.mark, message)
