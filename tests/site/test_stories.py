"""Stories: what topics, audiences and tasks gather from several records, in which order, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from evidence_briefings.content.vocabulary import KINDS
from evidence_briefings.site.page import Page
from evidence_briefings.site.site import Site
from evidence_briefings.site.stories import PER_PART, PER_TOPIC, Part, Story


def pages_of(site: Site) -> dict[str, Page]:
    return {page.path: page for page in site.pages()}


def story_of(site: Site, path: str) -> Story:
    story = pages_of(site)[path].context["story"]
    assert isinstance(story, Story)
    return story


def parts_of(site: Site, path: str) -> dict[str, Part]:
    return {part.name: part for part in story_of(site, path).parts()}


def ids(briefings: Any) -> list[str]:
    return [briefing.id for briefing in briefings]


def words(html: str) -> str:
    """Return the text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- where to start ---

ORDER = """
    briefings/
      a-not.yml +
        relevance: {evidence_from: [england], applies_to: {wales: no}}
      b-unknown.yml +
        relevance: {evidence_from: [england], applies_to: {wales: unknown}}
      c-partly.yml +
        relevance: {evidence_from: [england], applies_to: {wales: partly}}
      d-old.yml
      e-new.yml +
        reviewed: 2026-11-20
      f-several.yml +
        relevance: {evidence_from: [england], applies_to: {wales: no}}
        evidence: {knowledge: [research], base: several-studies, limitations: [None known.]}
      g-synthesis.yml +
        kind: synthesis
        relevance: {evidence_from: [england], applies_to: {wales: no}}
      h-not.yml +
        relevance: {evidence_from: [england], applies_to: {wales: no}}
      i-not.yml +
        relevance: {evidence_from: [england], applies_to: {wales: no}}
      j-not.yml +
        relevance: {evidence_from: [england], applies_to: {wales: no}}
"""


def test_without_a_choice_a_synthesis_comes_first_then_several_studies_then_wales_then_the_newest(
    site_of: Callable[..., Site],
) -> None:
    story = story_of(site_of(ORDER), "en/topics/fostering.html")
    assert ids(story.starts()) == ["g-synthesis", "f-several", "e-new", "d-old", "c-partly"]


def test_at_most_half_of_the_records_are_a_start_and_at_least_one(site_of: Callable[..., Site]) -> None:
    site = site_of("briefings/\n" + "".join(f"  r{number}.yml\n" for number in range(3)))
    assert ids(story_of(site, "en/topics/fostering.html").starts()) == ["r0"]


CHOSEN = """
    briefings/
      one.yml
      two.yml +
        kind: synthesis
      old.yml +
        status: archived
        superseded_by: one
      later.yml +
        status: draft
      _vocabulary/
        topics.yml |
          - {id: children, en: Children, cy: Plant, start_here: [old, one, gone, later]}
          - {id: fostering, en: Fostering, cy: Maethu, parent: children}
          - {id: learning-disability, en: Learning disability, cy: Anabledd dysgu}
"""


def test_an_editor_chooses_where_to_start_among_what_can_be_read(site_of: Callable[..., Site]) -> None:
    site = site_of(CHOSEN)
    assert ids(story_of(site, "en/topics/children.html").starts()) == ["one"]
    assert ids(story_of(site, "en/topics/fostering.html").starts()) == ["two"]
    html = site.html(pages_of(site)["cy/pynciau/children.html"])
    start = html[html.index('id="start"') : html.index("</section>")]
    assert "papurau-briffio/one.html" in start
    assert "papurau-briffio/two.html" not in start


# --- the parts of a topic ---

RICH = """
    briefings/
      welsh.yml +
        relevance:
          evidence_from: [wales]
          applies_to: {wales: yes}
          law:
            - {nation: england, instrument: An English Act}
            - {nation: wales, instrument: A Welsh Act, note: It says so.}
        evidence: {knowledge: [research], base: single-study, limitations: [Small.], unclear: [How long., Why.]}
      english.yml +
        relevance:
          evidence_from: [england, uk]
          applies_to: {wales: partly}
          law: [{nation: wales, instrument: A  Welsh act}]
        contact: {role: The other team, email: other@example.org}
        evidence: {knowledge: [research], base: single-study, limitations: [Small.], unclear: [For whom.]}
      weighed.yml +
        kind: synthesis
        balance:
          for: [{text: It is kind., from: [english, weighed]}]
          against: [{text: It is slow.}]
      programme.yml +
        kind: programme
        programme: {manual: yes}
      example.yml +
        kind: practice-example
        practice_example: {where: A town}
"""


