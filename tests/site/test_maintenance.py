"""The page for the team that keeps the site, and records that are kept for the record only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.content.known_links import write_known_links
from evidence_briefings.content.maintenance import LISTS
from evidence_briefings.site.addresses import address
from evidence_briefings.site.maintenance_pages import CAP, LEAST, TEAMS
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT, TODAY, corpus_of, tiny_site

THEME = PROJECT / "theme_overrides"
Made = Callable[..., Site]

WHOLE = """
  whole.yml +
    owner: {team: A team, email: team@example.org}
    related: [other]
    body: A story.
    questions: [Why?]
    messages: [{text: Ask.}, {text: Listen.}]
    plain: {about: This., found: [That.], means: [More.]}
    review_by: 2027-12-01
"""
MANY = (
    """
briefings/
  other.yml +
    related: [whole]
    review_by: 2026-12-01
    sources: [{title: A, year: 2015, access: paywalled}, {title: B, year: 2010, access: registration}]
  old.yml +
    title: Archived and alone
    status: archived
  replaced.yml +
    title: Archived with a successor
    status: archived
    superseded_by: whole
  secret.yml +
    title: Not for everybody
    visibility: internal
  unfinished.yml +
    title: Not yet for anybody
    status: draft
  alone.yml +
    title: Standing alone
    owner: {team: TBC, email: tbc@example.org}
    review_by: 2027-06-01
    sources: [{title: A, year: 2015, access: paywalled}, {title: B, year: 2010, access: open, url: "https://b.org/"}]
"""
    + WHOLE
)


def page_of(site: Site, language: str = "en") -> str:
    return site.html(next(page for page in site.pages() if page.path == address("maintenance", language)))


def ids_in(site: Site, language: str = "en") -> dict[str, list[str]]:
    """Return the ids of the records in each list, as the page has them."""
    html = page_of(site, language)
    parts = {name: html.split(f'<section class="mend" id="{name}">')[1:] for name in LISTS}
    entry = re.compile(r'<li><a href="\w[^/]*/([\w-]+)\.html">')
    return {name: entry.findall(found[0].split("</section>")[0]) if found else [] for name, found in parts.items()}


def test_each_list_has_the_records_that_its_rule_names(site_of: Made) -> None:
    assert ids_in(site_of(MANY)) == {
        "review": ["whole", "other", "alone"],  # by team, then by date
        "links": [],
        "unowned": ["other", "alone"],
        "no-successor": ["old"],
        "orphaned": ["alone"],
        "thin": ["other", "alone"],
        "translation": ["whole", "other", "alone"],
        "paywalled": ["other"],
        "old-sources": ["other", "alone"],
    }


def test_the_same_records_stand_on_the_welsh_page(site_of: Made) -> None:
    site = site_of(MANY)
    english, welsh = (ids_in(site, language) for language in ("en", "cy"))
    assert {name: set(found) for name, found in english.items()} == {name: set(found) for name, found in welsh.items()}


def test_what_readers_cannot_see_is_not_named(site_of: Made) -> None:
    html = page_of(site_of(MANY))
    assert "secret" not in html
    assert "unfinished" not in html


def test_a_record_names_the_file_to_edit_and_no_folder_of_this_machine(site_of: Made) -> None:
    html = page_of(site_of(MANY))
    assert '<code class="file">briefings/other.yml</code>' in html
    assert '<code class="file">briefings translate other</code>' in html
    assert "/site/" not in html


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "Not translated yet."),
        ("title: Un\n    translation: {status: draft}", "A draft, until a translator has checked it."),
        ("title: Un\n    translation: {status: reviewed, of: abc}", "The original text has changed since"),
    ],
)
def test_how_far_a_translation_has_got_is_said(site_of: Made, lines: str, says: str) -> None:
    pair = f"  a.cy.yml +\n    {lines}\n" if lines else ""
    html = page_of(site_of(f"briefings/\n  a.yml +\n    title: One\n{pair}"))
    assert says in html.split('id="translation"')[1]


def test_reviews_carry_their_dates_for_the_script_and_the_page_has_no_clock(site_of: Made) -> None:
    html = page_of(site_of(MANY))
    assert 'data-reviews="2026-12-01*1 2027-06-01*1 2027-12-01*1"' in html
    assert 'data-due="2026-12-01" hidden' in html
    assert 'data-soon="2026-12-01" hidden' in html


def test_links_found_broken_are_named_with_the_day_on_which_they_were_asked_for(
    tmp_path: Path, wording: Mapping[str, Wording]
) -> None:
    folder = tiny_site(tmp_path / "site", MANY)
    site = make_site(corpus_of(folder), Options([THEME]), wording)
    assert "Nobody has recorded this yet." in page_of(site)
    write_known_links(folder / "briefings", TODAY, [("alone", "https://b.org/"), ("secret", "https://c.org/")])
    site = make_site(corpus_of(folder), Options([THEME]), wording)
    assert ids_in(site)["links"] == ["alone"]
    html = page_of(site)
    assert "on 1 December 2026" in html
    assert 'href="https://b.org/"' in html
    assert "c.org" not in html


def test_a_site_may_be_without_pages_for_its_team(
    site_folder: Callable[..., Path], wording: Mapping[str, Wording]
) -> None:
    site = make_site(corpus_of(site_folder(MANY)), Options([THEME], team_pages=False), wording)
    pages = {page.path: page for page in site.pages()}
    assert not {address("maintenance", language) for language in ("en", "cy")} & pages.keys()
    assert "maintenance.html" not in site.html(pages["en/gaps.html"])


def test_the_page_is_not_to_be_found_by_search_engines(site_of: Made) -> None:
    page = next(page for page in site_of(MANY).pages() if page.path == "en/maintenance.html")
    assert page.meta["noindex"]


def kept_by(teams: int) -> str:
    """Return a drawing of 200 records that so many teams keep; the later ones are to be reviewed first."""
    return "briefings/\n" + "".join(
        f"  r{number:03d}.yml +\n    title: R {number}\n    review_by: 2027-{12 - number // 20:02d}-01\n"
        f"    owner: {{team: Team {number % teams:03d}}}\n"
        for number in range(200)
    )


def test_of_each_team_a_list_names_the_first_few(site_of: Made) -> None:
    part = page_of(site_of(kept_by(TEAMS))).split('id="unowned"')[1].split("</section>")[0]
    assert part.count("<h3>") == TEAMS
    assert part.count('<li><a href="briefings/') == TEAMS * max(LEAST, CAP // TEAMS)
    assert part.count(f"Not named here: {200 // TEAMS - max(LEAST, CAP // TEAMS)}. To list all of them:") == TEAMS


def test_with_very_many_teams_a_list_is_one_and_says_who_keeps_what(site_of: Made) -> None:
    site = site_of(kept_by(100))
    html = page_of(site)
    part = html.split('id="review"')[1].split("</section>")[0]
    assert "<h3>" not in part
    assert 'id="whose"' not in html
    assert ids_in(site)["review"] == [f"r{number}" for number in (*range(180, 200), *range(160, 180))]
    assert '<span class="why"><span lang="en">Team 080</span></span>' in page_of(site, "cy")
    assert f"Not named here: {200 - CAP}." in part


def test_pages_of_one_corpus_have_equal_keys(site_of: Made) -> None:
    site = site_of(MANY)
    one, two = (next(page for page in site.pages() if page.path == "cy/cynnal.html") for _ in range(2))
    assert one.key == two.key


# --- archived records ---

CHAIN = """
briefings/
  first.yml +
    status: archived
    archived: 2026-11-20
    superseded_by: second
  second.yml +
    status: archived
    superseded_by: hidden
  hidden.yml +
    status: archived
    visibility: internal
    superseded_by: last
  last.yml +
    title: The newest
    changes: [{date: 2026-11-02, note: Older.}, {date: 2026-11-20, note: Newer.}, {date: 2026-11-10, note: Between.}]
  last.cy.yml +
    title: Y diweddaraf
  ended.yml +
    status: archived
    superseded_by: unpublished
  unpublished.yml +
    status: draft
