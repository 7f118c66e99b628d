"""The address is the state: it can be shared, reloaded, and gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.searching import (
    TOPIC,
    WORD,
    Place,
    box,
    chips,
    go,
    look_for,
    part,
    query_of,
    settled,
    tick,
    titles,
    total,
    value,
)
from evidence_briefings.content.localised import OTHER
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect


def test_everything_asked_for_stands_in_the_address(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    look_for(page, WORD[language])
    assert query_of(page) == f"q={WORD[language]}"
    tick(page, TOPIC[language])
    part(page, "sort").select_option("title")
    settled(page)
    assert query_of(page) == f"q={WORD[language]}&topic=workforce&sort=title"


def test_a_shared_address_shows_the_same_results(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    look_for(page, WORD[language])
    tick(page, TOPIC[language])
    seen, filters, query = titles(page), chips(page), query_of(page)
    page.goto("about:blank")
    go(page, root, language, f"?{query}")
    assert (titles(page), chips(page), query_of(page)) == (seen, filters, query)
    expect(box(page)).to_have_value(WORD[language])


def test_back_and_forward_lead_from_question_to_question(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    look_for(page, WORD[language])
    page.keyboard.press("Enter")
    settled(page)
    all_of_them = titles(page)
    tick(page, TOPIC[language])
    narrowed = titles(page)
    page.go_back()
    settled(page)
    assert (titles(page), chips(page)) == (all_of_them, [])
    expect(value(page, TOPIC[language]).get_by_role("checkbox")).not_to_be_checked()
    page.go_back()
    settled(page)
    expect(box(page)).to_have_value("")
    expect(part(page, "ways")).to_be_visible()
    page.go_forward()
    settled(page)
    page.go_forward()
    settled(page)
    assert titles(page) == narrowed
    expect(value(page, TOPIC[language]).get_by_role("checkbox")).to_be_checked()


def test_what_was_typed_on_the_way_is_no_step_back(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    length = page.evaluate("history.length")
    for words in ("s", "sup", "supervision"):
        look_for(page, words)
    assert page.evaluate("history.length") == length


def test_back_from_a_briefing_leads_to_the_results_and_where_one_was(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=small+record")
    part(page, "more").click()
    links = part(page, "results").locator("h3 a")
    expect(links).to_have_count(20)
    seen = titles(page)
    links.nth(17).scroll_into_view_if_needed()
    page.wait_for_function("() => history.state && Math.abs(history.state.top - scrollY) < 2 && scrollY > 500")
    top = page.evaluate("scrollY")
    links.nth(17).click()
    page.wait_for_url("**/briefings/**")
    page.go_back()
    settled(page)
    assert titles(page) == seen
    page.wait_for_function("top => Math.abs(scrollY - top) < 3", arg=top)


def test_reloading_shows_the_same(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["showcase"], "en", "?q=small+record&show=30&sort=title&audience=frontline")
    seen, filters = titles(page), chips(page)
    assert len(seen) == 30
    page.reload()
    settled(page)
    assert (titles(page), chips(page)) == (seen, filters)
    expect(part(page, "sort")).to_have_value("title")


def test_another_page_can_ask_with_a_link(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?topic=workforce")
    assert chips(page) == ["Topic: Workforce"]
    assert total(page) > 0


def test_what_an_address_asks_in_vain_is_left_out(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision&topic=nowhere&topic=workforce&colour=red&sort=size&show=x")
    assert query_of(page) == "q=supervision&topic=workforce"
    assert chips(page) == ["Topic: Workforce"]


def test_an_address_that_asks_only_in_vain_asks_nothing(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?topic=nowhere&utm_source=mail")
    assert "?" not in page.url
    expect(part(page, "ways")).to_be_visible()


def test_the_question_goes_along_to_the_other_language(page: Page, place: Place) -> None:
    root, language = place
    go(page, root, language)
    look_for(page, "Foundations")
    tick(page, TOPIC[language])
    other = OTHER[language]
    page.locator("header a.language").click()
    page.wait_for_url(root + address("search", other) + "?q=Foundations&topic=workforce")
    settled(page)
    assert chips(page)[0].endswith(TOPIC[other])


@pytest.mark.parametrize("start", ["home", "about"])
def test_the_box_of_another_page_leads_to_results(start: str, page: Page, place: Place) -> None:
    root, language = place
    page.goto(root + address(start, language))
    page.locator("input[type=search]:visible").fill(WORD[language])
    page.keyboard.press("Enter")
    page.wait_for_url(root + address("search", language) + f"?q={WORD[language]}")
    settled(page)
    expect(box(page)).to_have_value(WORD[language])
    assert total(page) > 0


def test_the_title_of_the_window_names_the_words(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    bare = page.title()
    look_for(page, "supervision")
    assert page.title() == f"supervision – {bare}"
    look_for(page, "")
    assert page.title() == bare


def test_where_a_browser_forbids_new_addresses_the_question_stands_after_a_hash(page: Page, real: Path) -> None:
    page.add_init_script(
        """for (const how of ['pushState', 'replaceState']) {
          history[how] = () => { throw new DOMException('not here', 'SecurityError'); };
        }"""
    )
    go(page, real.as_uri() + "/", "en")
    look_for(page, "supervision")
    tick(page, "Workforce")
    seen = titles(page)
    assert page.url.endswith("#?q=supervision&topic=workforce")
    page.reload()
    settled(page)
    assert titles(page) == seen
    part(page, "clear").click()
    settled(page)
    page.go_back()
    settled(page)
    assert chips(page) == ["Topic: Workforce"]
