import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import inspect

from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.tables import metadata


def test_the_migrations_make_the_tables_that_queries_expect(database):
    inspector = inspect(database.engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column for column in inspector.get_columns(table.name)}
        assert set(made) == {column.name for column in table.columns}
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable
            assert str(made[column.name]["type"]) == column.type.compile(database.engine.dialect)
    assert set(inspector.get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_second_migration_changes_nothing(database, file):
    def dump():
        with closing(sqlite3.connect(file)) as connection:
            return list(connection.iterdump())

    before = dump()
    migrate(f"sqlite:///{file}")
    assert dump() == before


def test_a_database_of_a_newer_version_is_refused_in_plain_words(database, file):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RuntimeError, match=re.escape(str(file)) + ".*newer version"):
        migrate(f"sqlite:///{file}")


def test_a_commit_is_on_disk_before_it_returns(database):
    with database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_error_does_not_quote_what_was_to_be_stored(database):
    with pytest.raises(Exception) as caught, database.write() as connection:  # noqa: PT011
        connection.exec_driver_sql("INSERT INTO cases (number) VALUES (?)", ("老张的钱",))
    assert "老张" not in str(caught.value)


def test_a_folder_with_odd_characters_is_no_trouble(tmp_path):
    folder = tmp_path / "账 100% #1"
    folder.mkdir()
    url = f"sqlite:///{folder / 'zhangfang.db'}"
    migrate(url)
    Database(url).close()
    assert (folder / "zhangfang.db").exists()
