"""Writes down the words of the content that the bot reads out of messages."""

from collections.abc import Iterable, Iterator

from german.analysis import is_stop_word, tokenise
from german.keywords import Keyword
from german.places import PlaceName
from german.vocabulary import Vocabulary
from knowledge.content_files import Content
from knowledge.schema import AnyEntry, Course, Funding, Glossary, Region, Status, Term


def place_names(region: Region) -> Iterator[PlaceName]:
    """Return the names of a region and of the places in it."""
    for name in (region.name, *region.short_names):
        yield PlaceName(name, region.id)
    for place in region.places:
        for name in (place.name, *place.short_names):
            yield PlaceName(name, region.id, place.ask_back)


def _terms(terms: Iterable[Term]) -> tuple[Keyword, ...]:
    keywords = (Keyword(term.id, phrase) for term in terms for phrase in (term.label, *term.keywords))
    return tuple(dict.fromkeys(keywords))


def _names_of(entry: AnyEntry) -> tuple[str, ...]:
    if isinstance(entry, Glossary):
        return entry.term, *entry.abbreviations, *entry.synonyms
    return (entry.name, *entry.aliases) if isinstance(entry, Funding | Course) else ()


def _is_telling(name: str) -> bool:
    """Whether a name stays itself without its stop words; "Digital Jetzt" would be found in every "digital"."""
    words = [token.folded for token in tokenise(name)]
    content = [word for word in words if not is_stop_word(word)]
    return bool(content) and (len(content) > 1 or len(words) == 1)


def _names(entries: Iterable[AnyEntry]) -> tuple[Keyword, ...]:
    keywords = (Keyword(entry.id, name) for entry in entries for name in _names_of(entry) if _is_telling(name))
    return tuple(dict.fromkeys(keywords))


def export(content: Content) -> Vocabulary:
    """Return the places and keywords of all published content, in the order of the files.

    Keywords by entity: ``topic``, ``sector`` and ``goal`` name a term of the taxonomy; ``program``, ``course`` and
    ``term`` name an entry.
    """
    published = [entry for entry in content.entries.values() if entry.status is Status.PUBLISHED]
    places = (name for entry in published if isinstance(entry, Region) for name in place_names(entry))
    return Vocabulary(
        places=tuple(dict.fromkeys(places)),
        keywords={
            "topic": _terms(topic for topic in content.taxonomy.topics if topic.concern),
            "sector": _terms(content.taxonomy.sectors),
            "goal": _terms(content.taxonomy.goals),
            "program": _names(entry for entry in published if isinstance(entry, Funding)),
            "course": _names(entry for entry in published if isinstance(entry, Course)),
            "term": _names(entry for entry in published if isinstance(entry, Glossary)),
        },
    )
