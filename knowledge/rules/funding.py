"""When a funding programme suits a company.

Order among equals: topic (30 as the main topic, 20 as another; without a topic 10 for general programmes), then
availability (open 6, ending 4, by call 2), a sector of its own 8, nearness (state 3, federal 2, EU 1), size
that surely fits 2, well-founded facts 1.
"""

from collections.abc import Iterator

from knowledge.rules import common
from knowledge.rules.findings import Case, Finding, Match, conclude, excludes, fits, unclear
from knowledge.schema import Confidence, Funding

LEVEL_POINTS = {"state": 3, "federal": 2, "eu": 1}
SECTOR_POINTS = 8
SIZE_POINTS = 2


def size(entry: Funding, case: Case) -> Iterator[Finding]:
    """Number of people against the programme's limit, which is inclusive."""
    limit = entry.max_employees
    if limit is None:
        return
    low, high = case.profile.employees or (None, None)
    if low is None and high is None:
        yield unclear("size_unknown", "company_size", limit=limit)
    elif low is not None and low > limit:
        yield excludes("size_too_large", limit=limit, employees=(low, high))
    elif high is not None and high <= limit:
        yield fits("size_fits", SIZE_POINTS, limit=limit, employees=(low, high))
    else:
        yield unclear("size_overlaps", "company_size", limit=limit, employees=(low, high))


def turnover(entry: Funding, case: Case) -> Iterator[Finding]:
    """A note: programmes count turnover or balance sheet, often of a whole group, so that it decides nothing alone."""
    limit, known = entry.max_turnover_eur, case.profile.turnover_eur
    if limit is None:
        return
    if known is not None and known > limit:
        yield unclear("turnover_too_high", limit_eur=limit, turnover_eur=known)
    else:
        yield fits("turnover_note", limit_eur=limit)


def area(entry: Funding, case: Case) -> Iterator[Finding]:
    """Every place that the store knows lies in Baden-Württemberg; which part is rural it does not know."""
    if entry.area not in {"baden_wuerttemberg", "rural_baden_wuerttemberg"}:
        return
    if not case.areas:
        yield unclear("state_unknown", "place")
    elif entry.area == "rural_baden_wuerttemberg":
        yield unclear("rural_area")
    else:
        yield fits("state_fits")


def _weight(entry: Funding) -> Finding:
    sure = 1 if entry.confidence is Confidence.HIGH else 0
    return fits(f"level_{entry.level}", LEVEL_POINTS[entry.level] + sure)


def judge(entry: Funding, case: Case) -> Match:
    """Apply all rules to one programme."""
    findings = [
        *common.editorial(entry, case),
        *common.topic(entry.topics, case),
        *size(entry, case),
        *turnover(entry, case),
        *common.sector(entry.sectors, case, SECTOR_POINTS),
        *area(entry, case),
        *common.availability(entry, case),
        _weight(entry),
    ]
    return conclude(entry, findings)
