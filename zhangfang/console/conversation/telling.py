"""Tells everybody who looks at a conversation that it is in other hands."""

from datetime import datetime

from anyio.to_thread import run_sync

from zhangfang.console.console import Console
from zhangfang.desk.record import case_now


async def tell(console: Console, conversation: str, now: datetime) -> None:
    """Tell of a transition that was committed.

    The merchant's page gets the words and how the case stands, open consoles read it anew, and what
    was not said while a person talked is said if it is due.
    """
    desk = console.desk
    view = await run_sync(case_now, desk.database, desk.knowledge, conversation, now)
    desk.stream.messages(conversation)
    desk.stream.case(conversation, view)
    desk.alarm.wake()
