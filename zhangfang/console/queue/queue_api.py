"""The calls of the queue: who waits, and who talks with whom."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from datetime import datetime
from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlalchemy import Connection

from zhangfang.console.console import Console, TheConsole
from zhangfang.console.conversation.hold_shown import hold_of
from zhangfang.console.conversation.telling import tell
from zhangfang.console.plain_words import plainly_if_any
from zhangfang.console.queue import list_stream
from zhangfang.console.queue import queue as lists
from zhangfang.console.queue.come_back import bring_all_back
from zhangfang.console.refusals import (
    BadFieldError,
    NotHeldError,
    NothingThereError,
    TakenError,
)
from zhangfang.console.staff.access import (
    HOLD_ERRORS,
    LEAD_ERRORS,
    OPEN_ERRORS,
    WHO_ERRORS,
    Held,
    InSession,
    Lead,
    SignedIn,
    Theirs,
    Who,
    Within,
    still_signed_in,
)
from zhangfang.console.views import Asked, Hold, HoldState, Id, Row, Word
from zhangfang.console.working.saying import put_message
from zhangfang.desk import giving_back, holding
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.hold_record import Agent, ErasedError, NotHolderError
from zhangfang.desk.office import office_now
from zhangfang.desk.queueing import give_places
from zhangfang.desk.views import Shown
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


class Office(Shown):
    """Whether somebody is there by the office hours, and when that changes next; null: not soon.

    `says`: what a merchant is told while nobody is there.
    """

    open: bool
    until: str | None
    says: str


class Queue(Shown):
    """What needs the agent: `waiting` in the order in which to take them, `mine`, `offered` to them."""

    waiting: list[Row]
    mine: list[Row]
    offered: list[Row]
    office: Office
    amber_minutes: int
    red_minutes: int


class Rows(Shown):
    """A page of conversations, the latest first. `next`: `before` of the next page."""

    rows: list[Row]
    next: str | None


class Assigning(Asked):
    """To whom."""

    agent: Id


class Transferring(Asked):
    """To a colleague, who may refuse; or back into the queue, without `agent`."""

    agent: Id | None = None
    word: Word = ""


class Refusing(Asked):
    """Why not."""

    word: Word = ""


class HandingBack(Asked):
    """`word` is said to the merchant before the bot goes on."""

    word: Word = ""


NOBODY = "没有这位同事，或者账号停了。"
ONESELF = "这段对话本来就在你手上。"

Transition = Callable[[Connection], object]


@router.get("/queue", responses=documented(*WHO_ERRORS))
async def queue(the: The, console: TheConsole, who: Who, now: SaidAt) -> Queue:
    """What needs this agent. With --dev and a time in X-Now, it is then as late everywhere."""
    if the.settings.dev:
        await _let_time_pass(console, now)
    return await run_sync(_queue, console, who, now)


@router.get("/conversations", responses=documented(*WHO_ERRORS))
async def conversations(
    the: The,
    console: TheConsole,
    who: Who,
    now: SaidAt,
    state: HoldState | None = None,
    family: str | None = Query(None, max_length=32),
    phase: str | None = Query(None, max_length=16),
    status: str | None = Query(None, max_length=16),
    agent: str | None = Query(None, max_length=64, description="who holds it"),
    before: str | None = Query(None, max_length=64),
) -> Rows:
    """Conversations that this agent may see."""
    filters = lists.Filters(state, family, phase, status, agent)
    if not all((it or "x").isprintable() for it in filters):
        return Rows(rows=[], next=None)  # a database may refuse to look for it
    with_rows = partial(lists.page, rows=console.rows, who=who, filters=filters, before=before)
    rows, following = await run_sync(_read, the.database, partial(with_rows, now=now))
    return Rows(rows=rows, next=following)


@router.get("/stream", response_class=EventSourceResponse, responses=documented(*WHO_ERRORS))
async def stream(
    the: The, console: TheConsole, who: Who, within: Within, now: SaidAt
) -> AsyncIterator[ServerSentEvent]:
    """What changes in the lists, beginning with all that GET /queue has.

    `row`: a Row that is new or changed. `gone`: {"conversation"} that is no longer this agent's to
    see. `office`: an Office.
    """
    ahead = now - the.clock()

    async def office() -> str:
        return await run_sync(_office_json, the.database, console, the.clock() + ahead)

    async def goes_on() -> bool:
        return await run_sync(_goes_on, the.database, within, the.clock() + ahead)

    with console.lists.feed(who) as feed:
        if not await goes_on():
            return
        feed.hide(await run_sync(console.lists.hidden_from, who))
        found = await run_sync(_queue, console, who, now)
        first = [*found.waiting, *found.mine, *found.offered]
        async with aclosing(list_stream.follow(feed, first, office, goes_on)) as events:
            async for event in events:
                yield event


@router.post(
    "/conversations/{conversation_id}/claim", responses=documented(*OPEN_ERRORS, TakenError)
)
async def claim(console: TheConsole, who: Who, conversation: Theirs, now: SaidAt) -> Hold:
    """Take a conversation that waits, or take over from the bot. Held already by oneself, it is so."""
    sources, agent = console.desk.sources, _agent(who)
    return await _moved(
        console,
        conversation,
        now,
        lambda connection: holding.claim(connection, sources, conversation, agent, now),
    )


@router.post(
    "/conversations/{conversation_id}/assign",
    responses=documented(*LEAD_ERRORS, NothingThereError, BadFieldError),
)
async def assign(
    console: TheConsole, who: Lead, conversation: Theirs, assigning: Assigning, now: SaidAt
) -> Hold:
    """Give a conversation to an agent, whoever has it."""
    sources, by, to = console.desk.sources, _agent(who), assigning.agent
    return await _moved(
        console,
        conversation,
        now,
        lambda connection: holding.assign(connection, sources, conversation, to, by, now),
    )


@router.post(
    "/conversations/{conversation_id}/transfer",
    responses=documented(*HOLD_ERRORS, BadFieldError),
)
async def transfer(
    console: TheConsole, who: Who, conversation: Held, transferring: Transferring, now: SaidAt
) -> Hold:
    """Offer a conversation to a colleague. Until they accept, it stays with who holds it.

    Without a colleague it goes back to the queue, before those that have not had a person yet.
    """
    desk, agent, to = console.desk, _agent(who), transferring.agent
    word = plainly_if_any(desk.mask, "word", transferring.word)
    if to == who.id:
        raise BadFieldError("agent", ONESELF)

    def passed_on(connection: Connection) -> object:
        if to is not None:
            return holding.offer(connection, conversation, agent, to, word, now)
        return giving_back.give_back(
            connection,
            desk.sources,
            conversation,
            now,
            reason="transferred",
            to="queue",
            agent=agent,
            word=word,
        )

    return await _moved(console, conversation, now, passed_on)


@router.post(
    "/conversations/{conversation_id}/transfer/accept",
    responses=documented(*OPEN_ERRORS, TakenError),
)
async def accept(console: TheConsole, who: Who, conversation: Theirs, now: SaidAt) -> Hold:
    """Take what was offered."""
    sources, agent = console.desk.sources, _agent(who)
    return await _moved(
        console,
        conversation,
        now,
        lambda connection: holding.accept(connection, sources, conversation, agent, now),
    )


@router.post(
    "/conversations/{conversation_id}/transfer/refuse",
    responses=documented(*OPEN_ERRORS, TakenError, BadFieldError),
)
async def refuse(
    console: TheConsole, who: Who, conversation: Theirs, refusing: Refusing, now: SaidAt
) -> Hold:
    """Leave what was offered with who has it; also to take one's own offer back."""
    word, agent = plainly_if_any(console.desk.mask, "word", refusing.word), _agent(who)
    return await _moved(
        console,
        conversation,
        now,
        lambda connection: holding.refuse(connection, conversation, agent, word, now),
    )


