"""The same synthetic text as a stock MkDocs site: Material as it comes, Markdown pages, its own search.

The pages stand outside the navigation. In it, which is the default, each page carries a link to every other one and
the stock site takes many times longer: this is the harder comparison.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .synthetic import Record, records

NATIONS = """\
| Wales | England | Scotland | Northern Ireland |
|---|---|---|---|
| Partly | Yes | Not known | Not known |"""
CONFIG = """\
site_name: Stock
theme:
  name: material
  font: false
nav: [index.md]
not_in_nav: |
  /en/
  /cy/
"""


def write_stock_site(root: Path, vocabularies: Path, count: int, *, seed: int = 1) -> None:
    """Write ``count`` pages in each of two languages, with what one of our pages says, as one would in Markdown."""
    labels = {
        language: {name: _labels(vocabularies, name, language) for name in ("topics", "audiences", "designs", "bases")}
        for language in ("en", "cy")
    }
    for record_id, english, welsh in records(vocabularies, count, seed=seed):
        for language, texts in (("en", english), ("cy", welsh)):
            path = root / "docs" / language / f"{record_id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_page(english, texts, labels[language]), encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Stock\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def _labels(vocabularies: Path, name: str, language: str) -> dict[str, tuple[str, str]]:
    text = (vocabularies / "_vocabulary" / f"{name}.yml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)
    return {entry["id"]: (entry[language], (entry.get("about") or {}).get(language, "")) for entry in entries}


def _page(record: Record, texts: Record, labels: dict[str, dict[str, tuple[str, str]]]) -> str:
    def terms(name: str, ids: list[str]) -> str:
        return ", ".join(f"[{labels[name][id][0]}](../index.md)" for id in ids)

    evidence = texts["evidence"]
    parts = [
        f"# {texts['title']}",
        f"*{texts['bottom_line']}*",
        "## Does this apply in Wales?",
        NATIONS,
        texts["relevance"]["applies_to"]["wales"]["note"],
        "## What can I do?",
        "\n".join(f"1. {message['text']}" for message in texts["messages"]),
        (
            f"- Reviewed: 1 November 2026\n- Reading time: 4 minutes\n- For: {terms('audiences', record['audiences'])}"
            f"\n- Topics: {terms('topics', record['topics'])}"
        ),
        "## How sure can we be?",
        labels["bases"][record["evidence"]["base"]][1],
        "### Who took part?",
        evidence["participants"],
        "### How was it done?",
        "\n\n".join(
            f"**{labels['designs'][id][0]}**: {labels['designs'][id][1]}" for id in record["evidence"]["designs"]
        ),
        "## What should I be careful about?",
        "\n".join(f"- {text}" for text in evidence["limitations"]),
        "### What we do not know yet",
        "\n".join(f"- {text}" for text in evidence["unclear"]),
        "### Where the evidence disagrees",
        "\n".join(f"- {text}" for text in evidence["disagreements"]),
        "## What is the fuller story?",
        texts["summary"],
        texts["body"].replace("## ", "### "),
        "## What could our team talk about?",
        "\n".join(f"1. {text}" for text in texts["questions"]),
        "## Where does this come from?",
        "\n".join(
            f"1. [{source['title']}]({source['url']}). {', '.join(source['authors'])}. {source['publisher']}."
            f" {source['year']}. Report. Free to read."
            for source in record["sources"]
        ),
        "## Who can I ask?",
        f"{texts['owner']['team']}: <{record['owner']['email']}>",
        "## Is this up to date?",
        (
            f"- Last reviewed: {record['reviewed']}\n- Next review due: {record['review_by']}"
            f"\n- First published: {record['published']}"
        ),
        "## How can I use this?",
        f"{texts['owner']['team']} (2026). {texts['title']}. Evidence briefings. Last reviewed: 1 November 2026.",
    ]
    return "\n\n".join(parts) + "\n"
