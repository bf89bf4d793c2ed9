"""Facts and the family of a case, as an agent sets them: read like the merchant's own sheet."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from zhangfang.cases.by_agent import facts_corrected, family_set, is_open
from zhangfang.cases.case import Case, Fact
from zhangfang.cases.number import case_number
from zhangfang.cases.told_in_form import Told, Unclear, read_told
from zhangfang.cases.wording import fact_name, fact_questions
from zhangfang.console.plain_words import plainly, readable
from zhangfang.console.refusals import BadFieldError
from zhangfang.console.staff.deeds import Somebody
from zhangfang.console.working.case_changes import put_changes, require_held
from zhangfang.desk.record_errors import NoCaseError
from zhangfang.desk.said import Mask
from zhangfang.guides.model import FamilyId, Knowledge
from zhangfang.store import cases, conversations
from zhangfang.store.database import Database

NOT_ASKED = "这件事里没有这一样。刷新一下再填。"
AS_STARRED = "这里面有要打码的号码，不能填。"
SAME_FAMILY = "已经是这一类了。"


def change_facts(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    who: Somebody,
    facts: Mapping[str, str],
    reason: str,
    now: datetime,
) -> int | None:
    """Set these facts, all or none. Returns the seq of the first change.

    Raises:
        NoCaseError: no case is open.
        BadFieldError: one of them cannot be read; the field is its id.
        NotHeldError: the agent does not hold the conversation.
    """
    why = plainly(mask, "reason", reason)
    with database.write() as connection:
        require_held(connection, conversation, who)
        state = conversations.state(connection, conversation)
        if state.case is None or not is_open(state.case):
            raise NoCaseError
        read = {
            name: _read(knowledge, mask, state.case, name, typed, now)
            for name, typed in facts.items()
        }
        changes = facts_corrected(knowledge, state, read, now)
        return put_changes(connection, conversation, who, changes, now, why)


def change_family(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    who: Somebody,
    family: FamilyId,
    reason: str,
    now: datetime,
) -> int | None:
    """Say what the problem is: open a case, or correct that of the open one.

    Raises:
        BadFieldError: it is of this family already.
        NotHeldError: the agent does not hold the conversation.
    """
    why = plainly(mask, "reason", reason)
    with database.write() as connection:
        require_held(connection, conversation, who)
        state = conversations.state(connection, conversation)
        if state.case and is_open(state.case) and state.case.family == family:
            raise BadFieldError("family", SAME_FAMILY)
        [number] = cases.unused_numbers(
            connection, lambda: case_number(now, secrets.choice), count=1
        )
        changes = family_set(knowledge, state, family, number, now)
        return put_changes(connection, conversation, who, changes, now, why)


def _read(
    knowledge: Knowledge, mask: Mask, case: Case, name: str, typed: str, now: datetime
) -> Fact:
    questions = fact_questions(knowledge, case.family)
    if name not in questions:
        raise BadFieldError(name, NOT_ASKED)
    label = fact_name(knowledge, case.family, name)
    text = readable(name, typed)
    if mask(f"{label}：{text}", "").found:
        raise BadFieldError(name, AS_STARRED)
    fact = read_told(Told(name, label, text, now, case.facts.get(name)), questions[name])
    if isinstance(fact, Unclear):
        raise BadFieldError(name, fact.message)
    return fact
