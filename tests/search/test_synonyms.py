"""Groups of phrases that mean the same: in the reader's language first, acronyms from the glossary included."""

from __future__ import annotations

from evidence_briefings.content.vocabulary import (
    GlossaryEntry,
    GlossaryText,
    SynonymGroup,
    Vocabularies,
    read_vocabularies,
)
from evidence_briefings.search.synonyms import synonym_groups
from tiny import PROJECT


def groups(language: str, *given: SynonymGroup | GlossaryEntry) -> list[list[str]]:
    glossary = tuple(one for one in given if isinstance(one, GlossaryEntry))
    synonyms = tuple(one for one in given if isinstance(one, SynonymGroup))
    return synonym_groups(Vocabularies({}, glossary, synonyms), language)


def entry(en: tuple[str, str | None], cy: tuple[str, str | None]) -> GlossaryEntry:
    return GlossaryEntry(
        id="one",
        en=GlossaryText(term=en[0], acronym=en[1], meaning="..."),
        cy=GlossaryText(term=cy[0], acronym=cy[1], meaning="..."),
    )


LOOKED_AFTER = SynonymGroup(en=["looked after children", "LAC"], cy=["plant sy'n derbyn gofal", "plant mewn gofal"])
NEEDS = entry(("Additional learning needs", "ALN"), ("Anghenion dysgu ychwanegol", "ADY"))


def test_a_welsh_reader_who_types_an_english_acronym_finds_the_welsh() -> None:
    assert groups("cy", LOOKED_AFTER) == [
        ["plant sy'n derbyn gofal", "plant mewn gofal", "looked after children", "lac"]
    ]


def test_the_english_groups_stay_small() -> None:
    assert groups("en", LOOKED_AFTER) == [["looked after children", "lac"]]


def test_a_group_without_english_keeps_its_welsh() -> None:
    assert groups("en", SynonymGroup(cy=["hwb", "canolfan"])) == [["hwb", "canolfan"]]


def test_a_term_of_the_glossary_and_its_acronym_mean_the_same() -> None:
    assert groups("en", NEEDS) == [["additional learning needs", "aln"]]
    assert groups("cy", NEEDS) == [["anghenion dysgu ychwanegol", "ady", "additional learning needs", "aln"]]


def test_a_term_without_an_acronym_makes_no_group() -> None:
    assert groups("en", entry(("Absorptive capacity", None), ("Gallu i amsugno", None))) == []


def test_a_remark_in_brackets_is_not_what_people_type() -> None:
    assert groups("en", entry(("A centre (short form)", "AC"), ("Canolfan", None))) == [["a centre", "ac"]]


def test_what_an_earlier_group_says_is_not_said_again() -> None:
    same = SynonymGroup(en=["additional learning needs", "ALN", "special needs"])
    assert groups("en", same, NEEDS) == [["additional learning needs", "aln", "special needs"]]


def test_phrases_that_differ_only_in_signs_are_one() -> None:
    assert groups("en", SynonymGroup(en=["trauma-informed", "trauma informed", "Trauma aware"])) == [
        ["trauma-informed", "trauma aware"]
    ]


def test_the_project_has_groups_for_both_languages() -> None:
    vocabularies, _ = read_vocabularies(PROJECT / "briefings", PROJECT)
    for language in ("en", "cy"):
        found = synonym_groups(vocabularies, language)
        assert any({"looked after children", "lac"} <= set(group) for group in found)
        assert all(len(group) > 1 for group in found)
