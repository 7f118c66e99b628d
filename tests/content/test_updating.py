"""A translation that is there is brought up to date, and nothing that its translator wrote is lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from evidence_briefings.content import drafts
from evidence_briefings.content.nodes import parse
from evidence_briefings.content.records import RecordFile, read_record
from evidence_briefings.content.translation import digest, translatable
from evidence_briefings.content.updating import updated
from tiny import PROJECT, record

Site = Callable[..., Path]
REAL = sorted(path for path in (PROJECT / "briefings").glob("[a-z]*/*.yml") if not path.name.endswith(".cy.yml"))


def file_of(text: str, suffix: str | None = None) -> RecordFile:
    node, problems = parse(text, "one.yml")
    assert not problems
    name = "one.yml" if suffix is None else f"one.{suffix}.yml"
    return RecordFile(Path(name), name, "one", suffix, node, (), text)  # type: ignore[arg-type]


ENGLISH = """
title: A good record
messages:
  - text: Ask people.
  - text: Listen to them.
questions: ["Why?", "What then?"]
"""
WELSH = """
# Pennawd
title: Cofnod da   # y teitl

messages:
  # y cyntaf
  - text: Gofynnwch i bobl.
  # yr ail
  - text: >-
      Gwrandewch
      arnynt.
questions: ["Pam?", "Beth wedyn?"]
# diwedd
"""


def pair_of(english: str, welsh: str = WELSH, *, stamp: bool = True) -> tuple[RecordFile, RecordFile]:
    one = file_of(record(english.lstrip(), without=("bottom_line", "summary", "evidence", "owner")))
    pair = file_of(welsh + "translation: {status: draft}\n", "cy")
    return one, file_of(drafts.stamped(pair, one), "cy") if stamp else pair


def after(english: str, pair: RecordFile) -> str:
    one = file_of(record(english.lstrip(), without=("bottom_line", "summary", "evidence", "owner")))
    text = updated(one, pair).text
    again = updated(one, file_of(text, "cy"))
    assert again.text == text, "twice is the same as once"
    return text


def values(text: str) -> dict[str, object]:
    tree = yaml.safe_load(text)
    del tree["translation"]
    return tree


def test_a_translation_that_is_up_to_date_stays_as_it_is() -> None:
    _, pair = pair_of(ENGLISH)
    assert after(ENGLISH, pair) == pair.text


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_translation_of_ours_stays_as_it_is(path: Path) -> None:
    one, pair = read_record(path, PROJECT), read_record(path.with_suffix(".cy.yml"), PROJECT)
    assert updated(one, pair).text == pair.text


def test_what_is_new_waits_under_its_english_in_the_order_of_the_record() -> None:
    _, pair = pair_of(ENGLISH)
    text = after(ENGLISH.replace("messages", "body: |\n  The story\n  goes on.\nmessages"), pair)
    assert "title: Cofnod da   # y teitl\n# The story goes on.\nbody:\n\nmessages:\n  # y cyntaf\n" in text


def test_a_change_is_marked_above_the_key_and_the_mark_goes_with_the_stamp() -> None:
    _, pair = pair_of(ENGLISH)
    changed = ENGLISH.replace("A good record", "A better record").replace("Listen to", "Hear")
    text = after(changed, pair)
    assert '# changed since: the English is now: "A better record"\ntitle: Cofnod da   # y teitl\n' in text
    assert '  # yr ail\n  # changed since: the English is now: "Hear them."\n  - text: >-\n' in text
    one, _ = pair_of(changed)
    stamped = drafts.stamped(file_of(text, "cy"), one)
    assert "changed since" not in stamped
    assert values(stamped) == values(pair.text)


def test_a_mark_says_what_the_english_is_now_once_and_goes_when_the_english_goes_back() -> None:
    _, pair = pair_of(ENGLISH)
    once = after(ENGLISH.replace("A good", "A long " + "and longer " * 20), pair)
    assert once.count("changed since") == 1
    twice = after(ENGLISH.replace("A good", "A better"), file_of(once, "cy"))
    assert twice.count("changed since") == 1
    assert "longer" not in twice
    assert after(ENGLISH, file_of(twice, "cy")) == pair.text


def test_an_item_put_before_the_others_moves_their_welsh_along() -> None:
    _, pair = pair_of(ENGLISH)
    one_more = ENGLISH.replace("  - text: Ask", "  - text: Say hello first.\n  - text: Ask").replace(
        '["Why?', '["Who?", "Why?'
    )
    text = after(one_more, pair)
    assert values(text)["messages"] == [{"text": None}, {"text": "Gofynnwch i bobl."}, {"text": "Gwrandewch arnynt."}]
    assert values(text)["questions"] == ["", "Pam?", "Beth wedyn?"]
    assert "  # y cyntaf\n  - text: Gofynnwch" in text
    assert "  # Say hello first.\n  - text:\n" in text
    assert "changed since" not in text, "the stamp moves along"


def test_an_item_that_goes_is_kept_as_a_comment() -> None:
    _, pair = pair_of(ENGLISH)
    text = after(ENGLISH.replace("  - text: Ask people.\n", ""), pair)
    assert values(text)["messages"] == [{"text": "Gwrandewch arnynt."}]
    assert "# kept: the record has no messages[0] any more." in text
    assert "#   # y cyntaf\n#   - text: Gofynnwch i bobl.\n" in text


def test_a_key_that_goes_is_kept_as_a_comment() -> None:
    _, pair = pair_of(ENGLISH)
    text = after(ENGLISH.replace('questions: ["Why?", "What then?"]\n', ""), pair)
    assert '#   questions: ["Pam?", "Beth wedyn?"]\n' in text
    assert "questions" not in values(text)


def test_items_that_change_places_take_their_welsh_with_them() -> None:
    _, pair = pair_of(ENGLISH)
    turned = ENGLISH.replace("Ask people", "X").replace("Listen to them", "Ask people").replace("X", "Listen to them")
    text = after(turned, pair)
    assert values(text)["messages"] == [{"text": "Gwrandewch arnynt."}, {"text": "Gofynnwch i bobl."}]
    assert "changed since" not in text


def test_an_item_that_changed_between_its_neighbours_keeps_its_welsh() -> None:
    _, pair = pair_of(ENGLISH)
    text = after(ENGLISH.replace("Ask people.", "Ask everybody."), pair)
    assert '  # changed since: the English is now: "Ask everybody."\n  - text: Gofynnwch' in text


def test_without_a_stamp_lists_are_taken_to_be_in_order() -> None:
    _, pair = pair_of(ENGLISH, stamp=False)
    text = after(
        ENGLISH.replace("  - text: Listen to them.\n", "  - text: Listen to them.\n  - text: Thank them.\n"), pair
    )
    assert values(text)["messages"] == [{"text": "Gofynnwch i bobl."}, {"text": "Gwrandewch arnynt."}, {"text": None}]
    assert "changed since" not in text


def test_what_stands_between_brackets_is_written_out_when_it_must_move() -> None:
    welsh = (
        "title: Cofnod da\n"
        'messages: [{text: "Gofynnwch: {i} bobl."}, {text: Gwrandewch arnynt.}] # dwy\n'
        'questions: ["Pam?", "Beth?"]\n'
    )
    _, pair = pair_of(ENGLISH, welsh)
    text = after(ENGLISH.replace("  - text: Ask people.\n", ""), pair)
    assert values(text)["messages"] == [{"text": "Gwrandewch arnynt."}]
    assert '#   - text: "Gofynnwch: {i} bobl."\n' in text
    assert "# dwy\n" in text


def test_the_first_key_of_an_item_may_go_or_come() -> None:
    english = "voices:\n  - said: A\n    speaker_role: B\n  - said: C\n    speaker_role: D\n"
    welsh = "voices:\n  - said: a\n    # nodyn\n    speaker_role: b\n  - speaker_role: d\n"
    one = file_of(english)
    pair = file_of(drafts.stamped(file_of(welsh + "translation: {status: draft}\n", "cy"), one), "cy")
    assert values(updated(one, pair).text)["voices"][1] == {"speaker_role": "d", "said": None}
    less = file_of(english.replace("said: A\n    ", ""))
    text = updated(less, pair).text
    assert values(text)["voices"][0] == {"speaker_role": "b"}
    assert "    # nodyn\n  - speaker_role: b\n" in text
    assert "#   - said: a\n" in text


def test_an_item_without_a_text_has_its_place_all_the_same() -> None:
    one = file_of("questions: [One?, null]\n")
    pair = file_of("questions:\n  - Un?\ntranslation: {status: draft}\n", "cy")
    assert values(updated(one, pair).text)["questions"] == ["Un?", None]


def test_windows_line_ends_stay() -> None:
    one, pair = pair_of(ENGLISH.replace("A good", "A better"))
    text = updated(one, file_of(pair.text.replace("\n", "\r\n"), "cy")).text
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "welsh",
    ["messages: [{text: a}, {text: b # nodyn\n  }]\n", "{messages: [{text: a}], translation: {status: draft}}\n"],
)
def test_what_cannot_be_carried_over_whole_is_refused(welsh: str) -> None:
    one = file_of(record("messages: [{text: One.}, {text: Two.}, {text: Three.}]\n"))
    with pytest.raises(ValueError, match=r"lines of|lost|comment"):
        updated(one, file_of(welsh, "cy"))


def texts_of(pair_text: str) -> dict[str, str]:
    return {words for _, words, _ in translatable(file_of(pair_text))}  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(25))
def test_however_the_english_is_turned_round_each_welsh_text_follows_its_own(seed: int) -> None:
    """The Welsh of these is the English with a W before it, so that it can be seen what follows what."""
    chance = random.Random(seed)
    words = [f"word{number}." for number in range(12)]
    lists = {name: chance.sample(words, chance.randint(1, 6)) for name in ("messages", "limitations", "questions")}
    nested = [
        {"title": word, "items": [f"{word}{n}" for n in range(chance.randint(1, 4))]}
        for word in chance.sample(words, 3)
    ]

    def drawn(lists: dict[str, list[str]], nested: list[dict[str, object]], sign: str) -> str:
        items = lambda name, space: "".join(f"{space}- {sign}{word}\n" for word in lists[name])  # noqa: E731
        messages = "".join(f"  - text: >-\n      {sign}{word}\n" for word in lists["messages"])
        tools = "".join(
            f"  - title: {sign}{tool['title']}\n    items:\n" + "".join(f"      - {sign}{w}\n" for w in tool["items"])  # type: ignore[union-attr,attr-defined]
            for tool in nested
        )
        limits, questions = items("limitations", "    "), items("questions", "  ")
        return f"messages:\n{messages}evidence:\n  limitations:\n{limits}questions:\n{questions}tools:\n{tools}"

    one = file_of(drawn(lists, nested, ""))
    pair = file_of(
        drafts.stamped(file_of(drawn(lists, nested, "W") + "translation: {status: draft}\n", "cy"), one), "cy"
    )
    for name, there in lists.items():
        left = [word for word in there if chance.random() > 0.25] or [f"fresh{name}."]
        chance.shuffle(left)
        for number in range(chance.randint(0, 2)):
            left.insert(chance.randint(0, len(left)), f"new{number}.")
        lists[name] = left
    chance.shuffle(nested)
    for tool in nested:
        tool["items"] = ["first.", *tool["items"]]  # type: ignore[misc]
    now = file_of(drawn(lists, nested, ""))
    text = updated(now, pair).text
    assert updated(now, file_of(text, "cy")).text == text
    welsh = {loc: there for loc, there, _ in translatable(file_of(text))}
    stamp = yaml.safe_load(text)["translation"]["of"].split()
    for loc, there, _ in translatable(now):
        assert welsh.get(loc) in (None, f"W{there}") or digest(loc, there) not in stamp, loc
    before = {there for _, there, _ in translatable(file_of(pair.text))}
    assert all(there in text for there in before), "nothing is lost"
    kept = set(welsh.values())
    assert {f"W{there}" for there in lists["messages"] if f"W{there}" in before} <= kept
