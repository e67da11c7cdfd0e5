"""Questions about what was said before, what was not understood, and questions with a need in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.actions.answers import ActionAnswer, ActionOutOfScope
from bot.actions.clarifying import ActionClarify
from bot.actions.follow_ups import ActionTakeConcern, refers_back
from bot.actions.small_talk import ActionAnswerOperator, ActionAside
from knowledge.content_files import Content
from knowledge.importing import import_content
from tests.actions.dialogue import Dialogue, titles
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary
from tests.store import sqlite_url, temporary_store

WORTH_IT = "lohnt sich das für 20 Leute?"
OFFER = ["Ja, bitte weitergeben", "Nein, hier weiter"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    entries = {entry.id: entry for entry in (faq(), glossary())}
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        with Session(engine) as session, session.begin():
            import_content(session, Content(entries, TAXONOMY))
        yield


@pytest.fixture
def after_term() -> Dialogue:
    dialogue = Dialogue().says("Was ist eine Schraubendreherei?", "ask_definition")
    dialogue.hears(ActionAnswer())
    return dialogue


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        (WORTH_IT, True),
        ("Und was kostet das?", True),
        ("Gibt es dafür Geld?", True),
        ("Wie wird das Wetter?", False),
        ("Was kostet das Gespräch?", False),
        ("Gibt es auch Kurse?", False),
        ("", False),
        ("???", False),
    ],
)
def test_it_tells_what_refers_back(text: str, refers: bool) -> None:
    assert refers_back(text) is refers


def test_what_the_store_does_not_say_of_an_entry_is_said_and_offered_as_a_concern(after_term: Dialogue) -> None:
    size = {"low": 20, "high": 20}
    (said,) = after_term.says(WORTH_IT, "out_of_scope", company_size=size).hears(ActionOutOfScope())
    assert "zu „Schraubendreherei“" in said["text"]
    assert titles(said) == ["Ja, als Vorhaben ansehen", "Nein, danke"]
    after_term.says("ja", "affirm").hears(ActionTakeConcern())
    assert (after_term.slots["topic"], after_term.slots["company_size"]) == ("schrauben", size)
    assert after_term.slots["offer"] == "nothing"


@pytest.mark.parametrize("action", [ActionAnswer(), ActionClarify(), ActionOutOfScope()])
def test_it_does_not_matter_what_the_question_was_taken_for(after_term: Dialogue, action: ActionAnswer) -> None:
    after_term.says(WORTH_IT, "ask_question").hears(action)
    assert after_term.slots["offer"] == "concern"


def test_what_does_not_refer_back_stays_out_of_scope(after_term: Dialogue) -> None:
    (said,) = after_term.says("Wie wird das Wetter?", "out_of_scope").hears(ActionOutOfScope())
    assert "Damit kenne ich mich nicht aus" in said["text"]


@pytest.mark.parametrize("action", [ActionAnswer(), ActionClarify(), ActionAnswerOperator()])
def test_a_price_of_nothing_is_asked_back(action: ActionAnswer) -> None:
    (said,) = Dialogue().says("Und was kostet das?", "ask_operator").hears(action)
    assert titles(said) == ["Eine Förderung", "Eine Weiterbildung", "Was Lotse kostet"]


def test_the_price_of_lotse_is_told() -> None:
    (said,) = Dialogue().says("Was kostet das Gespräch mit Ihnen?", "ask_operator").hears(ActionAnswerOperator())
    assert "Für Sie kostet das Gespräch nichts" in said["text"]


def test_a_need_in_the_same_sentence_is_offered_after_the_answer() -> None:
    text = "Was ist eine Schraubendreherei und gibt es dafür Geld?"
    dialogue = Dialogue().says(text, "ask_definition", goal="funding", term="schraubendreherei")
    answer, offer = dialogue.hears(ActionAnswer())
    assert answer["text"].startswith("Schraubendreherei:")
    assert "eine passende Förderung" in offer["text"]
    dialogue.says("ja", "affirm").hears(ActionTakeConcern())
    assert (dialogue.slots["topic"], dialogue.slots["goal"]) == ("schrauben", "funding")


def test_an_answer_in_a_form_offers_no_other_need() -> None:
    dialogue = Dialogue(form="need_form")
    dialogue.says(
        "Was ist eine Schraubendreherei und gibt es dafür Geld?",
        "ask_definition",
        goal="funding",
        term="schraubendreherei",
    )
    (answer,) = dialogue.hears(ActionAside())
    assert answer["buttons"] == []
    assert "offer" not in dialogue.slots


def test_the_second_message_that_is_not_understood_is_offered_a_human() -> None:
    dialogue = Dialogue().says("qqq", "nlu_fallback")
    assert titles(dialogue.hears(ActionClarify())[0]) != OFFER
    (said,) = dialogue.says("www", "nlu_fallback").hears(ActionClarify())
    assert "Ich verstehe Sie gerade nicht" in said["text"]
    assert titles(said) == OFFER
    assert dialogue.slots["offer"] == "human"


def test_a_question_without_an_answer_counts_too() -> None:
    dialogue = Dialogue().says("Wer baut Raketen?", "ask_question")
    dialogue.hears(ActionAnswer())
    assert titles(dialogue.says("www", "nlu_fallback").hears(ActionClarify())[0]) == OFFER


def test_what_is_understood_in_between_begins_the_count_anew(after_term: Dialogue) -> None:
    dialogue = Dialogue().says("qqq", "nlu_fallback")
    dialogue.hears(ActionClarify())
    dialogue.says("Was ist eine Schraubendreherei?", "ask_definition").hears(ActionAnswer())
    assert titles(dialogue.says("www", "nlu_fallback").hears(ActionClarify())[0]) != OFFER


def test_after_the_offer_the_count_begins_anew() -> None:
    dialogue = Dialogue()
    for text in ("qqq", "www"):
        dialogue.says(text, "nlu_fallback").hears(ActionClarify())
    assert titles(dialogue.says("zzz", "nlu_fallback").hears(ActionClarify())[0]) != OFFER


def test_in_a_form_answers_that_are_out_of_scope_count_too() -> None:
    dialogue = Dialogue(form="need_form").says("rot", "out_of_scope")
    assert titles(dialogue.hears(ActionAside())[0]) == []
    assert titles(dialogue.says("blau", "out_of_scope").hears(ActionAside())[0]) == OFFER


@pytest.mark.parametrize(("form", "offered"), [("need_form", True), ("contact_form", False)])
def test_within_forms_only_the_need_form_offers_a_human(form: str, offered: bool) -> None:
    dialogue = Dialogue(form=form)
    for text in ("qqq", "www"):
        said = dialogue.says(text, "nlu_fallback").hears(ActionAside())
    assert (titles(said[0]) == OFFER) is offered
