from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environments
from tools.console import SetupError
from tools.environments import ENVIRONMENTS, Environment, ensure

# Stands for uv: notes each call, makes an environment when asked to, and fails while a file named "offline" is there.
FAKE_UV = """
here=$(dirname "$0")
[ "$1" = --version ] && { echo "uv 9.9.9"; exit 0; }
echo "$@" >> "$here/calls"
for folder; do :; done
[ "$1" = venv ] && mkdir -p "$folder/bin" && ln -s PYTHON "$folder/bin/python"
[ "$1 $2" = "pip sync" ] && [ -e "$here/offline" ] && exit 2
exit 0
"""


@pytest.fixture
def calls(tmp_path: Path, script: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fake uv's notes."""
    script("bin/uv", FAKE_UV.replace("PYTHON", sys.executable))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    (tmp_path / "requirements.lock").write_text("six==1.0\n", encoding="utf-8")
    return tmp_path / "bin" / "calls"


ENVIRONMENT = Environment(".venv", "requirements.lock", (), (sys.version_info[:2],))


def count(calls: Path, command: str) -> int:
    return sum(line.startswith(command) for line in calls.read_text(encoding="utf-8").splitlines())


def test_it_builds_an_environment_from_its_lock_with_hashes(tmp_path: Path, calls: Path) -> None:
    assert ensure(ENVIRONMENT, tmp_path)
    sync = next(line for line in calls.read_text(encoding="utf-8").splitlines() if line.startswith("pip sync"))
    assert "--require-hashes" in sync
    assert sync.endswith("requirements.lock")


def test_it_builds_nothing_and_says_nothing_when_nothing_changed(
    tmp_path: Path, calls: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure(ENVIRONMENT, tmp_path)
    capsys.readouterr()
    before = calls.read_text(encoding="utf-8")
    assert not ensure(ENVIRONMENT, tmp_path)
    assert calls.read_text(encoding="utf-8") == before
    assert capsys.readouterr().out == ""


def test_it_rebuilds_when_the_lock_changed(tmp_path: Path, calls: Path) -> None:
    ensure(ENVIRONMENT, tmp_path)
    (tmp_path / "requirements.lock").write_text("six==2.0\n", encoding="utf-8")
    assert ensure(ENVIRONMENT, tmp_path)
    assert count(calls, "pip sync") == 2


def test_it_rebuilds_when_the_interpreter_is_gone(tmp_path: Path, calls: Path) -> None:
    ensure(ENVIRONMENT, tmp_path)
    (tmp_path / ".venv/bin/python").unlink()
    assert ensure(ENVIRONMENT, tmp_path)


def test_it_rebuilds_when_the_checkout_was_moved(tmp_path: Path, calls: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (tmp_path / "requirements.lock").rename(old / "requirements.lock")
    ensure(ENVIRONMENT, old)
    old.rename(new)
    assert ensure(ENVIRONMENT, new)


def test_an_interrupted_build_is_repaired_by_the_next_run(tmp_path: Path, calls: Path) -> None:
    offline = tmp_path / "bin" / "offline"
    offline.touch()
    with pytest.raises(SetupError, match=r"uv failed \(exit code 2\)"):
        ensure(ENVIRONMENT, tmp_path)
    offline.unlink()
    assert ensure(ENVIRONMENT, tmp_path)
    assert not ensure(ENVIRONMENT, tmp_path)


@pytest.mark.parametrize("lock", [*(each.lock for each in ENVIRONMENTS.values()), "requirements/uv.lock"])
def test_a_lock_pins_and_hashes_every_package_and_names_no_host(lock: str) -> None:
    text = (environments.ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^(?!#)\S.*(?:\n .*)*", text, re.MULTILINE)
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*\\\n +--hash=sha256:", package), package
    assert "://" not in text
    assert "--index" not in text


def test_the_start_script_of_a_checkout_needs_only_the_standard_library() -> None:
    """What runs before the environments exist must not import what they bring."""
    for module in ("console", "environments", "pythons", "spacy_package", "uv"):
        source = (environments.ROOT / "tools" / f"{module}.py").read_text(encoding="utf-8")
        imported = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))
        assert imported - {"__future__", "tools"} <= set(sys.stdlib_module_names)
