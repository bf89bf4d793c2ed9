"""Closing a case: what is in the way, and the end of it on record with a summary."""

from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.by_agent import case_closed, is_open
from zhangfang.cases.case import Case
from zhangfang.cases.next_step import applies
from zhangfang.cases.view import case_view
from zhangfang.console.conversation.case_summary import case_summary
from zhangfang.console.conversation.conversation_views import StepRow
from zhangfang.console.conversation.past import OfCase
from zhangfang.console.conversation.standing import collecting_row, step_rows
from zhangfang.console.conversation.timeline import Timeline
from zhangfang.console.plain_words import plainly, plainly_if_any
from zhangfang.console.refusals import BadFieldError, NoOpenCaseError, StepsOpenError
from zhangfang.console.staff.deeds import Somebody
from zhangfang.console.working.case_changes import put_changes, require_held
from zhangfang.console.working.saying import put_message
from zhangfang.desk.bubble import Bubble, bubble_draft
from zhangfang.desk.case_views import CaseView
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.giving_back import give_back
from zhangfang.desk.hold_record import Agent
from zhangfang.desk.said import Mask
from zhangfang.guides.handing import filled
from zhangfang.guides.model import Knowledge, Step
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

Outcome = Literal["resolved", "closed"]

FEWEST_LETTERS = 4
"""Of a reason for closing with steps open: with fewer, nobody learns why."""
TOO_SHORT = f"写清楚一点，至少 {FEWEST_LETTERS} 个字：为什么没做完也要结，主管要看得懂。"


class State(NamedTuple):
    """What is in the way of closing, and a summary to begin with."""

    open_steps: list[StepRow]
    summary: str


class End(NamedTuple):
    """How a case ends, in the agent's words. `override`: why, though steps are open."""

    outcome: Outcome
    summary: str
    word: str
    override: str | None


def closing_state(
    database: Database, knowledge: Knowledge, conversation: str, outcome: Outcome
) -> State:
    """Whether the current case may be closed so.

    Raises:
        NoOpenCaseError: no case is open.
    """
    timeline = Timeline(knowledge)
    with database.read() as connection:
        timeline.read_on(connection, conversation)
    past = timeline.past
    if past.state.case is None or not is_open(past.state.case):
        raise NoOpenCaseError
    view = CaseView.model_validate({**case_view(knowledge, past.state), "rating": None})
    rows = _rows(knowledge, past.state.case, past.case, view, outcome)
    return State(rows, case_summary(knowledge, past).text)


def close(
    database: Database,
    sources: Sources,
    mask: Mask,
    conversation: str,
    who: Somebody,
    end: End,
    now: datetime,
) -> int | None:
    """End the case, tell the merchant, and give the conversation back to the bot: all or nothing.

    Returns the seq of the end.

    Raises:
        NoOpenCaseError: no case is open.
        StepsOpenError: mandatory steps are open, and no reason was given.
        BadFieldError: words that cannot be read, or a reason that says nothing.
        NotHeldError: the agent does not hold the conversation.
    """
    summary = plainly(mask, "summary", end.summary)
    override = plainly_if_any(mask, "override", end.override or "")
    word = plainly_if_any(mask, "word", end.word)
    with database.write() as connection:
        require_held(connection, conversation, who)
        state = conversations.state(connection, conversation)
        if state.case is None or not is_open(state.case):
            raise NoOpenCaseError
        left = open_steps(sources.knowledge, state.case, end.outcome)
        if left and not override:
            raise StepsOpenError(tuple(step.title for step in left))
        if left and sum(map(str.isalnum, override)) < FEWEST_LETTERS:
            raise BadFieldError("override", TOO_SHORT)
        kept = {
            "summary": summary,
            "override": override if left else None,
            "open_steps": [step.id for step in left],
        }
        seq = put_changes(
            connection,
            conversation,
            who,
            case_closed(state, end.outcome),
            now,
            reason="",
            more={"case_ended": kept},
        )
        if word:
            put_message(connection, mask, conversation, who, word, now)
        _tell(connection, sources.knowledge, conversation, who, state.case, end.outcome, now)
        agent = Agent(who.id, who.name)
        give_back(connection, sources, conversation, now, reason="closed", agent=agent)
        return seq


def open_steps(knowledge: Knowledge, case: Case, outcome: Outcome) -> list[Step]:
    """The mandatory steps that are not done. With the money back, no claim need have been made."""
    guide = knowledge.guides[case.family]
    return [
        step
        for step in guide.steps
        if step.mandatory
        and not (outcome == "resolved" and step.phase == "submit")
        and not _is_done(knowledge, step, case)
    ]


def _is_done(knowledge: Knowledge, step: Step, case: Case) -> bool:
    if step.phase == "verify" and step.collect:
        return collecting_row(step, knowledge.guides[case.family], case).state == "done"
    mark = case.marks.get(step.id)
    return not applies(step, case) or (mark is not None and mark.outcome == "done")


def _rows(
    knowledge: Knowledge, case: Case, of_case: OfCase | None, view: CaseView, outcome: Outcome
) -> list[StepRow]:
    guide = knowledge.guides[case.family]
    listed = {row.id: row for row in step_rows(guide, of_case, view)}
    return [
        listed.get(step.id) or collecting_row(step, guide, case)
        for step in open_steps(knowledge, case, outcome)
    ]


def _tell(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    who: Somebody,
    case: Case,
    outcome: Outcome,
    now: datetime,
) -> None:
    """The bot's own word of it, which the satisfaction offer stands under."""
    words = knowledge.handing.resolved if outcome == "resolved" else knowledge.handing.closed
    bubble = Bubble(text=filled(words, agent=who.name, number=case.number))
    seq = log.next_seq(connection, conversation)
    draft = bubble_draft(bubble, seq, stamp(now), in_reply_to=None)
    log.append(connection, conversation, [draft])
