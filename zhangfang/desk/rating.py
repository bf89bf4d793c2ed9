"""How a merchant found it, once a case has ended: once for each case, and for some days only."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.number import read_case_number
from zhangfang.desk.errors import DeskError, UnprocessableError
from zhangfang.desk.merchant_text import clean
from zhangfang.desk.not_erased import require_key
from zhangfang.desk.said import Mask
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

RATED = "rated"
"""The kind of the event."""

MOST_WORDS = 500
MOST_TAGS = 10
ENDED = ("resolved", "closed")
"""A case that was handed over goes on with a person."""

_WHICH_CASE = ("case_opened", "case_switched", "case_ended")


class NotThisCaseError(DeskError):
    """The conversation has no such case."""

    status, code = 404, "no_case"
    message = "这段对话里没有这件事。"


class RatedBeforeError(DeskError):
    """A case is rated once."""

    status, code = 409, "rated_before"
    message = "这件事你评过了，谢谢。"


class CaseOpenError(DeskError):
    """The case has not ended."""

    status, code = 409, "case_open"
    message = "这件事还在办，办完了再评。"


class RatingClosedError(DeskError):
    """It ended too long ago."""

    status, code = 410, "rating_closed"
    message = "过了评价的日子，这回就不评了。"


class UnknownTagError(UnprocessableError):
    """A tag that is none of GET /texts."""

    code = "unknown_tag"
    message = "没有这个标签，请从列出来的里面选。"


class Rating(BaseModel):
    """What the merchant says of it. `words` are masked like any message."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    case: Annotated[str, Field(min_length=1, max_length=64)]
    solved: bool
    stars: Annotated[int, Field(ge=1, le=5)]
    tags: Annotated[list[str], Field(max_length=MOST_TAGS)]
    words: Annotated[str, Field(max_length=MOST_WORDS)] | None = None


class Rated(BaseModel):
    """It is on record."""

    case: str
    at: str


class Open(NamedTuple):
    """A case that may be rated, and until when."""

    case: str
    until: datetime


def rate(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    rating: Rating,
    now: datetime,
) -> Rated:
    """Put a rating on record.

    Raises:
        NotThisCaseError: the conversation has no such case.
        RatedBeforeError: it was rated.
        CaseOpenError: it has not ended.
        RatingClosedError: it ended too long ago.
        UnknownTagError: a tag is none of ours.
        NoTokenError: the conversation was erased meanwhile.
    """
    if not knowledge.rating.tag_ids.issuperset(rating.tags):
        raise UnknownTagError
    said = (rating.words or "").strip()
    words = mask(clean(said), "").text if said else None
    with database.write() as connection:
        require_key(connection, conversation)
        state = conversations.state(connection, conversation)
        case = _require_open(connection, knowledge, conversation, state, rating.case, now)
        draft = log.Draft(
            kind=RATED,
            actor="merchant",
            origin="merchant_said",
            at=stamp(now),
            body={"solved": rating.solved, "stars": rating.stars},
            content={"case": case.number, "tags": sorted(set(rating.tags)), "words": words},
        )
        log.append(connection, conversation, [draft])
    return Rated(case=case.number, at=stamp(now))


def rating_open(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    state: Conversation,
    now: datetime,
) -> Open | None:
    """The case that may be rated now: of several, the one that ended last."""
    if not any(case.status in ENDED for case in state.cases):
        return None
    rated = rated_cases(connection, conversation)
    ends = _ends(connection, conversation)
    days = timedelta(days=knowledge.rating.days)
    found = [
        Open(case.number, ends[case.number] + days)
        for case in state.cases
        if case.status in ENDED and case.number in ends and case.number not in rated
    ]
    latest = max(found, key=lambda it: it.until, default=None)
    return latest if latest and now <= latest.until else None


def rated_cases(connection: Connection, conversation: str) -> frozenset[str]:
    """The numbers of the cases that were rated."""
    entries = log.of_kinds(connection, conversation, (RATED,))
    return frozenset(entry.content["case"] for entry in entries if entry.content)


def _require_open(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    state: Conversation,
    number: str,
    now: datetime,
) -> Case:
    wanted = read_case_number(number)
    case = next((it for it in state.cases if it.number == wanted), None)
    if case is None:
        raise NotThisCaseError
    if case.number in rated_cases(connection, conversation):
        raise RatedBeforeError
    if case.status not in ENDED:
        raise CaseOpenError
    ended = _ends(connection, conversation)[case.number]
    if now > ended + timedelta(days=knowledge.rating.days):
        raise RatingClosedError
    return case


def _ends(connection: Connection, conversation: str) -> dict[str, datetime]:
    """When each case ended last, by its number."""
    return dict(_ended(log.of_kinds(connection, conversation, _WHICH_CASE)))


def _ended(entries: list[log.Entry]) -> Iterator[tuple[str, datetime]]:
    current = None
    for entry in entries:
        change = (entry.content or {}).get("change", {})
        if entry.event.kind == "case_ended":
            if current is not None and change.get("status") in ENDED:
                yield current, datetime.fromisoformat(entry.event.at)
        else:
            current = change.get("number")