"""


@pytest.mark.parametrize("page", ["briefing", "large-print", "plain", "card"])
@pytest.mark.parametrize(("language", "title"), [("en", "The newest"), ("cy", "Y diweddaraf")])
@pytest.mark.parametrize("id", ["first", "second"])
def test_a_chain_of_successors_leads_to_the_last(site_of: Made, page: str, language: str, title: str, id: str) -> None:
    site = site_of(CHAIN)
    path = address(page, language, id)
    beside = (made for bundle in site.take_aways() for made in bundle.make() if isinstance(made, Page))
    html = site.html(next(each for each in (*site.pages(), *beside) if each.path == path))
    start = html[html.index('class="inset"') :]
    assert re.search(rf'<a href="[^"]*last.html">{title}</a>', start[:700])


def test_an_archived_page_says_since_when(site_of: Made) -> None:
    pages = {page.path: page for page in site_of(CHAIN).pages()}
    site = site_of(CHAIN)
    assert "It was archived on 20 November 2026." in site.html(pages["en/briefings/first.html"])
    assert "Fe'i harchifwyd ar 20 Tachwedd 2026." in site.html(pages["cy/papurau-briffio/first.html"])
    assert "It was archived" not in site.html(pages["en/briefings/second.html"])


def test_a_successor_that_nobody_can_see_is_not_named(site_of: Made) -> None:
    site = site_of(CHAIN)
    html = site.html(next(page for page in site.pages() if page.path == "en/briefings/ended.html"))
    assert "Read this instead" not in html
    assert "unpublished" not in html


def test_what_has_changed_is_told_the_newest_first(site_of: Made) -> None:
    site = site_of(CHAIN)
    html = site.html(next(page for page in site.pages() if page.path == "en/briefings/last.html"))
    assert html.index("Newer.") < html.index("Between.") < html.index("Older.")
