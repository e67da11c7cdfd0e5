"""What rules look at and what they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from knowledge.regions import RegionTree
from knowledge.schema import AnyEntry, Cluster, Course, Funding, Taxonomy


class Verdict(StrEnum):
    """Whether an entry suits a company."""

    FITS = "fits"
    UNCLEAR = "unclear"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True)
class Profile:
    """What is known about a company and its concern. None and empty mean: not known."""

    goal: str | None = None
    topic: str | None = None
    employees: tuple[float | None, float | None] | None = None
    """Lowest and highest number of people, both inclusive; None on one side for an open range."""
    turnover_eur: float | None = None
    sector: str | None = None
    region_ids: tuple[str, ...] = ()
    """Kreise or Regionen. More than one: the place is ambiguous and lies in one of them."""


@dataclass(frozen=True)
class Reason:
    """A rule's reason: a code of ``reasons.yml`` and the values of its text.

    Values named ``…_eur`` are euros, dates and partial dates are dates, an ``employees`` pair is a range;
    ``knowledge.reasons`` writes them in German.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Knowledge(Protocol):
    """What matching needs to know; a ``Snapshot`` is one."""

    @property
    def entries(self) -> Mapping[str, AnyEntry]:
        """Published entries by id."""

    @property
    def regions(self) -> RegionTree:
        """The regions."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The names of topics and sectors."""


@dataclass(frozen=True)
class Case:
    """One company on one day, and what is known about the world around it."""

    profile: Profile
    regions: RegionTree
    taxonomy: Taxonomy
    today: date

    @property
    def areas(self) -> tuple[str, ...]:
        """The company's areas as far as the store knows them."""
        return tuple(area for area in self.profile.region_ids if area in self.regions)


@dataclass(frozen=True)
class Finding:
    """What one rule says about one entry."""

    reason: Reason
    verdict: Verdict = Verdict.FITS
    points: int = 0
    """How much the rule speaks for the entry, for the order among those with the same verdict."""
    missing: str | None = None
    """Field of the profile that would settle the matter."""


@dataclass(frozen=True)
class Match:
    """An entry, whether it suits the company, and why."""

    entry: Funding | Course | Cluster
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    """Fields of the profile that would settle what is unclear."""
    points: int


def fits(code: str, points: int = 0, **values: object) -> Finding:
    """Say that a rule is met."""
    return Finding(Reason(code, values), points=points)


def unclear(code: str, missing: str | None = None, points: int = 0, **values: object) -> Finding:
    """Say that a rule cannot be decided; ``missing`` names the detail that would decide it."""
    return Finding(Reason(code, values), Verdict.UNCLEAR, points, missing)


def excludes(code: str, **values: object) -> Finding:
    """Say that a rule is broken."""
    return Finding(Reason(code, values), Verdict.DOES_NOT_FIT)


def conclude(entry: Funding | Course | Cluster, findings: Iterable[Finding]) -> Match:
    """Combine findings: one broken rule decides, then one open question.

    An entry that does not fit gives only the reasons against it; otherwise the reasons come in the rules' order.
    """
    found = list(findings)
    verdict = next((level for level in reversed(Verdict) if any(f.verdict is level for f in found)), Verdict.FITS)
    if verdict is Verdict.DOES_NOT_FIT:
        found = [finding for finding in found if finding.verdict is Verdict.DOES_NOT_FIT]
    missing = dict.fromkeys(finding.missing for finding in found if finding.missing)
    reasons = tuple(finding.reason for finding in found)
    return Match(entry, verdict, reasons, tuple(missing), sum(finding.points for finding in found))
