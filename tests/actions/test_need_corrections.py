"""Corrections of a need, contradictions, places, and a concern after another."""

from typing import Any

import pytest

from bot.actions.need.concern import CONCERN, ActionForgetAll, ActionForgetNeed
from bot.actions.need.second import ActionDropSecondNeed, ActionOfferSecondNeed, ActionTakeSecondNeed
from bot.actions.profile import UNKNOWN, profile_of
from tests.actions.need_talk import DORT, HIER, TWICE, Talk, number

pytestmark = pytest.mark.usefixtures("need_store")
BAYERN = {"name": "Bayern"}


def need(**details: Any) -> Talk:
    """A talk in which funding for buying was asked for, and these details were told."""
    talk = Talk()
    known = {"topic": "schrauben", "purpose": "investment", "sector": "uhren"}
    talk.says("Wir suchen Geld", "seek_funding", **known | details)
    return talk


def matched(**details: Any) -> Talk:
    """A talk in which matches were shown."""
    talk = need(company_size=number(30), place=HIER, **details)
    assert talk.asks is None
    talk.slots["shown"] = {"summary": "…"}
    talk.events.append({"event": "slot", "name": "shown", "value": {"summary": "…"}, "timestamp": 0.0})
    return talk


@pytest.mark.parametrize(
    ("text", "told", "confirmed"),
    [
        ("doch 60 Leute", {"company_size": number(60)}, "Gut, 60 statt 30."),
        ("eher 50 bis 60 Leute", {"company_size": number(50, 60)}, "Gut, 50 bis 60 statt 30."),
        ("wir sitzen doch in Dort", {"place": DORT}, "Gut, Dort statt Hierstadt."),
        ("doch lieber Kurse", {"goal": "training"}, "Gut, „Weiterbildung finden“ statt „Förderung finden“."),
        ("nicht Schrauben, sondern Federn", {"topic": "federn"}, "Gut, „Federn spannen“ statt „Schrauben ölen“."),
        ("nein, für Beratung", {"purpose": "advice"}, "Gut, „Beratung“ statt „Anschaffungen und Investitionen“."),
        (
            "wir sind 60 in Dort",
            {"company_size": number(60), "place": DORT},
            "Gut, 60 statt 30, Dort statt Hierstadt.",
        ),
    ],
)
def test_a_correction_after_matches_is_taken_and_confirmed(text: str, told: dict[str, Any], confirmed: str) -> None:
    talk = matched()
    talk.says(text, "correct", **told)
    assert talk.heard.splitlines()[0] == confirmed
    assert {name: talk.slots[name] for name in told} == told


def test_sums_are_confirmed_in_euros_and_years_as_years() -> None:
    talk = matched(turnover=number(2_000_000), age=number(3))
    talk.says("Umsatz doch 5 Mio", "correct", turnover=number(5_000_000), age=number(4))
    assert talk.heard.splitlines()[0] == "Gut, 5 Mio. € statt 2 Mio. €, 4 Jahre statt 3 Jahre."


@pytest.mark.parametrize(("text", "intent"), [("nein, 60, nicht 30", "deny"), ("60 statt 30", "inform")])
def test_a_bare_number_corrects_the_one_that_is_rejected(text: str, intent: str) -> None:
    talk = need(company_size=number(30))
    assert talk.asks == "place"
    talk.says(text, intent, number=number(60))
    assert talk.slots["company_size"] == number(60)
    assert talk.asks == "place"
    assert talk.heard.splitlines()[0] == "Gut, 60 statt 30."


def test_a_bare_number_corrects_the_size_where_nothing_is_rejected() -> None:
    talk = matched()
    talk.says("doch 60", "correct", number=number(60))
    assert talk.slots["company_size"] == number(60)


def test_a_bare_number_without_a_no_changes_nothing() -> None:
    talk = need(company_size=number(30))
    talk.says("Werk 2", "inform", number=number(2))
    assert talk.slots["company_size"] == number(30)


