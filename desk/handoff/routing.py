"""Chooses organisation and team for a request: topic, region, sector. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.handoff.organisations import DEFAULT, Directory, Organisation, Team
from knowledge.matching import Profile
from knowledge.regions import RegionTree


class Criterion(StrEnum):
    """What a team can be chosen for, the weightiest first."""

    TOPIC = "topic"
    REGION = "region"
    SECTOR = "sector"


class Choice(StrEnum):
    """How an organisation was found."""

    LISTED = "listed"
    """It is the one that matching chose."""
    NOT_LISTED = "not_listed"
    """The one that matching chose takes no requests from here."""
    NONE_KNOWN = "none_known"
    """The knowledge store has none for this concern."""


@dataclass(frozen=True)
class Route:
    """Where a request goes, and why."""

    organisation: Organisation
    team: Team
    choice: Choice
    met: tuple[Criterion, ...]
    """What the team was chosen for; empty for the default team."""


def _is_within(areas: Sequence[str], team: Team, regions: RegionTree) -> bool:
    """Whether every area that the place may lie in is the team's."""
    return bool(areas) and all(any(regions.is_within(area, wide) for wide in team.regions) for area in areas)


def _met(team: Team, profile: Profile, regions: RegionTree) -> tuple[Criterion, ...] | None:
    """Return the team's conditions, or None when the concern breaks one or leaves it open."""
    conditions = {
        Criterion.TOPIC: (team.topics, profile.topic in team.topics),
        Criterion.REGION: (team.regions, _is_within(profile.region_ids, team, regions)),
        Criterion.SECTOR: (team.sectors, profile.sector in team.sectors),
    }
    if any(listed and not is_met for listed, is_met in conditions.values()):
        return None
    return tuple(criterion for criterion, (listed, _) in conditions.items() if listed)


def _rank(met: tuple[Criterion, ...]) -> tuple[int, list[bool]]:
    """More conditions first, then the weightier ones; among equals the file's order stands."""
    return -len(met), [criterion not in met for criterion in Criterion]


def _organisation(destination: str | None, directory: Directory) -> tuple[Organisation, Choice]:
    if destination is None:
        return directory.get(DEFAULT), Choice.NONE_KNOWN
    organisation = directory.get(destination)
    return organisation, Choice.LISTED if organisation.id == destination else Choice.NOT_LISTED


def route(destination: str | None, profile: Profile, directory: Directory, regions: RegionTree) -> Route:
    """Choose the organisation that matching chose if it is listed, and the team that most speaks for.

    Args:
        destination: entry id of ``knowledge.matching.destination``, or None.
        profile: what is known of the concern; what is not known meets no condition.
        directory: the organisations that take requests.
        regions: the areas, to know which lies in which.
    """
    organisation, choice = _organisation(destination, directory)
    judged = ((team, _met(team, profile, regions)) for team in organisation.teams)
    suitable = [(team, met) for team, met in judged if met]
    if not suitable:
        return Route(organisation, organisation.default_team, choice, ())
    team, met = min(suitable, key=lambda found: _rank(found[1]))
    return Route(organisation, team, choice, met)
