"""Postcards: which messages are on which pages, what a card says, and the way back as a code that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
import zxingcpp
from evidence_briefings.site.page import Page
from evidence_briefings.site.postcards import PER_PART
from evidence_briefings.site.qr import Code, qr_code
from evidence_briefings.site.site import Site
from markupsafe import Markup
from PIL import Image, ImageDraw

ADDRESS = "https://briefings.example/"
DRAWING = """
    briefings/
      one.yml +
        title: First & foremost
        audiences: [frontline, managers]
        was: [before]
        messages:
          - {text: Ask <them>., audiences: [frontline]}
          - {text: Plan for it., audiences: [managers]}
          - {text: Talk about it.}
      one.cy.yml +
        title: Yn gyntaf
        messages: [{text: Gofynnwch.}, {text: Cynlluniwch.}, {text: Siaradwch.}]
        translation: {status: draft}
      two.yml +
        title: Second
        audiences: [managers]
        messages: [{text: Measure it.}]
      old.yml +
        title: Third
        status: archived
"""


@pytest.fixture
def site(site_of: Callable[..., Site]) -> Site:
    """Return a site that has an address."""
    return site_of(DRAWING, site_url=ADDRESS)


def pages_of(site: Site) -> dict[str, Page]:
    """Return every page beside those that the runner knows, by path."""
    site.files()
    made = (made for bundle in site.take_aways(keep=True) for made in bundle.make())
    return {page.path: page for page in made if isinstance(page, Page)}


def cards(site: Site, path: str) -> list[str]:
    """Return the HTML of each card of a page."""
    html = site.html(pages_of(site)[path])
    return re.findall(r'<li class="pc .*?</p>\n</li>', html, re.DOTALL)


def messages(site: Site, path: str) -> list[str]:
    return [Markup(re.search(r'class="pc-say">(.*?)</p>', card)[1]).striptags() for card in cards(site, path)]


def words(html: str) -> str:
    return Markup(html).striptags()


def picture(code: Code, scale: int = 4) -> Image.Image:
    """Return a code as a browser draws its path."""
    image = Image.new("L", (code.size * scale,) * 2, 255)
    pen = ImageDraw.Draw(image)
    start = re.match(r"M(\d+) (\d+)\.5", code.path)
    x, y = int(start[1]), int(start[2])
    for right, down, length in re.findall(r"m(-?\d+) ?(-?\d+)h(\d+)", code.path):
        x, y = x + int(right), y + int(down)
        pen.rectangle((x * scale, y * scale, (x + int(length)) * scale - 1, (y + 1) * scale - 1), fill=0)
        x += int(length)
    return image


@pytest.mark.parametrize("length", [1, 20, 60, 150])
@pytest.mark.parametrize("folder", ["en/briefings", "cy/papurau-briffio"])
def test_a_code_can_be_read(folder: str, length: int) -> None:
    url = f"{ADDRESS}{folder}/{'a' * length}.html"
    assert [found.text for found in zxingcpp.read_barcodes(picture(qr_code(url)))] == [url]


def test_a_record_has_a_card_for_each_message_in_both_languages(site: Site) -> None:
    assert messages(site, "en/postcards/one.html") == ["Ask <them>.", "Plan for it.", "Talk about it."]
    assert messages(site, "cy/cardiau-post/one.html") == ["Gofynnwch.", "Cynlluniwch.", "Siaradwch."]


def test_a_card_says_for_whom_where_how_sure_and_how_old(site: Site) -> None:
    said = words(cards(site, "en/postcards/one.html")[0])
    for part in (
        "For: Frontline",
        "First & foremost",
        "Wales: Applies; ",
        "Northern Ireland: ",
        "One study",
        "Reviewed: 1 November 2026.",
        "Next review due: 1 November 2027.",
        f"{ADDRESS}en/briefings/one.html",
        "CC BY 4.0",
    ):
        assert part in said


def test_a_message_for_nobody_in_particular_is_for_those_of_the_record(site: Site) -> None:
    assert re.search("For: Frontline[^<]*, [^<]*anager", cards(site, "en/postcards/one.html")[2])


def test_wales_is_named_first_and_nations_of_one_answer_together(site_of: Callable[..., Site]) -> None:
    places = "{evidence_from: [england], applies_to: {wales: unknown, england: yes, scotland: yes}}"
    site = site_of(f"briefings/\n  a.yml +\n    relevance: {places}\n")
    said = words(cards(site, "en/postcards/a.html")[0])
    assert "Wales: Not known; England, Scotland: Applies; Northern Ireland: Not known" in said


def test_a_draft_translation_and_an_archived_briefing_say_so_on_the_card(site: Site) -> None:
    draft = site.wording["cy"].gettext("Draft translation.")
    assert draft in cards(site, "cy/cardiau-post/one.html")[0]
    assert "Draft translation." not in cards(site, "en/postcards/one.html")[0]
    assert "No longer kept up to date." in cards(site, "en/postcards/old.html")[0]
    assert "No longer kept up to date." not in cards(site, "en/postcards/two.html")[0]


def test_what_is_missing_in_welsh_is_marked_as_english(site: Site) -> None:
    [card] = cards(site, "cy/cardiau-post/two.html")
    assert '<p class="pc-say"><span lang="en">Measure it.</span></p>' in card
    assert '<p class="pc-from"><span lang="en">Second</span></p>' in card


def test_a_rating_of_harm_is_never_left_out(site_of: Callable[..., Site]) -> None:
    ratings = [
        '{scheme: eif-strength, value: "3", modifier: "+", context: Reading at six}',
        '{scheme: eif-cost, value: "2"}',
        "{scheme: yef-impact, value: harmful}",
    ]
    site = site_of(
        f"briefings/\n  a.yml +\n    topics: [supervision]\n    ratings: [{', '.join(ratings)}]\n", lists="real"
    )
    said = words(cards(site, "en/postcards/a.html")[0])
    harm = site.corpus.schemes["yef-impact"].level("harmful")
    assert harm is not None
    assert harm.label.get("en") in said
    assert "(Reading at six)" in said
    assert "More ratings on its page: 1" in said


def test_a_site_without_an_address_names_itself_and_leaves_the_code_to_the_script(site_of: Callable[..., Site]) -> None:
    site = site_of(DRAWING)
    [card] = cards(site, "en/postcards/two.html")
    assert "To read more, search for this title on: Evidence briefings" in card
    assert '<div class="pc-code" data-to="../briefings/two.html" hidden></div>' in card
    page = pages_of(site)["en/postcards/two.html"]
    assert page.meta["scripts"] == ["qr.js", "postcards.js"]


def test_the_code_of_a_record_stands_once_on_a_page(site: Site) -> None:
    html = site.html(pages_of(site)["en/postcards/one.html"])
    assert html.count('<symbol id="code-one"') == 1
    assert html.count('<use href="#code-one"/>') == 3
    assert qr_code(f"{ADDRESS}en/briefings/one.html").path in html
    assert pages_of(site)["en/postcards/one.html"].meta["scripts"] == ["postcards.js"]


def test_a_topic_has_every_message_in_the_order_of_its_list_but_no_archived_ones(site: Site) -> None:
    entries = site.collection.with_term("topics", "fostering", "en")
    expected = [message.text.get("en") for briefing in entries for message in briefing.messages]
    assert messages(site, "en/topics/fostering_postcards.html") == expected
    assert len(expected) == 4


def test_an_audience_has_only_what_is_meant_for_it(site: Site) -> None:
    assert sorted(messages(site, "en/audiences/frontline_postcards.html")) == ["Ask <them>.", "Talk about it."]
    assert sorted(messages(site, "en/audiences/managers_postcards.html")) == [
        "Measure it.",
        "Plan for it.",
        "Talk about it.",
    ]


def test_a_list_without_records_has_no_postcards(site: Site) -> None:
    assert not site.collection.count("topics", "supervision")
    assert "en/topics/supervision_postcards.html" not in pages_of(site)


def test_an_old_id_leads_to_the_postcards(site: Site) -> None:
    page = pages_of(site)["cy/cardiau-post/before.html"]
    assert page.template == "moved.html"
    assert page.meta["moved_to"] == "one.html"


def test_search_engines_leave_postcards_alone(site: Site) -> None:
    found = {path: page for path, page in pages_of(site).items() if page.template == "postcards.html"}
    assert found
    assert all(page.meta["noindex"] for page in found.values())


def test_a_long_list_is_cut_into_parts_that_have_each_card_once(site_of: Callable[..., Site]) -> None:
    texts = ", ".join(f"{{text: Message {number}.}}" for number in range(7))
    drawing = "briefings/\n" + "".join(f"  r{n}.yml +\n    title: T{n}\n    messages: [{texts}]\n" for n in range(9))
    site = site_of(drawing)
    for first in ("en/topics/fostering_postcards", "cy/pynciau/fostering_cardiau-post"):
        counts = [len(cards(site, first + ending)) for ending in (".html", "_2.html")]
        assert counts == [PER_PART, 63 - PER_PART]
        assert first + "_3.html" not in pages_of(site)
        page = pages_of(site)[first + "_2.html"]
        assert page.context["previous"] == f"{first.rpartition('/')[2]}.html"
        assert page.meta["alternate"].endswith("_2.html")


def test_the_key_of_a_list_changes_with_its_records_alone(site_of: Callable[..., Site]) -> None:
    before, after = site_of(DRAWING), site_of(DRAWING.replace("Measure it.", "Weigh it."))
    changed = [name for name, key in keys(after).items() if keys(before)[name] != key]
    assert ("topic-postcards", "fostering", "1", "en") in changed
    assert ("audience-postcards", "managers", "1", "cy") in changed
    assert ("audience-postcards", "frontline", "1", "en") not in changed


def keys(site: Site) -> Mapping[tuple[str, ...], object]:
    return {bundle.name: bundle.key for bundle in site.take_aways() if "postcards" in bundle.name[0]}


def test_a_story_page_leads_to_its_postcards(site: Site) -> None:
    pages = {page.path: site.html(page) for page in site.pages()}
    assert 'href="fostering_postcards.html"' in pages["en/topics/fostering.html"]
    assert 'href="frontline_cardiau-post.html"' in pages["cy/cynulleidfaoedd/frontline.html"]
    assert 'href="../cardiau-post/one.html"' in pages["cy/papurau-briffio/one.html"]
