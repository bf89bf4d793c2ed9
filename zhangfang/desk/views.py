"""The shapes of the merchant API, and how entries of the log become messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
)

from zhangfang.evidence.event import Actor
from zhangfang.store.log import FILE, Entry
from zhangfang.store.moments import stamp
from zhangfang.store.recalls import RECALLED


class Shown(BaseModel):
    """A shape that only goes out: every field is there, also one that was left at its default."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    def model_post_init(self, _context: object) -> None:
        """Defaults count as given: an answer that leaves out what was not given has them."""
        self.__pydantic_fields_set__.update(type(self).model_fields)


class Choice(BaseModel):
    """A quick reply. What it stands for stays with the desk."""

    id: str
    label: str


class PaperShown(BaseModel):
    """A paper whose text a bubble shows: GET …/papers/{kind}.pdf?case={case}."""

    kind: str
    case: str


class FileShown(Shown):
    """A file that a bubble shows: GET …/files/{sha256}. `size` is in bytes.

    `view`: whether GET …/files/{sha256}/view has a picture of it.
    """

    name: str
    media: str
    size: int
    sha256: str
    view: Literal["ready", "waiting", "none"] = "none"


class Quoted(Shown):
    """The beginning of what a message quotes; empty if it was recalled."""

    seq: int
    actor: Actor
    text: str


class SlipField(Shown):
    """What a slip was read to say.

    `label` is what the fact is called, `words` for people, `value` canonical. `box`: x, y, width,
    height of its place, as fractions of the picture that GET …/view serves.
    """

    name: str
    label: str
    words: str
    value: str
    doubtful: bool
    box: tuple[float, float, float, float] | None


class Slip(Shown):
    """What was read from a file. `retake`: what to do better, if it could not be read."""

    file: int
    sha256: str
    fields: list[SlipField]
    retake: str | None


class StepOffered(Shown):
    """A step that a bubble puts before the merchant, to be ticked."""

    id: str
    title: str


class KnownFact(Shown):
    """A fact in words: 金额, 1288 元."""

    id: str
    name: str
    words: str


class Message(Shown):
    """One bubble, or the mark that an earlier one was withdrawn: `recalls` is its seq.

    `agent`: the name of the agent who said it.
    """

    seq: int
    at: str
    actor: Actor
    agent: str | None = None
    text: str
    choices: list[Choice]
    papers: list[PaperShown]
    file: FileShown | None = None
    quotes: Quoted | None = None
    recalled: bool = False
    recalls: int | None = None
    slip: Slip | None = None
    steps: list[StepOffered] = []
    card: Literal["summary", "hand_over"] | None = None
    known: list[KnownFact] = []
    in_reply_to: int | None
    client_message_id: str | None


class Receipt(BaseModel):
    """The desk's signed word that a message is in the log, to be kept by who sent it.

    `note` and `checkpoint` are signed notes (docs/evidence-format.md, 3): the promise for this
    message, and the last checkpoint before it, if there was one.
    """

    log_index: int
    seq: int
    leaf_hash: str
    note: str
    checkpoint: str | None


class PhaseView(BaseModel):
    """One of the five phases."""

    id: str
    name: str
    state: Literal["done", "now", "todo"]


class StepView(BaseModel):
    """The step on the table."""

    id: str
    title: str


class Facts(BaseModel):
    """What is known. A family may add facts of its own."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str | None]

    order_number: str | None
    amount: str | None
    transaction_time: str | None


class ChannelView(BaseModel):
    """Somebody to turn to."""

    id: str
    name: str


class OtherCase(BaseModel):
    """A case of the conversation that is not being worked on."""

    number: str
    family: str
    family_name: str
    status: str


class RungView(BaseModel):
    """A rung of the ladder, and on what condition it is taken."""

    id: str
    title: str
    opens_when: str
    state: Literal["todo", "now", "waiting", "done", "stuck", "skipped"]


class OfficeView(BaseModel):
    """Whether agents are there by the office hours; if not, what the merchant is told."""

    open: bool = True
    says: str = ""


class HumanView(Shown):
    """Whether a person was asked for, and why; and whether one is waited for, or talks.

    `position`: place in the queue, from 1; it only goes down. `agent`: the name of who talks.
    """

    asked: bool
    reason: str | None
    state: Literal["none", "waiting", "held"] = "none"
    position: int | None = None
    agent: str | None = None
    office: OfficeView = OfficeView()


class ChoiceOfFact(BaseModel):
    """An answer that a fact may have."""

    value: str
    label: str


class CaseFact(KnownFact):
    """A fact of the case, and where it comes from: `file` is the seq of the slip it was read from."""

    origin: Literal["said", "slip", "agent"] = "said"
    file: int | None = None
    editable: bool = True
    choices: list[ChoiceOfFact] = []


class FactMissing(Shown):
    """A fact that the case still lacks."""

    id: str
    name: str
    choices: list[ChoiceOfFact] = []


class CaseStep(Shown):
    """A step of the case's guide. `at`: when it was done, or could not be."""

    id: str
    phase: str
    title: str
    state: Literal["todo", "now", "waiting", "done", "stuck", "skipped"]
    at: str | None


