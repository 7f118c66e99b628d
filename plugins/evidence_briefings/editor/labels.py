"""What the form calls the fields of a record, where the key alone would not say it, and what it adds to their hints."""

from __future__ import annotations

LABELS = {
    "kind": "What sort of record",
    "language": "Language it was written in first",
    "messages": "Practice messages",
    "audiences": "For whom",
    "relevance": "Where it applies",
    "evidence_from": "Where the evidence comes from",
    "applies_to": "Does it apply in",
    "applies": "Applies?",
    "law": "Law and policy",
    "as_of": "As it stood on",
    "evidence": "How sure can we be?",
    "knowledge": "Sources of knowledge",
    "base": "How much evidence",
    "designs": "How it was studied",
    "peer_reviewed": "Peer reviewed?",
    "unclear": "What is unclear",
    "rated_on": "Rated on (year, month or day)",
    "url": "Web address",
    "open_url": "Web address of a free copy",
    "doi": "DOI",
    "email": "E-mail",
    "owner": "Who keeps it",
    "published": "First published on",
    "reviewed": "Last reviewed on",
    "review_by": "Review due by",
    "body": "The fuller story",
    "questions": "Questions to talk about",
    "contact": "Whom to ask",
    "related": "Related records",
    "balance": "Pros and cons",
    "for": "For",
    "from": "From these records",
    "status": "State",
    "visibility": "Who may see it",
    "superseded_by": "Replaced by",
    "was": "Earlier short names",
    "programme": "Only for a programme: about the programme",
    "project": "Only for a project: about the project",
    "practice_example": "Only for a practice example: about the example",
    "ci_low": "Confidence interval, lower end",
    "ci_high": "Confidence interval, upper end",
    "no_effect": "Value that means no difference",
    "n": "Number of people",
    "voices": "Voices of experience",
    "media": "Films and recordings",
    "formats": "Other formats",
    "tools": "Things to use",
    "plain": "In plain words",
    "leaders": "For leaders and elected members",
    "available_in_uk": "Available in the UK?",
    "manual": "Is there a manual?",
    "said": "What they said, in our words",
    "quote": "What they said, word for word, from a published source",
}
"""By key; any other key is its own label, with spaces."""

ABOUTS = {
    "applies_to": "Say for each nation whether the evidence applies there, and why; at least for Wales",
    "relevance": "Where the evidence comes from, and where it applies",
}
"""Hints that take the place of the model's, which speak to people who write YAML."""

HINTS = {
    "status": "Draft: not published. Archived: keeps its page, marked as no longer kept up to date.",
    "body": "Leave an empty line between paragraphs.",
    "value": "As the scheme writes it. Scores of single criteria are entered in the file itself.",
    "language": "Only change this for a record that was written in Welsh first.",
}

OPEN = frozenset({"messages", "relevance", "applies_to", "evidence", "limitations", "owner", "wales"})
"""Parts that are open when a record is: most of what everybody fills in. The others open with a click."""


def label(key: str) -> str:
    """Return what the form calls a field."""
    return LABELS.get(key) or key.replace("_", " ").replace("-", " ").capitalize()
