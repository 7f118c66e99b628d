"""E-mail links: what they fill in, where they lead, and that no title can make another field of one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from email import message_from_string
from email.headerregistry import Address
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from browser.hostile import payloads, quoted
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.content.model import Briefing
from evidence_briefings.site.asking import correction_address, question_address
from evidence_briefings.site.site import Site
from evidence_briefings.site.version import version_of
from evidence_briefings.site.wording import Wording

DRAWN = "briefings/\n  one.yml +\n    title: {title}\n    {more}\n"
OWNER = "owner: {team: Keepers, email: keepers@example.org}"
CONTACT = "contact: {role: Those who answer, email: answers@example.org}"
PLACE = "https://example.org/en/briefings/one.html"


def record(site_of: Callable[..., Site], title: str = "One", more: str = OWNER) -> Briefing:
    return site_of(DRAWN.format(title=title, more=more)).collection.shown["one"]


def read(link: str | None) -> tuple[str, dict[str, str]]:
    """Return (to whom, {field: text}) of an e-mail link, as a mail program reads it."""
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("mailto", "", "")
    # In an e-mail link a plus stands for itself (RFC 6068), so there must be none for this to read it the same way.
    assert "+" not in parts.query
    fields = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
    assert all(len(values) == 1 for values in fields.values())
    return unquote(parts.path), {name: values[0] for name, values in fields.items()}


def test_a_question_says_about_which_version_of_which_page_it_is(
    site_of: Callable[..., Site], wording: dict[str, Wording]
) -> None:
    briefing = record(site_of)
    to, fields = read(question_address(briefing, wording["en"], PLACE))
    assert to == "keepers@example.org"
    assert fields == {
        "subject": "Question: One",
        "body": f"\r\n\r\n{PLACE}\r\nVersion: {version_of(briefing)} (en)",
    }


def test_a_correction_is_in_the_language_of_the_page(site_of: Callable[..., Site], wording: dict[str, Wording]) -> None:
    briefing = record(site_of)
    _, fields = read(correction_address(briefing, wording["cy"], "cy/papurau-briffio/one.html"))
    assert fields["subject"] == "Mae rhywbeth o'i le: One"
    assert fields["body"].split("\r\n") == [
        "",
        "",
        "cy/papurau-briffio/one.html",
        f"Fersiwn: {version_of(briefing)} (cy)",
    ]


@pytest.mark.parametrize(
    ("more", "asked", "told"),
    [
        (OWNER, "keepers@example.org", "keepers@example.org"),
        (f"{OWNER}\n    {CONTACT}", "answers@example.org", "keepers@example.org"),
        (f"{OWNER}\n    contact: {{role: Somebody}}", "keepers@example.org", "keepers@example.org"),
        (f"owner: {{team: Keepers}}\n    {CONTACT}", "answers@example.org", None),
        ("owner: {team: Keepers}", None, None),
    ],
)
def test_questions_go_to_the_contact_and_corrections_to_the_keepers(
    more: str, asked: str | None, told: str | None, site_of: Callable[..., Site], wording: dict[str, Wording]
) -> None:
    briefing = record(site_of, more=more)
    links = [make(briefing, wording["en"], PLACE) for make in (question_address, correction_address)]
    assert [link and read(link)[0] for link in links] == [asked, told]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [question_address, correction_address])
@pytest.mark.parametrize(
    "text", ["A & B = C? #1 + 50% @ home", "x\r\nBcc: all@example.org", "Tŷ “ŵyr” 😀", *payloads()]
)
def test_a_title_stays_in_its_line_whatever_is_in_it(
    text: str, make: Callable[..., str], language: str, real_lists: Site, wording: dict[str, Wording]
) -> None:
    briefing = real_lists.collection.shown["one"]
    # Past the check, which refuses some of these: the link must be safe by itself.
    title = briefing.title.with_text("en", text).with_text("cy", text)
    owner = briefing.owner.model_copy(update={"email": "keepers@example.org"})
    briefing = briefing.model_copy(update={"title": title, "owner": owner})
    link = make(briefing, wording[language], PLACE)
    assert link.isascii()
    assert not set(link.removeprefix("mailto:")) & set(" <>\"'[]{}|\\^`+;/#")
    to, fields = read(link)
    assert Address(addr_spec=to).domain == "example.org"
    assert fields.keys() == {"subject", "body"}
    assert {unicodedata.category(sign) for sign in fields["subject"]}.isdisjoint({"Cc", "Zl", "Zp"})
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in fields["subject"].split(": ", 1)[1] if sign.isalnum()] == letters
    assert list(message_from_string(f"Subject: {fields['subject']}\n\n").keys()) == ["Subject"]


def test_a_title_of_the_record_is_read_the_same_way(site_of: Callable[..., Site], wording: dict[str, Wording]) -> None:
    briefing = record(site_of, title=quoted("A & B = C? #1 + 50% @ home"))
    _, fields = read(question_address(briefing, wording["en"], PLACE))
    assert fields["subject"] == "Question: A & B = C? #1 + 50% @ home"
