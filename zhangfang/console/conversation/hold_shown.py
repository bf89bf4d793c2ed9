"""Who talks with the merchant, as agents see it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from zhangfang.console.staff.access import SignedIn
from zhangfang.console.views import AgentShown, Hold
from zhangfang.desk.giving_back import patience
from zhangfang.store import holds
from zhangfang.store.agent_tables import agents
from zhangfang.store.holds import Held
from zhangfang.store.moments import stamp


class House(NamedTuple):
    """What it takes to show holds: the agents' names, and the bot's patience."""

    names: Mapping[str, str]
    patience_minutes: float

    def shown(self, held: Held | None) -> Hold:
        """A row of the table in words; None: the bot talks."""
        if held is None:
            return Hold(state="bot")
        return Hold(
            state=held.state,
            reason=held.reason,
            rank=held.rank if held.state == "waiting" else None,
            since=_moment(held.since),
            position=held.told_position,
            agent=self._agent(held.agent),
            offered_to=self._agent(held.offered_to),
            word=held.word,
            bot_back_at=_moment(held.silent_since, self.patience_minutes),
        )

    def _agent(self, agent: str | None) -> AgentShown | None:
        return AgentShown(id=agent, name=self.names.get(agent, "")) if agent else None


def house(connection: Connection) -> House:
    """As it is set now."""
    names = {row.id: row.name for row in connection.execute(select(agents.c.id, agents.c.name))}
    return House(names, patience(connection).total_seconds() / 60)


def hold_of(connection: Connection, conversation: str) -> Hold:
    """Who has a conversation."""
    return house(connection).shown(holds.of(connection, conversation))


def sees(who: SignedIn, hold: Hold) -> bool:
    """Whether who has it leaves it to this agent's eyes (the same as access.may_see)."""
    if hold.agent is None or who.role != "agent":
        return True
    return who.id in (hold.agent.id, hold.offered_to.id if hold.offered_to else None)


def _moment(kept: str | None, minutes: float = 0) -> str | None:
    if kept is None:
        return None
    return stamp(datetime.fromisoformat(kept) + timedelta(minutes=minutes))
