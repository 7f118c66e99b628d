"""The A to Z of each language: its whole alphabet, in its own order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.reading import Document, documents, text_of
from evidence_briefings.site.addresses import address

try:
    import icu
except ImportError:
    icu = None

WELSH = "A B C Ch D Dd E F Ff G Ng H I J K L Ll M N O P Ph Q R Rh S T Th U V W X Y Z".split()
ENGLISH = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z".split()


def a_to_z(folder: Path, language: str) -> Document:
    return documents(folder)[address("a-z", language)]


@pytest.mark.parametrize(("language", "letters"), [("cy", WELSH), ("en", ENGLISH)])
def test_every_letter_of_the_alphabet_stands_there_in_its_order(language: str, letters: list[str], real: Path) -> None:
    page = a_to_z(real, language)
    assert [text_of(item) for item in page.main.findall(".//ul[@class='letters']/li")][: len(letters)] == letters


@pytest.mark.parametrize("language", ["cy", "en"])
def test_only_letters_with_entries_are_links(language: str, real: Path) -> None:
    page = a_to_z(real, language)
    linked = [text_of(link) for link in page.main.findall(".//ul[@class='letters']/li/a")]
    assert linked == [text_of(heading) for heading in page.main.findall(".//section/h2")]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_briefing_is_listed(language: str, real: Path) -> None:
    listed = {a_to_z(real, language).target(link)[0] for element, link in a_to_z(real, language).links()}
    briefings = {path for path, page in documents(real).items() if page.kind == "briefing" and path[:2] == language}
    assert briefings - listed == set()


@pytest.mark.skipif(icu is None, reason="PyICU is not installed: the order is compared with ICU's lists elsewhere")
@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("key", ["a-z", "glossary"])
def test_the_entries_stand_as_icu_sorts_them(key: str, language: str, real: Path) -> None:
    page = documents(real)[address(key, language)]
    kind = ".//li/a" if key == "a-z" else ".//dt"
    labels = [
        text_of(entry).split(" (")[0] for section in page.main.findall(".//section") for entry in section.findall(kind)
    ]
    collator = icu.Collator.createInstance(icu.Locale(language))
    # Quotes, colons and brackets say nothing about the place of a title.
    assert labels == sorted(labels, key=lambda label: collator.getSortKey(re.sub(r"[^\w\s-]", "", label)))
