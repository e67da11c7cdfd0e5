from __future__ import annotations

from pathlib import Path

import pytest

from tools import provide, suites
from tools.provide import Program


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that is there and a PostgreSQL that cannot be had."""
    monkeypatch.setitem(provide.PROGRAMS, "browser", Program(lambda: "/usr/bin/chromium", ()))
    monkeypatch.setitem(provide.PROGRAMS, "postgresql", Program(str, ()))
    for name in ("BROWSER", "POSTGRESQL"):
        monkeypatch.delenv(f"LOTSE_TEST_{name}", raising=False)


def test_it_hands_over_what_it_found_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert suites.provided_programs() == {"LOTSE_TEST_BROWSER": "/usr/bin/chromium", "LOTSE_TEST_POSTGRESQL": ""}
    assert "postgresql: not on this machine" in capsys.readouterr().out


def test_it_leaves_a_program_alone_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_TEST_POSTGRESQL", "/opt/postgresql/bin")
    assert "LOTSE_TEST_POSTGRESQL" not in suites.provided_programs()


def fake_suites(monkeypatch: pytest.MonkeyPatch, folder: Path, **commands: str) -> None:
    monkeypatch.setattr(suites, "ROOT", folder)
    monkeypatch.setattr(suites, "SUITES", {name: (command, ()) for name, command in commands.items()})


def test_both_suites_run_even_if_the_first_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_suites(monkeypatch, tmp_path, engine="false", service="echo 3 passed")
    assert suites.main([]) == 1
    assert capfd.readouterr().out.endswith("3 passed\n")


def test_one_suite_can_be_run_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake_suites(monkeypatch, tmp_path, engine="false", service="true")
    assert suites.main(["service"]) == 0


def test_ctrl_c_is_told_by_the_exit_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setitem(provide.PROGRAMS, "browser", Program(interrupt, ()))
    assert suites.main([]) == 130
