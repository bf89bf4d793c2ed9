"""The shapes in which agents see a conversation, its case and what they do with it."""

from pydantic import Field

from zhangfang.console.views import Asked, Hold, TimelineEntry, Why
from zhangfang.desk.case_views import CaseFact, CaseStep, CaseView, FactMissing
from zhangfang.desk.sending import Seq
from zhangfang.desk.views import Shown


class RatedCase(Shown):
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


class FactRefused(FactMissing):
    """A fact that the merchant cannot give: who said so, and why if an agent did."""

    by: str
    reason: str | None = None


class Sealed(Shown):
    """A number hidden in a message, which can be revealed with a reason."""

    seq: int
    name: str
    shown: str


class SlipOffer(Shown):
    """A fact read off a slip that the open case does not have so; `value` is as it is taken.

    `instead`: what the case has, in words. `doubtful`: it was not read clearly.
    """

    id: str
    name: str
    words: str
    value: str
    doubtful: bool
    instead: str | None


class FileRow(Shown):
    """A file of the merchant's, and what was read from it: lines like 金额：1288 元.

    `offers`: what of it could be put on record with a click.
    """

    seq: int
    sha256: str
    name: str
    media: str
    size: int
    view: str
    recalled: bool
    read: list[str]
    offers: list[SlipOffer]


class ConversationShown(Shown):
    """All that an agent sees of a conversation.

    `facts`, `missing`, `refused`, `steps` are of the current case. `sensitive`: whether the merchant
    agreed that personal numbers are kept.
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
    refused: list[FactRefused]
    steps: list[StepRow]
    files: list[FileRow]
    sealed: list[Sealed]
    rated: list[RatedCase]
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
    seqs: list[int] = Field(default_factory=list)


class CaseSummary(Shown):
    """The case in the fixed form; `text` is all of it, to be pasted."""

    happened: list[SummaryLine]
    facts: list[SummaryLine]
    done: list[SummaryLine]
    open: list[SummaryLine]
    due: list[SummaryLine]
    text: str
