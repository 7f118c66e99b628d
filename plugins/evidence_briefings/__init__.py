"""Evidence briefings: YAML records in, checked, a bilingual static site out.

The stages are sub-packages: ``content`` (what a briefing is and its checks), ``site`` (what readers get) and
``mkdocs`` (thin adapters, the only code that knows the site runner). See plugins/ARCHITECTURE.md.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("evidence-briefings")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0+unknown"
