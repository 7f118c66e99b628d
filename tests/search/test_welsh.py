"""The keys of Welsh words: every form of a word meets its other forms, and few other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.lexicon import Lexicon, welsh_lexicon
from evidence_briefings.search.readings import keys
from evidence_briefings.search.welsh import STOP_WORDS, radicals
from hypothesis import given
from hypothesis import strategies as st

from .made import shared_analyser

SMALL = {"plant": "plentyn", "plentyn": "plentyn", "tŷ": "tŷ", "tai": "tŷ", "clawr": "clawr", "glawr": "clawr"}
SMALL |= {"llawr": "llawr", "nodi": "nodi", "dodi": "dodi", "gweminar": "gweminar", "dysgu": "dysgu"}


def terms(word: str) -> set[str]:
    return set(shared_analyser().terms(word, "cy"))


def small(word: str, *entries: tuple[str, str]) -> tuple[str, ...]:
    return keys(word, Lexicon(SMALL, entries))


@pytest.mark.parametrize(
    "forms",
    [
        "plentyn plant blant phlant mhlant blentyn",
        "Cymru Gymru Nghymru Chymru",
        "tŷ dŷ nhŷ thŷ tai dai thai nhai",
        "gweithiwr weithiwr gweithwyr weithwyr",
        "ymarferydd ymarferwyr",
        "cynnal gynnal cynhaliodd cynhelir gynhaliwyd",
        "cynnig cynigiodd gynigir",
        "derbyn dderbyniodd nerbyn",
        "gwneud wnaeth gwneir wneud",
        "rhaglen raglen rhaglenni raglenni",
        "dull dulliau ddulliau",
        "iechyd hiechyd",
        "adsefydlu",
        "ailalluogi ailalluogwyd",
        "briffio friffio briffiodd",
        "camfanteisio gamfanteisio chamfanteisiodd",
        "cwcis gwcis",
        "cydgynhyrchu gydgynhyrchu chydgynhyrchwyd",
        "lawrlwytho lawrlwythodd lawrlwythwch",
        "metaddadansoddiad fetaddadansoddiad metaddadansoddiadau",
        "niwroamrywiaeth",
        "presgripsiynu bresgripsiynu",
        "rhanddeiliad rhanddeiliaid randdeiliaid",
        "ynysigrwydd hynysigrwydd",
        "pwysig bwysig pwysicaf phwysicach",
        "dau dwy ddau ddwy",
    ],
)
def test_all_forms_of_a_word_share_a_key(forms: str) -> None:
    assert set.intersection(*(terms(form.lower()) for form in forms.split()))


@pytest.mark.parametrize(
    ("one", "other"),
    [("nodi", "dodi"), ("hanner", "anner"), ("gorau", "côr"), ("allan", "gallu"), ("lawr", "clawr"), ("môr", "mor")],
)
def test_words_that_only_look_like_mutations_are_kept_apart(one: str, other: str) -> None:
    assert terms(one).isdisjoint(terms(other))


@pytest.mark.parametrize(("form", "words"), [("law", "llaw glaw"), ("fath", "math bath"), ("fan", "man ban")])
def test_a_form_that_may_be_two_words_has_the_keys_of_both(form: str, words: str) -> None:
    assert all(terms(form) & terms(word) for word in words.split())


def test_common_words_have_no_keys_but_their_accented_neighbours_do() -> None:
    assert [terms(word) for word in ("hyn", "tan", "mae", "yn", "gan")] == [set()] * 5
    assert all(terms(word) for word in ("hŷn", "tân", "gân"))


def test_english_stop_words_are_no_welsh_ones() -> None:
    assert all(terms(word) for word in ("her", "all", "had"))


def test_a_name_nobody_knows_is_found_in_all_its_mutations() -> None:
    assert terms("betsan") & terms("fetsan") & terms("metsan")


def test_an_unknown_plural_meets_its_singular() -> None:
    assert terms("blorgau") & terms("florg")


@given(st.sampled_from("ptcbdgm"), st.text("aeiourl", min_size=3, max_size=6))
def test_a_word_is_among_the_radicals_of_all_its_mutations(onset: str, rest: str) -> None:
    changed = {
        "p": "b mh ph", "t": "d nh th", "c": "g ngh ch", "b": "f m", "d": "dd n", "g": "ng", "m": "f"
    }[onset].split()  # fmt: skip
    assert all(onset + rest in radicals(beginning + rest) for beginning in changed)


def test_a_mutation_of_a_mutation_is_none() -> None:
    assert small("lawr") == ("llawr",)


def test_a_dictionary_word_is_not_taken_for_the_rarer_mutations() -> None:
    assert small("nodi") == ("nodi",)
    assert small("ddodi") == ("dodi",)


def test_accents_are_read_as_written_before_they_are_folded() -> None:
    assert small("dŷ") == ("tŷ",)
    assert small("nhy") == ("tŷ",)
    assert small("ty", ("ty", "tynnu")) == ("tynnu",)


def test_an_ending_goes_only_where_it_leaves_a_word_that_is_known() -> None:
    assert small("weminarau") == ("gweminar",)
    assert small("ddysgwyd") == ("dysgu",)
    assert "dysgi" not in small("dysgiwyd")


def test_an_entry_adds_a_lemma_and_takes_none_away() -> None:
    assert small("plant", ("plant", "plannu")) == ("plentyn", "plannu")


def test_what_is_said_of_a_name_holds_for_its_forms() -> None:
    lexicon = Lexicon({"cynhaliodd": "cynal", "cynal": "cynal"}, (), [("cynal", "cynnal")])
    assert lexicon.lemmas("cynhaliodd") == lexicon.lemmas("cynal") == ("cynnal",)


def test_entries_may_have_capitals_hyphens_and_forms_of_several_words() -> None:
    lexicon = Lexicon({}, [("Rhiwbeina", "Rhiwbina"), ("cyd-destun", "cyd-destun"), ("dau ddwsin", "dwsin")])
    assert lexicon.lemmas("rhiwbeina") == ("rhiwbina",)
    assert lexicon.lemmas("destun") == lexicon.lemmas("ddwsin") == ()


def test_the_common_word_keeps_clear_of_the_name_that_is_spelt_like_it() -> None:
    assert Lexicon({"tai": "tŷ", "Tai": "Thai", "Thai": "Thai"}).lemmas("tai") == ("tŷ",)


def test_a_lexicon_finds_back_every_form_of_a_lemma() -> None:
    lexicon = Lexicon(SMALL, [("deuluoedd", "teulu"), ("plantos", "plentyn")])
    assert lexicon.forms_of({"plentyn", "teulu"}) == {
        "plant": ("plentyn",), "plentyn": ("plentyn",), "plantos": ("plentyn",), "deuluoedd": ("teulu",)
    }  # fmt: skip


def test_a_site_may_add_words_of_its_own() -> None:
    analyser = Analyser(lambda: welsh_lexicon([("sgwiglod", "sgwiglyn")]))
    assert analyser.terms("sgwiglod", "cy") == ("sgwiglyn",)


def test_the_lexicon_is_not_loaded_for_english() -> None:
    def unwanted() -> Lexicon:
        raise AssertionError

    assert Analyser(unwanted).terms("children", "en") == ("children",)


@pytest.mark.parametrize("name", ["welsh-lexicon.tsv", "welsh-names.tsv"])
def test_our_lists_are_words_with_one_tab_between_them_each_once(name: str) -> None:
    path = Path(__import__("evidence_briefings").__file__).parent / "search" / name
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.split("\t") for line in lines]
    assert all(len(pair) == 2 and all(word.isalpha() and word.islower() for word in pair) for pair in pairs)
    assert len(lines) == len(set(lines))


def test_a_word_goes_by_one_other_name_that_is_final() -> None:
    path = Path(__import__("evidence_briefings").__file__).parent / "search" / "welsh-names.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = dict(line.split("\t") for line in lines)
    assert len(names) == len(lines)
    assert not names.keys() & set(names.values())


def test_stop_words_are_sorted_and_in_lower_case() -> None:
    assert all(word == word.lower() and len(word) > 1 for word in STOP_WORDS)
