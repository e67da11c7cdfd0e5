""" "Warum nicht der …?"."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.actions.answers import ActionAnswer
from bot.actions.matches import ActionShowMatches
from bot.actions.small_talk import ActionAside
from tests.actions.concerns import SLOTS, after, knowing, said, titles
from tests.knowledge.knowledge_samples import cluster, course, faq, funding

OLD = funding(
    "altpraemie", name="Altprämie", valid_until="2024-12-31", availability="ended", successor="schraubenpraemie"
)
SMALL = funding("kleinpraemie", name="Kleinprämie", max_employees=10)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with knowing(tmp_path, monkeypatch, funding(), SMALL, OLD, course(), cluster(), faq()):
        yield


def asked(words: str, slots: dict[str, Any] = SLOTS, **entities: Any) -> dict[str, Any]:
    (message,), _ = after(ActionAnswer(), slots, said(words, "why_not", **entities))
    return message


def card(message: dict[str, Any]) -> dict[str, Any]:
    (only,) = message["custom"]["cards"]
    return dict(only)


def test_a_programme_that_does_not_fit_gives_the_rule_and_the_source() -> None:
    message = asked("Warum nicht die Kleinprämie?")
    assert message["text"] == (
        "„Kleinprämie“ passt hier nicht. Nur für Betriebe bis 10 Beschäftigte; Sie haben 45 genannt."
    )
    assert message["custom"]["source"]["url"] == "https://example.org/quelle"


def test_an_ended_programme_names_its_end_and_its_successor() -> None:
    for slots in (SLOTS, {}):
        message = asked("und die Altprämie, warum nicht?", slots)
        assert "31.12.2024" in message["text"]
        assert "Schraubenprämie" in message["text"]


def test_one_that_was_shown_is_called_so() -> None:
    _, done = after(ActionShowMatches(), SLOTS)
    assert "ist unter den Vorschlägen" in asked("Warum nicht die Schraubenprämie?", SLOTS | done)["text"]


def test_before_anything_is_known_the_general_conditions_are_shown() -> None:
    message = asked("Warum nicht die Kleinprämie?", {})
    assert "weiß ich noch nichts" in message["text"]
    assert card(message)["verdict"] == "info"


def test_without_a_name_it_asks_which_one_with_the_funding_that_was_considered() -> None:
    _, done = after(ActionShowMatches(), SLOTS)
    message = asked("Warum nicht das andere?", SLOTS | done)
    assert message["text"].startswith("Welches Angebot meinen Sie?")
    assert titles(message) == ["Kleinprämie"]
    assert "passt hier nicht" in asked("/why_not", SLOTS, entry="kleinpraemie")["text"]


@pytest.mark.parametrize("entry", ["faq-900", "gibt-es-nicht"])
def test_a_button_that_names_no_offer_judges_nothing(entry: str) -> None:
    assert asked("/why_not", SLOTS, entry=entry)["text"].startswith("Welches Angebot")


def test_a_question_that_the_store_knows_is_answered() -> None:
    assert asked("Wie ölt man Schrauben?")["text"].startswith("Dies ist eine erfundene Antwort.")


def test_within_a_form_it_is_judged_the_same() -> None:
    (message,), _ = after(ActionAside(), SLOTS, said("Warum nicht die Kleinprämie?", "why_not"))
    assert "passt hier nicht" in message["text"]
