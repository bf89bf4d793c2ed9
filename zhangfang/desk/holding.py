"""A conversation goes from the bot to a person, from one person to another, and back.

Every function is one transition: it reads who has the conversation, changes that, and puts it on
record with what the merchant hears of it. It takes a connection in a writing transaction, and of
all desks one writes at a time: so two agents never both hold one conversation, and of two that reach
for it at once the second finds it taken. Whoever calls tells the open streams after the commit.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.change import Change, HumanAsked, HumanDone
from zhangfang.cases.safety import danger_words
from zhangfang.cases.taken_up_again import take_up_again
from zhangfang.desk.bubble import Bubble
from zhangfang.desk.follow_ups import Sources, bubble_of
from zhangfang.desk.keep import keep
from zhangfang.desk.office import office_now
from zhangfang.desk.owed import owed_after_refusal, owed_since, unanswered_danger
from zhangfang.desk.queueing import GIVEN_BACK as GIVEN_BACK
from zhangfang.desk.queueing import give_places, wait, waiting_event
from zhangfang.desk.rasa import Answer
from zhangfang.evidence.event import Actor
from zhangfang.guides.handing import filled
from zhangfang.guides.model import Danger
from zhangfang.store import agents, conversations, holds, log, sealing, setup
from zhangfang.store.holds import RETURNED, USUAL, Held, Reason
from zhangfang.store.moments import sortable, stamp

TAKEN = "taken"
OFFERED, REFUSED = "transfer_offered", "transfer_refused"
"""Kinds of events."""

NOTE = "note"
"""A word among colleagues, which no merchant and no pack of theirs ever has."""

Whence = Literal["queue", "bot", "agent", "assigned"]
Back = Literal["handed_back", "no_answer", "closed", "transferred", "agent_left"]
"""Beside these, `settled`: nobody had it yet, and the case is over (queueing.py)."""


class Agent(NamedTuple):
    """Who acts, as the record names them."""

    id: str
    name: str


class HeldByOtherError(Exception):
    """Somebody else has it; `by` is their name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class NotHolderError(Exception):
    """Only who holds it may do that, and by now that is not this agent."""


class NoSuchAgentError(Exception):
    """There is no such account, or it was closed, or it is the holder's own."""


class ErasedError(Exception):
    """The conversation was erased meanwhile."""


def claim(
    connection: Connection, sources: Sources, conversation: str, agent: Agent, now: datetime
) -> Held:
    """Take what waits, what the bot talks in, or what was offered; one's own already, it stays so.

    Raises:
        HeldByOtherError: somebody was faster.
        ErasedError: it is gone.
    """
    before = _before(connection, conversation)
    if before is None or before.state == "waiting":
        whence: Whence = "queue" if before else "bot"
        return _take(connection, sources, conversation, agent, now, before, whence)
    if before.agent == agent.id:
        return before
    if before.offered_to == agent.id:
        return _take(connection, sources, conversation, agent, now, before, "agent")
    raise HeldByOtherError(_name(connection, before.agent))


def assign(
    connection: Connection,
    sources: Sources,
    conversation: str,
    to: str,
    by: Agent,
    now: datetime,
) -> Held:
    """Give it to an agent, whoever has it; who has it already keeps it.

    Raises:
        NoSuchAgentError: it cannot be given to that one.
        ErasedError: it is gone.
    """
    before = _before(connection, conversation)
    agent = _active(connection, to)
    if before and before.agent == agent.id and before.state == "held":
        return before
    return _take(connection, sources, conversation, agent, now, before, "assigned", by=by)


def offer(
    connection: Connection, conversation: str, agent: Agent, to: str, word: str, now: datetime
) -> Held:
    """Offer it to a colleague; until they accept, the holder keeps it.

    From now on the merchant waits: one that is never answered comes back like any silence.

    Raises:
        NotHolderError: the agent does not hold it.
        NoSuchAgentError: it cannot be given to that one.
        ErasedError: it is gone.
    """
    before = _own(connection, conversation, agent)
    colleague = _active(connection, to)
    if colleague.id == agent.id:
        raise NoSuchAgentError
    if before.offered_to == colleague.id and before.word == word:
        return before
    after = replace(
        before,
        state="offered",
        offered_to=colleague.id,
        word=word,
        silent_since=before.silent_since or sortable(now),
    )
    holds.put(connection, after)
    content = {"agent": agent._asdict(), "to": colleague._asdict(), "word": word}
    _record(connection, conversation, OFFERED, "agent", now, {}, content)
    return after


def accept(
    connection: Connection, sources: Sources, conversation: str, agent: Agent, now: datetime
) -> Held:
    """Take what was offered. If the offer is off and nobody has it any more, it is claimed.

    Raises:
        HeldByOtherError: it was not offered to this agent, or no longer is.
        ErasedError: it is gone.
    """
    return claim(connection, sources, conversation, agent, now)


