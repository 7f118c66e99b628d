"""When parts of the search are slow, missing or switched off, readers see what is true and a way on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.searching import PARTS, WORD, box, focus_is_inside, go, look_for, part, said, settled, tick, titles, total
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, Route, expect


@pytest.fixture
def broken(real: Path, tmp_path: Path) -> Path:
    """Return a copy of the project's own site whose index may be damaged."""
    for name in ("assets", "search"):
        shutil.copytree(real / name, tmp_path / name)
    for language in LANGUAGES:
        file = tmp_path / address("search", language)
        file.parent.mkdir()
        shutil.copy(real / address("search", language), file)
    return tmp_path


@pytest.fixture
def reader(watch: Watch, broken: Path) -> Page:
    """Return a page on which missing files may be missed; the copy of the site is its own."""
    watch.origins = (*watch.origins, broken.as_uri())
    return watch.page()


def lose(folder: Path, pattern: str) -> Callable[[], None]:
    """Take the files of an index away; return what brings them back."""
    lost = sorted(folder.glob(pattern))
    assert lost, pattern
    for file in lost:
        file.rename(file.with_suffix(".lost"))

    def bring_back() -> None:
        for file in lost:
            file.with_suffix(".lost").rename(file)

    return bring_back


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("missing", ["p*", "c*", "manifest", "norms*"])
def test_a_missing_part_is_said_and_can_be_tried_again(
    missing: str, language: str, reader: Page, watch: Watch, broken: Path
) -> None:
    bring_back = lose(broken, f"search/{language}/{missing}.js")
    reader.goto(broken.as_uri() + "/" + address("search", language) + f"?q={WORD[language]}")
    expect(part(reader, "failed")).to_be_visible()
    expect(part(reader, "found")).to_be_hidden()
    expect(part(reader, "ways")).to_be_visible()
    bring_back()
    part(reader, "retry").click()
    settled(reader)
    expect(part(reader, "failed")).to_be_hidden()
    assert min(total(reader), 10) == len(titles(reader)) > 0
    expect(part(reader, "tally")).to_be_focused()
    watch.complaints.clear()  # the browser notes what it did not find


def test_a_part_that_is_lost_between_two_questions_leaves_no_wrong_results(
    reader: Page, watch: Watch, broken: Path
) -> None:
    go(reader, broken.as_uri() + "/", "en", "?q=supervision")
    bring_back = lose(broken, "search/en/[pc]*.js")
    box(reader).fill("passport")
    expect(part(reader, "failed")).to_be_visible()
    expect(part(reader, "results").locator("a:visible")).to_have_count(0)
    bring_back()
    part(reader, "retry").click()
    settled(reader)
    assert "passports" in titles(reader)[0]
    watch.complaints.clear()


def test_results_stay_when_only_the_counts_of_a_group_are_missing(reader: Page, watch: Watch, broken: Path) -> None:
    go(reader, broken.as_uri() + "/", "en", "?q=supervision")
    seen = titles(reader)
    bring_back = lose(broken, "search/en/facet-kind*.js")
    reader.locator("summary", has_text="Kind of briefing").click()
    expect(part(reader, "failed")).to_be_visible()
    assert titles(reader) == seen
    bring_back()
    part(reader, "retry").click()
    settled(reader)
    expect(reader.get_by_role("checkbox", name="Programme")).to_be_visible()
    watch.complaints.clear()


def test_a_new_question_is_a_new_try(reader: Page, watch: Watch, broken: Path) -> None:
    bring_back = lose(broken, "search/en/manifest.js")
    reader.goto(broken.as_uri() + "/en/search.html")
    expect(part(reader, "failed")).to_be_visible()
    bring_back()
    look_for(reader, "supervision")
    expect(part(reader, "failed")).to_be_hidden()
    assert total(reader) > 0
    watch.complaints.clear()


def test_a_failure_is_announced_at_once(reader: Page, watch: Watch, broken: Path) -> None:
    lose(broken, "search/en/manifest.js")
    reader.goto(broken.as_uri() + "/en/search.html")
    alert = reader.get_by_role("alert")
    expect(alert).to_contain_text("Part of the search could not be loaded.")
    watch.complaints.clear()


