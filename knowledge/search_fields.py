"""What of an entry is searched."""

from dataclasses import dataclass

from knowledge.schema import AnyEntry, Cluster, Course, Faq, Funding, Glossary


@dataclass(frozen=True)
class Fields:
    """An entry's searchable texts, from strong to weak."""

    names: tuple[str, ...]
    """What the entry is called: term, abbreviations, synonyms, names. Empty for questions."""
    questions: tuple[str, ...]
    """Question and phrasings; each is compared on its own."""
    keywords: tuple[str, ...]
    body: str

    @property
    def probes(self) -> tuple[str, ...]:
        """Texts that a query may equal."""
        return (*self.questions, *self.names)


def _join(*texts: str | None) -> str:
    return " . ".join(text for text in texts if text)


def fields_of(entry: AnyEntry) -> Fields | None:
    """Return what is searched; None for kinds that answer nothing by themselves."""
    if isinstance(entry, Faq):
        return Fields((), (entry.question, *entry.phrasings), tuple(entry.keywords), entry.answer)
    if isinstance(entry, Glossary):
        return Fields((entry.term, *entry.abbreviations, *entry.synonyms), (), (), entry.definition)
    if isinstance(entry, Funding):
        body = _join(entry.summary, entry.audience, entry.agency)
        return Fields((entry.name, *entry.aliases), (), (entry.instrument,), body)
    if isinstance(entry, Course):
        body = _join(entry.description, entry.audience, entry.format)
        return Fields((entry.name, *entry.aliases), (), (entry.provider, entry.location), body)
    if isinstance(entry, Cluster):
        return Fields((entry.name, *entry.aliases), (), (*entry.focus, *entry.places), entry.description)
    return None
