"""The spaCy package from an address, with the real uv, into real environments."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.http_stub import serving_bytes
from tests.tools.runs import Run
from tools import environments, spacy_package, uv
from tools.environments import Environment
from tools.spacy_package import VARIABLE

WHEEL = "de_core_news_sm-3.4.0-py3-none-any.whl"
ENGINE = Environment(".venv-engine", "engine.lock", (), (sys.version_info[:2],))


def wheel(*requirements: str) -> bytes:
    """A small package of the right name."""
    info = "de_core_news_sm-3.4.0.dist-info"
    needs = "".join(f"Requires-Dist: {requirement}\n" for requirement in requirements)
    files = {
        "de_core_news_sm/__init__.py": '__version__ = "3.4.0"\n',
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: de-core-news-sm\nVersion: 3.4.0\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


class Release:
    """Stands for the release's server: what it answers, and what was asked of it."""

    def __init__(self) -> None:
        self.status, self.body = 200, wheel()
        self.asked: list[str] = []

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        return self.status, self.body


@pytest.fixture(autouse=True)
def uv_on_path(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkout's uv for the checkouts that the tests make; without one they would install their own."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "uv").symlink_to(uv.find(environments.ROOT))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    stub = Release()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving_bytes(stub.answer) as port:
        monkeypatch.setenv(VARIABLE, f"http://127.0.0.1:{port}/{WHEEL}?token=secret")
        yield stub


@pytest.fixture
def folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """An environment without packages, built as the engine's is."""
    build(tmp_path, "# nothing")
    capfd.readouterr()
    return tmp_path / ENGINE.folder


def build(root: Path, lock: str) -> None:
    (root / ENGINE.lock).write_text(lock, encoding="utf-8")
    environments.ensure(ENGINE, root)


def ensure(folder: Path, *, again: bool = False) -> bool:
    return spacy_package.ensure(folder, environments.ROOT, again=again)


def is_installed(folder: Path) -> bool:
    command = [str(folder / "bin" / "python"), "-c", "import de_core_news_sm"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def lines(capfd: pytest.CaptureFixture[str]) -> list[str]:
    captured = capfd.readouterr()
    return (captured.out + captured.err).splitlines()


def test_it_installs_the_package_once_and_says_so_in_a_line(
    folder: Path, release: Release, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ensure(folder)
    assert is_installed(folder)
    assert lines(capfd) == [f"Installed {WHEEL} into .venv-engine."]
    assert not ensure(folder)
    assert lines(capfd) == []
    assert len(release.asked) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, b"not found"), "HTTP Error 404"),
        ((200, b"<html>Please log in</html>"), "uv pip install: "),
        ((200, wheel("spacy>=99")), "uv pip check: .*spacy"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line_and_leaves_nothing(
    folder: Path, release: Release, capfd: pytest.CaptureFixture[str], answer: tuple[int, bytes], reason: str
) -> None:
    release.status, release.body = answer
    assert ensure(folder)
    (line,) = lines(capfd)
    assert re.match(rf"No spaCy package from 127\.0\.0\.1 \({reason}.*\)\. Lotse finds names by its rules", line)
    assert "secret" not in line
    assert not is_installed(folder)


@pytest.mark.parametrize("address", ["https://127.0.0.1/model.tar.gz", f"file:///{WHEEL}", WHEEL, f"http://[/{WHEEL}"])
def test_an_address_that_names_no_wheel_on_the_web_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    monkeypatch.setenv(VARIABLE, address)
    ensure(folder)
    (line,) = lines(capfd)
    assert re.search(r"\((the address does not|Invalid IPv6 URL)", line)


def test_where_nothing_listens_it_gives_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv(VARIABLE, f"http://127.0.0.1:{port}/{WHEEL}")
    ensure(folder)
    assert "refused" in lines(capfd)[0]


def test_a_server_that_does_not_answer_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spacy_package, "ANSWER_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv(VARIABLE, f"http://127.0.0.1:{server.getsockname()[1]}/{WHEEL}")
        ensure(folder)
    assert "timed out" in lines(capfd)[0]


def test_a_download_that_takes_too_long_is_given_up(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spacy_package, "DOWNLOAD_SECONDS", 0)
    ensure(folder)
    assert "the download takes more than 0 seconds" in lines(capfd)[0]


def test_a_failed_try_is_repeated_only_for_another_address(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.status = 503
    assert [ensure(folder), ensure(folder)] == [True, False]
    release.status = 200
    monkeypatch.setenv(VARIABLE, f"{os.environ[VARIABLE]}&new")
    assert ensure(folder)
    assert is_installed(folder)


def test_a_failed_try_is_repeated_on_demand(folder: Path, release: Release) -> None:
    release.status = 503
    ensure(folder)
    release.status = 200
    assert ensure(folder, again=True)
    assert is_installed(folder)


def test_a_failed_try_is_repeated_for_another_lock(tmp_path: Path, folder: Path, release: Release) -> None:
    release.status = 503
    ensure(folder)
    build(tmp_path, "# another nothing")
    assert ensure(folder)


def test_the_command_tries_again(checkout: Path, run: Callable[..., Run], release: Release) -> None:
    build(checkout, "# nothing")
    folder = checkout / ENGINE.folder
    release.status = 503
    ensure(folder)
    release.status = 200
    code, output = run("-m", "tools.environments", "spacy", cwd=checkout, PYTHONPATH=str(checkout)).finish()
    assert (code, output) == (0, f"Installed {WHEEL} into .venv-engine.\n")
    assert is_installed(folder)


def test_without_an_address_nothing_is_tried(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert not ensure(folder, again=True)
    assert lines(capfd) == []


def test_the_release_is_the_one_that_the_pipeline_names() -> None:
    assert spacy_package.RELEASE.partition("-")[0] in (environments.ROOT / "config.yml").read_text(encoding="utf-8")
