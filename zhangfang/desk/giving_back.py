"""A person has the conversation no longer: the bot goes on, or another person is waited for.

By the agent's own word, by closing, because nobody answered, or because the agent has left. Like
holding.py: every function is one transition, in a writing transaction.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from zhangfang.cases.change import Change, HumanAsked, HumanDone
from zhangfang.cases.safety import danger_words
from zhangfang.cases.taken_up_again import take_up_again
from zhangfang.desk.bubble import Bubble
from zhangfang.desk.follow_ups import Sources, bubble_of
from zhangfang.desk.hold_record import Agent, NotHolderError, hold_of, name_of, record_deed
from zhangfang.desk.holding import leave_with_holder
from zhangfang.desk.keep import keep
from zhangfang.desk.office import office_now
from zhangfang.desk.owed import unanswered_danger
from zhangfang.desk.queueing import GIVEN_BACK, wait, waiting_event
from zhangfang.desk.rasa import Answer
from zhangfang.evidence.event import Actor
from zhangfang.guides.handing import filled
from zhangfang.guides.model import Danger
from zhangfang.store import conversations, holds, log, setup
from zhangfang.store.holds import RETURNED, Held, Reason
from zhangfang.store.moments import stamp

NOTE = "note"
"""A word among colleagues, which no merchant and no pack of theirs ever has (evidence/internal.py)."""

Back = Literal["handed_back", "no_answer", "closed", "transferred", "agent_left"]
"""Beside these, `settled`: nobody had it yet, and the case is over (queueing.py)."""


def give_back(
    connection: Connection,
    sources: Sources,
    conversation: str,
    now: datetime,
    *,
    reason: Back,
    to: Literal["bot", "queue"] = "bot",
    agent: Agent | None = None,
    word: str = "",
) -> Held | None:
    """The holder has it no longer: the bot goes on, and with `queue` another person is waited for.

    The merchant hears so, and what is next; after closing (`closed`) that is said by whoever closed.

    Args:
        connection: in a writing transaction.
        sources: guides and words.
        conversation: its id.
        now: local time.
        reason: why.
        to: who has it then.
        agent: who gives it back; None if nobody does, it is just so.
        word: what was said with it to the merchant; with `transferred` to colleagues, as a note.

    Returns:
        How it stands then: in the queue, or None.

    Raises:
        NotHolderError: the agent does not hold it, or nobody does.
        ErasedError: it is gone.
    """
    before = hold_of(connection, conversation)
    if before is None or before.agent is None or (agent and before.agent != agent.id):
        raise NotHolderError
    holder = agent or Agent(before.agent, name_of(connection, before.agent))
    is_internal = reason == "transferred"
    content = {"agent": holder._asdict(), "word": "" if is_internal else word}
    body = {"to": to, "reason": reason}
    actor: Actor = "agent" if agent else "system"
    record_deed(connection, conversation, GIVEN_BACK, actor, now, body, content)
    if is_internal and word:
        note = {"agent": holder._asdict(), "text": word}
        record_deed(connection, conversation, NOTE, "agent", now, {}, note)
    after = None
    danger = None
    if to == "queue":
        danger = unanswered_danger(connection, sources.knowledge, conversation)
        after = _queue_again(connection, sources, before, now, in_danger=danger is not None)
    else:
        holds.remove(connection, conversation)
    _go_on(connection, sources, conversation, reason, holder, now, danger)
    return after


def leave_all(connection: Connection, sources: Sources, agent: str, now: datetime) -> list[str]:
    """Whoever has left holds nothing: it goes to the front of the queue; offers to them are refused.

    Returns the conversations that this changed.
    """
    found = holds.of_agent(connection, agent)
    for held in found:
        if held.agent == agent:
            give_back(connection, sources, held.conversation, now, reason="agent_left", to="queue")
        else:
            gone = Agent(agent, name_of(connection, agent))
            leave_with_holder(connection, held, gone, "system", "", now)
    return [held.conversation for held in found]


def bring_back(connection: Connection, sources: Sources, conversation: str, now: datetime) -> bool:
    """Have the bot take over again, if the merchant has waited too long for the holder's answer.

    It is asked in the transaction that does it: of two desks only one does, and an answer that came
    meanwhile counts. Returns whether it did.
    """
    held = holds.of(connection, conversation)
    if held is None or held.silent_since is None or held.agent is None:
        return False
    if datetime.fromisoformat(held.silent_since) > now - patience(connection):
        return False
    give_back(connection, sources, conversation, now, reason="no_answer", to="queue")
    return True


def patience(connection: Connection) -> timedelta:
    """How long a merchant waits for the holder's answer before the bot is back."""
    return timedelta(minutes=setup.latest(connection).setup.bot_back_minutes)


def _queue_again(
    connection: Connection, sources: Sources, before: Held, now: datetime, *, in_danger: bool
) -> Held | None:
    """Before those that have never had a person; only danger goes before."""
    reason: Reason = "danger" if in_danger else before.reason or "asked"
    office = office_now(connection, sources.knowledge.handing, now)
    wait(connection, before.conversation, reason, now, office, rank=min(before.rank, RETURNED))
    log.append(connection, before.conversation, [waiting_event(reason, now)])
    return holds.of(connection, before.conversation)


def _go_on(
    connection: Connection,
    sources: Sources,
    conversation: str,
    reason: Back,
    holder: Agent,
    now: datetime,
    danger: Danger | None,
) -> None:
    """What the bot says when it has the conversation again, and what that changes.

    Whoever may be in danger is told where to call, and no step is pushed.
    """
    handing = sources.knowledge.handing
    is_done = reason in ("handed_back", "closed")
    state = conversations.state(connection, conversation)
    turn = take_up_again(sources.knowledge, state, now, is_done=is_done)
    if reason == "closed":
        done = [it for it in turn.changes if isinstance(it, HumanDone)]
        keep(connection, conversation, Answer(bubbles=[], changes=list(done)), stamp(now), None)
        return
    match reason:
        case "handed_back":
            said = filled(handing.handed_back, agent=holder.name)
        case "no_answer":
            said = handing.no_answer
        case _:
            said = handing.queued_again
    if danger:
        called = HumanAsked(reason=danger.id, case=state.current)
        following = [Bubble(text=danger_words(sources.knowledge, danger))]
        changes: list[Change] = [] if state.human_reason == danger.id else [called]
    else:
        following = [bubble_of(sources.responses, it) for it in turn.replies]
        changes = turn.changes
    if not is_done:
        said += handing.meanwhile if turn.replies and not danger else ""
        office = office_now(connection, handing, now)
        said += handing.why.danger_away if danger and not office.is_open else office.says
    answer = Answer(bubbles=[Bubble(text=said), *following], changes=changes)
    keep(connection, conversation, answer, stamp(now), in_reply_to=None)
