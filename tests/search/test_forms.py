"""What a browser is told of Welsh words: it finds what the index holds, whatever form is typed."""

from __future__ import annotations

from functools import cache

import pytest
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.forms import Forms, forms_of, query_keys
from evidence_briefings.search.index import Index, build_index
from evidence_briefings.search.lexicon import Lexicon
from evidence_briefings.search.tokens import folded
from evidence_briefings.search.welsh import STOP_WORDS, radicals

from .made import document, project_documents, shared_analyser


@cache
def whole() -> tuple[Index, Forms]:
    index = build_index(project_documents("cy"), "cy", shared_analyser())
    return index, forms_of(index, shared_analyser())


def of(text: str, dictionary: dict[str, str], language: str = "cy") -> Forms:
    analyser = Analyser(lambda: Lexicon(dictionary))
    index = build_index([document("one", "cy", body=text)], language, analyser)
    return forms_of(index, analyser)


def test_every_word_of_the_index_leads_to_all_of_its_keys() -> None:
    index, forms = whole()
    missed = [
        word for word in index.welsh if not set(query_keys(word, forms)) >= set(shared_analyser().terms(word, "cy"))
    ]
    assert not missed


def test_only_words_that_gain_an_accent_lead_further() -> None:
    index, forms = whole()
    plain = {folded(form) for form in {*shared_analyser().lexicon.forms_of(frozenset(index.terms)), *index.welsh}
             if not form.isascii()}  # fmt: skip
    further = {word for word in index.welsh if set(query_keys(word, forms)) != set(shared_analyser().terms(word, "cy"))}
    assert further <= plain


def test_every_other_form_of_its_lemmas_leads_to_the_index() -> None:
    index, forms = whole()
    known = shared_analyser().lexicon.forms_of({term for term in index.terms if not term.startswith("_")})
    missed = {
        form for form, lemmas in known.items()
        if form not in STOP_WORDS and set(lemmas).isdisjoint(query_keys(form, forms))
    }  # fmt: skip
    # ym mhan: a nasal mutation of a p that may as well be one of an m, and man is a word that begins with m.
    assert missed <= {"mhan"}


def test_an_unknown_word_leads_to_the_index_by_whatever_it_may_be_a_mutation_of() -> None:
    index, forms = whole()
    unknown = [word for word in index.welsh if not shared_analyser().lexicon.lemmas(word)]
    assert len(unknown) > 100
    missed = [
        (word, radical)
        for word in unknown
        for radical in radicals(word)
        if radical not in STOP_WORDS and set(shared_analyser().terms(word, "cy")).isdisjoint(query_keys(radical, forms))
    ]
    assert not missed


def test_without_its_accents_a_word_leads_to_all_it_may_be() -> None:
    index, forms = whole()
    known = shared_analyser().lexicon.forms_of({term for term in index.terms if not term.startswith("_")})
    missed = [
        word
        for word in {*known, *index.welsh}
        if not word.isascii()
        and folded(word) not in STOP_WORDS
        and not set(query_keys(folded(word), forms)) >= set(query_keys(word, forms))
    ]
    assert not missed


def test_a_mutation_is_not_listed_where_its_radical_says_it_all() -> None:
    forms = of("plant", {"plant": "plentyn", "plentyn": "plentyn", "blant": "plentyn", "mhlant": "plentyn"})
    assert forms == {"plant": ("plentyn",), "plentyn": ("plentyn",)}


def test_a_mutation_is_listed_where_it_may_be_another_word_too() -> None:
    forms = of("glan lan", {"glan": "glan", "lan": "lan"})
    assert set(query_keys("lan", forms)) == {"lan", "glan"}
    assert query_keys("glan", forms) == ("glan",)


def test_a_query_without_the_circumflex_finds_the_word_with_it_and_the_one_without() -> None:
    forms = of("tŷ ty tai", {"tŷ": "tŷ", "tai": "tŷ", "ty": "tynnu"})
    assert query_keys("tŷ", forms) == ("tŷ",)
    assert set(query_keys("ty", forms)) == {"tynnu", "tŷ"}


def test_a_name_is_found_although_a_word_looks_like_its_radical() -> None:
    forms = of("Fetsi petsi", {"petsi": "petsi"})
    assert "betsi" in query_keys("betsi", forms)


def test_words_of_lemmas_that_the_index_lacks_are_not_listed() -> None:
    assert of("tai", {"tai": "tŷ", "tŷ": "tŷ", "plant": "plentyn"}).keys() == {"tai", "tŷ", "ty"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_welsh_text_in_an_english_index_has_forms_with_the_same_keys(language: str) -> None:
    assert of("tai", {"tai": "tŷ", "tŷ": "tŷ"}, language)["tai"] == ("tŷ",)


def test_an_index_without_welsh_has_no_forms() -> None:
    index = build_index([document("one", body="children")], "cy", Analyser())
    assert forms_of(index, Analyser()) == {}


def test_no_stop_word_is_listed() -> None:
    assert not whole()[1].keys() & STOP_WORDS
