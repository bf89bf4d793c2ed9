import sqlite3
import threading
from contextlib import closing
from itertools import pairwise

import pytest

from zhangfang.evidence.event import NO_PREVIOUS, canonical, leaf_hash
from zhangfang.evidence.seal import UnsealError
from zhangfang.store import log, sealing
from zhangfang.store.log import Draft

AT = "2026-11-22T10:00:00.000+08:00"


def said(text, **numbers):
    content = {"text": text, "choice": None}
    return Draft("message", "merchant", "merchant_said", AT, {}, content, numbers)


def append(database, conversation, *drafts):
    with database.write() as connection:
        return log.append(connection, conversation, drafts)


def test_the_log_is_dense_and_each_conversation_a_chain(database):
    entries = [
        *append(database, "one", said("一")),
        *append(database, "two", said("二"), said("三")),
        *append(database, "one", said("四")),
    ]
    assert [entry.event.log_index for entry in entries] == [0, 1, 2, 3]
    assert [entry.event.seq for entry in entries] == [1, 1, 2, 2]
    first, second, third, fourth = entries
    assert first.event.prev == second.event.prev == NO_PREVIOUS
    assert third.event.prev == second.leaf_hash
    assert fourth.event.prev == first.leaf_hash


def test_what_is_read_is_what_was_written_and_its_hash_can_be_made_again(database):
    [written] = append(database, "one", said("多扣了 12 块"))
    with database.read() as connection:
        [read] = log.messages_after(connection, "one", 0)
    assert read == written
    assert leaf_hash(canonical(read.event)) == read.leaf_hash


def test_what_was_said_is_not_in_the_leaf_but_behind_a_commitment(database, file):
    [entry] = append(database, "one", said("多扣了 12 块", **{"phone-1": "13912345678"}))
    with closing(sqlite3.connect(file)) as connection:
        [(leaf,)] = connection.execute("SELECT leaf FROM events").fetchall()
    assert "多扣了" not in leaf
    with database.read() as connection:
        opened = sealing.openings(connection, "one", 1)[1]
    assert {name: it.value for name, it in opened.items()} == {
        "content": {"text": "多扣了 12 块", "choice": None},
        "phone-1": "13912345678",
    }
    assert {name: it.commitment() for name, it in opened.items()} == entry.event.sealed


def test_what_is_redacted_is_replaced_and_its_salt_is_gone(database):
    first, _ = append(database, "one", said("卡号 62220212"), said("是这张"))
    with database.write() as connection:
        log.redact(connection, "one", first, "split_number", said("卡号 622202**"))
    with database.read() as connection:
        shown = log.messages_after(connection, "one", 0)
        opened = sealing.openings(connection, "one", 1)
    assert [entry.content["text"] for entry in shown] == ["卡号 622202**", "是这张"]
    assert set(opened) == {2, 3}


def test_a_sealed_value_that_was_put_elsewhere_does_not_open(database, file):
    append(database, "one", said("一"), said("二"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER sealed_refuse_update")
        connection.execute(
            "UPDATE sealed SET box = (SELECT box FROM sealed WHERE log_index = 1)"
            " WHERE log_index = 0"
        )
    with database.read() as connection, pytest.raises(UnsealError):
        log.messages_after(connection, "one", 0)


def test_threads_that_write_at_once_leave_no_gap(database):
    def write(name):
        for n in range(20):
            append(database, name, said(f"{n}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        for name in ("one", "two"):
            entries = log.messages_after(connection, name, 0)
            assert [entry.event.seq for entry in entries] == list(range(1, 81))
            assert all(b.event.prev == a.leaf_hash for a, b in pairwise(entries))


def test_a_transaction_that_raises_leaves_nothing(database):
    def broken():
        with database.write() as connection:
            log.append(connection, "one", [said("一")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    [entry] = append(database, "one", said("二"))
    assert (entry.event.log_index, entry.event.seq) == (0, 1)


def copied(log_index, seq):
    """Entry 0 with another leaf, put where an entry is already, or where none may be yet."""
    return (
        "INSERT OR REPLACE INTO events SELECT"
        f" {log_index}, conversation, {seq}, kind, actor, at, '{{}}', leaf_hash"
        " FROM events WHERE log_index = 0"
    )


TAMPERING = {
    "update": "UPDATE events SET leaf = '{}' WHERE log_index = 0",
    "delete": "DELETE FROM events WHERE log_index = 1",
    "replace by index": copied("log_index", "3"),
    "replace by seq": copied("2", "seq"),
    "gap in the log": copied("7", "3"),
    "gap in a conversation": copied("2", "4"),
    "another value under seal": "UPDATE sealed SET box = x'00'",
    "a value in the place of another": "INSERT OR REPLACE INTO sealed VALUES (0, 'content', x'00')",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_the_database_itself_refuses_to_alter_the_log(database, file, how):
    append(database, "one", said("一"), said("二"))
    with closing(sqlite3.connect(file)) as connection:
        before = connection.execute("SELECT * FROM events").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only: |never altered"):
            connection.execute(TAMPERING[how])
        assert connection.execute("SELECT * FROM events").fetchall() == before


def test_the_columns_are_the_event(database, file):
    [entry] = append(database, "one", said("一"))
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("SELECT * FROM events").fetchone())
    assert row.pop("leaf_hash") == entry.leaf_hash
    assert row.pop("leaf") == canonical(entry.event)
    assert row == {name: getattr(entry.event, name) for name in row}
