"""Facts that a merchant fills in by their names, on the case's sheet or on a slip's card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.case import CORE_FACTS, Case, Conversation, Fact
from zhangfang.cases.next_step import can_be_ticked
from zhangfang.cases.options import payload
from zhangfang.cases.told_in_form import Told, Unclear, read_told
from zhangfang.cases.wording import choice_label, fact_name, fact_questions, fact_words
from zhangfang.desk.merchant_text import clean
from zhangfang.desk.message_errors import (
    EmptyTextError,
    NoSlipError,
    NoStepError,
    UnclearFactError,
    UnreadableTextError,
    WrongFactsError,
)
from zhangfang.desk.record_errors import NoCaseError
from zhangfang.desk.said import Mask, Said
from zhangfang.desk.slips_on_record import read_from
from zhangfang.guides.model import FAMILIES, FactQuestion, FamilyId, Knowledge
from zhangfang.store import conversations, log

AS_STARRED = "这里面有要打码的号码，我不收。只填{name}，别的删掉。"


class Form(NamedTuple):
    """What was filled in, and around which conversation.

    Attributes:
        facts: what was typed, by the name of the fact.
        file: seq of the slip that they were read from, if they were.
        said_before: the merchant's message before: a number may have begun there.
        now: when it was sent, local time.
    """

    facts: Mapping[str, str]
    file: int | None
    said_before: str
    now: datetime


def facts_said(
    connection: Connection, knowledge: Knowledge, mask: Mask, conversation: str, form: Form
) -> Said:
    """The facts as the chat would have read them, or none of them.

    Raises:
        NoCaseError: there is no case, and no slip that they are from.
        NoSlipError: there is no such file.
        UnclearFactError: one of them cannot be read.
    """
    state = conversations.state(connection, conversation)
    case = open_case(state)
    if case is None and form.file is None:
        raise NoCaseError
    printed = _printed(connection, conversation, form.file)
    questions = _questions(knowledge, case)
    family: FamilyId = case.family if case else FAMILIES[0]
    facts: dict[str, Fact] = {}
    lines: list[str] = []
    for name, typed in form.facts.items():
        if name not in questions:
            raise UnclearFactError(name, "这里没有要填的这一样。刷新一下再填。")
        label = fact_name(knowledge, family, name)
        known = (case.facts if case else state.held).get(name)
        told = Told(name, label, _cleaned(typed), form.now, known)
        fact = _read(told, questions[name])
        words = fact_words(name, fact, form.now.year)
        line = f"{label}：{choice_label(knowledge, family, name, fact.value) or words}"
        if mask(line, form.said_before).found:
            raise UnclearFactError(name, AS_STARRED.format(name=label))
        if fact.value == printed.get(name):
            fact = fact.model_copy(update={"origin": "slip", "file": form.file})
        facts[name] = fact
        lines.append(line)
    kept: dict[str, Any] = {
        "facts": {it: fact.model_dump(mode="json") for it, fact in facts.items()}
    }
    if form.file is not None:
        kept["file"] = form.file
    return Said(text="\n".join(lines), message=payload("inform"), more=kept)


def step_said(connection: Connection, knowledge: Knowledge, conversation: str, step: str) -> Said:
    """A step that was ticked, in words and as Rasa gets it.

    Raises:
        NoStepError: it is not to be ticked now.
    """
    case = open_case(conversations.state(connection, conversation))
    guide = knowledge.guides[case.family] if case else None
    if case is None or guide is None or not can_be_ticked(guide, case, step):
        raise NoStepError
    title = next(one.title for one in guide.steps if one.id == step)
    return Said(
        text=f"做好了：{title}", message=payload("done_step", step=step), more={"step": step}
    )


def same_facts(on_record: Mapping[str, Any], facts: Mapping[str, str], file: int | None) -> bool:
    """Whether a message on record was sent with these facts."""
    kept = on_record.get("facts") or {}
    said = {name: fact["said"] for name, fact in kept.items()}
    return said == {it: _cleaned(text) for it, text in facts.items()} and file == on_record.get(
        "file"
    )


def open_case(state: Conversation) -> Case | None:
    """The case that is worked on, if it has not ended."""
    case = state.case
    return case if case and case.status in ("open", "handed_over") else None


def _questions(knowledge: Knowledge, case: Case | None) -> dict[str, FactQuestion | None]:
    """What may be filled in; before there is a case, what a slip may say."""
    if case:
        return fact_questions(knowledge, case.family)
    names = (*CORE_FACTS, *(number.id for number in knowledge.slip_facts))
    return dict.fromkeys(names)


def _printed(connection: Connection, conversation: str, file: int | None) -> dict[str, str]:
    """The values that were read off this file, sure or not."""
    if file is None:
        return {}
    entry = log.at(connection, conversation, file)
    if entry is None or entry.event.kind != log.FILE or entry.recalled:
        raise NoSlipError
    return {one.name: one.fact.value for one in read_from(connection, conversation, file)}


def _read(told: Told, question: FactQuestion | None) -> Fact:
    read = read_told(told, question)
    if isinstance(read, Unclear):
        raise UnclearFactError(told.name, read.message)
    return read


def _cleaned(typed: str) -> str:
    """A field without what cannot be seen; empty ones are for the reader to refuse.

    Raises:
        WrongFactsError: it has what is no character.
    """
    if not typed.strip():
        return ""
    try:
        return clean(typed)
    except UnreadableTextError:
        raise WrongFactsError from None
    except EmptyTextError:
        return ""
