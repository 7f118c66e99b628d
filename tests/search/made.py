"""Indexes of given documents, for tests of either half, and the project's own documents.

``python tests/search/made.py FOLDER < documents.json`` writes both languages' indexes into FOLDER/search/. Standard
input holds a list of ``{"id": ..., "fields": {"title": ..., ...}}``; a field is a text or a list of texts or of
[text, language], and without a language that of the document, ``"language"``, or else ``en``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from evidence_briefings.content.corpus import read_corpus
from evidence_briefings.content.localised import Language
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.documents import Document, DocumentMaker, Passage, in_publication_order
from evidence_briefings.search.forms import forms_of
from evidence_briefings.search.index import build_index
from evidence_briefings.search.shards import FORMAT, index_files, script


def document(id: str, language: str = "en", **fields: Any) -> Document:
    """Return a document; a field is a text in ``language``, or a list of texts or of (text, language)."""
    return Document(id, {name: tuple(_passages(value, language)) for name, value in fields.items()})


def _passages(value: Any, language: str) -> Iterable[Passage]:
    for one in [value] if isinstance(value, str) else value:
        text, own = (one, language) if isinstance(one, str) else one
        yield Passage(text, own)


def write_index(
    folder: Path,
    documents: Sequence[Document],
    language: str,
    *,
    synonyms: Sequence[Sequence[str]] = (),
    analyser: Analyser | None = None,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write the index of ``documents`` with a manifest (and what ``more`` adds to it) into folder/search/<language>."""
    analyser = analyser or Analyser()
    index = build_index(documents, language, analyser)
    files, parts = index_files(index, forms_of(index, analyser), synonyms)
    manifest = {"format": FORMAT, "language": language, **parts, **(more or {})}
    files["manifest.js"] = script(language, "manifest", manifest)
    below = folder / "search" / language
    below.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (below / name).write_text(content, encoding="ascii", newline="")


@cache
def shared_analyser() -> Analyser:
    """Return an analyser with the whole Welsh lexicon, which takes a while to load."""
    return Analyser()


@cache
def project_documents(language: Language) -> tuple[Document, ...]:
    """Return the documents of the project's own records."""
    records = Path(__file__).parents[2] / "briefings"
    corpus = read_corpus(records, today=date(2026, 12, 1))
    briefings = in_publication_order(corpus.briefings.values())
    return tuple(DocumentMaker(corpus.vocabularies, corpus.schemes, language).documents(briefings))


def main() -> None:
    """Read documents from standard input and write both of their indexes below the folder that is named."""
    given = json.load(sys.stdin)
    documents = [document(one["id"], one.get("language", "en"), **one["fields"]) for one in given]
    analyser = Analyser()
    for language in ("en", "cy"):
        write_index(Path(sys.argv[1]), documents, language, analyser=analyser)


if __name__ == "__main__":
    main()
