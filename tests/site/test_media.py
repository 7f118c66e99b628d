"""Media and other forms: which files belong to a site, what a card says of them, and what a preview does with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from evidence_briefings.mkdocs.media import MediaCopies
from evidence_briefings.site.addresses import Links, address
from evidence_briefings.site.media import format_cards, media_cards
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT, corpus_of, tiny_site

RECORDS = """
briefings/
  one.cy.yml
  one.yml +
    media:
      - {title: A talk, kind: podcast, file: talk.mp3, minutes: 2, transcript_text: "Good morning.\\n\\nGood night."}
      - {title: A film, kind: video, url: "https://www.example.org/film", minutes: 2, transcript: "https://example.org"}
    formats: [{kind: easy-read, file: easy/one.pdf}]
  two.cy.yml
  two.yml +
    title: A record without
  _media/
    talk.mp3 = b"0" * 3400000
    unnamed.mp3 | nobody names this
    easy/
      one.pdf | no real document
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_site(tmp_path / "site", RECORDS)


def site_in(folder: Path, wording: Mapping[str, Wording]) -> Site:
    return make_site(corpus_of(folder), Options([PROJECT / "theme_overrides"]), wording)


def pages_of(site: Site) -> dict[str, object]:
    return {page.path: page.key for page in site.pages()}


def test_a_card_says_what_a_file_is_and_where_a_link_leads(folder: Path, wording: Mapping[str, Wording]) -> None:
    corpus = site_in(folder, wording).corpus
    links = Links(address("briefing", "en", "one"), "en")
    talk, film = media_cards(corpus.briefings["one"], corpus.media, links)
    assert (talk.url, talk.file, talk.plays, talk.host) == ("../../media/talk.mp3", "MP3, 3.4 MB", "sound", None)
    assert talk.words == ("Good morning.", "Good night.")
    assert (film.host, film.plays, film.read) == ("example.org", None, "https://example.org")
    [easy] = format_cards(corpus.briefings["one"], corpus.media, links)
    assert (easy.url, easy.file, easy.plays) == ("../../media/easy/one.pdf", "PDF, 1 kB", None)


def test_files_that_no_record_names_are_no_part_of_a_site(folder: Path, wording: Mapping[str, Wording]) -> None:
    assert list(site_in(folder, wording).media()) == ["media/easy/one.pdf", "media/talk.mp3"]


def test_a_page_is_made_again_when_a_file_it_shows_has_another_size(
    folder: Path, wording: Mapping[str, Wording]
) -> None:
    before = pages_of(site_in(folder, wording))
    (folder / "briefings" / "_media" / "talk.mp3").write_bytes(b"0")
    after = pages_of(site_in(folder, wording))
    changed = {path for path in after if before[path] != after[path]}
    assert changed >= {address("briefing", language, "one") for language in ("en", "cy")}
    assert address("briefing", "en", "two") not in changed


def test_a_preview_follows_what_records_name(folder: Path, tmp_path: Path, wording: Mapping[str, Wording]) -> None:
    target = tmp_path / "built"
    copies = MediaCopies(target)
    copies.follow(site_in(folder, wording))
    assert (target / "media" / "talk.mp3").stat().st_size == 3_400_000
    (folder / "briefings" / "_media" / "talk.mp3").write_bytes(b"new")
    record = folder / "briefings" / "one.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("easy/one.pdf", "unnamed.mp3"), encoding="utf-8")
    copies.follow(site_in(folder, wording))
    assert (target / "media" / "talk.mp3").read_bytes() == b"new"
    assert not (target / "media" / "easy" / "one.pdf").exists()
    assert (target / "media" / "unnamed.mp3").exists()


def test_a_folder_of_media_that_lies_elsewhere_is_not_published(folder: Path) -> None:
    media = folder / "briefings" / "_media"
    media.rename(folder / "elsewhere")
    media.symlink_to(folder / "elsewhere")
    found = [problem.code for problem in corpus_of(folder).errors]
    assert found == ["missing-media-file", "missing-media-file"]
