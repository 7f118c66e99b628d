"""Running MkDocs for the ``briefings`` command: the same site as ``mkdocs build`` and ``mkdocs serve``."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

# Material prints an advertisement about the runner's future on import; it is none of an author's business.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as build_command
from mkdocs.commands import serve as serve_command
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from ..project import PLUGIN
from ..site.site import Options

_log = logging.getLogger("mkdocs")


class SettingsError(Exception):
    """The settings of a site cannot be used; the message says why."""


def options_of(config_file: Path) -> Options:
    """Return what mkdocs.yml says about a site, for what is made without building it. Raises ``SettingsError``."""
    try:
        config = load_config(str(config_file))
        ours: Any = config.plugins.get(PLUGIN)
        drafts = bool(ours.config.drafts) if ours is not None else False
    except (ConfigurationError, Abort, OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise SettingsError(f"{config_file} cannot be read as settings: {error}") from None
    return Options([Path(folder) for folder in config.theme.dirs], config.site_url or None, drafts)


def build(config_file: Path, *, strict: bool, site_dir: Path | None, require_cy: bool = False) -> int:
    """Build the site and return the exit status: 0, 1 after errors in the records, 2 if it could not run."""
    _log_to_stderr()
    where = {"site_dir": str(site_dir.absolute())} if site_dir is not None else {}
    try:
        config = load_config(str(config_file), strict=strict or None, **where)
    except (ConfigurationError, Abort, OSError) as error:
        _log.error("%s", error)
        return 2
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        _log.error("%s cannot be read as settings: %s", config_file, error)  # MkDocs expects a block of them
        return 2
    if require_cy and PLUGIN in config.plugins:
        config.plugins[PLUGIN].config["require_cy"] = True
    config.plugins.on_startup(command="build", dirty=False)
    target = Path(config.site_dir)
    try:
        build_command.build(config)
    except Abort as error:
        _log.error("%s", error)
        return 1
    finally:
        config.plugins.on_shutdown()
    _log.info("Open %s", target / "index.html")
    return 0


def serve(config_file: Path, *, address: str) -> int:
    """Serve a preview until it is interrupted and return the exit status."""
    _log_to_stderr()
    try:
        serve_command.serve(str(config_file), dev_addr=address)
    except (ConfigurationError, Abort) as error:
        _log.error("%s", error)
        return 2 if isinstance(error, ConfigurationError) else 1
    except OSError as error:
        _log.error("cannot listen on %s: %s", address, error.strerror)
        return 2
    return 0


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
