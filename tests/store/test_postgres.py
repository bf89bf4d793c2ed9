"""The record on PostgreSQL: what holds on SQLite holds there, and several desks write at once."""

import multiprocessing
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from append_many import AT, append, append_in, append_many
from moved_record import move
from own_record import RECORDER
from postgres_server import private_server
from record_of_a_desk import KEY, MASTER, ORIGIN, WITNESS, varied
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from test_cases import (  # noqa: F401 - they run here with this module's database
    test_a_case_is_recorded_anew_whenever_it_changes,
    test_a_number_belongs_to_one_conversation,
    test_numbers_that_are_taken_are_not_given_out,
)
from test_log import (  # noqa: F401
    test_a_transaction_that_raises_leaves_nothing,
    test_the_log_is_dense_and_each_conversation_a_chain,
    test_threads_that_write_at_once_leave_no_gap,
    test_what_is_read_is_what_was_written_and_its_hash_can_be_made_again,
    test_what_is_redacted_is_replaced_and_its_salt_is_gone,
)

from zhangfang import store
from zhangfang.desk.notary import Vouchers
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import Archive, make_pack
from zhangfang.evidence.cosignature import cosigner
from zhangfang.evidence.event import SYSTEM
from zhangfang.guides.load import load
from zhangfang.store import checkpoints, conversations, erase, log, tree, turns
from zhangfang.store.audit.run import audit
from zhangfang.store.audit.server import only_reading_server
from zhangfang.store.audit.signed import Believed
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.postgresql import UnfitServerError
from zhangfang.store.recorder import Recorder
from zhangfang.store.tables import conversation_keys, events, metadata

pytestmark = pytest.mark.postgres

for module in pkgutil.iter_modules(store.__path__):
    if module.name.endswith("_tables"):
        import_module(f"zhangfang.store.{module.name}")

ROOT = Path(__file__).parents[2]
WORDS = "老张多扣了我的钱"
SAME_TYPE = {"DOUBLE PRECISION": "FLOAT"}
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def server():
    with private_server() as server:
        yield server


@pytest.fixture
def url(server):
    url = server.new_place()
    migrate(url)
    return url


@pytest.fixture
def database(url):
    with closing(Database(url, RECORDER)) as database:
        with database.write() as connection:
            for name in ("one", "two"):
                conversations.create(connection, name, f"token of {name}", AT)
        yield database