def test_a_topic_puts_evidence_from_wales_before_the_rest(site_of: Callable[..., Site]) -> None:
    (welsh, number), (others, rest) = parts_of(site_of(RICH), "en/topics/fostering.html")["evidence"].items
    assert set(ids(welsh)) == {"welsh", "weighed", "programme", "example"}
    assert (ids(others), number, rest) == (["english"], 4, 1)


def test_a_law_is_named_once_below_its_nation_with_every_record_that_names_it(site_of: Callable[..., Site]) -> None:
    part = parts_of(site_of(RICH), "en/topics/fostering.html")["law"]
    found = {nation: [(law.instrument.en, ids(those), n) for law, those, n in laws] for nation, laws, _ in part.items}
    assert list(found) == ["wales", "england"]
    assert found["wales"] == [("A Welsh Act", ["welsh", "english"], 2)]
    assert part.total == 2


def test_an_argument_names_the_other_records_it_comes_from(site_of: Callable[..., Site]) -> None:
    site = site_of(RICH)
    [(briefing, sides)] = parts_of(site, "en/topics/fostering.html")["balance"].items
    assert briefing.id == "weighed"
    assert [(side, one.text.en, ids(one.sources)) for side, those in sides for one in those] == [
        ("for", "It is kind.", ["english"]),
        ("against", "It is slow.", []),
    ]
    html = site.html(pages_of(site)["en/briefings/weighed.html"])
    balance = html[html.index('<section id="balance"') :]
    assert 'href="english.html"' in balance[: balance.index("</section>")]
    assert "It depends on" not in balance


def test_gaps_come_one_from_each_record_first(site_of: Callable[..., Site]) -> None:
    part = parts_of(site_of(RICH), "en/topics/fostering.html")["gaps"]
    assert [one.item.en for one in part.items] == ["How long.", "For whom.", "Why."]


def test_whom_to_ask_is_named_once(site_of: Callable[..., Site]) -> None:
    part = parts_of(site_of(RICH), "en/topics/fostering.html")["contacts"]
    assert sorted(role.en for role, _, _ in part.items) == ["Evidence team", "The other team"]


def test_what_is_missing_is_said_in_words_and_what_is_there_is_not(site_of: Callable[..., Site]) -> None:
    site = site_of(RICH)
    rich = words(site.html(pages_of(site)["en/topics/fostering.html"]))
    assert "No briefing here tells of a research project." in rich
    for there in ("has evidence from Wales.", "about a named programme", "example from practice", "names law"):
        assert f"No briefing here {there}" not in rich


def test_a_topic_with_one_record_from_elsewhere_lacks_all_that_a_reader_would_look_for(
    site_of: Callable[..., Site],
) -> None:
    site = site_of("""
        briefings/
          one.yml +
            relevance: {evidence_from: [england], applies_to: {wales: unknown}}
    """)
    story = story_of(site, "en/topics/fostering.html")
    assert story.lacking() == ["wales", "programme", "practice-example", "project", "lived-experience", "law"]
    text = words(site.html(pages_of(site)["en/topics/fostering.html"]))
    assert "No briefing here has evidence from Wales. What was found elsewhere may not carry over." in text


def test_an_empty_topic_has_no_story_and_says_so(site_of: Callable[..., Site]) -> None:
    site = site_of()
    for path in ("en/topics/fostering.html", "en/audiences/managers.html", "en/tasks/casework.html"):
        html = site.html(pages_of(site)[path])
        assert "That does not mean there is no evidence." in html
        assert "<section" not in html


