"""An agent's changes of a case, on record with their name and reason, and the case as it is then."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Change
from zhangfang.cases.fold import apply
from zhangfang.console.refusals import NotHeldError, NothingThereError
from zhangfang.console.staff.deeds import Somebody
from zhangfang.store import cases, conversations, holds, log, sealing
from zhangfang.store.moments import stamp


def require_held(connection: Connection, conversation: str, who: Somebody) -> None:
    """See, in the transaction that changes something, that the agent holds it still.

    Raises:
        NothingThereError: it was erased meanwhile.
        NotHeldError: somebody else has it, or the bot.
    """
    if sealing.key_of(connection, conversation) is None:
        raise NothingThereError
    held = holds.of(connection, conversation)
    if held is None or held.agent != who.id:
        raise NotHeldError


def put_changes(
    connection: Connection,
    conversation: str,
    who: Somebody,
    changes: Sequence[Change],
    now: datetime,
    reason: str,
    more: Mapping[str, Mapping[str, Any]] | None = None,
) -> int | None:
    """Put them on record, and keep how the conversation stands then.

    Args:
        connection: in a writing transaction, in which the changes were decided.
        conversation: whose case.
        who: made them.
        changes: in order; none is allowed.
        now: when.
        reason: why.
        more: what else is kept of changes of a kind, by the kind.

    Returns:
        The seq of the first; None if there was nothing to change.
    """
    if not changes:
        return None
    before = conversations.state(connection, conversation)
    after = reduce(apply, changes, before)
    drafts = [
        log.Draft(
            kind=change.kind,
            actor="agent",
            origin="observed",
            at=stamp(now),
            body={"in_reply_to": None},
            content={
                "change": change.model_dump(mode="json"),
                "agent": {"id": who.id, "name": who.name},
                "reason": reason,
                **(more or {}).get(change.kind, {}),
            },
        )
        for change in changes
    ]
    entries = log.append(connection, conversation, drafts)
    _save(connection, conversation, before, after, stamp(now))
    return entries[0].event.seq


def _save(
    connection: Connection, conversation: str, before: Conversation, after: Conversation, at: str
) -> None:
    conversations.save_state(connection, conversation, after)
    changed = (case for case in after.cases if case not in before.cases)
    cases.record(connection, conversation, changed, at)
