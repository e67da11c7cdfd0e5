"""Politeness, asides in forms, and reactions to what was offered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from bot.actions import reactions, small_talk
from bot.actions.care import Care
from bot.actions.escalation.anger import ANGRY
from bot.actions.misunderstanding import FORMS_TO_A_HUMAN
from bot.actions.need.questions import ActionAskTopic
from bot.actions.provenance import OUT_OF_SCOPE
from bot.actions.reactions import ActionAgree, ActionDecline, ActionUndecided
from bot.actions.small_talk import ActionAside, ActionReply
from knowledge.content_files import Content
from knowledge.importing import import_content
from tests.actions.dialogue import Dialogue, titles
from tests.knowledge.knowledge_samples import TAXONOMY, faq
from tests.store import sqlite_url, temporary_store

ROOT = Path(__file__).parents[2]
RULES = ROOT / "bot" / "data" / "rules"
DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        with Session(engine) as session, session.begin():
            import_content(session, Content({"faq-900": faq()}, TAXONOMY))
        yield


def asides() -> set[str]:
    """Return the intents that rules answer with an aside."""
    rules = [rule for file in RULES.glob("*.yml") for rule in YAML(typ="safe").load(file)["rules"]]
    first = [rule["steps"][0] for rule in rules if {"action": "action_aside"} in rule["steps"]]
    return {one["intent"] for step in first for one in step.get("or", [step])}


def replied(intent: str) -> dict[str, Any]:
    (said,) = Dialogue(form="need_form").says("…", intent).hears(ActionAside())
    return said


def test_an_aside_has_a_reply_and_no_button_that_leads_away() -> None:
    polite = asides() - small_talk.ANSWERABLE - ANGRY - set(Care) - {OUT_OF_SCOPE}
    assert len(polite) > len(ANGRY)
    for intent in polite:
        reply = replied(intent)
        variants = DOMAIN["responses"][reply["response"]] if reply["response"] else [reply]
        assert not any(variant.get("buttons") for variant in variants), intent


def test_forms_that_lead_to_a_human_are_in_the_domain() -> None:
    assert set(DOMAIN["forms"]) > FORMS_TO_A_HUMAN


def test_a_second_greeting_is_short_and_small_talk_varies() -> None:
    dialogue = Dialogue().says("Hallo", "greet")
    assert "automatisches Programm" in dialogue.hears(ActionReply())[0]["text"]
    assert dialogue.says("Hallo?", "greet").hears(ActionReply())[0]["text"].startswith("Guten Tag! Womit")
    first = dialogue.says("Wie geht es?", "small_talk").hears(ActionReply())[0]["text"]
    assert dialogue.says("Noch ein Witz", "small_talk").hears(ActionReply())[0]["text"] != first


def test_a_no_after_thanks_says_goodbye_and_a_yes_shows_the_ways() -> None:
    dialogue = Dialogue().says("Danke", "thank")
    dialogue.hears(ActionReply())
    assert dialogue.says("nein", "deny").hears(ActionDecline())[0]["response"] == "utter_goodbye"
    dialogue.says("Danke", "thank").hears(ActionReply())
    assert dialogue.says("ja", "affirm").hears(ActionAgree())[0]["response"] == "utter_what_next"


def test_thanks_for_matches_bring_the_offer_back_to_mind() -> None:
    dialogue = Dialogue().sets(request_offered=True).says("Danke", "thank")
    (said,) = dialogue.hears(ActionReply())
    assert titles(said) == ["Ja, Anliegen weitergeben", "Nein, danke"]
    assert dialogue.slots["request_offered"] is True


@pytest.mark.parametrize(
    ("slots", "yes"),
    [
        ({"request_offered": True}, "Ja, Anliegen weitergeben"),
        ({"offer": "human"}, "Ja, bitte weitergeben"),
        ({"offer": "concern"}, "Ja, als Vorhaben ansehen"),
    ],
)
def test_who_does_not_mind_is_offered_it_again_shorter(slots: dict[str, Any], yes: str) -> None:
    (said,) = Dialogue().sets(**slots).says("egal", "dont_know").hears(ActionUndecided())
    assert "Beides ist in Ordnung" in said["text"]
    assert titles(said)[0] == yes


@pytest.mark.parametrize("slots", [{}, {"offer": "more"}, {"offer": "nothing"}])
def test_who_does_not_know_while_nothing_is_offered_hears_how_to_begin(slots: dict[str, Any]) -> None:
    (said,) = Dialogue().sets(**slots).says("weiß nicht", "dont_know").hears(ActionUndecided())
    assert said["response"] == "utter_ask_capabilities"


def test_a_yes_to_an_answer_asks_whether_there_is_more() -> None:
    dialogue = Dialogue().sets(last_entry="faq-900").says("ok", "affirm")
    assert "sonst noch etwas" in dialogue.hears(ActionAgree())[0]["text"]
    assert dialogue.slots["offer"] == "more"


def test_a_yes_to_nothing_shows_the_ways() -> None:
    assert Dialogue().says("ja", "affirm").hears(ActionAgree())[0]["response"] == "utter_what_next"


def test_a_no_to_nothing_is_fine() -> None:
    (said,) = Dialogue().says("nein", "deny").hears(ActionDecline())
    assert "In Ordnung" in said["text"]


def test_a_no_to_a_human_leaves_the_request_on_offer() -> None:
    dialogue = Dialogue().sets(offer="human", shown={"summary": "…"}).says("nein", "deny")
    dialogue.hears(ActionDecline())
    assert (dialogue.slots["offer"], dialogue.slots["request_offered"]) == ("nothing", True)


def test_a_form_waits_for_who_asked_for_a_moment() -> None:
    dialogue = Dialogue(form="need_form", slots={"offer": "nothing"})
    assert dialogue.says("Moment", "wait").hears(ActionAskTopic()) == []
    assert dialogue.says("Danke", "thank").hears(ActionAskTopic()) != []


def test_a_form_waits_for_the_reaction_to_an_offer_and_then_asks() -> None:
    dialogue = Dialogue(form="need_form").says("du Depp", "abuse")
    dialogue.hears(ActionAside())
    assert dialogue.hears(ActionAskTopic()) == []
    dialogue.says("nein", "deny").hears(reactions.ActionDecline())
    assert dialogue.hears(ActionAskTopic()) != []
    assert dialogue.slots["offer"] == "nothing"
