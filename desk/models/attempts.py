"""Table of wrong reference codes, so that all processes throttle guessing together."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


class CodeAttempts(Base):
    """How often somebody named a code that does not exist."""

    __tablename__ = "code_attempts"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    """A conversation, or a hash of a network address."""
    wrong: Mapped[int] = mapped_column(default=0)
    last_wrong_at: Mapped[datetime | None]
