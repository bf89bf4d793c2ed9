from collections.abc import Iterator
from pathlib import Path

import pytest
from own_record import RECORDER

from zhangfang.store import conversations
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "zhangfang.db"


@pytest.fixture
def database(file) -> Iterator[Database]:
    migrate(f"sqlite:///{file}")
    database = Database(f"sqlite:///{file}", RECORDER)
    with database.write() as connection:
        for name in ("one", "two"):
            conversations.create(connection, name, f"token of {name}", "2026-11-22T10:00:00+08:00")
    yield database
    database.close()
