"""When a funding programme suits a company.

Order among equals: topic (30 as the main topic, 20 as another, 5 more for a general programme on a general topic;
without a topic 10 for general programmes, 15 with a general main topic), purpose (12, 8 or 4) and stage (6, or -4 for
another one), availability (open 6, ending 4, by call 2), a sector of its own 8, nearness (state 3, federal 2, EU 1),
size that surely fits 2, made for young companies 8, well-founded facts 1. Help without money loses 6 unless the
company only wants to inform itself; a guarantee, which comes with a loan, loses 10. What is open costs 20, or 10 where
something is known or the agency decides, 30 where the programme may not exist any more, nothing for an unknown
turnover.
"""

from collections.abc import Iterator

from knowledge.rules import common, limits
from knowledge.rules.area import area
from knowledge.rules.findings import HALF_OPEN_POINTS, Case, Finding, excludes, fits, unclear
from knowledge.rules.purpose import purpose, stage, wanted
from knowledge.schema import Confidence, Funding, Help, Purpose, Stage

LEVEL_POINTS = {"state": 3, "federal": 2, "eu": 1}
SECTOR_POINTS = 8
HELP_POINTS = {Help.SERVICE: -6, Help.GUARANTEE: -10}
OPEN_TO_ANY_TOPIC = {
    Purpose.TRAINING: ("weiterbildung", common.TOPIC_POINTS + common.MAIN_TOPIC_POINTS),
    Purpose.RESEARCH: ("forschung_innovation", common.TOPIC_POINTS),
}
"""Topics that are purposes, and what they are worth: a programme for further training pays for courses whatever the
topic; one for research and development takes projects on any topic ("Technik und Branche sind frei"), but one that
names the topic comes first."""


def programme(entry: Funding, _: Case) -> Iterator[Finding]:
    """Rules and funds that nobody applies to are explained, never recommended."""
    if not entry.recommendable:
        yield excludes("not_recommendable", instrument=entry.instrument)


def topic(entry: Funding, case: Case) -> Iterator[Finding]:
    """Among the entry's topics, or any topic where the purpose is the programme's first."""
    sought = wanted(case.profile)
    first = entry.purposes[0] if entry.purposes else None
    purpose_topic, points = OPEN_TO_ANY_TOPIC.get(first, ("", 0)) if first and first is sought else ("", 0)
    if purpose_topic in entry.topics and case.profile.topic not in entry.topics:
        yield fits("any_topic", points, purpose=sought)
    else:
        yield from common.topic(entry.topics, case)


def combination(entry: Funding, case: Case) -> Iterator[Finding]:
    """What follows from the programmes that the company uses already. The costs decide, so that nothing is excluded."""
    used = case.profile.used
    if entry.id in used:
        yield unclear("already_used")
    others = [case.knowledge.entries.get(entry_id) for entry_id in used if entry_id != entry.id]
    conflicting = [
        other.title
        for other in others
        if isinstance(other, Funding)
        and (other.id in entry.not_combinable_with or entry.id in other.not_combinable_with)
    ]
    if conflicting:
        yield unclear("not_combinable", points=HALF_OPEN_POINTS, programmes=conflicting)
    elif used and entry.combination_note:
        yield fits("combination_note", note=entry.combination_note)


def volume(entry: Funding, _: Case) -> Iterator[Finding]:
    """A note: how much the company wants to spend is not asked."""
    if entry.min_volume_eur is not None:
        yield fits("volume_note", limit_eur=entry.min_volume_eur)


def kind_of_help(entry: Funding, case: Case) -> Iterator[Finding]:
    """Tell what it is, above all where it is no grant."""
    sure = 1 if entry.confidence is Confidence.HIGH else 0
    yield fits(f"level_{entry.level}", LEVEL_POINTS[entry.level] + sure, instrument=entry.instrument)
    if entry.help is None or entry.help is Help.GRANT:
        return
    informs = case.profile.stage is Stage.INFORM or case.profile.goal == "information"
    yield fits(f"help_{entry.help}", 0 if informs else HELP_POINTS.get(entry.help, 0))


def rules(entry: Funding, case: Case) -> Iterator[Finding]:
    """Apply all rules to one programme, those that exclude most first."""
    yield from common.editorial(entry, case)
    yield from programme(entry, case)
    yield from topic(entry, case)
    yield from kind_of_help(entry, case)
    yield from purpose(entry, case)
    yield from stage(entry, case)
    yield from limits.size(entry.max_employees, case)
    yield from limits.sme(entry, case)
    yield from limits.sums(entry, case)
    yield from limits.age(entry, case)
    yield from common.sector(entry.sectors, case, SECTOR_POINTS)
    yield from area(entry, case)
    yield from combination(entry, case)
    yield from common.availability(entry, case)
    if entry.successor and common.has_ended(entry, case):
        yield from common.successors([entry.successor], case)
    yield from volume(entry, case)
