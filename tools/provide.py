"""Finds the programs that tests need, and installs the missing ones: `python3 -m tools.provide browser postgresql`.

Prints one path per program on stdout: the executable, or for PostgreSQL the folder with initdb and postgres. A program
that cannot be had gives an empty line, a sentence on stderr, and exit code 3.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.console import SetupError, step

ROOT = Path(__file__).resolve().parents[1]
CANNOT_BE_HAD = 3
_PLAYWRIGHT = ROOT / ".venv" / "bin" / "python"
_BROWSER_PATH = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
#: Debian starts a service as soon as it is installed, unless this says that nothing may be started.
_SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True)
class Program:
    """A program that tests need: how it is found, and the ways to install it, tried in turn."""

    find: Callable[[], str]
    installers: tuple[Callable[[], None], ...]


def provide(name: str) -> str:
    """Return the program's path, installing it if need be; raise SetupError when it cannot be had."""
    program = PROGRAMS[name]
    path = program.find()
    reasons = []
    for install in () if path else program.installers:
        try:
            install()
        except SetupError as error:
            reasons.append(str(error))
        path = program.find()
        if path:
            break
    if not path:
        raise SetupError(" ".join((f"{name}: not on this machine and not to be had.", *reasons)))
    return path


def find(name: str) -> str:
    """The program's path, or an empty string; installs nothing."""
    return PROGRAMS[name].find()


def _browser() -> str:
    for name in _BROWSERS:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    return _playwright_browser()


def _runs(path: str) -> bool:
    """Whether it answers at all: a distribution's chromium-browser may be a stub that only advertises a snap."""
    try:
        return subprocess.run([path, "--version"], check=False, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwright_browser() -> str:
    if not _PLAYWRIGHT.exists():
        return ""
    command = [str(_PLAYWRIGHT), "-c", _BROWSER_PATH]
    path = subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()
    return path if path and Path(path).exists() else ""


def _install_playwright_browser() -> None:
    if not _PLAYWRIGHT.exists():
        raise SetupError("Playwright is not there yet (make setup).")
    with step("Downloading Playwright's own Chromium"):
        _run(str(_PLAYWRIGHT), "-m", "playwright", "install", "chromium")


def _postgresql() -> str:
    """The newest version below Debian's folder, else where initdb is on PATH (wrappers there lead to it)."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return str(max(found, key=lambda folder: float(folder.parent.name)))
    initdb = shutil.which("initdb")
    return str(Path(initdb).resolve().parent) if initdb else ""


def _debian(package: str) -> Callable[[], None]:
    def install() -> None:
        if os.geteuid() or not shutil.which("apt-get"):
            raise SetupError(f"Without root on Debian it cannot be installed here (there: apt-get install {package}).")
        with step(f"Installing Debian's {package}"), _no_services_started():
            _run("apt-get", "update", "-qq")
            _run("apt-get", "install", "--yes", "-qq", "--no-install-recommends", package)

    return install


@contextlib.contextmanager
def _no_services_started() -> Iterator[None]:
    if _SERVICE_POLICY.exists():
        yield
        return
    _SERVICE_POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    _SERVICE_POLICY.chmod(0o755)
    try:
        yield
    finally:
        _SERVICE_POLICY.unlink()


def _run(*command: str) -> None:
    """Run quietly; when it fails, its last words become the reason."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(
        command,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        name = " ".join((Path(command[0]).name, *command[1:]))
        raise SetupError(f"{name} failed: {_reason(result.stdout)}")


def _reason(output: str) -> str:
    """The lines that speak of an error, else the last ones; a stack trace is no reason."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    telling = [line for line in lines if line.startswith("E:") or "error" in line.lower()]
    return " ".join((telling or lines)[-2:])


PROGRAMS = {
    "browser": Program(_browser, (_debian("chromium"), _install_playwright_browser)),
    "postgresql": Program(_postgresql, (_debian("postgresql"),)),
}


def main() -> int:
    """Print the programs' paths, installing what is missing."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.provide", description=main.__doc__)
    parser.add_argument("programs", nargs="+", choices=PROGRAMS)
    missing = False
    for name in parser.parse_args().programs:
        try:
            with contextlib.redirect_stdout(sys.stderr):
                path = provide(name)
        except SetupError as error:
            print(error, file=sys.stderr)
            path, missing = "", True
        print(path, flush=True)
    return CANNOT_BE_HAD if missing else 0


if __name__ == "__main__":
    sys.exit(main())
