"""Rules about the Markdown of texts, and about Markdown where it is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markdown import MarkdownReader
from ..problems import Severity, shortened
from .subject import Found, Subject, rule

_READER = MarkdownReader()
_TAG = re.compile(r"</?[a-zA-Z](?![a-zA-Z0-9+.-]*:|[^<>\s]*@)[^<>]*>|<!--")
"""A tag or comment, but not <https://example.org> or <team@example.org>, which are Markdown."""
_MARKED_UP = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`", re.DOTALL)
_MARKDOWN = re.compile(
    r"\*\*[^*\s](?:[^*\n]*[^*\s])?\*\*|!?\[[^\]\n]+\]\([^()\s]+\)|`[^`\n]+`"
    r"|(?<!\w)__\w[^_\n]*__(?!\w)|^#{2,6}[ \t]\S.*",
    re.MULTILINE,
)
_MARKDOWN_SIGNS = ("**", "](", "`", "__", "##")
"""One of these is in all that ``_MARKDOWN`` finds."""


@rule("heading-level", Severity.WARNING)
def heading_level(subject: Subject) -> Iterator[Found]:
    """Report headings that a screen reader would stumble over.

    When: body begins with a heading of level one or three, or skips a level (## followed by ####). The page's own
    title is its only level-one heading.
    Fix: Begin with ## and go down one level at a time. A line that begins with # is a heading even without a space
    after it: put \\ before the # of a number.
    """
    for file, leaf in subject.markdown:
        above = 1
        for level, line in _READER.headings(leaf.value):
            if level == 1:
                mark = file.mark_in_text(leaf.loc, line.strip())
                yield mark, f'"{line.strip()}" is a heading of level 1, which is the title\'s. Begin with ##.'
            elif level > above + 1:
                mark = file.mark_in_text(leaf.loc, line.strip())
                yield mark, f'"{line.strip()}" skips from level {above} to {level}. Use {"#" * (above + 1)} here.'
            above = max(level, 2) if level == 1 else level


@rule("raw-html", Severity.WARNING)
def raw_html(subject: Subject) -> Iterator[Found]:
    """Report HTML in a text.

    When: A text holds HTML tags. They are not passed through: readers would see them as written.
    Fix: Write Markdown instead (**bold**, - list, ## heading), or plain words.
    """
    for file, leaf in subject.texts:
        if "<" not in leaf.value:
            continue
        match = _TAG.search(_MARKED_UP.sub("", leaf.value))
        if match:
            yield file.mark_in_text(leaf.loc, match[0]), f'"{match[0]}" is HTML, which is shown as written.'


@rule("markdown-not-read", Severity.WARNING)
def markdown_not_read(subject: Subject) -> Iterator[Found]:
    """Report Markdown in a text that is shown as it is.

    When: A text other than summary and body holds **bold** words, a [link](https://example.org), `code` or a heading.
    Readers would see the signs.
    Fix: Write plain words; put links under sources, media or tools, and what needs marking into body.
    """
    for file, leaf in subject.texts:
        text = leaf.shape.text
        if text is None or text.markdown or not any(sign in leaf.value for sign in _MARKDOWN_SIGNS):
            continue
        match = _MARKDOWN.search(leaf.value)
        if match is None:
            continue
        mark = file.mark_in_text(leaf.loc, match[0])
        yield mark, f'"{shortened(match[0])}" is Markdown, which is read in summary and body only.'
