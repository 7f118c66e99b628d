"""Searching, as readers do it: type, look, narrow down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.hostile import let_in
from browser.searching import (
    COUNT,
    TOPIC,
    WORD,
    Place,
    box,
    chips,
    count_of,
    go,
    group,
    look_for,
    part,
    settled,
    tick,
    titles,
    total,
    value,
)
from browser.showcase import MANY, RATED
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES, OTHER
from evidence_briefings.site.addresses import address, numbered
from playwright.sync_api import Dialog, Page, expect

NEEDED = ("What you would need to run it", "Beth fyddai ei angen")
FACTS = """cards => cards.map(card => [...card.querySelectorAll('h2, h3, .entry-line, .meta li')]
  .map(element => element.textContent.trim().replace(/\\s+/g, ' ')))"""
"""What every card says: title, bottom line, applies, how sure, reviewed, minutes."""


@pytest.fixture
def phone(watch: Watch) -> Page:
    """Return a page of a phone's size."""
    return watch.page(width=390, height=844, has_touch=True, is_mobile=True)


def test_typing_shows_results_with_the_words_marked(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    box(page).press_sequentially(WORD[language])
    settled(page)
    expect(part(page, "tally")).to_have_text(COUNT[language].format(total(page)))
    assert min(total(page), 10) == len(titles(page)) > 1
    assert WORD[language][1:] in part(page, "results").locator("h3 mark").first.inner_text()


def test_a_result_leads_to_its_briefing(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language, f"?q={WORD[language]}")
    title = titles(page)[0]
    part(page, "results").locator("h3 a").first.click()
    page.wait_for_url(root + address("briefing", language, "*"))
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_says_what_every_list_says(language: str, page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], language, "?sort=title&q=" + WORD[language])
    shown = part(page, "results").locator("> li").evaluate_all(FACTS)
    listed = []
    for number in (1, 2):
        page.goto(urls["real"] + numbered(address("briefings", language), number))
        listed += page.locator(".entry").evaluate_all(FACTS)
    # What lists say of programmes besides, results do not.
    told = [[fact for fact in facts if not fact.startswith(NEEDED)] for facts in listed]
    assert [facts for facts in shown if facts not in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_practice_message_that_has_the_words_is_shown(language: str, page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], language, f"?q={WORD[language]}")
    messages = part(page, "results").locator(".said")
    assert messages.count() > 0
    for message in messages.all():
        expect(message.locator("mark").first).to_be_visible()


