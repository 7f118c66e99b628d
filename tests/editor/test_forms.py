"""The form has a field for all that a record may hold, made from the model and the lists."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import evidence_briefings.editor
import pytest
import yaml
from click.testing import CliRunner
from evidence_briefings.cli import main
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.shapes import Shape, shape_of_model
from evidence_briefings.editor.differences import NOT_OFFERED
from evidence_briefings.editor.forms import OWN_FIELDS, Form, hosted_config, local_config
from tiny import PROJECT, corpus_of, tiny_site

FILES = Path(evidence_briefings.editor.__file__).parent / "files"


@pytest.fixture(scope="module")
def form() -> Form:
    return Form(corpus_of(PROJECT), (("short-breaks", "Short breaks"),), ("adults",))


def _shapes(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Shape]]:
    for key, below in shape.fields.items():
        if key in NOT_OFFERED:
            continue
        yield (*path, key), below
        inner = below.item if below.kind == "list" and below.item is not None else below
        yield from _shapes(inner, (*path, key))


def _fields(
    fields: list[dict[str, Any]], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for field in fields:
        yield (*path, field["name"]), field
        yield from _fields(field.get("fields", []), (*path, field["name"]))


def test_every_key_of_the_model_has_a_field_and_texts_have_one_in_each_language(form):
    fields = dict(_fields(form.fields()))
    shapes = dict(_shapes(shape_of_model(Briefing)))
    assert set(shapes) <= set(fields)
    for path, shape in shapes.items():
        assert fields[path].get("i18n", False) == shape.has_text, path


def test_no_two_fields_of_one_part_have_the_same_label(form):
    for fields in (form.fields(), *(field["fields"] for _, field in _fields(form.fields()) if "fields" in field)):
        labels = [field["label"] for field in fields]
        assert len(labels) == len(set(labels)), labels


def test_terms_are_chosen_from_the_lists_and_shown_in_both_languages(form):
    fields = dict(_fields(form.fields()))
    topics = {option["value"]: option["label"] for option in fields["topics",]["options"]}
    assert fields["topics",]["multiple"]
    assert topics["fostering"] == "Fostering / Maethu"
    assert [option["value"] for option in fields["evidence", "peer_reviewed"]["options"]] == [
        "yes",
        "no",
        "not-reported",
    ]
    assert fields["relevance", "applies_to", "wales", "applies"]["widget"] == "select"
    assert fields["published",]["widget"] == "datetime"
    assert fields["related",]["options"] == [{"label": "Short breaks (short-breaks)", "value": "short-breaks"}]


def test_hints_say_limits_in_words(form):
    hint = dict(_fields(form.fields()))["bottom_line",]["hint"]
    assert hint == "Needed for publishing. The conclusion, digested. Up to 30 words."


def test_no_widget_rewrites_markdown(form):
    assert not [path for path, field in _fields(form.fields()) if field["widget"] == "markdown"]


def test_the_configuration_for_a_host_names_the_files_as_ours_are_and_holds_nothing_of_our_server(form):
    config = yaml.safe_load(hosted_config(Form(form.corpus, hosted=True)))
    assert config["i18n"]["omit_default_locale_from_file_path"] is True
    assert "backend" not in config
    assert not {field["name"] for field in config["collections"][0]["fields"]} & set(OWN_FIELDS)
    assert json.dumps(local_config(form))  # what our own server sends


def test_the_command_prints_it_with_back_ends_to_choose_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tiny_site(tmp_path / "site"))
    result = CliRunner().invoke(main, ["edit", "--config"], catch_exceptions=False)
    assert result.exit_code == 0
    for name in ("gitlab", "github", "gitea"):
        assert f"#   name: {name}\n" in result.stdout


def test_the_shipped_bundle_is_the_one_that_is_named():
    shipped = json.loads((FILES / "decap-cms.json").read_text(encoding="utf-8"))
    content = gzip.decompress((FILES / "decap-cms.js.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() == shipped["sha256"]
    assert shipped["version"] in content.decode("utf-8")
    assert (FILES / shipped["licences"]).is_file()