def test_a_no_that_corrects_another_detail_declines_nothing() -> None:
    talk = need(company_size=number(30))
    talk.says("nein, wir sind 60 Leute", "deny", company_size=number(60))
    assert (talk.asks, talk.slots.get("place")) == ("place", None)


def test_an_answer_that_touches_on_another_topic_leaves_the_concern_alone() -> None:
    talk = need()
    talk.says("in Hierstadt bei der Federnfabrik", "inform", place=HIER, topic="federn")
    assert talk.slots["topic"] == "schrauben"
    assert "statt" not in talk.heard


def test_what_was_declined_can_be_told_later() -> None:
    talk = need(company_size=number(30))
    talk.says("egal", "dont_know")
    assert talk.slots["place"] == UNKNOWN
    talk.says("wir sitzen in Hierstadt", place=HIER)
    assert talk.slots["place"] == HIER
    assert "statt" not in talk.heard


@pytest.mark.parametrize(
    ("told", "asked_back"),
    [
        ({"company_size": number(0)}, "Null Beschäftigte: Sind Sie noch in Gründung?"),
        ({"company_size": number(1_000_000)}, "So viele Beschäftigte hat kaum ein Betrieb."),
        ({"turnover": number(-5)}, "Ein Umsatz kann nicht unter null liegen"),
        ({"balance": number(-5)}, "Eine Bilanzsumme kann nicht unter null liegen."),
        ({"age": number(2_000)}, "So alt kann Ihr Betrieb nicht sein."),
    ],
)
def test_a_contradiction_is_asked_back_and_not_taken(told: dict[str, Any], asked_back: str) -> None:
    (name,) = told
    talk = need(place=HIER, **told)
    assert talk.heard.startswith(asked_back)
    assert (talk.asks, talk.slots[name]) == (name, None)
    talk.says("7", number=number(7))
    assert talk.slots[name] == number(7)
    assert talk.slots["open_question"] is None


def test_a_company_yet_to_be_founded_has_nobody() -> None:
    talk = need(place=HIER, company_size=number(0))
    talk.presses("Ja, noch in Gründung")
    assert (talk.slots["age"], talk.slots["company_size"]) == (number(0), UNKNOWN)
    assert talk.asks is None


@pytest.mark.parametrize(
    ("intent", "size", "asks"), [("affirm", UNKNOWN, None), ("deny", None, "company_size"), ("skip", UNKNOWN, None)]
)
def test_a_size_of_zero_is_settled_in_words(intent: str, size: str | None, asks: str | None) -> None:
    talk = need(place=HIER, company_size=number(0))
    talk.says("…", intent)
    assert (talk.slots["company_size"], talk.asks) == (size, asks)


def test_nobody_is_zero() -> None:
    talk = need(place=HIER)
    talk.says("null", "nlu_fallback")
    assert talk.heard.startswith("Null Beschäftigte")


def test_a_contradiction_said_twice_is_left_out() -> None:
    talk = need(place=HIER, company_size=number(0))
    talk.says("0", number=number(0))
    talk.says("0", number=number(0))
    assert (talk.slots["company_size"], talk.asks) == (UNKNOWN, None)


@pytest.mark.parametrize(
    ("answer", "chosen"),
    [
        ("der erste", "kreis-hier"),
        ("Nummer 2", "kreis-dort"),
        ("das letzte", "kreis-dort"),
        ("im Kreis Hier", "kreis-hier"),
        ("das bei Hierstadt", "kreis-hier"),
    ],
)
def test_an_ambiguous_place_is_chosen_in_words(answer: str, chosen: str) -> None:
    talk = need(company_size=number(30), place=TWICE)
    assert talk.heard == "„Zweimalstadt“ gibt es mehrmals. Welcher Ort ist gemeint?"
    assert list(talk.buttons) == ["Kreis Hier", "Kreis Dort", "Keiner davon"]
    talk.says(answer)
    assert talk.slots["place"] == {"name": "Zweimalstadt", "ids": [chosen]}
    assert talk.slots["open_question"] is None


