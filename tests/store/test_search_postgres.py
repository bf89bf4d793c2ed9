"""The search index on PostgreSQL: what holds on SQLite holds there."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from own_record import RECORDER
from postgres_server import private_server

from zhangfang.console.search.searching import Search, search
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.console.staff.access import SignedIn
from zhangfang.guides.load import load
from zhangfang.store import agents, conversations, erase, log, search_index
from zhangfang.store.database import Database
from zhangfang.store.hold_tables import holds
from zhangfang.store.migrate import migrate

pytestmark = pytest.mark.postgres

AT = "2026-11-22T10:00:00.000+08:00"
NOW = datetime.fromisoformat(AT).astimezone(UTC)
AGENT, LEAD = SignedIn("a" * 32, "小周", "agent"), SignedIn("b" * 32, "吴主管", "supervisor")


@pytest.fixture(scope="module")
def server():
    with private_server() as server:
        yield server


@pytest.fixture
def database(server):
    url = server.new_database()
    migrate(url)
    with closing(Database(url, RECORDER)) as database:
        with database.write() as connection:
            for name in ("one", "two"):
                conversations.create(connection, name, f"token of {name}", AT)
            for who in (AGENT, LEAD):
                agents.add(connection, who.id, who.name, who.role, None, AT)
        yield database


@pytest.fixture
def the(database, knowledge):
    return Search(database, knowledge, WordCutter(("不到账",)))


@pytest.fixture(scope="module")
def knowledge():
    return load(Path(__file__).parents[2] / "knowledge")


def say(database, conversation, *texts):
    drafts = [
        log.Draft("message", "merchant", "merchant_said", AT, {}, {"text": it}) for it in texts
    ]
    with database.write() as connection:
        log.append(connection, conversation, drafts)


def found(the, q, who=AGENT):
    return [
        "".join(it.text for it in place.excerpt) for place in search(the, who, q, 0, NOW).places
    ]


def test_it_finds_words_phrases_and_the_ends_of_numbers(the):
    say(the.database, "one", "退款一直不到账", "单号 A2024-0315-7788", "收到了")
    for q in ("退款 到账", "「一直不到账」", "退款到账"):
        assert found(the, q) == ["退款一直不到账"], q
    for q in ("157788", "20240315", "a2024-0315-7788"):
        assert found(the, q) == ["单号 A2024-0315-7788"], q
    for q in ("退款 单号", "「到账退款」", "99157788", "'; --", "| & ! :*", "\x00"):
        assert found(the, q) == [], q


def test_shorter_ones_come_first_and_pages_follow_each_other(the):
    say(the.database, "one", *[f"退款{'了' * length}" for length in range(44, 0, -1)])
    first, second = (search(the, AGENT, "退款", offset, NOW) for offset in (0, 20))
    shown = ["".join(p.text for p in it.excerpt) for it in (*first.places, *second.places)]
    assert len(set(shown)) == 40
    assert first.more
    assert second.more
    assert shown[0] == "退款了"


def test_what_a_colleague_holds_is_found_by_supervisors_only(the):
    say(the.database, "one", "退款不到账")
    with the.database.write() as connection:
        connection.execute(
            holds.insert().values(
                conversation="one", state="held", rank=2, since=AT, agent=LEAD.id, word=""
            )
        )
    assert found(the, "退款") == []
    assert found(the, "退款", LEAD) == ["退款不到账"]


def test_of_an_erased_conversation_nothing_is_left_in_the_server_s_files(server, the):
    say(the.database, "one", "青花瓷")
    say(the.database, "two", "退款")
    assert found(the, "青花瓷") == ["青花瓷"]
    term = search_index._hash(search_index._key(RECORDER.master_key), "c 青花").encode()
    assert term in server.on_disk()
    with the.database.write() as connection:
        erase.erase(connection, "one")
    assert erase.wipe_traces(the.database)
    assert term not in server.on_disk()
    assert found(the, "退款") == ["退款"]