def test_a_result_that_shows_none_of_the_words_says_where_they_are(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=Brookes")
    card = part(page, "results").locator("> li").first
    expect(card.locator("mark")).to_have_count(0)
    expect(card.locator(".small")).to_contain_text("Found in:")


def test_nothing_typed_shows_the_ways_in_and_the_newest(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    expect(part(page, "ways")).to_be_visible()
    expect(part(page, "newest").locator(".entry")).to_have_count(5)
    expect(part(page, "found")).to_be_hidden()
    look_for(page, WORD[language])
    expect(part(page, "ways")).to_be_hidden()
    look_for(page, "")
    expect(part(page, "newest")).to_be_visible()
    expect(part(page, "found")).to_be_hidden()


def test_a_filter_leaves_as_many_results_as_it_said(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language, f"?q={WORD[language]}")
    before, promised = total(page), count_of(page, TOPIC[language])
    assert 0 < promised < before
    tick(page, TOPIC[language])
    assert total(page) == promised
    assert len(chips(page)) == 1
    assert chips(page)[0].endswith(f": {TOPIC[language]}")


def test_a_filter_alone_finds_every_briefing_that_has_it(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    promised = count_of(page, "Workforce")
    tick(page, "Workforce")
    assert total(page) == promised
    expect(part(page, "sort")).to_have_value("newest")


def test_two_values_of_one_facet_find_either(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?topic=workforce")
    one = total(page)
    more = count_of(page, "Equality")
    tick(page, "Equality")
    assert one < total(page) <= one + more


def test_values_of_two_facets_find_what_has_both(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?topic=workforce")
    one, both = total(page), count_of(page, "Researchers")
    assert 0 < both < one
    tick(page, "Researchers")
    assert total(page) == both


def test_a_value_without_results_stays_in_its_place(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    labels = part(page, "groups").locator("label").all_inner_texts()
    look_for(page, "supervision")
    words = [re.sub(r"\s*\d+$", "", label) for label in labels]
    assert [re.sub(r"\s*\d+$", "", one) for one in part(page, "groups").locator("label").all_inner_texts()] == words
    assert part(page, "groups").locator("li.none").count() > 0


def test_the_topics_below_a_topic_are_shown_when_all_are_asked_for(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    topics = group(page, "Topic")
    below = topics.locator("ul ul label")
    expect(below.first).to_be_hidden()
    button = topics.get_by_role("button", name="Show all")
    button.click()
    expect(below.first).to_be_visible()
    expect(topics.get_by_role("button")).to_have_attribute("aria-expanded", "true")
    topics.get_by_role("button", name="Show fewer").click()
    expect(below.first).to_be_hidden()


def test_a_topic_below_another_is_shown_where_it_is_on(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?topic=supervision")
    expect(value(page, "Supervision")).to_be_visible()
    expect(value(page, "Leadership and culture")).to_be_hidden()


def test_a_closed_group_is_loaded_when_it_is_opened(page: Page, urls: dict[str, str]) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    go(page, urls["real"], "en", "?q=research")
    assert not any("facet-kind" in url for url in loaded)
    group(page, "Kind of briefing").locator("summary").click()
    expect(value(page, "Programme")).to_be_visible()
    assert any("facet-kind" in url for url in loaded)


def test_a_phone_loads_no_filters_before_they_are_asked_for(phone: Page, urls: dict[str, str]) -> None:
    loaded: list[str] = []
    phone.on("request", lambda request: loaded.append(request.url))
    go(phone, urls["real"], "en", "?q=research")
    assert not any("facet-" in url for url in loaded)
    part(phone, "open").click()
    expect(value(phone, "Workforce")).to_be_visible()
    assert any("facet-topic" in url for url in loaded)


def test_on_a_phone_filters_stand_in_a_sheet(phone: Page, place: Place) -> None:
    root, language = place
    go(phone, root, language, f"?q={WORD[language]}")
    expect(part(phone, "panel")).to_be_hidden()
    part(phone, "open").click()
    promised = count_of(phone, TOPIC[language])
    tick(phone, TOPIC[language])
    expect(part(phone, "done")).to_contain_text(f": {promised}")
    part(phone, "done").click()
    expect(part(phone, "sheet")).to_be_hidden()
    expect(part(phone, "open")).to_be_focused()
    assert total(phone) == promised


def test_the_filters_move_when_a_window_grows(phone: Page, urls: dict[str, str]) -> None:
    go(phone, urls["real"], "en", "?q=research&topic=workforce")
    part(phone, "open").click()
    phone.set_viewport_size({"width": 1280, "height": 900})
    expect(part(phone, "sheet")).to_be_hidden()
    expect(value(phone, "Workforce").get_by_role("checkbox")).to_be_checked()
    expect(part(phone, "panel").locator("details").first).to_be_visible()


def test_a_filter_of_a_closed_group_opens_it(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?kind=programme")
    expect(group(page, "Kind of briefing")).to_have_attribute("open", "")
    expect(value(page, "Programme").get_by_role("checkbox")).to_be_checked()


def test_a_chip_takes_its_filter_off_and_focus_goes_to_the_next(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=research&topic=workforce&topic=equality&audience=managers")
    assert len(chips(page)) == 3
    part(page, "chips").get_by_role("button", name="Workforce").click()
    settled(page)
    assert chips(page) == ["Topic: Equality", "Who it is for: Team and service managers"]
    expect(part(page, "chips").get_by_role("button", name="Equality")).to_be_focused()
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Enter")
    settled(page)
    expect(part(page, "chosen")).to_be_hidden()
    expect(part(page, "tally")).to_be_focused()
    expect(value(page, "Equality").get_by_role("checkbox")).not_to_be_checked()


def test_all_filters_are_cleared_with_one_tap(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=research")
    before = total(page)
    go(page, urls["real"], "en", "?q=research&topic=workforce&audience=managers&kind=research")
    part(page, "clear").click()
    settled(page)
    assert total(page) == before
    assert part(page, "groups").get_by_role("checkbox", checked=True).count() == 0
    expect(part(page, "tally")).to_be_focused()


def test_a_step_of_a_ladder_takes_the_better_ones_with_it(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en")
    ladder = group(page, "EIF evidence strength")
    ladder.locator("summary").click()
    expect(ladder.get_by_role("radio", checked=True)).to_have_count(1)  # any
    tick(page, "2 of 4: Preliminary evidence or better")
    assert total(page) == len(set(RATED.values()) & {"2", "3", "4"}) + 1  # a showcase record has 3
    assert chips(page) == ["EIF evidence strength: 2 of 4: Preliminary evidence or better"]
    tick(page, "Any")
    expect(part(page, "chosen")).to_be_hidden()


def test_what_is_off_a_ladder_is_chosen_by_itself(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?rating-eif-strength=NE")
    assert titles(page) == ["Small record 3"]
    assert chips(page) == ["EIF evidence strength: NE: Found not to be effective"]


def test_results_can_be_ordered_by_title_and_by_a_rating(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=record")
    part(page, "sort").select_option("title")
    settled(page)
    page.wait_for_url("**sort=title**")
    assert titles(page)[:3] == ["Small record 1", "Small record 10", "Small record 11"]
    part(page, "sort").select_option(label="EIF evidence strength: best first")
    page.wait_for_url("**sort=rating-eif-strength**")
    settled(page)
    assert titles(page)[:2] == ["Small record 2", "Small record 1"]


def test_show_more_goes_to_the_first_new_result(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=small+record")
    expect(part(page, "tally")).to_have_text(f"Results: {MANY}")
    first = titles(page)
    assert len(first) == 10
    part(page, "more").click()
    links = part(page, "results").locator("h3 a")
    expect(links).to_have_count(20)
    expect(links.nth(10)).to_be_focused()
    expect(part(page, "shown")).to_have_text(f"20 of {MANY}")
    assert titles(page)[:10] == first
    assert len(set(titles(page))) == 20


def test_show_more_goes_when_all_are_shown(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=small+record&show=40")
    part(page, "more").click()
    expect(part(page, "results").locator("h3 a")).to_have_count(MANY)
    expect(part(page, "further")).to_be_hidden()


def test_a_word_of_the_other_language_is_found_on_its_pages(page: Page, place: Place) -> None:
    root, language = place
    other = OTHER[language]
    go(page, root, language, f"?q={WORD[other]}")
    offered = part(page, "elsewhere")
    expect(offered).to_be_visible()
    expect(offered.locator("h3 a").first).to_have_attribute("lang", other)
    part(page, "there").click()
    page.wait_for_url(root + address("search", other) + f"?q={WORD[other]}")
    settled(page)
    assert total(page) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_the_ways_in_are_shown(language: str, page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], language, "?q=qqqqqqq")
    assert total(page) == 0
    expect(part(page, "nothing")).to_be_visible()
    expect(part(page, "ways")).to_be_visible()
    expect(part(page, "elsewhere")).to_be_hidden()
    expect(part(page, "sorting")).to_be_hidden()


def test_a_misspelt_word_is_found_and_the_right_one_offered(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervison")
    assert total(page) > 0
    part(page, "meant").get_by_role("link", name="supervision").click()
    settled(page)
    expect(box(page)).to_have_value("supervision")
    expect(part(page, "meant")).to_be_hidden()
    expect(part(page, "tally")).to_be_focused()


def test_where_filters_leave_nothing_each_may_be_left_out(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision&topic=dementia&topic=lgbtqi-people&kind=programme")
    assert total(page) == 0
    offers = part(page, "drop").locator("a")
    expect(offers.last).to_contain_text("Without any filter: ")
    promised = int(offers.last.inner_text().rpartition(" ")[2])
    offers.last.click()
    settled(page)
    assert total(page) == promised > 0


def test_words_that_never_stand_together_find_what_has_some_of_them(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision+passports+Cardiff")
    expect(part(page, "relaxed")).to_be_visible()
    card = part(page, "results").locator("> li").first
    expect(card.locator(".small").last).to_contain_text("Does not have: ")


def test_what_was_searched_for_besides_is_said(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=service+users")
    expect(part(page, "synonyms")).to_contain_text("Also searched for: ")


def test_a_text_in_the_other_language_is_marked_and_said_to_be(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "cy", "?q=visiting+programme")
    card = part(page, "results").locator("> li").first
    expect(card.locator("h3 a")).to_have_attribute("lang", "en")
    expect(card.locator(".tag")).to_have_text("Saesneg yn unig")
    assert card.locator(".said [lang=en], .entry-line[lang=en]").count() > 0


def test_an_overdue_review_is_said(page: Page, urls: dict[str, str]) -> None:
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    go(page, urls["real"], "en", "?q=supervision")
    expect(part(page, "results").locator(".overdue").first).to_have_text("Review overdue")


def test_no_review_is_said_to_be_overdue_before_it_is(page: Page, urls: dict[str, str]) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    go(page, urls["real"], "en", "?q=supervision")
    expect(part(page, "results").locator(".overdue")).to_have_count(0)


def test_words_are_taken_when_they_have_been_composed(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    page.evaluate("""() => {
      const box = document.querySelector('main input[name=q]');
      box.focus();
      box.value = 'superv';
      box.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
    }""")
    page.wait_for_timeout(300)
    expect(part(page, "found")).to_be_hidden()
    page.evaluate("document.querySelector('main input[name=q]').dispatchEvent(new CompositionEvent('compositionend'))")
    settled(page)
    assert total(page) > 0


def test_nothing_in_a_hostile_text_runs_in_the_results(page: Page, sites: dict[str, Path]) -> None:
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    # From a folder, where no policy of a server stops a script.
    go(page, sites["hostile"].as_uri() + "/", "en", "?kind=project&show=200")
    shown = {" ".join(title.split()) for title in part(page, "results").locator("h3").all_text_contents()}
    assert {" ".join(text.split()) for text in let_in(sites["hostile"]).values()} <= shown
    assert page.evaluate("[...document.querySelectorAll('[data-part=results] *')].map(e => e.localName)") != []
    odd = "[data-part=results] :not(li, h3, a, p, div, ul, span, mark, svg, svg *)"
    expect(page.locator(odd)).to_have_count(0)
    assert (page.evaluate("window.__hit"), said) == (None, [])


def test_a_hostile_query_is_only_text(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+supervision&topic=%3Cb%3E&__proto__=x")
    expect(box(page)).to_have_value("<img src=x onerror=alert(1)> supervision")
    expect(page.locator("main img")).to_have_count(0)
