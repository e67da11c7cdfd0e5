"""Installs the German spaCy package, which no package index has, from its release address where that can be reached.

Without it the engine works by rules, so nothing here fails: one line says what happened. An address is tried once for
each build of the environment. Uses nothing but the standard library, as `tools.environments` does.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import IO

from tools import uv
from tools.console import SetupError, say

VARIABLE = "LOTSE_SPACY_MODEL_URL"
RELEASE = "de_core_news_sm-3.4.0"
URL = f"https://github.com/explosion/spacy-models/releases/download/{RELEASE}/{RELEASE}-py3-none-any.whl"
#: Beside the environment's own stamp: which address was tried, whether or not it was reached.
TRIED = "lotse-spacy-package"
ANSWER_SECONDS = 5
DOWNLOAD_SECONDS = 60
_CHUNK = 1 << 16


def ensure(folder: Path, root: Path, *, again: bool = False) -> bool:
    """Try to install the package into the environment in `folder`; return whether it was tried.

    Nothing is tried if the address is empty, or if the same one was tried before, unless `again`.
    """
    address = os.environ.get(VARIABLE, URL)
    # Digest and host alone: an address may hold a token.
    digest, tried = hashlib.sha256(address.encode()).hexdigest(), folder / TRIED
    if not address or (not again and tried.is_file() and tried.read_text(encoding="utf-8") == digest):
        return False
    try:
        name = _install(address, folder / "bin" / "python", uv.find(root))
        say(f"Installed {name} into {folder.name}.")
    except (OSError, http.client.HTTPException, ValueError, SetupError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        say(
            f"No spaCy package from {_host(address)} ({reason}). "
            "Lotse finds names by its rules; 'make spacy' tries again."
        )
    tried.write_text(digest, encoding="utf-8")
    return True


def _host(address: str) -> str:
    try:
        return urllib.parse.urlsplit(address).hostname or VARIABLE
    except ValueError:
        return VARIABLE


def _install(address: str, python: Path, tool: Path) -> str:
    """Install the wheel alone, so that what the lock pins stays; take it out again if it does not fit that."""
    name = Path(urllib.parse.unquote(urllib.parse.urlsplit(address).path)).name
    if not name.endswith(".whl"):
        raise SetupError("the address does not end with the name of a wheel")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / name
        with wheel.open("wb") as file:
            _download(address, file)
        _pip(tool, "install", "--quiet", "--offline", "--no-deps", "--reinstall", "--python", str(python), str(wheel))
    try:
        _pip(tool, "check", "--quiet", "--python", str(python))
    except SetupError:
        _pip(tool, "uninstall", "--quiet", "--python", str(python), name.partition("-")[0])
        raise
    return name


def _download(address: str, file: IO[bytes]) -> None:
    if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
        raise SetupError("the address does not begin with http:// or https://")
    deadline = time.monotonic() + DOWNLOAD_SECONDS
    with urllib.request.urlopen(address, timeout=ANSWER_SECONDS) as response:  # noqa: S310 - checked above
        while chunk := response.read(_CHUNK):
            file.write(chunk)
            if time.monotonic() > deadline:
                raise SetupError(f"the download takes more than {DOWNLOAD_SECONDS} seconds")


def _pip(tool: Path, *arguments: str) -> None:
    result = subprocess.run([str(tool), "pip", *arguments], check=False, capture_output=True, text=True)
    if result.returncode:
        raise SetupError(f"uv pip {arguments[0]}: {result.stderr.strip() or result.stdout.strip()}")
