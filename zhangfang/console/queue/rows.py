"""Conversations as rows of a list.

What was said is unsealed once for each change: a conversation's `next_seq` tells whether something has
happened in it. Who has it is read anew each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection, func, select

from zhangfang.console.conversation.hold_shown import House, house
from zhangfang.console.views import Row
from zhangfang.desk.identity import identity_of
from zhangfang.desk.views import message_of
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, holds, log
from zhangfang.store.agent_tables import agents
from zhangfang.store.holds import Held
from zhangfang.store.tables import conversation_keys, events
from zhangfang.store.tables import conversations as table

MOST_KEPT = 4000
"""Rows; with 200 bytes each they are no burden."""

LONGEST_TEXT = 120
RECALLED = "撤回了一条消息"
SPOKEN = (log.MESSAGE, log.FILE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row without who has it, as of a seq."""

    next_seq: int
    row: Row


class Rows:
    """Makes rows, and keeps those it has made.

    Args:
        knowledge: names of families.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._kept: dict[str, _Said] = {}
        self._lock = Lock()

    def of(self, connection: Connection, wanted: Iterable[str], now: datetime) -> dict[str, Row]:
        """The rows of these conversations, in this order.

        What is no conversation with a merchant, or was erased, is left out.
        """
        ids = list(dict.fromkeys(wanted))
        seqs = _next_seqs(connection, ids)
        held = holds.of_many(connection, ids)
        known = house(connection)
        return {
            each: self._row(connection, each, seqs[each], known, held.get(each), now)
            for each in ids
            if each in seqs
        }

    def _row(
        self,
        connection: Connection,
        conversation: str,
        next_seq: int,
        known: House,
        held: Held | None,
        now: datetime,
    ) -> Row:
        kept = self._kept.get(conversation)
        if kept is None or kept.next_seq != next_seq:
            kept = _Said(next_seq, self._said(connection, conversation))
            self._keep(conversation, kept)
        due = kept.row.due_at
        return kept.row.model_copy(
            update={
                "hold": known.shown(held),
                "overdue": due is not None and datetime.fromisoformat(due) <= now,
            }
        )

    def _keep(self, conversation: str, said: _Said) -> None:
        with self._lock:
            self._kept.pop(conversation, None)
            self._kept[conversation] = said
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]

    def _said(self, connection: Connection, conversation: str) -> Row:
        case = conversations.state(connection, conversation).case
        last = _last(connection, conversation)
        text = message_of(last).text if last and not last.recalled else RECALLED if last else ""
        return Row(
            conversation=conversation,
            case_number=case.number if case else None,
            family=case.family if case else None,
            family_name=self._knowledge.guides[case.family].name if case else None,
            phase=case.phase if case else None,
            status=case.status if case else "none",
            merchant=identity_of(connection, conversation).name or None,
            last_text=" ".join(text.split())[:LONGEST_TEXT],
            last_actor=last.event.actor if last else "system",
            last_at=last.event.at if last else "",
            last_seq=last.event.seq if last else 0,
            unanswered=_unanswered(connection, conversation),
            due_at=case.due_at if case else None,
            overdue=False,
            hold=House({}, 0).shown(None),
        )


def _next_seqs(connection: Connection, ids: list[str]) -> dict[str, int]:
    """By conversation, of those with a merchant that have not been erased."""
    query = (
        select(table.c.id, table.c.next_seq)
        .join(conversation_keys, conversation_keys.c.conversation == table.c.id)
        .outerjoin(agents, agents.c.id == table.c.id)
        .where(table.c.id.in_(ids), agents.c.id.is_(None))
    )
    return {row.id: row.next_seq for row in connection.execute(query)}


def _last(connection: Connection, conversation: str) -> log.Entry | None:
    """What was said last, by whomever."""
    seq = connection.scalars(
        select(func.max(events.c.seq)).where(
            events.c.conversation == conversation, events.c.kind.in_(SPOKEN)
        )
    ).one()
    return log.at(connection, conversation, seq) if seq is not None else None


def _unanswered(connection: Connection, conversation: str) -> int:
    """How much the merchant has said since a person or the bot spoke."""
    own = (events.c.conversation == conversation, events.c.kind.in_(SPOKEN))
    answered = select(func.coalesce(func.max(events.c.seq), 0)).where(
        *own, events.c.actor.in_(("bot", "agent"))
    )
    return connection.scalars(
        select(func.count()).where(
            *own, events.c.actor == "merchant", events.c.seq > answered.scalar_subquery()
        )
    ).one()
