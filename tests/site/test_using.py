"""Using a briefing: the passage for a report, its citation, the business-case extract, and where it was before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from evidence_briefings.content.markdown import MarkdownReader
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site

FULL = """
    briefings/
      one.yml +
        kind: programme
        title: "*One* of <b>us</b> & [them](x)"
        was: [before, long-before]
        related: [two, draft]
        relevance:
          evidence_from: [england]
          applies_to: {wales: {applies: partly, note: The law differs}, england: yes}
          law: [{nation: wales, instrument: An Act, url: "https://example.org/act", as_of: 2026-01-01}]
        evidence:
          knowledge: [research]
          base: single-study
          designs: [survey, interviews]
          participants: Forty parents
          limitations: [It was small, "Was it fair?"]
          disagreements: [Another study found none.]
          unclear: [Whether it lasts.]
        programme:
          costs: [{item: Training, low: 100, high: 1200.5, currency: GBP, per: worker, price_year: 2018}, {note: Free}]
          effects: [{outcome: Wellbeing, direction: better, plain: A little.}, {outcome: School}]
        ratings: [{scheme: stars, value: "2", context: Reading}]
        sources:
          - {title: A report., authors: [A. Writer], year: 2020, publisher: P, url: "https://example.org/r"}
          - {title: Llyfr, language: cy}
      two.yml +
        title: The second
      two.cy.yml
      old.yml +
        status: archived
        superseded_by: two
      draft.yml +
        status: draft
"""


@pytest.fixture
def site(site_of: Callable[..., Site]) -> Site:
    """Return a site with a full record and a bare one."""
    return site_of(FULL)


def made_by(site: Site) -> list[tuple[str, str] | Page]:
    return [made for bundle in site.take_aways() for made in bundle.make()]


def page_of(site: Site, path: str) -> Page:
    beside = (made for made in made_by(site) if isinstance(made, Page))
    return next(page for page in (*site.pages(), *beside) if page.path == path)


def said(site: Site, path: str) -> str:
    """Return the words of the passage of a page, its paragraphs on lines of their own."""
    return "\n".join(part.striptags() for part in page_of(site, path).context["use"].passage())


def files_of(site: Site) -> Mapping[str, str]:
    return dict(made for made in made_by(site) if isinstance(made, tuple))


def test_the_passage_says_how_strong_the_evidence_is_its_limits_and_where_it_applies(site: Site) -> None:
    strength, caution, source = said(site, "en/briefings/one.html").splitlines()
    assert strength == (
        "It helps some people. It rests on: One study. Kinds of study: Survey; Interviews. "
        "Who took part: Forty parents. Where the evidence comes from: England. "
        "Checked by other researchers (peer review): Not reported."
    )
    assert caution == (
        "Limits: It was small. Was it fair? Where the evidence disagrees: Another study found none. "
        "Where it applies: Wales: In part; England: Applies; Scotland: Not known; Northern Ireland: Not known. "
        "About Wales: The law differs."
    )
    assert source == (
        "Evidence team (2026) *One* of <b>us</b> & [them](x). Evidence briefings. Version: 1 November 2026. "
        "Next review due: 1 November 2027. It rests on: A. Writer (2020) A report; Llyfr (no date)."
    )


def test_the_passage_is_in_the_language_of_the_page(site: Site) -> None:
    words = said(site, "cy/papurau-briffio/two.html")
    assert "Mae'n helpu rhai pobl. Mae'n seiliedig ar: Un astudiaeth." in words
    assert "Cyfyngiadau: Astudiaeth fach oedd hi." in words
    assert "Cymru: Yn berthnasol; Lloegr: Yn rhannol;" in words
    assert "Fersiwn: 1 Tachwedd 2026." in words
    assert "Nid oes cyfieithydd wedi gwirio'r cyfieithiad hwn eto." in words


def test_what_is_only_there_in_the_other_language_is_marked(site: Site) -> None:
    parts = page_of(site, "cy/papurau-briffio/one.html").context["use"].passage()
    assert '<span lang="en">It helps some people.</span>' in parts[0]
    assert '<span lang="en">It was small.</span>' in parts[1]


def test_the_passage_says_that_no_disagreement_is_listed_and_that_a_record_is_archived(site: Site) -> None:
    words = said(site, "en/briefings/old.html")
    assert "This briefing lists no findings that disagree. There may be some." in words
    assert "it is no longer kept up to date." in words


def test_a_citation_is_of_the_version_and_says_where_the_page_is(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            published: 2024-01-01
            changes: [{date: 2026-11-20, note: A figure was put right.}]
    """
    url = "https://example.org/x/en/briefings/one.html"
    page = page_of(site_of(drawing, site_url="https://example.org/x/"), "en/briefings/one.html")
    cited = page.context["use"].citation()
    version = "Evidence team (2026) A good record. Evidence briefings. Version: 20 November 2026."
    assert cited == f"{version} Available at: {url}"
    html = site_of(drawing).html(page_of(site_of(drawing), "en/briefings/one.html"))
    assert html.count('data-address="Available at: {}" hidden') == 2


def lines_of(text: str, heading: str) -> list[str]:
    return text.split(f"## {heading}\n\n")[1].split("\n\n", maxsplit=1)[0].splitlines()


