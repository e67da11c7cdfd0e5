"""Settings and secrets."""

import os
import re
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import ROOT, SECRETS, Settings, ensure_secrets

LONG = "x" * 40


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    for name in list(os.environ):
        if name.startswith("LOTSE_"):
            monkeypatch.delenv(name)


OPERATIONS = ROOT / "docs" / "operations.md"


def settings(**values: str) -> Settings:
    return Settings.model_validate({"channel_secret": LONG, "session_secret": LONG} | values)


def test_secrets_are_written_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    first = ensure_secrets(env_file)
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    assert first.keys() == set(SECRETS)
    assert all(len(value) >= 32 for value in first.values())
    assert ensure_secrets(env_file) == first


def test_secrets_are_added_to_what_is_there(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("LOTSE_PORT=8080", encoding="utf-8")
    ensure_secrets(env_file)
    lines = env_file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "LOTSE_PORT=8080"
    assert len(lines) == 1 + len(SECRETS)


def test_secrets_from_the_environment_are_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, LONG)
    assert ensure_secrets(tmp_path / ".env") == dict.fromkeys(SECRETS, LONG)
    assert not (tmp_path / ".env").exists()


def test_a_wrong_value_names_its_setting() -> None:
    with pytest.raises(ValidationError, match="port"):
        settings(port="99999")
    with pytest.raises(ValidationError, match="32 characters"):
        settings(channel_secret="short")  # noqa: S106 - the point is that it is none


def test_secrets_do_not_show() -> None:
    assert LONG not in repr(settings())


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_engine_gets_an_address_for_its_own_driver(scheme: str) -> None:
    configured = settings(database_url=f"{scheme}://u:p@127.0.0.1/lotse")
    assert configured.engine_environment()["LOTSE_TRACKER_URL"] == "postgresql://u:p@127.0.0.1/lotse"


def test_sqlite_lies_in_the_data_folder(tmp_path: Path) -> None:
    configured = settings(data_dir=str(tmp_path))
    assert configured.store_url == f"sqlite:///{tmp_path}/lotse.db"
    assert configured.tracker_url == f"sqlite:///{tmp_path}/engine.db"


def test_a_password_never_travels_in_plain_text() -> None:
    with pytest.raises(ValidationError, match="starttls or tls"):
        settings(smtp_host="mail.verbund.example", smtp_user="lotse", smtp_security="none")
    assert settings(smtp_host="127.0.0.1", smtp_user="lotse", smtp_security="none").smtp_user == "lotse"


def test_addresses_of_the_desk_are_checked() -> None:
    with pytest.raises(ValidationError, match="desk_inbox"):
        settings(desk_inbox="niemand")
    with pytest.raises(ValidationError, match="32 characters"):
        settings(webhook_secret="short")  # noqa: S106 - the point is that it is none
    assert settings(webhook_secret=LONG).webhook_secret.get_secret_value() == LONG


def test_mails_lie_in_the_data_folder(tmp_path: Path) -> None:
    assert settings(data_dir=str(tmp_path)).mail_folder == tmp_path / "outbox"


def test_every_setting_is_described_with_its_default() -> None:
    """In a row of a table each; and no row describes one that does not exist."""
    rows = re.findall(r"^\| `LOTSE_([A-Z_]+)` \| `?([^|`]*)`? \|", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE)
    described = dict(rows)
    assert described.keys() == {name.upper() for name in Settings.model_fields}
    for name, setting in Settings.model_fields.items():
        if isinstance(setting.default, str | int | float) and setting.default != "":
            assert described[name.upper()] == f"{setting.default}"
