"""Films and recordings: ours play here with captions, nothing of them is fetched before; all else is only a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.building import build, project_with
from browser.clips import film, sound
from browser.serving import Nginx
from browser.test_accessibility import DESKTOP, PHONE, load_axe, violations
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser, Page, expect
from tiny import tiny_site

RECORDS = """
briefings/
  one.cy.yml
  one.yml +
    media:
      - title: Our film
        kind: video
        file: films/visit.webm
        minutes: 1
        captions: [{language: en, file: films/visit.vtt}]
        transcript_text: |
          A nurse knocks at a door.

          She says: good morning.
      - {title: Our talk, kind: podcast, file: talk.wav, minutes: 1, language: cy, transcript_text: Bore da.}
      - title: A webinar
        kind: webinar
        url: https://www.example.org/webinar
        minutes: 50
        transcript: https://example.org/words
    formats:
      - {kind: easy-read, title: The same with pictures, url: "https://example.org/easy"}
      - {kind: audio, file: talk.wav, language: cy}
  two.cy.yml
  two.yml +
    title: A record without
  hidden.yml +
    status: draft
    media: [{title: Not yet, kind: podcast, file: hidden.wav, minutes: 1, transcript_text: Not yet.}]
  _media/
    hidden.wav | not to be published
    unnamed.txt | nobody names this
    films/
      visit.vtt |
        WEBVTT

        00:00.000 --> 00:09.000
        A nurse knocks at a door.
"""
PLAY = "medium => { medium.muted = true; return medium.play(); }"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Path:
    """Return the folder of a built site with a film and a recording of its own."""
    folder = tmp_path_factory.mktemp("media")
    records = tiny_site(folder / "drawn", RECORDS, lists="real") / "briefings"
    (records / "_media" / "films" / "visit.webm").write_bytes(film(chromium))
    (records / "_media" / "talk.wav").write_bytes(sound())
    return build(project_with(folder / "project", records))


@pytest.fixture(scope="module")
def served(shown: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the site on a server with a strict policy."""
    server = Nginx(tmp_path_factory.mktemp("nginx"), {"media": shown})
    yield server.urls["media"]
    server.stop()


@pytest.fixture
def watch(chromium: Browser, shown: Path, served: str) -> Iterator[Watch]:
    """Return a watch whose pages may load nothing but this site, and complain about nothing."""
    watch = Watch(chromium, (shown.as_uri() + "/", served))
    yield watch
    watch.close()
    assert (watch.complaints, watch.elsewhere) == ([], [])


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, shown: Path, served: str) -> str:
    """Return the address of the site's root: on a server, then in a folder."""
    return served if request.param == "http" else shown.as_uri() + "/"


def opened(page: Page, root: str, language: str = "en") -> Page:
    page.goto(root + address("briefing", language, "one"))
    return page


def test_only_files_that_shown_records_name_are_published(shown: Path) -> None:
    found = sorted(path.relative_to(shown).as_posix() for path in (shown / "media").rglob("*") if path.is_file())
    assert found == ["media/films/visit.vtt", "media/films/visit.webm", "media/talk.wav"]


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_a_file_of_ours_plays_on_the_page(kind: str, watch: Watch, root: str) -> None:
    page = opened(watch.page(), root)
    medium = page.locator(f"#tools {kind}")
    medium.evaluate(PLAY)
    page.wait_for_function("medium => medium.currentTime > 0.3", arg=medium.element_handle())


def test_nothing_of_it_is_fetched_before_somebody_plays_it(watch: Watch, root: str) -> None:
    asked: list[str] = []
    page = watch.page()
    page.on("request", lambda request: asked.append(request.url))
    opened(page, root)
    page.locator("#tools").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/media/" in url]


def test_captions_show_over_http(watch: Watch, served: str) -> None:
    page = opened(watch.page(), served)
    medium = page.locator("video")
    medium.evaluate("medium => { medium.textTracks[0].mode = 'showing'; }")
    medium.evaluate(PLAY)
    page.wait_for_function("medium => medium.textTracks[0].activeCues?.length", arg=medium.element_handle())
    words = medium.evaluate("medium => medium.textTracks[0].activeCues[0].text")
    assert words == "A nurse knocks at a door."
    track = page.locator("video track")
    expect(track).to_have_attribute("srclang", "en")
    expect(track).to_have_attribute("label", "English")


def test_a_film_can_be_moved_about_in_over_http(watch: Watch, served: str) -> None:
    page = opened(watch.page(), served)
    with page.expect_response(lambda response: response.url.endswith(".webm")) as answer:
        page.locator("video").evaluate(PLAY)
    assert answer.value.status == 206  # a part, as it was asked for
    assert answer.value.headers["content-type"].startswith("video/webm")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_it_stand_on_the_page_without_javascript(language: str, watch: Watch, root: str) -> None:
    page = opened(watch.page(javascript=False), root, language)
    words = page.locator(".medium").first.locator("details")
    expect(words.get_by_text("She says: good morning.")).to_be_hidden()
    words.locator("summary").click()
    expect(words.get_by_text("She says: good morning.")).to_be_visible()


def test_what_is_elsewhere_is_a_link_that_says_where_it_leads(watch: Watch, served: str) -> None:
    page = opened(watch.page(), served)
    card = page.locator(".medium", has_text="A webinar")
    link = card.get_by_role("link", name="Open it on example.org, another site")
    expect(link).to_have_attribute("href", "https://www.example.org/webinar")
    expect(card).to_contain_text("50 minutes")
    expect(page.locator("iframe, embed, object")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_forms_says_which_briefings_have_which(language: str, watch: Watch, root: str) -> None:
    page = watch.page(javascript=False)
    page.goto(root + address("formats", language))
    expect(page.locator("#form-easy-read li")).to_have_count(1)
    expect(page.locator("#form-braille li")).to_have_count(0)
    assert (page.locator("#form-braille").text_content() or "").strip()
    for link in page.locator("#form-easy-read li a, #form-audio li a").all():
        assert "one.html" in str(link.get_attribute("href")) or link.get_attribute("hreflang")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_wrong_with_media(size: tuple[int, int], language: str, watch: Watch, served: str) -> None:
    page = opened(watch.page(width=size[0], height=size[1]), served, language)
    page.evaluate("document.querySelectorAll('main details').forEach(element => element.open = true)")
    load_axe(page)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        if wrong := violations(page):
            found[scheme] = wrong
    assert found == {}
