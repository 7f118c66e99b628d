"""A site whose texts try to do harm: each of them stands in every field of one record that lets it in."""

from __future__ import annotations

import json
from pathlib import Path

from evidence_briefings.content.corpus import read_corpus
from tiny import TODAY, record, tiny_site, write

TEXTS = [line for line in (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines() if line]
"""What is written into the fields. A line is the text as JSON, so that every sign can be told."""


def payloads() -> list[str]:
    """Return the hostile texts."""
    return [json.loads(line) for line in TEXTS]


def quoted(text: str) -> str:
    """Return a text as a YAML string in which every unusual sign is escaped."""
    plain = (sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{"".join(plain)}"'


def record_with(text: str, *, markdown: bool = True) -> str:
    """Return a record with ``text`` in every field that holds words; without ``markdown``, in plain fields only."""
    words = quoted(text)
    story = quoted(f"{text}\n\n## {text}\n\n- {text}\n\n> {text}\n\n`{text}`\n") if markdown else "Nothing."
    return record(
        f"""kind: project
title: {words}
bottom_line: {words}
summary: {words if markdown else "Nothing."}
messages: [{{text: {words}}}]
relevance:
  evidence_from: [wales]
  applies_to: {{wales: {{applies: partly, note: {words}}}}}
  law: [{{nation: wales, instrument: {words}, note: {words}, url: "https://example.org/"}}]
evidence:
  knowledge: [research]
  base: single-study
  participants: {words}
  funder: {words}
  limitations: [{words}]
ratings: [{{scheme: eif-strength, value: "3", context: {words}, rated_by: {words}}}]
sources: [{{title: {words}, authors: [{words}], publisher: {words}, journal: {words}, note: {words}}}]
owner: {{team: {words}, email: keepers@example.org}}
questions: [{words}]
keywords: [{words}]
changes: [{{date: 2026-11-20, note: {words}}}]
voices: [{{quote: {words}, speaker_role: {words}, consent: given, source: {words}}}]
media: [{{title: {words}, kind: video, url: "https://example.org/", minutes: 3, transcript_text: {words}}}]
formats: [{{kind: easy-read, title: {words}, url: "https://example.org/"}}]
plain: {{about: {words}, found: [{words}], means: [{words}], ask: [{words}]}}
leaders: {{outcome: {words}, cost: {words}, decision: {words}}}
tools: [{{title: {words}, kind: checklist, description: {words}, items: [{words}]}}]
contact: {{role: {words}, email: keepers@example.org}}
project:
  status: current
  lead: {words}
  reference: {words}
  outputs: [{{title: {words}}}]
body: {story}
"""
    )


def hostile_records(folder: Path) -> Path:
    """Write one record for each hostile text into ``folder`` and return it.

    Where the check refuses a text in Markdown (a link that must not be followed), it stands in the plain fields alone;
    what it refuses there as well is left out.
    """
    tiny_site(folder, lists="real")
    records = {f"briefings/hostile-{number}.yml": text for number, text in enumerate(payloads())}
    write(folder, {name: record_with(text) for name, text in records.items()})
    write(folder, {name: record_with(records[name], markdown=False) for name in _refused(folder)})
    for name in _refused(folder):
        (folder / name).unlink()
    return folder


def _refused(folder: Path) -> set[str]:
    errors = read_corpus(folder / "briefings", today=TODAY).errors
    return {f"briefings/{Path(problem.mark.path).name}" for problem in errors}


def let_in(folder: Path) -> dict[str, str]:
    """Return the texts that came onto the site built in ``folder``, by the id of their record."""
    texts = {f"hostile-{number}": text for number, text in enumerate(payloads())}
    return {id: text for id, text in texts.items() if (folder.parent / "briefings" / f"{id}.yml").exists()}