def test_processes_that_write_at_once_leave_no_gap(database, url):
    writers = [
        SPAWN.Process(target=append_many, args=(url, name, 50)) for name in ("one", "two") * 2
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with database.read() as connection:
        assert tree.size(connection) == 200
        indexes = connection.scalars(select(events.c.log_index).order_by(events.c.log_index))
        assert list(indexes) == list(range(200))
        for name in ("one", "two"):
            entries = log.entries(connection, name)
            assert [it.event.seq for it in entries] == list(range(1, 101))
            assert all(b.event.prev == a.leaf_hash for a, b in pairwise(entries))


def test_a_writer_that_is_killed_leaves_neither_a_gap_nor_the_lock(database, url):
    for n in range(3):
        writer = SPAWN.Process(target=append_many, args=(url, "one", 10_000))
        writer.start()
        while size_of(database) < 20 * (n + 1):
            append(database, "two", "在")
        writer.kill()
        writer.join()
    append(database, "two", "还在")
    with database.read() as connection:
        found = connection.scalars(select(events.c.log_index).order_by(events.c.log_index)).all()
        assert found == list(range(len(found)))
        entries = log.entries(connection, "one")
        assert [it.event.seq for it in entries] == list(range(1, len(entries) + 1))


def size_of(database):
    """How many events of the killed are on record."""
    with database.read() as connection:
        return len(log.entries(connection, "one"))


def test_a_reader_is_not_held_up_and_sees_one_state(database):
    append(database, "one", "一")
    with database.read() as before, database.write() as writing:
        assert tree.size(before) == 1
        append_in(writing, "one", "二")
        with database.read() as meanwhile:
            assert tree.size(meanwhile) == 1
        writing.commit()
        assert tree.size(before) == 1
        with database.read() as after:
            assert tree.size(after) == 2


def test_what_is_read_cannot_be_written_to(database):
    with pytest.raises(DBAPIError, match="read-only"), database.read() as connection:
        append_in(connection, "one", "一")


TAMPERING = {
    "update": "UPDATE events SET leaf = '{}' WHERE log_index = 0",
    "delete": "DELETE FROM events WHERE log_index = 1",
    "truncate": "TRUNCATE events CASCADE",
    "upsert": "INSERT INTO events SELECT log_index, conversation, 3, kind, actor, at, '{}', leaf_hash"
    " FROM events WHERE log_index = 0 ON CONFLICT (log_index) DO UPDATE SET leaf = '{}'",
    "gap in the log": "INSERT INTO events SELECT 7, conversation, 3, kind, actor, at, leaf, leaf_hash"
    " FROM events WHERE log_index = 0",
    "gap in a conversation": "INSERT INTO events SELECT 2, conversation, 4, kind, actor, at, leaf,"
    " leaf_hash FROM events WHERE log_index = 0",
    "another value under seal": "UPDATE sealed SET box = ''",
    "a value in the place of another": "INSERT INTO sealed VALUES (0, 'content', '')"
    " ON CONFLICT (log_index, name) DO UPDATE SET box = ''",
    "all values at once": "TRUNCATE sealed",
    "a subtree": "UPDATE subtrees SET hash = ''",
    "no subtrees": "DELETE FROM subtrees",
    "another checkpoint": "UPDATE checkpoints SET note = 'x' || note",
    "another size": "UPDATE checkpoints SET size = 1",
    "no time stamp": "UPDATE checkpoints SET timestamp = NULL",
    "no checkpoints": "DELETE FROM checkpoints",
    "all checkpoints at once": "TRUNCATE checkpoints",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_the_server_itself_refuses_to_alter_the_record(database, how):
    append(database, "one", *"一二")
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO subtrees VALUES (8, 0, 'hash')")
        checkpoints.make(connection, KEY)
        checkpoints.put_timestamp(connection, 2, b"token")
        checkpoints.add_signatures(connection, 2, "another line\n")
    with database.read() as connection:
        before = connection.execute(select(events)).all()
    with (
        pytest.raises(IntegrityError, match=r"append-only: |never (altered|deleted|emptied)"),
        database.write() as connection,
    ):
        connection.exec_driver_sql(TAMPERING[how])
    with database.read() as connection:
        assert connection.execute(select(events)).all() == before


def test_the_migrations_make_the_tables_that_queries_expect(database):
    inspector = inspect(database.engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column for column in inspector.get_columns(table.name)}
        assert set(made) == {column.name for column in table.columns}
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable
            kind = str(made[column.name]["type"]).removesuffix(' COLLATE "C"')
            assert SAME_TYPE.get(kind, kind) == column.type.compile(database.engine.dialect)
    made = set(inspector.get_table_names()) - {"search_index"}  # known to its own module alone
    assert made == {*metadata.tables, "alembic_version"}


def test_desks_that_start_at_once_migrate_once(server):
    url = server.new_place()
    with ThreadPoolExecutor(4) as desks:
        list(desks.map(migrate, [url] * 4))
    migrate(url)
    assert server.run("SELECT COUNT(*) FROM events", url) == [(0,)]


def test_text_is_in_the_order_of_its_bytes(database):
    names = ["B", "a", "a-b", "aB", "ab", "一"]
    with database.write() as connection:
        for name in names:
            conversations.create(connection, name, name, AT)
        found = connection.exec_driver_sql("SELECT id FROM conversations ORDER BY id").scalars()
        assert list(found) == sorted([*names, "one", "two"])


def test_a_commit_is_on_disk_whatever_the_session_is_set_to(url):
    careless = f"{url}%20-csynchronous_commit%3Doff"
    with closing(Database(careless)) as database:
        with database.read() as connection:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "off"
        with database.write() as connection:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_a_server_that_does_not_write_to_disk_is_refused():
    with (
        private_server("fsync=off") as careless,
        pytest.raises(UnfitServerError, match="fsync = on"),
    ):
        migrate(careless.new_database())


def test_a_database_in_another_encoding_is_refused(server):
    url = server.new_database(
        "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc"
    )
    with pytest.raises(UnfitServerError, match="createdb --encoding=UTF8"):
        migrate(url)


@pytest.mark.parametrize(
    "address", ["postgresql://desk:s3cret@db/zf", "postgresql://desk@db/zf?password=s3cret"]
)
def test_a_password_that_others_can_see_is_refused_and_not_repeated(address):
    with pytest.raises(UnfitServerError, match="pgpass") as caught:
        Database(address)
    assert "s3cret" not in str(caught.value)


def test_an_error_does_not_quote_what_was_to_be_stored(database):
    with pytest.raises(IntegrityError) as caught, database.write() as connection:
        connection.exec_driver_sql("INSERT INTO cases (number) VALUES (%s)", (WORDS[:4],))
    assert "null value" in str(caught.value)
    assert WORDS[:4] not in f"{caught.value} {caught.value.orig}"


def tell(database, text):
    [entry] = append(database, "one", text)
    with database.write() as connection:
        turns.add(connection, "one", entry.event.seq, "id", text, AT)


def erased(database):
    with database.write() as connection:
        erase.erase(connection, "one")
    return erase.wipe_traces(database)


def test_what_is_erased_is_in_no_table_s_file_and_in_no_statistics(server, database, url):
    tell(database, WORDS)
    append(database, "two", "别人的话")
    with database.read() as connection:
        key = connection.scalars(
            select(conversation_keys.c.wrapped).where(conversation_keys.c.conversation == "one")
        ).one()
    server.run("ANALYZE", url)
    before = server.on_disk()
    assert WORDS.encode() in before
    assert key in before
    assert erased(database)
    after = server.on_disk()
    assert WORDS.encode() not in after
    assert key not in after
    with database.read() as connection:
        [kept] = log.messages_after(connection, "two", 0)
    assert kept.content["text"] == "别人的话"


def test_a_reader_of_the_old_state_holds_up_the_wiping(server, database):
    tell(database, WORDS)
    with database.read() as old:
        assert tree.size(old) == 1
        assert not erased(database)
    assert erase.wipe_traces(database)
    assert WORDS.encode() not in server.on_disk()


@pytest.fixture
def both(url):
    """A record on SQLite, and the same on PostgreSQL."""
    desk = varied(seed=5, happenings=12)
    recorder = Recorder(MASTER, desk.clock, "1" * 64, "2" * 64)
    with closing(Database(url, recorder)) as copy:
        move(desk.database, copy)
        yield desk, copy
    desk.close()


def test_a_pack_has_the_same_bytes(both):
    desk, copy = both
    knowledge = load(ROOT / "knowledge")
    with copy.read() as connection:
        size = checkpoints.latest(connection).size
        found = connection.scalars(
            select(events.c.conversation).where(events.c.conversation != SYSTEM).distinct()
        ).all()
    assert found
    for conversation in found:
        packs = [
            make_pack(
                Archive(database, desk.keys, Vouchers(None, None), knowledge),
                Scope(conversation, size=size),
            )
            for database in (desk.database, copy)
        ]
        assert packs[0] == packs[1]


def audit_of(desk, url):
    believed = Believed(ORIGIN, desk.keys.verifiers, (cosigner(WITNESS),))
    with only_reading_server(url) as connection:
        return audit(connection, MASTER, believed).as_json()


def test_an_audit_says_the_same(both, url):
    desk, _ = both
    assert audit_of(desk, url) == desk.audit().as_json()
    assert audit_of(desk, url)["outcome"] == "sound"


DAMAGE = {
    "a leaf": "UPDATE events SET leaf = replace(leaf, 'observed', 'bot_said') WHERE log_index = 0",
    "an event is gone": "DELETE FROM events WHERE log_index = 3",
    "a state": "UPDATE conversations SET state = '{\"cases\": [1]}' WHERE id <> 'system'",
    "a box": "UPDATE sealed SET box = '' WHERE log_index = (SELECT MIN(log_index) FROM sealed)",
    "a checkpoint": "DELETE FROM checkpoints WHERE size = (SELECT MAX(size) FROM checkpoints)",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_an_audit_finds_what_the_server_s_owner_has_altered(server, both, url, how):
    desk, _ = both
    server.run("SET session_replication_role = replica; " + DAMAGE[how], url)
    with desk.tampered() as damaged:
        damaged.raw.execute(DAMAGE[how].replace("box = ''", "box = x''"))
        expected = damaged.audit().as_json()
    assert expected["failures"]
    assert audit_of(desk, url) == expected