def refuse(
    connection: Connection, conversation: str, agent: Agent, word: str, now: datetime
) -> Held | None:
    """Leave what was offered with its holder; or take one's own offer back. Twice is once.

    Raises:
        HeldByOtherError: it is between two others.
        ErasedError: it is gone.
    """
    before = _before(connection, conversation)
    if before is None or before.state != "offered":
        return before
    if agent.id not in (before.agent, before.offered_to):
        raise HeldByOtherError(_name(connection, before.agent))
    return _refused(connection, before, agent, "agent", word, now)


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
    before = _before(connection, conversation)
    if before is None or before.agent is None or (agent and before.agent != agent.id):
        raise NotHolderError
    holder = agent or Agent(before.agent, _name(connection, before.agent))
    is_internal = reason == "transferred"
    content = {"agent": holder._asdict(), "word": "" if is_internal else word}
    body, actor = {"to": to, "reason": reason}, _actor(agent)
    _record(connection, conversation, GIVEN_BACK, actor, now, body, content)
    if is_internal and word:
        note = {"agent": holder._asdict(), "text": word}
        _record(connection, conversation, NOTE, "agent", now, {}, note)
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
            gone = Agent(agent, _name(connection, agent))
            _refused(connection, held, gone, "system", "", now)
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


def heard(connection: Connection, conversation: str, at: datetime) -> None:
    """The merchant said something; a person who holds the conversation owes an answer from then."""
    holds.heard(connection, conversation, at)


def spoke(connection: Connection, conversation: str) -> None:
    """The holder said something to the merchant."""
    holds.spoke(connection, conversation)


def _take(
    connection: Connection,
    sources: Sources,
    conversation: str,
    agent: Agent,
    now: datetime,
    before: Held | None,
    whence: Whence,
    by: Agent | None = None,
) -> Held:
    """The last word is that the person is there; then the bot is silent.

    Whoever waited for an answer waits for that person's from now on.
    """
    handing = sources.knowledge.handing
    was_held = before is not None and before.agent is not None
    if not (before and before.agent == agent.id):
        words = handing.passed_on if was_held else handing.taken
        log.append(connection, conversation, [_notice(filled(words, agent=agent.name), now)])
    after = Held(
        conversation=conversation,
        state="held",
        reason=before.reason if before else None,
        rank=before.rank if before else USUAL,
        since=sortable(now),
        agent=agent.id,
        offered_to=None,
        word="",
        told_position=None,
        silent_since=owed_since(connection, conversation, before, now),
    )
    holds.put(connection, after)
    content = {"agent": agent._asdict()} | ({"by": by._asdict()} if by else {})
    _record(connection, conversation, TAKEN, "agent", now, {"from": whence}, content)
    give_places(connection, office_now(connection, handing, now))
    return after


def _refused(
    connection: Connection, before: Held, agent: Agent, actor: Actor, word: str, now: datetime
) -> Held:
    silent = owed_after_refusal(connection, before, by=agent.id, now=now)
    after = replace(before, state="held", offered_to=None, word="", silent_since=silent)
    holds.put(connection, after)
    content = {"agent": agent._asdict(), "word": word}
    _record(connection, before.conversation, REFUSED, actor, now, {}, content)
    return after


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


def _actor(agent: Agent | None) -> Actor:
    return "agent" if agent else "system"


def _before(connection: Connection, conversation: str) -> Held | None:
    if sealing.key_of(connection, conversation) is None:
        raise ErasedError
    return holds.of(connection, conversation)


def _own(connection: Connection, conversation: str, agent: Agent) -> Held:
    before = _before(connection, conversation)
    if before is None or before.agent != agent.id:
        raise NotHolderError
    return before


def _active(connection: Connection, agent: str) -> Agent:
    found = agents.of(connection, agent)
    if found is None or not found.active:
        raise NoSuchAgentError
    return Agent(found.id, found.name)


def _name(connection: Connection, agent: str | None) -> str:
    found = agents.of(connection, agent) if agent else None
    return found.name if found else ""


def _record(
    connection: Connection,
    conversation: str,
    kind: str,
    actor: Actor,
    now: datetime,
    body: dict[str, Any],
    content: dict[str, Any],
) -> None:
    draft = log.Draft(
        kind=kind, actor=actor, origin="observed", at=stamp(now), body=body, content=content
    )
    log.append(connection, conversation, [draft])


def _notice(text: str, now: datetime) -> log.Draft:
    """What the desk says of who talks: neither the bot nor the agent says it."""
    return log.Draft(
        kind=log.MESSAGE,
        actor="system",
        origin="bot_said",
        at=stamp(now),
        body={"in_reply_to": None},
        content={"text": text, "choices": [], "papers": []},
    )
