"""Agents' accounts on PostgreSQL: what holds on SQLite holds there."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from own_record import RECORDER
from postgres_server import private_server
from staff import CHEAP

from zhangfang.console.refusals import WrongSignInError
from zhangfang.console.staff import own_account, sessions
from zhangfang.console.staff.access import InSession
from zhangfang.console.staff.accounts import By, NameTakenError, make
from zhangfang.console.staff.own_account import Own
from zhangfang.console.staff.sign_in import Trying, sign_in
from zhangfang.desk.errors import TooManyTriesError
from zhangfang.store import agent_sessions, agents, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate

pytestmark = pytest.mark.postgres

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def database():
    with private_server() as server:
        url = server.new_database()
        migrate(url)
        with closing(Database(url, RECORDER)) as database:
            yield database


def tries(made, **other) -> Trying:
    right = Trying(made.agent.name, made.password, None, "10.0.0.1", None, NOW)
    return replace(right, **other)


def test_an_agent_signs_in_binds_a_phone_and_signs_in_with_it(database):
    made = make(database, CHEAP, "小周", "administrator", By(None, NOW))
    begun = sign_in(database, CHEAP, RECORDER.master_key, tries(made))
    with database.read() as connection:
        assert agent_sessions.opened_by(connection, begun.token) == begun.session
        assert not sessions.is_over(begun.session, NOW)
        assert agents.administrators(connection) == 1
    own = Own(database, CHEAP, InSession(begun.session, made.agent, None), "10.0.0.1", NOW)
    secret = own_account.begin_totp(own, made.password)
    codes = own_account.confirm_totp(own, pyotp.TOTP(secret).at(NOW))
    later = NOW + timedelta(minutes=1)
    with_code = tries(made, code=pyotp.TOTP(secret).at(later), now=later)
    assert sign_in(database, CHEAP, RECORDER.master_key, with_code).token
    with pytest.raises(WrongSignInError):
        sign_in(database, CHEAP, RECORDER.master_key, with_code)
    again = sign_in(
        database, CHEAP, RECORDER.master_key, tries(made, code=codes[0], before=begun.token)
    )
    with database.read() as connection:
        assert agent_sessions.opened_by(connection, begun.token) is None
        assert again.session.agent in agent_sessions.at_work(connection, NOW - timedelta(1), NOW)
        kinds = [it.event.kind for it in log.entries(connection, made.agent.id)]
    assert kinds.count("signed_in") == 3


def test_one_name_is_one_agents(database):
    make(database, CHEAP, "小林", "agent", By(None, NOW))
    with pytest.raises(NameTakenError):
        make(database, CHEAP, " 小林 ", "agent", By(None, NOW))


@pytest.mark.parametrize("name", ["没有这个人", "\x00", "x" * 64])
def test_five_wrong_ones_and_no_more(database, name):
    wrong = Trying(name, "a guess at it", None, f"10.0.1.{len(name)}", None, NOW)
    for _ in range(5):
        with pytest.raises(WrongSignInError):
            sign_in(database, CHEAP, RECORDER.master_key, wrong)
    with pytest.raises(TooManyTriesError):
        sign_in(database, CHEAP, RECORDER.master_key, wrong)
