"""Cluster organisations, networks and transfer offices."""

from enum import StrEnum
from typing import Literal

from typing_extensions import override

from knowledge.schema.entry import Entry
from knowledge.schema.fields import EntryId, TermId, Text, Url


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
