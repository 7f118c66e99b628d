"""Reading without a signal: a real worker in a real browser, whose network is then taken away."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.searching import WORD, look_for, titles
from browser.serving import Nginx
from browser.showcase import SOME_BRIEFING
from browser.test_accessibility import SMALL_TARGETS, WIDER_THAN_THE_SCREEN, load_axe, violations
from browser.watching import ARGUMENTS, Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Browser, Page, expect
from plugin.sites import built, whole_site

READY = """async () => {
  const name = (await caches.keys()).find((name) => /^briefings-[0-9a-f]{16}-/.test(name));
  const registration = await navigator.serviceWorker.getRegistration();
  if (!name || !registration?.active) return false;
  const kept = (await (await caches.open(name)).keys()).map((request) => request.url.slice(registration.scope.length));
  const list = await caches.match(registration.scope + %s, { cacheName: name });
  const wanted = list ? [...%s, ...(await list.json()).files.map(([path]) => path)] : [];
  return Boolean(list) && wanted.every((path) => kept.includes(path));
}"""
"""Whether the worker runs and has kept all of its list, and some pages besides."""
KEEP = "list => localStorage.setItem('briefings-list', JSON.stringify(list))"
CACHES = "async () => (await caches.keys()).sort()"
MARK = "getComputedStyle(document.documentElement).getPropertyValue('--mark-of-build').trim()"
MARKS = f"() => [document.body.dataset.build, window.markOfBuild, {MARK}]"
"""Which build the HTML, the script and the style of a page are of."""


def until(page: Page, question: str) -> None:
    """Wait until an asynchronous function says yes: Playwright's own waiting takes any promise for a yes."""
    end = time.monotonic() + 30
    while not page.evaluate(question):
        assert time.monotonic() < end, question
        page.wait_for_timeout(100)


def ready(page: Page, *paths: str) -> None:
    """Wait until the worker has kept all of a first visit: its core, the page's language, and some pages."""
    language = page.evaluate("document.documentElement.lang")
    until(page, READY % (json.dumps(f"offline/{language}-pack.json"), json.dumps(paths)))


class Shown:
    """A folder that nginx serves, in which one build takes the place of another."""

    def __init__(self, folder: Path, build: Path) -> None:
        self.root = folder / "www"
        self.root.mkdir()
        self.show(build)
        self.server = Nginx(folder, {"site": self.root})
        self.url = self.server.urls["site"] + "sub/"

    def show(self, build: Path) -> None:
        """Put a build into the place of what is there, below a folder as on an intranet."""
        shutil.rmtree(self.root / "sub", ignore_errors=True)
        shutil.copytree(build, self.root / "sub")
        (self.root / "index.html").write_text("<!doctype html><title>Another site</title>", encoding="utf-8")
        shutil.copy(build / "404.html", self.root)


