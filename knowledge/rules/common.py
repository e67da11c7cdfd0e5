"""Rules that several kinds of entries share."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from knowledge.rules.findings import HALF_OPEN_POINTS, Case, Finding, excludes, fits, unclear
from knowledge.schema import Availability, Course, Entry, Funding, Status, first_day

TOPIC_POINTS = 20
MAIN_TOPIC_POINTS = 10
"""Added when the topic is the first that the editors named."""
GENERAL_POINTS = 10
GENERAL_TOPICS = frozenset({"einstieg_reifegrad", "digitalisierung"})
GENERALIST_POINTS = 5
"""Added for an entry whose main topic is a general one, where no topic or another general one is wanted."""
AVAILABILITY_POINTS = {Availability.OPEN: 6, Availability.ENDING: 4, Availability.CALL: 2}
UNCERTAIN_POINTS = -30
"""Costs of an offer that may not exist any more."""
REGION_POINTS = 12


def editorial(entry: Entry, case: Case) -> Iterator[Finding]:
    """Only published entries, and none before it begins."""
    if entry.status is not Status.PUBLISHED:
        yield excludes("not_published")
    if entry.valid_from and first_day(entry.valid_from) > case.today:
        yield excludes("not_yet_started", day=entry.valid_from)


def has_ended(entry: Funding | Course, case: Case) -> bool:
    """Whether it does not hold any more; what is yet to begin has not ended."""
    begun = entry.valid_from is None or first_day(entry.valid_from) <= case.today
    return begun and not entry.is_valid_on(case.today)


def availability(entry: Funding | Course, case: Case) -> Iterator[Finding]:
    """Never what has ended; open, ending and call-dependent offers can be used; the rest is unclear."""
    points = AVAILABILITY_POINTS.get(entry.availability, 0)
    if has_ended(entry, case):
        yield excludes("ended", day=entry.valid_until) if entry.valid_until else excludes("ended_without_date")
    elif entry.availability is Availability.UNCLEAR:
        yield unclear("availability_unclear", points=UNCERTAIN_POINTS)
    elif entry.availability is Availability.CALL:
        yield fits("call_dependent", points)
    elif entry.availability is Availability.ENDING:
        yield fits("ending", points, day=entry.valid_until) if entry.valid_until else fits("ending_soon", points)
    else:
        yield fits("open", points)


def successors(ids: Iterable[str], case: Case) -> Iterator[Finding]:
    """Name what took the place of an entry that has ended."""
    if names := case.titles(ids):
        yield excludes("successor", names=names)


def topic(topics: Sequence[str], case: Case) -> Iterator[Finding]:
    """Among the entry's topics; while the company's is not known, general offers fit."""
    wanted = case.profile.topic
    generalist = GENERALIST_POINTS if topics[0] in GENERAL_TOPICS else 0
    if wanted is None and GENERAL_TOPICS.isdisjoint(topics):
        yield unclear("topic_open", "topic", topics=[case.label(topic_id) for topic_id in topics])
    elif wanted is None:
        yield fits("general", GENERAL_POINTS + generalist)
    elif wanted == topics[0]:
        yield fits("topic_fits", TOPIC_POINTS + MAIN_TOPIC_POINTS, topic=case.label(wanted))
    elif wanted in topics:
        points = TOPIC_POINTS + (generalist if wanted in GENERAL_TOPICS else 0)
        yield fits("topic_fits", points, topic=case.label(wanted))
    else:
        yield excludes("topic_does_not_fit", topic=case.label(wanted))


def sector(sectors: Collection[str], case: Case, points: int) -> Iterator[Finding]:
    """An entry without sectors is open to all of them."""
    if not sectors:
        return
    wanted = case.profile.sector
    if wanted is None:
        names = [case.label(sector_id) for sector_id in sectors]
        yield unclear("sector_unknown", "sector", sectors=names)
    elif wanted in sectors:
        yield fits("sector_fits", points, sector=case.label(wanted))
    else:
        yield excludes("sector_does_not_fit", sector=case.label(wanted))


def _covered(area: str, regions: Collection[str], case: Case) -> str | None:
    """Return the region of the entry that the area lies in, or that lies in the area a person named."""
    for region_id in regions:
        if case.regions.is_within(area, region_id):
            return region_id
    return next((region_id for region_id in regions if case.regions.is_within(region_id, area)), None)


def _region_names(regions: Collection[str], case: Case) -> list[str]:
    return [found.name for region_id in regions if (found := case.regions.get(region_id))]


def region(regions: Collection[str], case: Case) -> Finding:
    """An offer for certain regions: the company's place must lie in one of them."""
    if case.profile.outside_state:
        return excludes("region_does_not_fit", regions=_region_names(regions, case))
    if not case.areas:
        return unclear("place_unknown", "place", regions=_region_names(regions, case))
    covered = [cover for area in case.areas if (cover := _covered(area, regions, case))]
    if len(covered) == len(case.areas):
        nearest = case.regions.get(covered[0])
        return fits("region_fits", REGION_POINTS, region=nearest.name if nearest else covered[0])
    if covered:
        return unclear("place_ambiguous", "place", HALF_OPEN_POINTS, regions=_region_names(regions, case))
    return excludes("region_does_not_fit", regions=_region_names(regions, case))
