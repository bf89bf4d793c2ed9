"""Who is signed in, and what they may open."""

from typing import Annotated, NamedTuple

from anyio.to_thread import run_sync
from fastapi import Depends, Path, Request
from sqlalchemy import Connection, select

from zhangfang.console import refusals
from zhangfang.console.views import Role
from zhangfang.desk.access import The
from zhangfang.evidence.event import SYSTEM
from zhangfang.store import conversations, holds, sealing
from zhangfang.store.agent_tables import agents
from zhangfang.store.database import Database

WHO_ERRORS = (refusals.NotSignedInError, refusals.MustFirstError, refusals.ForgedError)
"""How any call of a signed-in agent may be refused."""

LEAD_ERRORS = (*WHO_ERRORS, refusals.NotAllowedError)
OPEN_ERRORS = (*WHO_ERRORS, refusals.NothingThereError)
HOLD_ERRORS = (*OPEN_ERRORS, refusals.NotHeldError)


class SignedIn(NamedTuple):
    """The agent of a session. `id` is also the conversation in which their deeds are on record."""

    id: str
    name: str
    role: Role


async def signed_in(request: Request) -> SignedIn:
    """The agent, with nothing left that must be done first."""
    raise NotImplementedError


async def supervising(request: Request) -> SignedIn:
    """A supervisor or an administrator."""
    raise NotImplementedError


async def administering(request: Request) -> SignedIn:
    """An administrator."""
    raise NotImplementedError


Who = Annotated[SignedIn, Depends(signed_in)]
Lead = Annotated[SignedIn, Depends(supervising)]
Admin = Annotated[SignedIn, Depends(administering)]


async def visible(
    the: The,
    who: Who,
    conversation_id: Annotated[str, Path(min_length=1, max_length=64)],
) -> str:
    """The conversation, if this agent may see it.

    An agent sees what the bot talks in, what waits, what they hold or held before, and what is
    offered to them; not what a colleague holds. A supervisor sees all.
    """
    if not await run_sync(_may_see, the.database, who, conversation_id):
        raise refusals.NothingThereError
    return conversation_id


async def held(the: The, who: Who, conversation: Annotated[str, Depends(visible)]) -> str:
    """The conversation, if this agent holds it."""
    if not await run_sync(_holds, the.database, who, conversation):
        raise refusals.NotHeldError
    return conversation


def may_see(connection: Connection, who: SignedIn, conversation: str) -> bool:
    """Whether this agent may see the conversation; not if there is none, or if it was erased."""
    if not is_merchants(connection, conversation):
        return False
    found = holds.of(connection, conversation)
    if found is None or found.agent is None or who.role != "agent":
        return True
    return who.id in (found.agent, found.offered_to)


def is_merchants(connection: Connection, conversation: str) -> bool:
    """Whether there is such a conversation with a merchant; an agent's own record is none."""
    if not conversations.exists(connection, conversation) or conversation == SYSTEM:
        return False
    is_agent = connection.scalars(select(agents.c.id).where(agents.c.id == conversation))
    return is_agent.one_or_none() is None and sealing.key_of(connection, conversation) is not None


def _may_see(database: Database, who: SignedIn, conversation: str) -> bool:
    with database.read() as connection:
        return may_see(connection, who, conversation)


def _holds(database: Database, who: SignedIn, conversation: str) -> bool:
    with database.read() as connection:
        found = holds.of(connection, conversation)
    return found is not None and found.agent == who.id


Theirs = Annotated[str, Depends(visible)]
Held = Annotated[str, Depends(held)]
