"""Cards on pages of other people, the code that brings them there, the poster on paper, links to searches."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from browser.showcase import SOME_BRIEFING
from browser.test_accessibility import load_axe, violations
from browser.watching import Watch
from evidence_briefings.site.qr import qr_code
from playwright.sync_api import Browser, Page

STRICT = "allow-popups allow-top-navigation-by-user-activation"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def intranet(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Return the address of another server, and its folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", tmp_path
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """Return a page that may go to more than one site."""
    context = chromium.new_context(viewport={"width": 700, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_card_shows_in_a_sandbox_of_another_site_and_its_link_opens(
    visitor: Page, intranet: tuple[str, Path], urls: dict[str, str]
) -> None:
    address, folder = intranet
    card = f"{urls['real']}embed/{SOME_BRIEFING}.html"
    frame = f'<iframe src="{card}" title="x" width="100%" height="700" sandbox="{STRICT}"></iframe>'
    (folder / "page.html").write_text(f"<!doctype html><title>x</title>{frame}", encoding="utf-8")
    visitor.goto(address + "page.html")
    inside = visitor.frame_locator("iframe")
    assert inside.locator("article").count() == 2
    with visitor.expect_popup() as opened:
        inside.locator("article[lang=en] h1 a").click()
    assert opened.value.url == f"{urls['real']}en/briefings/{SOME_BRIEFING}.html"
    assert visitor.url == address + "page.html"


def test_the_code_that_is_offered_works_on_another_site(
    visitor: Page, intranet: tuple[str, Path], urls: dict[str, str]
) -> None:
    address, folder = intranet
    visitor.goto(f"{urls['real']}cy/embed/{SOME_BRIEFING}_cod.html")
    code = visitor.locator("#frame-one").text_content() or ""
    html = visitor.locator("#html-both").text_content() or ""
    assert "SITE-ADDRESS" not in code + html
    assert not visitor.locator("[data-unaddressed]").count()
    (folder / "page.html").write_text(f"<!doctype html><title>x</title>{code}{html}", encoding="utf-8")
    visitor.goto(address + "page.html")
    assert visitor.frame_locator("iframe").locator("article[lang=cy] h1").is_visible()
    assert visitor.frame_locator("iframe").locator("body").evaluate(FITS)
    for link in visitor.locator("body > div h3 a").all():
        found = visitor.request.get(link.get_attribute("href") or "")
        assert found.ok


@pytest.mark.parametrize("where", ["embed", "en/embed", "cy/embed"])
def test_a_card_is_accessible_and_narrow_enough(watch: Watch, urls: dict[str, str], where: str) -> None:
    page = watch.page(width=240, color_scheme="dark")
    page.goto(f"{urls['real']}{where}/{SOME_BRIEFING}.html")
    load_axe(page)
    for width, scheme in ((240, "dark"), (320, "light"), (700, "light")):
        page.set_viewport_size({"width": width, "height": 700})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate(FITS), (where, width)
        assert violations(page) == []


def test_from_a_folder_the_code_says_what_to_put_in(watch: Watch, real: Path) -> None:
    page = watch.page()
    page.goto(f"{real.as_uri()}/en/embed/{SOME_BRIEFING}_code.html")
    assert page.locator("[data-unaddressed]").is_visible()
    assert "https://SITE-ADDRESS/embed/" in (page.locator("#frame-both").text_content() or "")


@pytest.mark.parametrize("path", ["en/launch-pack.html", "cy/pecyn-lansio.html"])
def test_the_poster_alone_is_printed_on_one_side(watch: Watch, real: Path, path: str) -> None:
    page = watch.page()
    page.goto(f"{real.as_uri()}/{path}")
    # The project's own site has no address, so its poster has none: here is one.
    code = qr_code("https://example.org/evidence/")
    drawn = f'<path stroke="#000" shape-rendering="crispEdges" d="{code.path}"/>'
    page.evaluate(
        """([size, drawn]) => document.querySelector('.poster-foot').insertAdjacentHTML('afterbegin',
        `<svg class="poster-code" viewBox="0 0 ${size} ${size}">${drawn}</svg>`)""",
        [code.size, drawn],
    )
    pdf = page.pdf(prefer_css_page_size=True)
    sheets = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(sheets) == 1
    picture = sheets[0].render(scale=2).to_pil().convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == ["https://example.org/evidence/"]
    words = sheets[0].get_textpage().get_text_range()
    assert "Evidence briefings" in words
    assert "Papurau briffio tystiolaeth" in words
    assert page.locator(".paste h3").first.text_content() not in words


@pytest.mark.parametrize("path", ["en/data.html", "cy/data.html"])
def test_the_examples_of_links_to_searches_find_something(watch: Watch, real: Path, path: str) -> None:
    page = watch.page()
    page.goto(f"{real.as_uri()}/{path}")
    links = page.locator("#link-to-a-search ~ dl a[href*='?']").evaluate_all("all => all.map(link => link.href)")
    assert len(links) >= 4
    for link in links:
        page.goto(link)
        page.locator("[data-part=results] li").first.wait_for()
