"""What the desk itself says to a merchant, outside any turn."""

from zhangfang.desk.clock import Clock
from zhangfang.desk.turn import answered_at
from zhangfang.store import holds, log, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.turns import Turn

RECORDED = "已记录。系统这会儿有点忙，你的话一句都不会丢，好了马上回你。"


def tell_recorded(database: Database, clock: Clock, turn: Turn) -> bool:
    """Say that the message is on record, unless it is answered by now.

    A desk that was restarted during an outage finds the notice that was given before. Returns
    whether the merchant has been told.
    """
    with database.write() as connection:
        if not turns.is_pending(connection, turn.conversation, turn.seq):
            return False
        if holds.is_held(connection, turn.conversation):
            return False  # a person has the message before them
        before = log.last_message_of(connection, turn.conversation, "system")
        if before is None or before.event.seq < turn.seq:
            notice = log.Draft(
                kind=log.MESSAGE,
                actor="system",
                origin="bot_said",
                at=stamp(answered_at(turn, clock())),
                body={"in_reply_to": None},
                content={"text": RECORDED, "choices": [], "papers": []},
            )
            log.append(connection, turn.conversation, [notice])
    return True
