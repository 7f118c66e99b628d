"""Documents become records: what goes where, and that no word of them is lost."""

from __future__ import annotations

import html
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner, Result
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from evidence_briefings.cli import main
from evidence_briefings.content.documents import DocumentError, read_document
from evidence_briefings.content.markdown import MarkdownReader
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.nodes import Node, parse
from evidence_briefings.content.placing import Placed, drafted, field_of, placed
from evidence_briefings.content.quoting import source_of
from evidence_briefings.content.shapes import shape_at
from evidence_briefings.content.vocabulary import Vocabularies
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tiny import PROJECT, TODAY, corpus_of, problems_of, record, tiny_site

Run = Callable[..., Result]
MARKDOWN = MarkdownReader()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_site(tmp_path / "site", {"briefings/one.yml": record()})
    monkeypatch.chdir(folder)
    return folder


def imported(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments, "--today", str(TODAY)], catch_exceptions=False)


def shown_words(markdown: str) -> list[str]:
    text = re.sub(
        r"<(/?)(\w+)[^>]*>", lambda tag: "" if tag[2] in ("strong", "em", "a") else " ", MARKDOWN.html(markdown)
    )
    return html.unescape(text).split()


def words_of(text: str) -> Counter[str]:
    """Return the words of a record's file as a reader would see them: of its values, and of its comments."""
    tree, problems = parse(text, "")
    assert tree is not None
    assert not problems
    found = [word for line in text.splitlines() if line.startswith("#") for word in re.split(r'[\s"]+', line)]
    found += [word for line in text.splitlines() if line.startswith("#") for word in line.split()]

    def walk(node: Node, name: str) -> None:
        if isinstance(node.value, dict):
            for key, below in node.value.items():
                walk(below, key)
        elif isinstance(node.value, list):
            for below in node.value:
                walk(below, name)
        elif node.value is not None:
            found.extend(shown_words(node.value) if name in ("body", "summary") else node.value.split())

    walk(tree, "")
    return Counter(found)


def lost(said: list[str], text: str) -> list[str]:
    """Return the words of a document that its record does not have, or not as often."""
    wanted = Counter(word for line in said for word in line.split())
    return list((wanted - words_of(text)).elements())


def as_bytes(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def briefing() -> docx.document.Document:
    """Return a Word document of two pages, as a communications team writes it."""
    document = docx.Document()
    document.core_properties.title = "Document1"
    document.sections[0].header.paragraphs[0].text = "Evidence team | Tîm tystiolaeth"
    document.add_paragraph("Short breaks: what helps families?", style="Title")
    document.add_paragraph("A briefing for social workers, spring 2026")
    document.add_heading("In a nutshell", 1)
    document.add_paragraph("Short breaks help when families choose them; <5% of families said otherwise.")
    document.add_heading("1. SUMMARY", 1)
    paragraph = document.add_paragraph("We looked at ")
    paragraph.add_run("twelve").bold = True
    paragraph.add_run(" services. Families said: “ask us” – see form #12, {{name}} & a_b*c.")
    document.add_paragraph().add_run("Key messages").bold = True
    for text in (
        "Ask each family: what would a good break be?",
        "Offer a choice of when & where.",
        " ".join(["Say"] * 46),
    ):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Background", 1)
    document.add_paragraph("1. This is no list")
    document.add_paragraph("# nor is this a heading, nor [this](a link) --- nor `code`")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Service | place", "Families", "Cardiff\nBay", "40"),
        strict=True,
    ):
        cell.text = text
    document.add_heading("What families said", 2)
    document.add_paragraph("“It helped.”", style="Quote")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, width=Inches(1))
    document.add_heading("Cyfyngiadau", 1)
    document.add_paragraph("The study was small.")
    document.add_paragraph("Nobody was followed up.")
    document.add_heading("Questions for supervision:", 1)
    document.add_paragraph("What do we offer now?", style="List Number")
    document.add_heading("Who to ask", 1)
    document.add_paragraph("The evidence team, evidence@example.org")
    document.add_heading("References", 1)
    document.add_paragraph(
        "Smith, J. and Jones, A.B. (2020) Short breaks that work. Journal of Things, 2(3), 4-5. doi: 10.1234/abc.def"
    )
    document.add_paragraph("A leaflet from somewhere, no date. https://example.org/leaflet")
    return document


