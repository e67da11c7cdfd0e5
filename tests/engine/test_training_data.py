"""A mistake in the training data is told with file and line before anything is trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine import model, training_data
from tests.engine import checkouts

NLU, RULES = "bot/data/nlu/turns.yml", "bot/data/rules/turns.yml"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(model, "ROOT", tmp_path)
    return checkouts.write(tmp_path)


def change(checkout: Path, name: str, old: str, new: str) -> None:
    path = checkout / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_sound_data_have_no_problems(checkout: Path) -> None:
    assert training_data.problems() == []


def test_this_checkout_s_data_are_sound() -> None:
    assert training_data.problems() == []
    assert sum(len(one.sentences) for one in training_data._named()) > 3000


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (NLU, "intent: greet", "intent: gret", f"{NLU}, line 3: the intent 'gret' is not in domain.yml."),
        (NLU, "intent: thank", "intent: faq/price", f"{NLU}, line 7: the intent 'faq/price' is not in domain.yml."),
        (RULES, "intent: thank", "intent: thx", f"{RULES}, line 4: the intent 'thx' is not in domain.yml."),
        (RULES, "- {rule: Greet", "- {rule: Any, steps: [or: [intent: nlu_fallback, intent: x]]}\n  - {rule: Greet",
         f"{RULES}, line 3: the intent 'x' is not in domain.yml."),
        (NLU, "- Guten Tag", "Guten Tag", f"{NLU}, line 6: a sentence has to begin with '- '"),
        (NLU, "- Guten Tag", "- Gruezi\n\n      - DANKE ",
         f"{NLU}, line 9: 'Danke' is of 'thank' here, but of 'greet' in {NLU}, line 8."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(checkout: Path, name: str, old: str, new: str, problem: str) -> None:
    change(checkout, name, old, new)
    (told,) = training_data.problems()
    assert told.startswith(problem)


def test_a_sentence_may_stand_twice_in_one_intent(checkout: Path) -> None:
    change(checkout, NLU, "- Guten Tag", "- hallo")
    assert training_data.problems() == []


@pytest.mark.parametrize("content", [b"intents: [", b"[]", b"intents: none", b"\xff", None])
def test_what_the_domain_lacks_is_not_told_of_the_data(checkout: Path, content: bytes | None) -> None:
    (checkout / "domain.yml").unlink()
    if content is not None:
        (checkout / "domain.yml").write_bytes(content)
    assert training_data.problems() == []


@pytest.mark.parametrize(
    ("command", "old", "new", "told"),
    [
        ("validate", "      - Guten Tag", "   - Guten Tag", f'in "{NLU}", line 6'),
        ("train", "    examples: |", "    exampels: |", f"in {NLU}:3:\n      Key 'exampels' was not defined"),
        ("validate", "intent: greet", "intent: gret", f"{NLU}, line 3: the intent 'gret' is not in domain.yml.\n"),
        ("train", "- Guten Tag", "- Danke", f"{NLU}, line 7: 'Danke' is of 'thank' here"),
    ],
)
def test_the_command_tells_it_and_fails_without_a_traceback(
    tmp_path: Path, command: str, old: str, new: str, told: str
) -> None:
    checkout = checkouts.write(tmp_path)
    change(checkout, NLU, old, new)
    done = checkouts.engine(checkout, command)
    output = done.stdout + done.stderr
    assert done.returncode == 1, output
    assert told in output
    assert "Traceback" not in output
    assert not checkouts.models(checkout)
