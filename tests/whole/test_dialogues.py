"""What visitors say and what Lotse makes of it, through the running service."""

import pytest
from sqlalchemy.orm import Session

from desk import requests
from desk.models import Request
from tests.whole.conftest import OFFER, Service, Visitor

QUESTION_OF_SIZE = "Wie viele Menschen"
QUESTION_OF_PLACE = "In welcher Stadt"
QUESTION_OF_TOPIC = "Worum geht es"
PLACE_AGAIN = "Und wo sitzt Ihr Betrieb?"
QUESTION_OF_GOAL = "Was hilft Ihnen"
CONSENT = "Willigen Sie ein"
NEED = "Wir sind 30 Leute in Aalen und suchen einen Zuschuss für Retrofit"


def newest_request(service: Service) -> Request:
    with Session(service.store()) as session:
        return requests.newest(session, limit=1)[0]


def stored_requests(service: Service, visitor: Visitor) -> list[Request]:
    with Session(service.store()) as session:
        found = requests.newest(session, limit=1000)
    return [request for request in found if request.conversation_id == visitor.conversation_id]


def test_it_says_that_it_is_a_machine_and_offers_four_ways(visitor: Visitor) -> None:
    assert "kein Mensch" in visitor.heard()
    assert visitor.sees_buttons() == [
        "Eine Frage stellen",
        "Förderung finden",
        "Weiterbildung finden",
        "Mit einem Menschen sprechen",
    ]


def test_it_answers_a_question_with_source_and_date(visitor: Visitor) -> None:
    assert "BSI" in visitor.says("Sind wir von NIS-2 betroffen?")
    source = visitor.last[0]["source"]
    assert source["url"].startswith("https://")
    assert source["as_of"].startswith("Stand")


def test_it_defines_a_term(visitor: Visitor) -> None:
    assert visitor.says("Was bedeutet OEE?").startswith("OEE:")


def test_it_answers_an_ended_programme_with_its_end(visitor: Visitor) -> None:
    answer = visitor.says("go-digital")
    assert "beendet" in answer
    assert "31.12.2024" in answer


def test_it_abstains_and_offers_a_person_instead_of_guessing(visitor: Visitor) -> None:
    assert "keine gesicherte Auskunft" in visitor.says("Wie lange muss man Prüfprotokolle aufheben?")
    assert "Mit einem Menschen sprechen" in visitor.sees_buttons()


def test_a_suggestion_can_be_chosen(visitor: Visitor) -> None:
    visitor.says("Was ist eigentlich RAMI 4.0?")
    related = visitor.sees_buttons()[0]
    assert related.endswith("?")
    visitor.presses(related)
    assert visitor.last[0]["source"]


def test_it_asks_only_for_what_is_missing(visitor: Visitor) -> None:
    heard = visitor.needs("Wir sind 30 Leute in Aalen. Gibt es einen Zuschuss für Retrofit?")
    assert "30 Beschäftigte" in heard
    assert "Ostalbkreis" in heard
    assert not any(question in heard for question in (QUESTION_OF_SIZE, QUESTION_OF_PLACE, QUESTION_OF_TOPIC))


def test_every_question_can_be_skipped(visitor: Visitor) -> None:
    assert QUESTION_OF_TOPIC in visitor.presses("Förderung finden")
    assert OFFER in visitor.needs("weiß ich nicht")


def test_a_diffuse_need_is_asked_for_its_goal(visitor: Visitor) -> None:
    assert QUESTION_OF_GOAL in visitor.says("Wir müssten mal was mit Digitalisierung machen")
    assert QUESTION_OF_PLACE in visitor.presses("Weiterbildung finden")


def test_questions_in_between_are_answered_and_the_open_question_comes_back(visitor: Visitor) -> None:
    visitor.presses("Förderung finden")
    visitor.presses("IT-Sicherheit")
    heard = visitor.says("Was ist eine SPS?")
    assert heard.startswith("SPS:")
    assert PLACE_AGAIN in heard
    heard = visitor.says("Sind Sie ein Mensch?")
    assert "kein Mensch" in heard
    assert PLACE_AGAIN in heard


def test_cancelling_stops_the_questions_and_keeps_nothing(visitor: Visitor, service: Service) -> None:
    visitor.presses("Förderung finden")
    assert "abgebrochen" in visitor.says("abbrechen")
    assert QUESTION_OF_TOPIC in visitor.presses("Förderung finden")
    visitor.says("abbrechen")
    assert stored_requests(service, visitor) == []


