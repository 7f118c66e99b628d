"""From the home page to a copied citation by keyboard alone, in both languages, on a desk and in large text on a phone.

After every Tab the reader must see where they are, and get on in the order of the page.
"""

from __future__ import annotations

import pytest
from browser.searching import WORD, part, settled
from browser.tally import Tally
from browser.test_script import clipboard
from browser.watching import Watch
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page, expect

SIZES = {"desk": (1280, 900, ""), "phone in large text": (320, 640, "200%")}
LARGE = """addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '%s'; })"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const luminance = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + .05) / (dark + .05);
  };
  const ground = start => {
    for (let node = start; node; node = node.parentElement) {
      const { backgroundColor } = getComputedStyle(node);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== 'transparent') return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const style = getComputedStyle(element);
  const around = ground(element.parentElement);
  // The line itself, or the glow around it.
  const glow = style.boxShadow === 'none' ? around : style.boxShadow.match(/rgba?\\([^)]*\\)/)[0];
  const seen = Math.max(contrast(style.outlineColor, around), contrast(style.outlineColor, glow));
  const boxes = [...element.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  const points = boxes.flatMap(box => [.1, .5, .9].map(part =>
    [box.left + box.width * part, box.top + Math.min(box.height * part, innerHeight)]));
  const onScreen = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  const covering = onScreen.map(([x, y]) => document.elementFromPoint(x, y)).filter(top =>
    !top || !(element.contains(top) || top.contains(element) || top.closest('label')?.control === element));
  const before = window.focusedBefore;
  window.focusedBefore = element;
  return {
    what: element.outerHTML.slice(0, 100),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    contrast: seen,
    shown: onScreen.length > 0,
    by: covering.map(top => top ? top.outerHTML.slice(0, 60) : 'nothing').join(' and '),
    onward: !before || !before.isConnected
      || Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""
MOST = 150
"""Presses of Tab after which a reader has given up."""


class Reader:
    """Somebody with a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def tab_to(self, selector: str) -> None:
        """Press Tab until something that ``selector`` names has focus."""
        self.page.evaluate("window.focusedBefore = null")
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            step = self.page.evaluate(FOCUSED)
            assert step is not None, f"focus left the page before {selector}"
            faults = {
                "has no outline": not step["outlined"] or step["contrast"] < 3,
                "is off the screen": not step["shown"],
                f"is covered by {step['by']}": step["by"],
                "is out of order": not step["onward"],
            }
            self.wrong += [f"{step['what']} {fault}" for fault, there in faults.items() if there]
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


@pytest.fixture(params=SIZES)
def reader(request: pytest.FixtureRequest, watch: Watch) -> Reader:
    """Return a reader at a desk, then one with a small screen and large text."""
    width, height, text = SIZES[request.param]
    page = watch.page(
        width=width,
        height=height,
        reduced_motion="reduce",
        color_scheme="light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    if text:
        page.add_init_script(LARGE % text)
    return Reader(page)


def copies_the_citation(reader: Reader) -> None:
    """Go on from the top of a briefing to its citation, copy it, and hear that it was copied."""
    page = reader.page
    expect(page.locator("article.briefing h1")).to_be_visible()
    reader.tab_to("#cite button[data-act=copy]")
    reader.press("Enter")
    word = page.locator("#cite button[data-act=copy]").get_attribute("data-done") or ""
    expect(page.get_by_role("status").filter(has_text=word)).to_have_count(1)
    citation = page.locator("#citation").inner_text()
    assert len(citation) > 40
    assert clipboard(page) == citation


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_by_the_search_and_a_filter_to_a_copied_citation(
    language: str, reader: Reader, urls: dict[str, str], tally: Tally
) -> None:
    page = reader.page
    page.goto(urls["real"] + address("home", language))
    reader.tab_to("main input[name=q]")
    page.keyboard.type(WORD[language])
    reader.press("Enter")
    page.wait_for_url(f"**/{address('search', language)}?q=*")
    settled(page)
    found = part(page, "tally").inner_text()
    if part(page, "open").is_visible():
        reader.tab_to("[data-part=open]")
        reader.press("Enter")
        reader.tab_to("dialog[open] [data-part=groups] input")
        reader.press("Space")
        page.wait_for_url("**&topic=**")
        settled(page)
        reader.tab_to("[data-part=done]")
        reader.press("Enter")
        expect(part(page, "open")).to_be_focused()
    else:
        reader.tab_to("[data-part=skip]")
        reader.press("Enter")
        reader.tab_to("[data-part=groups] input")
        reader.press("Space")
        page.wait_for_url("**&topic=**")
        settled(page)
        reader.press("/")
    expect(part(page, "live")).to_contain_text(part(page, "tally").inner_text())
    assert part(page, "tally").inner_text() != found
    reader.tab_to("[data-part=results] h3 a")
    reader.press("Enter")
    page.wait_for_url(f"**/{address('briefing', language, '*')}")
    copies_the_citation(reader)
    assert reader.wrong == []
    tally.journeys.add("search to citation")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_by_a_topic_to_a_copied_citation(
    language: str, reader: Reader, urls: dict[str, str], tally: Tally
) -> None:
    page = reader.page
    page.goto(urls["real"] + address("home", language))
    reader.tab_to(f"a[href$='{address('topic', language, 'using-evidence').partition('/')[2]}']")
    reader.press("Enter")
    page.wait_for_url(f"**/{address('topic', language, 'using-evidence')}")
    folder = address("briefing", language, "x").split("/")[1]
    reader.tab_to(f"main a[href*='/{folder}/']:not([href$='index.html'], [download])")
    reader.press("Enter")
    page.wait_for_url(f"**/{address('briefing', language, '*')}")
    copies_the_citation(reader)
    assert reader.wrong == []
    tally.journeys.add("topic to citation")


@pytest.mark.parametrize("name", ["a menu", "filters"])
def test_nothing_holds_the_focus_fast(name: str, reader: Reader, urls: dict[str, str]) -> None:
    """Whatever was opened by keyboard is left by keyboard."""
    page = reader.page
    page.goto(urls["real"] + address("search", "cy") + "?q=ymchwil")
    settled(page)
    opener = "details.menu summary" if name == "a menu" else "[data-part=open]"
    if not page.locator(opener).is_visible():
        pytest.skip("the filters stand beside the results here")
    reader.tab_to(opener)
    reader.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(opener)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(opener)).not_to_be_focused()
