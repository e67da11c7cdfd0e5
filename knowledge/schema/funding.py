"""Funding programmes."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from typing_extensions import override

from knowledge.schema.availability import Availability
from knowledge.schema.entry import Entry
from knowledge.schema.fields import EntryId, TermId, Text, Url


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
