"""``briefings build`` and ``serve``: the site, whole, or as one writes."""

from __future__ import annotations

from pathlib import Path

import click

from .running import current_project


@click.command()
@click.option("--strict", is_flag=True, help="Stop on warnings too.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site is written (default: site).")
@click.option("--require-cy", is_flag=True, help="Stop where Welsh is missing or out of date.")
def build(strict: bool, site_dir: Path | None, require_cy: bool) -> None:
    """Build the site. The old one stays as it is until the new one is complete.

    \b
    Examples:
      briefings build
      briefings build --strict --site-dir public
      briefings build --require-cy
    """
    from ..mkdocs import run

    config = current_project().config_file
    raise SystemExit(run.build(config, strict=strict, site_dir=site_dir, require_cy=require_cy))


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(address: str) -> None:
    """Show the site on this machine, and show each edit as soon as a file is saved.

    \b
    Example:
      briefings serve --address 127.0.0.1:8080
    """
    from ..mkdocs import run

    raise SystemExit(run.serve(current_project().config_file, address=address))
