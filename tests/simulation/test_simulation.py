"""Thousands of random conversations through the real rules, forms, actions and store.

``LOTSE_TEST_CONVERSATIONS=20000`` walks that many, others each time; without it they are the same ones each time.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.speech import Speech
from tests.simulation.visitors import Visitor
from tests.simulation.world import World

ASKED_FOR = os.environ.get("LOTSE_TEST_CONVERSATIONS")
CONVERSATIONS = int(ASKED_FOR or 2000)
LONGEST = 20


@pytest.fixture
def visitors(world: World) -> type[Visitor]:
    """Return visitors with figures of their own."""
    figures = {"heard_intents": set(), "run_actions": set(), "conversations": 0, "requests": 0}
    return type("Visiting", (Visitor,), figures | {"world": world, "speech": Speech(world)})


def test_no_conversation_breaks_a_promise(visitors: type[Visitor], world: World) -> None:
    walk = settings(
        max_examples=CONVERSATIONS,
        stateful_step_count=LONGEST,
        derandomize=ASKED_FOR is None,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(visitors, settings=walk)
    domain = world.dialogue.domain
    assert visitors.conversations >= CONVERSATIONS
    assert visitors.requests >= CONVERSATIONS // 4
    assert set(domain.intents) - visitors.heard_intents == set()
    forms_run_themselves = {name for name in domain.actions if name.startswith(("action_ask_", "validate_"))}
    assert domain.actions - forms_run_themselves - visitors.run_actions <= {"action_unexpected"}
