"""Single values: dates, addresses, identifiers."""

from __future__ import annotations

import pytest
from evidence_briefings.content.blocks import Source
from evidence_briefings.content.fields import CalendarDate, Doi, Email, PartialDate, Url, id_fault, link_fault
from pydantic import TypeAdapter, ValidationError


def accepts(kind: object, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("value", ["2026-11-01", "2024-02-29", "0001-01-01"])
def test_a_day_of_the_calendar_is_a_date(value: str) -> None:
    assert accepts(CalendarDate, value)


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-29",
        "2026-13-01",
        "26-11-01",
        "2026-11",
        "2026-11-01T00:00",
        "2026-11-01\n",
        "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0660\u0661",
        "",
        None,
        20261101,
    ],
)
def test_anything_else_is_no_date(value: object) -> None:
    assert not accepts(CalendarDate, value)


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2026", True),
        ("2026-11", True),
        ("2026-11-30", True),
        ("2026-13", False),
        ("2026-11-31", False),
        ("2026-", False),
        ("\u0662\u0660\u0662\u0666", False),
        ("", False),
    ],
)
def test_a_part_of_a_date_is_a_year_a_month_or_a_day(value: str, good: bool) -> None:
    assert accepts(PartialDate, value) is good


@pytest.mark.parametrize(
    "value", ["https://example.org", "HTTP://EXAMPLE.ORG/a?b=c&d#e", "https://cy.example.org/tŷ", "https://[::1]/"]
)
def test_a_complete_web_address_is_a_link(value: str) -> None:
    assert accepts(Url, value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "example.org",
        "//example.org",
        "/page",
        "#top",
        "https:example.org",
        "https:///page",
        "https://a b",
        "https://[",
        "ftp://example.org",
        "mailto:a@example.org",
        "https://a\u200b.org",
        " https://a.org",
        "https://a.org\n",
    ],
)
def test_an_address_that_leads_nowhere_is_no_link(value: str) -> None:
    assert not accepts(Url, value)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "java\nscript:x",
        "\x01javascript:x",
        " javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "view-source:x",
        "java\u200bscript:x",
    ],
)
def test_an_address_that_could_run_something_is_unsafe(value: str) -> None:
    fault = link_fault(value)
    assert fault is not None
    assert fault[0] == "unsafe-link"


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("10.1108/JHOM-02-2020-0043", True),
        ("doi:10.1000/182", True),
        ("https://doi.org/10.1000/182", True),
        ("doi.org/10.1000/182", True),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", True),
        ("10.1000.10/123", True),
        ("10.1000/a b", False),
        ("10.1000/182.", False),
        ("10.1000/182,", False),
        ('10.1000/1"2', False),
        ("10.1000/", False),
        ("11.1000/1", False),
        ("10.\u0661\u0660\u0660\u0660/1", False),
    ],
)
def test_a_doi_looks_like_one(value: str, good: bool) -> None:
    assert accepts(Doi, value) is good


def test_the_address_of_an_old_doi_can_be_followed() -> None:
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    address = Source(title="A", doi=doi).address
    assert address == "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"
    assert Source(title="A", doi="10.1108/JHOM-02-2020-0043").address == "https://doi.org/10.1108/JHOM-02-2020-0043"


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("team@example.org", True),
        ("tîm@example.cymru", True),
        ("a@b", False),
        ("a%40b@example.org", False),
        ("a@@example.org", False),
        ("a@example..org", False),
        ("a@b..example.org", False),
        ("a@-.org", False),
        ("a b@example.org", False),
        ("a@example.org?cc=b@example.org", False),
        ("<a@example.org>", False),
    ],
)
def test_an_e_mail_address_is_one_address(value: str, good: bool) -> None:
    assert accepts(Email, value) is good


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("short-breaks", True),
        ("a1", True),
        ("1", True),
        ("a" * 80, True),
        ("a" * 81, False),
        ("A", False),
        ("a--b", False),
        ("a-", False),
        ("con", False),
        ("console", True),
        ("a\n", False),
        ("\u0661", False),
    ],
)
def test_an_id_is_fit_for_an_address(name: str, good: bool) -> None:
    assert (id_fault(name) is None) is good
