"""Who gets a request, and why."""

import pytest

from desk.handoff.organisations import Directory, Organisation, Team
from desk.handoff.reasons import reason
from desk.handoff.routing import Choice, Criterion, Route, route
from knowledge.matching import Profile
from knowledge.regions import RegionTree
from knowledge.schema import Taxonomy, Term
from tests.desk.handoff.samples import HOURS, region

REGIONS = RegionTree([region("neckar-alb"), region("zollernalbkreis", "neckar-alb"), region("ostalbkreis")])
TAXONOMY = Taxonomy(
    topics=(Term(id="ki", label="Daten und KI", keywords=[]),),
    sectors=(Term(id="metall", label="Metall", keywords=[]),),
)
ALB = ("zollernalbkreis",)


def organisation(identity: str, *teams: Team) -> Organisation:
    return Organisation(id=identity, name=identity.title(), hours=HOURS, teams=list(teams))


DEFAULT = organisation("default", Team(name="Posteingang", default=True))
CLUSTER = organisation(
    "verbund",
    Team(name="Empfang", default=True),
    Team(name="Metall", sectors=["metall"]),
    Team(name="Alb", regions=["neckar-alb"]),
    Team(name="KI", topics=["ki"]),
    Team(name="KI in Metall", topics=["ki"], sectors=["metall"]),
    Team(name="KI auf der Alb", topics=["ki"], regions=["neckar-alb"]),
    Team(name="Alles zugleich", topics=["ki"], regions=["neckar-alb"], sectors=["metall"]),
    Team(name="KI, auch", topics=["ki", "it"]),
)
DIRECTORY = Directory({"default": DEFAULT, "verbund": CLUSTER})


def routed(destination: str | None, profile: Profile) -> Route:
    return route(destination, profile, DIRECTORY, REGIONS)


@pytest.mark.parametrize(
    ("profile", "team", "met"),
    [
        (Profile(), "Empfang", ()),
        (Profile(topic="it_recht"), "Empfang", ()),
        (Profile(sector="metall"), "Metall", (Criterion.SECTOR,)),
        (Profile(region_ids=ALB), "Alb", (Criterion.REGION,)),
        (Profile(region_ids=("neckar-alb",)), "Alb", (Criterion.REGION,)),
        (Profile(topic="ki"), "KI", (Criterion.TOPIC,)),
        (Profile(topic="it"), "KI, auch", (Criterion.TOPIC,)),
        # Topic weighs more than region, region more than sector.
        (Profile(region_ids=ALB, sector="metall"), "Alb", (Criterion.REGION,)),
        (Profile(topic="ki", sector="metall"), "KI in Metall", (Criterion.TOPIC, Criterion.SECTOR)),
        (Profile(topic="ki", region_ids=ALB), "KI auf der Alb", (Criterion.TOPIC, Criterion.REGION)),
        (Profile(topic="ki", sector="metall", region_ids=ALB), "Alles zugleich", tuple(Criterion)),
        # A place that may lie elsewhere, or that nobody knows, is nobody's.
        (Profile(region_ids=("zollernalbkreis", "ostalbkreis")), "Empfang", ()),
        (Profile(region_ids=("atlantis",)), "Empfang", ()),
    ],
)
def test_the_team_that_most_speaks_for_gets_it(profile: Profile, team: str, met: tuple[Criterion, ...]) -> None:
    found = routed("verbund", profile)
    assert (found.organisation, found.team.name, found.met) == (CLUSTER, team, met)
    assert found.choice is Choice.LISTED


@pytest.mark.parametrize(("destination", "choice"), [(None, Choice.NONE_KNOWN), ("woanders", Choice.NOT_LISTED)])
def test_what_belongs_to_nobody_goes_to_the_default(destination: str | None, choice: Choice) -> None:
    found = routed(destination, Profile(topic="ki"))
    assert (found.organisation, found.team.name, found.choice) == (DEFAULT, "Posteingang", choice)


@pytest.mark.parametrize(
    ("destination", "profile", "expected"),
    [
        (
            "verbund",
            Profile(topic="ki", sector="metall", region_ids=ALB),
            "Es geht an Verbund, Team „Alles zugleich“, das für das Thema „Daten und KI“, das Gebiet „Neckar-Alb“ "
            "und die Branche „Metall“ zuständig ist.",
        ),
        (
            "verbund",
            Profile(topic="ki"),
            "Es geht an Verbund, Team „KI“, das für das Thema „Daten und KI“ zuständig ist.",
        ),
        (
            "verbund",
            Profile(),
            "Es geht an Verbund, Team „Empfang“, das alle Anliegen ohne eigene Zuständigkeit annimmt.",
        ),
        (
            "woanders",
            Profile(),
            "Die passende Stelle nimmt über Lotse noch keine Anliegen an, deshalb geht es an Default, Team "
            "„Posteingang“, das alle Anliegen ohne eigene Zuständigkeit annimmt.",
        ),
        (
            None,
            Profile(),
            "Eine passende Stelle ist noch nicht bekannt, deshalb geht es an Default, Team „Posteingang“, das alle "
            "Anliegen ohne eigene Zuständigkeit annimmt.",
        ),
    ],
)
def test_the_way_is_explained_in_one_sentence(destination: str | None, profile: Profile, expected: str) -> None:
    assert reason(routed(destination, profile), profile, TAXONOMY, REGIONS) == expected
