"""The shapes in which messages are shown, and how entries of the log become messages."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from zhangfang.evidence.event import Actor
from zhangfang.store.log import FILE, Entry
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
