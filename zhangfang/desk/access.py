"""Who may speak in a conversation, and when a request counts as made."""

from datetime import datetime
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from zhangfang.desk.clock import request_time
from zhangfang.desk.errors import NoConversationError, NoTokenError
from zhangfang.desk.service import Service
from zhangfang.store import tokens
from zhangfang.store.database import Database

ConversationId = Annotated[
    str, Path(max_length=64, description="The id that POST /conversations returned.")
]
Sha256 = Annotated[str, Path(max_length=64, description="SHA-256 of the file, in hex.")]

ACCESS_ERRORS = (NoTokenError, NoConversationError)
"""How a call on a conversation may be refused."""

_bearer = HTTPBearer(auto_error=False, description="The token that POST /conversations returned.")


def service(request: Request) -> Service:
    """The desk that serves this request."""
    found = request.app.state.service
    assert isinstance(found, Service)
    return found


The = Annotated[Service, Depends(service)]


async def own_conversation(
    the: The,
    conversation_id: ConversationId,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    request: Request,
) -> str:
    """The conversation, if the token is its own.

    With --dev and a time in X-Now, it is then as late in the conversation as the header says.
    """
    if credentials is None:
        raise NoTokenError
    await run_sync(_check, the.database, conversation_id, credentials.credentials)
    asked = time_asked_for(the, request)
    if asked:
        await the.alarm.catch_up(conversation_id, asked)
    return conversation_id


def _check(database: Database, conversation: str, token: str) -> None:
    with database.read() as connection:
        opened = tokens.opened_by(connection, token)
    if opened is None:
        raise NoTokenError
    if opened != conversation:  # whether there is such a conversation is nobody else's business
        raise NoConversationError


def said_at(the: The, request: Request) -> datetime:
    """Now; with --dev, the time in the header X-Now if there is one."""
    return time_asked_for(the, request) or the.clock()


def time_asked_for(the: Service, request: Request) -> datetime | None:
    """The time in the header X-Now, which counts with --dev only."""
    asked = request.headers.get("X-Now") if the.settings.dev else None
    return request_time(asked) if asked is not None else None


Own = Annotated[str, Depends(own_conversation)]
SaidAt = Annotated[datetime, Depends(said_at)]
