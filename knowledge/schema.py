"""What an entry of the knowledge store looks like, one model per kind.

The models validate the YAML under ``knowledge/content/`` and the rows of the store alike. Field names are
English, field contents German. Amounts are in euros, limits are inclusive.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from typing_extensions import override

from knowledge.figures import unfounded

PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")
HTTP_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<!--|&(?:[a-zA-Z]+|#\w+);")
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that no text needs, that a reader does not see, and that not every database and file keeps."""


class Status(StrEnum):
    """Where an entry stands in its editorial life; only published entries are shown to visitors."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Confidence(StrEnum):
    """How sure the research was of an entry's facts. Below ``high`` the visitor is told so."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def _plain_text(text: str) -> str:
    if MARKUP.search(text):
        raise ValueError("plain text without HTML is expected")
    if INVISIBLE.search(text):
        raise ValueError("text without tabs and invisible characters is expected")
    if not text.strip():
        raise ValueError("some text is expected")
    return text.strip()


def _partial_date(value: object) -> object:
    """YAML reads ``2015`` as a number and ``2024-03-01`` as a date; both are partial dates here."""
    text = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value
    if not isinstance(text, str) or not (parts := PARTIAL_DATE.fullmatch(text)):
        raise ValueError("a date YYYY, YYYY-MM or YYYY-MM-DD is expected")
    try:
        date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError as error:
        raise ValueError(f"{text} is not a day of the calendar") from error
    return text


def _http_url(text: str) -> str:
    """Check with pydantic's URL parser, which would overlook blanks and line ends, and keep the editor's spelling."""
    if text.split() != [text]:
        raise ValueError("an address without blanks is expected")
    try:
        HTTP_URL.validate_python(text)
    except ValidationError as error:
        raise ValueError("an address that starts with https:// or http:// is expected") from error
    return text


Text = Annotated[str, AfterValidator(_plain_text)]
PartialDate = Annotated[str, BeforeValidator(_partial_date)]
Url = Annotated[str, AfterValidator(_http_url)]
EntryId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
TermId = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]


def first_day(partial: str) -> date:
    """First day of a partial date: ``2023`` is 2023-01-01."""
    numbers = [int(part) for part in partial.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    return date(year, month, day)


def last_day(partial: str) -> date:
    """Last day of a partial date: ``2023`` is 2023-12-31."""
    numbers = [int(part) for part in partial.split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], calendar.monthrange(numbers[0], numbers[1])[1])
    return date(*numbers)


class Strict(BaseModel):
    """An unknown field is a typing error of the editor, never data."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a fact was read. ``url`` is missing for printed sources."""

    title: Text
    url: Url | None = None


class Entry(Strict):
    """What every entry has, whatever its kind."""

    TEXTS: ClassVar[tuple[str, ...]] = ()
    """Fields whose numbers have to stand in `FOUNDED`, too."""
    FOUNDED: ClassVar[tuple[str, ...]] = ("figures", "as_of", "valid_from", "valid_until")

    id: EntryId
    status: Status = Status.PUBLISHED
    topics: Annotated[list[TermId], Field(min_length=1)]
    source: Source
    more_sources: list[Url] = []
    as_of: PartialDate | None = None
    """Date that the source itself names; None when it names none."""
    as_of_estimated: bool = False
    """True when ``as_of`` was concluded from the source's content."""
    checked_on: date
    """Day on which the source was read."""
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    review_by: date
    confidence: Confidence
    owner: Annotated[Text, Field(max_length=80)] | None = None
    """Organisation that keeps the entry; None for entries that all organisations share."""
    figures: list[Text] = []
    """Amounts, limits and dates as the sources give them. A number in the texts that stands neither here nor in another
    structured field is refused, so that nobody changes one without looking at the source."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "Entry":
        if self.valid_from and self.valid_until and last_day(self.valid_until) < first_day(self.valid_from):
            raise ValueError("valid_until lies before valid_from")
        return self

    @model_validator(mode="after")
    def _numbers_are_founded(self) -> "Entry":
        founded = [getattr(self, field) for field in self.FOUNDED]
        for field in self.TEXTS:
            value = getattr(self, field)
            if missing := unfounded(value if isinstance(value, list) else [value], founded):
                raise ValueError(
                    f"{field}: {', '.join(missing)} is expected in figures as well, as the source gives it"
                )
        return self

    @property
    def title(self) -> str:
        """The entry's name for people."""
        raise TypeError(f"{type(self).__name__} names no title")

    def is_valid_on(self, day: date) -> bool:
        """Whether the entry holds on that day: neither before its start nor after its end."""
        started = self.valid_from is None or first_day(self.valid_from) <= day
        ended = self.valid_until is not None and last_day(self.valid_until) < day
        return started and not ended


