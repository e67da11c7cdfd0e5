"""The store, the day and the understanding that simulated conversations share."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.actions.suitable import suitable
from desk import conversations, details
from german.vocabulary import Vocabulary
from knowledge import clock, matching, models
from knowledge import snapshot as snapshots
from knowledge.content_files import load
from knowledge.importing import import_content
from knowledge.matching_questions import most_telling
from knowledge.snapshot import Snapshot
from knowledge.vocabulary import export
from storage import database
from tests.simulation.dialogue import Conversation, Dialogue
from tests.simulation.understanding import Understanding, sentences
from tests.store import configured, sqlite_url, temporary_store

CONTENT = Path(models.__file__).parent / "content"
BEGIN = 1_790_000_000.0
"""A moment in 2026; every event of a conversation comes a second later."""


def _ids() -> Iterator[str]:
    """Yield the ids of new conversations; many are begun at once, because each transaction takes its time."""
    while True:
        with database.transaction() as session:
            begun = [conversations.start(session).id for _ in range(100)]
        yield from begun


@dataclass(frozen=True)
class World:
    """What all simulated conversations share."""

    dialogue: Dialogue
    store: Snapshot
    today: date
    understanding: Understanding
    sentences: dict[str, tuple[str, ...]]
    vocabulary: Vocabulary
    reader: sqlite3.Connection
    ids: Iterator[str]

    def begin(self) -> Conversation:
        """Begin a conversation, as the web process does."""
        ticks = count()
        return Conversation(self.dialogue, next(self.ids), lambda: BEGIN + next(ticks))

    def codes_of(self, conversation_id: str) -> set[str]:
        """Return the codes of a conversation's requests."""
        # After every message, so without the detours that SQLAlchemy takes.
        rows = self.reader.execute("SELECT reference_code FROM requests WHERE conversation_id = ?", (conversation_id,))
        return {code for (code,) in rows}


def _replace_everywhere(function: Callable[..., Any], replacement: object, patch: pytest.MonkeyPatch) -> None:
    """Replace a function under every name that a module of ours gave it."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(("bot.", "knowledge.", "desk.")):
            for name, value in list(vars(module).items()):
                if value is function:
                    patch.setattr(module, name, replacement)


def _remember_results(patch: pytest.MonkeyPatch) -> None:
    """Keep the results of pure functions of the store, which does not change, and the store itself."""
    kept: dict[Any, Any] = {}

    def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            known = (argument for argument in arguments if not isinstance(argument, Snapshot | Session))
            key = (function, *(tuple(argument) if isinstance(argument, list) else argument for argument in known))
            if key not in kept:
                kept[key] = function(*arguments)
            return kept[key]

        return call

    for function in (matching.match, matching.destination, most_telling, suitable, details.names):
        _replace_everywhere(function, remembering(function), patch)
    snapshot = snapshots.snapshot()
    _replace_everywhere(snapshots.snapshot, lambda: snapshot, patch)
    # A snapshot is frozen and has no hash: the cached call leaves it out.
    search = snapshot.search
    cached = lru_cache(maxsize=None)(lambda query, previous: search(query, previous=previous))
    patch.setattr(Snapshot, "search", lambda _, query, *, previous=None: cached(query, previous))


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Fill a store with the real content and read the dialogue."""
    content = load(CONTENT)
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        stack.enter_context(configured(folder, patch))
        engine = stack.enter_context(temporary_store(sqlite_url(folder), patch))
        with Session(engine) as session, session.begin():
            import_content(session, content)
        today = clock.today()
        _replace_everywhere(clock.today, lambda: today, patch)
        read = Dialogue()
        _remember_results(patch)
        vocabulary = export(content)
        reader = stack.enter_context(closing(sqlite3.connect(folder / "store.db", isolation_level=None)))
        yield World(
            read,
            snapshots.snapshot(),
            today,
            Understanding(read.domain, vocabulary),
            sentences(read.domain),
            vocabulary,
            reader,
            _ids(),
        )
