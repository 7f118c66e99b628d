"""What making an index costs, beside lunr.py on the same documents."""

from __future__ import annotations

import gc
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from evidence_briefings.content.corpus import Corpus
from evidence_briefings.content.localised import Language
from evidence_briefings.search.analysis import Analyser
from evidence_briefings.search.documents import FIELDS
from evidence_briefings.search.facets import DEFAULT
from evidence_briefings.search.writing import search_files
from evidence_briefings.site.site import Options, Site, make_site
from lunr import lunr
from tiny import PROJECT

from .texts import Text

Made = TypeVar("Made")
_THEME = PROJECT / "theme_overrides"


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time in seconds, and peak memory beyond what the documents themselves take, in kilobytes."""

    seconds: float
    memory: int


def site_of(corpus: Corpus) -> Site:
    """Return the site of a corpus: what a build has before it makes a search."""
    return make_site(corpus, Options([_THEME]))


def index_of(site: Site, language: Language) -> dict[str, str]:
    """Return the files of one language's search, by path below the site's root, made as a build makes them."""
    gc.disable()
    return search_files(site, language, DEFAULT, Analyser())


def lunr_index(texts: Sequence[Text]) -> str:
    """Return lunr.py's index of the same fields with the same boosts, made and written out as its documentation says.

    Ours is measured up to what its files hold, so that lunr.py's is, too.
    """
    fields = [{"field_name": name, "boost": boost} for name, boost in FIELDS.items()]
    index = lunr(ref="id", fields=fields, documents=[{"id": text.id, **text.fields} for text in texts])
    return json.dumps(index.serialize())


def cost_of(work: Callable[[], Made], keep: Callable[[Made], object] = bool) -> Cost:
    """Return what ``work`` costs in a process of its own that begins with everything this one has.

    ``keep`` is given what was made, once the cost is known: that process ends with it.
    """
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    gc.collect()
    gc.freeze()  # what a collection in the other process touches would count as its memory
    process = fork.Process(target=_measured, args=(work, keep, theirs))
    process.start()
    theirs.close()
    try:
        seconds, memory = ours.recv()
    finally:
        process.join()
        gc.unfreeze()
    assert process.exitcode == 0
    return Cost(seconds, memory)


def _measured(work: Callable[[], Made], keep: Callable[[Made], object], report: Connection) -> None:
    before = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() // 1024
    began = time.process_time()
    made = work()
    seconds = time.process_time() - began
    report.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
    keep(made)
