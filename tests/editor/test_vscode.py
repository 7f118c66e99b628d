"""What .vscode offers to those who write in an editor is right: the schemas, where they apply, and the snippets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tiny import PROJECT, corpus_of, problems_of, record, tiny_site

FOLDER = PROJECT / ".vscode"
SNIPPETS: dict[str, dict[str, Any]] = json.loads((FOLDER / "briefings.code-snippets").read_text(encoding="utf-8"))
PLACES = {
    "message": "messages:\n",
    "source": "sources:\n",
    "rating": "ratings:\n",
    "change": "changes:\n",
    "law": "relevance:\n  evidence_from: [wales]\n  applies_to: {wales: yes}\n  law:\n",
    "argument": "kind: synthesis\nbalance:\n  for:\n",
}


def _settings() -> dict[str, Any]:
    text = (FOLDER / "settings.json").read_text(encoding="utf-8")
    settings: dict[str, Any] = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    return settings


def _schema(name: str) -> Draft202012Validator:
    schema = json.loads((PROJECT / "briefings/_schema" / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


class _Words(yaml.CSafeLoader):
    """Reads YAML 1.2 as an editor does: yes and no are words, and so are dates."""


_Words.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _records() -> list[Path]:
    return sorted((PROJECT / "briefings").glob("[a-z]*/*.yml"))


def _typed(snippet: dict[str, Any]) -> str:
    """Return what stands in the file when somebody takes each first choice."""
    text = "\n".join(snippet["body"])
    text = text.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-11-01").replace("$0", "")
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)


def test_what_an_editor_is_told_accepts_every_record_of_ours_and_refuses_a_wrong_one():
    record_schema, pair_schema = _schema("briefing.schema.json"), _schema("translation.schema.json")
    for path in _records():
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)
        schema = pair_schema if path.name.endswith(".cy.yml") else record_schema
        assert not [error.message for error in schema.iter_errors(value)], path
    good = yaml.load(record(), Loader=_Words) | {"topics": ["fostering"]}
    for wrong in ({"topics": ["nowhere"]}, {"titel": "x"}, {"messages": []}, {"kind": "poem"}):
        assert list(record_schema.iter_errors(good | wrong)), wrong
    assert list(pair_schema.iter_errors({"title": "x"}))
    assert list(pair_schema.iter_errors({"topics": ["x"], "translation": {"status": "draft"}}))


def test_every_record_names_its_schema_in_its_first_line():
    for path in _records():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        name = "translation" if path.name.endswith(".cy.yml") else "briefing"
        assert first == f"# yaml-language-server: $schema=../_schema/{name}.schema.json", path


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("briefings/one.yml", "briefing"),
        ("briefings/adults/deep/one.yml", "briefing"),
        ("briefings/one.cy.yml", "translation"),
        ("briefings/adults/one.en.yml", "translation"),
        ("briefings/_vocabulary/topics.yml", None),
        ("briefings/_questions.yml", None),
        ("briefings/adults/_later.yml", None),
        ("mkdocs.yml", None),
    ],
)
def test_files_get_the_schema_of_their_kind(path, schema):
    settings = _settings()
    assert settings["redhat.telemetry.enabled"] is False
    found = []
    for name, patterns in settings["yaml.schemas"].items():
        assert (PROJECT / name).is_file()
        fits = False
        for pattern in patterns:
            glob = re.escape(pattern.removeprefix("!")).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*")
            if re.fullmatch(glob.replace(r"\*", "[^/]*"), path):
                fits = not pattern.startswith("!")
        found += [Path(name).name.removesuffix(".schema.json")] if fits else []
    assert found == ([schema] if schema else [])


def test_the_extensions_are_recommendations_with_a_publisher():
    names = json.loads((FOLDER / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in names
    assert all(re.fullmatch(r"[\w-]+\.[\w-]+", name) for name in names)


@pytest.mark.parametrize("prefix", PLACES)
def test_a_snippet_makes_a_good_part_of_a_record(prefix, tmp_path):
    snippet = next(snippet for snippet in SNIPPETS.values() if snippet["prefix"] == prefix)
    place = PLACES[prefix]
    indent = "    " if "\n  " in place else "  "
    lines = "".join(f"{indent}{line}\n" for line in _typed(snippet).replace("id-of-a-record", "one").splitlines())
    site = tiny_site(
        tmp_path, {"briefings/one.yml": record(), "briefings/two.yml": record(place + lines)}, lists="real"
    )
    assert not [line for line in problems_of(site) if "two.yml" in line and ": error[" in line]


def test_the_choices_of_snippets_are_terms_of_our_lists():
    corpus = corpus_of(PROJECT)
    lists = [set(vocabulary.terms) for vocabulary in corpus.vocabularies.lists.values()]
    lists += [set(corpus.schemes), {"draft", "reviewed"}]
    for name, snippet in SNIPPETS.items():
        for choices in re.findall(r"\|([^|]*)\|", "\n".join(snippet["body"])):
            assert any(set(choices.split(",")) <= terms for terms in lists), (name, choices)


def test_prefixes_are_one_word_each_and_all_are_for_yaml():
    prefixes = [snippet["prefix"] for snippet in SNIPPETS.values()]
    assert len(prefixes) == len(set(prefixes))
    assert all(snippet["scope"] == "yaml" and snippet["description"] for snippet in SNIPPETS.values())
