"""A case straight into a desk's record, and how it stands there."""

from contextlib import closing
from typing import Any

from merchant import Merchant
from own_record import of_desk
from waiting_case import happen

from zhangfang.cases.case import Conversation, Fact
from zhangfang.cases.change import CaseOpened, Change, FactSet, PhaseEntered
from zhangfang.desk.settings import Settings
from zhangfang.store import conversations, log

NOW = "2026-11-22T10:00:00+08:00"
NUMBER = "ZF-20261122-AAAA-A"


def put_case(
    settings: Settings,
    merchant: Merchant,
    phase: str = "verify",
    known: dict[str, Any] | None = None,
    *more: Change,
) -> None:
    """A case of 多扣费 in this phase; what is known is a value, or a fact."""
    facts = {
        name: Fact.model_validate(it if isinstance(it, dict) else {"value": it})
        for name, it in (known or {}).items()
    }
    with closing(of_desk(settings.data)) as database, database.write() as connection:
        happen(
            connection,
            merchant.id,
            CaseOpened(number=NUMBER, family="overcharged", at=NOW),
            *(FactSet(name=name, fact=fact) for name, fact in facts.items()),
            PhaseEntered(phase=phase, at=NOW),
            *more,
        )


def state_of(settings: Settings, merchant: Merchant) -> Conversation:
    """How the conversation stands."""
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return conversations.state(connection, merchant.id)


def entries_of(settings: Settings, merchant: Merchant) -> list[log.Entry]:
    """All that is on record of it."""
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return log.entries(connection, merchant.id)


def values_of(settings: Settings, merchant: Merchant) -> dict[str, str]:
    """The facts of its case, or those that are held for one."""
    state = state_of(settings, merchant)
    found = state.case.facts if state.case else state.held
    return {name: fact.value for name, fact in found.items()}
