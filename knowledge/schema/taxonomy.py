"""The shared vocabulary."""

from knowledge.schema.entry import Strict
from knowledge.schema.fields import TermId, Text


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
