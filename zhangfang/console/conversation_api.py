"""The calls that show a conversation to an agent."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Header, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhangfang.console.access import OPEN_ERRORS, Theirs, Who
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.views import Asked, Hold, TimelineEntry, Why
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.merchant_api import After
from zhangfang.desk.views import CaseFact, CaseStep, CaseView, FactMissing, Seq, Shown

router = APIRouter(prefix="/api/v1/agent/conversations/{conversation_id}", tags=["agent"])


class Rated(Shown):
    """How the merchant rated a case."""

    case: str
    solved: bool
    stars: int
    tags: list[str]
    words: str
    at: str


class StepRow(CaseStep):
    """A step, and by whom it was ticked. `mandatory`: it must be done before closing."""

    by: str | None = None
    mandatory: bool = False
    do: str = ""
    source: str = ""


class FactRow(CaseFact):
    """A fact, and by whom and why it was changed last, if an agent did."""

    by: str | None = None
    reason: str | None = None


class Sealed(Shown):
    """A number hidden in a message, which can be revealed with a reason."""

    seq: int
    name: str
    shown: str


class FileRow(Shown):
    """A file of the merchant's, and what was read from it: lines like 金额：1288 元."""

    seq: int
    sha256: str
    name: str
    media: str
    size: int
    view: str
    recalled: bool
    read: list[str]


class ConversationShown(Shown):
    """All that an agent sees of a conversation.

    `facts`, `missing`, `steps` are of the current case. `sensitive`: whether the merchant agreed
    that personal numbers are kept.
    """

    conversation: str
    hold: Hold
    mine: bool
    merchant: str | None
    merchant_id: str | None
    sensitive: bool
    opened_at: str
    case: CaseView
    facts: list[FactRow]
    missing: list[FactMissing]
    steps: list[StepRow]
    files: list[FileRow]
    sealed: list[Sealed]
    rated: list[Rated]
    entries: list[TimelineEntry]


class Revealing(Asked):
    """Which hidden number, and why it is needed."""

    seq: Seq
    name: str
    reason: Why


class Revealed(Shown):
    """A number in clear. That it was seen, by whom and why, is on record."""

    value: str


class SummaryLine(Shown):
    """A line of the summary, with where it comes from (seqs of the conversation)."""

    text: str
    seqs: list[int] = []


class CaseSummary(Shown):
    """The case in the fixed form; `text` is all of it, to be pasted."""

    happened: list[SummaryLine]
    facts: list[SummaryLine]
    done: list[SummaryLine]
    open: list[SummaryLine]
    due: list[SummaryLine]
    text: str


@router.get("", responses=documented(*OPEN_ERRORS))
async def conversation(the: The, who: Who, conversation: Theirs, now: SaidAt) -> ConversationShown:
    """The conversation as it stands. That somebody who does not hold it looked is put on record once."""
    raise NotImplementedError


@router.get("/stream", response_class=EventSourceResponse, responses=documented(*OPEN_ERRORS))
async def stream(
    the: The,
    who: Who,
    conversation: Theirs,
    now: SaidAt,
    after: After = 0,
    last_event_id: str | None = Header(None),
) -> AsyncIterator[ServerSentEvent]:
    """As it happens: `entry` (a TimelineEntry, with its seq as id), `standing` (a ConversationShown
    without entries, when case, hold, files or facts changed), `typing` ({"who": "merchant" | "bot" |
    name, "on"}). Ends with `gone` when the agent may not see it any more.
    """
    raise NotImplementedError
    yield  # pragma: no cover


@router.get("/summary", responses=documented(*OPEN_ERRORS))
async def summary(the: The, who: Who, conversation: Theirs, now: SaidAt) -> CaseSummary:
    """The current case in the fixed form: what happened, facts, done so far, open, due."""
    raise NotImplementedError


@router.get(
    "/files/{sha256}/view",
    response_class=Response,
    responses=documented(*OPEN_ERRORS, NothingThereError),
)
async def file_view(the: The, who: Who, conversation: Theirs, sha256: str) -> Response:
    """The picture of a file, upright, without card numbers."""
    raise NotImplementedError


@router.post("/reveal", responses=documented(*OPEN_ERRORS, NothingThereError))
async def reveal(
    the: The, who: Who, conversation: Theirs, revealing: Revealing, now: SaidAt
) -> Revealed:
    """Show a hidden number in clear."""
    raise NotImplementedError


@router.get("/pack", response_class=Response, responses=documented(*OPEN_ERRORS))
async def pack(the: The, who: Who, conversation: Theirs, now: SaidAt) -> Response:
    """The evidence pack, masked, as the merchant would get it. The taking is on record."""
    raise NotImplementedError