class Held:
    """Files of the index that are on their way and do not arrive."""

    def __init__(self, page: Page, pattern: str = PARTS) -> None:
        self._page = page
        self._routes: list[Route] = []
        self._holding = True
        page.route(pattern, lambda route: self._routes.append(route) if self._holding else route.continue_())

    def until_asked_for(self) -> None:
        """Wait for the first of them."""
        for _ in range(200):
            if self._routes:
                return
            self._page.wait_for_timeout(20)
        raise AssertionError("nothing was asked for")

    def let_others_pass(self) -> None:
        """Hold only what is held already."""
        self._holding = False

    def release(self) -> None:
        """Let all of them arrive."""
        self._holding = False
        for route in self._routes:
            route.continue_()


def test_a_reader_who_waits_is_told_so(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en")
    held = Held(page)
    box(page).fill("supervision")
    expect(part(page, "busy")).to_be_visible()
    held.release()
    settled(page)
    expect(part(page, "busy")).to_be_hidden()


def test_old_results_are_dimmed_while_new_ones_are_awaited(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision")
    held = Held(page)
    box(page).fill("passport")
    expect(part(page, "found")).to_have_class("stale")
    held.release()
    settled(page)
    expect(part(page, "found")).not_to_have_class("stale")


def test_an_answer_that_comes_late_is_dropped(page: Page, urls: dict[str, str]) -> None:
    go(page, urls["real"], "en", "?q=supervision")
    held = Held(page)
    box(page).fill("passport")
    held.until_asked_for()
    held.let_others_pass()
    page.evaluate("""() => {
      window.seen = [];
      const asked = document.querySelector('[data-part=asked]');
      new MutationObserver(() => seen.push(asked.textContent))
        .observe(document.querySelector('[data-part=results]'), {childList: true});
    }""")
    look_for(page, "London")
    held.release()
    page.wait_for_load_state("networkidle")
    expect(box(page)).to_have_value("London")
    assert set(page.evaluate("window.seen")) == {"London"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_typed_before_the_index_has_come_are_searched_for(
    language: str, page: Page, urls: dict[str, str]
) -> None:
    held = Held(page, "**/manifest.js")
    page.goto(urls["real"] + address("search", language) + "?topic=workforce", wait_until="commit")
    held.until_asked_for()
    box(page).fill(WORD[language])
    page.wait_for_timeout(200)
    held.release()
    settled(page)
    assert page.url.endswith(f"?q={WORD[language]}&topic=workforce")
    assert total(page) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_page_says_so_and_leads_to_the_lists(language: str, watch: Watch, real: Path) -> None:
    page = watch.page(width=390, height=844, javascript=False)
    page.goto((real / address("search", language)).as_uri() + "?q=x")
    expect(page.locator("noscript .inset")).to_be_visible()
    expect(page.locator("noscript .inset")).to_contain_text("JavaScript")
    links = {link.get_attribute("href") for link in page.locator("main a:visible").all()}
    for key in ("topics", "audiences", "nations", "kinds", "a-z", "briefings"):
        assert address(key, language).removeprefix(f"{language}/") in links
    for name in ("tools", "tips", "panel", "found", "chosen"):
        expect(part(page, name)).to_be_hidden()


def test_the_page_says_so_when_the_search_itself_does_not_arrive(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.route("**/evidence-search.js", lambda route: route.abort())
    page.goto(urls["real"] + address("search", "en"))
    expect(page.locator("[data-unless-searching]")).to_be_visible()
    expect(part(page, "newest").locator(".entry").first).to_be_visible()
    watch.complaints.clear()


def test_no_other_page_loads_the_search(page: Page, urls: dict[str, str]) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    for key in ("home", "briefings", "about"):
        page.goto(urls["real"] + address(key, "en"), wait_until="networkidle")
    assert not any("search" in url.rpartition("/")[2] or "/search/" in url for url in loaded)


def test_nothing_is_said_when_a_failure_comes_too_late(reader: Page, watch: Watch, broken: Path) -> None:
    go(reader, broken.as_uri() + "/", "en", "?q=supervision")
    tick(reader, "Workforce")
    expect(said(reader)).to_contain_text("Results: ")
    focus_is_inside(reader, "groups")
