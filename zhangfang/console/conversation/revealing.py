"""A hidden number in clear: who saw it, and why, is on record before they do."""

from datetime import datetime

from zhangfang.console.plain_words import plainly
from zhangfang.console.refusals import NotHeldError, NothingThereError
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.staff.deeds import deed
from zhangfang.desk.said import Mask
from zhangfang.store import holds, log, sealing
from zhangfang.store.database import Database
from zhangfang.store.recalls import recalled

REVEALED = "number_revealed"
"""The kind of the event."""


def reveal(
    database: Database,
    mask: Mask,
    conversation: str,
    who: SignedIn,
    seq: int,
    name: str,
    reason: str,
    now: datetime,
) -> str:
    """The number that a message hides, to who talks with the merchant, or a supervisor.

    Raises:
        BadFieldError: the reason cannot be read.
        NotHeldError: the agent does not hold the conversation.
        NothingThereError: nothing is hidden under this name, or its message was taken back.
    """
    why = plainly(mask, "reason", reason)
    with database.write() as connection:
        held = holds.of(connection, conversation)
        if who.role == "agent" and (held is None or held.agent != who.id):
            raise NotHeldError
        found = sealing.openings(connection, conversation, seq, seq, but=(log.CONTENT,))
        opening = found.get(seq, {}).get(name)
        if opening is None or seq in recalled(connection, conversation):
            raise NothingThereError
        body = {"revealed": [f"{seq} {name}"]}
        draft = deed(who, REVEALED, now, body, reason=why)
        log.append(connection, conversation, [draft])
        return str(opening.value)
