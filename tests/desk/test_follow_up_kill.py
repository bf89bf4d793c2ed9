"""Desks are killed at random moments around due dates. Each day is told exactly once."""

import multiprocessing
import random
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta

import pytest
import waiting_case
from own_record import RECORDER
from run_follow_ups import BEGAN, DAYS_OF_A_LIFE, SECONDS_OF_A_DAY, live, sources
from sqlalchemy import select

from zhangfang.desk.follow_ups import run_due
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.tables import events

DUE_IN_A_LIFE = 15

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["zhangfang.desk.follow_ups"])


def fill(database: Database, lives: int, chance: random.Random) -> list[str]:
    """Conversations due at moments scattered over the days that the desks live."""
    names = [f"c{n}" for n in range(lives * DUE_IN_A_LIFE)]
    with database.write() as connection:
        for name in names:
            day = chance.uniform(0, lives * DAYS_OF_A_LIFE)
            waiting_case.add(connection, name, BEGAN + timedelta(days=day))
    return names


def on_record(database: Database) -> dict[str, Counter[str]]:
    """Of each conversation, how many events there are of each kind."""
    found: dict[str, Counter[str]] = {}
    with database.read() as connection:
        for conversation, kind in connection.execute(select(events.c.conversation, events.c.kind)):
            found.setdefault(conversation, Counter())[kind] += 1
    return found


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_each_day_is_told_once_however_often_the_desk_dies(tmp_path, knowledge, kills):
    url = f"sqlite:///{tmp_path / 'zhangfang.db'}"
    migrate(url)
    chance = random.Random(kills)
    with closing(Database(url, RECORDER)) as database:
        names = fill(database, kills, chance)
        for life in range(kills):
            here, there = FORKS.Pipe()
            desk = FORKS.Process(target=live, args=(url, knowledge, life * DAYS_OF_A_LIFE, there))
            desk.start()
            here.recv()
            time.sleep(chance.uniform(0, 1.2 * DAYS_OF_A_LIFE * SECONDS_OF_A_DAY))
            desk.kill()
            desk.join()
        told_by_the_killed = sum(it["followed_up"] for it in on_record(database).values())
        last = BEGAN + timedelta(days=kills * DAYS_OF_A_LIFE)
        told_by_the_last = len(list(run_due(sources(database, knowledge), last)))
        found = on_record(database)
        assert {(it["followed_up"], it["message"]) for it in found.values()} == {(1, 1)}
        assert set(found) == set(names)
        assert all(waiting_case.as_the_log_says(database, name) for name in names)
    assert told_by_the_killed > kills
    assert told_by_the_killed + told_by_the_last == len(names)
