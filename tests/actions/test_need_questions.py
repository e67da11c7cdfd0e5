"""Which questions the need form asks, how, and when it stops."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.actions import texts
from bot.actions.need.back import ActionAskBefore
from bot.actions.need.choosing import MOST_QUESTIONS
from bot.actions.profile import DETAILS, UNKNOWN, profile_of
from knowledge.matching_details import DETAILS as TELLING
from tests.actions.need_talk import HIER, QUESTIONS, Talk, number

pytestmark = pytest.mark.usefixtures("need_store")
ROOT = Path(__file__).parents[2]


def test_the_goal_comes_first_and_what_tells_most_comes_next() -> None:
    talk = Talk()
    talk.says("Wir müssten mal was machen", "state_need")
    assert talk.asks == "goal"
    talk.presses("Förderung finden")
    assert talk.slots["goal"] == "funding"
    assert talk.asks == "topic"


def test_what_the_first_message_tells_is_not_asked() -> None:
    talk = Talk()
    talk.says("…", "seek_funding", topic="schrauben", purpose="investment", place=HIER)
    assert talk.asks == "company_size"
    talk = Talk()
    talk.says(
        "…",
        "seek_funding",
        topic="schrauben",
        purpose="investment",
        company_size=number(30),
        place=HIER,
        sector="uhren",
    )
    assert talk.asks is None
    assert talk.asked == []


@pytest.mark.parametrize("intent", ["seek_funding", "seek_course", "seek_partner", "seek_contact", "state_need"])
def test_it_asks_at_most_five_questions_and_none_twice(intent: str) -> None:
    talk = Talk()
    talk.says("…", intent)
    while talk.asks:
        talk.says("weiß ich nicht", "dont_know")
    assert 2 <= len(talk.asked) <= MOST_QUESTIONS
    assert len(set(talk.asked)) == len(talk.asked)
    assert all(talk.slots[name] == UNKNOWN for name in talk.asked)


@pytest.mark.parametrize("intent", ["dont_know", "skip", "deny"])
def test_a_question_that_is_declined_is_not_asked_again(intent: str) -> None:
    talk = Talk()
    talk.says("…", "seek_partner")
    talk.says("…", intent)
    assert talk.slots["topic"] == UNKNOWN
    talk.says("Hierstadt", "inform", place=HIER)
    assert "topic" not in talk.asked[1:]


def test_money_is_asked_about_only_where_money_is_sought() -> None:
    about_money = {"purpose", "turnover", "balance", "age"}
    for intent, audience in (("seek_course", True), ("seek_partner", False), ("state_need", False)):
        talk = Talk()
        talk.says("…", intent)
        while talk.asks:
            talk.says("weiß ich nicht", "dont_know")
        assert about_money.isdisjoint(talk.asked)
        assert ("audience" in talk.asked) is audience


def test_who_does_not_tell_the_turnover_is_not_asked_for_the_balance_sheet() -> None:
    talk = Talk()
    talk.says("…", "seek_funding")
    while talk.asks:
        talk.says("egal", "dont_know")
    assert "turnover" in talk.asked
    assert "balance" not in talk.asked


def test_after_something_in_between_the_question_is_shorter_and_does_not_count_anew() -> None:
    talk = Talk()
    talk.says("…", "seek_funding", topic="schrauben", place=HIER, purpose="investment")
    assert "Davon hängt ab" in talk.heard
    assert talk.says("Was ist eine Schraube?", "ask_definition") is False
    talk.comes_back()
    assert talk.heard.strip() == "Und wie viele Menschen arbeiten bei Ihnen?"
    assert "10 bis 49" in talk.buttons
    assert talk.slots["asked"] == ["company_size"]


@pytest.mark.parametrize("intent", ["greet", "thank"])
def test_a_greeting_is_no_answer_and_no_mistake(intent: str) -> None:
    talk = Talk()
    talk.says("…", "seek_partner")
    for _ in range(3):
        assert not talk.says("…", intent)
        talk.comes_back()
    assert talk.heard.strip() == "Und worum geht es?"
    assert talk.asks == "topic"


def test_after_two_answers_that_cannot_be_read_a_human_is_offered_and_it_goes_on_without() -> None:
    talk = Talk()
    talk.says("…", "seek_funding", topic="schrauben", place=HIER)
    talk.says("ja", "affirm")
    assert talk.heard.splitlines()[0].startswith("Das habe ich nicht als Zahl erkannt")
    assert talk.asks == "company_size"
    talk.says("ja doch", "affirm")
    # The next question comes once the offer was declined.
    assert talk.heard.startswith("Ich verstehe Sie gerade nicht")
    assert "\n" not in talk.heard.strip()
    assert talk.slots["offer"] == "human"
    assert talk.slots["company_size"] == UNKNOWN
    assert talk.asks not in (None, "company_size")


def test_where_nothing_more_would_be_asked_the_matches_come_without_the_offer_of_a_human() -> None:
    talk = Talk()
    talk.says("…", "seek_partner", topic="schrauben", place=HIER)
    assert talk.asks == "sector"
    talk.says("ja", "affirm")
    talk.says("ja doch", "affirm")
    assert talk.heard.startswith("Dann geht es ohne diese Angabe.")
    assert talk.slots.get("offer") == "nothing"
    assert talk.asks != "sector"


def test_mistakes_are_counted_for_each_question() -> None:
    talk = Talk()
    talk.says("…", "seek_partner", topic="schrauben")
    talk.says("ja", "affirm")
    talk.says("Hierstadt", place=HIER)
    talk.says("ja", "affirm")
    assert talk.heard.splitlines()[0].startswith("Das konnte ich nicht zuordnen.")
    assert talk.asks == "sector"


def test_what_the_store_surely_knows_is_answered_before_the_question_comes_again() -> None:
    talk = Talk()
    talk.says("…", "seek_funding", topic="federn", place=HIER, purpose="investment")
    talk.says("Wie ölt man Schrauben?", "nlu_fallback")
    assert talk.heard.startswith("Dies ist eine erfundene Antwort.")
    assert talk.heard.endswith("Und wie viele Menschen arbeiten bei Ihnen?")


def test_going_back_forgets_the_answer_before_and_asks_it_in_full() -> None:
    talk = Talk()
    talk.says("…", "seek_partner", topic="schrauben")
    first = talk.asks
    talk.says("Hier", place=HIER)
    second = talk.asks
    assert (first, second) == ("place", "sector")
    assert talk.says("zurück", "go_back") is False
    talk.comes_back(ActionAskBefore())
    assert talk.asks == first
    assert talk.slots["place"] is None
    assert talk.heard.strip() == "In welcher Stadt oder in welchem Landkreis sitzt Ihr Betrieb?"
    talk.says("Dort", place={"name": "Dort", "ids": ["kreis-dort"]})
    assert talk.asks == second
    assert talk.slots["asked"] == ["place", "sector"]


def test_there_is_nothing_before_the_first_question() -> None:
    talk = Talk()
    talk.says("…", "seek_partner", topic="schrauben")
    talk.says("zurück", "go_back")
    talk.comes_back(ActionAskBefore())
    assert talk.heard.splitlines()[0] == "Das war schon die erste Frage."
    assert talk.asks == "place"


def test_several_details_are_taken_at_once_outside_the_question_too() -> None:
    talk = Talk()
    talk.says("…", "seek_funding")
    talk.says("30 Leute in Hierstadt, Uhren", company_size=number(30), place=HIER, sector="uhren")
    assert talk.asks == "topic"
    assert talk.heard == "Gut, „Uhrenbau“, 30, Hierstadt.\nUnd worum geht es?"
    assert (talk.slots["company_size"], talk.slots["place"], talk.slots["sector"]) == (number(30), HIER, "uhren")


def test_a_bare_number_answers_the_question_that_was_asked() -> None:
    talk = Talk()
    talk.says("…", "seek_funding", topic="schrauben", place=HIER, purpose="investment")
    talk.says("keine Ahnung, vielleicht so 30", "dont_know", number=number(30))
    assert talk.slots["company_size"] == number(30)


@pytest.mark.parametrize(
    ("typed", "intent", "audience"),
    [
        ("die in der Produktion", "ask_question", "skilled_workers"),
        ("unsere Auszubildenden", "small_talk", "apprentices"),
        ("Geschäftsführung", "inform", "management"),
    ],
)
def test_a_choice_can_be_typed_whatever_the_classifier_takes_it_for(typed: str, intent: str, audience: str) -> None:
    talk = Talk()
    talk.says("…", "seek_course", topic="schrauben")
    assert talk.asks == "audience"
    talk.says(typed, intent)
    assert talk.slots["audience"] == audience


def test_a_question_is_no_choice() -> None:
    talk = Talk()
    talk.says("…", "seek_course", topic="schrauben")
    assert talk.says("Was kostet das Auszubildende?", "ask_question") is False


def test_other_words_for_the_topic_stay_in_the_description() -> None:
    talk = Talk()
    talk.says("…", "seek_partner")
    talk.says("um Verzahnung", "nlu_fallback")
    assert talk.slots["topic"] == UNKNOWN
    assert talk.asks == "place"


def test_terms_that_nobody_knows_and_topics_that_are_no_concern_are_not_taken() -> None:
    talk = Talk()
    talk.says("/inform", "inform", goal="reichtum", topic="grundlagen", sector="zauberei", stage="später")
    assert [talk.slots[name] for name in ("goal", "topic", "sector", "stage")] == [None] * 4
    assert talk.asks == "goal"


@pytest.mark.parametrize("slot", ["goal", *TELLING])
def test_every_question_has_a_short_form_an_action_a_slot_and_a_way_out(slot: str) -> None:
    replies = texts.section("replies")
    assert len(replies[f"ask_{slot}_again"]["text"]) < len(replies[f"ask_{slot}"]["text"])
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    assert QUESTIONS[slot].name() in domain["actions"]
    assert {slot} <= set(domain["forms"]["need_form"]["required_slots"]) & set(domain["slots"]) & set(DETAILS)
    talk = Talk(slots={"open_question": {"slot": slot, "kind": "back"}})
    talk.comes_back()
    assert talk.asks == slot
    assert "/dont_know" in talk.buttons.values()


@pytest.mark.parametrize(
    "slot", ["stage", "purpose", "audience", "turnover", "balance", "age", "sector", "goal", "topic"]
)
def test_every_button_gives_a_value_that_is_taken(slot: str) -> None:
    talk = Talk(slots={"open_question": {"slot": slot, "kind": "back"}})
    talk.comes_back()
    for title, payload in dict(talk.buttons).items():
        if payload != "/dont_know":
            chosen = Talk(slots=dict(talk.slots), asks=slot, buttons={title: payload})
            chosen.presses(title)
            assert chosen.slots[slot] not in (None, UNKNOWN), title


def test_the_profile_has_every_detail() -> None:
    slots: dict[str, Any] = {
        "goal": None, "topic": "schrauben", "stage": "inform", "purpose": "advice", "audience": "everyone",
        "sector": "uhren", "company_size": number(30), "turnover": number(5), "balance": number(4), "age": number(3),
        "place": HIER, "used": ["schraubenpraemie"],
    }  # fmt: skip
    profile = profile_of(slots)
    assert profile.employees == (30, 30)
    assert (profile.turnover_eur, profile.balance_eur, profile.age_years) == ((5, 5), (4, 4), (3, 3))
    assert (profile.stage, profile.purpose, profile.audience) == ("inform", "advice", "everyone")
    assert (profile.region_ids, profile.used, profile.outside_state) == (("kreis-hier",), ("schraubenpraemie",), False)
    # Who asks for money and a course in one breath tells the audience of the course.
    assert profile_of(slots | {"goal": "funding"}).audience is None
    assert profile_of(slots | {"goal": "training"}).purpose is None
    assert profile_of(dict.fromkeys(slots, UNKNOWN) | {"used": None}) == profile_of({})


def test_a_programme_in_use_is_remembered() -> None:
    talk = Talk()
    talk.says("Wir nutzen schon die Prämie und suchen einen Zuschuss", "seek_funding", program="schrauben-advice")
    assert talk.slots["used"] == ["schrauben-advice"]
    other = Talk()
    other.says("Wir suchen die Prämie", "seek_funding", program="schrauben-advice")
    assert other.slots.get("used") is None
