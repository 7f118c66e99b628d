"""Words of the glossary where they stand: which are found, in which form, and what is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from evidence_briefings.content.vocabulary import GlossaryEntry
from evidence_briefings.site.glossing import MOST_WORDS, Glossing
from evidence_briefings.site.site import Site
from markupsafe import Markup, escape

PRESSED = re.compile(
    r'<label class="term">(.*?)<button type="button" popovertarget="([^"]+)"[^>]*></button></label>', re.DOTALL
)


def entry(id: str, en: str, cy: str, *, acronyms: tuple[str, str] = ("", ""), **more: object) -> GlossaryEntry:
    texts = {
        language: {"term": term, "meaning": f"What {term} means.", "acronym": acronym or None}
        for language, term, acronym in (("en", en, acronyms[0]), ("cy", cy, acronyms[1]))
    }
    for language in texts:
        texts[language] |= more.pop(f"more_{language}", {})  # type: ignore[arg-type]
    return GlossaryEntry.model_validate({"id": id, **texts, **more})


GLOSSARY = (
    entry("rct", "Randomised controlled trial", "Treial a reolir ar hap", acronyms=("RCT", "RCT")),
    entry("it", "Information technology", "Technoleg gwybodaeth", acronyms=("IT", "TG")),
    entry("aces", "Adverse childhood experiences", "Profiadau niweidiol", acronyms=("ACEs", "ACEs")),
    entry("supervision", "Supervision", "Goruchwyliaeth"),
    entry("group-supervision", "Group supervision", "Goruchwyliaeth grŵp"),
    entry("case-study", "Case study", "Astudiaeth achos", more_cy={"forms": ["Astudiaethau achos"]}),
    entry("synthesis", "Synthesis", "Synthesis"),
    entry("interval", "Confidence interval", "Cyfwng hyder"),
    entry("trauma", "Trauma-informed", "Yn ystyriol o drawma"),
    entry("nurses", "Nurses' plan", "Cynllun nyrsys"),
    entry("llais", "Voice", "Llais y plentyn"),
    entry("pod", "Pod", "Pod"),
    entry("pause", "Pause", "Pause", name="yes"),
    entry("evidence", "Evidence", "Tystiolaeth", more_en={"in_place": "no"}, more_cy={"in_place": "no"}),
)


def pressed(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return (words, id) of all that can be pressed in the HTML of one text of a page."""
    html = str(Glossing(GLOSSARY, language).page().explain(Markup(text)))
    without = PRESSED.sub(r"\1", html)
    assert without == text  # whatever is found, nothing else changes
    return [(match[1], match[2].removeprefix("w-")) for match in PRESSED.finditer(html)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A randomised controlled trial.", [("randomised controlled trial", "rct")]),
        ("Randomised\n  controlled trials", [("Randomised\n  controlled trials", "rct")]),
        ("RCTs and an RCT", [("RCTs", "rct")]),
        ("Is it IT?", [("IT", "it")]),
        ("it", []),
        ("An ACE, or ACEs", [("ACE", "aces")]),
        ("aces", []),
        ("Two case studies", [("case studies", "case-study")]),
        ("syntheses", [("syntheses", "synthesis")]),
        ("trauma-informed, trauma\u2011informed", [("trauma-informed", "trauma")]),
        ("trauma\u2011informed", [("trauma\u2011informed", "trauma")]),
        (str(escape("The nurses' plan")), [("nurses&#39; plan", "nurses")]),
        ("The nurses\u2019 plan", [("nurses\u2019 plan", "nurses")]),
        ("Good supervision; supervision", [("supervision", "supervision")]),
        ("A supervisions-like thing, unsupervision", []),
        ("non-RCT evidence", []),
        ("someone@RCT, a/RCT", []),
        ("Pause is a programme", [("Pause", "pause")]),
        ("a pause", []),
        ("the pods", [("pods", "pod")]),
    ],
)
def test_a_term_is_found_in_the_forms_that_english_texts_have(text: str, found: list[tuple[str, str]]) -> None:
    assert pressed(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cyfwng hyder", "interval"),
        ("Cyfwng hyder", "interval"),
        ("gyfwng hyder", "interval"),
        ("nghyfwng hyder", "interval"),
        ("chyfwng hyder", "interval"),
        ("oruchwyliaeth", "supervision"),
        ("ngoruchwyliaeth", "supervision"),
        ("dreial a reolir ar hap", "rct"),
        ("threial a reolir ar hap", "rct"),
        ("lais y plentyn", "llais"),
        ("hastudiaeth achos", "case-study"),
        ("astudiaethau achos", "case-study"),
        ("hastudiaethau achos", "case-study"),
        ("phrofiadau niweidiol", "aces"),
        ("TG", "it"),
    ],
)
def test_a_term_is_found_after_every_welsh_mutation(text: str, found: str) -> None:
    assert pressed(f"ac {text}'n dda", "cy") == [(text, found)]


