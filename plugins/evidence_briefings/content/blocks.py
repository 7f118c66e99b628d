"""The parts a record is made of, each a closed and frozen block. The field names are the YAML keys."""

from __future__ import annotations

from typing import Annotated, ClassVar
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from .fields import CalendarDate, Doi, Email, PartialDate, RecordId, Url
from .localised import Language, Localised, TermOf, Text

Say = Annotated[Localised, Text()]
Name = Annotated[Localised, Text(name=True)]
Title = Annotated[Localised, Text(as_published=True)]
Story = Annotated[Localised, Text(markdown=True)]
Figure = Annotated[float, Field(allow_inf_nan=False)]

Nation = Annotated[str, TermOf("nations")]
Place = Annotated[str, TermOf("places")]
Reported = Annotated[str, TermOf("reported")]

IN_DOI = "/:;()._-~!$&'*+,=@"
"""Signs that stand for themselves in the path of an address."""


class Block(BaseModel):
    """A part of a record: closed (unknown keys are errors) and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False, populate_by_name=False)


class Message(Block):
    """A practice message: what a reader can do."""

    text: Annotated[Localised, Text(words=45)]
    audiences: list[Annotated[str, TermOf("audiences")]] = Field(default=[], description="Whom this message is for")


class Applies(Block):
    """Whether the evidence applies in one nation, and why. May be written as the one word."""

    SHORTHAND: ClassVar[str] = "applies"

    applies: Annotated[str, TermOf("applies")]
    note: Say | None = None


class Law(Block):
    """Law or policy of one nation, kept apart from research."""

    nation: Nation
    instrument: Title = Field(description="The Act, regulations, code or policy")
    note: Say | None = None
    url: Url | None = None
    as_of: CalendarDate | None = None


def _term_or_block(value: object) -> object:
    return {"applies": value} if isinstance(value, str) else value


class Relevance(Block):
    """Where the evidence comes from and where it applies."""

    evidence_from: list[Place] = Field(min_length=1, description="Where the studies were done")
    applies_to: dict[Nation, Annotated[Applies, BeforeValidator(_term_or_block)]] = Field(
        description="Each nation, at least wales: yes, partly, no, unknown, or {applies: partly, note: ...}"
    )
    law: list[Law] = Field([], description="Law and policy, kept apart from research")


class Evidence(Block):
    """How sure a reader can be, and what to be careful about."""

    knowledge: list[Annotated[str, TermOf("knowledge")]] = Field(min_length=1, description="What it rests on")
    base: Annotated[str, TermOf("bases")] = Field(description="How much evidence there is")
    designs: list[Annotated[str, TermOf("designs")]] = []
    participants: Say | None = Field(None, description="Who took part and how many, in words")
    peer_reviewed: Reported = "not-reported"
    funder: Name | None = None
    limitations: list[Say] = Field(min_length=1, description="What a reader must be careful about")
    unclear: list[Say] = Field([], description="Open questions")
    disagreements: list[Say] = Field([], description="Contrary findings")


class Rating(Block):
    """A rating that somebody else gave, on their own scale. Never converted, never averaged."""

    scheme: Annotated[str, TermOf("schemes")]
    value: str
    modifier: str | None = None
    version: str | None = Field(None, description="The version of the scheme's rules that it was given by")
    context: Say | None = Field(
        None, description="The phase, age, outcome or population that was rated; on some schemes one of their codes"
    )
    criteria_scores: dict[str, str] = Field({}, description="The scores behind it, by the codes of the scheme")
    rated_by: Name | None = None
    rated_on: PartialDate | None = None
    url: Url | None = None


class Source(Block):
    """A publication that the briefing rests on, as it was published."""

    title: str = Field(min_length=1)
    authors: list[str] = []
    year: int | None = Field(None, ge=1500, le=2200)
    publisher: str | None = None
    journal: str | None = None
    type: Annotated[str, TermOf("source-types")] = "other"
    url: Url | None = None
    doi: Doi | None = None
    open_url: Url | None = Field(None, description="Address of a free copy, where the main address is not free")
    access: Annotated[str, TermOf("access")] = "unknown"
    language: Language = "en"
    note: Say | None = None

    @property
    def free_url(self) -> str | None:
        """The address of a copy that anybody can read, or None where no such copy is known."""
        if self.open_url:
            return self.open_url
        return self.address if self.access == "open" else None

    @property
    def address(self) -> str | None:
        """The address to follow: the page given, else the DOI's."""
        return self.url or (f"https://doi.org/{quote(self.doi, safe=IN_DOI)}" if self.doi else None)


class Owner(Block):
    """Who keeps the record current: a team and its mailbox, not a person's private address."""

    team: Say = Field(description="Who keeps the record current")
    email: Email | None = None


class Contact(Block):
    """Who to ask."""

    role: Say
    email: Email | None = None
    url: Url | None = None


class Change(Block):
    """What changed in the record, and when."""

    date: CalendarDate
    note: Say


class Argument(Block):
    """One thing that speaks for something or against it, or that it depends on."""

    text: Say
    from_: list[RecordId] = Field([], alias="from", description="Ids of the records it comes from; none: this one")


class Balance(Block):
    """Pros and cons, each with the records they come from. Only for kinds that draw conclusions."""

    for_: list[Argument] = Field([], alias="for", description="What speaks for it")
    against: list[Argument] = Field([], description="What speaks against it")
    depends_on: list[Argument] = Field([], description="What decides whether it is right for somebody")

    @property
    def named(self) -> list[str]:
        """The ids of all records that the arguments come from, each once."""
        arguments = (*self.for_, *self.against, *self.depends_on)
        return list(dict.fromkeys(name for argument in arguments for name in argument.from_))