def texts_of(document: docx.document.Document) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [paragraph.text for section in document.sections for paragraph in section.header.paragraphs]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells, *heads]


def test_a_briefing_from_word_becomes_a_record_and_loses_no_word(site: Path) -> None:
    (site / "My briefing.docx").write_bytes(as_bytes(briefing()))
    result = imported("My briefing.docx")
    assert result.exit_code == 0
    assert result.stdout == "briefings/short-breaks-what-helps-families.yml\n"
    text = (site / "briefings/short-breaks-what-helps-families.yml").read_text(encoding="utf-8")
    tree, _ = parse(text, "")
    assert tree is not None
    said = tree.plain()
    assert said["title"] == "Short breaks: what helps families?"
    assert said["bottom_line"].startswith("Short breaks help when families choose them; <5% of")
    assert "**twelve** services" in said["summary"]
    assert [message["text"][:9] for message in said["messages"]] == ["Ask each ", "Offer a c"]
    assert said["evidence"]["limitations"] == ["The study was small.", "Nobody was followed up."]
    assert said["questions"] == ["What do we offer now?"]
    assert said["contact"]["email"] == "evidence@example.org"
    assert said["status"] == "draft"
    assert said["sources"][0] == {
        "title": "Short breaks that work",
        "access": "unknown",
        "authors": ["Smith, J.", "Jones, A.B."],
        "year": "2020",
        "doi": "10.1234/abc.def",
    }
    assert said["sources"][1]["url"] == "https://example.org/leaflet"
    headings = re.findall("^#+ .*", said["body"], re.MULTILINE)
    assert headings == ["## Key messages", "## Background", "### What families said"]
    assert "| Service \\| place | Families |\n| --- | --- |\n" in said["body"]
    assert lost(texts_of(briefing()), text) == []
    assert "46 words, and up to 45 fit" in result.stderr
    assert "image1.png" in result.stderr
    assert "header or footer: Evidence team | Tîm tystiolaeth" in result.stderr


def test_a_record_from_word_lacks_what_is_missing_and_has_no_other_error(site: Path) -> None:
    (site / "a.docx").write_bytes(as_bytes(briefing()))
    imported("a.docx", "--id", "two")
    found = [problem for problem in problems_of(site) if "/two.yml" in problem and "error[" in problem]
    assert found
    assert all("error[missing-field]" in problem for problem in found)
    assert not [problem for problem in problems_of(site) if "lost-after-hash" in problem or "raw-html" in problem]


# --- the law ---

LINES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"]), max_size=40),
    st.sampled_from(
        [
            *["- x", "1. y", "# z", "---", "***", "===", "~~~", "```", "> q", "+ p", "| a | b |", "{{ x }}", "{% x %}"],
            *["a: b # c", "<b>bold</b>", "<5%", "&amp; &lt;", "[a](b)", "![a](b)", "<http://x.org>", "a_b_c *d* **e**"],
            *[
                "\\* \\_ \\",
                "    code",
                "Key messages",
                "Limitations:",
                "References",
                "'",
                '"',
                "!tag",
                "%x",
                "@y",
                "~",
            ],
            *["https://example.org/a_b", "Smith, J. (2020) A title. 10.1234/a_b", "[x]: y", "*[HTML]: x", "^1 H~2~O"],
        ]
    ),
)
STYLES = st.sampled_from(["Normal", "Heading 1", "Heading 2", "List Bullet", "List Number", "Quote", "Title", "bold"])


@given(st.lists(st.tuples(STYLES, LINES), min_size=1, max_size=14))
@settings(max_examples=8)
def test_every_word_of_a_word_document_is_in_the_record(lines: list[tuple[str, str]]) -> None:
    document = docx.Document()
    for style, line in lines:
        if style == "bold":
            document.add_paragraph("x ").add_run(line).bold = True
        else:
            document.add_paragraph(line, style=style)
    found = placed(read_document("a.docx", as_bytes(document)))
    assert lost([paragraph.text for paragraph in document.paragraphs], draft_of(found)) == []


