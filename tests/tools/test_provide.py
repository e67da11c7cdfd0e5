from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import provide
from tools.console import SetupError
from tools.provide import Program

WriteScript = Callable[[str, str], Path]


def refuse() -> None:
    raise SetupError("no network.")


def test_it_installs_nothing_when_the_program_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(provide.PROGRAMS, "browser", Program(lambda: "/usr/bin/chromium", (refuse,)))
    assert provide.provide("browser") == "/usr/bin/chromium"


def test_it_tries_one_way_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    program = Program(lambda: "".join(installed), (refuse, lambda: installed.append("/found"), refuse))
    monkeypatch.setitem(provide.PROGRAMS, "browser", program)
    assert provide.provide("browser") == "/found"


def test_it_says_why_each_way_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(provide.PROGRAMS, "browser", Program(str, (refuse, refuse)))
    with pytest.raises(SetupError, match=r"browser: not on this machine.*no network\. no network\."):
        provide.provide("browser")


def test_it_prints_paths_on_stdout_and_reasons_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(provide.PROGRAMS, "browser", Program(str, (refuse,)))
    monkeypatch.setitem(provide.PROGRAMS, "postgresql", Program(lambda: "/usr/lib/postgresql", ()))
    monkeypatch.setattr("sys.argv", ["provide", "browser", "postgresql"])
    assert provide.main() == provide.CANNOT_BE_HAD
    captured = capsys.readouterr()
    assert captured.out == "\n/usr/lib/postgresql\n"
    assert "no network" in captured.err


def test_it_passes_over_a_browser_that_does_not_run(
    script: WriteScript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("bin/chromium", "exit 1")
    works = script("bin/google-chrome", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert provide.find("browser") == str(works)


@pytest.fixture
def apt_calls(tmp_path: Path, script: WriteScript, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian where we are root; its apt-get notes each call, and whether services were kept from starting."""
    policy, calls = tmp_path / "policy-rc.d", tmp_path / "calls"
    body = (
        f'echo "$1 $([ -x {policy} ] && echo held)" >> {calls}\n'
        f"[ ! -e {tmp_path}/offline ] || {{ echo Reading lists; echo E: no network; exit 100; }}"
    )
    script("bin/apt-get", body)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(provide, "_SERVICE_POLICY", policy)
    return calls


def install_from_debian() -> None:
    provide.PROGRAMS["postgresql"].installers[0]()


def test_debian_installs_with_fresh_lists_and_starts_no_service(apt_calls: Path, tmp_path: Path) -> None:
    install_from_debian()
    assert apt_calls.read_text(encoding="utf-8") == "update held\ninstall held\n"
    assert not (tmp_path / "policy-rc.d").exists()


def test_debian_leaves_the_service_policy_of_the_machine_alone(apt_calls: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("the machine's own", encoding="utf-8")
    install_from_debian()
    assert policy.read_text(encoding="utf-8") == "the machine's own"


def test_a_failed_installation_is_told_and_leaves_no_policy_behind(apt_calls: Path, tmp_path: Path) -> None:
    (tmp_path / "offline").touch()
    with pytest.raises(SetupError, match="apt-get update -qq failed: E: no network"):
        install_from_debian()
    assert not (tmp_path / "policy-rc.d").exists()


def test_without_root_it_says_what_root_would_do(apt_calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="apt-get install postgresql"):
        install_from_debian()
    assert not apt_calls.exists()
