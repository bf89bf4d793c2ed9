"""The shapes that several of the console's calls share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhangfang.desk.views import Message, Shown
from zhangfang.store.setup import Role as Role

Reason = Literal["asked", "stuck", "unsure", "abuse", "overdue", "danger", "left_message"]
"""Why a conversation waits for a person: the merchant asked, a step failed twice, the bot did not
understand twice, rude words, a day has passed without news, a danger was smelled, a message was left
outside office hours."""

HoldState = Literal["bot", "waiting", "held", "offered"]
"""The bot talks; it talks, and a person is waited for; a person talks; the person offered it to another."""


class Asked(BaseModel):
    """A body on its way in: nothing unknown in it, nothing of it in an error."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


Id = Annotated[str, Field(min_length=1, max_length=64)]
Word = Annotated[str, Field(max_length=500)]
"""A few words to a colleague, or why something was done."""

Why = Annotated[str, Field(min_length=1, max_length=500)]


class AgentShown(Shown):
    """An agent, as colleagues see them."""

    id: str
    name: str


class Hold(Shown):
    """Who talks with the merchant.

    `since`: when it began to wait, or was taken. `rank`: of those that wait, a lower one is taken
    first, and of the same the one that waits longer: 0 danger, 1 had a person before, 2 others.
    `position`: the place in the queue that the merchant was told, from 1; it only goes down; null
    outside office hours. `bot_back_at`: when the bot takes over again if the holder says nothing.
    """

    state: HoldState
    reason: Reason | None = None
    rank: int | None = None
    since: str | None = None
    position: int | None = None
    agent: AgentShown | None = None
    offered_to: AgentShown | None = None
    word: str = ""
    bot_back_at: str | None = None


class Row(Shown):
    """A conversation in a list. `merchant`: whom the embedding site says it is."""

    conversation: str
    case_number: str | None
    family: str | None
    family_name: str | None
    phase: str | None
    status: str
    merchant: str | None
    last_text: str
    last_actor: str
    last_at: str
    last_seq: int
    unanswered: int = Field(description="merchant's messages since a person or the bot spoke")
    due_at: str | None
    overdue: bool
    hold: Hold


class TimelineEntry(Shown):
    """Something that happened in a conversation.

    `message`: the bubble, of messages, files and marks of recalls. `line`: anything else, in words.
    `by`: the agent's name. `internal`: never shown to the merchant. `about`: seq of the entry that
    it speaks of, such as the message that was taken back.
    """

    seq: int
    at: str
    kind: str
    actor: str
    line: str
    message: Message | None = None
    by: str | None = None
    internal: bool = False
    about: int | None = None


class Done(Shown):
    """It is done, and on record under this seq of the conversation."""

    seq: int | None = None