@pytest.mark.parametrize("path", ["en/topics/fostering.html", "en/audiences/frontline.html", "en/tasks/casework.html"])
def test_no_part_of_a_page_names_more_than_five_however_many_there_are(site_of: Callable[..., Site], path: str) -> None:
    record = (
        "  r{0:03d}.yml +\n    title: Record {0}\n    questions: [One {0}?, Two {0}?]\n"
        "    relevance:\n      evidence_from: [wales]\n      applies_to: {{wales: yes}}\n"
        "      law: [{{nation: wales, instrument: Act {0}}}]\n"
        "    contact: {{role: Team {0}}}\n"
        "    evidence: {{knowledge: [lived-experience], base: single-study,"
        " limitations: [A.], unclear: [B {0}., C.]}}\n"
    )
    site = site_of("briefings/\n" + "".join(record.format(number) for number in range(30)))
    html = site.html(pages_of(site)[path])
    story = html.split('<section id="all"')[0]
    for rest in story.split("<section ")[1:]:
        section = rest.split("</section>")[0]
        name = re.match(r'id="([a-z-]+)"', section)
        assert section.count('<p class="story-title">') <= PER_PART, name
        assert section.count("<li>") <= PER_PART * 2, name


# --- audiences ---

FOR_WHOM = """
    briefings/
      one.yml +
        audiences: [frontline, managers]
        messages: [{text: For the team., audiences: [managers]}, {text: For workers., audiences: [frontline]}]
      two.yml +
        audiences: [managers]
        messages: [{text: For all who read.}]
        relevance: {evidence_from: [england], applies_to: {wales: no}}
      three.yml +
        audiences: [managers]
        topics: [learning-disability]
        messages: [{text: For others., audiences: [frontline]}]
        relevance: {evidence_from: [england], applies_to: {wales: unknown}}
"""


def test_an_audience_gets_the_messages_meant_for_it_by_topic_and_wales_first(site_of: Callable[..., Site]) -> None:
    site = site_of(FOR_WHOM)
    [group] = parts_of(site, "en/audiences/managers.html")["decisions"].items
    assert group.topic == "fostering"
    assert [one.item.text.en for one in group.messages] == ["For the team.", "For all who read."]
    [group] = parts_of(site, "en/audiences/frontline.html")["messages"].items
    assert [one.item.text.en for one in group.messages] == ["For workers."]
    html = words(site.html(pages_of(site)["en/audiences/managers.html"]))
    assert html.index("For the team.") < html.index("For all who read.") < html.index("What do we not know yet?")


def test_the_messages_of_one_topic_lead_on_to_the_rest_of_it(site_of: Callable[..., Site]) -> None:
    lines = "".join(f"  r{number}.yml +\n    audiences: [managers]\n" for number in range(PER_TOPIC + 1))
    site = site_of("briefings/\n" + lines)
    html = site.html(pages_of(site)["cy/cynulleidfaoedd/managers.html"])
    assert 'href="../pynciau/fostering_i_managers.html"' in html


