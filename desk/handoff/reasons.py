"""Says in one German sentence why a request goes where it goes."""

from collections.abc import Iterator
from pathlib import Path

from desk.handoff.routing import Criterion, Route
from desk.yaml_texts import texts
from knowledge.matching import Profile
from knowledge.regions import RegionTree
from knowledge.schema import Taxonomy

FILE = Path(__file__).with_name("texts.yml")


def _names(route: Route, profile: Profile, taxonomy: Taxonomy, regions: RegionTree) -> Iterator[tuple[Criterion, str]]:
    if Criterion.TOPIC in route.met:
        yield Criterion.TOPIC, taxonomy.label(profile.topic or "")
    if Criterion.REGION in route.met:
        areas = regions.path(profile.region_ids[0])
        yield Criterion.REGION, next(area.name for area in areas if area.id in route.team.regions)
    if Criterion.SECTOR in route.met:
        yield Criterion.SECTOR, taxonomy.label(profile.sector or "")


def reason(route: Route, profile: Profile, taxonomy: Taxonomy, regions: RegionTree) -> str:
    """Return the sentence that staff read beside the request."""
    words = texts(FILE)["why"]
    criteria = [str(words[key]).format(name=name) for key, name in _names(route, profile, taxonomy, regions)]
    *first, last = criteria or [""]
    listed = words["last_separator"].join([words["separator"].join(first), last]) if first else last
    why = words["met"].format(criteria=listed) if criteria else words["default"]
    sentence: str = texts(FILE)["routing"][route.choice]
    return sentence.format(organisation=route.organisation.name, team=route.team.name, why=why)