class Cost(Block):
    """What something costs. A figure needs its currency and price year."""

    item: Say | None = Field(None, description="What the money is for")
    low: Figure | None = Field(None, description="The least it costs, or the one figure that is known")
    high: Figure | None = Field(None, description="The most it costs")
    currency: Annotated[str, TermOf("currencies")] | None = None
    per: Say | None = Field(None, description="For each what: family, worker, year")
    price_year: int | None = Field(None, ge=1900, le=2200)
    note: Say | None = None


class Effect(Block):
    """What was found for one outcome, as the study reports it."""

    outcome: Say
    measure: Say | None = Field(None, description="How it was reckoned, such as Odds ratio; same words, same axis")
    value: Figure | None = Field(None, description="The size of the effect; left out if not reported")
    ci_low: Figure | None = Field(None, description="The lower end of its confidence interval")
    ci_high: Figure | None = Field(None, description="The upper end")
    no_effect: Figure | None = Field(
        None,
        description="The value that means no difference: 0 for a difference, 1 for a ratio. If unsure, leave out",
    )
    unit: Say | None = Field(None, description="What it is counted in, such as days")
    n: int | None = Field(None, ge=0, description="How many people it rests on; left out if not reported")
    direction: Annotated[str, TermOf("directions")] | None = Field(
        None, description="What was found; left out if not reported"
    )
    plain: Say | None = Field(None, description="The effect in plain words")


class TestedWith(Block):
    """Where and with whom a programme was tested."""

    places: list[Place] = []
    settings: list[Say] = []
    ages: Say | None = None
    ethnicity: Say | None = None
    place_types: list[Annotated[str, TermOf("place-types")]] = Field([], description="Rural, urban, coastal or mixed")
    number: int | None = Field(None, ge=0, description="How many people took part")
    retention: Say | None = Field(None, description="How many stayed to the end")
    note: Say | None = None


class TheoryOfChange(Block):
    """How a programme is meant to work."""

    inputs: list[Say] = Field([], description="What goes in")
    activities: list[Say] = Field([], description="What people do")
    mechanisms: list[Say] = Field([], description="Why that should help")
    outcomes: list[Say] = Field([], description="What should get better")


class Economic(Block):
    """Whether the benefits are worth the money, as a source reckons it."""

    benefit_cost_ratio: Figure | None = Field(None, description="Benefits divided by costs; above 1 they are larger")
    chance: Figure | None = Field(None, ge=0, le=100, description="Chance that benefits exceed costs, in percent")
    who_benefits: list[Say] = []
    note: Say | None = Field(None, description="What was counted, over how many years, and in which country")


class AdaptedWithoutEvaluation(Block):
    """That the version described was changed, and nobody has tested it since."""

    note: Say = Field(description="What was changed, by whom and where")


class Programme(Block):
    """A named intervention. Only for kind programme."""

    ages: Say | None = None
    settings: list[Say] = []
    delivered_by: list[Say] = Field([], description="Which workers")
    training: Say | None = None
    manual: Reported = Field("not-reported", description="Whether there is a manual")
    dose: Say | None = Field(None, description="How much and how long")
    fidelity: Say | None = Field(None, description="How to tell whether it is delivered as it was meant")
    available_in_uk: Reported = Field("not-reported", description="Whether it can be had in the United Kingdom")
    costs: list[Cost] = []
    economic: Economic | None = None
    effects: list[Effect] = []
    tested_with: TestedWith | None = None
    theory_of_change: TheoryOfChange | None = None
    core: list[Say] = Field([], description="What must stay as it is")
    can_change: list[Say] = Field([], description="What can be adapted")
    change_evidence: Say | None = Field(None, description="Whether such changes were tested, and what was found")
    adapted_without_evaluation: AdaptedWithoutEvaluation | None = Field(
        None, description="Where the version described was changed after it was tested; readers are warned"
    )
    equality: Say | None = Field(None, description="For whom it works better or worse, or that nobody has looked")
    referral: Say | None = Field(None, description="Who can be referred, and how")


class Output(Block):
    """Something a project produced, with its title as it was published."""

    title: str = Field(min_length=1)
    language: Language = "en"
    url: Url | None = None
    year: int | None = Field(None, ge=1500, le=2200)


class Impact(Block):
    """What changed because of a project."""

    date: PartialDate | None = None
    where: Say | None = None
    what: Say


class Project(Block):
    """A research project. Only for kind project."""

    status: Annotated[str, TermOf("project-statuses")]
    background: Say | None = Field(None, description="How the project came about: who asked for it, and why")
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    lead: Name | None = None
    partners: list[Name] = []
    funder: Name | None = None
    reference: str | None = None
    questions: list[Say] = []
    methods: list[Say] = []
    seeking: list[Say] = Field([], description="What it is looking for, in words")
    seeking_kinds: list[Annotated[str, TermOf("seeking-kinds")]] = Field(
        [], description="The same as terms, so that readers can search by it"
    )
    outputs: list[Output] = []
    impact: list[Impact] = []


class PracticeExample(Block):
    """Something that was tried somewhere. Only for kind practice-example."""

    where: Say
    what_worked: list[Say] = []
    what_did_not: list[Say] = []
    lessons: list[Say] = []


class Voice(Block):
    """What somebody said: ``said`` reports it in our words, ``quote`` is verbatim from a published source."""

    said: Say | None = None
    quote: Say | None = None
    speaker_role: Say
    consent: Annotated[str, TermOf("consents")]
    source: Name | None = None
