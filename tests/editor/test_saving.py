"""What is saved in the form goes into the files and into a commit: exactly that, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor import RECORD, WELSH, changed_lines, editor_of, git, opened, repository, save
from evidence_briefings.content.records import read_record
from evidence_briefings.editor.differences import changes
from evidence_briefings.editor.protocol import Editor
from evidence_briefings.editor.saving import RefusedError
from evidence_briefings.editor.sides import sides_of_files, sides_of_form
from tiny import PROJECT, problems_of


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return repository(tmp_path / "site")


@pytest.fixture
def editor(site: Path) -> Editor:
    return editor_of(site)


def _record(site: Path) -> str:
    return (site / "briefings/adults/short-breaks.yml").read_text(encoding="utf-8")


def _welsh(site: Path) -> str:
    return (site / "briefings/adults/short-breaks.cy.yml").read_text(encoding="utf-8")


def test_a_commit_holds_just_the_two_lines_that_were_changed(site, editor):
    form = opened(editor)
    form["en"]["title"] = "Short breaks: time for families"
    form["cy"]["messages"][1]["text"] = "Ysgrifennwch bopeth."
    save(editor, form)
    assert changed_lines(site) == [
        "-  - text: Ysgrifennwch ef.",
        "+  - text: Ysgrifennwch bopeth.",
        '-title: "Short breaks: a rest for families"',
        '+title: "Short breaks: time for families"',
    ]
    log = git(site, "log", "-1", "--format=%an <%ae>%n%s")
    assert log == "Ann Other <ann@example.org>\nChange short-breaks: title; Welsh messages\n"
    assert git(site, "status", "--porcelain") == ""


def test_saving_without_a_change_makes_no_commit(site, editor):
    assert save(editor, opened(editor))["commit"] == ""
    assert git(site, "log", "--format=%s") == "Begin\n"


def test_every_record_of_the_project_comes_back_from_the_form_as_it_was():
    for path in sorted((PROJECT / "briefings").glob("[a-z]*/*.yml")):
        if path.name.endswith(".cy.yml"):
            continue
        pair = read_record(path.with_suffix(".cy.yml"), PROJECT).node
        sides = sides_of_files(read_record(path, PROJECT).node, pair)
        assert changes(sides, sides_of_form(sides.form(), sides.language)) == ({}, {}), path


def test_yes_and_no_stay_words_and_one_word_becomes_a_block_when_a_note_comes(site, editor):
    form = opened(editor)
    form["en"]["evidence"]["peer_reviewed"] = "yes"
    form["en"]["relevance"]["applies_to"]["england"]["note"] = "Its law differs."
    save(editor, form)
    assert "  peer_reviewed: yes\n" in _record(site)
    node = read_record(site / "briefings/adults/short-breaks.yml", site).node
    assert node.plain()["relevance"]["applies_to"]["england"] == {"applies": "partly", "note": "Its law differs."}
    assert node.plain()["relevance"]["applies_to"]["northern-ireland"] == "no"


def test_an_item_that_goes_takes_its_welsh_along(site, editor):
    form = opened(editor)
    del form["en"]["messages"][1]
    save(editor, form)
    assert _record(site) == RECORD.replace("  - text: Write it down.\n", "")
    assert _welsh(site) == WELSH.replace("  - text: Ysgrifennwch ef.\n", "")


def test_items_that_change_places_do_so_in_welsh(site, editor):
    form = opened(editor)
    form["en"]["messages"][1:] = reversed(form["en"]["messages"][1:])
    save(editor, form)
    welsh = read_record(site / "briefings/adults/short-breaks.cy.yml", site).node.plain()["messages"]
    assert [item["text"] for item in welsh[1:]] == ["Edrychwch eto ar ôl mis.", "Ysgrifennwch ef."]
    assert "# What and for whom\ntopics:" in _record(site)


def test_a_new_item_waits_for_its_welsh(site, editor):
    form = opened(editor)
    form["en"]["messages"].append({"text": "Tell the family.", "audiences": ["frontline"]})
    answer = save(editor, form)
    assert [problem["severity"] for problem in answer["problems"]] == ["warning"] * len(answer["problems"])
    assert not [line for line in problems_of(site) if "list-length-differs" in line]


def test_lists_that_no_longer_pair_up_are_refused_and_nothing_is_changed(site, editor):
    form = opened(editor)
    form["cy"]["messages"].append({"text": "Un arall."})
    with pytest.raises(RefusedError, match='"messages" has 3 items in one language and 4 in the other'):
        save(editor, form)
    assert (_record(site), _welsh(site)) == (RECORD, WELSH)


def test_what_was_chosen_on_the_welsh_side_of_an_item_is_not_lost(site, editor):
    form = opened(editor)
    form["cy"]["messages"][1]["audiences"] = ["frontline"]
    save(editor, form)
    assert "  - text: Write it down.\n    audiences: [frontline]\n" in _record(site)
    assert _welsh(site) == WELSH


def test_welsh_that_had_been_reviewed_becomes_a_draft_when_it_changes(tmp_path):
    site = repository(
        tmp_path / "site", **{"adults/short-breaks.cy.yml": WELSH.replace("status: draft", "status: reviewed")}
    )
    editor = editor_of(site)
    form = opened(editor)
    form["cy"]["summary"] = "Yr hyn a welwyd."
    save(editor, form)
    assert "  status: draft      # nobody has passed it yet\n" in _welsh(site)


def test_a_record_without_welsh_gets_a_file_of_draft_welsh(tmp_path):
    site = repository(tmp_path / "site", **{"alone.yml": RECORD})
    editor = editor_of(site)
    form: dict[str, Any] = opened(editor, "alone")
    form["cy"]["title"] = "Seibiannau"
    save(editor, form, "alone")
    text = (site / "briefings/alone.cy.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=_schema/translation.schema.json\ntitle: Seibiannau\n")
    assert text.endswith("translation:\n  status: draft\n")


def test_a_record_written_in_welsh_first_keeps_its_languages_apart(tmp_path):
    welsh_first = RECORD.replace("kind:", "language: cy\nkind:").replace("Write it down.", "Nodwch ef.")
    english = WELSH.replace("Ysgrifennwch ef.", "Note it.")
    site = repository(tmp_path / "site", **{"cymraeg.yml": welsh_first, "cymraeg.en.yml": english})
    editor = editor_of(site)
    form = opened(editor, "cymraeg")
    assert form["en"]["messages"][1]["text"] == "Note it."
    assert form["cy"]["messages"][1]["text"] == "Nodwch ef."
    assert form["en"]["topics"] == ["fostering"]
    form["cy"]["messages"][1]["text"] = "Ysgrifennwch bopeth."
    save(editor, form, "cymraeg")
    assert changed_lines(site) == ["-  - text: Nodwch ef.", "+  - text: Ysgrifennwch bopeth."]


def test_a_new_record_is_a_file_in_its_folder_with_the_keys_in_their_order(site, editor):
    form = {
        "en": {
            "_id": "new-one",
            "_folder": "adults",
            "title": "A new one",
            "kind": "research",
            "status": "draft",
            "relevance": {"applies_to": {"wales": {"applies": "yes", "note": ""}}, "law": []},
            "programme": {"costs": [], "economic": {}},
        },
        "cy": {"title": "Un newydd"},
    }
    answer = save(editor, form, "new-one")
    assert (site / "briefings/adults/new-one.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../_schema/briefing.schema.json\n"
        "kind: research\ntitle: A new one\nrelevance:\n  applies_to:\n    wales: yes\nstatus: draft\n"
    )
    assert "translation:\n  status: draft\n" in (site / "briefings/adults/new-one.cy.yml").read_text(encoding="utf-8")
    assert any(problem["severity"] == "error" for problem in answer["problems"])
    assert git(site, "log", "-1", "--format=%s") == "Add new-one\n"


def test_a_short_name_that_is_taken_is_refused(site, editor):
    with pytest.raises(RefusedError, match="already a record"):
        save(editor, {"en": {"_id": "short-breaks", "title": "Another"}})
    assert _record(site) == RECORD


def test_a_change_by_somebody_else_is_not_overwritten(site, editor):
    form = opened(editor)
    path = site / "briefings/adults/short-breaks.yml"
    path.write_text(RECORD.replace("a rest", "much"), encoding="utf-8")
    git(site, "commit", "--quiet", "--all", "--message", "Elsewhere")
    form["en"]["title"] = "Mine"
    with pytest.raises(RefusedError, match="was changed by someone else"):
        save(editor, form)
    assert "much" in _record(site)


def test_one_window_saves_again_and_again_but_another_does_not_undo_it(site, editor):
    first, second = opened(editor), opened(editor, window="two")
    for title in ("One", "Two", "One"):
        first["en"]["title"] = title  # the form keeps the version that it was filled with
        save(editor, first)
    assert "title: One\n" in _record(site).replace('"', "")
    second["en"]["title"] = "Three"
    with pytest.raises(RefusedError, match="in another window"):
        save(editor, second, window="two")


def test_what_else_waits_to_be_committed_goes_on_waiting(site, editor):
    (site / "notes.txt").write_text("for later", encoding="utf-8")
    git(site, "add", "notes.txt")
    form = opened(editor)
    form["en"]["title"] = "Mine"
    save(editor, form)
    assert git(site, "show", "--format=", "--name-only").split() == ["briefings/adults/short-breaks.yml"]
    assert git(site, "status", "--porcelain") == "A  notes.txt\n"


def test_a_file_with_changes_in_no_commit_is_left_alone(site, editor):
    path = site / "briefings/adults/short-breaks.yml"
    path.write_text(RECORD + "# mine\n", encoding="utf-8")
    form = opened(editor)
    form["en"]["title"] = "Mine"
    with pytest.raises(RefusedError, match="changes that are in no commit yet"):
        save(editor, form)
    assert _record(site) == RECORD + "# mine\n"


def test_when_git_refuses_all_is_as_before(site, editor):
    form = opened(editor)
    form["en"]["title"] = "Mine"
    (site / ".git/index.lock").write_text("")
    with pytest.raises(RefusedError, match=r"Nothing was saved\. Git says"):
        save(editor, form)
    with pytest.raises(RefusedError, match="Nothing was saved"):
        save(editor, {"en": {"_id": "new", "title": "New"}}, "new")
    (site / ".git/index.lock").unlink()
    assert _record(site) == RECORD
    assert git(site, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path",
    ["../mkdocs.en.yml", "briefings/../x.en.yml", "/etc/x.en.yml", "briefings/a/b.en.yml", "briefings/..yml", "x", ""],
)
def test_paths_that_lead_elsewhere_are_refused(editor, path):
    with pytest.raises(RefusedError):
        editor.answer({"action": "getEntry", "params": {"path": path}}, "")
    with pytest.raises(RefusedError):
        params = {"dataFiles": [{"path": path, "raw": "title: x"}], "assets": []}
        editor.answer({"action": "persistEntry", "params": params}, "")


@pytest.mark.parametrize("raw", ["", "- a list", "a: [", "a: &x [*x]", "\x00", "a: " + "[" * 100, 7, None])
def test_whatever_is_sent_is_saved_or_refused_in_words(site, editor, raw):
    params = {"dataFiles": [{"path": "briefings/short-breaks.en.yml", "raw": raw}], "assets": []}
    with pytest.raises(RefusedError):
        editor.answer({"action": "persistEntry", "params": params}, "")
    assert _record(site) == RECORD


def test_a_folder_that_lies_outside_is_refused(site, editor):
    for folder in ("../..", "_schema", "/etc"):
        with pytest.raises(RefusedError):
            save(editor, {"en": {"_id": "new", "_folder": folder, "title": "x"}}, "new")
    assert git(site, "status", "--porcelain") == ""
