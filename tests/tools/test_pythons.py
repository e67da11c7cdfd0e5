from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import pythons
from tools.console import SetupError

WriteScript = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def no_other_pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test puts there: two folders on PATH and a pyenv below `tmp_path`."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'first'}:{tmp_path / 'second'}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))


def answers(version: str, path: str) -> str:
    """Body of a script that answers the probe like a Python of this version."""
    return f"echo {version.replace('.', ' ')} {path}"


@pytest.fixture
def uv_without_network(script: WriteScript) -> Path:
    return script("uv", "exit 2")


def test_it_skips_a_shim_that_fails_and_takes_the_python_behind_it(
    script: WriteScript, uv_without_network: Path
) -> None:
    script("first/python3.8", "echo 'pyenv: python3.8: command not found' >&2; exit 127")
    script("second/python3.8", answers("3.8", "/opt/good/python3.8"))
    assert pythons.find(((3, 8),), uv_without_network) == Path("/opt/good/python3.8")


def test_it_rejects_a_python_of_another_version(script: WriteScript) -> None:
    other = script("first/python3.8", answers("3.9", "/opt/python3.9"))
    assert pythons.probe(other, (3, 8)) is None


def test_it_takes_the_newest_patch_release_of_pyenv(script: WriteScript, uv_without_network: Path) -> None:
    for patch in ("9", "13"):
        script(f"pyenv/versions/3.8.{patch}/bin/python3.8", answers("3.8", f"/pyenv/3.8.{patch}"))
    assert pythons.find(((3, 8),), uv_without_network) == Path("/pyenv/3.8.13")


def test_it_prefers_the_first_version_wherever_it_lies(script: WriteScript, uv_without_network: Path) -> None:
    script("first/python3.9", answers("3.9", "/opt/python3.9"))
    script("pyenv/versions/3.8.1/bin/python3.8", answers("3.8", "/pyenv/python3.8"))
    assert pythons.find(((3, 8), (3, 9)), uv_without_network) == Path("/pyenv/python3.8")


def test_it_downloads_through_uv_when_there_is_none(script: WriteScript, tmp_path: Path) -> None:
    managed = script("managed/python3.8", answers("3.8", "/managed/python3.8"))
    uv = script(
        "uv",
        f'[ "$2" = install ] && : > {tmp_path}/downloaded; '
        f'[ "$2" = find ] && {{ [ -e {tmp_path}/downloaded ] && echo {managed} || exit 2; }}',
    )
    assert pythons.find(((3, 8),), uv) == Path("/managed/python3.8")


def test_it_says_what_to_do_when_none_can_be_had(uv_without_network: Path) -> None:
    with pytest.raises(SetupError, match=r"No Python 3\.8 .*\n.*pyenv install 3\.8"):
        pythons.find(((3, 8),), uv_without_network)


def test_it_names_the_interpreter_behind_a_virtual_environment() -> None:
    """An activated .venv must not be taken as the base of the .venv that replaces it."""
    found = pythons.probe(Path(sys.executable), sys.version_info[:2])
    assert found
    assert Path(sys.base_prefix) in found.parents
