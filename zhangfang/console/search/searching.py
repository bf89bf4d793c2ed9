"""Searches the record for an agent: only what this agent may see."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from zhangfang.console.search.highlight import Piece, excerpt, is_found
from zhangfang.console.search.search_keeping import index_next, named
from zhangfang.console.search.search_query import Part, parts
from zhangfang.console.search.searchable import searchable
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.console.staff.access import SignedIn, may_see
from zhangfang.desk.identity import identity_of
from zhangfang.guides.model import Knowledge
from zhangfang.store import log, search_index
from zhangfang.store.database import Database
from zhangfang.store.search_index import Seer, Spot
from zhangfang.store.tables import cases

PAGE = 20
AT_ONCE = 30
"""Entries that are looked at together."""

SHARES = (30, 270, 2700)
"""Entries that are asked for together, 3,000 for one page; what comes behind is not found. Nearly
always the first share is enough. Where what must stand together hardly ever does all are looked at,
and each time one asks, all that match are ranked."""

MOST_BATCHES = 5
"""How much of the log is indexed before a search, so that what was just said is found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found, and how it reads."""

    entry: log.Entry
    case_number: str | None
    merchant: str | None
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True)
class Page:
    """Places, the best first. `more`: there are others behind these."""

    places: list[Place]
    more: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched, and with what."""

    database: Database
    knowledge: Knowledge
    cutter: WordCutter


def search(the: Search, who: SignedIn, typed: str, offset: int, now: datetime) -> Page:
    """The places where all that was typed is found, that this agent may see.

    Args:
        the: what is searched.
        who: whose eyes it is for.
        typed: as it was typed.
        offset: how many of the best are passed over.
        now: from when on an entry's age counts.
    """
    wanted = parts(typed, the.cutter)
    if not wanted:
        return Page([], more=False)
    for _ in range(MOST_BATCHES):
        if not index_next(the.database, the.knowledge, the.cutter):
            break
    with the.database.read() as connection:
        found = list(islice(_found(connection, the.knowledge, who, wanted, now), offset + PAGE + 1))
        places = [_place(connection, it, wanted) for it in found[offset : offset + PAGE]]
    return Page(places, more=len(found) > offset + PAGE)


class _Read(NamedTuple):
    entry: log.Entry
    text: str


def _found(
    connection: Connection,
    knowledge: Knowledge,
    who: SignedIn,
    wanted: Sequence[Part],
    now: datetime,
) -> Iterator[_Read]:
    """Entries with all that is wanted, as the record says them now."""
    sees = cache(partial(may_see, connection, who))
    for spots in _spots(connection, who, wanted, now):
        entries = _entries(connection, spots)
        for spot in spots:
            entry = entries.get(spot)
            text = searchable(knowledge, entry) if entry else None
            if entry and text and is_found(text, wanted) and sees(spot.conversation):
                yield _Read(entry, text)


def _spots(
    connection: Connection, who: SignedIn, wanted: Sequence[Part], now: datetime
) -> Iterator[list[Spot]]:
    terms = [[[named(term) for term in way] for way in part.ways] for part in wanted]
    seer = Seer(who.id, sees_all=who.role != "agent")
    offset = 0
    for share in SHARES:
        spots = search_index.find(connection, terms, seer, now, share, offset)
        for first in range(0, len(spots), AT_ONCE):
            yield spots[first : first + AT_ONCE]
        if len(spots) < share:
            return
        offset += share


def _entries(connection: Connection, spots: Sequence[Spot]) -> dict[Spot, log.Entry]:
    seqs: defaultdict[str, set[int]] = defaultdict(set)
    for spot in spots:
        seqs[spot.conversation].add(spot.seq)
    return {
        Spot(conversation, seq): entry
        for conversation, wanted in seqs.items()
        for seq, entry in log.of_seqs(connection, conversation, wanted).items()
    }


def _place(connection: Connection, found: _Read, wanted: Sequence[Part]) -> Place:
    conversation = found.entry.event.conversation
    identity = identity_of(connection, conversation)
    return Place(
        entry=found.entry,
        case_number=_case_number(connection, conversation),
        merchant=identity.name or identity.id,
        excerpt=excerpt(found.text, wanted),
    )


def _case_number(connection: Connection, conversation: str) -> str | None:
    """Of the conversation's latest case."""
    query = select(cases.c.number).where(cases.c.conversation == conversation)
    return connection.scalars(query.order_by(cases.c.opened_at.desc()).limit(1)).one_or_none()