@pytest.mark.parametrize("text", ["mae bod yno", "tg", "hapno"])
def test_short_terms_are_not_taken_for_other_welsh_words(text: str) -> None:
    assert pressed(text, "cy") == []


def test_of_several_terms_at_one_place_the_longest_is_explained() -> None:
    text = "Group supervision helps. So does supervision, or group supervision."
    assert pressed(text) == [("Group supervision", "group-supervision"), ("supervision", "supervision")]


def test_a_term_within_a_known_longer_one_is_not_explained() -> None:
    page = Glossing(GLOSSARY, "en").page()
    page.explain(Markup("Group supervision"))
    assert page.explain(Markup("More group supervision")) == "More group supervision"


@pytest.mark.parametrize(
    "text",
    [
        '<a href="RCT">RCT</a>',
        "<code>RCT</code>",
        "<h3>RCT</h3>",
        "<blockquote>\n<p>RCT</p>\n</blockquote>",
        '<a href="https://example.org/">an <strong>RCT</strong></a>',
        '<span title="RCT">that</span>',
        "<pre><code>a case study\n</code></pre>",
        "our evidence",
    ],
)
def test_links_headings_code_quotes_and_everyday_words_are_left_alone(text: str) -> None:
    assert pressed(text) == []


def test_what_follows_a_link_is_explained() -> None:
    assert pressed('<p><a href="x">An RCT</a> is an <strong>RCT</strong></p>') == [("RCT", "rct")]


def test_only_the_first_of_each_term_on_a_page_is_explained() -> None:
    page = Glossing(GLOSSARY, "en").page()
    assert "<label" in page.explain(Markup("An RCT"))
    assert page.explain(Markup("A randomised controlled trial")) == "A randomised controlled trial"
    assert [word.anchor for word in page.explained] == ["w-rct"]


def test_english_on_a_welsh_page_has_an_english_meaning() -> None:
    page = Glossing(GLOSSARY, "cy").page()
    page.explain(Markup('<span lang="en">A case study</span>'))
    page.explain(Markup("Astudiaeth achos"))
    words = [(word.anchor, word.language, word.meaning) for word in page.explained]
    assert words == [
        ("w-case-study-en", "en", "What Case study means."),
        ("w-case-study", "cy", "What Astudiaeth achos means."),
    ]


def test_welsh_words_are_not_looked_for_in_english() -> None:
    page = Glossing(GLOSSARY, "cy").page()
    assert page.explain(Markup('<span lang="en">cyfwng hyder</span>')) == '<span lang="en">cyfwng hyder</span>'


def test_a_page_explains_no_more_words_than_it_may() -> None:
    letters = "abcdefghijklmnopqrst"
    page = Glossing([entry(letter, f"Word{letter}", f"Gair{letter}") for letter in letters], "en").page()
    page.explain(Markup(" ".join(f"word{letter}" for letter in letters[:5])))
    page.explain(Markup(" ".join(f"word{letter}" for letter in letters)))
    assert [word.anchor for word in page.explained] == [f"w-{letter}" for letter in letters[:MOST_WORDS]]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_word_that_a_briefing_explains_has_one_entry_at_its_end(
    language: str, site_of: Callable[..., Site]
) -> None:
    drawing = """
    briefings/
      one.cy.yml
      one.yml +
        bottom_line: Supervision after an RCT.
        body: |
          A randomised controlled trial in supervision.
    """
    site = site_of(drawing, lists="real")
    page = next(page for page in site.pages() if page.template == "briefing.html" and page.language == language)
    html = site.html(page)
    targets = re.findall(r'popovertarget="([^"]+)"', html)
    assert len(targets) == len(set(targets)) > 0
    assert targets == re.findall(r'<div popover id="([^"]+)"', html)


def test_other_pages_explain_nothing_in_place(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n  one.cy.yml\n  one.yml +\n    bottom_line: An RCT.\n", lists="real")
    pages = [page for page in site.pages() if page.template != "briefing.html"]
    assert not any("popover" in site.html(page) for page in pages)
