"""Passing a briefing on, asking about it, and saying what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from browser.hostile import let_in
from browser.reading import documents, text_of
from browser.showcase import SOME_BRIEFING
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

SHARING = """
window.__answer = () => Promise.resolve();
navigator.share = given => { window.__shared = given; return window.__answer(); };
"""


def mails(page: Page) -> list[tuple[str, dict[str, str]]]:
    """Return (to whom, {field: text}) of each e-mail link of a page, as a mail program reads it."""
    links = page.locator("main a[href^='mailto:']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [
        (unquote(urlsplit(link).path), {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()})
        for link in links
    ]


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_names_the_page_where_it_was_read(
    language: str, javascript: bool, watch: Watch, real: Path, urls: dict[str, str]
) -> None:
    page = watch.page(javascript=javascript)
    path = address("briefing", language, SOME_BRIEFING)
    for root in (urls["real"], real.as_uri() + "/"):
        page.goto(f"{root}{path}?x=1#sources")
        where = page.url.split("#")[0] if root.startswith("http") and javascript else path
        version = page.locator("#reviewed dl div", has_text={"en": "Version", "cy": "Fersiwn"}[language]).locator("dd")
        found = mails(page)
        assert len(found) == 2
        for _, fields in found:
            assert page.locator("h1").inner_text() in fields["subject"]
            lines = fields["body"].split("\r\n")
            assert lines[-2] == where
            assert version.inner_text() in lines[-1]


def test_questions_and_corrections_go_to_those_whom_the_record_names(page: Page, urls: dict[str, str]) -> None:
    page.goto(urls["showcase"] + address("briefing", "en", "untranslated"))
    assert [to for to, _ in mails(page)] == ["evidence@example.org", "keepers@example.org"]
    expect(page.locator("#contact")).to_contain_text("Ask about this: evidence@example.org")
    expect(page.locator("#contact")).to_contain_text("Tell us what is wrong: keepers@example.org")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_makes_another_field_of_an_e_mail(language: str, sites: dict[str, Path]) -> None:
    pages = documents(sites["hostile"])
    for id in let_in(sites["hostile"]):
        document = pages[address("briefing", language, id)]
        links = [link for _, link in document.links() if link.startswith("mailto:")]
        assert len(links) == 2
        for link in links:
            fields = parse_qs(urlsplit(link).query, strict_parsing=True)
            assert fields.keys() == {"subject", "body"}
            words = "".join(fields["subject"][0].split(": ", 1)[1].split())
            assert words == "".join(text_of(document.find(".//main//h1")).split()) or "\u2028" in text_of(
                document.find(".//main//h1")
            )


def test_a_page_is_shared_by_the_devices_own_means_where_it_has_them(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.add_init_script(SHARING)
    page.goto(urls["real"] + address("briefing", "en", SOME_BRIEFING) + "#sources")
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("window.__shared") == {
        "title": page.locator("h1").inner_text(),
        "text": " ".join(page.locator(".lead").inner_text().split()),
        "url": page.url.split("#")[0],
    }
    expect(page.locator(".keep-said")).to_be_hidden()


@pytest.mark.parametrize(("name", "is_said"), [("AbortError", False), ("NotAllowedError", True)])
def test_sharing_that_fails_is_said_unless_the_reader_stopped_it(
    name: str, is_said: bool, watch: Watch, urls: dict[str, str]
) -> None:
    page = watch.page()
    page.add_init_script(SHARING)
    page.goto(urls["real"] + address("briefing", "en", SOME_BRIEFING))
    page.evaluate("name => { window.__answer = () => Promise.reject(new DOMException('no', name)); }", name)
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".keep-said")).to_be_visible(visible=is_said)


def test_nothing_is_offered_that_the_device_cannot_do(watch: Watch, real: Path, urls: dict[str, str]) -> None:
    page = watch.page()
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(urls["real"] + address("briefing", "en", SOME_BRIEFING))
    expect(page.get_by_role("button", name="Save to my reading")).to_be_visible()
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    # A folder on somebody's computer is no address to share.
    page.add_init_script(SHARING)
    page.goto((real / address("briefing", "en", SOME_BRIEFING)).as_uri())
    expect(page.get_by_role("button", name="Save to my reading")).to_be_visible()
    expect(page.get_by_role("button", name="Share")).to_have_count(0)


@pytest.mark.parametrize("where", ["server", "folder"])
def test_the_link_is_copied_from_the_beginning_of_the_page_too(
    where: str, watch: Watch, real: Path, urls: dict[str, str]
) -> None:
    page = watch.page(permissions=["clipboard-read", "clipboard-write"])
    root = urls["real"] if where == "server" else real.as_uri() + "/"
    page.goto(root + address("briefing", "cy", SOME_BRIEFING))
    button = page.locator("[data-keep] button[data-act=copy-link]")
    button.click()
    expect(button).to_have_text("Wedi'i gopïo")
    page.locator("#header-q").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#header-q").input_value() == page.url
