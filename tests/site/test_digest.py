"""A digest: what it tells of, and messages that simple mail programs show, with links that lead somewhere."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Mapping
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import html5lib
import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.site.digest import SenderError, digest_of, read_sender
from evidence_briefings.site.mailing import LARGEST, MOST
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT, corpus_of, tiny_site, write

URL = "https://example.org/evidence/"
DRAWING = """
    briefings/
      new.yml +
        title: Something new
        published: 2026-11-20
        reviewed: 2026-11-20
        changes: [{date: 2026-11-25, note: A word was put right.}]
      new.cy.yml +
        title: Rhywbeth newydd
      changed.yml +
        title: Something changed
        topics: [learning-disability]
        audiences: [managers]
        published: 2026-01-01
        reviewed: 2026-01-01
        messages: [{text: For all.}, {text: For managers., audiences: [managers]}]
        changes:
          - {date: 2026-11-21, note: A study was added.}
          - {date: 2026-11-23, note: And its limits.}
          - {date: 2026-10-01, note: Long ago.}
      again.yml +
        title: Read again
        published: 2026-01-01
        reviewed: 2026-11-22
      kept.yml +
        title: Kept for the record
        status: archived
        published: 2026-11-22
        reviewed: 2026-11-22
      later.yml +
        title: Later
        published: 2026-11-26
        reviewed: 2026-11-26
