"""When a cluster organisation can take on a company's concern.

Order among equals: topic (30 as the main topic, 20 as another; without a topic 10 for general ones), sector 16,
in the company's region 12. Umbrella organisations and directories come after all others.
"""

from collections.abc import Iterator

from knowledge.rules import common
from knowledge.rules.findings import Case, Finding, Match, Verdict, conclude, excludes, fits, unclear
from knowledge.schema import Cluster, ClusterActivity, last_day

SECTOR_POINTS = 16
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


def is_hub_nearby(match: Match) -> bool:
    """Whether it is a digital hub of the company's region."""
    is_hub = isinstance(match.entry, Cluster) and match.entry.organisation_type == "digital_hub"
    return is_hub and any(reason.code == "region_fits" for reason in match.reasons)


def is_last_resort(entry: object) -> bool:
    """Whether it is an umbrella organisation or directory, which knows whom to ask instead."""
    return isinstance(entry, Cluster) and entry.organisation_type in LAST_RESORT_TYPES


def activity(entry: Cluster, case: Case) -> Iterator[Finding]:
    """Never a dissolved organisation; where the sources leave it open, the company is told."""
    ended = entry.valid_until is not None and last_day(entry.valid_until) < case.today
    if entry.activity is ClusterActivity.DISSOLVED or ended:
        yield excludes("dissolved")
    elif entry.activity is ClusterActivity.UNCLEAR:
        yield unclear("activity_unclear")


def competence(entry: Cluster, case: Case) -> Iterator[Finding]:
    """By topic, or else by sector; organisations without sectors must know the topic.

    Umbrella organisations and directories are the last resort, whatever the topic.
    """
    topic, sector = list(common.topic(entry.topics, case)), list(common.sector(entry.sectors, case, SECTOR_POINTS))
    knows_topic = all(finding.verdict is Verdict.FITS for finding in topic)
    knows_sector = bool(sector) and sector[0].verdict is Verdict.FITS
    if entry.organisation_type in ON_TOPIC_ONLY_TYPES and case.profile.topic is None:
        yield excludes("topic_unknown")
    if is_last_resort(entry):
        yield fits("last_resort")
        yield from (finding for finding in (*topic, *sector) if finding.verdict is Verdict.FITS)
        return
    if knows_topic or not knows_sector or entry.organisation_type in ON_TOPIC_ONLY_TYPES:
        yield from topic
    yield from sector


def place(entry: Cluster, case: Case) -> Iterator[Finding]:
    """In the company's region, or else for the whole state."""
    nearby = common.region(entry.regions, case)
    if entry.statewide and nearby.verdict is not Verdict.FITS:
        yield fits("statewide")
    else:
        yield nearby


def judge(entry: Cluster, case: Case) -> Match:
    """Apply all rules to one organisation."""
    findings = [
        *common.editorial(entry, case),
        *competence(entry, case),
        *place(entry, case),
        *activity(entry, case),
    ]
    return conclude(entry, findings)
