"""What a company would be shown if it told one detail more. No I/O.

Most entries are excluded by their first rules, which look at few details. So every entry is judged once for the present
profile, with a note of what its rules looked at; an answer can change only the entries that looked at its detail.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from knowledge.matching import LIMIT, Knowledge, Match, Offer, Profile, choose, judge, nearby_hub, offers, ranked
from knowledge.rules.findings import Case
from knowledge.schema import Cluster


class _WatchedProfile:
    """A profile that notes which of its fields are read."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._profile, name)


@dataclass(frozen=True)
class _Judged:
    """An entry, how it suits the company (None: not at all), and the fields of the profile that decided it."""

    entry: Offer
    match: Match | None
    looked_at: frozenset[str]


@dataclass(frozen=True)
class Shown:
    """What a visitor would see of each kind, and the id of the organisation that a request would go to."""

    kinds: tuple[tuple[Match, ...], ...]
    target: str | None


@dataclass(frozen=True)
class Outlook:
    """What a company is shown of certain kinds on a day, as it is known and with one detail more."""

    profile: Profile
    knowledge: Knowledge
    today: date
    kinds: tuple[type[Offer], ...]

    @cached_property
    def now(self) -> Shown:
        """What is shown for the present profile."""
        return self._shown(self.profile, lambda judged: judged.match)

    def told(self, field: str, answer: Any) -> Shown:
        """Return what would be shown if this field of the profile had this value."""
        profile = replace(self.profile, **{field: answer})
        case = Case(profile, self.knowledge, self.today)
        return self._shown(
            profile, lambda judged: judge(judged.entry, case) if field in judged.looked_at else judged.match
        )

    @cached_property
    def _judged(self) -> Mapping[type[Offer], list[_Judged]]:
        return {kind: [*map(self._watch, offers(kind, self.knowledge))] for kind in {*self.kinds, Cluster}}

    def _watch(self, entry: Offer) -> _Judged:
        watched = _WatchedProfile(self.profile)
        match = judge(entry, Case(cast("Profile", watched), self.knowledge, self.today))
        return _Judged(entry, match, frozenset(watched.read))

    def _shown(self, profile: Profile, judged_now: Callable[[_Judged], Match | None]) -> Shown:
        suitable = {kind: ranked(map(judged_now, judged)) for kind, judged in self._judged.items()}
        target = choose(suitable[Cluster], lambda: nearby_hub(profile, self.knowledge, self.today))
        kinds = tuple(tuple(suitable[kind][:LIMIT]) for kind in self.kinds)
        return Shown(kinds, target.entry.id if target else None)
