"""``briefings digest``: tell people what is new, by e-mail and in Teams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..content.corpus import Corpus
from ..content.fields import link_fault
from ..content.problems import printable
from ..content.suggest import did_you_mean
from ..content.vocabulary import Term
from ..content.whole import write_whole
from ..project import Project, plugin_options, settings_of
from .running import CouldNotRun, Day, current_project, errors, today_option

if TYPE_CHECKING:
    from ..site.site import Site

LANGUAGES_OF: Mapping[str, tuple[str, ...]] = {"en": ("en",), "cy": ("cy",), "both": ("cy", "en")}
"""The languages of a digest in their order. They are of equal rank; Welsh comes first, and a link leads past it."""
FOLDER = "digest"


@click.command()
@click.option("--since", type=Day(), metavar="YYYY-MM-DD", required=True, help="The first day to tell of.")
@click.option("--until", type=Day(), metavar="YYYY-MM-DD", help="The last day to tell of (default: today).")
@click.option("--topic", metavar="ID", help="Only briefings on this topic, or on one below it.")
@click.option("--audience", metavar="ID", help="Only briefings for these readers, with a message meant for them.")
@click.option("--language", type=click.Choice(list(LANGUAGES_OF)), default="both", show_default=True, help="See above.")
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Where the files are written.")
@click.option("--site-url", metavar="URL", help="The address of the live site (default: site_url in mkdocs.yml).")
@click.option("--from-name", metavar="NAME", help="Who sends it: a team (default: sender: in mkdocs.yml).")
@click.option("--from-email", metavar="ADDRESS", help="The mailbox it comes from (default: sender: in mkdocs.yml).")
@today_option
def digest(
    since: date,
    until: date | None,
    topic: str | None,
    audience: str | None,
    language: str,
    folder: Path | None,
    site_url: str | None,
    from_name: str | None,
    from_email: str | None,
    today: date | None,
) -> None:
    """Make an e-mail and a text for Teams of what is new: new briefings, changed ones, and those reviewed again.

    \b
    Four files are written, and named on standard output:
      digest.eml    the e-mail as a draft: open it in Outlook, address it, send it
      digest.html   the same to paste into another mail program
      digest.txt    the same as plain text
      teams.txt     a short text for Teams or the news of an intranet

    Both languages stand in one e-mail, Welsh first, unless one is chosen. The files are written to a folder for the
    last day, such as digest/2026-11-14 (or digest/2026-11-14-cy), unless --to names another. Nothing is sent. If
    there is nothing new, you are told so, no file is written, and the exit status is 0.

    \b
    Examples:
      briefings digest --since 2026-11-01
      briefings digest --since 2026-11-01 --until 2026-11-14 --language cy
      briefings digest --since 2026-10-01 --topic fostering --audience frontline --to ~/Desktop/fostering
      briefings digest --since 2026-11-01 --from-name "The evidence team" --site-url https://example.org/
    """
    last = until or today or date.today()
    if since > last:
        raise click.UsageError(f"--since {since} is after the last day to tell of, {last}.")
    project = current_project()
    from ..site.digest import SenderError, digest_of, read_sender
    from ..site.mailing import Mailing

    settings = settings_of(project.config_file)
    address = _address(site_url, settings)
    try:
        sender = read_sender(plugin_options(settings).get("sender"), from_name, from_email)
    except SenderError as error:
        raise CouldNotRun(str(error)) from None
    corpus = project.reader().read(today=last)
    term, readers = (_term(corpus, name, id) for name, id in (("topics", topic), ("audiences", audience)))
    site = _site(corpus, project, settings, address)
    found = digest_of(site.collection, since, last, term, readers)
    left_out = len(corpus.files) - len(corpus.briefings)
    if left_out:
        errors.print(f"Left out because of errors (briefings check): {left_out}")
    if not found.count:
        errors.print(f"Nothing is new from {since} to {last}. No file was written.")
        return
    languages = LANGUAGES_OF[language]
    files = Mailing(site, found, languages, address, sender).files()
    target = folder or project.root / FOLDER / "-".join([last.isoformat(), *(languages if language != "both" else ())])
    _write(target, files)
    for name in files:
        click.echo(project.shown(target / name))
    errors.print(f"New: {len(found.groups['published'])}. Changed: {len(found.groups['changed'])}.", end=" ")
    errors.print(f"Reviewed again: {len(found.groups['reviewed'])}.")


def _address(given: str | None, settings: Mapping[str, Any]) -> str:
    """Return the address of the live site; raise ``CouldNotRun`` where there is none to link to."""
    configured = settings.get("site_url")
    address = given or (configured if isinstance(configured, str) else None)
    if not address:
        why = "links in an e-mail need the address of the live site, and mkdocs.yml has none"
        raise CouldNotRun(f"{why}. Set site_url: there, or add --site-url https://...")
    fault = link_fault(address)
    if fault is not None or not address.lower().startswith(("https://", "http://")):
        why = fault[1] if fault is not None else "does not begin with https:// or http://"
        raise CouldNotRun(f"the address of the site, {printable(address)}, {why}")
    return address


def _term(corpus: Corpus, name: str, id: str | None) -> Term | None:
    terms = corpus.vocabularies[name]
    if id is None:
        return None
    if id not in terms:
        raise CouldNotRun(f'"{printable(id)}" is not in {name}.yml.{did_you_mean(id, [term.id for term in terms])}')
    return terms[id]


def _site(corpus: Corpus, project: Project, settings: Mapping[str, Any], address: str) -> Site:
    """Return the site that a build would make."""
    from ..site.site import Options, make_site
    from ..site.wording import WordingError

    theme = settings.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folder = project.root / (custom if isinstance(custom, str) else "theme_overrides")
    try:
        return make_site(corpus, Options([folder], address))
    except WordingError as error:
        raise CouldNotRun(str(error)) from None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, each first aside: none is left half written, and the old ones stay until the new are there."""
    write_whole({folder / name: content for name, content in files.items()})
