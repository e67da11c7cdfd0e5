"""Brings the database's tables to the newest version: ``python -m storage.migrate``.

With ``--new MESSAGE`` it writes a migration from the difference between the models and a migrated, empty database.
"""

import argparse
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage import database

MIGRATIONS = Path(__file__).parent / "migrations"
TABLES = ("knowledge.models", "desk.models")
"""Named, not imported: storage lies below them."""


def _config() -> Config:
    """Return Alembic's configuration; there is no ini file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


class BrokenReferenceError(Exception):
    """A migration left rows that refer to nothing; it was rolled back."""


@contextmanager
def _sqlite_connection(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that checks foreign keys at its end.

    SQLite changes a table by copying it and dropping the old one. Were foreign keys enforced meanwhile, that would
    delete every row that refers to it.
    """
    with engine.connect() as connection:
        outside_of_transactions = connection.connection.cursor()
        outside_of_transactions.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise BrokenReferenceError(f"rows that refer to nothing: {broken[:10]}")
        finally:
            outside_of_transactions.execute("PRAGMA foreign_keys=ON")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run all migrations that the database has not seen yet, in one transaction.

    Raises:
        BrokenReferenceError: nothing was changed.
    """
    config = _config()
    with _sqlite_connection(engine) if engine.dialect.name == "sqlite" else engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def write(message: str) -> None:
    """Write the next migration. Read it before you commit it: not every change can be seen in the models."""
    for module in TABLES:
        importlib.import_module(module)
    config = _config()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    engine = database.connect("sqlite://")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m storage.migrate")
    parser.add_argument("--new", metavar="MESSAGE", help="write a migration instead of running them")
    new = parser.parse_args().new
    if new:
        write(new)
    else:
        upgrade(database.engine())