def test_an_ambiguous_place_is_chosen_by_button_or_left_open() -> None:
    talk = need(company_size=number(30), place=TWICE)
    again = Talk(slots=dict(talk.slots), asks="place", buttons=talk.buttons, events=list(talk.events))
    talk.presses("Kreis Dort")
    assert talk.slots["place"] == {"name": "Kreis Dort", "ids": ["kreis-dort"]}
    again.presses("Keiner davon")
    assert (again.slots["place"], again.slots["open_question"]) == (UNKNOWN, None)


def test_a_place_that_is_not_ambiguous_settles_the_question() -> None:
    talk = need(company_size=number(30), place=TWICE)
    talk.says("nein, in Dort", "correct", place=DORT | {"ask_back": False})
    assert talk.slots["place"]["ids"] == ["kreis-dort"]


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope"])
def test_a_place_that_nobody_knows_is_kept_as_it_was_said(intent: str) -> None:
    talk = need(company_size=number(30))
    talk.says("Nirgendheim", intent)
    assert talk.slots["place"] == {"name": "Nirgendheim", "ids": []}
    assert talk.heard.startswith("Diesen Ort kenne ich in Baden-Württemberg nicht.")


@pytest.mark.parametrize("text", ["12345", "x" * 61])
def test_what_can_be_no_place_is_asked_again(text: str) -> None:
    talk = need(company_size=number(30))
    talk.says(text, "nlu_fallback")
    assert talk.asks == "place"
    assert talk.heard.splitlines()[-1] == "Und wo sitzt Ihr Betrieb?"


def outside() -> Talk:
    talk = need(company_size=number(30), outside_state=BAYERN)
    assert "Haben Sie einen Standort in Baden-Württemberg?" in talk.heard
    assert "Bayern" in talk.heard
    return talk


@pytest.mark.parametrize("typed", [False, True])
def test_a_company_of_another_state_without_a_site_here_is_matched_as_such(typed: bool) -> None:
    talk = outside()
    _ = talk.says("leider nicht", "deny") if typed else talk.presses("Nein")
    assert talk.slots["place"] == {"name": "Bayern", "ids": [], "outside_state": True}
    assert profile_of(talk.slots).outside_state
    assert talk.asks is None


@pytest.mark.parametrize("typed", [False, True])
def test_a_company_of_another_state_with_a_site_here_is_asked_where(typed: bool) -> None:
    talk = outside()
    _ = talk.says("ja", "affirm") if typed else talk.presses("Ja, wir haben hier einen Standort")
    assert talk.heard.startswith("In welcher Stadt oder in welchem Landkreis in Baden-Württemberg")
    talk.says("Hierstadt", place=HIER)
    assert talk.slots["place"] == HIER
    assert not profile_of(talk.slots).outside_state


def test_the_site_can_be_named_at_once() -> None:
    talk = outside()
    talk.says("ja, in Hierstadt", "affirm", place=HIER)
    assert talk.slots["place"] == HIER
    both = need(company_size=number(30), outside_state=BAYERN, place=HIER)
    assert (both.slots["place"], both.asks) == (HIER, None)


def test_another_state_counts_as_a_correction_only_when_it_is_one() -> None:
    talk = matched()
    talk.says("Kunden in Bayern", "inform", outside_state=BAYERN)
    assert talk.slots["place"] == HIER
    talk.says("nein, wir sitzen in Bayern", "correct", outside_state=BAYERN)
    assert talk.asks == "place"
    assert "Standort in Baden-Württemberg" in talk.heard


def test_another_need_after_matches_begins_clean_and_keeps_the_company() -> None:
    talk = matched()
    talk.says("Wir suchen auch einen Kurs", "seek_course", goal="training")
    assert talk.asks == "topic"
    assert "statt" not in talk.heard
    assert (talk.slots["purpose"], talk.slots["shown"]) == (None, None)
    assert (talk.slots["company_size"], talk.slots["place"], talk.slots["sector"]) == (number(30), HIER, "uhren")
    assert talk.slots["asked"] == ["topic"]


