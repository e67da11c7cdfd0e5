"""Matches a company's concern with funding, courses and cluster organisations, and says why. No I/O.

Best first: umbrella organisations and directories last, what fits before what is unclear, then by points (each module
of ``knowledge.rules`` documents its own), then by id, so that the same question always gets the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from knowledge.rules import cluster, course, funding
from knowledge.rules.findings import Case, Knowledge, Match, Profile, Reason, Verdict
from knowledge.schema import Cluster, Course, Funding

__all__ = ["Knowledge", "Match", "Matches", "Profile", "Reason", "Verdict", "destination", "match", "verdict_of"]

LIMIT = 3
"""More would be a list to read, not a recommendation."""


@dataclass(frozen=True)
class Matches:
    """What suits a company, at most ``LIMIT`` of each kind, best first."""

    funding: tuple[Match, ...] = ()
    courses: tuple[Match, ...] = ()
    clusters: tuple[Match, ...] = ()


def verdict_of(entry: Funding | Course | Cluster, profile: Profile, knowledge: Knowledge, today: date) -> Match:
    """Judge one entry; also tells why one does not fit."""
    case = Case(profile, knowledge.regions, knowledge.taxonomy, today)
    if isinstance(entry, Funding):
        return funding.judge(entry, case)
    return course.judge(entry, case) if isinstance(entry, Course) else cluster.judge(entry, case)


def _rank(match: Match) -> tuple[bool, bool, int, str]:
    return cluster.is_last_resort(match.entry), match.verdict is Verdict.UNCLEAR, -match.points, match.entry.id


def _suitable(
    kind: type[Funding | Course | Cluster], profile: Profile, knowledge: Knowledge, today: date
) -> Iterable[Match]:
    candidates = (entry for entry in knowledge.entries.values() if isinstance(entry, kind))
    verdicts = (verdict_of(entry, profile, knowledge, today) for entry in candidates)
    return sorted((match for match in verdicts if match.verdict is not Verdict.DOES_NOT_FIT), key=_rank)


def match(profile: Profile, knowledge: Knowledge, today: date) -> Matches:
    """Return what suits the company on that day."""
    best = (tuple(_suitable(kind, profile, knowledge, today))[:LIMIT] for kind in (Funding, Course, Cluster))
    return Matches(*best)


def _destination_rank(match: Match) -> int:
    """An organisation for companies first, then those that know whom to ask, last institutes and emergency contacts."""
    if not cluster.takes_requests(match.entry):
        return 2
    return int(cluster.is_last_resort(match.entry))


def _nearby_hub(profile: Profile, knowledge: Knowledge, today: date) -> Match | None:
    """Return the digital hub of the company's region: it helps every company there, whatever the topic."""
    anything = replace(profile, topic=None, sector=None)
    hubs = (match for match in _suitable(Cluster, anything, knowledge, today) if cluster.is_hub_nearby(match))
    return next(iter(hubs), None)


def destination(profile: Profile, knowledge: Knowledge, today: date) -> Match | None:
    """Return the organisation that a request should be handed to, or None if the store knows none.

    One that manages requests of companies comes before an institute or an emergency contact, however well those fit;
    the region's digital hub comes before an umbrella organisation.
    """
    best = next(iter(sorted(_suitable(Cluster, profile, knowledge, today), key=_destination_rank)), None)
    if best and _destination_rank(best) == 0:
        return best
    return _nearby_hub(profile, knowledge, today) or best
