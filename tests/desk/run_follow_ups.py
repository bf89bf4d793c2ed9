"""A desk's follow-ups in a process of their own, for tests that kill it."""

import time
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from own_record import RECORDER

from zhangfang.desk.follow_ups import Sources, run_due
from zhangfang.desk.responses import load_responses
from zhangfang.guides.model import Knowledge
from zhangfang.store.database import Database

ROOT = Path(__file__).parents[2]
BEGAN = datetime.fromisoformat("2026-11-25T18:00:00+08:00")
SECONDS_OF_A_DAY = 0.02
DAYS_OF_A_LIFE = 4


def sources(database: Database, knowledge: Knowledge) -> Sources:
    """What follow-ups are made from, with the words that the house uses."""
    return Sources(database, knowledge, load_responses(ROOT / "domain.yml"))


def live(url: str, knowledge: Knowledge, day: int, born: Connection) -> None:
    """Follow up from this day on, while time runs fast and then stands still, until killed."""
    own = sources(Database(url, RECORDER), knowledge)
    began = time.monotonic()
    born.send("")
    while True:
        lived = (time.monotonic() - began) / SECONDS_OF_A_DAY
        now = BEGAN + timedelta(days=day + min(lived, DAYS_OF_A_LIFE))
        list(run_due(own, now))
