"""Merchants, agents, the bot and the clock at random: what must hold whatever they do.

The record alone says who has each conversation. Nobody talks over a person, no two agents have one
conversation, and no merchant is told a worse place than before.
"""

import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from own_record import RECORDER
from postgres_server import private_server

from zhangfang.cases.change import HumanAsked, NotUnderstood
from zhangfang.desk import giving_back, holding, queueing, turn
from zhangfang.desk.bubble import Bubble
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.hold_record import Agent, NotHolderError
from zhangfang.desk.holding import HeldByOtherError, NoSuchAgentError
from zhangfang.desk.rasa import Answer
from zhangfang.desk.responses import load_responses
from zhangfang.guides.load import load
from zhangfang.store import agents, conversations, holds, log, turns
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp

ROOT = Path(__file__).parents[2]
BEGIN = datetime.fromisoformat("2026-11-25T10:00:00+08:00")
STAFF = tuple(Agent(f"agent-{name}", name) for name in ("小周", "小林", "小吴"))
MERCHANTS = ("m1", "m2", "m3", "m4")

merchants, staff = st.sampled_from(MERCHANTS), st.sampled_from(STAFF)
REFUSALS = (HeldByOtherError, NotHolderError, NoSuchAgentError)


@cache
def template() -> Path:
    """A migrated database with the agents and the merchants, to be copied."""
    place = Path(tempfile.mkdtemp(prefix="zhangfang-holds-")) / "template.db"
    migrate(f"sqlite:///{place}")
    database = Database(f"sqlite:///{place}", RECORDER)
    people(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return place


def people(database: Database) -> None:
    with database.write() as connection:
        for agent in STAFF:
            agents.add(connection, agent.id, agent.name, "agent", None, stamp(BEGIN))
        for merchant in MERCHANTS:
            conversations.create(connection, merchant, f"token of {merchant}", stamp(BEGIN))


@cache
def words() -> tuple:
    return load(ROOT / "knowledge"), load_responses(ROOT / "domain.yml")


class Shift(RuleBasedStateMachine):
    """A shift at the console."""

    @initialize()
    def begins(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="zhangfang-shift-")
        place = Path(self.folder.name) / "zhangfang.db"
        shutil.copy(template(), place)
        self.database = Database(f"sqlite:///{place}", RECORDER)
        self.sources = Sources(self.database, *words())
        self.means = turn.Means(self.database, words()[0], None, lambda: self.now)
        self.now = BEGIN
        self.asked: list[tuple[turns.Turn, turn._Asked]] = []
        self.told: dict[str, int | None] = {}

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def tries(self, transition, *given) -> None:
        try:
            with self.database.write() as connection:
                transition(connection, *given)
        except REFUSALS:
            pass

    @rule(merchant=merchants)
    def says(self, merchant) -> None:
        draft = log.Draft(
            kind=log.MESSAGE,
            actor="merchant",
            origin="merchant_said",
            at=stamp(self.now),
            content={"text": "话", "choice": None},
        )
        with self.database.write() as connection:
            [entry] = log.append(connection, merchant, [draft])
            holds.heard(connection, merchant, self.now)
            name = f"id {entry.event.seq}"
            turns.add(connection, merchant, entry.event.seq, name, "话", stamp(self.now))
            said = turns.next_pending(connection, merchant)
        self.asked.append((said, turn._asked(self.database, said)))

    @precondition(lambda self: self.asked)
    @rule(
        place=st.integers(0, 9),
        changes=st.sampled_from(
            [[], [HumanAsked()], [HumanAsked(reason="despair")], [NotUnderstood()]]
        ),
    )
    def rasa_answers(self, place, changes) -> None:
        """What it was asked then; meanwhile anything may have happened."""
        said, asked = self.asked.pop(place % len(self.asked))
        answer = Answer(
            bubbles=[] if asked.held else [Bubble(text="账房说")],
            changes=[] if asked.held else changes,
        )
        if turn._keep(self.means, said, asked, answer) is None:
            self.asked.append((said, turn._asked(self.database, said)))

    @rule(merchant=merchants, agent=staff)
    def claims(self, merchant, agent) -> None:
        self.tries(holding.claim, self.sources, merchant, agent, self.now)

    @rule(merchant=merchants, to=staff, by=staff)
    def assigns(self, merchant, to, by) -> None:
        self.tries(holding.assign, self.sources, merchant, to.id, by, self.now)

    @rule(merchant=merchants, agent=staff, to=staff)
    def offers(self, merchant, agent, to) -> None:
        self.tries(holding.offer, merchant, agent, to.id, "你来", self.now)

    @rule(merchant=merchants, agent=staff)
    def refuses(self, merchant, agent) -> None:
        self.tries(holding.refuse, merchant, agent, "忙", self.now)

    @rule(merchant=merchants, agent=staff, to=st.sampled_from(["bot", "queue"]))
    def gives_back(self, merchant, agent, to) -> None:
        reason = "handed_back" if to == "bot" else "transferred"
        back = partial(giving_back.give_back, reason=reason, to=to, agent=agent, word="好了")
        self.tries(back, self.sources, merchant, self.now)

    @rule(merchant=merchants)
    def the_agent_answers(self, merchant) -> None:
        with self.database.write() as connection:
            holds.spoke(connection, merchant)

    @rule(agent=staff)
    def leaves(self, agent) -> None:
        with self.database.write() as connection:
            giving_back.leave_all(connection, self.sources, agent.id, self.now)

    @rule(minutes=st.sampled_from([1, 5, 31, 600]))
    def time_passes(self, minutes) -> None:
        self.now += timedelta(minutes=minutes)
        with self.database.write() as connection:
            for merchant in MERCHANTS:
                giving_back.bring_back(connection, self.sources, merchant, self.now)

    @invariant()
    def the_record_says_who_has_it(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.read() as connection:
            table = holds.of_all(connection)
            for merchant in MERCHANTS:
                held = table.get(merchant)
                found = (held.state, held.agent, held.offered_to) if held else None
                assert found == on_record(log.entries(connection, merchant)), merchant

    @invariant()
    def no_place_is_worse_than_the_one_told(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.read() as connection:
            found = {it.conversation: it.told_position for it in holds.waiting(connection)}
        for merchant, place in found.items():
            before = self.told.get(merchant)
            assert before is None or (place is not None and place <= before)
        self.told = found  # who was taken meanwhile, and waits again, is told anew


def on_record(entries) -> tuple | None:
    """Who has a conversation by its events alone; it fails where the bot talks over a person."""
    has = None
    for entry in entries:
        event, content = entry.event, entry.content or {}
        match event.kind:
            case "message":
                assert event.actor != "bot" or has is None or has[0] == "waiting"
            case holding.TAKEN:
                has = ("held", content["agent"]["id"], None)
            case holding.OFFERED:
                has = ("offered", content["agent"]["id"], content["to"]["id"])
            case holding.REFUSED:
                has = ("held", has[1], None)
            case queueing.GIVEN_BACK:
                has = None
            case "waiting":
                assert has is None or has[0] == queueing.WAITING
                has = ("waiting", None, None)
    return has


TestShift = Shift.TestCase
TestShift.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def race(databases: list[Database]) -> list[str]:
    """Everybody reaches for the same conversation at once; the names of those who got it."""
    sources = Sources(databases[0], *words())
    got, start = [], Barrier(len(databases) * len(STAFF))

    def reach(database: Database, agent: Agent) -> None:
        start.wait()
        try:
            with database.write() as connection:
                holding.claim(connection, sources, "m1", agent, BEGIN)
        except HeldByOtherError:
            return
        got.append(agent.name)

    threads = [
        Thread(target=reach, args=(database, agent)) for database in databases for agent in STAFF
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def is_one_holders(database: Database, got: list[str]) -> bool:
    """Whether one agent has it, by the table and by the record; the same one may ask twice."""
    with database.read() as connection:
        held = holds.of(connection, "m1")
        taken = [it for it in log.entries(connection, "m1") if it.event.kind == holding.TAKEN]
    names = {agent.id: agent.name for agent in STAFF}
    return len(taken) == 1 and set(got) == {names[held.agent]}


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_reach_for_it_at_two_desks_one_gets_it(tmp_path, round_):
    place = tmp_path / "zhangfang.db"
    shutil.copy(template(), place)
    databases = [Database(f"sqlite:///{place}", RECORDER) for _ in range(2)]
    got = race(databases)
    assert is_one_holders(databases[0], got)
    for database in databases:
        database.close()


@pytest.mark.postgres
def test_on_postgresql_as_well():
    with private_server() as server:
        url = server.new_place()
        migrate(url)
        databases = [Database(url, RECORDER) for _ in range(3)]
        people(databases[0])
        got = race(databases)
        assert is_one_holders(databases[0], got)
        for database in databases:
            database.close()
