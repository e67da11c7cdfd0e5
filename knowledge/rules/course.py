"""When a further-training offer suits a company.

Order among equals: topic (30 as the main topic, 20 as another, 5 more for a general offer on a general topic; without
a topic 10 for general offers, 15 with a general main topic), a sector of its own 12, in the company's region 12, online
8, made for the audience 8, availability (open 6, ending 4, by call 2), free of charge 4, fundable 2, size that surely
fits 2.
"""

from collections.abc import Iterator, Mapping

from knowledge.rules import common, limits
from knowledge.rules.findings import HALF_OPEN_POINTS, Case, Finding, Verdict, excludes, fits, unclear
from knowledge.schema import Audience, Course

SECTOR_POINTS = 12
ONLINE_POINTS = 8
AUDIENCE_POINTS = 8
FREE_POINTS = 4
FUNDABLE_POINTS = 2
NEAR_AUDIENCES: Mapping[Audience, frozenset[Audience]] = {
    Audience.MANAGEMENT: frozenset({Audience.SPECIALISTS}),
    Audience.SPECIALISTS: frozenset({Audience.MANAGEMENT, Audience.SKILLED_WORKERS}),
    Audience.SKILLED_WORKERS: frozenset({Audience.SPECIALISTS, Audience.APPRENTICES}),
    Audience.APPRENTICES: frozenset({Audience.SKILLED_WORKERS}),
}
"""Audiences whose courses may be open to one another: the provider knows."""


def audience(entry: Course, case: Case) -> Iterator[Finding]:
    """Whom the course is for. As long as nobody was named, the company can send those whom the course is made for."""
    made_for, sent = entry.audiences, case.profile.audience
    if not made_for:
        return
    if Audience.EVERYONE in made_for:
        yield fits("audience_everyone", AUDIENCE_POINTS if sent else 0)
    elif sent is None or sent is Audience.EVERYONE:
        yield fits("audience_note", audiences=made_for)
    elif sent in made_for:
        yield fits("audience_note", AUDIENCE_POINTS, audiences=made_for)
    elif NEAR_AUDIENCES[sent].isdisjoint(made_for):
        yield excludes("audience_does_not_fit", audiences=made_for, audience=sent)
    else:
        yield unclear("audience_near", points=HALF_OPEN_POINTS, audiences=made_for, audience=sent)


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


def cost(entry: Course, case: Case) -> Iterator[Finding]:
    """What it costs, and which programmes that hold today can pay for it."""
    if entry.free_of_charge:
        yield fits("free_of_charge", FREE_POINTS)
    elif entry.cost:
        yield fits("cost_note", cost=entry.cost)
    if programmes := case.titles(entry.fundable_by):
        yield fits("fundable", FUNDABLE_POINTS, programmes=programmes)


def rules(entry: Course, case: Case) -> Iterator[Finding]:
    """Apply all rules to one offer, those that exclude most first."""
    yield from common.editorial(entry, case)
    yield from common.topic(entry.topics, case)
    yield from common.sector(entry.sectors, case, SECTOR_POINTS)
    yield from audience(entry, case)
    yield from limits.size(entry.max_employees, case)
    yield from place(entry, case)
    yield from common.availability(entry, case)
    yield from cost(entry, case)
