"""Documents that people wrote elsewhere: Word, Markdown and web pages, read into passages.

Whatever a file holds (a bomb of a zip, broken XML, another encoding), the answer is a document or a message. Nothing is
fetched, and nothing in a document is run.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import lxml.html  # type: ignore[import-untyped]
import mammoth  # type: ignore[import-untyped]
from lxml import etree
from markdown import Markdown

from .passages import INVISIBLE, Passage, Passages

MAX_BYTES = 20 * 1024 * 1024
"""The largest document that is read: a briefing with pictures has one or two MB."""
MAX_UNPACKED = 100 * 1024 * 1024
"""How large a Word file may be when it is unpacked. One that unfolds into more is no letter of anybody's."""
MAX_DEPTH = 200

_INSTEAD: Mapping[str, str] = {
    ".doc": "this is the Word format from before 2007. Open it in Word or LibreOffice and save it as .docx.",
    ".odt": "open it in LibreOffice or Word and save it as .docx.",
    ".rtf": "open it in Word or LibreOffice and save it as .docx.",
    ".pages": "open it in Pages and export it to Word.",
    ".pdf": "a PDF does not say what is a heading and what is a list. Use the Word file that it was made from, or open "
    "the PDF in Word, save it as .docx and look it through first.",
}
_DOCX = (".docx", ".docm", ".dotx")
_MARKDOWN = (".md", ".markdown", ".txt")
_HTML = (".html", ".htm", ".xhtml")
SUFFIXES = (*_DOCX, *_MARKDOWN, *_HTML)

_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
"""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIDE = re.compile(r"word/(?:header|footer)\d*\.xml\Z")


class DocumentError(ValueError):
    """The document cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    ``title`` is what it says of itself, in a title style or in its properties. ``asides`` are texts that stand beside
    it (headers, comments, text that was deleted with changes tracked), each with what it is. ``left_out`` says in words
    what cannot be taken over.
    """

    passages: tuple[Passage, ...]
    title: str = ""
    known_title: str = ""
    asides: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()


def read_document(name: str, content: bytes) -> Document:
    """Return the document in a file of this name. Raises ``DocumentError``."""
    suffix = PurePath(name).suffix.lower()
    if len(content) > MAX_BYTES:
        raise DocumentError(f"it has {len(content) / 1024 / 1024:.0f} MB; up to {MAX_BYTES // 1024 // 1024} are read")
    if suffix in _INSTEAD:
        raise DocumentError(f"{suffix} files cannot be read: {_INSTEAD[suffix]}")
    if suffix not in SUFFIXES:
        raise DocumentError(f"{suffix or 'this'} is no document that is known here: it may be .docx, .md or .html")
    if not content.strip():
        raise DocumentError("the file is empty")
    if suffix in _DOCX:
        return _word(content)
    text = _decoded(content)
    return _from_html(text) if suffix in _HTML else _from_markdown(text)


def _from_html(text: str, asides: tuple[tuple[str, str], ...] = (), left_out: tuple[str, ...] = ()) -> Document:
    root = _tree(text)
    reader = Passages()
    title = known = ""
    for element in root.iter("title"):
        known = known or " ".join("".join(element.itertext()).split())
    for element in list(root.iter("p")):
        if element.get("class") == "title" and not title:
            title = " ".join("".join(element.itertext()).split())
            element.drop_tree()
    body = root.find("body")
    passages = tuple(reader.read(body if body is not None else root))
    more = [f"pictures: {', '.join(name or 'one without a name' for name in reader.pictures)}"] * bool(reader.pictures)
    more += [f"links that lead nowhere here: {', '.join(reader.dead)}"] * bool(reader.dead)
    more += [f"invisible characters: {reader.invisible}"] * bool(reader.invisible)
    return Document(passages, title, known, asides, (*left_out, *more))


def _tree(text: str) -> Any:
    # lxml refuses a text that declares its encoding, and knows no lone surrogates.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).replace("\x00", " ")
    try:
        root = lxml.html.document_fromstring(text or "<p></p>", parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return lxml.html.document_fromstring("<p></p>")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise DocumentError(f"it nests more than {MAX_DEPTH} levels deep")
    return root


def _from_markdown(text: str) -> Document:
    known, asides = "", []
    if front := re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL):
        lines = front[1].splitlines()
        if all(re.match(r"\s*(?:[\w-]+:|- |#|$)|\s+\S", line) for line in lines):
            titles = [re.sub(r"^title:\s*", "", line).strip("\"' ") for line in lines if line.startswith("title:")]
            known = titles[0] if titles else ""
            asides = [("front matter", line.strip()) for line in lines if line.strip()]
            text = text[front.end() :]
    try:
        html = Markdown(extensions=["tables", "fenced_code", "footnotes", "sane_lists"]).convert(text)
    except RecursionError:
        raise DocumentError("it nests too deeply") from None
    found = _from_html(f"<body>{html}</body>")
    return Document(found.passages, "", known, tuple(asides), found.left_out)


def _decoded(content: bytes) -> str:
    """Return a text file's text. Windows' own encodings are told from UTF-8 by what UTF-8 cannot hold."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:2048])
        encoding = found[1].decode() if found else "utf-8"
    for name in ("utf-8-sig", encoding):
        try:
            return content.decode(name).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    raise DocumentError("it is not UTF-8 text. Save it with the encoding UTF-8 (in the editor: Save with encoding)")


