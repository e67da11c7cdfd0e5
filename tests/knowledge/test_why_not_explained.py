"""What is said when somebody asks "Warum nicht …?"."""

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge import reasons
from knowledge import why_not as texts_of
from knowledge.matching import Match, Offer, Profile, Verdict, best, is_own_service, verdict_of
from knowledge.matching_names import why_not
from knowledge.rules.cluster import is_last_resort
from knowledge.schema import Cluster, Course, Funding
from knowledge.why_not import explanation
from tests.knowledge.knowledge_samples import World, cluster, course, funding, world
from tests.knowledge.test_matching_properties import profiles

TODAY = date(2030, 6, 1)
COMPANY = Profile(goal="funding", topic="schrauben", employees=(45, 45), region_ids=("kreis-hier",))


def said(asked: Offer, shown: Offer | None = None, company: Profile = COMPANY) -> str | None:
    """Return the answer about one entry after the other, if any, was shown."""
    store = world(asked, shown) if shown else world(asked)
    judged = [verdict_of(asked, company, store, TODAY)]
    return explanation(judged, [verdict_of(shown, company, store, TODAY)] if shown else [])


def test_nothing_is_said_of_what_the_store_does_not_know() -> None:
    store = world(funding())
    assert explanation(why_not("Warum nicht der Goldregen?", COMPANY, store, TODAY), []) is None


def test_what_has_ended_is_told_with_its_end_and_successor_alone() -> None:
    old = funding(
        "alt", name="Altgeld", availability="ended", valid_until="2029-12-31", successor="neu", max_employees=9
    )
    store = world(old, funding("neu", name="Neugeld"))
    judged = why_not("Warum nicht das Altgeld?", COMPANY, store, TODAY)
    assert explanation(judged, []) == (
        "„Altgeld“ kommt nicht mehr infrage. Das Angebot ist beendet (Ende: 31.12.2029)."
        " Stattdessen gibt es heute: Neugeld."
    )


def test_a_dissolved_organisation_has_ended_too() -> None:
    assert said(cluster(activity="dissolved")) == (
        "„Schraubencluster“ kommt nicht mehr infrage. Die Organisation gibt es nicht mehr."
    )


def test_what_does_not_fit_is_told_with_every_reason() -> None:
    assert said(funding(max_employees=20, topics=["federn"])) == (
        "„Schraubenprämie“ passt hier nicht. Gehört nicht zum Thema „Schrauben ölen“."
        " Nur für Betriebe bis 20 Beschäftigte; Sie haben 45 genannt."
    )


def test_what_is_unclear_is_told_with_what_is_open_alone() -> None:
    entry = funding(min_age_years=5)
    open_question = "Für Betriebe, die mindestens 5 Jahre bestehen; das Alter Ihres Betriebs ist noch offen."
    assert said(entry) == f"Ob „Schraubenprämie“ passt, ist noch offen. {open_question}"
    assert said(entry, entry) == (
        f"„Schraubenprämie“ ist unter den Vorschlägen, aber noch nicht sicher. {open_question}"
    )


def test_what_is_shown_is_told_to_be_shown() -> None:
    assert said(funding(), funding()) == "„Schraubenprämie“ ist unter den Vorschlägen."


def test_what_serves_another_goal_is_told_so() -> None:
    assert said(course(), funding()) == "„Schraubenkurs“ passt auch. Gezeigt habe ich, was zu Ihrem Ziel gehört."


@pytest.mark.parametrize(
    ("asked", "shown", "why"),
    [
        (
            funding(name="A", topics=["federn", "schrauben"]),
            funding("b", name="B"),
            "„A“ passt auch. Besser passt „B“: Das Thema ist dort ein Schwerpunkt.",
        ),
        (
            funding(name="A"),
            funding("b", name="B", max_employees=100),
            "„A“ passt auch. Besser passt „B“: Für Betriebe bis 100 Beschäftigte; Sie haben 45 genannt.",
        ),
        (
            funding(name="A", help="guarantee"),
            funding("b", name="B"),
            "„A“ passt auch, aber: Kein Geld, sondern eine Sicherheit für einen Kredit. Besser passt „B“.",
        ),
        (
            funding(name="A", owner="Musterverein"),
            funding("b", name="B"),
            "„A“ passt auch. Zuerst nenne ich, was andere schon anbieten: „B“.",
        ),
        (
            cluster(name="A", organisation_type="umbrella", statewide=True),
            cluster("b", name="B"),
            "„A“ passt auch, hilft aber vor allem, wenn keine andere Stelle passt. Hier passt „B“.",
        ),
        (
            funding(name="A"),
            funding("b", name="B"),
            "„A“ passt ebenso gut wie „B“; ich zeige höchstens drei.",
        ),
    ],
)
def test_of_what_fits_it_names_what_comes_first_and_why(asked: Offer, shown: Offer, why: str) -> None:
    assert said(asked, shown) == why


def test_a_title_with_quotation_marks_gets_inner_ones() -> None:
    asked, shown = funding(name="Gutschein „A“"), funding("b", name="Gutschein „B“")
    assert said(asked, shown) == "„Gutschein ‚A‘“ passt ebenso gut wie „Gutschein ‚B‘“; ich zeige höchstens drei."


def test_several_names_are_told_one_by_one() -> None:
    store = world(funding(name="Prämie", max_employees=20), course("b", name="Schraubenkurs"))
    found = explanation(why_not("Warum weder Prämie noch Schraubenkurs?", COMPANY, store, TODAY), [])
    assert found
    assert [line.split("“")[0] for line in found.split("\n")] == ["„Schraubenkurs", "„Prämie"]


def outdone(real: World, profile: Profile, day: date) -> list[tuple[Match, tuple[Match, ...]]]:
    kinds: tuple[type[Offer], ...] = (Funding, Course, Cluster)
    shown = {kind: best(kind, profile, real, day) for kind in kinds}
    judged = [
        (verdict_of(entry, profile, real, day), shown[kind])
        for entry in real.entries.values()
        for kind in kinds
        if isinstance(entry, kind)
    ]
    return [(one, first) for one, first in judged if one.verdict is Verdict.FITS and one not in first]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(profile=profiles)
def test_who_comes_later_is_called_equal_only_if_the_points_are(real: World, profile: Profile) -> None:
    day = date(2026, 11, 25)
    for match, shown in outdone(real, profile, day):
        first = shown[0]
        last = is_last_resort(match.entry) and not is_last_resort(first.entry)
        own = is_own_service(match.entry) and not is_own_service(first.entry)
        text = explanation([match], shown)
        assert text
        assert ("passt ebenso gut" in text) is (match.points == first.points and not last and not own)


def test_every_text_names_only_what_it_is_given() -> None:
    given_values = {"title", "better", "reason", "reasons"}
    texts: dict[str, Any] = dict(texts_of.texts())
    stronger = texts.pop("stronger")
    assert all(set(names(text)) <= given_values for text in texts.values())
    assert not any(names(text) for text in stronger.values())
    assert set(stronger) <= set(reasons.texts().telling)


def names(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name]
