"""Matches a company's concern with funding, courses and cluster organisations, and says why. No I/O.

Best first: umbrella organisations and directories last, offers of others before an organisation's own service, then by
points (each module of ``knowledge.rules`` documents its own; an open question costs some), then by id, so that the same
question always gets the same answer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.rules import cluster, course, funding
from knowledge.rules.findings import Case, Finding, Knowledge, Match, Offer, Reason, Verdict, conclude
from knowledge.rules.profile import Profile, Range
from knowledge.schema import Cluster, Course, Funding

__all__ = [
    "Knowledge",
    "Match",
    "Matches",
    "Offer",
    "Profile",
    "Range",
    "Reason",
    "Verdict",
    "best",
    "destination",
    "match",
    "verdict_of",
]

LIMIT = 3
"""More would be a list to read, not a recommendation."""


@dataclass(frozen=True)
class Matches:
    """What suits a company, at most ``LIMIT`` of each kind, best first."""

    funding: tuple[Match, ...] = ()
    courses: tuple[Match, ...] = ()
    clusters: tuple[Match, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing suits: say so, and offer a person."""
        return not (self.funding or self.courses or self.clusters)


def _findings(entry: Offer, case: Case) -> Iterator[Finding]:
    if isinstance(entry, Funding):
        return funding.rules(entry, case)
    return course.rules(entry, case) if isinstance(entry, Course) else cluster.rules(entry, case)


def verdict_of(entry: Offer, profile: Profile, knowledge: Knowledge, today: date) -> Match:
    """Judge one entry; also tells why one does not fit, with every rule that it breaks."""
    return conclude(entry, _findings(entry, Case(profile, knowledge, today)))


def judge(entry: Offer, case: Case) -> Match | None:
    """Judge one entry, or return None at the first broken rule: most entries break one of the first."""
    found: list[Finding] = []
    for finding in _findings(entry, case):
        if finding.verdict is Verdict.DOES_NOT_FIT:
            return None
        found.append(finding)
    return conclude(entry, found)


def is_own_service(entry: Offer) -> bool:
    """Whether an organisation keeps this offer as its own.

    A cluster acts subsidiarily (Werkstattpapier of the ClusterAgentur Baden-Württemberg, 2015): what others offer
    already comes first. An organisation's own entry is no service, so that it loses no request by keeping it.
    """
    return entry.owner is not None and not isinstance(entry, Cluster)


def _rank(match: Match) -> tuple[bool, bool, int, str]:
    return cluster.is_last_resort(match.entry), is_own_service(match.entry), -match.points, match.entry.id


def ranked(matches: Iterable[Match | None]) -> list[Match]:
    """Return what suits, best first."""
    return sorted((match for match in matches if match), key=_rank)


def offers(kind: type[Offer], knowledge: Knowledge) -> list[Offer]:
    """Return all entries of one kind, whether or not they suit anybody."""
    return [entry for entry in knowledge.entries.values() if isinstance(entry, kind)]


def _suitable(entries: Iterable[Offer], profile: Profile, knowledge: Knowledge, today: date) -> list[Match]:
    case = Case(profile, knowledge, today)
    return ranked(judge(entry, case) for entry in entries)


def best(kind: type[Offer], profile: Profile, knowledge: Knowledge, today: date) -> tuple[Match, ...]:
    """Return what of this kind suits the company on that day, at most ``LIMIT``."""
    return tuple(_suitable(offers(kind, knowledge), profile, knowledge, today)[:LIMIT])


def match(profile: Profile, knowledge: Knowledge, today: date) -> Matches:
    """Return what suits the company on that day."""
    return Matches(*(best(kind, profile, knowledge, today) for kind in (Funding, Course, Cluster)))


def _destination_rank(match: Match) -> int:
    """An organisation for companies first, then those that know whom to ask, last institutes and emergency contacts."""
    if not cluster.takes_requests(match.entry):
        return 2
    return int(cluster.is_last_resort(match.entry))


def nearby_hub(profile: Profile, knowledge: Knowledge, today: date) -> Match | None:
    """Return the digital hub of the company's region: it helps every company there, whatever the topic.

    A hub for everything comes before one for certain topics or sectors.
    """
    anything = replace(profile, topic=None, sector=None)
    hubs = filter(cluster.is_hub, offers(Cluster, knowledge))
    nearby = filter(cluster.is_nearby, _suitable(hubs, anything, knowledge, today))
    return next(iter(sorted(nearby, key=cluster.is_for_everything, reverse=True)), None)


def choose(clusters: Iterable[Match], hub: Callable[[], Match | None]) -> Match | None:
    """Return whom a request should be handed to, of the organisations that suit and the hub nearby; see `destination`.

    The hub is looked for only where it matters.
    """
    best_one = min(clusters, key=_destination_rank, default=None)
    if best_one and _destination_rank(best_one) == 0 and best_one.points > 0:
        return best_one
    return hub() or best_one


def destination(profile: Profile, knowledge: Knowledge, today: date) -> Match | None:
    """Return the organisation that a request should be handed to, or None if the store knows none.

    One that manages requests of companies comes before an institute or an emergency contact, however well those fit;
    the region's digital hub comes before an umbrella organisation and before one of which more is open than speaks for
    it.
    """
    clusters = _suitable(offers(Cluster, knowledge), profile, knowledge, today)
    return choose(clusters, lambda: nearby_hub(profile, knowledge, today))
