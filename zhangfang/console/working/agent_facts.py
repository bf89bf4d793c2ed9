"""Facts and the family of a case, as an agent sets them: read like the merchant's own sheet."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from zhangfang.cases.by_agent import facts_corrected, family_set, is_open
from zhangfang.cases.case import Case, Fact
from zhangfang.cases.next_step import is_known
from zhangfang.cases.number import case_number
from zhangfang.cases.told_in_form import Told, Unclear, read_told
from zhangfang.cases.wording import fact_name, fact_questions
from zhangfang.console.plain_words import plainly, readable
from zhangfang.console.refusals import BadFieldError, NoOpenCaseError
from zhangfang.console.staff.deeds import Somebody
from zhangfang.console.working.case_changes import put_changes, require_held
from zhangfang.desk.said import Mask
from zhangfang.desk.slips_on_record import read_from
from zhangfang.guides.model import FamilyId, Knowledge
from zhangfang.store import cases, conversations
from zhangfang.store.database import Database

NOT_ASKED = "这件事里没有这一样。刷新一下再填。"
NOT_ASKED_FOR = "这一样没问商户要，不用写给不了。"
KNOWN = "这一样已经有了，不对就改。"
NO_SLIP = "这张小票看不到了，商户撤回了，或者没读出东西。"
AS_STARRED = "这里面有要打码的号码，不能填。"
SAME_FAMILY = "已经是这一类了。"


def change_facts(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    who: Somebody,
    facts: Mapping[str, str | None],
    reason: str,
    now: datetime,
    slip: int | None = None,
) -> int | None:
    """Set these facts, all or none. Returns the seq of the first change.

    Args:
        database: of the record.
        knowledge: which facts there are.
        mask: takes personal numbers out.
        conversation: in which a case is open.
        who: changes them.
        facts: by name, as they were typed; None: the merchant cannot give it.
        reason: why.
        now: local time.
        slip: seq of the file that they were read off, if they were.

    Raises:
        NoOpenCaseError: no case is open.
        BadFieldError: one of them cannot be read, or need not be given; the field is its id.
        NotHeldError: the agent does not hold the conversation.
    """
    why = plainly(mask, "reason", reason)
    with database.write() as connection:
        require_held(connection, conversation, who)
        state = conversations.state(connection, conversation)
        if state.case is None or not is_open(state.case):
            raise NoOpenCaseError
        case = state.case
        read = {
            name: _read(knowledge, mask, case, name, typed, now)
            for name, typed in facts.items()
            if typed is not None
        }
        if slip is not None:
            read = _off_the_slip(connection, conversation, slip, read)
        not_to_be_had = [name for name, typed in facts.items() if typed is None]
        for name in not_to_be_had:
            _require_wanted(knowledge, case, name)
        changes = facts_corrected(knowledge, state, read, now, not_to_be_had)
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


def _off_the_slip(
    connection: Connection, conversation: str, slip: int, facts: Mapping[str, Fact]
) -> dict[str, Fact]:
    """Those that say what is printed are the slip's; one that was altered is the agent's."""
    printed = {one.name: one.fact.value for one in read_from(connection, conversation, slip)}
    if not printed:
        raise BadFieldError("slip", NO_SLIP)
    return {
        name: fact.model_copy(update={"origin": "slip", "file": slip})
        if fact.value == printed.get(name)
        else fact
        for name, fact in facts.items()
    }


def _require_wanted(knowledge: Knowledge, case: Case, name: str) -> None:
    """See that it is asked for, and not there."""
    if fact_questions(knowledge, case.family).get(name) is None:
        raise BadFieldError(name, NOT_ASKED_FOR)
    if is_known(case, name):
        raise BadFieldError(name, KNOWN)


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
