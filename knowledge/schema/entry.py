"""What every entry has, whatever its kind."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.figures import unfounded
from knowledge.schema.fields import EntryId, PartialDate, TermId, Text, Url, first_day, last_day


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
