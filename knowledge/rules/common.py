"""Rules that several kinds of entries share."""

from collections.abc import Collection, Iterator, Sequence

from knowledge.rules.findings import Case, Finding, excludes, fits, unclear
from knowledge.schema import Availability, Course, Entry, Funding, Status, first_day

TOPIC_POINTS = 20
MAIN_TOPIC_POINTS = 10
"""Added when the topic is the first that the editors named."""
GENERAL_POINTS = 10
GENERAL_TOPICS = frozenset({"einstieg_reifegrad", "digitalisierung"})
AVAILABILITY_POINTS = {Availability.OPEN: 6, Availability.ENDING: 4, Availability.CALL: 2}
REGION_POINTS = 12


def editorial(entry: Entry, case: Case) -> Iterator[Finding]:
    """Only published entries, and none before it begins."""
    if entry.status is not Status.PUBLISHED:
        yield excludes("not_published")
    if entry.valid_from and first_day(entry.valid_from) > case.today:
        yield excludes("not_yet_started", day=entry.valid_from)


def availability(entry: Funding | Course, case: Case) -> Iterator[Finding]:
    """Never what has ended; open, ending and call-dependent offers can be used; the rest is unclear."""
    points = AVAILABILITY_POINTS.get(entry.availability, 0)
    not_begun = entry.valid_from is not None and first_day(entry.valid_from) > case.today
    if not entry.is_valid_on(case.today) and not not_begun:
        yield excludes("ended", day=entry.valid_until) if entry.valid_until else excludes("ended_without_date")
    elif entry.availability is Availability.UNCLEAR:
        yield unclear("availability_unclear")
    elif entry.availability is Availability.CALL:
        yield fits("call_dependent", points)
    elif entry.availability is Availability.ENDING:
        yield fits("ending", points, day=entry.valid_until) if entry.valid_until else fits("ending_soon", points)
    else:
        yield fits("open", points)


def topic(topics: Sequence[str], case: Case) -> Iterator[Finding]:
    """Among the entry's topics; without a topic general offers come first."""
    wanted = case.profile.topic
    if wanted is None:
        if GENERAL_TOPICS.intersection(topics):
            yield fits("general", GENERAL_POINTS)
    elif wanted in topics:
        points = TOPIC_POINTS + (MAIN_TOPIC_POINTS if topics[0] == wanted else 0)
        yield fits("topic_fits", points, topic=case.taxonomy.label(wanted))
    else:
        yield excludes("topic_does_not_fit", topic=case.taxonomy.label(wanted))


def sector(sectors: Collection[str], case: Case, points: int) -> Iterator[Finding]:
    """An entry without sectors is open to all of them."""
    if not sectors:
        return
    wanted = case.profile.sector
    if wanted is None:
        yield unclear("sector_unknown", "sector", sectors=[case.taxonomy.label(sector_id) for sector_id in sectors])
    elif wanted in sectors:
        yield fits("sector_fits", points, sector=case.taxonomy.label(wanted))
    else:
        yield excludes("sector_does_not_fit", sector=case.taxonomy.label(wanted))


def _covered(area: str, regions: Collection[str], case: Case) -> str | None:
    """Return the region of the entry that the area lies in, or that lies in the area a person named."""
    inside = (region for region in regions if case.regions.is_within(area, region))
    around = (region for region in regions if case.regions.is_within(region, area))
    return next(inside, None) or next(around, None)


def region(regions: Collection[str], case: Case) -> Finding:
    """An offer for certain regions: the company's place must lie in one of them."""
    names = [found.name for region_id in regions if (found := case.regions.get(region_id))]
    if not case.areas:
        return unclear("place_unknown", "place", regions=names)
    covered = [cover for area in case.areas if (cover := _covered(area, regions, case))]
    if len(covered) == len(case.areas):
        nearest = case.regions.get(covered[0])
        return fits("region_fits", REGION_POINTS, region=nearest.name if nearest else covered[0])
    if covered:
        return unclear("place_ambiguous", "place", regions=names)
    return excludes("region_does_not_fit", regions=names)
