"""Questions that visitors ask."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from typing_extensions import override

from knowledge.schema.entry import Entry
from knowledge.schema.fields import EntryId, Text


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
