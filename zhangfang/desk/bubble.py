"""What the bot says, on its way into the log: a text, and quick replies with their payloads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from zhangfang.cases.turn import NOTHING_MORE, Option, Shown
from zhangfang.desk.responses import Responses
from zhangfang.store.log import MESSAGE, Draft

Paper = Mapping[str, str]
"""`kind` and `case`: enough to fetch the paper."""


class Worded(BaseModel):
    """A response of domain.yml, filled in: what a setup may have said otherwise (said_otherwise.py)."""

    response: str
    values: dict[str, str] = Field(default_factory=dict)
    text: str


class Bubble(BaseModel):
    """One thing the bot says. `parts`: the responses that it is made of, a line each."""

    text: str
    parts: tuple[Worded, ...] = ()
    options: list[Option] = Field(default_factory=list)
    shows: Shown = NOTHING_MORE
    slip: dict[str, Any] | None = None
    """What was read off a slip (slip_offers.py)."""


def worded(responses: Responses, response: str, values: Mapping[str, str] | None = None) -> Worded:
    """A response as domain.yml has it.

    Raises:
        ValueError: it lacks the response, or a value was not given.
    """
    return Worded(
        response=response, values=dict(values or {}), text=responses.text(response, values)
    )


def bubble_draft(
    bubble: Bubble, seq: int, at: str, in_reply_to: int | None, papers: Sequence[Paper] = ()
) -> Draft:
    """The bubble as an event that will have this seq; a choice's id is `seq-position`.

    `papers` are those whose text it shows, to be taken away as files.
    """
    return Draft(
        kind=MESSAGE,
        actor="bot",
        origin="bot_said",
        at=at,
        body={"in_reply_to": in_reply_to},
        content={
            "text": bubble.text,
            "choices": list(_choices(bubble.options, seq)),
            "papers": [dict(paper) for paper in papers],
            **_laid_out(bubble),
        },
    )


def _laid_out(bubble: Bubble) -> dict[str, Any]:
    """What pages lay out beside the text; nothing is kept of what there is not."""
    shows = bubble.shows.model_dump(mode="json")
    return {name: it for name, it in {**shows, "slip": bubble.slip}.items() if it}


def _choices(options: Iterable[Option], seq: int) -> Iterable[dict[str, str]]:
    for place, option in enumerate(options, start=1):
        yield {"id": f"{seq}-{place}", "label": option.label, "payload": option.payload}


def seq_of_choice(choice: str) -> int | None:
    """The seq of the message that offered this choice; None if the id is none of ours."""
    seq, _, place = choice.partition("-")
    if len(seq) > 9 or not (seq.isascii() and seq.isdigit() and place):
        return None
    return int(seq)
