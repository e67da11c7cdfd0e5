"""When a cluster organisation can take on a company's concern.

Order among equals: topic (30 as the main topic, 20 as another, 5 more for a general organisation on a general topic;
without a topic 10 for general ones, 15 with a general main topic), sector (18, 16, 14 or 12 for an organisation of one
to four sectors, 10 for more; 4 less for another than its first, 8 less without the topic), region (12, or 6 for the
seat of an organisation of the whole state), and 28 more for a regional specialist of the sector: it outweighs an
organisation of the whole state that knows the topic. What is open costs 20; 10 where it is open whether the
organisation still works, so that the region's hub stays in sight, and 10 more where that rests on poorly founded facts.
Umbrella organisations and directories come after all others.
"""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.rules import common
from knowledge.rules.findings import HALF_OPEN_POINTS, Case, Finding, Match, Verdict, excludes, fits, unclear
from knowledge.schema import Cluster, ClusterActivity, Confidence, last_day

MANY_SECTORS = 5
FEWEST_SECTOR_POINTS = 10
SIDE_SECTOR_POINTS = -4
SECTOR_ONLY_POINTS = -8
SEAT_NEARBY_POINTS = 6
SPECIALIST_NEARBY_POINTS = 28
LOW_CONFIDENCE_POINTS = -10
LAST_RESORT_TYPES = frozenset({"umbrella", "directory"})
ON_TOPIC_ONLY_TYPES = frozenset({"contact_point"})
"""Help for one kind of emergency: out of place where the concern is another or not yet known."""


REQUEST_TYPES = LAST_RESORT_TYPES | {
    "association", "cluster", "digital_hub", "state_network", "transformation_network",
}  # fmt: skip
"""Organisations whose management takes up a company's concern, whatever becomes of it."""


def takes_requests(entry: object) -> bool:
    """Whether a company's request can be handed to it."""
    return isinstance(entry, Cluster) and entry.organisation_type in REQUEST_TYPES


def is_hub(entry: object) -> bool:
    """Whether it is a digital hub."""
    return isinstance(entry, Cluster) and entry.organisation_type == "digital_hub"


def is_nearby(match: Match) -> bool:
    """Whether it is there for the company's region."""
    return any(reason.code == "region_fits" for reason in match.reasons)


def is_for_everything(match: Match) -> bool:
    """Whether it serves every sector and, above all, whoever begins."""
    entry = match.entry
    return isinstance(entry, Cluster) and not entry.sectors and entry.topics[0] in common.GENERAL_TOPICS


def is_last_resort(entry: object) -> bool:
    """Whether it is an umbrella organisation or directory, which knows whom to ask instead."""
    return isinstance(entry, Cluster) and entry.organisation_type in LAST_RESORT_TYPES


def activity(entry: Cluster, case: Case) -> Iterator[Finding]:
    """Never a dissolved organisation, which names its successors; where the sources leave it open, it is told."""
    ended = entry.valid_until is not None and last_day(entry.valid_until) < case.today
    if entry.activity is ClusterActivity.DISSOLVED or ended:
        yield excludes("dissolved")
        yield from common.successors(entry.successors, case)
    elif entry.activity is ClusterActivity.UNCLEAR:
        founded = LOW_CONFIDENCE_POINTS if entry.confidence is Confidence.LOW else 0
        yield unclear("activity_unclear", points=HALF_OPEN_POINTS + founded)


def _sector_points(entry: Cluster, wanted: str | None) -> int:
    """The fewer sectors an organisation has, the better it knows each of them, and its first one best."""
    points = 20 - 2 * len(entry.sectors) if len(entry.sectors) < MANY_SECTORS else FEWEST_SECTOR_POINTS
    return points if entry.sectors[:1] == [wanted] else points + SIDE_SECTOR_POINTS


def _sector(entry: Cluster, case: Case) -> list[Finding]:
    if not entry.sectors:
        return []
    return list(common.sector(entry.sectors, case, _sector_points(entry, case.profile.sector)))


def _sector_is_enough(entry: Cluster, case: Case) -> bool:
    """Whether an organisation serves a company of the sector whatever the topic.

    One of the whole state does so only for its own, first sector.
    """
    its_own = entry.sectors[:1] if entry.statewide else entry.sectors
    return bool(its_own) and case.profile.sector in its_own


def competence(entry: Cluster, case: Case) -> Iterator[Finding]:
    """By topic, or else by sector; organisations without sectors must know the topic.

    Umbrella organisations and directories are the last resort, whatever the topic.
    """
    topic, sector = list(common.topic(entry.topics, case)), _sector(entry, case)
    on_topic_only = entry.organisation_type in ON_TOPIC_ONLY_TYPES
    if on_topic_only and case.profile.topic is None:
        yield excludes("topic_unknown")
    if is_last_resort(entry):
        yield fits("last_resort")
        yield from (finding for finding in (*topic, *sector) if finding.verdict is Verdict.FITS)
    elif topic[0].verdict is Verdict.FITS or on_topic_only or not _sector_is_enough(entry, case):
        yield from (*topic, *sector)
    else:
        yield replace(sector[0], points=sector[0].points + SECTOR_ONLY_POINTS)


def _nearby_points(entry: Cluster, case: Case) -> int:
    """A regional specialist is an organisation of few sectors, the company's first, for its own region only."""
    if entry.statewide:
        return SEAT_NEARBY_POINTS
    is_specialist = entry.sectors[:1] == [case.profile.sector] and len(entry.sectors) < MANY_SECTORS
    return common.REGION_POINTS + (SPECIALIST_NEARBY_POINTS if is_specialist else 0)


def place(entry: Cluster, case: Case) -> Iterator[Finding]:
    """In the company's region, or else for the whole state."""
    if not entry.statewide and not entry.regions:
        yield excludes("no_contact_point")
        return
    nearby = common.region(entry.regions, case)
    if nearby.verdict is Verdict.FITS:
        yield replace(nearby, points=_nearby_points(entry, case))
    elif not entry.statewide:
        yield nearby
    elif case.profile.outside_state:
        yield excludes("only_for_the_state")
    else:
        yield fits("statewide")


def rules(entry: Cluster, case: Case) -> Iterator[Finding]:
    """Apply all rules to one organisation, those that exclude most first."""
    yield from common.editorial(entry, case)
    yield from competence(entry, case)
    yield from place(entry, case)
    yield from activity(entry, case)
