"""The other forms of a record: what each of them says, and what it says where nothing is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from evidence_briefings.site.page import Page
from evidence_briefings.site.products import PRODUCTS, ProductError, fit, read_products
from evidence_briefings.site.site import Site
from evidence_briefings.site.version import version_of
from markupsafe import Markup

FULL = """
    briefings/
      one.yml +
        kind: programme
        title: "*One* of <b>us</b>"
        was: [before]
        bottom_line: It may help some.
        summary: A summary of *it*.
        messages:
          - {text: Ask first., audiences: [frontline]}
          - {text: Fund it., audiences: [leaders, frontline]}
        relevance:
          evidence_from: [england]
          applies_to: {wales: {applies: partly, note: The law differs.}, england: yes}
        evidence:
          knowledge: [research]
          base: single-study
          limitations: [It was small., It was short.]
          disagreements: [Another study found none.]
        programme:
          costs: [{item: Training, low: 100, high: 1200.5, currency: GBP, per: worker, price_year: 2018}]
          effects: [{outcome: Wellbeing, direction: better, plain: A little.}, {outcome: School}]
          adapted_without_evaluation: {note: It was made shorter.}
        voices:
          - {said: It was a help., speaker_role: A parent, consent: given}
          - {said: It was not., speaker_role: Another parent, consent: given}
          - {said: I do not know., speaker_role: A third, consent: given}
        questions: [Whom would it help?]
        owner: {team: The team, email: team@example.org}
        leaders: {outcome: Parents feel less alone., cost: It costs little., decision: Whether to pay for it.}
        plain:
          about: Somebody visits you.
          found: [Some felt better., Few were asked.]
          means: [You could ask for it.]
          ask: [Is it there for me?]
        balance:
          for: [{text: It is liked., from: [two]}]
          against: [{text: It is rare.}]
      two.yml +
        title: The second
        messages: [{text: Ask.}]
      two.cy.yml +
        title: Yr ail
      rated.yml +
        title: Rated
        ratings:
          - {scheme: eif-strength, value: "3", modifier: "+", context: Reading}
          - {scheme: yef-impact, value: harmful}
      old.yml +
        title: Old
        status: archived
        superseded_by: two
