"""Laws of what reaches a page: nothing an author writes can run on a reader's machine."""

from __future__ import annotations

import html
import re

import html5lib
from evidence_briefings.content.fields import link_fault
from evidence_briefings.content.markdown import MarkdownReader, body_link_fault
from hypothesis import example, given, settings
from hypothesis import strategies as st

READER = MarkdownReader()
ALLOWED = set(
    """html head body p em strong code pre ul ol li a span h2 h3 h4 h5 h6 blockquote hr br
    table thead tbody tr th td""".split()
)
ATTRIBUTES = {"a": {"href", "title", "rel"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}}
SCHEMES = ["javascript", "vbscript", "data", "blob", "file", "JaVaScRiPt", "https", "http", "mailto", "x-y"]
NOISE = st.text(alphabet="\x00\x01\x08\t\n\r\x0b\x0c\x1f \x7f\x85\xa0\u200b\u200d\u2028\u202e\ufeff", max_size=3)


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """Draw an address whose scheme is broken up by what browsers ignore, or written as entities."""
    name = draw(st.sampled_from(SCHEMES))
    signs = [
        draw(NOISE)
        + draw(
            st.sampled_from(
                [sign, sign.upper(), f"&#{ord(sign)};", f"&#x{ord(sign):x};", f"&#0{ord(sign)}", "\\" + sign]
            )
        )
        for sign in name
    ]
    colon = draw(st.sampled_from([":", "&colon;", "&#58;", "&#x3a", "%3a", "\uff1a", ":&Tab;"]))
    return (
        "".join(signs) + draw(NOISE) + colon + draw(st.sampled_from(["alert(1)", "//example.org", "text/html,x", ""]))
    )


def scheme_in_a_browser(address: str) -> str | None:
    """Return the scheme that the URL standard finds: controls and spaces trimmed, tabs and line ends removed."""
    bare = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else None


@given(disguised() | st.text())
@settings(max_examples=500)
def test_no_address_that_is_linked_runs_anything(address: str) -> None:
    for seen in (address, html.unescape(address)):
        if link_fault(seen) is None:
            assert scheme_in_a_browser(seen) in (None, "http", "https", "mailto")
        if body_link_fault(seen) is None:
            assert scheme_in_a_browser(seen) in ("http", "https", "mailto")


SIGNS = ["\n", "\n\n", "    ", "# ", "- ", "1. ", "> ", "```\n", "|---|", *"<>[]()!*_`|&;\"'\\"]
ATTACKS = [
    "script",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=x>",
    "<iframe>",
    "<a href=",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?php",
    " onclick=",
    "style=",
    "{: onclick=x }",
    "javascript:",
    "data:text/html,",
    "https://example.org",
    "a@b.org",
    "[x]: ",
    "&#x3c;script&#x3e;",
    "&lt;",
    # The placeholders that Python-Markdown uses inside.
    "\x02",
    "\x03",
    "\x02wzxhzdk:0\x03",
    "\x02klzzwxh:0000\x03",
    "\x02amp\x03",
]
MARKUP = st.lists(st.sampled_from(SIGNS + ATTACKS) | disguised() | st.text(max_size=5), max_size=14).map("".join)


@given(MARKUP)
@settings(max_examples=600)
@example("[a](<java\tscript:alert(1)>)")
@example("<javascript:alert(1)>")
@example("[a][b]\n\n[b]: javascript:alert(1) 'title'")
@example('[a](https://example.org "\\" onmouseover=alert(1)")')
@example("![a\\](https://example.org/a.png)](x)")
def test_the_html_of_any_text_holds_only_what_a_text_needs(text: str) -> None:
    tree = html5lib.parse(READER.html(text), namespaceHTMLElements=False)
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag in ALLOWED
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, set())
            if name == "href":
                assert scheme_in_a_browser(value) in ("http", "https", "mailto")
            if name == "style":
                assert re.fullmatch(r"text-align: (left|right|center);", value)


@given(MARKUP)
def test_every_link_and_image_that_is_shown_was_reported(text: str) -> None:
    links, _ = READER.links_and_images(text)
    tree = html5lib.parse(READER.html(text), namespaceHTMLElements=False)
    shown = [element.attrib["href"] for element in tree.iter("a") if "href" in element.attrib]
    assert set(shown) <= set(links)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_text_without_markup_is_shown_as_it_is(text: str) -> None:
    plain = re.sub(r"[^\w ,.ŵŷ]", "", text).strip()
    plain = re.sub(r"^\d+\.", "", plain).replace("_", "").strip()
    tree = html5lib.parse(READER.html(plain), namespaceHTMLElements=False)
    assert "".join(tree.itertext()).split() == plain.split()


@given(MARKUP, MARKUP)
def test_a_text_is_read_alike_whatever_was_read_before(one: str, two: str) -> None:
    fresh = MarkdownReader().html(two)
    READER.html(one)
    assert READER.html(two) == fresh
