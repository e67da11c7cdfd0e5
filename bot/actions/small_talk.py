"""Replies that are no answers from the store: politeness, questions about Lotse, anger; within forms and outside."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance, texts
from bot.actions.answers import answer, answer_question, decline
from bot.actions.asking import Domain
from bot.actions.care import Care
from bot.actions.escalation.anger import ANGRY, calm
from bot.actions.follow_ups import asks_price, names_something, refers_back
from bot.actions.offers import Offer
from bot.actions.reactions import repeat_offer
from bot.actions.replies import say

ANSWERABLE = frozenset({"ask_question", "ask_definition", "why_not", "nlu_fallback"})
"""Intents that the store may have an answer to."""
THANK = "thank"
OPERATOR = "ask_operator"
AGAIN, IN_FORM = "again", "in_form"
"""Variants of replies: from the second time on, and within a form, where nothing may lead away."""


def _intent(tracker: Tracker) -> str:
    return str(tracker.latest_message["intent"]["name"])


def _reply(dispatcher: CollectingDispatcher, intent: str, variant: str = "") -> None:
    """Give the reply of the intent's name, its variant if there is one; what rules send, too, stands in the domain."""
    replies = texts.section("replies")
    if name := next((name for name in (f"{intent}_{variant}", intent) if name in replies), None):
        say(dispatcher, name)
    else:
        dispatcher.utter_message(response=f"utter_{intent}")


class ActionReply(Action):
    """Gives the domain's reply of the intent's name, another one from the second time on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Reply. Thanks leave an offer to pass the request on open; without one, "nein" then says goodbye."""
        intent = _intent(tracker)
        if intent == THANK and tracker.get_slot(offers.REQUEST):
            return repeat_offer(dispatcher, tracker)
        is_again = provenance.intents(tracker.events).count(intent) > 1
        _reply(dispatcher, intent, AGAIN if is_again else "")
        return offers.made(Offer.MORE) if intent == THANK else []


class ActionAside(Action):
    """Replies to what is said while a form asks; the form then goes on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_aside"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer a question, calm anger, put off an earlier request, else give the reply of the intent's name."""
        intent = _intent(tracker)
        if intent in ANSWERABLE:
            return answer_question(dispatcher, tracker, in_form=True)
        if intent == provenance.OUT_OF_SCOPE:
            return decline(dispatcher, tracker, in_form=True)
        if intent in ANGRY:
            return calm(dispatcher, tracker)
        if intent in set(Care):
            say(dispatcher, "later")
            return []
        if intent == OPERATOR:
            return answer_operator(dispatcher, tracker, in_form=True)
        _reply(dispatcher, intent, IN_FORM)
        return []


def answer_operator(dispatcher: CollectingDispatcher, tracker: Tracker, *, in_form: bool) -> list[EventType]:
    """Answer about Lotse, unless the price of something else is asked for ("Was kostet so eine Beratung?")."""
    text = str(tracker.latest_message.get("text") or "")
    if asks_price(text) and (refers_back(text) or names_something(text)):
        return answer(dispatcher, tracker, in_form=in_form)
    say(dispatcher, OPERATOR)
    return []


class ActionAnswerOperator(Action):
    """Says who is behind Lotse and that it costs nothing, unless "Was kostet das?" is about something else."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_operator"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer about what was spoken of, ask back, or answer about Lotse."""
        return answer_operator(dispatcher, tracker, in_form=False)


class ActionUnexpected(Action):
    """Says that a message does not fit here, and forgets it: no rule knows the situation."""

    def name(self) -> str:
        """Return the name that config.yml gives to the policy."""
        return "action_unexpected"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say so, and go back to where the message came in."""
        say(dispatcher, "unexpected")
        return [UserUtteranceReverted()]
