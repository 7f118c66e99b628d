"""``briefings links``: whether what we link to is still there. The only command that opens a connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import click

from ..content.corpus import Corpus
from ..content.known_links import write_known_links
from ..content.outside_links import outside_links
from ..linking import report
from ..linking.verdicts import FILE, State, Verdict, read_cache, usable, write_cache
from ..project import Project
from .running import CouldNotRun, current_project, errors, today_option

_EVERY = 20
"""After how many answers what is known is written down: a machine may go off at any time."""
_STYLES = {"text": report.as_lines, "json": report.as_json, "csv": report.as_table}


@click.command()
@click.option("--refresh", is_flag=True, help="Ask for every address again, whatever is known.")
@click.option(
    "--max-age",
    type=click.IntRange(0, 3650),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="How long an answer serves.",
)
@click.option("--format", "style", type=click.Choice([*_STYLES]), default="text", show_default=True)
@click.option("--record", is_flag=True, help="Also write briefings/_links.yml, for the page of what is to be mended.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one site.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 300),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for an answer.",
)
@today_option
def links(
    refresh: bool, max_age: int, style: str, record: bool, pause: float, timeout: float, today: date | None
) -> None:
    """Ask whether the links that leave the site still lead anywhere: this command goes out to the network.

    Sites are asked side by side, each one request at a time, with a pause. Broken is what is not there (404, 410), has
    no host, leads round in a circle or has a certificate that browsers refuse. Where a site does not answer programs
    (403, 429, a sign-in), or has a fault, nobody can tell from here: open the link yourself. Links that have moved for
    good are listed with the new address. Answers are kept in .cache/links.json; Ctrl-C keeps what is known so far.
    The exit status is 0 without broken links, 1 with some, 2 if it could not run or was stopped.

    \b
    Examples:
      briefings links
      briefings links --refresh --format csv > links.csv
      briefings links --record
    """
    day = today or date.today()
    project = current_project()
    corpus = project.reader().read(today=day)
    found = outside_links(corpus, project.pages, project.theme)
    urls = list(dict.fromkeys(link.url for link in found))
    cache = project.root / FILE
    kept = read_cache(cache)
    known = {} if refresh else usable(kept, urls, day, max_age)
    waiting = [url for url in urls if url not in known]
    stopped = False
    if waiting:
        stopped = _asked(waiting, known, kept, cache, day, pause, timeout)
    rows = report.rows(found, known)
    click.echo(_STYLES[style](rows), nl=False)
    errors.print(report.summary(rows, len(found) - len(rows)))
    if stopped:
        errors.print("Stopped. What is known so far is kept: run the same again to go on.")
        raise SystemExit(2)
    if record:
        _record(project, corpus, rows, day)
    raise SystemExit(1 if any(verdict.state is State.BROKEN for _, verdict in rows) else 0)


def _asked(
    waiting: list[str],
    known: dict[str, Verdict],
    kept: dict[str, Verdict],
    cache: Path,
    day: date,
    pause: float,
    timeout: float,
) -> bool:
    """Ask for what is ``waiting``, add the answers to ``known`` and the cache; return whether somebody stopped it."""
    from ..linking.asking import Asker, Manners

    def tell(url: str, verdict: Verdict) -> None:
        known[url] = kept[url] = verdict
        advance()
        if len(known) % _EVERY == 0:
            with suppress(OSError):  # said once, at the end
                write_cache(cache, kept)

    with _progress(len(waiting)) as advance:
        try:
            asyncio.run(Asker(day, Manners(pause=pause, timeout=timeout)).ask_all(waiting, tell))
        except KeyboardInterrupt:
            return True
        finally:
            try:
                write_cache(cache, kept)
            except OSError as error:
                errors.print(f"the answers could not be kept in {FILE}: {error.strerror or error}", markup=False)
    return False


def _record(project: Project, corpus: Corpus, rows: list[report.Row], day: date) -> None:
    """Write the broken links of records beside them; but not where nothing could be told of any."""
    if rows and all(verdict.state is State.UNSURE for _, verdict in rows):
        raise CouldNotRun("nothing could be told of any link, so that nothing was recorded")
    broken = [(link.record, link.url) for link, verdict in rows if link.record and verdict.state is State.BROKEN]
    path = write_known_links(corpus.root, min([verdict.checked for _, verdict in rows], default=day), broken)
    errors.print(f"wrote {project.shown(path)}", markup=False)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show how far it has got, on a terminal and nowhere else."""
    if not errors.is_terminal:
        yield lambda: None
        return
    from rich.progress import Progress

    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Asking", total=total)
        yield lambda: progress.advance(task)