class RatingOpen(BaseModel):
    """A case that may be rated, and until when."""

    case: str
    until: str


class CaseView(Shown):
    """The case being worked on; with `status` "none", that there is none."""

    number: str | None
    family: str | None
    family_name: str | None
    status: Literal["none", "open", "resolved", "closed", "handed_over"]
    phase: Literal["verify", "contact", "submit", "wait", "escalate"] | None
    phases: list[PhaseView]
    step: StepView | None
    facts: Facts
    steps: list[CaseStep] = []
    known: list[CaseFact]
    missing: list[str]
    missing_names: list[FactMissing] = []
    due_at: str | None
    due_estimated: bool
    due_promised: bool
    escalation: list[ChannelView]
    ladder: list[RungView]
    human: HumanView
    others: list[OtherCase]
    rating: RatingOpen | None = None


def _writes_a_moment(value: object) -> object:
    """Only ISO 8601 text, and only what is a moment in China too: year 1 is not everywhere."""
    if not isinstance(value, str):
        raise ValueError("a time is written as text")  # noqa: TRY004 - pydantic reports a ValueError
    return value


def _is_a_moment_here(moment: datetime) -> datetime:
    try:
        stamp(moment)
    except OverflowError:
        raise ValueError("no year") from None
    return moment


MOST_FACTS, LONGEST_FACT = 12, 200
WAYS_OF_SAYING = ("text", "choice", "facts", "done_step")
"""A message is said in exactly one of these."""

Seq = Annotated[int, Field(ge=1, le=2**31 - 1)]

SenderTime = Annotated[
    AwareDatetime,
    Strict(strict=False),
    BeforeValidator(_writes_a_moment),
    AfterValidator(_is_a_moment_here),
]
"""What a sender's clock shows, ISO 8601 with an offset."""


class Sending(BaseModel):
    """A message on its way in: words, a quick reply, facts by their names, or a step ticked."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        hide_input_in_errors=True,
        json_schema_extra={"oneOf": [{"required": [one]} for one in WAYS_OF_SAYING]},
    )

    client_message_id: Annotated[str, Field(min_length=1, max_length=64)]
    text: str | None = Field(default=None, description="1 to 2000 characters")
    choice: str | None = Field(default=None, description="the id of a quick reply")
    facts: (
        Annotated[
            dict[str, Annotated[str, Field(max_length=LONGEST_FACT)]],
            Field(min_length=1, max_length=MOST_FACTS),
        ]
        | None
    ) = Field(default=None, description="what is filled in, by the ids of `known` and `missing`")
    file: Seq | None = Field(
        default=None, description="with facts: seq of the slip that they were read from"
    )
    done_step: Annotated[str, Field(min_length=1, max_length=64)] | None = Field(
        default=None, description="the id of a step that is done"
    )
    quotes: Seq | None = Field(default=None, description="with text: seq of the message it quotes")
    client_at: SenderTime | None = Field(
        default=None, description="what the sender's clock shows; kept beside the desk's own time"
    )


class Opened(BaseModel):
    """A new conversation. The token is shown this once."""

    id: str
    token: str
    case_number: str | None
    messages: list[Message]


class Accepted(BaseModel):
    """A message that is on record; with `wait`, what answered it and where the case stands."""

    message: Message
    receipt: Receipt
    replies: list[Message] = []
    case: CaseView | None = None


class FileAccepted(BaseModel):
    """A file that is on record."""

    message: Message
    file: FileShown
    receipt: Receipt


class Transcript(BaseModel):
    """Messages in order."""

    messages: list[Message]


def message_of(entry: Entry) -> Message:
    """An entry as its merchant sees it; of what was taken back, that it was."""
    event, said = entry.event, (not entry.recalled and entry.content) or {}
    file = FileShown.model_validate(said) if event.kind == FILE and said else None
    return Message(
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        agent=(said.get("agent") or {}).get("name"),
        text=f"[文件] {file.name}" if file else said.get("text", ""),
        choices=[Choice(id=it["id"], label=it["label"]) for it in said.get("choices", ())],
        papers=[PaperShown.model_validate(paper) for paper in said.get("papers", ())],
        file=file,
        recalled=entry.recalled,
        recalls=event.body["seq"] if event.kind == RECALLED else None,
        slip=slip_of(said["slip"]) if "slip" in said else None,
        steps=[StepOffered.model_validate(step) for step in said.get("steps", ())],
        card=said.get("card"),
        known=[KnownFact.model_validate(fact) for fact in said.get("known", ())],
        in_reply_to=event.body.get("in_reply_to"),
        client_message_id=entry.client_message_id,
    )


IN_THE_RECORD = 10_000
"""The record has no fractions: a box is kept in ten-thousandths of the picture's edges."""


def slip_of(kept: Mapping[str, Any]) -> Slip:
    """What was read off a slip, as a bubble keeps it."""
    fields = [{**field, "box": _fractions(field["box"])} for field in kept["fields"]]
    return Slip.model_validate({**kept, "fields": fields})


def _fractions(box: Sequence[int] | None) -> tuple[float, ...] | None:
    return tuple(edge / IN_THE_RECORD for edge in box) if box else None
