"""Which detail to ask next: the one whose answer would change the shown result most. No I/O.

For every plausible answer the matches are made anew and compared with those of the present profile. An answer is worth
the more, the more it replaces, decides or puts first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

from knowledge.matching import Knowledge, Match, Offer, Profile, Range, best, destination
from knowledge.schema import Audience, Cluster, Course, Funding, Purpose, Stage

KINDS: Mapping[str, tuple[type[Offer], ...]] = {
    "funding": (Funding,),
    "training": (Course,),
    "advice": (Cluster,),
    "partner": (Cluster,),
    "information": (Cluster, Course),
}
"""Kinds of entries that a goal is served with; all while it is open."""
MILLION = 1_000_000
ALL_KINDS: tuple[type[Offer], ...] = (Funding, Course, Cluster)

REPLACED = 2
"""Worth of a shown entry that another takes the place of."""
DECIDED = 1
"""Worth of a shown entry that gets another verdict, or needs another detail for it."""
PUT_FIRST = 1
"""Worth of another entry in the first place."""
HANDED_ELSEWHERE = 1
"""Worth of another organisation that a request would go to: it is told, whatever the goal."""


class UnknownDetailError(ValueError):
    """No such detail of a profile can be asked for."""


Answers = Callable[[Knowledge, Profile], Iterable[Any]]


@dataclass(frozen=True)
class Detail:
    """A detail of a profile and the plausible answers that are tried."""

    field: str
    answers: Answers

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


DETAILS: Mapping[str, Detail] = {
    "topic": Detail("topic", lambda knowledge, _: [term.id for term in knowledge.taxonomy.topics if term.concern]),
    "company_size": Detail("employees", _exactly(5, 30, 75, 150, 400, 800)),
    "place": Detail("region_ids", lambda knowledge, _: [(area,) for area in knowledge.regions.of_level("region")]),
    "sector": Detail("sector", lambda knowledge, _: [term.id for term in knowledge.taxonomy.sectors]),
    "turnover": Detail("turnover_eur", _sums(1 * MILLION, 15 * MILLION, 35 * MILLION, 100 * MILLION, 600 * MILLION)),
    "balance": Detail("balance_eur", _sums(1 * MILLION, 15 * MILLION, 35 * MILLION, 100 * MILLION)),
    "age": Detail("age_years", _exactly(2, 20)),
    "stage": Detail("stage", _of_each(Stage)),
    "purpose": Detail("purpose", _of_each(Purpose)),
    "audience": Detail("audience", _of_each(Audience)),
}
"""Details by the names that findings give as missing. Numbers: one between any two limits that programmes have (50,
100, 250 and 500 people; 20, 43, 50 and 500 million euros; five years)."""


def _change(before: Sequence[Match], after: Sequence[Match]) -> int:
    known = {match.entry.id: (match.verdict, match.missing) for match in before}
    kept = [match for match in after if match.entry.id in known]
    replaced = max(len(before), len(after)) - len(kept)
    decided = sum((match.verdict, match.missing) != known[match.entry.id] for match in kept)
    first, then_first = ([match.entry.id for match in matches[:1]] for matches in (before, after))
    return REPLACED * replaced + DECIDED * decided + PUT_FIRST * (first != then_first)


@dataclass(frozen=True)
class _Shown:
    """What a visitor would see of each kind, and the organisation that a request would go to."""

    kinds: tuple[tuple[Match, ...], ...]
    target: str | None

    def change(self, after: "_Shown") -> int:
        """Return what the change to another result is worth."""
        elsewhere = HANDED_ELSEWHERE * (self.target != after.target)
        return sum(map(_change, self.kinds, after.kinds)) + elsewhere


@dataclass(frozen=True)
class _Comparison:
    """Compares what a company is shown now with what it would be shown if it told a detail."""

    profile: Profile
    knowledge: Knowledge
    today: date

    def shown(self, profile: Profile) -> _Shown:
        kinds = KINDS.get(self.profile.goal or "", ALL_KINDS)
        target = destination(profile, self.knowledge, self.today)
        matches = tuple(best(kind, profile, self.knowledge, self.today) for kind in kinds)
        return _Shown(matches, target.entry.id if target else None)

    @cached_property
    def before(self) -> _Shown:
        return self.shown(self.profile)

    def worth(self, detail: Detail) -> Fraction:
        """Return the mean change over the plausible answers."""
        changes = [
            self.before.change(self.shown(replace(self.profile, **{detail.field: answer})))
            for answer in detail.answers(self.knowledge, self.profile)
        ]
        return Fraction(sum(changes), max(1, len(changes)))


def most_telling(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> str | None:
    """Return the unknown detail among ``askable`` that would change the shown result most, or None if none would.

    Of details that are worth the same the first one is returned. Costs one matching for each plausible answer.

    Raises:
        UnknownDetailError: ``askable`` names something else than a key of `DETAILS`.
    """
    comparison = _Comparison(profile, knowledge, today)
    worths: dict[str, Fraction] = {}
    for name in askable:
        if name not in DETAILS:
            raise UnknownDetailError(f"{name} is no detail; there are {', '.join(DETAILS)}")
        if not DETAILS[name].is_known(profile):
            worths[name] = comparison.worth(DETAILS[name])
    found = max(worths, key=lambda name: worths[name], default=None)
    return found if found and worths[found] else None