class Faq(Entry):
    """A question that visitors ask, with an answer of 40 to 120 words that starts with the answer."""

    TEXTS = ("answer",)
    FOUNDED = (*Entry.FOUNDED, "question")

    kind: Literal["faq"] = "faq"
    question: Text
    phrasings: Annotated[list[Text], Field(min_length=2, max_length=16)]
    keywords: list[Text] = []
    answer: Text
    related: list[EntryId] = []
    ask_next: Annotated[list[EntryId], Field(max_length=3)] = []
    """Entries that visitors are offered as their next question, best first."""

    @property
    @override
    def title(self) -> str:
        return self.question

    @model_validator(mode="after")
    def _answer_has_a_readable_length(self) -> "Faq":
        words = len(self.answer.split())
        if not 40 <= words <= 120:
            raise ValueError(f"answer: 40 to 120 words are expected, these are {words}")
        return self


class Glossary(Entry):
    """A term with its definition in one to three sentences."""

    TEXTS = ("definition",)
    FOUNDED = (*Entry.FOUNDED, "term", "abbreviations", "synonyms")

    kind: Literal["glossary"] = "glossary"
    term: Text
    abbreviations: list[Text] = []
    synonyms: list[Text] = []
    definition: Text
    see_also: list[EntryId] = []

    @property
    @override
    def title(self) -> str:
        return self.term


class ClusterActivity(StrEnum):
    """Whether an organisation still works, as far as its sources tell."""

    ACTIVE = "active"
    UNCLEAR = "unclear"
    DISSOLVED = "dissolved"


class Cluster(Entry):
    """A cluster organisation, network or transfer office. Never a person, phone number or personal address."""

    TEXTS = ("description", "notes")
    FOUNDED = (*Entry.FOUNDED, "name", "aliases", "carrier", "focus", "labels", "members")

    kind: Literal["cluster"] = "cluster"
    name: Text
    aliases: list[Text] = []
    organisation_type: Literal[
        "contact_point", "cluster", "umbrella", "digital_hub", "research_transfer", "state_agency",
        "state_network", "project", "transformation_network", "association", "directory", "location",
    ]  # fmt: skip
    """A ``location`` is a region with many companies of a trade, without an office that could be asked."""
    activity: ClusterActivity
    carrier: Text | None = None
    url: Url | None = None
    focus: list[Text]
    sectors: list[TermId]
    """Its own sector first. Empty for organisations that serve every sector."""
    statewide: bool
    regions: list[EntryId] = []
    places: list[Text] = []
    labels: list[Text] = []
    members: Text | None = None
    description: Text
    notes: list[Text] = []
    successors: list[EntryId] = []
    """Whom to name instead of a dissolved organisation."""

    @property
    @override
    def title(self) -> str:
        return self.name


class Availability(StrEnum):
    """Whether a programme or course can be used."""

    OPEN = "open"
    CALL = "call"
    ENDING = "ending"
    ENDED = "ended"
    UNCLEAR = "unclear"


class Purpose(StrEnum):
    """What the money of a programme may pay for."""

    ADVICE = "advice"
    RESEARCH = "research"
    INVESTMENT = "investment"
    TRAINING = "training"
    NETWORKING = "networking"


class Stage(StrEnum):
    """How far a company is with its concern (Werkstattpapier der ClusterAgentur Baden-Württemberg, 2015)."""

    INFORM = "inform"
    ANALYSE = "analyse"
    IMPLEMENT = "implement"


