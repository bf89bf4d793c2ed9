"""Brings a database to the form that this version of the code expects."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import event

from zhangfang.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Apply the migrations still missing, up to this one; nothing happens if there are none.

    Raises:
        RuntimeError: the database is of a newer version than this code.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    database = Database(url)
    if database.engine.dialect.name == "sqlite":
        event.listen(database.engine, "connect", _let_tables_be_made_anew)
    try:
        with database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except CommandError as error:
        raise RuntimeError(
            f"{url} cannot be brought up to date ({error}). It was probably written by a newer "
            "version of zhangfang: start that version, or another data folder."
        ) from error
    finally:
        database.close()


def _let_tables_be_made_anew(connection: sqlite3.Connection, _record: object) -> None:
    """SQLite alters a table by copying it and dropping the old one, to which others still refer.

    See https://sqlite.org/lang_altertable.html, 7: a migration that does so checks the foreign keys
    before it ends.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
