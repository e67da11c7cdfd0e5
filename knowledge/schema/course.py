"""Further-training offers."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from knowledge.schema.availability import Availability
from knowledge.schema.entry import Entry
from knowledge.schema.fields import EntryId, TermId, Text, Url


class Audience(StrEnum):
    """Whom a course is made for."""

    MANAGEMENT = "management"
    SPECIALISTS = "specialists"
    SKILLED_WORKERS = "skilled_workers"
    APPRENTICES = "apprentices"
    EVERYONE = "everyone"


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