def test_a_place_that_exists_twice_is_asked_back(visitor: Visitor) -> None:
    heard = visitor.says("Wir suchen einen KI-Kurs in Geislingen")
    assert "Welcher Ort ist gemeint?" in heard
    visitor.presses("Zollernalbkreis")
    assert "Zollernalbkreis" in visitor.needs("weiß ich nicht")


def test_a_place_that_is_also_a_word_counts_when_a_place_was_asked_for(visitor: Visitor) -> None:
    visitor.says("Wir suchen einen Kurs zu Robotik für Azubis")
    assert "Kreis Konstanz" in visitor.needs("Singen")


def test_a_place_that_nobody_knows_does_not_stop_the_search(visitor: Visitor) -> None:
    visitor.says("Wir suchen einen Kurs zu Robotik für Azubis")
    heard = visitor.needs("Hintertupfingen")
    assert "ohne Ort" in heard
    assert OFFER in heard


def test_a_size_that_cannot_be_is_asked_back(visitor: Visitor) -> None:
    assert "noch in Gründung?" in visitor.says("Wir haben 0 Mitarbeiter in Aalen. Gibt es einen Zuschuss für Retrofit?")


def test_a_detail_can_be_corrected_after_the_matches(visitor: Visitor) -> None:
    assert "30 Beschäftigte" in visitor.needs(NEED)
    heard = visitor.says("doch 60 Leute")
    assert "60 Beschäftigte" in heard
    assert "Ostalbkreis" in heard


def test_matches_come_with_reasons_and_without_ended_programmes(visitor: Visitor) -> None:
    visitor.needs(NEED)
    cards = visitor.sees_cards()
    assert 1 <= sum(card["kind_label"] == "Förderung" for card in cards) <= 3
    assert all(card["reasons"] and card["source"] for card in cards)
    assert not any("Prämie Plus" in card["title"] or "go-digital" in card["title"] for card in cards)


