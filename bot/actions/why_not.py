"""Says why something was not proposed: "Warum nicht der Innovationsgutschein?"."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, wording
from bot.actions.profile import known, profile_of
from bot.actions.replies import Button, say
from bot.actions.suitable import suitable
from knowledge import clock, matching_names
from knowledge.matching import Match, Offer, Verdict, verdict_of
from knowledge.schema import Cluster, Course, Funding
from knowledge.snapshot import Snapshot, snapshot
from knowledge.why_not import explanation

INTENT = "why_not"
MOST_OFFERED = 4


def _pressed(tracker: Tracker, store: Snapshot) -> Offer | None:
    """Return the entry that a button of ours names."""
    entry = store.entries.get(next(tracker.get_latest_entity_values("entry"), None) or "")
    return entry if isinstance(entry, Funding | Course | Cluster) else None


def _judged(tracker: Tracker, store: Snapshot) -> tuple[Match, ...]:
    """Judge what the visitor named, best name first."""
    profile, today = profile_of(tracker.current_slot_values()), clock.today()
    if entry := _pressed(tracker, store):
        return (verdict_of(entry, profile, store, today),)
    return matching_names.why_not(tracker.latest_message.get("text") or "", profile, store, today)


def _shown(slots: dict[str, Any]) -> set[str]:
    return {card["entry"] for card in (slots.get("shown") or {}).get("matches", [])}


def explain(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Judge what was named for this company; False where nothing was.

    An ended programme gives its end and its successor as reasons.
    """
    judged = _judged(tracker, snapshot())
    if not judged:
        return False
    best, slots = judged[0], tracker.current_slot_values()
    entry = best.entry
    is_over = isinstance(entry, Funding) and not entry.is_valid_on(clock.today())
    if not known(slots) and not is_over:
        say(dispatcher, "why_not_in_general", name=entry.title, data={"cards": [cards.entry_card(entry)]})
        return True
    say(dispatcher, "why_not", explanation=_explanation(judged, slots), data={"source": wording.source(entry)})
    return True


def _explanation(judged: Sequence[Match], slots: dict[str, Any]) -> str | None:
    """Explain against what was shown; until then, against what would be shown for what is known so far."""
    return explanation(judged, suitable(profile_of(slots), snapshot(), clock.today()))


def _broken_rules(match: Match) -> int:
    return len(match.reasons) if match.verdict is Verdict.DOES_NOT_FIT else 0


def _considered(slots: dict[str, Any], store: Snapshot) -> list[Funding]:
    """Return the funding of today that came closest without being shown: on the topic first, and few rules broken."""
    profile, today, shown = profile_of(slots), clock.today(), _shown(slots)
    entries = [entry for entry in store.entries.values() if isinstance(entry, Funding)]
    of_today = [entry for entry in entries if entry.is_valid_on(today) and entry.recommendable]
    ranked = sorted(
        (verdict_of(entry, profile, store, today) for entry in of_today if entry.id not in shown),
        key=lambda match: (
            _broken_rules(match),
            profile.topic not in match.entry.topics,
            -match.points,
            match.entry.id,
        ),
    )
    return [match.entry for match in ranked[:MOST_OFFERED] if isinstance(match.entry, Funding)]


def _button(entry: Funding) -> Button:
    return {"title": entry.title, "payload": f'/{INTENT}{{"entry": "{entry.id}"}}'}


def ask_which(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Ask which programme is meant, with buttons for funding that was considered."""
    considered = _considered(tracker.current_slot_values(), snapshot())
    say(dispatcher, "why_not_which", buttons=[_button(entry) for entry in considered])