def marked(folder: Path, mark: str, *, offline: bool = True) -> Path:
    """Build a small site whose pages, styles and scripts all say which build they are of."""
    whole_site(folder)
    theme = folder / "theme_overrides"
    for name, more in (
        ("assets/briefings.css", f"\n:root {{ --mark-of-build: {mark}; }}\n" + "/* longer */" * len(mark)),
        ("assets/briefings.js", f"\nwindow.markOfBuild = '{mark}';\n"),
    ):
        with (theme / name).open("a", encoding="utf-8") as file:
            file.write(more)
    shell = (theme / "main.html").read_text("utf-8")
    (theme / "main.html").write_text(shell.replace("<body ", f'<body data-build="{mark}" '), encoding="utf-8")
    if not offline:
        config = (folder / "mkdocs.yml").read_text("utf-8")
        changed = config.replace("- evidence-briefings:", "- evidence-briefings:\n      offline: no")
        (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    return built(folder)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return two builds of one site, and one that keeps nothing any more."""
    folder = tmp_path_factory.mktemp("builds")
    return {
        "one": marked(folder / "one", "one"),
        "two": marked(folder / "two", "second"),
        "gone": marked(folder / "gone", "gone", offline=False),
    }


@pytest.fixture
def shown(tmp_path: Path, builds: dict[str, Path]) -> Iterator[Shown]:
    """Return a server that shows the first build."""
    place = Shown(tmp_path, builds["one"])
    yield place
    place.server.stop()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page with a worker; its console must stay empty while there is a network."""
    contexts = []

    def opened(**options: Any) -> Page:
        context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_one_visit_the_journey_goes_on_without_a_signal(
    language: str, real: Path, reader: Callable[..., Page], tmp_path: Path
) -> None:
    server = Nginx(tmp_path, {"real": real})
    url = server.urls["real"]
    page = reader(viewport={"width": 390, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    briefing = address("briefing", language, SOME_BRIEFING)
    page.goto(url + briefing)
    title = page.locator("h1").inner_text()
    ready(page, briefing)
    assert said == []
    server.stop()
    page.context.set_offline(True)
    page.goto(url + address("home", language))
    assert page.locator("html").get_attribute("data-saved")
    page.goto(url + address("search", language))
    look_for(page, WORD[language])
    assert len(titles(page)) > 1
    look_for(page, title)
    page.locator("[data-part=results] h3 a").first.click()
    page.wait_for_url("**/" + briefing + "*")
    line = page.locator("main [role=status].inset")
    assert re.search(r"\d{4}.*\d{4}", line.inner_text())
    page.locator("#cite [data-act=copy]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert title in copied
    errors = [line for line in said if "ERR_INTERNET" not in line and "ERR_CONNECTION" not in line]
    assert errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_saved_leads_to_words_about_it(
    language: str, shown: Shown, reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + address("home", language))
    ready(page)
    page.context.set_offline(True)
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status))
    page.goto(shown.url + address("briefing", language, "two"))
    assert page.url.startswith(shown.url + address("offline", language) + "?page=")
    assert max(answers) < 400
    expect(page.locator("[data-part=missing]")).to_be_visible()
    page.context.set_offline(False)
    page.locator("[data-part=again]").click()
    page.wait_for_url(shown.url + address("briefing", language, "two"))
    assert page.locator("html").get_attribute("data-saved") is None


def test_a_briefing_is_saved_with_its_size_said_first_and_removed_again(
    shown: Shown, reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + "en/briefings/one.html")
    button = page.locator("[data-offline] button")
    expect(button).to_have_text(re.compile(r"Save for offline \(\d+ kB\)"))
    button.click()
    expect(page.locator("[data-offline] [role=status]")).to_have_text("Saved on this device.")
    expect(button).to_have_text("Remove from this device")
    page.reload()
    expect(button).to_have_text("Remove from this device")
    page.goto(shown.url + "en/offline.html")
    expect(page.locator("[data-part=saved] a")).to_have_text("The first")
    page.locator("[data-part=saved] button").click()
    expect(page.locator("[data-part=saved] a")).to_have_count(0)
    expect(page.locator("[data-part=none]")).to_be_visible()


def test_a_topic_or_everything_is_saved_with_progress(shown: Shown, reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(shown.url + "en/topics/children.html")
    button = page.locator("[data-offline] button")
    expect(button).to_have_text(re.compile(r"Save all briefings on this topic for offline \(\d+ kB\)"))
    button.click()
    expect(page.locator("[data-offline] [role=status]")).to_have_text("Saved on this device.")
    page.goto(shown.url + "cy/all-lein.html")
    page.locator("[data-part=everything]").click()
    expect(page.locator("[data-part=said]")).to_have_text("Wedi'i gadw ar y ddyfais hon.")
    page.context.set_offline(True)
    for path in ("en/briefings/two.html", "cy/papurau-briffio/one.html", "cy/pynciau/children.html"):
        page.goto(shown.url + path)
        assert page.url == shown.url + path
        assert page.locator("html").get_attribute("data-saved")


def test_what_my_reading_keeps_can_be_saved_at_once(shown: Shown, reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(shown.url + "en/index.html")
    items = {"two": {"url": "en/briefings/two.html"}, "odd": {"url": 5}}
    page.evaluate(KEEP, {"version": 1, "items": items})
    page.goto(shown.url + "en/offline.html")
    page.locator("[data-part=mine] button").click()
    expect(page.locator("[data-part=saved] a")).to_have_text("The second")


def test_a_newer_build_reaches_readers_at_once_and_is_never_mixed_with_the_older_one(
    shown: Shown, builds: dict[str, Path], reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + "en/briefings/one.html")
    ready(page, "en/briefings/one.html")
    shown.show(builds["two"])
    page.goto(shown.url + "en/briefings/two.html")
    assert page.evaluate(MARKS) == ["second"] * 3
    # The older build still has the word: its worker may not take in what is not of its own build.
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    page.context.set_offline(True)
    page.goto(shown.url + "en/briefings/one.html")
    assert page.evaluate(MARKS) == ["one"] * 3
    page.goto(shown.url + "en/offline.html")
    page.locator("[data-part=newer] button").click()
    page.wait_for_function(f"() => {MARK} === 'second'")
    for path in ("en/briefings/one.html", "en/index.html"):
        page.goto(shown.url + path)
        assert page.evaluate(MARKS) == ["second"] * 3
    assert len([name for name in page.evaluate(CACHES) if "readers" not in name]) == 1


def test_a_build_that_is_only_half_there_is_refused(
    shown: Shown, builds: dict[str, Path], reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + "en/briefings/one.html")
    ready(page, "en/briefings/one.html")
    # A server in the midst of an upload: the worker is new, a style is still the old one.
    shown.show(builds["two"])
    shutil.copy(builds["one"] / "assets/briefings.css", shown.root / "sub/assets/briefings.css")
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update().catch(() => 0); }")
    until(page, "async () => !(await navigator.serviceWorker.getRegistration()).installing")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).waiting") is None
    page.context.set_offline(True)
    page.goto(shown.url + "en/briefings/one.html")
    assert page.evaluate(MARKS) == ["one"] * 3
    # When the rest has come, the next visit brings the whole of it.
    page.context.set_offline(False)
    shutil.copy(builds["two"] / "assets/briefings.css", shown.root / "sub/assets/briefings.css")
    page.goto(shown.url + "en/index.html")
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")


def test_saved_pages_come_along_to_the_newer_build_and_withdrawn_ones_go(
    shown: Shown, builds: dict[str, Path], reader: Callable[..., Page]
) -> None:
    page = reader()
    for path in ("en/briefings/one.html", "en/briefings/two.html"):
        page.goto(shown.url + path)
        page.locator("[data-offline] button").click()
        expect(page.locator("[data-offline] [role=status]")).to_have_text("Saved on this device.")
    shown.show(builds["two"])
    page.goto(shown.url + "en/offline.html")
    page.locator("[data-part=newer] button").click()
    page.wait_for_function(f"() => {MARK} === 'second'")
    expect(page.locator("[data-part=saved] a")).to_have_count(2)
    page.context.set_offline(True)
    page.goto(shown.url + "en/briefings/two.html")
    assert page.evaluate(MARKS) == ["second"] * 3


def test_a_site_that_keeps_nothing_any_more_takes_worker_and_caches_away(
    shown: Shown, builds: dict[str, Path], reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + "en/briefings/one.html")
    ready(page)
    page.evaluate("caches.open('briefings-0123456789abcdef-/other/')")
    page.evaluate("caches.open('of somebody else')")
    shown.show(builds["gone"])
    page.goto(shown.url + "en/briefings/one.html")
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
    until(page, "async () => (await caches.keys()).length === 2")
    assert page.evaluate(CACHES) == ["briefings-0123456789abcdef-/other/", "of somebody else"]
    assert page.locator("[data-offline]").is_hidden()
    assert page.locator("link[rel=manifest]").count() == 0


def test_a_full_device_is_told_and_keeps_what_it_has(shown: Shown, reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(shown.url + "en/offline.html")
    ready(page)
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})
    page.locator("[data-part=everything]").click()
    expect(page.locator("[data-part=said]")).to_have_text(
        "There is no room left on this device. What is already saved stays."
    )
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.context.set_offline(True)
    page.goto(shown.url + "en/index.html")
    assert page.evaluate(MARKS) == ["one"] * 3


def test_losing_the_signal_in_the_midst_is_told(shown: Shown, reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(shown.url + "en/offline.html")
    ready(page)
    page.context.set_offline(True)
    page.locator("[data-part=everything]").click()
    expect(page.locator("[data-part=said]")).to_have_text(
        "The signal was lost. What is already saved stays. Try again later."
    )


def test_only_what_stands_below_the_site_is_answered_for(shown: Shown, reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(shown.url + "en/index.html")
    ready(page)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).scope") == shown.url
    page.goto(shown.server.urls["site"])
    assert page.title() == "Another site"
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert all(name.endswith("-/sub/") for name in page.evaluate(CACHES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_fetched_behind_the_back_of_a_first_visit_keeps_to_its_budget(language: str, real: Path) -> None:
    budget = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text(encoding="utf-8"))["offline"]

    def size(files: list[tuple[str, str, int]]) -> int:
        contents = [(path, (real / path).read_bytes()) for path, _, _ in files]
        return sum(len(text if path.endswith(".woff2") else gzip.compress(text, 6)) for path, text in contents)

    core = re.search(r"^const CORE=(.*);$", (real / "sw.js").read_text("utf-8"), re.MULTILINE)
    assert core
    assert size(json.loads(core[1])) <= budget["core"]
    assert size(json.loads((real / f"offline/{language}-pack.json").read_text("utf-8"))["files"]) <= budget["language"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_wrong_with_what_is_offered_and_shown(
    language: str, shown: Shown, reader: Callable[..., Page]
) -> None:
    page = reader()
    briefing = shown.url + address("briefing", language, "one")
    page.goto(briefing)
    page.locator("[data-offline] button").click()
    expect(page.locator("[data-offline] [role=status]")).not_to_be_empty()
    found = {"briefing": _wrong(page)}
    page.goto(shown.url + address("offline", language))
    expect(page.locator("[data-part=saved] a")).to_have_count(1)
    found["offline"] = _wrong(page)
    ready(page)
    page.context.set_offline(True)
    page.goto(briefing)
    found["saved copy"] = _wrong(page)
    page.goto(shown.url + address("briefing", language, "old"))
    expect(page.locator("[data-part=missing]")).to_be_visible()
    found["not saved"] = _wrong(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _wrong(page: Page) -> list[str]:
    load_axe(page)
    wrong = []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += violations(page)
        wrong += [f"wide: {element}" for element in page.evaluate(WIDER_THAN_THE_SCREEN)]
        wrong += [f"small: {element}" for element in page.evaluate(SMALL_TARGETS)]
    return wrong


def test_plain_http_offers_nothing_and_breaks_nothing(shown: Shown, tmp_path: Path, chromium: Browser) -> None:
    port = shown.url.split(":")[2].split("/")[0]
    arguments = [*ARGUMENTS, "--host-resolver-rules=MAP intranet.test 127.0.0.1"]
    browser = chromium.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=arguments
    )
    try:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in ("en/briefings/one.html", "cy/all-lein.html"):
            page.goto(f"http://intranet.test:{port}/sub/{path}")
            page.wait_for_timeout(1500)
            assert page.evaluate("window.isSecureContext") is False
            assert page.locator("[data-offline]:visible").count() == 0
        expect(page.locator("[data-part=cannot]")).to_be_visible()
        assert said == []
    finally:
        browser.close()


def test_a_folder_offers_nothing_and_breaks_nothing(builds: dict[str, Path], watch: Watch) -> None:
    page = watch.page()
    watch.origins = (builds["one"].as_uri() + "/",)
    for path in ("en/briefings/one.html", "en/topics/children.html", "en/offline.html"):
        page.goto((builds["one"] / path).as_uri())
        page.wait_for_timeout(1500)
        assert page.locator("[data-offline]:visible").count() == 0
    expect(page.locator("[data-part=cannot]")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_nothing_wrong_with_installing_it(
    language: str, shown: Shown, reader: Callable[..., Page]
) -> None:
    page = reader()
    page.goto(shown.url + address("home", language))
    ready(page)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert (manifest["lang"], manifest["dir"]) == (language, "ltr")
    faults = [fault["errorId"] for fault in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [fault for fault in faults if fault != "in-incognito"] == []
