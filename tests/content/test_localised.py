"""Text in two languages: a missing one is said to be missing."""

from __future__ import annotations

import pytest
from evidence_briefings.content.localised import Localised
from pydantic import TypeAdapter, ValidationError

READ = TypeAdapter(Localised)


def test_a_missing_language_is_none_and_never_the_other_one() -> None:
    text = Localised("en", en="Fostering")
    assert text.get("cy") is None
    assert text.original == "Fostering"


def test_the_best_text_says_which_language_it_is_in() -> None:
    assert Localised("en", en="Fostering").best("cy") == ("Fostering", "en")
    assert Localised("en", en="Fostering", cy="Maethu").best("cy") == ("Maethu", "cy")
    assert Localised("cy", cy="Maethu").best("en") == ("Maethu", "cy")


def test_a_text_is_read_in_the_language_of_its_record() -> None:
    assert READ.validate_python(" Maethu \n", context={"language": "cy"}) == Localised("cy", cy="Maethu")
    assert READ.validate_python("Fostering") == Localised("en", en="Fostering")


@pytest.mark.parametrize("value", ["", "  \n ", None, 3, True, ["a"], {"en": "a"}])
def test_nothing_but_words_is_a_text(value: object) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(value)


def test_a_translation_is_added_without_changing_the_original() -> None:
    text = Localised("en", en="Fostering")
    assert text.with_text("cy", "Maethu") == Localised("en", en="Fostering", cy="Maethu")
    assert text.cy is None
