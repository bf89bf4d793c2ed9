"""What an administrator has set: office hours, patience, texts, retention, who needs a second factor."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, insert, select

from zhangfang.store.setup_tables import setups

Role = Literal["agent", "supervisor", "administrator"]
"""Each may all that the one before it may."""


class Hours(BaseModel):
    """From and to, HH:MM of Shanghai time."""

    begins: str
    ends: str


_NINE_TO_SIX = (Hours(begins="09:00", ends="18:00"),)


class Setup(BaseModel):
    """All that is set, and what it is until somebody sets it (docs/agents.md says what each does).

    `hours` by weekday, Monday first. Days are ISO 8601.
    """

    model_config = ConfigDict(frozen=True)

    hours: tuple[tuple[Hours, ...], ...] = (_NINE_TO_SIX,) * 5 + ((),) * 2
    holidays_closed: bool = True
    closed_on: tuple[str, ...] = ()
    open_on: tuple[str, ...] = ()
    away_word: str = "现在客服下班了。你先说，我记着，上班了就转给他们。"
    bot_back_minutes: int = 30
    amber_minutes: int = 3
    red_minutes: int = 10
    totp_roles: tuple[Role, ...] = ()
    retention_days: int | None = None
    texts: dict[str, str] = {}


class SetupOnRecord(BaseModel):
    """A setup and its version: 0 if nothing was ever set."""

    version: int
    setup: Setup
    by: str | None
    at: str | None


def latest(connection: Connection) -> SetupOnRecord:
    """How it is set now."""
    row = connection.execute(
        select(setups).order_by(setups.c.version.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return SetupOnRecord(version=0, setup=Setup(), by=None, at=None)
    return SetupOnRecord(
        version=row.version, setup=Setup.model_validate(row.body), by=row.by, at=row.at
    )


def add(connection: Connection, version: int, setup: Setup, by: str, at: str) -> None:
    """Keep a new version; the primary key refuses one that exists."""
    body: dict[str, Any] = setup.model_dump(mode="json")
    connection.execute(insert(setups).values(version=version, body=body, by=by, at=at))
