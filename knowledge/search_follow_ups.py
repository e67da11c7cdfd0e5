"""Questions that need the one before: "Und wie hoch ist der Zuschuss?"."""

from collections.abc import Sequence

from german.analysis import tokenise
from knowledge.schema import AnyEntry, Faq, Glossary
from knowledge.search_terms import Word

LINKS = frozenset({"und", "aber", "oder", "dann", "also"})
"""First words that go on with what was said."""
REFERENCES = frozenset({
    "das", "dies", "dieses", "diese", "dieser", "diesen", "davon", "dafuer", "dazu", "damit", "daran", "dabei",
    "darueber", "dort", "es", "deren", "dessen", "denen", "beides",
})  # fmt: skip
MOST_THINGS = 2
"""A question that names more things of its own needs no other one."""


def is_elliptic(query: str, words: Sequence[Word]) -> bool:
    """Tell whether a question may be about what was spoken of before: it goes on, refers back, or names nothing."""
    tokens = [token.folded for token in tokenise(query)]
    things = [word for word in words if word.names_a_thing]
    refers = bool(tokens) and (tokens[0] in LINKS or not REFERENCES.isdisjoint(tokens))
    return bool(tokens) and len(things) <= MOST_THINGS and (refers or not things)


def neighbours(entry: AnyEntry) -> frozenset[str]:
    """Return the ids of the entries that a follow-up question may be about: this one and those that it names."""
    named = [*entry.related, *entry.ask_next] if isinstance(entry, Faq) else []
    named += entry.see_also if isinstance(entry, Glossary) else []
    return frozenset([entry.id, *named])
