"""Regierungsbezirke, Regionen, Kreise and their places."""

from typing import Literal

from pydantic import model_validator
from typing_extensions import override

from knowledge.schema.entry import Entry, Strict
from knowledge.schema.fields import EntryId, Text


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
