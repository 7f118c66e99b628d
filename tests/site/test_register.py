"""The research register, the questions for research and the known gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.content.corpus import Reader
from evidence_briefings.site.addresses import address, numbered
from evidence_briefings.site.gaps import SHOWN, gap_on
from evidence_briefings.site.register import Bearings, bearing_on, by_stage, projects_in, similar_projects, timeline
from evidence_briefings.site.register_pages import PER_PART
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording
from tiny import PROJECT, TODAY, corpus_of, record, tiny_site, write

Made = Callable[..., Site]
THEME = PROJECT / "theme_overrides"
ASKED = "question: {en: Why?, cy: Pam?}, raised_by: {en: Staff, cy: Staff}, source: {title: A report}, raised: 2021"


def projects(**blocks: str) -> str:
    """Return a drawing with a project for each block; further lines of a record follow its block."""
    lines = ["briefings/"]
    for name, block in blocks.items():
        first, *more = block.splitlines()
        inside = [f"title: Project {name}", "kind: project", f"project: {{{first}}}", *more]
        lines += [f"  {name}.yml +", *(f"    {line}" for line in inside), f"  {name}.cy.yml +"]
        lines += [f"    title: Prosiect {name}"]
    return "\n".join(lines) + "\n"


def asked(*questions: str) -> str:
    """Return the lines of a drawing for questions."""
    return "  _questions.yml |\n" + "".join(f"    - {{{question}}}\n" for question in questions)


def html_of(site: Site, key: str, language: str = "en", *, part: int = 1) -> str:
    path = numbered(address(key, language), part)
    return site.html(next(page for page in site.pages() if page.path == path))


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part_of(html: str, start: str, end: str = "</section>") -> str:
    begins = html.index(start)
    return html[begins : html.index(end, begins)]


# The register


def test_what_can_still_be_joined_comes_first_and_what_has_no_date_last(site_of: Made) -> None:
    site = site_of(
        projects(
            a="status: completed, ends: 2019, outputs: [{title: A}]",
            b="status: completed, ends: 2020-06, outputs: [{title: A}]",
            c="status: completed, outputs: [{title: A}]",
            d="status: current",
            e="status: current, starts: 2026-05",
            f="status: current, starts: 2025",
            g="status: planned, starts: 2027",
        )
    )
    order = by_stage(projects_in(site.collection, "en"))
    assert [briefing.id for briefing in order] == ["g", "f", "e", "d", "b", "a", "c"]
    html = html_of(site, "register")
    assert [html.index(f'id="project-{id}"') for id in "gfedbac"] == sorted(
        html.index(f'id="project-{id}"') for id in "gfedbac"
    )


def test_the_register_says_what_is_not_reported(site_of: Made) -> None:
    html = html_of(site_of(projects(a="status: current")), "register")
    card = words_of(part_of(html, 'id="project-a"', "</article>"))
    for label in ("What it is looking for", "How it came about", "Starts or started", "Led by", "Paid for by"):
        assert f"{label} Not reported" in card
    assert "What it has changed Not reported" in card
    assert "do not report when they began or ended" in words_of(html)


@pytest.mark.parametrize(
    ("language", "year", "month"),
    [
        ("en", "2025 ( only the year is known )", "March 2027 ( only the month is known )"),
        ("cy", "2025 ( dim ond y flwyddyn sy&#39;n hysbys )", "Mawrth 2027 ( dim ond y mis sy&#39;n hysbys )"),
    ],
)
def test_a_date_that_is_not_whole_is_said_to_be_so(site_of: Made, language: str, year: str, month: str) -> None:
    html = html_of(site_of(projects(a="status: current, starts: 2025, ends: 2027-03")), "register", language)
    words = re.sub(r"\s*([()])\s*", r" \1 ", words_of(html)).replace("'", "&#39;")
    assert year in words
    assert month in words


def test_how_a_project_came_about_is_in_the_register_and_on_its_own_page(site_of: Made) -> None:
    site = site_of(projects(a="status: current, background: Families asked for it., seeking_kinds: [partners]"))
    own = site.html(next(page for page in site.pages() if page.path == "en/briefings/a.html"))
    for html in (own, html_of(site, "register")):
        assert "Families asked for it." in html
        assert "Partners" in html


def test_bars_stand_where_their_dates_are(site_of: Made) -> None:
    site = site_of(
        projects(
            a="status: current, starts: 2021, ends: 2022-06",
            b="status: current, starts: 2024-07-01",
            c="status: completed, ends: 2021, outputs: [{title: A}]",
            d="status: planned",
        )
    )
    time = timeline(projects_in(site.collection, "en"))
    assert (time.first, time.last) == (2021, 2024)
    whole = 365 * 3 + 366
    assert (time.bars["a"].start, time.bars["a"].length) == (0, pytest.approx((365 + 181) * 100 / whole, abs=0.02))
    assert time.bars["b"].open_end
    assert not time.bars["b"].open_start
    assert time.bars["c"].open_start
    assert time.bars["c"].length == pytest.approx(365 * 100 / whole, abs=0.02)
    assert not time.bars["d"].known
    html = html_of(site, "register")
    assert "style=" not in html
    assert html.count('<rect class="bar-line"') == 3


def test_projects_that_share_the_most_topics_are_similar(site_of: Made) -> None:
    site = site_of(
        projects(
            a="status: current\ntopics: [fostering, children]",
            b="status: current\ntopics: [fostering]",
            c="status: current\ntopics: [children, fostering]",
            d="status: current\ntopics: [learning-disability]",
        )
    )
    similar = similar_projects(projects_in(site.collection, "en"))
    assert {id: [other.id for other in others] for id, others in similar.items()} == {
        "a": ["c", "b"],
        "b": ["a", "c"],
        "c": ["a", "b"],
        "d": [],
    }
    assert "No other project here shares a topic with it." in part_of(html_of(site, "register"), 'id="project-d"')


def test_a_long_register_comes_in_parts(site_of: Made) -> None:
    many = {f"p{number:02d}": "status: current" for number in range(PER_PART + 1)}
    site = site_of(projects(**many))
    first, second = html_of(site, "register"), html_of(site, "register", part=2)
    assert first.count("<article") == PER_PART
    assert second.count("<article") == 1
    assert 'rel="next" href="register_2.html"' in first
    assert 'rel="prev" href="register.html"' in second


def test_an_empty_register_says_so(site_of: Made) -> None:
    assert "That does not mean that no research is going on." in html_of(site_of("briefings/\n  one.yml\n"), "register")


# Questions


def test_a_question_stands_in_full_once_and_is_named_under_its_other_topics(site_of: Made) -> None:
    site = site_of("briefings/\n  one.yml\n" + asked(f"id: q, topics: [fostering, learning-disability], {ASKED}"))
    html = html_of(site, "questions")
    assert html.count('id="question-q"') == 1
    assert 'id="question-q"' in part_of(html, 'id="topic-fostering"')
    assert 'href="#question-q"' in part_of(html, 'id="topic-learning-disability"')
    assert 'id="topic-children"' not in html


def test_a_question_says_who_asked_when_and_what_has_come_of_it(site_of: Made) -> None:
    site = site_of(
        projects(p="status: current")
        + "  a.yml +\n    title: An answer\n  d.yml +\n    title: A draft\n    status: draft\n"
        + asked(
            f"id: q, topics: [fostering], {ASKED}, status: answered, projects: [p], answered_by: [a, d]",
            f"id: r, topics: [fostering], {ASKED}, priority: {{en: The first of ten., cy: Y cyntaf.}}",
        )
    )
    html = html_of(site, "questions")
    first, second = (words_of(part_of(html, f'id="question-{id}"', "</article>")) for id in "qr")
    assert "Answered Who asked Staff When it was asked or reported 2021" in first
    assert "What answers it An answer Projects that study it Project p" in first
    assert "A draft" not in html
    assert "Not answered yet" in second
    assert "The first of ten." in second
    assert "Projects that study it We know of none." in second


def test_a_question_without_welsh_is_shown_in_english_marked_as_english(site_of: Made) -> None:
    one = ASKED.replace(", cy: Pam?", "")
    site = site_of("briefings/\n  one.yml\n" + asked(f"id: q, topics: [fostering], {one}"))
    assert '<span lang="en">Why?</span>' in html_of(site, "questions", "cy")


def test_the_pages_offer_the_address_of_the_team_that_keeps_the_most(site_of: Made) -> None:
    owner = "owner: {{team: Team, email: {}@example.org}}"
    lines = "".join(
        f"  {name}.yml +\n    {owner.format(team)}\n" for name, team in (("a", "few"), ("b", "most"), ("c", "most"))
    )
    assert 'href="mailto:most@example.org?subject=A%20question' in html_of(site_of("briefings/\n" + lines), "questions")


def test_without_an_address_the_page_of_contacts_is_offered_alone(site_of: Made) -> None:
    html = html_of(site_of("briefings/\n  one.yml\n"), "questions")
    assert "mailto:" not in html
    assert 'href="contact.html"' in html


# Known gaps

UNCLEAR = "evidence: {{knowledge: [research], base: single-study, limitations: [Small.], unclear: [{}]{}}}"


def test_what_is_not_known_stands_under_the_first_topic_of_its_record(site_of: Made) -> None:
    lines = f"    topics: [learning-disability, fostering]\n    {UNCLEAR.format('Who would pay for it.', '')}\n"
    html = html_of(site_of("briefings/\n  one.yml +\n" + lines), "gaps")
    assert "Who would pay for it." in part_of(html, 'id="topic-learning-disability"')
    other = part_of(html, 'id="topic-fostering"')
    assert "Who would pay for it." not in other
    assert 'href="briefings/one.html#careful"' in other
    assert html.count("Who would pay for it.") == 1


def test_what_a_topic_lacks_is_counted_over_the_topics_below_it(site_of: Made) -> None:
    site = site_of(
        """
        briefings/
          one.yml +
            topics: [fostering]
            relevance: {evidence_from: [england], applies_to: {wales: unknown}}
          two.yml +
            topics: [fostering]
            kind: programme
            programme: {manual: yes}
            relevance: {evidence_from: [wales], applies_to: {wales: partly}}
            evidence: {knowledge: [research], base: single-study, limitations: [Small.], peer_reviewed: yes}
          three.yml +
            topics: [children]
            relevance: {evidence_from: [england], applies_to: {wales: no}}
          old.yml +
            topics: [learning-disability]
            status: archived
            superseded_by: one
        """
    )
    bearings = Bearings(site.collection, (), "en")
    found = {
        topic: gap_on(topic, site.collection, bearings) for topic in ("children", "fostering", "learning-disability")
    }
    assert [found[topic].count for topic in found] == [3, 2, 0]
    assert [list(found[topic].lacks) for topic in found] == [[], [], ["no-briefing"]]
    html = html_of(site, "gaps")
    assert "We have no briefing on this." in part_of(html, 'id="topic-learning-disability"')
    assert 'href="#topic-learning-disability"' in html


def test_unknown_is_not_enough_to_count_as_applying_in_wales(site_of: Made) -> None:
    relevance = "relevance: {evidence_from: [england], applies_to: {wales: unknown}}"
    site = site_of(f"briefings/\n  one.yml +\n    {relevance}\n")
    gap = gap_on("fostering", site.collection, Bearings(site.collection, (), "en"))
    lacks = ["one-briefing", "not-from-wales", "not-for-wales", "not-reviewed", "no-programme"]
    assert list(gap.lacks) == lacks
    words = words_of(part_of(html_of(site, "gaps"), 'id="topic-fostering"'))
    assert "is known to apply in Wales" in words
    assert "has evidence from Wales" in words


def test_a_topic_with_very_many_open_questions_shows_some_and_counts_the_others(site_of: Made) -> None:
    one = f"    {UNCLEAR.format('Who pays.', '')}\n"
    site = site_of("briefings/\n" + "".join(f"  r{number}.yml +\n{one}" for number in range(SHOWN + 2)))
    html = part_of(html_of(site, "gaps"), 'id="topic-fostering"')
    assert html.count("Who pays.") == SHOWN
    assert "2 more briefings on this topic say what is not known." in html


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_gap_is_said_to_be_ours(site_of: Made, language: str) -> None:
    said = {"en": "It does not mean that there is no evidence.", "cy": "Nid yw'n golygu nad oes tystiolaeth."}
    html = html_of(site_of("briefings/\n  one.yml\n"), "gaps", language)
    assert said[language] in html.replace("&#39;", "'")


def test_what_bears_on_a_topic_bears_on_those_above_it(site_of: Made) -> None:
    site = site_of(projects(p="status: current\ntopics: [fostering]") + asked(f"id: q, topics: [fostering], {ASKED}"))
    for topic, count in (("fostering", 1), ("children", 1), ("learning-disability", 0)):
        bearing = bearing_on(topic, site.collection, site.corpus.questions, "en")
        assert (len(bearing.projects), len(bearing.questions)) == (count, count)


def test_the_projects_own_questions_are_whole(project: Path) -> None:
    corpus = corpus_of(project)
    assert not [problem for problem in corpus.problems if problem.mark.path.endswith("_questions.yml")]
    assert len(corpus.questions) > 10


# Previews


def test_a_preview_sees_a_question_that_changed_and_a_record_that_went(tmp_path: Path) -> None:
    folder = tiny_site(tmp_path, "briefings/\n  one.yml\n" + asked(f"id: q, topics: [fostering], {ASKED}"))
    reader = Reader(folder / "briefings", folder)
    first = reader.read(today=TODAY)
    assert reader.read(today=TODAY).lists == first.lists
    write(folder, "briefings/\n" + asked(f"id: q, topics: [fostering], {ASKED}, status: answered, answered_by: [one]"))
    second = reader.read(today=TODAY)
    assert second.lists != first.lists
    assert not second.errors
    (folder / "briefings" / "one.yml").rename(folder / "briefings" / "two.yml")
    assert [problem.code for problem in reader.read(today=TODAY).errors] == ["unknown-question-record"]


def test_an_edit_of_a_project_changes_the_key_of_the_register_and_one_of_another_record_does_not(
    tmp_path: Path, wording: Mapping[str, Wording]
) -> None:
    folder = tiny_site(tmp_path, projects(p="status: current") + "  one.yml\n")
    reader = Reader(folder / "briefings", folder)

    def key(site: Site) -> object:
        return next(page.key for page in site.pages() if page.path == address("register", "en"))

    site = make_site(reader.read(today=TODAY), Options([THEME]), wording)
    (folder / "briefings" / "one.yml").write_text(record("title: Another title"), encoding="utf-8")
    other = site.with_corpus(reader.read(today=TODAY))
    assert key(other) == key(site)
    (folder / "briefings" / "p.yml").write_text(record("kind: project\nproject: {status: planned}"), encoding="utf-8")
    assert key(other.with_corpus(reader.read(today=TODAY))) != key(site)