"""
PERIOD = ("--since", "2026-11-15", "--until", "2026-11-25")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, wording: Mapping[str, Wording]) -> Site:
    """Return a site with a record in each of the groups."""
    corpus = corpus_of(tiny_site(tmp_path_factory.mktemp("digest"), DRAWING))
    assert not corpus.errors
    return make_site(corpus, Options([PROJECT / "theme_overrides"], URL), wording)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the same site with its mkdocs.yml, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", DRAWING)
    (folder / "theme_overrides").symlink_to(PROJECT / "theme_overrides")
    sender = "{name: {en: The evidence team, cy: Y tîm tystiolaeth}, email: evidence@example.org}"
    write(folder, {"mkdocs.yml": f"site_url: {URL}\nplugins:\n  - evidence-briefings:\n      sender: {sender}\n"})
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["digest", *args], catch_exceptions=False)


def made(folder: Path, *args: str) -> dict[str, Any]:
    """Make a digest and return its files by name: texts, and the e-mail as the standard library reads it."""
    result = run(*PERIOD, "--to", "out", *args)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == [f"out/{name}" for name in ("digest.html", "digest.txt", "digest.eml", "teams.txt")]
    files: dict[str, Any] = {path.name: path.read_text("utf-8") for path in (folder / "out").glob("*.[ht]*")}
    return {**files, "digest.eml": email.message_from_bytes((folder / "out/digest.eml").read_bytes(), policy=default)}


def ids(site: Site, since: date, until: date, **terms: Any) -> dict[str, list[str]]:
    found = digest_of(site.collection, since, until, **terms)
    return {what: [event.briefing.id for event in events] for what, events in found.groups.items() if events}


# --- what it tells of ---


def test_it_tells_of_what_is_new_what_was_changed_and_what_was_reviewed(site: Site) -> None:
    told = {"published": ["new"], "changed": ["changed"], "reviewed": ["again"]}
    assert ids(site, date(2026, 11, 15), date(2026, 11, 25)) == told


def test_both_ends_of_the_period_belong_to_it(site: Site) -> None:
    assert ids(site, date(2026, 11, 20), date(2026, 11, 20)) == {"published": ["new"]}
    assert ids(site, date(2026, 11, 24), date(2026, 11, 24)) == {}
    assert ids(site, date(2026, 11, 25), date(2026, 11, 25)) == {"changed": ["new"]}


def test_all_changes_of_the_period_are_told_together(site: Site) -> None:
    [event] = digest_of(site.collection, date(2026, 11, 15), date(2026, 11, 25)).groups["changed"]
    assert [note.en for note in event.notes] == ["And its limits.", "A study was added."]


def test_a_topic_takes_in_those_below_it_and_an_audience_its_own_message(site: Site) -> None:
    lists, period = site.corpus.vocabularies, (date(2026, 11, 15), date(2026, 11, 25))
    assert ids(site, *period, topic=lists["topics"]["children"]) == {"published": ["new"], "reviewed": ["again"]}
    managers = digest_of(site.collection, *period, audience=lists["audiences"]["managers"])
    [event] = managers.groups["changed"]
    assert managers.message_of(event.briefing).text.en == "For managers."
    assert digest_of(site.collection, *period).message_of(event.briefing).text.en == "For all."


# --- the command ---


def test_the_e_mail_holds_both_languages_as_text_and_html_and_opens_as_a_draft(folder: Path) -> None:
    files = made(folder)
    mail: EmailMessage = files["digest.eml"]
    assert not mail.defects
    assert mail["Subject"] == "Papurau briffio tystiolaeth: Beth sy'n newydd | Evidence briefings: What is new"
    assert mail["From"].addresses[0].addr_spec == "evidence@example.org"
    assert mail["From"].addresses[0].display_name == "Y tîm tystiolaeth"
    assert (mail["X-Unsent"], mail["Content-Language"], mail["MIME-Version"]) == ("1", "cy, en", "1.0")
    assert mail["Date"].datetime.date() == date(2026, 11, 25)
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", mail["Message-ID"])
    assert mail.get_content_type() == "multipart/alternative"
    plain, rich = mail.iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content_charset() == rich.get_content_charset() == "utf-8"
    assert plain.get_content().replace("\r\n", "\n") == files["digest.txt"]
    assert rich.get_content().replace("\r\n", "\n") == files["digest.html"]


def test_lines_of_the_e_mail_end_and_are_as_long_as_the_standard_allows(folder: Path) -> None:
    made(folder)
    whole = (folder / "out/digest.eml").read_bytes()
    assert whole.isascii()
    assert whole.count(b"\n") == whole.count(b"\r\n")
    assert max(map(len, whole.split(b"\r\n"))) <= 78


def test_each_record_has_its_line_its_message_where_it_applies_and_how_sure(folder: Path) -> None:
    text = made(folder, "--language", "en")["digest.txt"]
    assert "New briefings: 1 · Changed briefings: 1 · Checked again: 1" in text
    [told] = [part for part in text.split("\n\n") if part.startswith("Something changed")]
    assert told.split("\n") == [
        "Something changed",
        "It helps some people.",
        "What was changed? And its limits. A study was added.",
        "What can I do? For all.",
        "Wales: Applies | One study | 1 minute",
        f"{URL}en/briefings/changed.html",
    ]
    assert "Sent by: The evidence team." in text
    assert "Kept for the record" not in text
    assert "Later" not in text


def test_welsh_comes_first_and_what_is_missing_in_it_is_marked(folder: Path) -> None:
    files = made(folder)
    text, html = files["digest.txt"], files["digest.html"]
    assert text.index("Beth sy'n newydd") < text.index("The English follows the Welsh.") < text.index("What is new")
    assert "Nid oes cyfieithydd wedi gwirio rhai o'r testunau hyn eto." in text
    [told] = [part for part in text.split("\n\n") if "/cy/papurau-briffio/changed.html" in part]
    assert told.split("\n")[-2].endswith("| Yn Saesneg")
    assert '<span lang="en">Something changed</span>' in html
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert [cell.text.strip() for cell in tree.iter("h1")] == ["Beth sy'n newydd", "What is new"]
    jumps = [(link.get("href"), link.get("lang")) for link in tree.iter("a") if str(link.get("href")).startswith("#")]
    assert jumps == [("#cymraeg", "cy"), ("#english", "en")]
    assert {"cymraeg", "english"} <= {element.get("id") for element in tree.iter()}
    assert {cell.get("lang") for cell in tree.iter("td") if cell.get("bgcolor")} == {"cy", "en"}


def test_one_language_is_a_whole_e_mail_in_it(folder: Path) -> None:
    files = made(folder, "--language", "cy", "--topic", "children")
    assert files["digest.html"].startswith('<!DOCTYPE html><html lang="cy">')
    assert files["digest.eml"]["Subject"] == "Papurau briffio tystiolaeth: Beth sy'n newydd: Plant"
    assert files["digest.eml"]["Content-Language"] == "cy"
    assert "What" not in files["digest.txt"]


def test_the_text_for_teams_is_short_and_has_the_links(folder: Path) -> None:
    text = made(folder, "--language", "en")["teams.txt"]
    assert text.startswith(
        "Evidence briefings: What is new\n15 November 2026 – 25 November 2026\n\nNew briefings:\n\n- "
    )
    told = "- Something new\n  It helps some people.\n  Wales: Applies\n  https://example.org/evidence/en/briefings/new.html"
    assert told in text
    assert "  What was changed? And its limits. A study was added.\n" in text
    assert "What can I do?" not in text


def test_every_link_leads_to_a_page_of_the_site(folder: Path, site: Site) -> None:
    pages = {page.path for page in site.pages()}
    for args in ((), ("--topic", "children"), ("--audience", "frontline")):
        files = made(folder, *args)
        found = {link for name in ("digest.html", "digest.txt", "teams.txt") for link in linked(files[name])}
        assert found
        assert {link.removeprefix(URL) for link in found} <= pages


def linked(text: str) -> list[str]:
    return [link for link in re.findall(r"https?://[^\s\"<>]+", text) if "w3.org" not in link]


def test_the_same_records_give_the_same_bytes(folder: Path) -> None:
    made(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    made(folder)
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first
    assert len(first) == 4


def test_the_files_go_to_a_folder_of_the_last_day(folder: Path) -> None:
    assert run("--since", "2026-11-15", "--today", "2026-11-25").stdout.startswith("digest/2026-11-25/digest.html\n")
    assert run(*PERIOD, "--language", "cy").stdout.startswith("digest/2026-11-25-cy/digest.html\n")


def test_nothing_new_is_said_and_no_file_is_written(folder: Path) -> None:
    result = run("--since", "2026-11-24", "--until", "2026-11-24")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing is new from 2026-11-24 to 2026-11-24. No file was written.\n"
    assert not (folder / "digest").exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--since", "2026-12-01", "--until", "2026-11-01"), 2, "is after the last day to tell of"),
        (("--since", "soon"), 2, "is not a date"),
        ((), 2, "Missing option '--since'"),
        ((*PERIOD, "--topic", "fosterin"), 2, '"fosterin" is not in topics.yml. Did you mean "fostering"?'),
        ((*PERIOD, "--audience", "all"), 2, '"all" is not in audiences.yml.'),
        ((*PERIOD, "--site-url", "javascript:alert(1)"), 2, 'begins with "javascript:"'),
        ((*PERIOD, "--site-url", "example.org"), 2, "does not begin with https:// or http://"),
        ((*PERIOD, "--from-email", "not an address"), 2, "is not an e-mail address"),
        ((*PERIOD, "--from-email", "tîm@example.org"), 2, "cannot stand in an e-mail"),
        ((*PERIOD, "--from-name", " "), 2, "the name of the sender is a text"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, args: tuple[str, ...], code: int, said: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert not (folder / "digest").exists()


@pytest.mark.parametrize("setting", ["", "site_url: !ENV SITE\n", "site_url: [x]\n", "site_url: ''\n", "\0"])
def test_without_an_address_of_the_site_the_option_is_named(folder: Path, setting: str) -> None:
    write(folder, {"mkdocs.yml": setting})
    result = run(*PERIOD)
    assert result.exit_code == 2
    assert "Set site_url: there, or add --site-url https://..." in result.stderr
    assert run(*PERIOD, "--site-url", "https://example.org").exit_code == 0


def test_without_a_sender_none_is_named(folder: Path) -> None:
    write(folder, {"mkdocs.yml": f"site_url: {URL}\n"})
    files = made(folder)
    assert files["digest.eml"]["From"] is None
    assert "Sent by" not in files["digest.txt"]


@pytest.mark.parametrize("value", ["x", [1], {"mail": "x"}, {"name": 5}, {"name": {"de": "x"}}, {"email": 5}])
def test_a_sender_that_cannot_be_read_is_refused(value: object) -> None:
    with pytest.raises(SenderError):
        read_sender(value)


def test_records_with_errors_are_left_out_and_counted(folder: Path) -> None:
    write(folder, "briefings/\n  wrong.yml +\n    kind: nothing\n")
    assert "Left out because of errors (briefings check): 1\n" in run(*PERIOD).stderr


def test_a_file_in_the_way_is_a_message(folder: Path) -> None:
    write(folder, {"out": "in the way"})
    result = run(*PERIOD, "--to", "out")
    assert result.exit_code == 2
    assert "out" in result.stderr


# --- what mail programs can show ---

# Outlook for Windows lays e-mails out with the engine of Word: no positions, no boxes side by side, no padding but of
# cells, no pictures behind. Many others drop what runs, asks or loads.
NO_ELEMENTS = {
    *"script link base iframe object embed form input button select textarea video audio picture img svg".split(),
    *"canvas details summary dialog template noscript style".split(),
}
NO_PROPERTIES = re.compile(
    r"(display|position|float|clear|top|left|right|bottom|z-index|flex[a-z-]*|grid[a-z-]*|gap|background|"
    r"background-(image|size|position|repeat)|box-shadow|text-shadow|opacity|transform[a-z-]*|transition[a-z-]*|"
    r"animation[a-z-]*|border-radius|overflow[a-z-]*|object-fit|clip[a-z-]*|filter|columns?|visibility|min-[a-z]+)"
)
NO_VALUES = re.compile(r"url\(|var\(|calc\(|clamp\(|\d(rem|vw|vh|em|ch)\b|!important|expression")


def test_the_html_has_no_error_and_nothing_that_simple_programs_do_not_know(folder: Path) -> None:
    html = made(folder)["digest.html"]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(html)
    body = tree.find("body")
    assert not {str(element.tag) for element in body.iter()} & NO_ELEMENTS
    wrong = []
    for element in tree.iter():
        wrong += [f"{name} of {element.tag}" for name in element.attrib if name.startswith("on")]
        for declaration in filter(None, str(element.get("style", "")).split(";")):
            name, value = (part.strip() for part in declaration.split(":", 1))
            if NO_PROPERTIES.fullmatch(name) or NO_VALUES.search(value):
                wrong.append(f"{name}: {value} of {element.tag}")
            if name.startswith("padding") and element.tag not in ("td", "body"):
                wrong.append(f"{name} of {element.tag}")
            if name == "max-width" and element.get("width") is None:
                wrong.append(f"max-width of {element.tag}")
    assert wrong == []


def test_tables_only_lay_out_and_each_has_its_width_as_an_attribute(folder: Path) -> None:
    html = made(folder)["digest.html"]
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert {(table.get("role"), table.get("border"), table.get("width")) for table in tree.iter("table")} == {
        ("presentation", "0", "100%"),
        ("presentation", "0", "600"),
    }
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 2
    assert '<!--[if mso]><table role="presentation" width="600"' in html


def test_what_stays_of_the_style_sheets_is_for_dark_colours_only(folder: Path) -> None:
    html = made(folder)["digest.html"]
    [style] = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert re.fullmatch(r"\s*@media \(prefers-color-scheme: dark\) \{.*\}\s*", style, re.DOTALL)
    assert "@import" not in style
    assert "url(" not in style
    assert html.index("<meta charset") < 300


def test_headings_are_in_order(folder: Path) -> None:
    tree = html5lib.parse(made(folder, "--language", "en")["digest.html"], namespaceHTMLElements=False)
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels == [1, 2, 3, 2, 3, 2, 3]


def test_hostile_texts_stay_texts_and_add_no_header(folder: Path) -> None:
    hostile = r'"<script>alert(1)</script>\r\nBcc: all@example.org\r\n\r\n--x <![endif]--> &amp;"'
    write(
        folder, f"briefings/\n  new.yml +\n    title: {hostile}\n    published: 2026-11-20\n    reviewed: 2026-11-20\n"
    )
    topics = f"- {{id: children, en: {hostile}, cy: Plant}}\n- {{id: fostering, en: F, cy: M, parent: children}}\n"
    topics += "- {id: learning-disability, en: L, cy: A}\n"
    write(folder, {"briefings/_vocabulary/topics.yml": topics})
    name = "The team\r\nBcc: all@example.org"
    files = made(folder, "--language", "en", "--topic", "children", "--from-name", name)
    mail = files["digest.eml"]
    assert mail["Bcc"] is None
    assert not mail.defects
    assert mail["Subject"].endswith("--x <![endif]--> &amp;")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(files["digest.html"])
    assert not list(tree.iter("script"))
    assert "\nBcc:" not in files["digest.txt"]


def test_a_launch_with_many_records_stays_below_what_gmail_shows(
    folder: Path, site_folder: Callable[..., Path]
) -> None:
    long = " ".join(["cydgynhyrchu"] * 30)
    for number in range(MOST + 15):
        lines = f"published: 2026-11-20\n    reviewed: 2026-11-20\n    bottom_line: {long}\n    title: Record {number}"
        lines += f"\n    messages: [{{text: {long} <&>}}]"
        write(folder, f"briefings/\n  many-{number}.yml +\n    {lines}\n")
    files = made(folder)
    assert len(files["digest.html"].encode("utf-8")) <= LARGEST
    assert "Further briefings that are not named here: " in files["digest.html"]
    assert f"Further briefings that are not named here: {MOST + 16 - MOST}" in files["digest.txt"]
    assert "Further briefings that are not named here: " in files["teams.txt"]
