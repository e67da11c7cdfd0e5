"""What stands for a visitor's network address on its way to the engine."""

import re

import pytest
from fastapi.testclient import TestClient

import settings
from tests.web.conftest import Visitor
from tests.web.engine_stub import EngineStub


def key_of(host: str, client: TestClient, engine: EngineStub) -> str | None:
    """Send a message from this address and return what the engine gets for it."""
    caller = TestClient(client.app, client=(host, 50_000))
    Visitor(caller).say("Hallo")
    key: str | None = engine.requests[-1].get("address_key")
    return key


def test_the_engine_gets_a_hash_and_never_the_address(client: TestClient, engine: EngineStub) -> None:
    key = key_of("203.0.113.7", client, engine)
    assert key
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert "203.0.113.7" not in str(engine.requests)


def test_an_address_keeps_its_hash_and_another_has_another(client: TestClient, engine: EngineStub) -> None:
    first, again, other = (key_of(host, client, engine) for host in ("203.0.113.7", "203.0.113.7", "203.0.113.8"))
    assert first == again != other


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_a_network_of_ipv6_counts_as_one_sender(
    client: TestClient, engine: EngineStub, one: str, other: str, same: bool
) -> None:
    assert (key_of(one, client, engine) == key_of(other, client, engine)) is same


def test_the_hash_needs_the_secret(client: TestClient, engine: EngineStub, monkeypatch: pytest.MonkeyPatch) -> None:
    first = key_of("203.0.113.7", client, engine)
    monkeypatch.setenv("LOTSE_SESSION_SECRET", "another-" + "t" * 32)
    settings.get.cache_clear()
    assert key_of("203.0.113.7", client, engine) != first


def test_what_is_no_address_has_no_hash(client: TestClient, engine: EngineStub) -> None:
    assert key_of("testclient", client, engine) is None


def test_a_header_that_anybody_can_write_changes_nothing(client: TestClient, engine: EngineStub) -> None:
    caller = TestClient(client.app, client=("203.0.113.7", 50_000), headers={"X-Forwarded-For": "198.51.100.1"})
    Visitor(caller).say("Hallo")
    assert engine.requests[-1]["address_key"] == key_of("203.0.113.7", client, engine)