"""


@pytest.fixture
def site(site_of: Callable[..., Site]) -> Site:
    """Return a site with a full record, a bare one and an archived one."""
    return site_of(FULL, lists="real")


def pages_of(site: Site) -> Mapping[str, Page]:
    made = (made for bundle in site.take_aways() for made in bundle.make())
    return {page.path: page for page in made if isinstance(page, Page)}


def html(site: Site, form: str, id: str, language: str = "en") -> str:
    return site.html(pages_of(site)[address(form, language, id)])


def said(site: Site, form: str, id: str, language: str = "en") -> str:
    """Return the words of a form of a record on one line."""
    return " ".join(Markup(html(site, form, id, language).replace("</dt>", "</dt> ")).striptags().split())


@pytest.mark.parametrize("form", PRODUCTS)
def test_each_form_is_stamped_with_strength_places_review_version_and_address(
    form: str, site_of: Callable[..., Site]
) -> None:
    site = site_of(FULL, site_url="https://example.org/e/", lists="real")
    words = said(site, form, "one")
    for stamp in (
        "Rests on One study",
        "Where it applies Wales: Applies in part; England: Applies; Scotland: Not known; Northern Ireland: Not known",
        "Last reviewed 1 November 2026",
        "Next review due 1 November 2027",
        f"Version {version_of(site.collection.shown['one'])}",
        f"Available at: https://example.org/e/{address(form, 'en', 'one')}",
    ):
        assert stamp in words


@pytest.mark.parametrize("form", PRODUCTS)
def test_ratings_are_stamped_in_the_words_of_their_schemes_and_harm_is_named(form: str, site: Site) -> None:
    stamp = said(site, form, "rated").rpartition("Rests on")[2].partition("Where it applies")[0]
    assert "3+ of 4" in stamp
    assert "(Reading)" in stamp
    assert stamp.endswith("– Harmful ")


@pytest.mark.parametrize("form", PRODUCTS)
def test_a_form_learns_its_address_when_it_is_read_where_the_site_has_none(form: str, site: Site) -> None:
    assert 'data-address="Available at: {}" hidden' in html(site, form, "one")


@pytest.mark.parametrize("form", PRODUCTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_stands_in_both_languages_and_search_engines_leave_it_alone(
    language: str, form: str, site: Site
) -> None:
    page = pages_of(site)[address(form, language, "two")]
    other = "cy" if language == "en" else "en"
    assert page.links.to(address(form, other, "two")) == page.meta["alternate"]
    assert page.meta["noindex"] is True
    assert page.path not in {made.path for made in site.pages()}


@pytest.mark.parametrize("form", PRODUCTS)
def test_a_text_that_has_no_welsh_is_marked_as_english_on_the_welsh_form(form: str, site: Site) -> None:
    shown = html(site, form, "one", "cy")
    assert '<span lang="en">*One* of &lt;b&gt;us&lt;/b&gt;</span>' in shown
    assert "Nid yw&#39;r papur briffio hwn yn Gymraeg eto" in shown or "Nid yw'r papur briffio hwn" in shown


@pytest.mark.parametrize("form", PRODUCTS)
def test_no_form_hides_that_a_programme_was_changed_since_it_was_tested(form: str, site: Site) -> None:
    assert "Changed since it was tested." in said(site, form, "one")
    assert "It was made shorter." in said(site, form, "one")


@pytest.mark.parametrize("form", PRODUCTS)
def test_a_form_of_an_archived_record_says_so_and_leads_to_what_replaces_it(form: str, site: Site) -> None:
    words = said(site, form, "old")
    assert "it is no longer kept up to date" in words
    assert "The second" in words


def test_a_card_says_what_to_do_one_caution_and_how_many_there_are(site: Site) -> None:
    words = said(site, "card", "one")
    for text in ("It may help some.", "The law differs.", "1 Ask first.", "Fund it.", "team@example.org"):
        assert text.removeprefix("1 ") in words
    assert "It was small. The briefing has 2 more." in words
    assert "It was short." not in words


def test_leaders_hear_voices_first_then_outcome_strength_cost_and_decision(site: Site) -> None:
    words = said(site, "leaders", "one")
    order = [
        "It was a help.",
        "Parents feel less alone.",
        "It was small.",
        "It costs little.",
        "Whether to pay for it.",
    ]
    assert sorted(order, key=words.index) == order
    assert "I do not know." not in words
    assert "The briefing has 1 more." in words
    assert "Training £100 to £1,200.50; For each: worker; Prices of 2018" in words
    assert "Wellbeing Better. A little." in words
    assert "School Not reported" in words
    assert "Is it worth the money? Not reported" in words


def test_leaders_read_only_the_messages_that_are_for_them(site: Site) -> None:
    words = said(site, "leaders", "one")
    assert "Fund it." in words
    assert "Ask first." not in words


def test_what_nobody_wrote_for_leaders_is_said_to_be_missing(site: Site) -> None:
    words = said(site, "leaders", "two")
    assert "It helps some people. Nobody has put this into words for leaders yet." in words
    assert "What does it cost? Not reported" in words
    assert "What is there to decide? The briefing asks for no decision." in words


def test_plain_words_say_what_was_found_and_what_a_reader_could_ask(site: Site) -> None:
    words = said(site, "plain", "one")
    for text in ("Somebody visits you.", "Some felt better.", "You could ask for it.", "Is it there for me?"):
        assert text in words
    assert "Nobody has put this into plain words yet." not in words


def test_a_record_without_plain_words_says_so_and_gives_its_conclusion_and_summary(site: Site) -> None:
    words = said(site, "plain", "two")
    assert "Nobody has put this into plain words yet." in words
    assert "It helps some people. What was found, in a few words." in words


@pytest.mark.parametrize("form", ["supervision", "team"])
def test_a_talk_has_messages_questions_and_the_question_what_it_means_for_us(form: str, site: Site) -> None:
    words = said(site, form, "one")
    for text in ("Ask first.", "Fund it.", "Whom would it help? So what? What does this mean for us?"):
        assert text in words
    assert "So what? What does this mean for us?" in said(site, form, "two")


def test_the_parts_of_a_team_meeting_take_ten_minutes(site: Site) -> None:
    shown = html(site, "team", "two")
    parts = shown.split('class="slide-minutes">')[1:]
    assert sum(int(part.split()[0]) for part in parts) == 10


def test_all_cautions_stand_in_the_pack_for_a_team(site: Site) -> None:
    words = said(site, "team", "one")
    for text in ("It was small.", "It was short.", "Another study found none."):
        assert text in words


def test_a_form_is_made_anew_when_a_record_that_its_pros_and_cons_name_changes(site_of: Callable[..., Site]) -> None:
    one = "one.yml +\n    balance: {for: [{text: Liked., from: [two]}], against: [{text: Rare.}]}"

    def key(title: str) -> object:
        site = site_of(f"briefings/\n  {one}\n  two.yml +\n    title: {title}\n")
        return next(bundle.key for bundle in site.take_aways() if bundle.name == ("record", "one"))

    assert key("The second") == key("The second")
    assert key("The second") != key("Another name")


@pytest.mark.parametrize("form", PRODUCTS)
def test_the_address_of_a_form_still_leads_to_it_after_its_record_was_renamed(form: str, site: Site) -> None:
    page = pages_of(site)[address(form, "en", "before")]
    assert page.meta["moved_to"] == "one.html"


def test_the_page_of_a_record_leads_to_every_form(site: Site) -> None:
    page = next(page for page in site.pages() if page.path == "cy/papurau-briffio/two.html")
    shown = site.html(page)
    for form in PRODUCTS:
        assert f'href="{page.links(form, "two")}"' in shown


def test_type_grows_smaller_with_the_length_of_the_text_and_then_the_page_says_that_it_is_too_long(
    site_of: Callable[..., Site],
) -> None:
    def fitting(messages: int) -> tuple[int, bool]:
        texts = "\n".join(f"      - {{text: {'word ' * 44}word.}}" for _ in range(messages))
        site = site_of(f"briefings/\n  one.yml +\n    messages:\n{texts}\n")
        found = fit("card", site.collection.shown["one"], "en")
        assert ("This is too long for one side." in said(site, "card", "one")) is not found.one_side
        return found.size, found.one_side

    sizes = [fitting(messages) for messages in (1, 3, 7)]
    assert sizes == sorted(sizes, key=lambda size: size[0])
    assert sizes[0] == (0, True)
    assert sizes[1][1]


def test_a_site_offers_the_forms_it_names_in_its_order() -> None:
    assert read_products(None) == PRODUCTS
    assert read_products(["large-print", "card"]) == ("large-print", "card")
    assert read_products([]) == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("card", "products in mkdocs.yml is no list. It is a list of these: card, leaders, plain"),
        (["cards"], 'products in mkdocs.yml names "cards". Did you mean "card"?'),
        ([1], 'products in mkdocs.yml names "1". It is a list of these'),
        (["card", "card"], 'products in mkdocs.yml names "card" twice'),
    ],
)
def test_a_choice_that_cannot_be_used_is_explained(value: object, message: str) -> None:
    with pytest.raises(ProductError) as raised:
        read_products(value)
    assert str(raised.value).startswith(message)
