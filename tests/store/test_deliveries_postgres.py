"""Webhooks on PostgreSQL: what holds on SQLite holds there."""

from contextlib import closing

import pytest
from own_record import RECORDER
from postgres_server import private_server
from test_webhooks import (  # noqa: F401 - they run here with this module's database
    test_each_topic_is_told_once_and_in_order,
    test_it_is_tried_again_with_growing_pauses_and_given_up,
    test_of_an_erased_conversation_nothing_is_told_and_nothing_kept,
    test_replayed_it_is_the_same_again,
    test_two_desks_never_tell_the_same_at_once,
    test_what_a_dead_desk_had_taken_is_told_by_another,
)
from webhook_world import AT, WHO, clock, messenger, receiver  # noqa: F401 - fixtures of those tests

from zhangfang.store import agents, conversations
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.recorder import Recorder

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server():
    with private_server() as server:
        yield server


@pytest.fixture
def database(server, clock):  # noqa: F811
    url = server.new_place()
    migrate(url)
    recorder = Recorder(RECORDER.master_key, clock, RECORDER.guide)
    with closing(Database(url, recorder)) as database:
        with database.write() as connection:
            conversations.create(connection, "one", "token", AT)
            agents.add(connection, WHO.id, WHO.name, WHO.role, None, AT)
        yield database
