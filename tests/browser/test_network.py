"""What travels: nothing to other places, nothing that a strict policy forbids, and little."""

from __future__ import annotations

import gzip
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from browser.reading import documents
from browser.serving import POLICY, Nginx
from browser.showcase import TEMPLATES
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, Request

BUDGETS = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text(encoding="utf-8"))
KINDS = {"document": "html", "stylesheet": "style", "script": "script", "font": "font", "image": "image"}
NOTE_VIOLATIONS = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', event => {
  window.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_console_stays_empty_and_nothing_leaves_the_site(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    for name, (site, paths) in TEMPLATES.items():
        if name != "not found":
            page.goto(urls[site] + paths[language])
    page.wait_for_load_state("networkidle")
    assert (watch.complaints, watch.elsewhere) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_do_they_when_the_site_is_opened_from_a_folder(
    language: str, watch: Watch, sites: dict[str, Path]
) -> None:
    page = watch.page()
    for name, (site, paths) in TEMPLATES.items():
        if name != "not found":
            page.goto((sites[site] / paths[language]).as_uri())
    page.wait_for_load_state("networkidle")
    assert (watch.complaints, watch.elsewhere) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strict_policy_is_never_violated(language: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    page.add_init_script(NOTE_VIOLATIONS)
    for site, paths in TEMPLATES.values():
        answer = page.goto(urls[site] + paths[language])
        assert answer is not None
        assert answer.headers["content-security-policy"] == POLICY
        assert page.evaluate("window.__violations") == [], paths[language]
    watch.complaints[:] = [line for line in watch.complaints if "404" not in line]  # the missing page's own


@pytest.mark.parametrize("path", ["nowhere.html", "en/briefings/nowhere.html", "cy/a/b/c.html"])
def test_the_page_for_missing_pages_has_its_look_at_any_depth(path: str, watch: Watch, urls: dict[str, str]) -> None:
    page = watch.page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    answer = page.goto(urls["real"] + path, wait_until="networkidle")
    watch.complaints.clear()  # the browser notes the answer 404, which is what was asked for
    assert answer is not None
    assert answer.status == 404
    assert failed == [urls["real"] + path]
    page.locator("main a[hreflang=cy]").click()
    page.wait_for_url(urls["real"] + address("home", "cy"))


@pytest.fixture
def costs(watch: Watch, real: Path, urls: dict[str, str]) -> Counter[str]:
    """Return the bytes that a first visit to the largest briefing page costs: by kind, and in total."""
    largest = max(briefing_pages(real), key=lambda path: packed(real / path))
    requests: list[Request] = []
    page = watch.page(width=390, height=844)
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 (it asks for a name)
    page.goto(urls["real"] + largest, wait_until="networkidle")
    scroll_through(page)
    found: Counter[str] = Counter()
    for request in requests:
        sizes = request.sizes()
        size = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        found[KINDS.get(request.resource_type, "image")] += size
        found["total"] += size
    return found


def scroll_through(page: Page) -> None:
    """Go to the end of a page, so that whatever is loaded late is loaded."""
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")


def test_the_next_briefing_costs_little_more_than_its_words(watch: Watch, real: Path, tmp_path: Path) -> None:
    """Go from the largest briefing to the second largest, and count what the server sends for that."""
    log = tmp_path / "access.log"
    server = Nginx(tmp_path, {"real": real}, log=log)
    watch.origins = (*watch.origins, server.urls["real"])
    largest, second = sorted(briefing_pages(real), key=lambda path: -packed(real / path))[:2]
    page = watch.page(width=390, height=844)
    page.goto(server.urls["real"] + largest, wait_until="networkidle")
    scroll_through(page)
    known = len(log.read_text(encoding="utf-8").splitlines())
    page.goto(server.urls["real"] + second, wait_until="networkidle")
    scroll_through(page)
    sent = [line.split() for line in log.read_text(encoding="utf-8").splitlines()[known:]]
    server.stop()
    assert sent[0][0] == f"/{second}"
    assert sum(int(size) for _, size in sent) <= BUDGETS["next-visit"]["total"], sent


def briefing_pages(real: Path) -> list[str]:
    return [path for path, page in documents(real).items() if page.kind == "briefing"]


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_a_first_visit_to_the_largest_briefing_keeps_the_promise(costs: Counter[str]) -> None:
    assert costs["html"] > 0
    assert costs["total"] <= BUDGETS["first-visit"]["total"]


def test_each_part_of_it_keeps_to_todays_budget(costs: Counter[str]) -> None:
    over = {kind: (size, BUDGETS["today"][kind]) for kind, size in costs.items() if size > BUDGETS["today"][kind]}
    assert over == {}
