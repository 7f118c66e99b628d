"""Adapters to the site runner: the only code that imports mkdocs."""