@router.post(
    "/conversations/{conversation_id}/hand-back",
    responses=documented(*HOLD_ERRORS, BadFieldError),
)
async def hand_back(
    console: TheConsole, who: Who, conversation: Held, handing_back: HandingBack, now: SaidAt
) -> Hold:
    """Give the conversation back to the bot, with a word to the merchant."""
    desk, agent, word = console.desk, _agent(who), handing_back.word

    def handed_back(connection: Connection) -> None:
        said = ""
        if word.strip():
            _require_held(connection, conversation, agent)
            entry = put_message(connection, desk.mask, conversation, who, word, now)
            said = (entry.content or {})["text"]
        giving_back.give_back(
            connection,
            desk.sources,
            conversation,
            now,
            reason="handed_back",
            agent=agent,
            word=said,
        )

    return await _moved(console, conversation, now, handed_back)


async def _moved(
    console: Console, conversation: str, now: datetime, transition: Transition
) -> Hold:
    """Make a transition, tell everybody, and say how it stands then.

    Raises:
        TakenError: another agent has it.
        NotHeldError: this agent no longer has it.
        NothingThereError: it was erased.
        BadFieldError: it cannot be given to that agent.
    """
    hold = await run_sync(_in_one_go, console.desk.database, conversation, transition)
    if hold.agent is None:
        console.desk.stream.typing(conversation, on=False, who="agent")
    await tell(console, conversation, now)
    return hold


def _in_one_go(database: Database, conversation: str, transition: Transition) -> Hold:
    try:
        with database.write() as connection:
            transition(connection)
            return hold_of(connection, conversation)
    except holding.HeldByOtherError as error:
        raise TakenError(error.by) from None
    except NotHolderError:
        raise NotHeldError from None
    except ErasedError:
        raise NothingThereError from None
    except holding.NoSuchAgentError:
        raise BadFieldError("agent", NOBODY) from None


def _require_held(connection: Connection, conversation: str, agent: Agent) -> None:
    """Before a word of theirs is put on record."""
    found = hold_of(connection, conversation).agent
    if found is None or found.id != agent.id:
        raise NotHolderError


def _agent(who: SignedIn) -> Agent:
    return Agent(who.id, who.name)


def _queue(console: Console, who: SignedIn, now: datetime) -> Queue:
    with console.desk.database.read() as connection:
        waiting, mine, offered = lists.needs_me(connection, console.rows, who, now)
        amber, red = lists.colours(connection)
        return Queue(
            waiting=waiting,
            mine=mine,
            offered=offered,
            office=_office(connection, console, now),
            amber_minutes=amber,
            red_minutes=red,
        )


def _office(connection: Connection, console: Console, now: datetime) -> Office:
    found = office_now(connection, console.desk.knowledge.handing, now)
    until = stamp(found.until) if found.until else None
    return Office(open=found.is_open, until=until, says=found.says)


def _office_json(database: Database, console: Console, now: datetime) -> str:
    with database.read() as connection:
        return _office(connection, console, now).model_dump_json()


def _goes_on(database: Database, within: InSession, now: datetime) -> bool:
    return still_signed_in(database, within, now)


def _read(database: Database, page: Callable[[Connection], lists.Page]) -> lists.Page:
    with database.read() as connection:
        return page(connection)


async def _let_time_pass(console: Console, now: datetime) -> None:
    """What the desk does by itself when its time comes."""
    await bring_all_back(console, now)
    await run_sync(_give_places, console, now)


def _give_places(console: Console, now: datetime) -> None:
    with console.desk.database.write() as connection:
        give_places(connection, office_now(connection, console.desk.knowledge.handing, now))