class Audience(StrEnum):
    """Whom a course is made for."""

    MANAGEMENT = "management"
    SPECIALISTS = "specialists"
    SKILLED_WORKERS = "skilled_workers"
    APPRENTICES = "apprentices"
    EVERYONE = "everyone"


class Help(StrEnum):
    """What kind of help a programme is, so that nothing else is taken for a grant."""

    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    TAX_RELIEF = "tax_relief"
    SERVICE = "service"
    """People who help, rooms and equipment; no money for the company."""


class Funding(Entry):
    """A funding programme. A limit of None means "not limited or not read"; limits are inclusive."""

    TEXTS = ("summary", "audience", "rate_note", "notes", "combination_note")
    FOUNDED = (
        *Entry.FOUNDED,
        "name",
        "aliases",
        "max_grant_eur",
        "max_loan_eur",
        "rate_percent",
        "max_employees",
        "max_turnover_eur",
        "max_balance_eur",
        "min_age_years",
        "max_age_years",
        "min_volume_eur",
        "term",
    )

    kind: Literal["funding"] = "funding"
    name: Text
    aliases: list[Text] = []
    level: Literal["state", "federal", "eu"]
    instrument: Text
    help: Help | None = None
    """None when not classified; then only ``instrument`` tells."""
    recommendable: bool = True
    """False for rules and funds that nobody applies to: they are explained when asked for, never recommended."""
    availability: Availability
    summary: Text
    audience: Text | None = None
    max_grant_eur: Annotated[int, Field(gt=0)] | None = None
    max_loan_eur: Annotated[int, Field(gt=0)] | None = None
    rate_percent: Annotated[int, Field(gt=0, le=100)] | None = None
    """Highest rate that an SME can get."""
    rate_note: Text | None = None
    max_employees: Annotated[int, Field(gt=0)] | None = None
    max_turnover_eur: Annotated[int, Field(gt=0)] | None = None
    max_balance_eur: Annotated[int, Field(gt=0)] | None = None
    """Where the programme accepts either, a company may exceed the turnover or the balance sheet, not both."""
    for_sme: bool = False
    """True when the sources name small and medium-sized enterprises without a limit: larger ones are told to ask."""
    min_age_years: Annotated[int, Field(gt=0)] | None = None
    """Years since foundation that a company must have completed."""
    max_age_years: Annotated[int, Field(gt=0)] | None = None
    min_volume_eur: Annotated[int, Field(gt=0)] | None = None
    """Smallest project, loan or grant that is taken."""
    purposes: list[Purpose] = []
    """Its main purpose first. Empty when the sources do not say."""
    stages: list[Stage] = []
    """Empty when it serves every stage."""
    sectors: list[TermId] = []
    """Empty when the programme is open to every sector."""
    area: Literal["baden_wuerttemberg", "rural_baden_wuerttemberg", "germany", "europe"]
    seat: Literal["head_office", "site", "project"] | None = None
    """What has to lie in the area; None when the sources do not say."""
    not_combinable_with: list[EntryId] = []
    """Programmes that cannot pay for the same costs."""
    combination_note: Text | None = None
    agency: Text | None = None
    url: Url | None = None
    term: Text | None = None
    successor: EntryId | None = None
    notes: list[Text] = []

    @property
    @override
    def title(self) -> str:
        return self.name

    @model_validator(mode="after")
    def _ended_programmes_say_when(self) -> "Funding":
        if self.availability is Availability.ENDED and not (self.valid_until or self.notes):
            raise ValueError("an ended programme needs valid_until, or notes that say why no date is known")
        return self

    @override
    def is_valid_on(self, day: date) -> bool:
        return self.availability is not Availability.ENDED and super().is_valid_on(day)


