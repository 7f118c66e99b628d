"""Writes indexes for the tests that Node runs (plugins/browser/tests/folder.mjs).

``indexes.py given FOLDER < given.json`` writes the index of given documents in both languages: a JSON object with
``documents`` (as in search/made.py), ``synonyms`` (lists of phrases, by language) and ``more`` (what else the
manifests say).

``indexes.py many FOLDER`` writes the indexes of the project's own records and of several hundred that are shuffled out
of their sentences, and prints, by language, the terms of every field of every document as its analyser gives them.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from evidence_briefings.content.corpus import read_corpus
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.documents import FIELDS, Document, DocumentMaker, Passage, in_publication_order
from evidence_briefings.search.tokens import words
from search.made import document, write_index
from tiny import PROJECT

SHUFFLED = 240
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def given(folder: Path) -> None:
    """Write the indexes of the documents on standard input."""
    wanted = json.load(sys.stdin)
    documents = [document(one["id"], one.get("language", "en"), **one["fields"]) for one in wanted["documents"]]
    analyser = Analyser()
    for language in ("en", "cy"):
        synonyms = wanted.get("synonyms", {}).get(language, [])
        more = wanted.get("more", {}).get(language)
        write_index(folder, documents, language, synonyms=synonyms, analyser=analyser, more=more)


def many(folder: Path) -> None:
    """Write the indexes of many documents and print their terms."""
    corpus = read_corpus(PROJECT / "briefings", today=date(2026, 12, 1))
    analyser = Analyser()
    terms = {}
    for language in ("en", "cy"):
        maker = DocumentMaker(corpus.vocabularies, corpus.schemes, language)
        real = list(maker.documents(in_publication_order(corpus.briefings.values())))
        documents = [*real, *_shuffled(real, random.Random(f"shuffled {language}"))]
        write_index(folder, documents, language, analyser=analyser)
        terms[language] = [
            {"id": one.id, **{field: _terms(one.fields.get(field, ()), language, analyser) for field in FIELDS}}
            for one in documents
        ]
    json.dump(terms, sys.stdout)


def _shuffled(documents: list[Document], chance: random.Random) -> Iterator[Document]:
    """Yield documents whose fields are some sentences of the same fields of others; now and then one is empty."""
    for number in range(SHUFFLED):
        fields = {}
        for field in FIELDS:
            passages = []
            for one in chance.sample(documents, chance.choice([0, 1, 1, 2, 3])):
                for passage in one.fields.get(field, ()):
                    sentences = _SENTENCES.split(passage.text)
                    if chance.random() < 0.4:
                        passages.append(Passage(" ".join(chance.sample(sentences, 1)), passage.language))
            fields[field] = tuple(passages)
        yield Document(f"shuffled-{number}", fields)


def _terms(passages: tuple[Passage, ...], language: str, analyser: Analyser) -> list[str]:
    """Return the terms of a field. Those of one word, which stand in one place, come in the order of the alphabet."""
    return [
        sign + term
        for passage in passages
        for sign in ["" if passage.language == language else "_"]
        for word in words(passage.text)
        for term in sorted(analyser.terms(word, passage.language))
    ]


if __name__ == "__main__":
    {"given": given, "many": many}[sys.argv[1]](Path(sys.argv[2]))
