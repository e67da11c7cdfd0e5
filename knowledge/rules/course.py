"""When a further-training offer suits a company.

Order among equals: topic (30 as the main topic, 20 as another; without a topic 10 for general offers), in the
company's region 12, online 8, availability (open 6, ending 4, by call 2).
"""

from collections.abc import Iterator

from knowledge.rules import common
from knowledge.rules.findings import Case, Finding, Match, Verdict, conclude, fits
from knowledge.schema import Course

ONLINE_POINTS = 8


def place(entry: Course, case: Case) -> Iterator[Finding]:
    """In the region, or online, or open to the whole state. An online offer needs no place."""
    if not entry.regions:
        yield fits("online", ONLINE_POINTS) if entry.online else fits("course_statewide")
        return
    nearby = common.region(entry.regions, case)
    if nearby.verdict is not Verdict.FITS and entry.online:
        yield fits("online", ONLINE_POINTS)
    else:
        yield nearby


def judge(entry: Course, case: Case) -> Match:
    """Apply all rules to one offer."""
    findings = [
        *common.editorial(entry, case),
        *common.topic(entry.topics, case),
        *place(entry, case),
        *common.availability(entry, case),
    ]
    return conclude(entry, findings)
