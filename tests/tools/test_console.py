from __future__ import annotations

import threading

import pytest

from tools import console


@pytest.mark.parametrize(("seconds", "shown"), [(0.4, "0:00"), (127, "2:07"), (3600, "60:00")])
def test_it_shows_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert console.clock_time(seconds) == shown


def test_a_step_is_announced_and_its_end_told(capsys: pytest.CaptureFixture[str]) -> None:
    with console.step("Training"):
        assert capsys.readouterr().out == "Training …\n"
    assert capsys.readouterr().out == "Training … done in 0:00\n"


def test_a_step_that_fails_is_not_called_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no data"), console.step("Training"):
        raise ValueError("no data")
    assert capsys.readouterr().out.endswith("Training … failed after 0:00\n")


def test_a_long_step_shows_that_it_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    ticked = threading.Event()
    shown: list[str] = []

    def notice(*words: str, **_: object) -> None:
        shown.append(words[0])
        if len(shown) > 2:
            ticked.set()

    monkeypatch.setattr("builtins.print", notice)
    with console.step("Training", every_seconds=0.001):
        assert ticked.wait(30)
    assert shown[1] == "Training … 0:00"
