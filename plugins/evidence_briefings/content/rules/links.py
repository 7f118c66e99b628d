"""Rules about links and images inside running text."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown import MarkdownReader, body_link_fault
from ..problems import Problem, Severity, shortened
from ..reading import BAD_LINK, UNSAFE_LINK
from .subject import RULES, Found, Subject, rule

_READER = MarkdownReader()


def links_in_text(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each link in Markdown that must not or cannot be followed."""
    codes = {"unsafe-link": UNSAFE_LINK, "bad-link": BAD_LINK}
    for file, leaf in subject.markdown:
        for address in _READER.links_and_images(leaf.value)[0]:
            fault = body_link_fault(address)
            if fault is not None:
                mark = file.mark_in_text(leaf.loc, address)
                yield codes[fault[0]].at(mark, f'the link "{shortened(address)}" {fault[1]}.')


@rule("image-in-text", Severity.WARNING)
def image_in_text(subject: Subject) -> Iterator[Found]:
    """Report an image in a text.

    When: A text holds an image. Images are not shown: one from elsewhere would be a request that leaves the site.
    Fix: Say in words what the image shows, and list it under media or sources.
    """
    for file, leaf in subject.markdown:
        for address in _READER.links_and_images(leaf.value)[1]:
            yield file.mark_in_text(leaf.loc, address), f'the image "{shortened(address)}" is not shown.'


@rule("link-without-words", Severity.WARNING)
def link_without_words(subject: Subject) -> Iterator[Found]:
    """Report a link that has nothing to click on.

    When: A link has no text, as in [](https://example.org), so that nobody sees it and a screen reader reads out its
    address.
    Fix: Say between the square brackets where the link leads.
    """
    for file, leaf in subject.markdown:
        for address in _READER.links_without_words(leaf.value):
            yield file.mark_in_text(leaf.loc, address), f'the link to "{shortened(address)}" has no words.'


RULES.append(links_in_text)