@given(st.lists(st.tuples(st.sampled_from(["p", "h1", "h2", "li", "td", "b", "div"]), LINES), min_size=1, max_size=14))
@settings(max_examples=60)
def test_every_word_of_a_web_page_is_in_the_record(lines: list[tuple[str, str]]) -> None:
    parts = [f"<{tag}>{html.escape(line)}</{tag}>" for tag, line in lines]
    parts = [f"<ul>{part}</ul>" if part.startswith("<li") else part for part in parts]
    parts = [f"<table><tr><td>x</td>{part}</tr></table>" if part.startswith("<td") else part for part in parts]
    found = placed(read_document("a.html", f"<html><body>{' '.join(parts)}</body></html>".encode()))
    assert lost([line for _, line in lines], draft_of(found)) == []


def draft_of(found: Placed) -> str:
    return drafted(found, Path("briefings/a.yml"), 0, "research", "en", vocabularies(), TODAY, "a.docx")


@cache
def vocabularies() -> Vocabularies:
    with tempfile.TemporaryDirectory() as folder:
        return corpus_of(tiny_site(Path(folder) / "site")).vocabularies


# --- headings ---


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Key messages", "messages"),
        ("2.1 KEY MESSAGES:", "messages"),
        ("Key messages for managers", "messages"),
        ("Negeseuon allweddol", "messages"),
        ("Cyfyngiadau’r dystiolaeth", "evidence.limitations"),
        ("What we don’t know yet?", "evidence.unclear"),
        ("Cyfeiriadau", "sources"),
        ("Crynodeb", "summary"),
        ("Mewn brawddeg", "bottom_line"),
        ("iv) Funding", "evidence.funder"),
        ("Background", "body"),
        ("Our summary of the party", None),
        ("Limitations and strengths", None),
    ],
)
def test_headings_are_known_in_both_languages(heading: str, name: str | None) -> None:
    assert field_of(heading) == name


def test_what_is_too_long_stays_in_the_body_under_its_heading(site: Path) -> None:
    (site / "a.md").write_text("# T\n\n## Summary\n\n" + "word " * 81 + "\n\n## Bottom line\n\n" + "w " * 31, "utf-8")
    result = imported("a.md")
    tree, _ = parse((site / "briefings/t.yml").read_text("utf-8"), "")
    assert tree is not None
    said = tree.plain()
    assert "summary" not in said
    assert "bottom_line" not in said
    assert said["body"].startswith("## Summary\n\nword")
    assert "summary: 81 words, and up to 80 fit" in result.stderr
    assert "Still missing: bottom_line, summary, messages" in result.stderr


def test_no_more_messages_than_a_reader_takes_in(site: Path) -> None:
    (site / "a.md").write_text("# T\n\n## Key messages\n\n" + "".join(f"- Do {n}\n" for n in range(9)), "utf-8")
    result = imported("a.md")
    tree, _ = parse((site / "briefings/t.yml").read_text("utf-8"), "")
    assert tree is not None
    assert len(tree.plain()["messages"]) == 7
    assert "- Do 7\n- Do 8" in tree.plain()["body"]
    assert "more than 7" in result.stderr


def test_front_matter_nested_lists_and_footnotes_of_markdown_stay(site: Path) -> None:
    text = "---\ntitle: From the front\nauthor: Us\n---\n\nText[^1].\n\n- a\n    - b\n\n[^1]: The note.\n"
    (site / "a.md").write_text(text, "utf-8")
    imported("a.md")
    made = (site / "briefings/from-the-front.yml").read_text("utf-8")
    assert "title: From the front\n" in made
    assert "# - front matter: author: Us\n" in made
    assert "  - a\n      - b\n" in made
    assert "## Footnotes\n\n  1. The note." in made


def test_scripts_of_a_web_page_are_left_out_and_links_kept(site: Path) -> None:
    text = "<title>The page</title><script>alert(1)</script><style>p{}</style><p>See <a href='https://example.org/a(b)'>this"
    (site / "a.html").write_text(
        text + "</a> and <a href='javascript:x'>that</a><img src=x.png alt='A chart'></p>", "utf-8"
    )
    result = imported("a.html")
    made = (site / "briefings/the-page.yml").read_text("utf-8")
    assert "alert" not in made
    assert "[this](https://example.org/a%28b%29) and that" in made
    assert "A chart" in result.stderr
    assert "javascript:x" in result.stderr


def test_text_deleted_with_changes_tracked_is_kept_as_a_comment() -> None:
    document = docx.Document()
    document.add_paragraph("Kept.")
    deleted, run, text = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    text.text = "Gone with the wind"
    run.append(text)
    deleted.append(run)
    document.paragraphs[0]._p.append(deleted)
    assert document.paragraphs[0]._p.find(qn("w:del")) is not None
    found = placed(read_document("a.docx", as_bytes(document)))
    assert "deleted with changes tracked: Gone with the wind" in found.comments


