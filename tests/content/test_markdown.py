"""Markdown as it is read here: no HTML, no images, only links that are safe to follow."""

from __future__ import annotations

import pytest
from evidence_briefings.content.markdown import MarkdownReader, body_link_fault

READER = MarkdownReader()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("Fish & chips", "<p>Fish &amp; chips</p>"),
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("2 < 3 > 1", "<p>2 &lt; 3 &gt; 1</p>"),
        ("AT&amp;T", "<p>AT&amp;T</p>"),
    ],
)
def test_a_text_becomes_this_html(text: str, expected: str) -> None:
    assert READER.html(text) == expected


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](https://example.org)", "https://example.org"),
        ("<https://example.org/b>", "https://example.org/b"),
        ("[a](https://example.org/?x=1&y=2)", "https://example.org/?x=1&amp;y=2"),
        ("[a][1]\n\n[1]: https://example.org", "https://example.org"),
        ("[a](mailto:team@example.org)", "mailto:team@example.org"),
        (r"[a](https://example.org/a\_b)", "https://example.org/a_b"),
    ],
)
def test_a_good_link_is_kept(text: str, address: str) -> None:
    assert f'href="{address}"' in READER.html(text)
    assert READER.links_and_images(text)[0]
    assert all(body_link_fault(link) is None for link in READER.links_and_images(text)[0])


def test_an_e_mail_address_between_angle_brackets_is_a_good_link() -> None:
    assert [body_link_fault(link) for link in READER.links_and_images("Write to <team@example.org>.")[0]] == [None]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "java&#115;cript:x",
        "&#x6A;avascript:x",
        "javascript&colon;x",
        "data:text/html,x",
        "//example.org",
        "/page",
        "page.html",
        "#top",
        "&#1;javascript:x",
        r"java\script:x",
    ],
)
def test_an_unsafe_or_incomplete_link_loses_its_address_and_keeps_its_words(address: str) -> None:
    html = READER.html(f"[words]({address})")
    assert "href" not in html
    assert "words" in html


def test_an_image_leaves_its_words() -> None:
    html = READER.html("before ![a chart](https://example.org/a.png) after")
    assert "<img" not in html
    assert "before" in html
    assert "a chart" in html
    assert "after" in html


def test_headings_go_down_and_are_never_the_titles() -> None:
    assert READER.html("# a\n\n## b\n\n###### c", shift=1) == "<h2>a</h2>\n<h3>b</h3>\n<h6>c</h6>"
    assert "<h1" not in READER.html("# a")


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    READER.html("[a]: https://example.org\n\n[a] ![b](c)")
    assert READER.html("[a]") == "<p>[a]</p>"
    assert READER.links_and_images("plain [words]") == ([], [])


def test_headings_are_found_outside_of_code() -> None:
    text = "## One\n\n```\n# no\n```\n\n    # no\n\nTwo\n---\n\n- item\n---\n\n#hashtag\n\n### Three ###"
    assert [level for level, _ in READER.headings(text)] == [2, 2, 2, 1, 3]