def test_an_extract_has_evidence_cost_gaps_and_alternatives(site: Site) -> None:
    text = files_of(site)["en/business-case/one.md"]
    assert lines_of(text, "What does the evidence say?") == [
        "- It helps some people.",
        "- **Wellbeing:** Better. A little.",
        "- **School:** Not reported.",
    ]
    assert lines_of(text, "What does it cost, and what does it take?") == [
        "- **Training:** £100 to £1,200.50; For each: worker; Prices of 2018",
        "- **Cost:** Free",
        "- **Who delivers it:** Not reported",
        "- **Training:** Not reported",
        "- **Is there a manual?** Not reported",
        "- **How much and how long:** Not reported",
        "- **Benefits divided by costs (above 1, benefits are larger):** Not reported",
        "- **Chance that benefits exceed costs:** Not reported",
        "- **Who benefits:** Not reported",
        "- **What was counted:** Not reported",
        "- **What would you need to run it?** 1 of 8 reported",
    ]
    assert lines_of(text, "What do we not know?") == ["- Whether it lasts."]
    assert lines_of(text, "What else could be done?")[0] == (
        "- **The second:** It helps some people. One study. Wales: Applies."
    )
    assert "- **Stars:** 2 of 2: Two stars (Reading)" in text
    assert "- **[Law and policy (Wales)](<https://example.org/act>):** An Act (As it stood on: 1 January 2026)" in text


MEASURED = """
    briefings/
      one.yml +
        kind: programme
        programme:
          adapted_without_evaluation: {note: One authority left out the visits.}
          effects:
            - {outcome: Sleep, direction: better, plain: A bit more., measure: Hours a night, value: 0.5, ci_low: -0.1,
               ci_high: 1.1, no_effect: 0, n: 1200}
"""


def test_an_extract_gives_the_figures_of_an_effect_and_warns_of_a_version_that_nobody_has_tested(
    site_of: Callable[..., Site],
) -> None:
    text = files_of(site_of(MEASURED))["en/business-case/one.md"]
    assert lines_of(text, "What does the evidence say?")[1:] == [
        (
            "- **Changed since it was tested:** Nobody has tested this version. "
            "The results come from the version before. One authority left out the visits."
        ),
        (
            "- **Sleep:** Better. A bit more. Measure: Hours a night; Size of the effect: 0.5; "
            "Likely range (confidence interval): \u22120.1 to 1.1; Number of people: 1,200. "
            "There may be no difference: the likely range takes it in."
        ),
    ]


def test_the_passage_for_a_report_warns_of_a_version_that_nobody_has_tested(site_of: Callable[..., Site]) -> None:
    caution = said(site_of(MEASURED), "en/briefings/one.html").splitlines()[1]
    assert caution.startswith("Nobody has tested this version.")
    assert "One authority left out the visits." in caution


def test_an_extract_says_what_is_not_reported(site: Site) -> None:
    text = files_of(site)["cy/achos-busnes/two.md"]
    assert lines_of(text, "Faint mae'n ei gostio, a beth sydd ei angen?") == ["- **Cost:** Heb ei nodi"]
    assert "- **Mathau o astudiaeth:** Heb ei nodi" in text
    assert "Nid yw'r papur briffio hwn yn rhestru cwestiynau agored." in text
    assert "Nid yw'r papur briffio hwn yn enwi un arall." in text


def test_the_words_of_a_record_stay_words_in_markdown(site: Site) -> None:
    first = files_of(site)["en/business-case/one.md"].splitlines()[0]
    html = MarkdownReader().html(first)
    assert "<b>" not in html
    assert "<a " not in html
    assert "*One* of &lt;b&gt;us&lt;/b&gt; &amp; [them](x)" in html


def test_a_file_that_leaves_the_site_has_no_link_that_leads_nowhere(site_of: Callable[..., Site]) -> None:
    own = re.compile(r"\]\(<(?!https?://)")
    for url in (None, "https://example.org/x/"):
        texts = [text for path, text in files_of(site_of(FULL, site_url=url)).items() if path.endswith(".md")]
        assert len(texts) == 6
        assert not [text for text in texts if own.search(text)]
        assert any("(<https://example.org/x/en/briefings/two.html>)" in text for text in texts) is (url is not None)


def test_an_extract_is_a_page_that_is_not_to_be_found_in_place_of_its_briefing(site: Site) -> None:
    page = page_of(site, "cy/achos-busnes/two.html")
    assert page.meta["noindex"]
    assert page.meta["alternate"] == "../../en/business-case/two.html"
    assert 'href="two.md" download' in site.html(page)


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("en/briefings/before.html", "one.html"),
        ("cy/papurau-briffio/long-before.html", "one.html"),
        ("cy/achos-busnes/before.html", "one.html"),
    ],
)
def test_an_old_address_leads_to_the_record_where_it_is_now(site: Site, path: str, now: str) -> None:
    page = page_of(site, path)
    assert (page.meta["moved_to"], page.meta["canonical"], page.meta["noindex"]) == (now, now, True)
    assert f'<a href="{now}">' in site.html(page)


def test_an_old_address_of_a_hidden_record_leads_nowhere(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n  one.yml +\n    visibility: internal\n    was: [before]")
    assert not [page.path for page in site.pages() if "before" in page.path]
    assert not [made for made in made_by(site) if "before" in (made.path if isinstance(made, Page) else made[0])]
