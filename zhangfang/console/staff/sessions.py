"""Sessions of agents: when they begin, when they are over, and the cookie that carries their token."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import Request, Response
from sqlalchemy import Connection

from zhangfang.store import agent_sessions
from zhangfang.store.agent_sessions import Session, Way

COOKIE = "zf_session"
COOKIE_PATH = "/api/v1/agent"
TOKEN_BYTES = 32

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""That a session is used is written down no more often."""


class Begun(NamedTuple):
    """A new session, and the token that nobody but its agent has."""

    token: str
    session: Session


def begin(
    connection: Connection, agent: str, way: Way, now: datetime, instead_of: str | None = None
) -> Begun:
    """A session with a token of its own, whatever token came with the request.

    Args:
        connection: in a writing transaction.
        agent: whose.
        way: how they signed in.
        now: when.
        instead_of: the token that came with the request; it opens nothing any more.
    """
    if instead_of is not None:
        agent_sessions.end(connection, instead_of)
    agent_sessions.forget_over(connection, agent, now)
    token, csrf = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(TOKEN_BYTES)
    session = agent_sessions.add(connection, token, agent, csrf, way, now, now + ABSOLUTE)
    return Begun(token, session)


def is_over(session: Session, now: datetime) -> bool:
    """Whether it was not used for too long, or has lasted for too long."""
    idle_since = datetime.fromisoformat(session.seen_at)
    return now >= datetime.fromisoformat(session.until) or now >= idle_since + IDLE


def is_to_be_noted(session: Session, now: datetime) -> bool:
    """Whether it is time to write down that it is used."""
    return now >= datetime.fromisoformat(session.seen_at) + NOTED_EVERY


def token_of(request: Request) -> str | None:
    """The token that came with a request."""
    return request.cookies.get(COOKIE)


def set_cookie(response: Response, request: Request, token: str) -> None:
    """Give the token to the browser, which shows it to our calls for agents and to no script.

    Args:
        response: that carries it.
        request: by https, or by http on one's own machine.
        token: the session's.
    """
    response.set_cookie(
        COOKIE,
        token,
        path=COOKIE_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def clear_cookie(response: Response) -> None:
    """Have the browser forget it."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, samesite="strict")
