"""Every reply that an action names exists, and every reply that exists is used."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from bot.actions import texts
from bot.actions.asking import Asking
from bot.actions.replies import say
from desk.contacts import ContactProblem

ROOT = Path(__file__).parents[2]
ACTIONS = ROOT / "bot" / "actions"
SAID = re.compile(r'say\(\s*[\w.]+,\s*"([a-z_]+)"')
WRITTEN = re.compile(r'"([a-z_]+)"')
PUT_TOGETHER = {f"contact_{problem}" for problem in ContactProblem}


def sources() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in ACTIONS.rglob("*.py")]


def questions(of: type[Asking] = Asking) -> Iterator[type[Asking]]:
    """Every class that asks for a slot."""
    for path in ACTIONS.rglob("*.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    for asking in of.__subclasses__():
        if hasattr(asking, "slot"):
            yield asking
        yield from questions(asking)


def intents() -> set[str]:
    return {next(iter(intent)) for intent in YAML(typ="safe").load(ROOT / "domain.yml")["intents"]}


def test_every_reply_that_is_said_exists() -> None:
    said = {name for source in sources() for name in SAID.findall(source)}
    asked = {f"ask_{action.slot}" for action in questions()}
    assert said | asked | PUT_TOGETHER <= set(texts.section("replies"))


def test_every_reply_that_exists_is_used() -> None:
    written = {name for source in sources() for name in WRITTEN.findall(source)}
    slots = {action.slot for action in questions()}
    asked = {f"ask_{name}" for name in written | slots}
    again = {f"ask_{slot}_{kind}" for slot in slots for kind in ("again", "negative")}
    polite = {f"{intent}{variant}" for intent in intents() for variant in ("", "_again", "_in_form")}
    assert set(texts.section("replies")) <= written | asked | again | polite | PUT_TOGETHER


def test_the_domain_names_every_action() -> None:
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    for action in questions():
        assert f"action_ask_{action.form}_{action.slot}" in domain["actions"]


def test_a_reply_carries_text_buttons_and_data_together() -> None:
    dispatcher = CollectingDispatcher()
    say(
        dispatcher,
        "ask_consent",
        organisation="Musterverbund",
        team="Empfang",
        consent_text="Willigen Sie ein?",
        data={"x": 1},
        buttons=[{"title": "?", "payload": "/x"}],
    )
    message = dispatcher.messages[0]
    assert message["text"].endswith("„Empfang“. Willigen Sie ein?")
    assert [button["title"] for button in message["buttons"]] == ["Ja, ich willige ein", "Nein", "?"]
    assert message["custom"] == {"x": 1}
