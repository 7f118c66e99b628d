"""Following what is new: the address of a feed is a press away, and the e-mail of a digest can be read by everybody."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import feedparser
import pytest
from browser.showcase import showcase_records
from browser.test_accessibility import OPTIONS, WIDER_THAN_THE_SCREEN, judged, load_axe
from browser.watching import Watch
from click.testing import CliRunner
from evidence_briefings.cli import main
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser, expect
from tiny import PROJECT

TOPIC = "supervision"
WITHOUT_LANDMARKS = {
    **OPTIONS,
    "rules": {**OPTIONS["rules"], "landmark-one-main": {"enabled": False}, "region": {"enabled": False}},
}
"""An e-mail is shown inside the page or the window of a mail program, which has landmarks of its own."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_leads_to_its_feed_whose_address_is_copied(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page(width=390, permissions=["clipboard-read", "clipboard-write"])
    page.goto(urls["real"] + address("topic", language, TOPIC))
    link = page.locator(f"a[href$='#topic-{TOPIC}']")
    link.click()
    here = page.locator(f"#topic-{TOPIC}")
    expect(here).to_be_in_viewport()
    expect(page.locator("[data-in-folder]")).to_be_hidden()
    here.get_by_role("button").click()
    expect(here.get_by_role("button")).to_contain_text({"en": "Copied", "cy": "Wedi'i gopïo"}[language])
    expect(page.get_by_role("status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == urls["real"] + address("topic", language, TOPIC).replace(".html", ".xml")
    with urlopen(copied) as answer:
        feed = feedparser.parse(answer.read())
    assert not feed.bozo
    assert feed.entries


def test_the_feeds_that_a_page_names_are_there(watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    for key, *ids in (("home",), ("topic", TOPIC), ("audience", "frontline"), ("briefings",)):
        page.goto(urls["real"] + address(key, "cy", *ids))
        links = page.locator("link[rel=alternate][type]").evaluate_all("all => all.map(one => [one.type, one.href])")
        assert [kind for kind, _ in links] == ["application/atom+xml", "application/feed+json"]
        with urlopen(links[0][1]) as atom, urlopen(links[1][1]) as plain:
            entries, items = feedparser.parse(atom.read()).entries, json.load(plain)["items"]
        assert [entry.title for entry in entries] == [item["title"] for item in items]
        with urlopen(urljoin(links[1][1], items[0]["url"])) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_folder_no_address_is_offered(javascript: bool, watch: Watch, real: Path) -> None:
    page = watch.page(javascript=javascript)
    page.goto(f"{real.as_uri()}/{address('follow', 'en')}")
    assert page.locator("[data-in-folder]").is_visible() == javascript
    assert page.locator("[data-copies]:visible").count() == 0
    assert page.locator("[data-feed]:visible").count() > 10


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the e-mail in both languages of records in every state, as HTML."""
    folder = showcase_records(tmp_path_factory.mktemp("digest"))
    (folder / "theme_overrides").symlink_to(PROJECT / "theme_overrides")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        args = "--since 2020-01-01 --until 2026-12-01 --to out --site-url https://example.org/ --from-name A"
        result = CliRunner().invoke(main, ["digest", *args.split()], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return (folder / "out/digest.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640])
def test_the_e_mail_of_a_digest_can_be_read_by_everybody(
    letter: str, width: int, colours: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(letter)
    load_axe(page)
    wrong, rules = judged(page, options=WITHOUT_LANDMARKS)
    assert wrong == []
    assert rules > 10
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert asked == []
    page.close()


def test_the_e_mail_keeps_its_width_where_only_attributes_count(letter: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1000, "height": 900}, java_script_enabled=True)
    page.set_content(letter.replace("<!--[if mso]>", "").replace("<![endif]-->", ""))
    page.evaluate("document.querySelectorAll('style').forEach(one => one.remove())")
    page.evaluate("document.querySelectorAll('*').forEach(one => { one.style.maxWidth = ''; })")
    widths = page.locator("td.band").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert set(widths) == {600}
    page.close()
