"""Puts conversations into the queue for a person, once each, and says where in it they are."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.desk.bubble import Bubble
from zhangfang.desk.office import OfficeNow, office_now
from zhangfang.desk.why_wait import Wanted, is_stronger
from zhangfang.guides.handing import Handing, filled
from zhangfang.store import holds, log
from zhangfang.store.holds import DANGER, USUAL, Held, Reason
from zhangfang.store.moments import sortable, stamp

WAITING, GIVEN_BACK = "waiting", "given_back"
"""Kinds of events."""

LEFT_MESSAGE: Reason = "left_message"
SAYS_WHY = ("unsure", "abuse", "overdue", "danger")
"""Where the merchant did not ask for a person."""


class Queued(NamedTuple):
    """What is to be on record, and to be said: either may be missing."""

    event: log.Draft | None = None
    bubble: Bubble | None = None


def queue_up(
    connection: Connection,
    handing: Handing,
    conversation: str,
    wanted: Wanted | None,
    now: datetime,
    *,
    wrote: bool,
) -> Queued:
    """Let a conversation that no person holds wait for one, if one is wanted.

    One that waits already keeps its place, unless there is a stronger reason now; who asks again
    hears the place again, anything else is said once. Outside office hours whoever writes on leaves
    a message.

    Args:
        connection: in a writing transaction.
        handing: the words.
        conversation: its id.
        wanted: why a person is needed; None if this turn gives no reason.
        now: local time.
        wrote: whether the merchant typed something.
    """
    before = holds.of(connection, conversation)
    office = office_now(connection, handing, now)
    if before is None:
        if wanted is None:
            return Queued()
        place = wait(connection, conversation, wanted.reason, now, office)
        event = waiting_event(wanted.reason, now)
        return Queued(event, Bubble(text=_words(handing, wanted, place, office)))
    reason = wanted.reason if wanted else None
    if wanted is None and wrote and not office.is_open:
        reason = LEFT_MESSAGE
    if reason is None:
        return Queued()
    said = None
    stronger = is_stronger(reason, before.reason)
    if stronger:
        wait(connection, conversation, reason, now, office)
    if wanted and (wanted.asked or (reason == "danger" and stronger)):
        found = holds.of(connection, conversation)
        said = _words(handing, wanted, found.told_position if found else None, office)
    elif reason == LEFT_MESSAGE and stronger:
        said = handing.left_message
    return Queued(
        event=waiting_event(reason, now) if stronger else None,
        bubble=Bubble(text=said) if said else None,
    )


def stand_down(
    connection: Connection, handing: Handing, conversation: str, now: datetime
) -> Queued:
    """Nobody need come any more: the case is over. Whoever may be in danger is waited for all the same."""
    before = holds.of(connection, conversation)
    if before is None or before.state != "waiting" or before.reason == "danger":
        return Queued()
    holds.remove(connection, conversation)
    give_places(connection, office_now(connection, handing, now))
    event = log.Draft(
        kind=GIVEN_BACK,
        actor="system",
        origin="observed",
        at=stamp(now),
        body={"to": "bot", "reason": "settled"},
    )
    return Queued(event, Bubble(text=handing.settled))


def wait(
    connection: Connection,
    conversation: str,
    reason: Reason,
    now: datetime,
    office: OfficeNow,
    rank: int = USUAL,
) -> int | None:
    """Put a conversation into the queue, or give the one that is there another reason.

    Returns its place; None while nobody is there: places are given when the office opens.
    """
    before = holds.of(connection, conversation)
    waited = before if before and before.state == "waiting" else None
    held = Held(
        conversation=conversation,
        state="waiting",
        reason=reason,
        rank=min(rank, DANGER if reason == "danger" else USUAL, waited.rank if waited else USUAL),
        since=waited.since if waited else sortable(now),
        agent=None,
        offered_to=None,
        word="",
        told_position=waited.told_position if waited else None,
        silent_since=None,
    )
    holds.put(connection, held)
    give_places(connection, office)
    found = holds.of(connection, conversation)
    return found.told_position if found else None


def give_places(connection: Connection, office: OfficeNow) -> list[str]:
    """Give those that wait their places, while somebody is there to take them.

    Returns the conversations whose place is another one now.
    """
    return holds.tell_places(connection) if office.is_open else []


def waiting_event(reason: Reason, now: datetime) -> log.Draft:
    """That a person is waited for."""
    return log.Draft(
        kind=WAITING,
        actor="system",
        origin="observed",
        at=stamp(now),
        body={"reason": reason},
    )


def place_words(handing: Handing, place: int | None, office: OfficeNow) -> str:
    """Where in the queue, or that nobody is there now."""
    if place is None or not office.is_open:
        return office.says
    if place == 1:
        return handing.place.next
    return filled(handing.place.behind, place=str(place), ahead=str(place - 1))


def _words(handing: Handing, wanted: Wanted, place: int | None, office: OfficeNow) -> str:
    said = place_words(handing, place, office)
    if wanted.asked or wanted.reason not in SAYS_WHY:
        return said
    why: str = getattr(handing.why, wanted.reason)
    if wanted.reason != "danger":
        return why + said
    return why if office.is_open else handing.why.danger_away