def _word(content: bytes) -> Document:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            "it has a password, or is an old .doc with a new name. Save it as .docx, without a password"
        )
    parts = dict(_parts(content))
    if "word/document.xml" not in parts:
        raise DocumentError("it is no Word document, whatever its name says")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = mammoth.convert_to_html(
                io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
            )
    except Exception as error:  # noqa: BLE001 (the reader raises what it likes on a broken file)
        raise DocumentError(f"it cannot be read as a Word document: {' '.join(str(error).split())[:200]}") from None
    asides = tuple(_asides(parts))
    pictures = sorted(name.rpartition("/")[2] for name in parts if name.startswith("word/media/"))
    left_out = (f"picture files: {', '.join(pictures)}",) if pictures else ()
    found = _from_html(f"<body>{result.value}</body>", asides, left_out)
    asides += tuple(_passed_over(parts, found))
    return Document(found.passages, found.title, _core_title(parts), asides, found.left_out)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a Word file. Raises ``DocumentError`` for a bomb, and for XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise DocumentError(f"it unfolds into more than {MAX_UNPACKED // 1024 // 1024} MB, which is no letter")
            left = MAX_UNPACKED
            for entry in archive.infolist():
                if not entry.filename.endswith((".xml", ".rels")):
                    yield entry.filename, b""
                    continue
                with archive.open(entry) as file:  # what a bomb says of its size need not be true
                    part = file.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise DocumentError("it unfolds into more than its table of contents says")
                if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"<\x00!\x00" in part:
                    raise DocumentError("its XML declares entities, which Word never does")
                yield entry.filename, part
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError):
        raise DocumentError("the file is damaged or no Word document: open it in Word and save it again") from None


def _xml(part: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _asides(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield (what it is, its text) of what stands beside the text of a Word file; nothing twice."""
    seen: set[str] = set()
    for name in sorted(parts):
        what = "header or footer" if _SIDE.match(name) else "comment" if name == "word/comments.xml" else ""
        if what and (root := _xml(parts[name])) is not None:
            for paragraph in root.iter(f"{_WORD}p"):
                text = " ".join("".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t")).split())
                if text and text not in seen:
                    seen.add(text)
                    yield what, text
    root = _xml(parts["word/document.xml"])
    for deleted in root.iter(f"{_WORD}del") if root is not None else ():
        text = " ".join("".join(piece.text or "" for piece in deleted.iter(f"{_WORD}delText")).split())
        if text:
            yield "deleted with changes tracked", text


def _passed_over(parts: Mapping[str, bytes], found: Document) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of which a piece of text did not come through, such as those in a drawing: none is lost."""
    there = _condensed(" ".join([found.title, *(passage.text for passage in found.passages)]))
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        root = _xml(parts.get(name, b""))
        for paragraph in root.iter(f"{_WORD}p") if root is not None else ():
            pieces = [piece.text or "" for piece in paragraph.iter(f"{_WORD}t")]
            if any(_condensed(piece) not in there for piece in pieces):
                yield "text that the reader of Word files passes over", " ".join("".join(pieces).split())


def _condensed(text: str) -> str:
    return "".join(INVISIBLE.sub("", text).split())


def _core_title(parts: Mapping[str, bytes]) -> str:
    root = _xml(parts.get("docProps/core.xml", b""))
    found = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
