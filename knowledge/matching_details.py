"""Details of a company that can be asked for: what is plausible as an answer, and what answering takes. No I/O."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from knowledge.matching import Knowledge, Profile, Range
from knowledge.rules.purpose import wanted
from knowledge.schema import Audience, Purpose, Stage

MILLION = 1_000_000
Answers = Callable[[Knowledge, Profile], Iterable[Any]]


@dataclass(frozen=True)
class Detail:
    """A detail of a profile."""

    field: str
    answers: Answers
    """Plausible answers; one that is likelier comes more than once."""
    effort: int
    """What answering takes: 1 for what everybody knows and tells anybody, 2 where the right word has to be found, 3 for
    what takes a moment of thought or is told unwillingly, 4 for what has to be looked up. See `worth_asking`."""

    def is_known(self, profile: Profile) -> bool:
        """Whether the company has told it, be it only roughly."""
        if self.field == "region_ids" and profile.outside_state:
            return True
        return getattr(profile, self.field) not in (None, (), (None, None))


def _exactly(*values: int) -> Answers:
    return lambda *_: [(value, value) for value in values]


def _sums(*values: int) -> Answers:
    """Sums that a company of the known size can have: none of more than a million euros a head, but the smallest."""

    def plausible(_: Knowledge, profile: Profile) -> Iterable[Range]:
        people = (profile.employees or (None, None))[1]
        return [(value, value) for value in values if people is None or value <= max(values[0], people * MILLION)]

    return plausible


def _of_each(kind: type[Enum]) -> Answers:
    return lambda *_: list(kind)


def _purposes(_: Knowledge, profile: Profile) -> Iterable[Purpose]:
    """The purpose that follows from the concern is as likely as all others together."""
    derived = wanted(profile)
    likelier = [] if derived is None else [derived] * (len(Purpose) - 2)
    return [*Purpose, *likelier]


DETAILS: Mapping[str, Detail] = {
    "topic": Detail("topic", lambda knowledge, _: [term.id for term in knowledge.taxonomy.topics if term.concern], 1),
    "company_size": Detail("employees", _exactly(5, 30, 75, 150, 400, 800), 1),
    "place": Detail("region_ids", lambda knowledge, _: [(area,) for area in knowledge.regions.of_level("region")], 1),
    "sector": Detail("sector", lambda knowledge, _: [term.id for term in knowledge.taxonomy.sectors], 2),
    "turnover": Detail("turnover_eur", _sums(1 * MILLION, 15 * MILLION, 35 * MILLION, 100 * MILLION, 600 * MILLION), 3),
    "balance": Detail("balance_eur", _sums(1 * MILLION, 15 * MILLION, 35 * MILLION, 100 * MILLION), 4),
    "age": Detail("age_years", _exactly(2, 20), 3),
    "stage": Detail("stage", _of_each(Stage), 3),
    "purpose": Detail("purpose", _purposes, 3),
    "audience": Detail("audience", _of_each(Audience), 2),
}
"""Details by the names that findings give as missing. Numbers: one between any two limits that programmes have (50,
100, 250 and 500 people; 20, 43, 50 and 500 million euros; five years)."""
