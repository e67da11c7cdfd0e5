"""What rules look at and what they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from knowledge.regions import RegionTree
from knowledge.rules.profile import Profile
from knowledge.schema import AnyEntry, Cluster, Course, Funding, Status, Taxonomy

Offer = Funding | Course | Cluster
"""What a company can be matched with."""

OPEN_POINTS = -20
"""What an open question costs an entry: as much as a topic brings, so that what surely fits comes first."""
HALF_OPEN_POINTS = -10
"""What an open question costs about which something is known, or which the agency decides from case to case."""


class Verdict(StrEnum):
    """Whether an entry suits a company."""

    FITS = "fits"
    UNCLEAR = "unclear"
    DOES_NOT_FIT = "does_not_fit"


SEVEREST_FIRST = tuple(reversed(Verdict))


@dataclass(frozen=True)
class Reason:
    """A rule's reason: a code of ``reasons.yml`` and the values of its text.

    Values named ``…_eur`` are euros or a range of them, dates and partial dates are dates, ``employees`` and ``years``
    are ranges; ``knowledge.reasons`` writes them in German.
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
    knowledge: Knowledge
    today: date

    @property
    def regions(self) -> RegionTree:
        """The regions."""
        return self.knowledge.regions

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The company's areas as far as the store knows them."""
        return tuple(area for area in self.profile.region_ids if area in self.regions)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        taxonomy = self.knowledge.taxonomy
        return {term.id: term.label for term in (*taxonomy.sectors, *taxonomy.topics)}

    def label(self, term_id: str) -> str:
        """Return the German name of a topic or sector; an unknown id is its own name."""
        return self._labels.get(term_id, term_id)

    def titles(self, ids: Iterable[str]) -> list[str]:
        """Return the names of those of these entries that are published and hold today."""
        found = (self.knowledge.entries.get(entry_id) for entry_id in ids)
        return [
            entry.title
            for entry in found
            if entry and entry.status is Status.PUBLISHED and entry.is_valid_on(self.today)
        ]


@dataclass(frozen=True)
class Finding:
    """What one rule says about one entry."""

    reason: Reason
    verdict: Verdict = Verdict.FITS
    points: int = 0
    """How much the rule speaks for the entry, or against it without excluding it."""
    missing: str | None = None
    """Detail of the company that would settle the matter."""


@dataclass(frozen=True)
class Match:
    """An entry (with its source), whether it suits the company, and why."""

    entry: Offer
    verdict: Verdict
    findings: tuple[Finding, ...]
    """What the verdict rests on, in the rules' order: only what excludes where something does."""

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of all findings."""
        return tuple(finding.reason for finding in self.findings)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Details of the company that would settle what is unclear."""
        return tuple(dict.fromkeys(finding.missing for finding in self.findings if finding.missing))

    @cached_property
    def points(self) -> int:
        """How much speaks for the entry, less what is open."""
        return sum([finding.points for finding in self.findings])


def fits(code: str, points: int = 0, **values: object) -> Finding:
    """Say that a rule is met."""
    return Finding(Reason(code, values), points=points)


def unclear(code: str, missing: str | None = None, points: int = OPEN_POINTS, **values: object) -> Finding:
    """Say that a rule cannot be decided; ``missing`` names the detail that would decide it."""
    return Finding(Reason(code, values), Verdict.UNCLEAR, points, missing)


def excludes(code: str, **values: object) -> Finding:
    """Say that a rule is broken."""
    return Finding(Reason(code, values), Verdict.DOES_NOT_FIT)


def conclude(entry: Offer, findings: Iterable[Finding]) -> Match:
    """Combine findings: one broken rule decides, then one open question."""
    found = tuple(findings)
    verdicts = [finding.verdict for finding in found]
    verdict = next((level for level in SEVEREST_FIRST if level in verdicts), Verdict.FITS)
    if verdict is Verdict.DOES_NOT_FIT:
        found = tuple(finding for finding in found if finding.verdict is Verdict.DOES_NOT_FIT)
    return Match(entry, verdict, found)
