"""Pictures for social networks: all words fit, in letters that are there; the same every time; only with an address."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site
from evidence_briefings.site.social import HEIGHT, WIDTH, Said, SocialCards, readable, said_of, social_cards
from evidence_briefings.site.wording import Wording
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tiny import PROJECT, corpus_of

THEME = PROJECT / "theme_overrides"
SAID = Said("Evidence briefings", "Research · Fostering", "A title", "It helps some people.", "Wales: Partly", "partly")
LIMIT = 30_000
"""Bytes of a card."""


@pytest.fixture(scope="module")
def cards() -> SocialCards:
    found = social_cards([THEME], None)
    assert found is not None
    return found


def overflow(picture: bytes) -> bool:
    """Return whether anything is drawn in the margins."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    margins = ((0, 101, 60, HEIGHT), (WIDTH - 62, 101, WIDTH, HEIGHT), (0, HEIGHT - 30, WIDTH, HEIGHT))
    return any(len(image.crop(box).getcolors() or "many") > 1 for box in margins)


def test_every_card_of_the_project_fits_and_is_small(cards: SocialCards, wording: Mapping[str, Wording]) -> None:
    corpus = corpus_of(PROJECT)
    told = [said_of(b, wording[lang], corpus.vocabularies) for b in corpus.briefings.values() for lang in wording]
    assert all(map(readable, told))
    for said in told:
        _, titled, concluded = cards.fitted(said.title, said.conclusion)
        assert " ".join(titled) == said.title
        assert " ".join(concluded) == said.conclusion
    longest = sorted(told, key=lambda said: len(said.title) + len(said.conclusion))[-6:]
    for said in [*longest, *sorted(told, key=lambda said: max(map(len, said.title.split())))[-2:]]:
        picture = cards.draw(said)
        assert not overflow(picture)
        assert len(picture) < LIMIT


def test_a_card_has_the_size_that_networks_ask_for(cards: SocialCards) -> None:
    image = Image.open(io.BytesIO(cards.draw(SAID)))
    assert (image.format, image.mode, image.size) == ("PNG", "P", (WIDTH, HEIGHT))


@settings(max_examples=15)
@given(st.text("aWŵŷ -", min_size=1, max_size=400), st.text("mŴ ,", min_size=1, max_size=600))
def test_nothing_runs_over_the_edge_whatever_is_written(title: str, conclusion: str) -> None:
    found = social_cards([THEME], None)
    assert found is not None
    assert not overflow(found.draw(replace(SAID, title=title.strip() or "a", conclusion=conclusion.strip() or "a")))


def test_what_is_too_long_is_cut_after_a_word(cards: SocialCards) -> None:
    [line] = cards.lines("word " * 100, 33, 400, 1)
    assert line.endswith("word…")


def test_welsh_letters_are_drawn_with_letters_of_their_own(cards: SocialCards) -> None:
    assert cards.draw(replace(SAID, title="tŷ")) != cards.draw(replace(SAID, title="t\u0177".replace("ŷ", "ŵ")))
    assert readable(replace(SAID, title="Tŷ’r ŵyn – ‘hen’…"))
    assert not readable(replace(SAID, title="日本"))


def test_the_same_words_make_the_same_bytes_and_are_kept(tmp_path: Path, cards: SocialCards) -> None:
    kept = SocialCards(THEME / "assets" / "fonts", tmp_path / "cache")
    first = kept.png(SAID)
    assert first == cards.draw(SAID)
    [path] = (tmp_path / "cache").iterdir()
    path.write_bytes(b"kept")
    assert kept.png(SAID) == b"kept"
    assert kept.png(replace(SAID, title="Another")) != b"kept"
    kept.keep_only([kept.name(SAID)])
    assert [path.name] == [one.name for one in (tmp_path / "cache").iterdir()]


ONE = "briefings/\n  one.yml\n  one.cy.yml\n  odd.yml +\n    title: 日本 title\n"


def pictures(site: Site) -> list[str]:
    found = [made for bundle in site.take_aways() if bundle.name == ("pictures",) for made in bundle.make()]
    return [made[0] for made in found if not isinstance(made, Page)]


def head(site: Site, path: str) -> dict[str, str]:
    [page] = [page for page in site.pages() if page.path == path]
    return dict(page.meta["og"])


def test_a_site_with_an_address_has_a_card_of_each_record_and_names_it(site_of: Callable[..., Site]) -> None:
    site = site_of(ONE, site_url="https://example.org/e/")
    assert pictures(site) == ["social/en/one.png", "social/cy/one.png"]
    said = head(site, "cy/papurau-briffio/one.html")
    assert said["og:image"] == "https://example.org/e/social/cy/one.png"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert "Cymru" in said["og:image:alt"]
    assert "og:image" not in head(site, "en/briefings/odd.html")


def test_without_an_address_or_the_option_there_are_none(site_of: Callable[..., Site]) -> None:
    bare = site_of(ONE)
    assert pictures(bare) == []
    assert "og:image" not in head(bare, "en/briefings/one.html")
    bare.options = replace(bare.options, site_url="https://example.org/", social_cards=False)
    assert pictures(bare) == []
    assert "og:image" not in head(bare, "en/briefings/one.html")


def test_a_theme_without_the_letters_has_no_cards(tmp_path: Path) -> None:
    assert social_cards([tmp_path], None) is None
