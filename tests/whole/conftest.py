"""The three processes, started as an operator starts them, on free ports and a data folder of their own."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from storage import database
from tools.ports import free_port

ROOT = Path(__file__).parents[2]
SECRETS = {"LOTSE_CHANNEL_SECRET": "channel-" + "c" * 32, "LOTSE_SESSION_SECRET": "session-" + "s" * 32}
READY = "Lotse answers at"
OFFER = "Soll ich Ihr Anliegen weitergeben?"
STOPPED = (0, 130)
MOST_QUESTIONS = 5
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Service:
    """A running Lotse."""

    url: str
    data_dir: Path
    store_url: str
    process: subprocess.Popen[str]
    output: list[str] = field(default_factory=list)
    reader: Thread | None = None

    def store(self) -> Engine:
        return database.connect(self.store_url)

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line)
            if READY in line:
                # Nobody reads the pipe from here on but this thread; a full pipe would stop the processes.
                self.reader = Thread(target=self.output.extend, args=(self.process.stdout,))
                self.reader.start()
                return
        pytest.fail("".join(["Lotse did not start:\n", *self.output[-60:]]))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        if self.reader:
            self.reader.join()
        if self.process.stdout:
            self.process.stdout.close()
        assert code in STOPPED, "".join(self.output[-60:])


def environment(data_dir: Path, database_url: str) -> dict[str, str]:
    ports = {name: str(free_port()) for name in ("LOTSE_PORT", "LOTSE_ENGINE_PORT", "LOTSE_ACTIONS_PORT")}
    return (
        os.environ
        | ports
        | {
            "LOTSE_HOST": "127.0.0.1",
            "LOTSE_DATA_DIR": str(data_dir),
            # Trained once for all tests, and not again while nothing changes.
            "LOTSE_MODELS_DIR": str(ROOT / "var" / "models"),
            "LOTSE_DATABASE_URL": database_url,
        }
        | SECRETS
    )


@contextmanager
def running(data_dir: Path, database_url: str = "") -> Iterator[Service]:
    """Start the service and stop it at the end of the block."""
    variables = environment(data_dir, database_url)
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.start"],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    store_url = database_url or f"sqlite:///{data_dir / 'lotse.db'}"
    service = Service(f"http://127.0.0.1:{variables['LOTSE_PORT']}", data_dir, store_url, process)
    try:
        service.wait_until_ready()
        yield service
    finally:
        service.stop()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("lotse")) as service:
        yield service


def post(url: str, body: object, token: str = "") -> tuple[int, Any]:
    """Post JSON and return status and answer."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


class Visitor:
    """A person who talks to Lotse through the API."""

    def __init__(self, service: Service):
        _, begun = post(f"{service.url}/api/conversations", None)
        self.conversation_id: str = begun["conversation_id"]
        self._url = f"{service.url}/api/conversations/{self.conversation_id}/messages"
        self._token: str = begun["token"]
        self.last: list[dict[str, Any]] = begun["messages"]

    def _send(self, **body: str) -> str:
        _, answer = post(self._url, {"client_message_id": str(uuid4())} | body, self._token)
        self.last = answer["messages"][1:]
        return self.heard()

    def heard(self) -> str:
        """What Lotse said last, all of it."""
        return "\n".join(message["text"] for message in self.last)

    def says(self, text: str) -> str:
        return self._send(text=text)

    def presses(self, title: str) -> str:
        ids = {button["title"]: button["id"] for message in self.last for button in message["buttons"]}
        return self._send(button_id=ids[title])

    def needs(self, text: str) -> str:
        """State a need and skip every question until Lotse offers to pass it on; what is heard then."""
        heard = self.says(text)
        for _ in range(MOST_QUESTIONS):
            if OFFER in heard:
                break
            heard = self.says("weiß ich nicht")
        return heard

    def passes_on(self) -> str:
        """Say yes to the offer and to the summary; what is heard then is the question for consent."""
        self.presses("Ja, Anliegen weitergeben")
        return self.presses("Stimmt so")

    def sees_cards(self) -> list[dict[str, Any]]:
        return [card for message in self.last for card in message["cards"]]

    def sees_buttons(self) -> list[str]:
        return [button["title"] for message in self.last for button in message["buttons"]]


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service)


@pytest.fixture(scope="session")
def browser(programs: dict[str, str]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs["browser"], args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE")
    yield context.new_page()
    context.close()
