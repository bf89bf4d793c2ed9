"""A message on its way in, and the answers that say it is on record."""

from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
)

from zhangfang.desk.case_views import CaseView
from zhangfang.desk.views import FileShown, Message
from zhangfang.store.moments import stamp


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


MOST_FACTS = 12


LONGEST_FACT = 200


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
