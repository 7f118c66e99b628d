"""Records side by side: each gap in its own words, each scale in its own row, every figure with what it needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from evidence_briefings.site.cells import GAP, NAME, Cell, Line
from evidence_briefings.site.compare_files import PER_FILE, comparer_links
from evidence_briefings.site.compare_pages import COLUMNS, PROGRAMMES
from evidence_briefings.site.comparing import Comparer, Row
from evidence_briefings.site.site import Site

Made = Callable[..., Site]
PROGRAMME = """
    briefings/
      one.yml +
        kind: programme
        programme:
          ages: Under five
          costs:
            - {item: Training, low: 100, high: 200.5, currency: GBP, per: each worker, price_year: 2018}
            - {item: Travel, note: Nobody counted it.}
          effects:
            - {outcome: Sleep, direction: worse, value: -1234.5, ci_high: 0.5, unit: hours, n: 20}
            - {outcome: Joy, direction: no-difference}
            - {outcome: Calm}
          tested_with: {places: [wales], number: 1200, ages: Two to four}
      two.yml
"""


def comparer(site: Site, language: str = "en") -> Comparer:
    lists, schemes = site.corpus.vocabularies, site.corpus.schemes
    return Comparer(lists, schemes, site.wording[language], comparer_links(language))


def rows_of(site: Site, *ids: str, language: str = "en") -> list[Row]:
    found = [site.collection.shown[id] for id in ids]
    return [row for _, rows in comparer(site, language).table(found) for row in rows]


def named(rows: Sequence[Row], label: str, context: str | None = None) -> Row:
    found = [row for row in rows if row.label == label and (row.context.text if row.context else None) == context]
    assert len(found) == 1, [row.label for row in rows]
    return found[0]


def words(cell: Cell) -> list[str]:
    return [f"{line.label}: {line.text}" if line.label else line.text for line in cell]


def rated(site_of: Made, *ratings: str) -> Site:
    drawing = "".join(f"  r{number}.yml +\n    ratings: [{each}]\n" for number, each in enumerate(ratings))
    return site_of("briefings/\n" + drawing, lists="real")


@pytest.mark.parametrize(
    ("rating", "says", "begins"),
    [
        ("{scheme: cebc-scientific, value: NR}", "not_rated", "Not rated."),
        ("{scheme: blueprints-certification, value: inconclusive}", "unknown", "Not known."),
        ("{scheme: wwcsc-effect, value: no-effect}", "no_effect", "No effect."),
        ("{scheme: yef-impact, value: harmful}", "harmful", "Harmful."),
        ('{scheme: eef-months, value: "-2"}', "harmful", "Harmful."),
        ("{scheme: blueprints-readiness, value: not-dissemination-ready}", "not_ready", "Not ready."),
    ],
)
def test_what_a_rating_says_in_the_place_of_a_benefit_has_words_of_its_own(
    site_of: Made, rating: str, says: str, begins: str
) -> None:
    site = rated(site_of, rating, "")
    cell, other = next(row for row in rows_of(site, "r0", "r1") if row.url).cells
    assert next(line.text for line in cell if line.says == says).startswith(begins)
    assert words(other) == ["Not rated by this scheme, as far as we know."]
    assert other[0].says == GAP


def test_a_rating_is_quoted_with_its_best_step_and_its_day(site_of: Made) -> None:
    site = rated(site_of, '{scheme: eif-strength, value: "3", modifier: "+", rated_on: 2023-05}', "")
    row = next(row for row in rows_of(site, "r0", "r1") if row.url)
    assert row.url == "ratings/eif-strength.html"
    assert words(row.cells[0])[0].startswith("3+ of 4: ")
    assert words(row.cells[0])[-2:] == ["the best is 4", "Rated on: May 2023"]
    assert row.cells[0][0].says == NAME


def test_each_context_of_a_scheme_has_a_row_of_its_own_and_neither_speaks_for_the_other(site_of: Made) -> None:
    e4i = "scheme: evidence-4-impact, value: "
    site = rated(site_of, f"{{{e4i}strong, context: secondary}}, {{{e4i}strong, context: primary}}",
                 f"{{{e4i}not-evaluated, context: primary}}", "")  # fmt: skip
    rows = [row for row in rows_of(site, "r0", "r1", "r2") if row.url]
    assert [row.context.text for row in rows if row.context] == ["Primary school", "Secondary school"]
    assert words(rows[1].cells[1]) == ["Not rated for this, as far as we know."]
    assert words(rows[1].cells[2]) == ["Not rated by this scheme, as far as we know."]


def test_two_schemes_never_share_a_row(site_of: Made) -> None:
    site = rated(site_of, '{scheme: eif-strength, value: "4"}', "{scheme: youth-employment-strength, value: high}")
    rows = [row for row in rows_of(site, "r0", "r1") if row.url]
    assert len(rows) == 2
    assert [[cell[0].says == GAP for cell in row.cells] for row in rows] == [[False, True], [True, False]]


def test_without_any_rating_one_row_says_so(site_of: Made) -> None:
    row = named(rows_of(site_of(PROGRAMME), "one", "two"), "How have others rated it?")
    assert all("Not rated is not the same as weak" in cell[0].text for cell in row.cells)


def test_the_columns_keep_the_order_that_was_asked_for_whatever_the_ratings(site_of: Made) -> None:
    site = rated(site_of, '{scheme: eif-strength, value: "4"}', '{scheme: eif-strength, value: "2"}')
    for ids in (("r0", "r1"), ("r1", "r0")):
        codes = [cell[0].text[0] for cell in next(row for row in rows_of(site, *ids) if row.url).cells]
        assert codes == [{"r0": "4", "r1": "2"}[id] for id in ids]


def test_what_was_not_reported_and_what_was_not_asked_are_different(site_of: Made) -> None:
    row = named(rows_of(site_of(PROGRAMME), "one", "two"), "Training")
    assert [words(cell) for cell in row.cells] == [["Not reported"], ["Not asked here: this is not a programme."]]


def test_questions_for_programmes_are_left_out_where_there_is_none(site_of: Made) -> None:
    labels = [row.label for row in rows_of(site_of(PROGRAMME), "two", "two")]
    assert "Training" not in labels
    assert "Where it applies, and why" in labels


def test_all_four_nations_are_named_with_their_answers(site_of: Made) -> None:
    site = site_of("""
        briefings/
          one.yml +
            relevance:
              evidence_from: [wales]
              applies_to: {wales: {applies: partly, note: Only in towns.}, england: no}
    """)
    assert words(named(rows_of(site, "one"), "Where it applies, and why").cells[0]) == [
        "Wales: In part",
        "Only in towns.",
        "England: Does not apply",
        "Scotland: Not known",
        "Northern Ireland: Not known",
    ]


def test_an_effect_has_its_size_its_range_and_its_direction_or_says_that_they_are_missing(site_of: Made) -> None:
    cell = named(rows_of(site_of(PROGRAMME), "one"), "What difference did it make?").cells[0]
    assert words(cell) == [
        "Sleep",
        "Which way it went: Worse",
        "Size of the effect: −1,234.5",
        "Likely range (confidence interval): 0.5 or less",
        "Unit: hours",
        "Number of people: 20",
        "Joy",
        "Which way it went: No difference",
        "Size of the effect: Not reported",
        "Calm",
        "Which way it went: Not reported",
        "Size of the effect: Not reported",
    ]


def test_a_cost_has_its_currency_and_price_year(site_of: Made) -> None:
    cell = named(rows_of(site_of(PROGRAMME), "one"), "What it costs").cells[0]
    assert words(cell) == [
        "Training",
        "£100 to £200.50",
        "Cost for each: each worker",
        "Price year: 2018",
        "Travel",
        "Amount: Not reported",
        "Nobody counted it.",
    ]


def test_whom_it_was_tested_with_names_what_is_missing(site_of: Made) -> None:
    cell = named(rows_of(site_of(PROGRAMME), "one"), "Whom was it tested with?").cells[0]
    assert words(cell) == [
        "Number of people: 1,200",
        "Ages: Two to four",
        "Ethnicity: Not reported",
        "How many stayed to the end: Not reported",
        "Places: Wales",
        "Rural or urban: Not reported",
        "Settings: Not reported",
    ]


def test_what_a_programme_needs_is_worth_and_how_it_was_changed_is_compared(site_of: Made) -> None:
    rows = rows_of(
        site_of("""
        briefings/
          one.yml +
            kind: programme
            programme:
              manual: yes
              adapted_without_evaluation: {note: The visits were left out.}
              economic: {benefit_cost_ratio: 1.5, who_benefits: [Schools, Families]}
          two.yml +
            kind: programme
            programme: {equality: Nobody has looked., referral: By a teacher., fidelity: A checklist.}
        """),
        "one",
        "two",
    )
    assert [words(cell) for cell in named(rows, "What would you need to run it?").cells] == [
        ["1 of 8 reported"],
        ["0 of 8 reported"],
    ]
    worth, unknown = named(rows, "Is it worth the money?").cells
    assert words(worth)[0].endswith(": 1.5")
    assert words(worth)[2:4] == ["Who benefits: Schools", "Who benefits: Families"]
    assert words(unknown) == ["Not reported"]
    changed = words(named(rows, "Were such changes tested?").cells[0])
    assert changed[0].startswith("Nobody has tested this version.")
    assert changed[1] == "The visits were left out."
    assert words(named(rows, "For whom does it work better or worse?").cells[1]) == ["Nobody has looked."]


def test_a_free_copy_is_linked_and_a_missing_one_is_said(site_of: Made) -> None:
    site = site_of("""
        briefings/
          one.yml +
            sources: [{title: Adroddiad, language: cy, access: open, url: "https://example.org/a"}, {title: Paid}]
          two.yml
    """)
    free, none = named(rows_of(site, "one", "two"), "Is there a free copy?").cells
    assert free == (Line("Adroddiad", "cy", "https://example.org/a"),)
    assert words(none) == ["None that we know of"]


def test_a_text_that_is_missing_in_welsh_is_marked_as_english(site_of: Made) -> None:
    cell = named(rows_of(site_of(PROGRAMME), "one", language="cy"), "Oedrannau").cells[0]
    assert cell == (Line("Under five", "en"),)


# --- the files that the page loads ---


def called(text: str) -> tuple[str, Any]:
    found = re.fullmatch(r"EvidenceCompare\.take\((.*)\);\n", text)
    assert found is not None
    name, value = json.loads(f"[{found[1]}]")
    return name, value


def compare_files(site: Site) -> Mapping[str, str]:
    return {path: text for path, text in site.files().items() if path.startswith("compare/")}


def many(count: int, lines: str = "") -> str:
    return "briefings/\n" + "".join(
        f"  r{number:03d}.yml +\n    title: Record {number}{lines}\n" for number in range(count)
    )


def test_each_listed_record_is_in_the_file_that_the_manifest_names(site_of: Made) -> None:
    site = site_of(many(PER_FILE + 1) + "  old.yml +\n    status: archived\n    superseded_by: r000\n")
    for language in LANGUAGES:
        files = compare_files(site)
        name, manifest = called(files[f"compare/{language}/manifest.js"])
        assert name == f"{language}/manifest"
        assert [record[0] for record in manifest["records"]] == [f"r{number:03d}" for number in range(PER_FILE + 1)]
        sizes = []
        for number, mark in enumerate(manifest["hashes"]):
            name, records = called(files[f"compare/{language}/{number}-{mark}.js"])
            assert name == f"{language}/{number}"
            sizes.append(len(records))
        assert sizes == [PER_FILE, 1]


def test_the_manifest_is_written_last_and_all_is_ascii(site_of: Made) -> None:
    paths = list(compare_files(site_of(many(1) + "  cy.yml +\n    title: Tŷ\n")))
    for language in LANGUAGES:
        assert [path for path in paths if f"/{language}/" in path][-1] == f"compare/{language}/manifest.js"
    assert all(text.isascii() for text in compare_files(site_of(many(1) + "  cy.yml +\n    title: Tŷ\n")).values())


def test_a_changed_record_changes_its_own_file_and_the_manifest_alone(site_of: Made) -> None:
    before = compare_files(site_of(many(PER_FILE * 2)))
    after = compare_files(site_of(many(PER_FILE * 2 - 1) + f"  r{PER_FILE * 2 - 1:03d}.yml +\n    title: Record X\n"))
    assert before.keys() == after.keys()  # titles are in the manifest
    assert {path for path in before if after[path] != before[path]} == {
        f"compare/{lang}/manifest.js" for lang in LANGUAGES
    }
    last = f"  r{PER_FILE * 2 - 1:03d}.yml +\n    title: Record {PER_FILE * 2 - 1}\n    bottom_line: Another one.\n"
    after = compare_files(site_of(many(PER_FILE * 2 - 1) + last))
    gone = {path.split("-")[0] for path in before.keys() - after.keys()}
    assert gone == {f"compare/{language}/1" for language in LANGUAGES}


# --- the ready-made pages ---


def compared(site: Site, topic: str, language: str = "en") -> str:
    path = address("topic-compared", language, topic)
    return site.html(next(page for page in site.pages() if page.path == path))


def test_a_topic_has_a_comparison_when_it_has_two_records_those_below_it_included(site_of: Made) -> None:
    site = site_of("briefings/\n  a.yml +\n    topics: [children]\n  b.yml +\n    topics: [fostering]\n")
    paths = {page.path for page in site.pages()}
    assert address("topic-compared", "cy", "children") in paths
    assert address("topic-compared", "en", "fostering") not in paths
    compare = next(page for page in site.pages() if page.path == address("compare", "en"))
    assert "topics/children_compared.html" in site.html(compare)


def test_programmes_come_first_in_tables_of_four_and_the_page_says_how_many_it_leaves_out(site_of: Made) -> None:
    lines = "kind: programme\n    programme: {}\n"
    programmes = [f"  p{number}.yml +\n    title: Programme {number}\n    {lines}" for number in range(PROGRAMMES + 1)]
    html = compared(site_of(many(COLUMNS + 2) + "".join(programmes)), "fostering")
    columns = [len(re.findall('<th scope="col"><a', table)) for table in re.findall(r"(?s)<thead>.*?</thead>", html)]
    assert columns == [4, 4, 4]
    assert html.index("Programmes") < html.index("Research briefings")
    assert f"Here are {PROGRAMMES} of {PROGRAMMES + 1}" in html
    assert f"Here are {COLUMNS} of {COLUMNS + 2}" in html


def test_what_is_alone_of_its_kind_stands_in_one_last_table(site_of: Made) -> None:
    site = site_of("briefings/\n  a.yml +\n    kind: guidance\n  b.yml +\n    kind: synthesis\n")
    html = compared(site, "fostering")
    assert html.count("<table") == 1
    assert "The only ones of their kind here" in html


def test_texts_are_escaped(site_of: Made) -> None:
    drawing = 'briefings/\n  a.yml +\n    bottom_line: "A & B are 1 < 2."\n  b.yml\n'
    assert "A &amp; B are 1 &lt; 2." in compared(site_of(drawing), "fostering")


def test_a_table_leads_to_the_page_where_it_can_be_changed(site_of: Made) -> None:
    html = compared(site_of("briefings/\n  a.yml +\n    title: A\n  b.yml +\n    title: B\n"), "fostering")
    assert 'href="../compare.html?id=a&amp;id=b"' in html
