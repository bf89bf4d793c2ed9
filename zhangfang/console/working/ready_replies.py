"""Ready replies: those of knowledge/, this house's own, and what they say in a case."""

import re
from dataclasses import asdict, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from zhangfang.cases.case import Case
from zhangfang.cases.next_step import applicable
from zhangfang.cases.wording import date_words, fact_words
from zhangfang.console.plain_words import readable
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.identity import identity_of
from zhangfang.guides.canned import PLACE, VARIABLES, blank, put_in, unknown_places
from zhangfang.guides.model import FAMILIES, Knowledge
from zhangfang.guides.quality import WordsRule, clause_that_breaks
from zhangfang.store import canned_replies, conversations
from zhangfang.store.canned_replies import Reply
from zhangfang.store.moments import stamp

CANNED_CHANGED = "canned_changed"
"""The kind of the event."""

_SHORTCUT = re.compile(r"[^\s/]+")


def builtin(knowledge: Knowledge) -> list[Reply]:
    """Those that knowledge/ brings, in its order."""
    return [
        Reply(it.id, it.shortcut, it.title, it.text, it.family, it.deeds) for it in knowledge.canned
    ]


def own(sources: Sources) -> list[Reply]:
    """Those that were made here."""
    with sources.database.read() as connection:
        return canned_replies.every(connection)


def keep(sources: Sources, who: SignedIn, wanted: Reply, now: datetime, *, changes: bool) -> Reply:
    """Keep a reply, and put it on record with what it was before.

    Args:
        sources: the database, and what knowledge/ brings.
        who: makes or changes it.
        wanted: as it is to be.
        now: when.
        changes: whether there must be one with this id.

    Raises:
        NothingThereError: there is none to be changed.
        BadFieldError: it cannot be as it is.
    """
    wanted = replace(
        wanted, title=readable("title", wanted.title), text=readable("text", wanted.text)
    )
    _refuse_what_cannot_be(sources.knowledge, wanted)
    with sources.database.write() as connection:
        before = canned_replies.of(connection, wanted.id)
        if changes and before is None:
            raise NothingThereError
        taken = [*builtin(sources.knowledge), *canned_replies.every(connection)]
        for other in taken:
            if other.shortcut == wanted.shortcut and other.id != wanted.id:
                raise BadFieldError(
                    "shortcut", f"/{wanted.shortcut} 已经是「{other.title}」了，换一个。"
                )
        canned_replies.keep(connection, wanted, who.id, stamp(now))
        _record(connection, who, now, before, wanted)
    return wanted


def end(sources: Sources, who: SignedIn, reply: str, now: datetime) -> None:
    """Take a reply away.

    Raises:
        NothingThereError: there is none; one of knowledge/ is changed there.
    """
    with sources.database.write() as connection:
        before = canned_replies.of(connection, reply)
        if before is None:
            raise NothingThereError
        canned_replies.end(connection, reply)
        _record(connection, who, now, before, None)


def new_id() -> str:
    """An id that no reply has."""
    return uuid4().hex


def filled(
    sources: Sources, who: SignedIn, conversation: str, reply: str
) -> tuple[str, tuple[str, ...]]:
    """What a reply says in a conversation, and the variables that have no value there.

    A place without a value stands as 【金额】, to be seen and written by hand.

    Raises:
        NothingThereError: no such reply.
    """
    with sources.database.read() as connection:
        known = {it.id: it for it in builtin(sources.knowledge)}
        found = known.get(reply) or canned_replies.of(connection, reply)
        if found is None:
            raise NothingThereError
        values = _values(connection, sources.knowledge, who, conversation)
    wanted = dict.fromkeys(PLACE.findall(found.text))
    missing = tuple(name for name in wanted if name not in values)
    return put_in(found.text, values), missing


def require_filled(text: str) -> None:
    """See that nothing of a ready reply is left to be filled in.

    Raises:
        BadFieldError: a place stands in it without a value.
    """
    left = next((blank(name) for name in VARIABLES if blank(name) in text), None)
    if left:
        raise BadFieldError("text", f"{left}还没填，填上再发。")


def _values(
    connection: Connection, knowledge: Knowledge, who: SignedIn, conversation: str
) -> dict[str, str]:
    case = conversations.state(connection, conversation).case
    merchant = identity_of(connection, conversation).name
    values = {
        "agent": who.name,
        "merchant": merchant,
        **(_of_case(knowledge, case) if case else {}),
    }
    return {name: value for name, value in values.items() if value}


def _of_case(knowledge: Knowledge, case: Case) -> dict[str, str | None]:
    facts: dict[str, str | None] = {
        name: fact_words(name, case.facts[name], case.year)
        for name in ("amount", "order_number", "transaction_time")
        if name in case.facts
    }
    return {
        **facts,
        "case_number": case.number,
        "due_day": date_words(datetime.fromisoformat(case.due_at)) if case.due_at else None,
        "step": _step(knowledge, case),
    }


def _step(knowledge: Knowledge, case: Case) -> str | None:
    """What is on the table, or waited for; else the first that is left of the phase."""
    guide = knowledge.guides[case.family]
    titles = {step.id: step.title for step in guide.steps}
    left = (it.id for it in applicable(guide, case, case.phase) if it.id not in case.marks)
    step = next(iter(case.offered), None) or case.awaiting or next(left, None)
    return titles.get(step) if step else None


def _refuse_what_cannot_be(knowledge: Knowledge, wanted: Reply) -> None:
    if not (_SHORTCUT.fullmatch(wanted.shortcut) and wanted.shortcut.isprintable()):
        raise BadFieldError("shortcut", "斜杠后面的短名里不能有空格和斜杠。")
    if any(it.id == wanted.id for it in knowledge.canned):
        raise BadFieldError("shortcut", "这句是自带的，改不了。另存一句自己的。")
    if wanted.family is not None and wanted.family not in FAMILIES:
        raise BadFieldError("family", "没有这类问题，从列出来的里面选。")
    if len(set(wanted.deeds)) < len(wanted.deeds):
        raise BadFieldError("deeds", "同一件事写了两遍，删掉一个。")
    for name in unknown_places(wanted.text):
        known = "、".join(f"{{{it}}}" for it in VARIABLES)
        raise BadFieldError("text", f"没有 {{{name}}} 这个数，能用的有 {known}。")
    for rule in knowledge.quality.rules:
        if isinstance(rule, WordsRule) and (found := clause_that_breaks(rule, wanted.text)):
            clause = wanted.text[slice(*found)]
            raise BadFieldError("text", f"「{clause}」算{rule.name}，大家都会照着发，换个说法。")


def _record(
    connection: Connection,
    who: SignedIn,
    now: datetime,
    before: Reply | None,
    after: Reply | None,
) -> None:
    deeds.record(
        connection,
        who,
        CANNED_CHANGED,
        now,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(reply: Reply | None) -> dict[str, object] | None:
    return {**asdict(reply), "deeds": list(reply.deeds)} if reply else None
