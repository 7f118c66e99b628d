"""What holds for the whole package: who may import whom, and that everything public says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny import PROJECT

PACKAGE = PROJECT / "plugins" / "evidence_briefings"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imported(module: str) -> Iterator[str]:
    """Yield the full name of every module that a module imports, at its top or later."""
    here = ["evidence_briefings", *Path(module).with_suffix("").parts]
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = here[: -node.level] if node.level else []
            name = ".".join([*start, *([node.module] if node.module else [])])
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def belongs(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith("mkdocs/")])
def test_only_the_adapters_import_the_site_runner(module: str) -> None:
    assert not [name for name in imported(module) if belongs(name, "mkdocs") or belongs(name, "properdocs")]


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("content/")])
def test_the_content_knows_neither_pages_nor_search_nor_adapters(module: str) -> None:
    later = [f"evidence_briefings.{stage}" for stage in ("site", "search", "mkdocs", "cli")]
    assert not [name for name in imported(module) if any(belongs(name, stage) for stage in later)]


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("site/")])
def test_the_pages_know_neither_search_nor_adapters(module: str) -> None:
    later = [f"evidence_briefings.{stage}" for stage in ("search", "mkdocs", "cli")]
    assert not [name for name in imported(module) if any(belongs(name, stage) for stage in later)]


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("search/")])
def test_search_does_not_know_the_adapters(module: str) -> None:
    later = [f"evidence_briefings.{stage}" for stage in ("mkdocs", "cli")]
    assert not [name for name in imported(module) if any(belongs(name, stage) for stage in later)]


def public_without_words(tree: ast.AST, path: str) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield f"{path}.{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from public_without_words(node, f"{path}.{node.name}")


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_says_what_it_is(module: str) -> None:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert not list(public_without_words(tree, module))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_stays_short_enough_to_be_read_at_once(module: str) -> None:
    # The model of the record is one table of fields and grows with the record.
    limit = 400 if module == "content/model.py" else 350
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("module", MODULES)
def test_nothing_in_the_core_reads_the_clock(module: str) -> None:
    text = (PACKAGE / module).read_text(encoding="utf-8")
    if module.startswith(("content/", "site/", "search/")):
        assert "date.today" not in text
        assert "datetime.now" not in text
