import pkgutil
import re
import sqlite3
from contextlib import closing
from importlib import import_module

import pytest
from sqlalchemy import inspect

from zhangfang import store
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.tables import metadata

KEPT_TABLES = ("events", "turns", "cases")
FULL_TEXT = "search_index"
"""FTS5's own tables."""


for module in pkgutil.iter_modules(store.__path__):
    if module.name.endswith("_tables"):
        import_module(f"zhangfang.store.{module.name}")


def test_the_migrations_make_the_tables_that_queries_expect(database):
    inspector = inspect(database.engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column for column in inspector.get_columns(table.name)}
        assert set(made) == {column.name for column in table.columns}
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable
            assert str(made[column.name]["type"]) == column.type.compile(database.engine.dialect)
    made = {it for it in inspector.get_table_names() if not it.startswith(FULL_TEXT)}
    assert made == {*metadata.tables, "alembic_version"}


def test_a_second_migration_changes_nothing(database, file):
    def dump():
        with closing(sqlite3.connect(file)) as connection:
            return list(connection.iterdump())

    before = dump()
    migrate(f"sqlite:///{file}")
    assert dump() == before


FILLED_0001 = """
    INSERT INTO conversations (id, token_hash, created_at, state, next_seq) VALUES
      ('calm', 'hash of calm', '2026-11-01T10:00:00+08:00', '{"cases": []}', 1),
      ('due', 'hash of due', '2026-11-02T10:00:00+08:00', '{"cases": [
         {"status": "open", "due_at": "2026-11-30T18:00:00+08:00"},
         {"status": "open", "due_at": "2026-11-25T18:00:00+08:00"},
         {"status": "resolved", "due_at": "2026-11-05T18:00:00+08:00"},
         {"status": "open", "due_at": null}]}', 2);
    INSERT INTO events VALUES
      (0, 'due', 1, 'message', 'bot', 'bot_said', 'then', '{}', NULL, 'leaf', 'prev');
    INSERT INTO turns VALUES ('due', 1, 'pending', 'text', 'then', NULL);
    INSERT INTO cases VALUES
      ('ZF-1', 'due', 'overcharged', 'wait', 'open', '{}', NULL, 'then', 'then');
"""


def test_what_an_older_version_wrote_is_carried_over(file):
    url = f"sqlite:///{file}"
    migrate(url, "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FILLED_0001)
        before = [connection.execute(f"SELECT * FROM {it}").fetchall() for it in KEPT_TABLES]
    migrate(url, "0002")
    with closing(sqlite3.connect(file)) as connection:
        after = [connection.execute(f"SELECT * FROM {it}").fetchall() for it in KEPT_TABLES]
        held = connection.execute("SELECT * FROM tokens ORDER BY conversation").fetchall()
        due = connection.execute("SELECT id, next_seq, next_due FROM conversations").fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM events")
    assert after == before
    assert held == [
        ("hash of calm", "calm", "2026-11-01T10:00:00+08:00", "opened"),
        ("hash of due", "due", "2026-11-02T10:00:00+08:00", "opened"),
    ]
    assert due == [("calm", 1, None), ("due", 2, "2026-11-25T10:00:00.000000+00:00")]


def test_a_log_from_before_the_record_s_final_form_is_left_as_it_is(file):
    url = f"sqlite:///{file}"
    migrate(url, "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FILLED_0001)
    with pytest.raises(RuntimeError, match=r"1 events.*left as it is.*another one"):
        migrate(url)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT body FROM events").fetchall() == [("{}",)]
        connection.execute("SELECT token_hash FROM conversations")


def test_a_migration_that_would_leave_a_row_without_what_it_refers_to_is_undone(file):
    url = f"sqlite:///{file}"
    migrate(url, "0001")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO turns VALUES ('nobody', 1, 'done', 'x', 'then', NULL)")
    with pytest.raises(RuntimeError, match="1 rows refer to rows that are not there"):
        migrate(url)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0001",)
        ]


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
