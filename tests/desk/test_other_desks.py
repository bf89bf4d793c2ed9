"""What another desk on the same record writes is told to the pages that are open here."""

import json
from contextlib import closing

import pytest
from own_record import RECORDER

from zhangfang.desk.other_desks import OtherDesks
from zhangfang.desk.record import messages_after
from zhangfang.desk.stream import Stream
from zhangfang.store import agents, conversations, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp

AT = "2026-11-25T10:00:00.000+08:00"


@pytest.fixture
def url(tmp_path):
    place = f"sqlite:///{tmp_path / 'zhangfang.db'}"
    migrate(place)
    return place


@pytest.fixture
def database(url):
    with closing(Database(url, RECORDER)) as here:
        with here.write() as connection:
            conversations.create(connection, "m1", "token", AT)
            agents.add(connection, "a1", "小周", "agent", None, AT)
        yield here


@pytest.fixture
async def told(database, knowledge):
    """The desk here, and the conversations that it tells of."""
    stream, heard = Stream(), []
    stream.watch(heard.append)
    desk = OtherDesks(database, knowledge, stream, RECORDER.clock)
    await desk.begin()
    return desk, heard


def says(url: str, conversation: str) -> None:
    """At another desk."""
    draft = log.Draft(
        kind=log.MESSAGE,
        actor="merchant",
        origin="merchant_said",
        at=stamp(RECORDER.clock()),
        content={"text": "在吗"},
    )
    with closing(Database(url, RECORDER)) as there, there.write() as connection:
        log.append(connection, conversation, [draft])


async def test_a_conversation_that_went_on_there_is_told_once(url, told):
    desk, heard = told
    await desk.look()
    assert heard == []
    says(url, "m1")
    await desk.look()
    await desk.look()
    assert heard == ["m1"]


async def test_an_agent_s_own_record_is_no_conversation(url, told):
    desk, heard = told
    says(url, "a1")
    await desk.look()
    assert heard == []


async def test_a_page_that_is_open_here_gets_the_message_and_the_case(url, database, told):
    desk, _ = told

    async def case():
        return {"status": "none"}

    async def messages(after):
        return messages_after(database, "m1", after)

    following = desk._stream.follow("m1", 0, case, messages)
    assert (await anext(following)).event == "case"
    says(url, "m1")
    await desk.look()
    message, standing = await anext(following), await anext(following)
    assert (message.event, json.loads(message.raw_data)["text"]) == ("message", "在吗")
    assert (standing.event, standing.data["human"]["state"]) == ("case", "none")
    await following.aclose()
