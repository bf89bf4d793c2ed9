"""Signs in who comes back from the company's own sign-in.

The account must be there already: who may work here is decided here, who somebody is, there.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from zhangfang.console.staff import deeds, guessing, oidc_trip, sessions
from zhangfang.console.staff.accounts import CHANGED
from zhangfang.console.staff.oidc import Oidc, OidcError
from zhangfang.console.staff.oidc_trip import Trip
from zhangfang.console.staff.sessions import Begun
from zhangfang.console.staff.sign_in import REFUSED, SIGNED_IN, Wrong
from zhangfang.store import agents, log, sealing, system
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

Failed = Literal["company", "no_account", "somebody_else"]
"""Why it came to nothing: what the company said does not hold, nobody of that name may work here, or
the company has given the name to somebody else since."""


Person = Mapping[str, str]
"""`issuer` and `subject`: who somebody is, whatever they are called."""


class CompanySignInError(Exception):
    """It came to nothing."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed)
        self.failed = failed


@dataclass(frozen=True, slots=True)
class Return:
    """How somebody came back.

    Attributes:
        cookie: what was remembered of the trip.
        client: where the request comes from.
        before: the session's token that came with the request.
    """

    state: str
    code: str
    issuer: str | None
    cookie: str | None
    client: str
    before: str | None
    now: datetime


def trip_of(oidc: Oidc, master: bytes, back: Return) -> Trip:
    """The trip that this is the end of.

    Raises:
        CompanySignInError: it is none that began here, in this browser, just now.
    """
    trip = oidc_trip.from_cookie(master, back.cookie, back.now)
    if trip is None or not hmac.compare_digest(trip.state.encode(), back.state.encode()):
        raise CompanySignInError("company")
    if back.issuer is not None and back.issuer != oidc.issuer:  # RFC 9207
        raise CompanySignInError("company")
    return trip


async def claims_of(oidc: Oidc, trip: Trip, back: Return) -> Mapping[str, Any]:
    """What the company says of who came back.

    Raises:
        CompanySignInError: it does not hold.
    """
    try:
        return await oidc.claims(trip, back.code, back.now)
    except OidcError:
        raise CompanySignInError("company") from None


def sign_in(
    database: Database, claims: Mapping[str, Any], back: Return, guess: Sequence[int]
) -> Begun:
    """A session for the account of this name. The try counts no more.

    Raises:
        CompanySignInError: there is none, it is closed, or it is somebody else's.
    """
    person = {"issuer": claims["iss"], "subject": claims["sub"]}
    with database.write() as connection:
        found = [agents.named(connection, name) for name in names_in(claims)]
        agent = next((it for it in found if it is not None), None)
        wrong = _wrong(connection, agent, person)
        if agent is not None and wrong is None:
            guessing.was_right(connection, guess)
            agents.change(connection, agent.id, last_signed_in=stamp(back.now))
            body = {"way": "oidc", "second": "none"}
            about = {"client": back.client, "company": person}
            deeds.record(connection, agent, SIGNED_IN, back.now, body, **about)
            return sessions.begin(connection, agent.id, "oidc", back.now, back.before)
        if agent is not None and sealing.key_of(connection, agent.id) is not None:
            about = {"client": back.client, "company": person}
            deeds.record(connection, agent, REFUSED, back.now, {"wrong": wrong}, **about)
        else:
            system.record(connection, REFUSED, {"wrong": "name"})
    raise CompanySignInError("somebody_else" if wrong == "company" else "no_account")


def refused(database: Database) -> None:
    """Put on record that somebody came back with what does not hold."""
    with database.write() as connection:
        system.record(connection, REFUSED, {"wrong": "company"})


def names_in(claims: Mapping[str, Any]) -> list[str]:
    """By which names the account may be found; an address counts if the company has checked it."""
    names = [claims.get("preferred_username")]
    if claims.get("email_verified") is True:
        names.append(claims.get("email"))
    return [name for name in names if isinstance(name, str) and name]


def _wrong(connection: Connection, agent: Agent | None, person: Person) -> Wrong | None:
    if agent is None:
        return "name"
    if not agent.active:
        return "closed"
    return None if _known_as(connection, agent, person["issuer"]) in (None, person) else "company"


def _known_as(connection: Connection, agent: Agent, issuer: str) -> Person | None:
    """Who came to this account from this company last.

    A name there may pass to somebody else, `sub` never does (OpenID Connect Core, 5.7). A new first
    password, by an administrator, lets the account go to whoever comes next.
    """
    for entry in reversed(log.of_kinds(connection, agent.id, (SIGNED_IN, CHANGED))):
        if entry.event.kind == CHANGED and "password" in entry.event.body["what"]:
            return None
        person: Person | None = (entry.content or {}).get("company")
        if person is not None and person["issuer"] == issuer:
            return person
    return None
