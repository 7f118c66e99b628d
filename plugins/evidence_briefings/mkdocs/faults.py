"""What stops a build for a reason that people can mend, as a sentence instead of a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.exceptions import MkDocsException

from ..site.handwritten import PageError
from ..site.wording import WordingError

_PYTHON = ".py"
_JINJA = Path(jinja2.__file__).parent


def fault_in_words(error: BaseException) -> str | None:
    """Return what is wrong and where, or None for an error that is ours: its traceback is what we need to see."""
    if isinstance(error, MkDocsException | PageError | WordingError):
        return str(error)
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}: {error.message}"
    place = _place_in_template(error)
    if isinstance(error, TemplateNotFound):
        return f"{place or 'the theme'}: there is no template {error.name}"
    if place is not None:
        what = f"no value is given for {error}" if isinstance(error, KeyError) else str(error)
        return f"{place}: {what} ({type(error).__name__})"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return None


def _place_in_template(error: BaseException) -> str | None:
    """Return the file and line of the template that failed; None where the fault lies in Python called by one."""
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        if not frame.filename.endswith(_PYTHON):
            place = f"{frame.filename}, line {frame.lineno}"
        elif not isinstance(error, UndefinedError) and not Path(frame.filename).is_relative_to(_JINJA):
            place = None  # what a template asks for and is not given is its own fault, wherever that comes to light
    return place
