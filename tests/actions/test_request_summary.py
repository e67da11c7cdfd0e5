"""The offer, the summary, and what a visitor changes in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action

from bot.actions.matches import ActionShowMatches
from bot.actions.request.consenting import ActionAskConsent
from bot.actions.request.summary import (
    ActionAskWhatToChange,
    ActionChangeDetail,
    ActionConfirmSummary,
    ActionShowSummary,
    ActionTakeCorrection,
)
from tests.actions.concerns import SLOTS, WORDS, after, knowing, said, titles
from tests.knowledge.knowledge_samples import cluster, course, funding

LISTED = SLOTS | {"description": WORDS}
WANTED = SLOTS | {"summary_asked": True}
SUMMARY = (
    "Ihr Anliegen:\n• Ziel: Förderung finden\n• Thema: Schrauben ölen\n• Beschäftigte: 45\n"
    "• Ort: Kreis Hier\n• Beschreibung: „Wir wollen Schrauben ölen“\nStimmt das so?"
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with knowing(tmp_path, monkeypatch, funding(max_employees=50), course(), cluster()):
        yield


def shown(slots: dict[str, Any] = SLOTS) -> dict[str, Any]:
    """What is remembered after matches were shown."""
    _, done = after(ActionShowMatches(), slots)
    return dict(done["shown"])


def wanted(**changes: Any) -> dict[str, Any]:
    """The slots of a visitor who said yes to passing the request on and sees the summary."""
    _, done = after(ActionShowSummary(), SLOTS | {"shown": shown()})
    return SLOTS | {"shown": done["shown"], "summary_asked": True} | changes


def test_the_offer_names_team_reason_and_presence_before_anybody_agrees() -> None:
    (matches, offer), done = after(ActionShowMatches(), SLOTS)
    assert [card["title"] for card in matches["custom"]["cards"]] == ["Schraubenprämie"]
    assert "nimmt sie noch keine Anliegen an. Soll ich Ihr Anliegen weitergeben?" in offer["text"]
    assert "Clustermanagement, Team „Anliegen“." in offer["text"]
    assert "jemand da." in offer["text"]
    assert [card["title"] for card in offer["custom"]["cards"]] == ["Schraubencluster"]
    assert done["request_offered"] is True


def test_without_a_destination_the_default_team_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with knowing(tmp_path / "other", monkeypatch, funding()):
        (_, offer), done = after(ActionShowMatches(), SLOTS)
    assert done["shown"]["destination"] is None
    assert "Zuständig ist dann: Clustermanagement, Team „Anliegen“" in offer["text"]
    assert not offer["custom"]


def test_when_nothing_fits_it_says_so_and_offers_a_person() -> None:
    (nothing, offer), _ = after(ActionShowMatches(), SLOTS | {"company_size": {"low": 5000, "high": 5000}})
    assert "kein passendes Angebot gefunden" in nothing["text"]
    assert not nothing["custom"]
    assert titles(offer) == ["Ja, Anliegen weitergeben", "Nein, danke"]


def test_more_than_three_offers_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [funding(f"praemie-{number}", name=f"Prämie {number}") for number in range(5)]
    with knowing(tmp_path / "other", monkeypatch, *many):
        (matches, *_), _ = after(ActionShowMatches(), SLOTS)
    assert len(matches["custom"]["cards"]) == 3


def test_the_summary_lists_what_is_known_and_waits_for_an_answer() -> None:
    (summary,), done = after(ActionShowSummary(), SLOTS | {"shown": shown()})
    assert summary["text"] == SUMMARY
    assert titles(summary) == ["Stimmt so", "Etwas ändern"]
    assert (done["summary_asked"], done["request_offered"]) == (True, None)
    assert done["shown"]["listed"] == LISTED


def test_after_a_question_in_between_the_list_is_not_repeated() -> None:
    (again,), _ = after(ActionShowSummary(), wanted())
    assert "•" not in again["text"]
    assert titles(again) == ["Stimmt so", "Etwas ändern"]


def test_long_words_of_the_visitor_are_shortened() -> None:
    words = "Schrauben ölen und noch mehr Schrauben ölen " * 20
    (summary,), _ = after(ActionShowSummary(), SLOTS | {"shown": shown()}, said(words, "state_need"))
    quote = summary["text"].split("„")[1].split("“")[0]
    assert quote.endswith(" …")
    assert len(quote) <= 100


def test_agreeing_remembers_what_was_seen() -> None:
    _, done = after(ActionConfirmSummary(), wanted())
    assert done == {"summary_confirmed": LISTED}


def test_a_correction_comes_back_to_the_summary_and_not_to_the_start() -> None:
    (summary,), done = after(ActionShowMatches(), wanted(company_size={"low": 40, "high": 40}))
    assert "• Beschäftigte: 40" in summary["text"]
    assert done["summary_asked"] is True
    assert done["shown"]["listed"]["company_size"] == {"low": 40, "high": 40}


def test_a_correction_that_changes_the_offers_shows_them_before_the_summary() -> None:
    matches, summary = after(ActionShowMatches(), wanted(company_size={"low": 60, "high": 60}))[0]
    assert "kein passendes Angebot" in matches["text"]
    assert "• Beschäftigte: 60" in summary["text"]


def test_a_correction_without_anything_new_asks_what_is_meant() -> None:
    (question,), done = after(ActionShowMatches(), wanted())
    assert question["text"].startswith("Was soll ich ändern?")
    assert titles(question) == ["Ziel", "Thema", "Beschäftigte", "Ort", "Doch so lassen", "Nicht weitergeben"]
    assert done["summary_asked"] is True


def test_what_no_detail_takes_is_added_in_the_visitors_words() -> None:
    first = said(WORDS, "state_need")
    more = said("die Schrauben sind von 1985", "inform")
    (summary,), done = after(ActionShowMatches(), wanted(), first, more)
    assert "• Ergänzung: „die Schrauben sind von 1985“" in summary["text"]
    assert done["addition"] == "die Schrauben sind von 1985"
    assert done["shown"]["listed"]["addition"] == done["addition"]
    (_,), again = after(ActionShowMatches(), wanted(**done), first, said("und ziemlich rostig dazu noch", "inform"))
    assert again["addition"] == "die Schrauben sind von 1985\nund ziemlich rostig dazu noch"
    (question,), _ = after(ActionAskWhatToChange(), wanted(**done))
    assert "Ergänzung" in titles(question)
    _, left_out = after(ActionChangeDetail(), wanted(**done), said("/correct", "correct", detail="addition"))
    assert left_out == {"addition": None}


@pytest.mark.parametrize(
    ("words", "intent"), [("hm", "inform"), ("/correct", "correct"), ("wann haben Sie denn offen", "ask_question")]
)
def test_what_says_nothing_is_not_added(words: str, intent: str) -> None:
    (question,), done = after(ActionShowMatches(), wanted(), said(WORDS, "state_need"), said(words, intent))
    assert question["text"].startswith("Was soll ich ändern?")
    assert "addition" not in done


def test_a_correction_before_the_yes_does_not_repeat_the_same_cards() -> None:
    slots = SLOTS | {"company_size": {"low": 40, "high": 40}, "shown": shown()}
    (same, offer), _ = after(ActionShowMatches(), slots)
    assert "40 Beschäftigte" in same["text"]
    assert "Es bleibt bei den Vorschlägen" in same["text"]
    assert not same["custom"]
    assert not offer["custom"]
    assert titles(offer) == ["Ja, Anliegen weitergeben", "Nein, danke"]


def test_every_detail_that_is_known_can_be_changed() -> None:
    (question,), _ = after(ActionAskWhatToChange(), wanted(sector="uhren", age={"low": 3, "high": 3}))
    assert {"Branche", "Bestehen"} < set(titles(question))


@pytest.mark.parametrize(("detail", "expected"), [("place", True), ("consent", False), ("nichts", False)])
def test_only_details_of_a_need_can_be_asked_for_again(detail: str, *, expected: bool) -> None:
    event = said("/correct", "correct", detail=detail)
    _, done = after(ActionChangeDetail(), wanted(), event)
    question = {"slot": detail, "kind": "back"}
    assert done == ({detail: None, "open_question": question} if expected else {})


def test_a_correction_in_the_contact_form_needs_consent_anew() -> None:
    event = said("doch 60 Leute", "correct", company_size={"low": 60, "high": 60}, email="k@muster.example")
    _, done = after(ActionTakeCorrection(), wanted(consent="given"), event)
    assert done == {"company_size": {"low": 60, "high": 60}, "consent": None}


def test_the_question_for_consent_names_who_gets_what() -> None:
    (question,), _ = after(ActionAskConsent(), wanted())
    assert question["text"].startswith("Ihr Anliegen geht an: Clustermanagement, Team „Anliegen“.")
    assert "Willigen Sie ein" in question["text"]


def test_a_contact_that_was_told_before_is_named_before_consent() -> None:
    event = said("Meine Nummer ist 07461 123456", "inform", phone="07461 123456")
    (told, question), _ = after(ActionAskConsent(), wanted(), event)
    assert "+497461123456" in told["text"]
    assert "Willigen Sie ein" in question["text"]


@pytest.mark.parametrize("action", [ActionShowSummary(), ActionAskWhatToChange()])
def test_markup_in_the_visitors_words_stays_text(action: Action) -> None:
    words = '<img src=x onerror="alert(1)"> {0} {details} %s =1+1'
    messages, _ = after(action, SLOTS | {"shown": shown()}, said(words, "state_need"))
    if isinstance(action, ActionShowSummary):
        assert words in messages[0]["text"]
