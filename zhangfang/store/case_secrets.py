"""The secrets of cases. Only a salted hash is kept, and only of the latest."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from zhangfang.store.tables import case_secrets, cases


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a secret, and the conversation that it opens."""

    conversation: str
    salt: str
    digest: str


def replace(connection: Connection, case_number: str, salt: str, digest: str, at: str) -> None:
    """Keep the hash of a new secret. The earlier one opens nothing any more."""
    connection.execute(delete(case_secrets).where(case_secrets.c.case_number == case_number))
    connection.execute(
        insert(case_secrets).values(case_number=case_number, salt=salt, digest=digest, made_at=at)
    )


def of_case(connection: Connection, case_number: str) -> Kept | None:
    """What is kept of the case's secret; None if it has none, or if there is no such case."""
    found = connection.execute(
        select(cases.c.conversation, case_secrets.c.salt, case_secrets.c.digest)
        .join(case_secrets, case_secrets.c.case_number == cases.c.number)
        .where(cases.c.number == case_number)
    ).one_or_none()
    return Kept(*found) if found else None


def latest_of(connection: Connection, conversation: str) -> str | None:
    """The number of the conversation's case whose secret was made last; None if none has one."""
    return connection.scalars(
        select(case_secrets.c.case_number)
        .join(cases, case_secrets.c.case_number == cases.c.number)
        .where(cases.c.conversation == conversation)
        .order_by(case_secrets.c.made_at.desc(), case_secrets.c.case_number)
        .limit(1)
    ).one_or_none()
