"""Which links leave the site, and where each was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from evidence_briefings.content.known_links import FILE, KnownLinks, read_known_links, write_known_links
from evidence_briefings.content.outside_links import OutsideLink, outside_links
from tiny import corpus_of

WRITTEN = """
briefings/
  _questions.yml |
    - {id: q, question: {en: Why?}, raised_by: {en: Staff}, topics: [fostering], raised: 2021,
       source: {title: A report, url: "https://asked.org/a"}}
  one.yml +
    title: A record with https://in-a-title.org/
    sources:
      - {title: A report, url: "https://a.org/report"}
      - {title: An article, doi: 10.1000/182}
    body: |
      First [this](https://b.org/a_(b)), then
      [that][1] and <https://c.org/>.
      [mail](mailto:team@d.org), `[no](https://in-code.org/)`.

      [1]: https://b.org/second
    contact: {role: A team, url: "https://intranet.local/team"}
    tools: [{title: A tool, url: "https://www.example.org/x"}]
    media: [{title: A film, kind: video, url: "https://film.org/1"}]
  one.cy.yml +
    body: Dyma [hyn](https://b.org/cy).
  broken.yml |
    title: [
pages/
  a.md |
    ---
    title: A
    ---
    See [one](https://p.org/one "A title") and <a href="https://p.org/two">two</a>, https://p.org/three.
    `https://p.org/code` (https://p.org/four).
    ```
    https://p.org/block
    ```
theme/
  t.html |
    <link rel="schema.DC" href="http://purl.org/dc/">
    <a class="x" href="https://t.org/">T</a> <a href="https://t.org/{{ x }}">U</a>
"""


def found_in(site_folder: Callable[..., Path]) -> list[OutsideLink]:
    folder = site_folder(WRITTEN)
    return outside_links(corpus_of(folder), folder / "pages", folder / "theme")


def test_each_link_is_found_where_it_was_written(site_folder: Callable[..., Path]) -> None:
    found = [(str(link.mark.path), link.mark.line, link.mark.column, link.url) for link in found_in(site_folder)]
    assert found == [
        ("briefings/_questions.yml", 2, 35, "https://asked.org/a"),
        ("briefings/one.cy.yml", 1, 18, "https://b.org/cy"),
        ("briefings/one.yml", 3, 28, "https://a.org/report"),
        ("briefings/one.yml", 4, 30, "https://doi.org/10.1000/182"),
        ("briefings/one.yml", 6, 16, "https://b.org/a_(b)"),
        ("briefings/one.yml", 7, 18, "https://c.org/"),
        ("briefings/one.yml", 10, 8, "https://b.org/second"),
        ("briefings/one.yml", 11, 30, "https://intranet.local/team"),
        ("briefings/one.yml", 13, 43, "https://film.org/1"),
        ("pages/a.md", 4, 11, "https://p.org/one"),
        ("pages/a.md", 4, 53, "https://p.org/two"),
        ("pages/a.md", 4, 81, "https://p.org/three"),
        ("pages/a.md", 5, 23, "https://p.org/four"),
        ("theme/t.html", 2, 20, "https://t.org/"),
    ]


def test_a_link_of_a_record_says_which(site_folder: Callable[..., Path]) -> None:
    assert {link.record for link in found_in(site_folder) if "one" in link.mark.path} == {"one"}
    assert {link.record for link in found_in(site_folder) if "pages" in link.mark.path} == {""}


def test_what_was_found_broken_is_read_as_it_was_written(tmp_path: Path) -> None:
    hostile = "https://a.org/?q=\"'#: é\u2028"
    write_known_links(tmp_path, date(2026, 12, 1), [("b", "https://b.org/"), ("a", hostile), ("b", "https://b.org/")])
    known = read_known_links(tmp_path)
    assert (known.checked, known.of("a"), known.of("b"), known.of("c")) == (
        date(2026, 12, 1),
        (hostile,),
        ("https://b.org/",),
        (),
    )
    write_known_links(tmp_path, date(2026, 12, 2), [])
    assert read_known_links(tmp_path) == KnownLinks(date(2026, 12, 2), {})
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_file_that_is_not_as_we_write_it_says_nothing(tmp_path: Path) -> None:
    for content in (
        b"",
        b"\xff",
        b"- a\n",
        b"checked: soon\n",
        b"checked: [1]\n",
        b"broken: {a: [",
        b"checked: 2026-13-01",
    ):
        (tmp_path / FILE).write_bytes(content)
        assert read_known_links(tmp_path) == KnownLinks()
    (tmp_path / FILE).write_text("checked: 2026-12-01\nbroken: [a]\n", encoding="utf-8")
    assert read_known_links(tmp_path) == KnownLinks(date(2026, 12, 1), {})
