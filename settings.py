"""Every setting of the service processes, read once from the environment (prefix LOTSE_) and ``.env``.

The engine runs in an environment without this module's dependencies; it gets what it needs as environment
variables from whoever starts it (``engine_environment``).
"""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import EmailStr, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent
ENV_FILE = ROOT / ".env"
DRIVER = re.compile(r"^postgres(ql)?(\+\w+)?://")
SECRETS = ("LOTSE_CHANNEL_SECRET", "LOTSE_SESSION_SECRET", "LOTSE_WEBHOOK_SECRET")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """Typed settings. A wrong value stops the start and names its variable."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=ENV_FILE, extra="ignore", frozen=True)

    host: str = "0.0.0.0"  # noqa: S104 - the web process is the one that visitors reach
    """Address that the web process listens on; engine and actions always stay on the loopback."""
    port: int = Field(8000, ge=1, le=65535)
    engine_port: int = Field(5005, ge=1, le=65535)
    actions_port: int = Field(5055, ge=1, le=65535)

    data_dir: Path = ROOT / "var"
    """Databases, models and logs."""
    content_dir: Path = ROOT / "knowledge" / "content"
    database_url: str = ""
    """SQLAlchemy address; empty for SQLite in ``data_dir``."""

    channel_secret: SecretStr
    """Shared by the web process and the engine's channel."""
    session_secret: SecretStr
    """Signs the visitors' sessions."""
    session_lifetime_hours: float = 12
    allowed_origins: list[str] = []
    """Origins of websites that may embed the chat, as a JSON list; its own page always may."""

    engine_timeout_seconds: float = Field(10, gt=0)
    """After this long without an answer the visitor is told to wait."""
    message_max_length: int = Field(2000, ge=100, le=10_000)
    """Characters that one message may have."""

    routing_file: Path = ROOT / "desk" / "routing.yml"
    """Organisations and teams that take requests."""
    desk_inbox: EmailStr = "anliegen@lotse.example"
    """Gets what is meant for a team without an address."""
    mail_from: EmailStr = "lotse@lotse.example"
    """Sender of all e-mails."""
    smtp_host: str = ""
    """Server that takes e-mails; empty: they are written to ``outbox`` in the data folder instead."""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """``tls`` encrypts from the first byte on (mostly port 465)."""
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    webhook_secret: SecretStr = SecretStr("")
    """Every organisation's webhook secret is derived from it."""
    delivery_timeout_seconds: float = Field(20, gt=0, le=120)
    """After this long without a word from a mail server or webhook a delivery has failed for now."""
    visitor_copies_per_day: int = Field(3, ge=0)
    """Copies that visitors may have sent to one address, and from one conversation; 0 sends none."""
    outbox_poll_seconds: float = Field(5, ge=0)
    """How often the web process looks for copies to deliver; 0 leaves it to ``python -m desk outbox deliver``."""

    @field_validator("channel_secret", "session_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("at least 32 characters are needed; delete the line in .env to get a new one")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _long_enough_if_set(cls, value: SecretStr) -> SecretStr:
        return cls._long_enough(value) if value.get_secret_value() else value

    @model_validator(mode="after")
    def _password_travels_encrypted(self) -> "Settings":
        if self.smtp_user and self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise ValueError("smtp_security: starttls or tls is needed where a password is sent")
        return self

    @field_validator("data_dir", "content_dir", "routing_file")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value if value.is_absolute() else ROOT / value

    @property
    def mail_folder(self) -> Path:
        """Where e-mails are written while there is no mail server."""
        return self.data_dir / "outbox"

    @property
    def store_url(self) -> str:
        """Address of the database of conversations, requests and knowledge."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.db'}"

    @property
    def tracker_url(self) -> str:
        """Address of the engine's tracker store; the engine has another PostgreSQL driver than the service."""
        if self.database_url:
            return DRIVER.sub("postgresql://", self.database_url)
        return f"sqlite:///{self.data_dir / 'engine.db'}"

    @property
    def engine_url(self) -> str:
        """Address of the engine."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def actions_url(self) -> str:
        """Address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    def engine_environment(self) -> dict[str, str]:
        """Environment variables that the engine process reads (endpoints.yml and credentials.yml name them)."""
        return {
            "LOTSE_ENGINE_PORT": str(self.engine_port),
            "LOTSE_ACTIONS_URL": f"{self.actions_url}/webhook",
            "LOTSE_CHANNEL_SECRET": self.channel_secret.get_secret_value(),
            "LOTSE_TRACKER_URL": self.tracker_url,
            "LOTSE_DATA_DIR": str(self.data_dir),
            "RASA_TELEMETRY_ENABLED": "false",
        }


def ensure_secrets(env_file: Path = ENV_FILE) -> dict[str, str]:
    """Write the secrets that neither the environment nor ``.env`` has, and return all of them.

    The file gets mode 0600 before anything is written into it.
    """
    known = {**dotenv_values(env_file), **os.environ} if env_file.exists() else dict(os.environ)
    missing = {name: secrets.token_urlsafe(48) for name in SECRETS if not known.get(name)}
    if missing:
        descriptor = os.open(env_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            env_file.chmod(0o600)
            if file.tell() and not env_file.read_text(encoding="utf-8").endswith("\n"):
                file.write("\n")
            file.writelines(f"{name}={value}\n" for name, value in missing.items())
    return {name: missing.get(name) or str(known[name]) for name in SECRETS}


@lru_cache
def get() -> Settings:
    """Return the settings of this process.

    Raises:
        pydantic.ValidationError: a value is missing or wrong; the message names its variable.
    """
    return Settings()
