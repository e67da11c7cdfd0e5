"""A conversation with the need form as Rasa leads it: slots filled, the form checked, its question asked."""

import json
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.need import questions
from bot.actions.need.form import ValidateNeedForm
from bot.actions.profile import DETAILS
from knowledge.content_files import Content
from knowledge.schema import AnyEntry, Taxonomy, Term
from tests.knowledge.knowledge_samples import REGIONS, cluster, course, faq, funding

GOALS = {"seek_funding": "funding", "seek_course": "training", "seek_contact": "advice", "seek_partner": "partner"}
FILLED = (*DETAILS, "outside_state", "second_goal", "second_topic")
QUESTIONS: dict[str, Action] = {
    ask.slot: ask() for ask in questions.NeedQuestion.__subclasses__() if issubclass(ask, Action)
}

TAXONOMY = Taxonomy(
    topics=(
        Term(id="schrauben", label="Schrauben ölen", keywords=["ölen"], offered=True),
        Term(id="federn", label="Federn spannen", keywords=["spannen"], offered=True),
        Term(id="grundlagen", label="Grundlagen", keywords=[], concern=False),
    ),
    sectors=(
        Term(id="uhren", label="Uhrenbau", keywords=["Uhr"], offered=True),
        Term(id="pfeifen", label="Pfeifenbau", keywords=[], offered=True),
    ),
    goals=(
        Term(id="funding", label="Förderung finden", keywords=["Zuschuss"], offered=True),
        Term(id="training", label="Weiterbildung finden", keywords=["Kurs"], offered=True),
        Term(id="partner", label="Partner finden", keywords=["Partner"], offered=True),
    ),
)

HIER = {"name": "Hierstadt", "ids": ["kreis-hier"]}
DORT = {"name": "Dort", "ids": ["kreis-dort"]}
TWICE = {"name": "Zweimalstadt", "ids": ["kreis-hier", "kreis-dort"], "ask_back": True}


def entries() -> dict[str, AnyEntry]:
    """Programmes, courses and organisations among which every detail makes a difference."""
    found: list[AnyEntry] = [
        *REGIONS,
        faq(),
        *(
            funding(
                f"{topic}-{purpose}", name=f"Prämie {topic} {purpose}", topics=[topic], purposes=[purpose], **limits
            )
            for topic in ("schrauben", "federn")
            for purpose, limits in (
                ("investment", {"max_employees": 100, "figures": ["100"]}),
                ("advice", {"max_turnover_eur": 20_000_000, "stages": ["inform"], "figures": ["20000000"]}),
                ("research", {"max_age_years": 5, "figures": ["5"], "area": "germany", "level": "federal"}),
            )
        ),
        *(
            course(f"kurs-{topic}-{whom}", name=f"Kurs {topic} {whom}", topics=[topic], audiences=[whom])
            for topic in ("schrauben", "federn")
            for whom in ("management", "apprentices")
        ),
        *(
            cluster(f"cluster-{area}-{sector}", name=f"Cluster {area} {sector}", sectors=[sector], regions=[area])
            for area in ("oberland", "unterland")
            for sector in ("uhren", "pfeifen")
        ),
    ]
    return {entry.id: entry for entry in found}


CONTENT = Content(entries(), TAXONOMY)


def number(low: float | None, high: float | None = None) -> dict[str, float | None]:
    return {"low": low, "high": low if high is None else high}


@dataclass
class Talk:
    """What is remembered and said. ``asks`` is the open question's slot, None once the form has ended."""

    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    asks: str | None = None
    heard: str = ""
    """What Lotse said to the latest message."""
    buttons: dict[str, str] = field(default_factory=dict)
    """Payloads of the latest question's buttons by their titles."""
    asked: list[str] = field(default_factory=list)
    """Every question that was asked, in order."""
    _message: dict[str, Any] = field(default_factory=lambda: {"text": "", "intent": {"name": "inform"}})

    def says(self, text: str, intent: str = "inform", **entities: Any) -> bool:
        """Say something to the form. Returns whether the form took it; an aside is left to the rules."""
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        self._message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": found}
        self.events.append({"event": "user", "text": text, "timestamp": 0.0, "parse_data": self._message})
        if intent in GOALS:
            self._fill("goal", GOALS[intent])
        if intent not in {"ask_question", "ask_definition", "out_of_scope"}:
            for name, value in entities.items():
                if name in FILLED:
                    self._fill(name, value)
        return self._run_form()

    def presses(self, title: str) -> bool:
        """Press a button of the latest question."""
        payload = self.buttons[title]
        if not payload.startswith("/"):
            raise LookupError(f"{title} says something in words: say it")
        name, _, details = payload[1:].partition("{")
        return self.says(payload, name, **(json.loads("{" + details) if details else {}))

    def runs(self, action: Action) -> None:
        """Run an action that a rule names, without the form."""
        dispatcher = CollectingDispatcher()
        self._action(action.name())
        self._take(action.run(dispatcher, self._tracker(), {}))
        self._hear(dispatcher)

    def comes_back(self, action: Action | None = None) -> None:
        """Have an action of a rule run and the form go on, as after an aside."""
        self._action("action_aside") if action is None else self.runs(action)
        said = self.heard if action else ""
        self._run_form()
        self.heard = f"{said}\n{self.heard}"

    def _run_form(self) -> bool:
        dispatcher = CollectingDispatcher()
        self._action("need_form")
        changed = ValidateNeedForm().run(dispatcher, self._tracker(), {})
        self._take(changed)
        if not changed:
            return False
        self.asks = self.slots["requested_slot"]
        if self.asks:
            self.asked.append(self.asks)
            self._take(QUESTIONS[self.asks].run(dispatcher, self._tracker(), {}))
        self._hear(dispatcher)
        return True

    def _tracker(self) -> Tracker:
        return Tracker("visitor", dict(self.slots), self._message, list(self.events), False, None, {}, "action_listen")

    def _action(self, name: str) -> None:
        self.events.append({"event": "action", "name": name, "timestamp": 0.0})

    def _fill(self, name: str, value: Any) -> None:
        self.slots[name] = value
        self.events.append({"event": "slot", "name": name, "value": value, "timestamp": 0.0})

    def _take(self, events: list[Any]) -> None:
        for event in events:
            if event["event"] == "reset_slots":
                self.slots.clear()
                self.events.append(event)
            else:
                self._fill(event["name"], event["value"])

    def _hear(self, dispatcher: CollectingDispatcher) -> None:
        self.heard = "\n".join(str(message["text"]) for message in dispatcher.messages)
        self.buttons = {
            button["title"]: button["payload"] for message in dispatcher.messages for button in message["buttons"]
        }
