"""Brings a database to the form that this version of the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from zhangfang.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Apply the migrations still missing; nothing happens if there are none.

    Raises:
        RuntimeError: the database is of a newer version than this code.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    database = Database(url)
    try:
        with database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise RuntimeError(
            f"{url} cannot be brought up to date ({error}). It was probably written by a newer "
            "version of zhangfang: start that version, or another data folder."
        ) from error
    finally:
        database.close()