def test_what_an_audience_sees_follows_from_its_list(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            audiences: [managers]
            questions: [What now?]
          _vocabulary/
            audiences.yml |
              - {id: frontline, en: Frontline, cy: Rheng flaen}
              - id: managers
                en: Managers
                cy: Rheolwyr
                opening: {en: You come first., cy: Chi sy'n gyntaf.}
                shows: [questions, bottom-lines]
    """
    site = site_of(drawing)
    assert list(parts_of(site, "en/audiences/managers.html")) == ["questions", "bottom-lines"]
    assert story_of(site, "en/audiences/frontline.html").names == ["messages"]
    html = site.html(pages_of(site)["cy/cynulleidfaoedd/managers.html"])
    assert "Chi sy&#39;n gyntaf." in html


def test_a_programme_says_what_no_source_reports(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            kind: programme
            audiences: [managers]
            programme: {training: Two days}
    """
    site = site_of(drawing)
    text = words(site.html(pages_of(site)["en/audiences/managers.html"]))
    assert "What it costs Not reported Training Reported Is there a manual? Not reported Rated by others None" in text


def test_a_cost_counts_as_reported_only_with_a_figure(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml +
            kind: programme
            audiences: [managers]
            programme: {costs: [COST]}
    """
    for cost, answer in (
        ("{note: No figure is given.}", "Not reported"),
        ("{low: 5, currency: GBP, price_year: 2020}", "Reported"),
    ):
        site = site_of(drawing.replace("COST", cost))
        assert f"What it costs {answer} Training" in words(site.html(pages_of(site)["en/audiences/managers.html"]))


ASKED = """
    briefings/
      one.yml
      two.yml
      _questions.yml |
        - id: why
          question: {en: Why is it so?, cy: Pam mae felly?}
          raised_by: {en: A team, cy: Tîm}
          audiences: [frontline]
          topics: [children]
          source: {title: A report}
          raised: 2024
"""


def test_a_topic_leads_to_what_practice_asks_to_its_comparison_and_to_the_gaps(site_of: Callable[..., Site]) -> None:
    site = site_of(ASKED)
    html = site.html(pages_of(site)["en/topics/children.html"])
    assert '<a href="../questions.html#question-why">Why is it so?</a>' in html
    assert 'href="../gaps.html"' in html
    programmes = site_of("briefings/\n  one.yml +\n    kind: programme\n    programme: {}\n  two.yml\n")
    assert 'href="children_compared.html"' in programmes.html(pages_of(programmes)["en/topics/children.html"])


# --- tasks ---

TASKS = """
    briefings/
      one.yml +
        topics: [learning-disability]
      two.yml +
        kind: programme
        programme: {manual: yes}
      three.yml +
        audiences: [managers]
        tasks: [review]
        questions: [Did it work?]
      _vocabulary/
        tasks.yml |
          - {id: children, en: C, cy: P, gathers: {topics: [children], audiences: [frontline], parts: [messages]}}
          - {id: cycle, en: The cycle, cy: Y cylch, gathers: {parts: [bottom-lines]}}
          - {id: plan, en: Plan, cy: Cynllunio, parent: cycle, gathers: {kinds: [programme], parts: [programmes]}}
          - {id: review, en: Review, cy: Adolygu, parent: cycle, leads_to: [gaps], gathers: {parts: [questions]}}
"""


def test_a_task_leads_to_the_pages_that_help_further(site_of: Callable[..., Site]) -> None:
    site = site_of(TASKS)
    assert '<a href="../gaps.html">Known gaps</a>' in site.html(pages_of(site)["en/tasks/review.html"])


def test_a_task_gathers_by_its_rule_and_what_names_it_and_a_stage_counts_for_the_whole(
    site_of: Callable[..., Site],
) -> None:
    site = site_of(TASKS)
    found = {id: ids(story_of(site, f"en/tasks/{id}.html").entries) for id in ("children", "cycle", "plan", "review")}
    assert {id: set(those) for id, those in found.items()} == {
        "children": {"two"},
        "cycle": {"two", "three"},
        "plan": {"two"},
        "review": {"three"},
    }
    assert parts_of(site, "en/tasks/review.html")["questions"].items[0].item.en == "Did it work?"


def test_what_names_a_task_itself_comes_first(site_of: Callable[..., Site]) -> None:
    drawing = """
        briefings/
          one.yml
          two.yml +
            tasks: [casework]
            relevance: {evidence_from: [england], applies_to: {wales: no}}
    """
    [group] = parts_of(site_of(drawing), "en/tasks/casework.html")["messages"].items
    assert [one.briefing.id for one in group.messages] == ["two", "one"]


def test_the_stages_of_a_cycle_lead_to_each_other(site_of: Callable[..., Site]) -> None:
    site = site_of(TASKS)
    pages = pages_of(site)
    for path in ("en/tasks/cycle.html", "en/tasks/plan.html"):
        stages = pages[path].context["stages"]
        assert [(stage["id"], stage["count"]) for stage in stages] == [("plan", 1), ("review", 1)]
    html = site.html(pages["cy/tasgau/plan.html"])
    assert 'aria-current="page">Cynllunio' in html
    assert 'href="review.html"' in html
    assert 'href="../chwilio.html?kind=programme"' in html


def test_every_task_of_the_project_has_its_words_and_something_to_show(site_of: Callable[..., Site]) -> None:
    assert "tasks" in KINDS
    tasks = list(site_of(lists="real").corpus.vocabularies["tasks"])
    assert {"casework", "court-and-assessment", "supervision", "service-design", "business-case"} < {
        t.id for t in tasks
    }
    assert [task.id for task in tasks if task.parent == "commissioning-cycle"] == ["analyse", "plan", "do", "review"]
    assert [task.id for task in tasks if task.about is None or task.how is None] == []
