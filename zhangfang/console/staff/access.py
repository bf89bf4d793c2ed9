"""Who is signed in, and what they may open."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Annotated, Literal, NamedTuple

from anyio.to_thread import run_sync
from fastapi import Depends, Path, Request
from fastapi.security import APIKeyCookie
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from zhangfang.console import refusals
from zhangfang.console.staff import own_page, sessions, totp
from zhangfang.console.views import Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.evidence.event import SYSTEM
from zhangfang.store import agent_sessions, conversations, holds, sealing, setup
from zhangfang.store import agents as agents_store
from zhangfang.store.agent_sessions import Session
from zhangfang.store.agent_tables import agents
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database

Must = Literal["set_totp", "change_password"]
Note = Callable[[Connection, Session, datetime], None]

BACKGROUND = "X-Background"
"""A header of what the page asks for by itself: it does not count as the agent being there."""

SESSION_SCHEME, CSRF_SCHEME = "AgentSession", "CsrfToken"
"""How OpenAPI calls what a signed-in agent shows."""

_cookie = APIKeyCookie(
    name=sessions.COOKIE,
    scheme_name=SESSION_SCHEME,
    auto_error=False,
    description="Set by POST /api/v1/agent/sign-in.",
)
_Cookie = Annotated[str | None, Depends(_cookie)]

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


class InSession(NamedTuple):
    """A session that is not over, its agent, and what must be done before anything else."""

    session: Session
    agent: Agent
    must: Must | None


async def in_session(the: The, request: Request, now: SaidAt, _cookie: _Cookie) -> InSession:
    """The session of a request, also where something must be done first.

    A call must come from our own page; one that changes something shows the session's CSRF token.
    """
    token = sessions.token_of(request)
    if token is None:
        raise refusals.NotSignedInError
    background = BACKGROUND in request.headers
    found = await run_sync(partial(_session, the.database, token, now, background=background))
    own_page.require_own_page(request)
    if request.method not in own_page.SAFE:
        own_page.require_token(request, found.session.csrf)
    return found


Within = Annotated[InSession, Depends(in_session)]


async def signed_in(within: Within) -> SignedIn:
    """The agent, with nothing left that must be done first."""
    if within.must is not None:
        raise refusals.MustFirstError(within.must)
    agent = within.agent
    return SignedIn(agent.id, agent.name, agent.role)


async def supervising(who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """A supervisor or an administrator."""
    if who.role == "agent":
        raise refusals.NotAllowedError
    return who


async def administering(who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """An administrator."""
    if who.role != "administrator":
        raise refusals.NotAllowedError
    return who


Who = Annotated[SignedIn, Depends(signed_in)]
Lead = Annotated[SignedIn, Depends(supervising)]
Admin = Annotated[SignedIn, Depends(administering)]


async def visible(
    the: The,
    who: Who,
    conversation_id: Annotated[str, Path(min_length=1, max_length=64)],
) -> str:
    """The conversation, if this agent may see it.

    An agent sees what the bot talks in, what waits, what they hold, and what is offered to them; not
    what a colleague holds. A supervisor sees all.
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


def still_signed_in(database: Database, within: InSession, now: datetime) -> bool:
    """Whether an open stream may go on: its session was not ended, and is not over.

    It is asked every half minute at least; that keeps the agent online, and the session not alive.
    """
    with database.read() as connection:
        found = agent_sessions.of(connection, within.session.token_hash)
    if found is None or sessions.is_over(found, now):
        return False
    _note(database, agent_sessions.streams, found, now)
    return True


def must_first(connection: Connection, agent: Agent, session: Session) -> Must | None:
    """What this agent has to do before anything else.

    Who came by the company's own sign-in has shown there what the company asks for.
    """
    if session.way == "oidc":
        return None
    if agent.must_change_password:
        return "change_password"
    if agent.role in setup.latest(connection).setup.totp_roles and not totp.is_set(
        connection, agent
    ):
        return "set_totp"
    return None


def _session(database: Database, token: str, now: datetime, *, background: bool) -> InSession:
    with database.read() as connection:
        session = agent_sessions.opened_by(connection, token)
        if session is None or sessions.is_over(session, now):
            raise refusals.NotSignedInError
        agent = agents_store.of(connection, session.agent)
        if agent is None or not agent.active:
            raise refusals.NotSignedInError
        found = InSession(session, agent, must_first(connection, agent, session))
    if not background and sessions.is_to_be_noted(session, now):
        _note(database, agent_sessions.seen, session, now)
    return found


def _note(database: Database, note: Note, session: Session, now: datetime) -> None:
    """Write down what a session did; if nothing can be written, that keeps nobody from looking."""
    with suppress(OperationalError), database.write() as connection:
        note(connection, session, now)


def _may_see(database: Database, who: SignedIn, conversation: str) -> bool:
    with database.read() as connection:
        return may_see(connection, who, conversation)


def _holds(database: Database, who: SignedIn, conversation: str) -> bool:
    with database.read() as connection:
        found = holds.of(connection, conversation)
    return found is not None and found.agent == who.id


Theirs = Annotated[str, Depends(visible)]
Held = Annotated[str, Depends(held)]