def test_text_that_the_reader_of_word_files_passes_over_is_kept_as_a_comment() -> None:
    document = docx.Document()
    document.add_paragraph("Kept.")
    strange, run, text = (OxmlElement(name) for name in ("w:customXmlInsRangeStart", "w:r", "w:t"))
    text.text = "In a drawing"
    run.append(text)
    strange.append(run)
    document.paragraphs[0]._p.append(strange)
    found = placed(read_document("a.docx", as_bytes(document)))
    assert any(comment.endswith("passes over: Kept.In a drawing") for comment in found.comments)
    clean = placed(read_document("a.docx", as_bytes(briefing())))
    assert not [comment for comment in clean.comments if "passes over" in comment]


# --- references ---


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "[3] Smith, J., Jones, A. B. & O’Neill, C. (2019a). ‘A title: with more’, Journal, 4. https://example.org/x.",
            {"title": "A title: with more", "authors": ["Smith, J.", "Jones, A. B.", "O’Neill, C."], "year": 2019,
             "url": "https://example.org/x"},
        ),
        (
            "Welsh Government (2014) Social Services and Well-being (Wales) Act. Cardiff.",
            {"title": "Social Services and Well-being (Wales) Act", "authors": ["Welsh Government"], "year": 2014},
        ),
        ("Something (n.d.) about it", {"title": "Something (n.d.) about it"}),
        ("See https://doi.org/10.1234/x_y", {"title": "See https://doi.org/10.1234/x_y", "doi": "10.1234/x_y"}),
    ],
)  # fmt: skip
def test_a_reference_is_split_where_there_is_no_doubt(text: str, source: dict) -> None:
    assert source_of(text) == {**source, "access": "unknown"}


# --- what cannot be read ---


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    return stream.getvalue()


def with_entities() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.doc", b"x", "save it as .docx"),
        ("a.odt", b"x", "save it as .docx"),
        ("a.pdf", b"%PDF", "Word file that it was made from"),
        ("a.xlsx", b"x", "may be .docx, .md or .html"),
        ("a.docx", b"", "empty"),
        ("a.docx", b"no zip", "damaged"),
        ("a.docx", as_bytes(docx.Document())[:2000], "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", "password"),
        ("a.docx", with_entities(), "entities"),
        ("a.md", b"caf\xe9", "UTF-8"),
        ("a.html", b"<div>" * 5000, "levels deep"),
        ("a.md", b" \n ", "empty"),
        ("a.md", b"x" * (20 * 1024 * 1024 + 1), "MB"),
        ("a.md", b"word " * 200_000, "512 kB"),
    ],
)
def test_what_cannot_be_read_is_a_message_and_no_file(name: str, content: bytes, message: str, site: Path) -> None:
    (site / name).write_bytes(content)
    result = imported(name)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in (site / "briefings").glob("*.yml")] == ["one.yml"]


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(DocumentError, match="unfolds into more than 100 MB"):
        read_document("a.docx", bomb())


def test_nothing_is_ever_written_over(site: Path) -> None:
    (site / "a.md").write_text("# One\n\nText.", "utf-8")
    assert imported("a.md", "--id", "one").exit_code == 2
    assert (site / "briefings/one.yml").read_text("utf-8") == record()
    assert imported("a.md").stdout == "briefings/one-2.yml\n"
    assert imported("a.md").stdout == "briefings/one-3.yml\n"


def test_a_windows_page_says_its_encoding(site: Path) -> None:
    (site / "a.html").write_bytes("<meta charset=windows-1252><p>Tŷ caf\u00e9</p>".replace("ŷ", "y").encode("cp1252"))
    imported("a.html")
    assert "café" in (site / "briefings/a.yml").read_text("utf-8")


def test_the_list_of_headings_names_fields_of_the_record_and_no_heading_twice() -> None:
    path = PROJECT / "plugins/evidence_briefings/content/headings.yml"
    lists = yaml.safe_load(path.read_text("utf-8"))
    words = [word for group in lists.values() for word in group]
    assert len(words) == len(set(words))
    assert all(shape_at(Briefing, tuple(name.split("."))) is not None for name in lists)
