"""The conversation that a large log is made of, over and over: forty events, a case, a telephone number."""

from sqlalchemy import Connection

from zhangfang.cases.case import Fact
from zhangfang.cases.change import (
    CaseOpened,
    Change,
    DeadlineSet,
    FactSet,
    FollowedUp,
    PhaseEntered,
    StepMarked,
)
from zhangfang.cases.turn import Option
from zhangfang.desk.bubble import Bubble, bubble_draft
from zhangfang.desk.keep import keep
from zhangfang.desk.rasa import Answer
from zhangfang.store import conversations, log, turns

AT = "2026-11-02T10:00:00.000+08:00"
DUE = "2026-11-09T18:00:00+08:00"
NUMBER = "ZF-20261102-0000A"
"""Of its case. Every copy gets another one of the same length."""

GREETING = "你好，我是账房。钱对不上的事，慢慢说给我听。"
ASKED = "先在机器的交易记录里找到这一笔，记下金额、时间和订单号。找到了就点下面，找不到也告诉我。"
SAID = "昨天下午那笔多扣了我 12 块，机器上只有一条记录，我电话 139****5678，麻烦看看"
HIDDEN = {"phone-1": "13912345678"}
CHOICES = [Option(label=label, payload=f"/{label}") for label in ("找到了", "找不到", "说说别的")]
STEPS = ("find_record", "compare_balance", "call_acquirer", "write_it_down", "hand_in", "ask_again")


def record_talk(connection: Connection, conversation: str, idle_turns: int = 0) -> None:
    """Put the conversation on record, by the desk's own ways.

    Args:
        connection: in a writing transaction.
        conversation: its id.
        idle_turns: so many more in which nothing changes.
    """
    conversations.create(connection, conversation, f"token of {conversation}", AT)
    greeting = bubble_draft(Bubble(text=GREETING), seq=1, at=AT, in_reply_to=None)
    log.append(connection, conversation, [greeting])
    for place, changes in enumerate([*_turns(), *([] for _ in range(idle_turns))]):
        draft = log.Draft(
            kind=log.MESSAGE,
            actor="merchant",
            origin="merchant_said",
            at=AT,
            content={"text": SAID, "choice": None},
            numbers=HIDDEN if place % 4 == 0 else {},
            client_at=AT,
        )
        [entry] = log.append(connection, conversation, [draft])
        seq = entry.event.seq
        turns.add_answered(connection, conversation, seq, f"{conversation}-{seq}", AT)
        answer = Answer(bubbles=[Bubble(text=ASKED, options=CHOICES)], changes=changes)
        keep(connection, conversation, answer, AT, seq)


def _turns() -> list[list[Change]]:
    """What changes in each turn: 13 turns with 13 changes, 13 messages and 13 answers."""
    return [
        [CaseOpened(number=NUMBER, family="overcharged", at=AT)],
        _fact("amount", "12.00", "12 块"),
        _fact("transaction_time", "2026-11-01T15:00", "昨天下午"),
        _fact("order_number", "20261101003388", "20261101003388"),
        *([StepMarked(step=step, outcome="done", at=AT)] for step in STEPS),
        [PhaseEntered(phase="wait", at=AT)],
        [DeadlineSet(due_at=DUE, estimated=False, step="wait_for_answer")],
        [FollowedUp(number=NUMBER, due_at=DUE)],
    ]


def _fact(name: str, value: str, said: str) -> list[Change]:
    return [FactSet(name=name, fact=Fact(value=value, said=said))]
