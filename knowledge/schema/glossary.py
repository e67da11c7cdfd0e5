"""Terms."""

from typing import Literal

from typing_extensions import override

from knowledge.schema.entry import Entry
from knowledge.schema.fields import EntryId, Text


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
