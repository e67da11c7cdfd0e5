"""Cards tell what must be known at a glance; what a request keeps tells everything."""

from datetime import date

from bot.actions.cards import kept_match, match_card
from knowledge.matching import Profile, verdict_of
from knowledge.reasons import render
from tests.knowledge.knowledge_samples import funding, world

TODAY = date(2030, 6, 1)
PROGRAMME = funding(max_employees=100, max_turnover_eur=20_000_000, min_age_years=5, sectors=["uhren"], help="loan")
COMPANY = Profile(topic="schrauben", turnover_eur=(5e6, 5e6), sector="uhren", region_ids=("kreis-hier",))
MATCH = verdict_of(PROGRAMME, COMPANY, world(PROGRAMME), TODAY)


def test_a_card_gives_four_reasons_and_first_what_is_open() -> None:
    assert match_card(MATCH)["reasons"] == [
        "Für Betriebe bis 100 Beschäftigte; Ihre Zahl ist noch offen.",
        "Für Betriebe, die mindestens 5 Jahre bestehen; das Alter Ihres Betriebs ist noch offen.",
        "Kein reiner Zuschuss, sondern ein Darlehen.",
        "Passt zum Thema „Schrauben ölen“.",
    ]


def test_what_a_request_keeps_gives_all_reasons_and_begins_like_the_card() -> None:
    card, kept = match_card(MATCH), kept_match(MATCH)
    assert sorted(kept["reasons"]) == sorted(render(reason) for reason in MATCH.reasons)
    assert len(kept["reasons"]) > len(card["reasons"])
    assert kept == card | {"reasons": kept["reasons"]}
    assert kept["reasons"][:4] == card["reasons"]


def test_why_something_does_not_fit_is_told_in_full() -> None:
    company = Profile(topic="federn", employees=(200, 200), turnover_eur=(5e7, 5e7), age_years=(2, 2), sector="pfeifen")
    refused = verdict_of(PROGRAMME, company, world(PROGRAMME), TODAY)
    assert len(refused.reasons) == 5
    assert match_card(refused)["reasons"] == [render(reason) for reason in refused.reasons]