class Course(Entry):
    """A further-training offer or place of learning."""

    TEXTS = ("description", "notes")
    FOUNDED = (
        *Entry.FOUNDED,
        "name",
        "aliases",
        "provider",
        "format",
        "audience",
        "location",
        "duration",
        "certificate",
        "cost",
        "max_employees",
    )

    kind: Literal["course"] = "course"
    name: Text
    aliases: list[Text] = []
    provider: Text
    format: Text
    online: bool
    audience: Text | None = None
    audiences: list[Audience] = []
    """Empty when the sources do not say."""
    sectors: list[TermId] = []
    """Empty for offers that are open to every sector."""
    max_employees: Annotated[int, Field(gt=0)] | None = None
    """Largest company that it is made for; inclusive."""
    free_of_charge: bool | None = None
    """None when the sources do not say."""
    location: Text
    regions: list[EntryId] = []
    """Empty for offers that are open to the whole state or country."""
    duration: Text | None = None
    certificate: Text | None = None
    cost: Text | None = None
    fundable_by: list[EntryId] = []
    url: Url | None = None
    availability: Availability
    description: Text
    notes: list[Text] = []

    @property
    @override
    def title(self) -> str:
        return self.name

    @override
    def is_valid_on(self, day: date) -> bool:
        return self.availability is not Availability.ENDED and super().is_valid_on(day)


class Place(Strict):
    """A town or village of a Kreis, under the names that people use for it."""

    name: Text
    short_names: list[Text] = []
    ask_back: bool = False
    """True when a place of the same name lies outside Baden-Württemberg, so that the name alone does not tell."""


class Region(Entry):
    """A Regierungsbezirk, a Region or a Kreis."""

    kind: Literal["region"] = "region"
    level: Literal["regierungsbezirk", "region", "kreis"]
    name: Text
    short_names: list[Text] = []
    parent: EntryId | None = None
    district_type: Literal["Stadtkreis", "Landkreis"] | None = None
    seat: Text | None = None
    licence_plate: Text | None = None
    chamber_of_commerce: Text | None = None
    chamber_of_crafts: Text | None = None
    places: list[Place] = []

    @property
    @override
    def title(self) -> str:
        return self.name

    @model_validator(mode="after")
    def _has_a_parent_unless_it_is_the_top(self) -> "Region":
        if (self.parent is None) is not (self.level == "regierungsbezirk"):
            raise ValueError("parent: every Region and Kreis needs one, a Regierungsbezirk has none")
        return self


AnyEntry = Annotated[Faq | Glossary | Cluster | Funding | Course | Region, Field(discriminator="kind")]
ENTRY: TypeAdapter[Faq | Glossary | Cluster | Funding | Course | Region] = TypeAdapter(AnyEntry)
MODELS: Mapping[str, type[Faq | Glossary | Cluster | Funding | Course | Region]] = {
    "faq": Faq,
    "glossary": Glossary,
    "cluster": Cluster,
    "funding": Funding,
    "course": Course,
    "region": Region,
}
"""The model of every kind."""


class Term(Strict):
    """A word of the shared vocabulary (topic, sector, goal) and how people say it.

    A keyword of several words matches when its stems stand within a short window, in any order.
    """

    id: TermId
    label: Text
    """Short German name for buttons and summaries."""
    keywords: list[Text]
    concern: bool = True
    """Whether a need can be about it; the other topics only sort entries ("Weiterbildung" is a goal)."""
    offered: bool = False
    """Whether the need form offers it as a button."""


class Taxonomy(Strict):
    """The shared vocabulary, each list in the order of its file, which is the order of the buttons."""

    topics: tuple[Term, ...] = ()
    sectors: tuple[Term, ...] = ()
    goals: tuple[Term, ...] = ()
    synonyms: tuple[tuple[Text, ...], ...] = ()
    """Groups of words and short phrases that mean the same; the first of each names the group."""

    @property
    def words(self) -> tuple[str, ...]:
        """All labels and keywords, as they are written."""
        terms = (*self.topics, *self.sectors, *self.goals)
        return tuple(word for term in terms for word in (term.label, *term.keywords))

    def label(self, term_id: str) -> str:
        """Return the German name of a topic, sector or goal; an unknown id is its own name."""
        terms = (*self.topics, *self.sectors, *self.goals)
        return next((term.label for term in terms if term.id == term_id), term_id)
