"""Every reply that an action names exists, and every reply that exists is used."""

import re
from pathlib import Path

from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from bot.actions import need, request, texts
from bot.actions.asking import Asking
from bot.actions.replies import say

ROOT = Path(__file__).parents[2]
SAID = re.compile(r'say\(\s*dispatcher,\s*"([a-z_]+)"')


def used_replies() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "actions").rglob("*.py")]
    asked = {f"ask_{action.slot}" for action in Asking.__subclasses__()}
    return {name for source in sources for name in SAID.findall(source)} | asked


def test_replies_and_actions_fit_together() -> None:
    assert need and request  # imported so that their questions are known
    assert used_replies() == set(texts.section("replies"))


def test_the_domain_names_every_action() -> None:
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    for action in Asking.__subclasses__():
        assert f"action_ask_{action.form}_{action.slot}" in domain["actions"]


def test_a_reply_carries_text_buttons_and_data_together() -> None:
    dispatcher = CollectingDispatcher()
    say(
        dispatcher,
        "ask_consent",
        consent_text="Willigen Sie ein?",
        data={"x": 1},
        buttons=[{"title": "?", "payload": "/x"}],
    )
    message = dispatcher.messages[0]
    assert message["text"] == "Willigen Sie ein?"
    assert [button["title"] for button in message["buttons"]] == ["Ja, ich willige ein", "Nein", "?"]
    assert message["custom"] == {"x": 1}