def test_nothing_is_passed_on_after_a_no(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    assert "gebe nichts weiter" in visitor.presses("Nein, danke")
    assert stored_requests(service, visitor) == []


def test_without_consent_no_contact_is_asked_for_or_stored(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    assert CONSENT in visitor.passes_on()
    assert "kein Anliegen" in visitor.says("nein")
    assert stored_requests(service, visitor) == []


def test_consent_needs_a_clear_yes(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    assert CONSENT in visitor.says("foo@bar")
    assert CONSENT in visitor.says("hm")
    assert CONSENT not in visitor.says("ja")


def test_a_question_between_offer_and_yes_loses_nothing(visitor: Visitor) -> None:
    visitor.needs(NEED)
    offer = visitor.last
    assert visitor.says("Was ist ein Tilgungszuschuss?").startswith("Tilgungszuschuss:")
    visitor.last = offer
    visitor.presses("Ja, Anliegen weitergeben")
    assert "Zurück zu Ihrem Anliegen" in visitor.says("Was bedeutet OEE?")
    assert CONSENT in visitor.presses("Stimmt so")


def test_an_older_button_is_no_consent(visitor: Visitor) -> None:
    visitor.needs(NEED)
    older = visitor.last
    visitor.says("doch 60 Leute")
    visitor.passes_on()
    visitor.last = older
    assert CONSENT in visitor.presses("Ja, Anliegen weitergeben")


def test_the_summary_is_corrected_and_comes_back(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    heard = visitor.presses("Ja, Anliegen weitergeben")
    assert "• Beschäftigte: 30" in heard
    assert "• Ort: Ostalbkreis" in heard
    assert "• Beschäftigte: 45" in visitor.says("45 Leute, nicht 30")
    assert "Was soll ich ändern?" in visitor.presses("Etwas ändern")
    assert QUESTION_OF_PLACE in visitor.presses("Ort")
    assert "• Ort: Kreis Tuttlingen" in visitor.says("Tuttlingen")
    assert CONSENT in visitor.presses("Stimmt so")
    visitor.presses("Ja, ich willige ein")
    visitor.says("07461 123456")
    visitor.presses("Überspringen")
    (request,) = stored_requests(service, visitor)
    fields = {field.name: (field.value["value"], field.confirmed) for field in request.fields}
    assert fields["company_size"] == ({"low": 45, "high": 45}, True)
    assert fields["place"][0]["ids"] == ["kreis-tuttlingen"]
    assert all(confirmed for _, confirmed in fields.values())


def test_a_contact_that_was_told_too_early_waits_for_consent(visitor: Visitor, service: Service) -> None:
    visitor.needs(f"{NEED}, meine Nummer ist 07461 123456")
    heard = visitor.passes_on()
    assert "+497461123456" in heard
    assert CONSENT in heard
    assert stored_requests(service, visitor) == []
    assert "freiwillig" in visitor.presses("Ja, ich willige ein")
    visitor.presses("Überspringen")
    (request,) = stored_requests(service, visitor)
    assert request.contact_phone == "+497461123456"
    assert len(request.contact_messages) == 1


def test_a_copy_is_only_sent_on_wish(visitor: Visitor) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    assert "Kopie" in visitor.says("k.gross@muster-dreherei.de")
    visitor.presses("Ja")
    assert "Eine Kopie geht an k.gross@muster-dreherei.de." in visitor.presses("Überspringen")


def test_it_says_why_a_programme_is_missing(visitor: Visitor) -> None:
    visitor.needs("Wir sind 600 Leute in Aalen und suchen einen Zuschuss für Retrofit")
    heard = visitor.says("Warum nicht der Innovationsgutschein?")
    assert "passt hier nicht" in heard
    assert [message["source"]["url"] for message in visitor.last if message["source"]]


def test_a_question_once_skipped_is_not_asked_again(visitor: Visitor) -> None:
    visitor.presses("Förderung finden")
    visitor.needs("ist mir egal")
    assert QUESTION_OF_TOPIC not in visitor.says("wir sitzen in Stuttgart")


def test_a_no_skips_a_question(visitor: Visitor) -> None:
    assert QUESTION_OF_TOPIC in visitor.presses("Förderung finden")
    assert QUESTION_OF_TOPIC not in visitor.says("nein")


def test_an_emergency_is_answered_before_anything_is_asked(visitor: Visitor) -> None:
    assert "Cyber-Ersthilfe" in visitor.says("Wir wurden gehackt!!! alles verschlüsselt")


def test_a_second_request_has_words_of_its_own(visitor: Visitor, service: Service) -> None:
    for need in (NEED, "Wir suchen für unsere Meister eine Schulung zu IT-Sicherheit"):
        visitor.needs(need)
        visitor.passes_on()
        visitor.presses("Ja, ich willige ein")
        visitor.says("k.gross@muster-giesserei.de")
        visitor.presses("Nein")
        visitor.presses("Überspringen")
    second, first = ({field.name: field for field in request.fields} for request in stored_requests(service, visitor))
    assert first["description"].value["value"] == NEED
    assert "Schulung" in second["description"].value["value"]
    assert second["place"].source_message == first["place"].source_message


def test_a_contact_that_reaches_nobody_is_asked_again(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    assert "stimmt etwas nicht" in visitor.says("foo@bar")
    assert "freiwillig" in visitor.says("07461 123456")
    code = visitor.presses("Überspringen")
    stored = newest_request(service)
    assert stored.reference_code in code
    assert (stored.contact_phone, stored.contact_email, stored.contact_name) == ("+497461123456", None, None)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Anna Weiß, Drehteile Weiß GmbH", ("Anna Weiß", "Drehteile Weiß GmbH")),
        ("Nein danke", (None, None)),
        ("möchte ich nicht sagen", (None, None)),
        ("weiter", (None, None)),
    ],
)
def test_a_name_is_kept_and_a_refusal_is_none(
    visitor: Visitor, service: Service, typed: str, stored: tuple[str | None, str | None]
) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    visitor.says("k.gross@muster-giesserei.de")
    visitor.presses("Nein")
    visitor.says(typed)
    (request,) = stored_requests(service, visitor)
    assert (request.contact_name, request.contact_company) == stored


def test_a_second_need_keeps_the_company_and_asks_for_the_rest(visitor: Visitor, service: Service) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    visitor.says("k.gross@muster-giesserei.de")
    visitor.presses("Nein")
    visitor.presses("Überspringen")
    assert QUESTION_OF_TOPIC in visitor.says("Wir suchen auch noch einen Kurs")
    assert QUESTION_OF_PLACE not in visitor.presses("Daten und KI nutzen")
    heard = visitor.needs("weiß ich nicht")
    assert "Ostalbkreis" in heard
    assert OFFER in heard
    assert len(stored_requests(service, visitor)) == 1


def test_starting_over_forgets_everything(visitor: Visitor) -> None:
    visitor.needs(NEED)
    visitor.says("von vorne anfangen")
    assert QUESTION_OF_TOPIC in visitor.presses("Förderung finden")
    visitor.presses("IT-Sicherheit")
    assert QUESTION_OF_SIZE in visitor.says("weiß ich nicht")


def test_markup_is_text(visitor: Visitor) -> None:
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    visitor.says("k.gross@muster-giesserei.de")
    visitor.presses("Nein")
    name = '<img src=x onerror="alert(1)"> =1+1 {0} %s'
    visitor.says(name)
    assert "gespeichert" in visitor.heard()
