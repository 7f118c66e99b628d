"""Every state of a page that readers meet: which page, in which setting, at which width, with what standing open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from browser.searching import settled
from browser.showcase import TEMPLATES
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from playwright.sync_api import Page

PHONE, DESKTOP = (390, 844), (1280, 900)
SEARCHES = {
    "search with results": {"en": "?q=research&topic=workforce", "cy": "?q=ymchwil&topic=workforce"},
    "search that finds nothing": {"en": "?q=goruchwyliaeth&kind=programme", "cy": "?q=workforce&kind=programme"},
}
STATES: dict[str, tuple[str, dict[str, str]]] = {
    **TEMPLATES,
    **{
        name: ("real", {language: address("search", language) + query for language, query in queries.items()})
        for name, queries in SEARCHES.items()
    },
}
"""One page of every template, and of the search once something was asked: name -> (site, {language: address})."""


def language_of(name: str) -> str:
    """Return the language in which a state is looked at by what takes long: one and the other in turn."""
    return LANGUAGES[list(STATES).index(name) % 2]


COLOURS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
}
"""What a reader's device may ask for: name -> what is emulated."""


def _reading_settings() -> tuple[str, Mapping[str, Any]]:
    """Return the key under which a browser keeps reading settings, and {name: what is kept}; nothing without them."""
    if find_spec("browser.settings") is None:
        return "", {}
    settings = import_module("browser.settings")
    return settings.KEY, settings.SETTINGS


KEY, SETTINGS = _reading_settings()

_CHOOSE = """async ([key, kept]) => {
  const old = localStorage.getItem(key);
  if (kept === null) localStorage.removeItem(key); else localStorage.setItem(key, kept);
  // As if it had been chosen in another window.
  dispatchEvent(new StorageEvent('storage', { key, oldValue: old, newValue: kept, storageArea: localStorage }));
  const sheets = () => [...document.querySelectorAll('link[rel=stylesheet]')];
  for (let tries = 0; tries < 100 && sheets().some(link => !link.sheet && !link.disabled); tries++) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  await document.fonts.ready;
}"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(element => element.open = true)"
LOADED = "() => !document.querySelector('[data-part=groups] .small')"
POPUPS = """() => {
  // One of each kind: a page has a popover for every word that it explains.
  const kinds = new Map();
  for (const element of document.querySelectorAll('dialog:not([data-part=sheet]), [popover]')) {
    const kind = `${element.tagName} ${element.className}`;
    if (!kinds.has(kind)) kinds.set(kind, element);
  }
  const found = [...kinds.values()];
  found.forEach((element, place) => element.dataset.popup = place);
  return found.length;
}"""
SHOW = """place => {
  const element = document.querySelector(`[data-popup="${place}"]`);
  element.dataset.hid = element.hidden;
  element.hidden = false;
  if (element.popover) element.showPopover(); else element.showModal();
}"""
HIDE = """place => {
  const element = document.querySelector(`[data-popup="${place}"]`);
  if (element.popover) element.hidePopover(); else element.close();
  element.hidden = element.dataset.hid === 'true';
}"""


def go_to(page: Page, root: str, name: str, language: str) -> None:
    """Open a state, below ``root``, the address of its site, and wait for what it shows."""
    page.goto(root + STATES[name][1][language])
    if name in SEARCHES:
        settled(page)


def choose(page: Page, setting: str | None) -> None:
    """Change a page to a reading setting, or back to none, without leaving it."""
    kept = None if setting is None else SETTINGS[setting]
    page.evaluate(_CHOOSE, [KEY, kept if kept is None or isinstance(kept, str) else json.dumps(kept)])


def open_everything(page: Page) -> None:
    """Open all parts of the page that open, but not the menu, which covers others."""
    page.evaluate(OPEN_ALL)
    if page.locator("[data-part=panel]").is_visible():
        page.wait_for_function(LOADED)
