"""Rules about films, recordings and other forms of a record: reachable, readable without sound, and playable."""

from __future__ import annotations

from collections.abc import Iterator

from ..media import ENDINGS, FILMS, MEDIA_BYTES, PICTURES, SOUNDS, ending_of, is_media_path
from ..nodes import Node
from ..problems import Severity
from ..shapes import Loc
from ..suggest import did_you_mean
from .figures import has, items
from .subject import Found, Subject, rule

TIMED = frozenset(["video", "podcast", "webinar", "animation"])
"""Kinds of media that take their time and have words to hear."""


@rule("media-without-address", Severity.ERROR)
def media_without_address(subject: Subject) -> Iterator[Found]:
    """Report a medium or another form of a record that nobody can reach.

    When: An entry under media or formats has neither url nor file, or has both, so that it is not clear which is meant.
    Fix: Give url (its page elsewhere) or file (its path below briefings/_media), one of them.
    """
    for block in ("media", "formats"):
        for loc, entry in items(subject, block):
            given = [key for key in ("url", "file") if has(entry, key)]
            if not given:
                yield loc, 'this entry has neither "url" nor "file". Give one of them.'
            elif len(given) > 1:
                yield loc, 'this entry has both "url" and "file". Give one of them.'


@rule("media-without-length", Severity.ERROR)
def media_without_length(subject: Subject) -> Iterator[Found]:
    """Report a film or recording of which nobody knows how long it takes.

    When: A video, podcast, webinar or animation under media has no minutes. Readers with ninety seconds need to know.
    Fix: Add minutes: its length, rounded up.
    """
    for loc, medium in items(subject, "media"):
        if _kind(medium) in TIMED and not has(medium, "minutes"):
            yield loc, f'a {_kind(medium)} needs its "minutes": how long it is, rounded up.'


@rule("media-without-transcript", Severity.ERROR)
def media_without_transcript(subject: Subject) -> Iterator[Found]:
    """Report words that only those who hear, or see, can have.

    When: A video, podcast, webinar or animation under media has no transcript; or a film, sound or picture of ours has
    no transcript_text. Opened from a folder, a page shows no captions: browsers keep them from it.
    Fix: Add transcript: the address of a page with its words; or transcript_text: | and the words themselves below it.
    Of files of ours the words stand on the page itself, in transcript_text.
    """
    for loc, medium in items(subject, "media"):
        if has(medium, "transcript_text"):
            continue
        if ending_of(_file(medium, "file")) in (*FILMS, *SOUNDS, *PICTURES):
            yield loc, 'the words of a file of ours stand on the page: add "transcript_text".'
        elif _kind(medium) in TIMED and not has(medium, "transcript"):
            yield loc, 'its words are missing. Add "transcript" (an address) or "transcript_text" (the words).'


@rule("media-without-captions", Severity.ERROR)
def media_without_captions(subject: Subject) -> Iterator[Found]:
    """Report a film of ours that cannot be followed without sound.

    When: file names a film, and captions has no file in the film's own language (WCAG 1.2.2).
    Fix: Add captions: [{language: en, file: film.vtt}]. Most programs that make captions write .vtt files.
    """
    for loc, medium in items(subject, "media"):
        if ending_of(_file(medium, "file")) in FILMS:
            spoken = _text(medium, "language") or "en"
            node = medium.child("captions")
            given = node.value if node is not None and isinstance(node.value, list) else []
            if not any((_text(captions, "language") or "en") == spoken for captions in given):
                yield loc, f"a film needs captions in its own language: [{{language: {spoken}, file: ....vtt}}]."


@rule("missing-media-file", Severity.ERROR)
def missing_media_file(subject: Subject) -> Iterator[Found]:
    """Report a file that is not there, or that cannot be published.

    When: file, poster or captions name what is not in briefings/_media, what is no ordinary file or lies elsewhere by
    way of a link, or captions that are not WebVTT: their first line is WEBVTT.
    Fix: Put the file there, or use the name suggested; write it as the file is written, capitals too.
    """
    media = subject.site.media
    for loc, path in _files(subject):
        known = media.files.get(path)
        if known is None:
            yield loc, f'"{path}" is not in {media.shown}.{did_you_mean(path, media.files)}'
        elif known.fault is not None:
            yield loc, f'"{path}" {known.fault}.'


@rule("media-file-type", Severity.ERROR)
def media_file_type(subject: Subject) -> Iterator[Found]:
    """Report a file that browsers would not play or open.

    When: The name of a file under media or formats ends in what is not in the list, a poster is no picture, or captions
    are no .vtt file. Films: mp4, webm. Sound: mp3, m4a, ogg, wav.
    Fix: Convert the file. MP4 (H.264 with AAC) and MP3 play everywhere.
    """
    for loc, path in _files(subject):
        allowed = {"poster": PICTURES, "captions": ("vtt",)}.get(str(loc[2]), ENDINGS)
        if ending_of(path) not in allowed:
            yield loc, f'"{path}" does not end in one of: {", ".join(allowed)}.'


@rule("media-file-large", Severity.WARNING)
def media_file_large(subject: Subject) -> Iterator[Found]:
    """Report a file that few readers will fetch.

    When: A file that the record names is larger than 50 MB.
    Fix: Make it smaller (720 lines are enough for most films), or put it where films are kept and give its url.
    """
    for loc, path in _files(subject):
        known = subject.site.media.files.get(path)
        if known is not None and known.size > MEDIA_BYTES:
            yield (
                loc,
                f'"{path}" has {known.size // (1024 * 1024)} MB; more than {MEDIA_BYTES // (1024 * 1024)} are slow.',
            )


def _files(subject: Subject) -> Iterator[tuple[Loc, str]]:
    """Yield (place, path) of every file that the record names as the model wants it."""
    for block in ("media", "formats"):
        for loc, entry in items(subject, block):
            for key in ("file", "poster"):
                if is_media_path(path := _file(entry, key)):
                    yield (*loc, key), path
            node = entry.child("captions")
            for index, captions in enumerate(node.value if node is not None and isinstance(node.value, list) else []):
                if is_media_path(path := _file(captions, "file")):
                    yield (*loc, "captions", index, "file"), path


def _text(node: Node, key: str) -> str | None:
    child = node.child(key)
    return child.value if child is not None and isinstance(child.value, str) else None


def _file(node: Node, key: str) -> str:
    return _text(node, key) or ""


def _kind(medium: Node) -> str:
    return _text(medium, "kind") or ""
