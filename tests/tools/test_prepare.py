from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.console import SetupError
from tools.prepare import train


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_it_keeps_the_output_in_the_log_and_shows_its_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "train.log"
    train(python("print('epoch 1'); print('model is up to date')"), dict(os.environ), log)
    assert log.read_text(encoding="utf-8") == "epoch 1\nmodel is up to date\n"
    output = capsys.readouterr().out
    assert output.endswith("model is up to date\n")
    assert "epoch" not in output


def test_a_failed_training_shows_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "train.log"
    code = "print(*range(100), sep='\\n'); raise SystemExit('unknown intent')"
    with pytest.raises(SetupError) as caught:
        train(python(code), dict(os.environ), log)
    message = str(caught.value)
    assert message.startswith(f"Training failed with exit code 1. The end of {log}:\n")
    assert "  99\n" in message
    assert "unknown intent" in message
    assert "  50\n" not in message