def test_another_need_about_the_same_keeps_the_topic() -> None:
    talk = matched()
    talk.says("Gibt es dazu auch Kurse?", "seek_course", goal="training")
    assert (talk.slots["topic"], talk.slots["purpose"]) == ("schrauben", None)
    assert talk.asks == "audience"


def test_a_need_after_matches_that_says_doch_is_a_correction() -> None:
    talk = matched()
    talk.says("doch lieber einen Kurs", "seek_course", goal="training")
    assert talk.heard.splitlines()[0] == "Gut, „Weiterbildung finden“ statt „Förderung finden“."
    assert talk.slots["topic"] == "schrauben"


def test_another_need_while_one_is_asked_about_waits() -> None:
    talk = need(place=HIER)
    talk.says("und auch noch einen Kurs zu Federn", "seek_course", goal="training", topic="federn")
    assert talk.heard.splitlines()[0] == "Das Zweite merke ich mir für danach."
    assert (talk.slots["goal"], talk.slots["topic"], talk.asks) == ("funding", "schrauben", "company_size")
    assert (talk.slots["second_goal"], talk.slots["second_topic"]) == ("training", "federn")


def with_second() -> Talk:
    """A talk whose first sentence named two needs, and whose first concern was declined."""
    talk = need(company_size=number(30), place=HIER, second_goal="training", second_topic="federn", goal="funding")
    for name in CONCERN:
        talk.slots[name] = None
    talk.runs(ActionOfferSecondNeed())
    return talk


def test_the_second_need_of_a_sentence_is_offered_when_the_first_has_ended() -> None:
    talk = with_second()
    expected = "Sie hatten noch etwas erwähnt: Weiterbildung finden · Federn spannen. Sollen wir damit weitermachen?"
    assert talk.heard == expected
    assert talk.slots["second_offered"] is True
    talk.presses("Ja, damit weitermachen")
    assert (talk.slots["goal"], talk.slots["topic"], talk.asks) == ("training", "federn", "audience")
    assert [talk.slots[name] for name in ("second_goal", "second_topic", "second_offered")] == [None] * 3


def test_the_second_need_is_taken_in_words_or_dropped() -> None:
    talk = with_second()
    talk.runs(ActionTakeSecondNeed())
    assert (talk.slots["goal"], talk.slots["topic"], talk.slots["second_goal"]) == ("training", "federn", None)
    talk = with_second()
    talk.runs(ActionDropSecondNeed())
    assert (talk.slots["goal"], talk.slots["second_goal"], talk.slots["second_offered"]) == (None, None, None)


@pytest.mark.parametrize(
    "slots", [{}, {"second_goal": "reichtum"}, {"second_goal": "training", "request_offered": True}]
)
def test_nothing_is_offered_without_a_second_need_or_before_the_first_has_ended(slots: dict[str, Any]) -> None:
    talk = Talk(slots=dict(slots))
    talk.runs(ActionOfferSecondNeed())
    assert talk.heard == ""
    assert "second_offered" not in talk.slots


def test_an_ended_concern_leaves_the_company_and_starting_over_leaves_nothing() -> None:
    talk = matched(second_goal="training")
    talk.runs(ActionForgetNeed())
    assert {name for name, value in talk.slots.items() if value is not None} >= {"company_size", "place", "sector"}
    assert (talk.slots["goal"], talk.slots["second_goal"]) == (None, None)
    talk.says("von vorn", "start_over")
    talk.runs(ActionForgetAll())
    assert talk.slots == {}


def test_another_concern_is_the_same_companys() -> None:
    talk = matched()
    talk.says("noch ein anderes Anliegen", "start_over")
    talk.runs(ActionForgetAll())
    assert (talk.slots["goal"], talk.slots["company_size"]) == (None, number(30))
