"""What readers can choose about how pages look, and how a test chooses it."""

from __future__ import annotations

from playwright.sync_api import Page

KEY = "briefings-reading"
"""The name of the note in the browser's own store."""
PAPERS = {
    "off-white": "colours:light",
    "cream": "colours:light paper:cream",
    "pale blue": "colours:light paper:blue",
    "pale green": "colours:light paper:green",
    "grey": "colours:light paper:grey",
    "dark": "colours:dark",
    "dark after cream": "colours:dark paper:cream",
}
"""What changes colours alone."""
TEXTS = {
    **{f"text of {size}%": f"text:{size}" for size in (115, 130, 150, 175, 200, 250)},
    "letters for dyslexia": "font:easier",
    "letters of the device": "font:device",
    "more space between letters": "letters:more",
    "most space between letters": "letters:most",
    "more space between lines": "lines:more",
    "most space between lines": "lines:most",
    "shorter lines": "width:narrow",
    "wide lines": "width:wide",
}
"""What changes how text is set."""
RULERS = {"line": "ruler:line", "band of light": "ruler:window"}
WIDEST = "text:200 font:easier letters:most lines:most"
"""Twice the size, the widest letters and the most space."""
SETTINGS: dict[str, str] = {
    "as it comes": "",
    **PAPERS,
    **TEXTS,
    **RULERS,
    "largest and widest": WIDEST,
}
"""Every setting: name -> what stands in the browser's store under ``KEY``."""


def keep(page: Page, state: str) -> None:
    """Let every page that ``page`` opens from now on find a state in the store, as if chosen before."""
    page.add_init_script(f"try {{ localStorage.setItem('{KEY}', '{state}'); }} catch (e) {{ /* blocked */ }}")


def switch(page: Page, state: str) -> None:
    """Change to a state on the page as it stands, as a choice in another tab would."""
    page.evaluate(
        """([key, state]) => {
          localStorage.setItem(key, state);
          dispatchEvent(new StorageEvent('storage', {key, newValue: state}));
        }""",
        [KEY, state],
    )
    page.wait_for_function(
        """state => window.briefingsSettings && state.split(' ').every(pair => {
          const [name, value] = pair.split(':');
          return !name || document.documentElement.getAttribute('data-' + name) === value;
        }) && [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)""",
        arg=state,
    )


def attributes(page: Page) -> dict[str, str]:
    """Return what is chosen on a page, as its root element says."""
    found: dict[str, str] = page.evaluate("({...document.documentElement.dataset})")
    return found
