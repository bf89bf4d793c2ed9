"""Asks Rasa for one turn. Rasa keeps nothing: each attempt is a new sender."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from zhangfang.cases.change import Change, changes_adapter
from zhangfang.cases.turn import Option, Shown
from zhangfang.desk.bubble import Bubble, Worded

WEBHOOK = "/webhooks/zhangfang/webhook"
HEALTH = "/webhooks/zhangfang/"
MOST_AT_ONCE = 16
"""Rasa is one event loop: after an outage the turns that waited must not all time out together."""


class NoAnswerError(Exception):
    """The attempt failed, so nothing of it counts. It can be made again."""


class Answer(BaseModel):
    """A whole turn: what the bot says, and what happened to the case."""

    bubbles: list[Bubble]
    changes: list[Change]


class _Button(BaseModel):
    title: str
    payload: str


class _Shown(Shown):
    """What one bubble of an action shows beside its text, and which response the text is."""

    bubble: int
    response: str | None = None
    values: dict[str, str] = Field(default_factory=dict)


class _Custom(BaseModel):
    changes: list[dict[str, Any]] = Field(default_factory=list)
    shown: list[_Shown] = Field(default_factory=list)
    end: bool = False


class _Item(BaseModel):
    text: str | None = None
    buttons: list[_Button] = Field(default_factory=list)
    custom: _Custom | None = None


_items: TypeAdapter[list[_Item]] = TypeAdapter(list[_Item])


def read_answer(content: bytes) -> Answer:
    """Rasa's JSON as a turn.

    Raises:
        NoAnswerError: it is no turn, or the turn broke off before its end.
    """
    try:
        items = _items.validate_json(content)
        customs = [item.custom for item in items if item.custom]
        if not customs or not customs[-1].end:
            raise NoAnswerError("the turn broke off: its last custom item is not marked as the end")
        return Answer(
            bubbles=_bubbles(items),
            changes=changes_adapter.validate_python([c for it in customs for c in it.changes]),
        )
    except ValidationError as error:
        places = [".".join(map(str, found["loc"])) for found in error.errors()[:3]]
        raise NoAnswerError(f"the answer has an unknown form at {', '.join(places)}") from None


def _bubbles(items: list[_Item]) -> list[Bubble]:
    """The bubbles in order; each action ends with what its own bubbles show, counted from 0."""
    bubbles: list[Bubble] = []
    begun = 0
    for item in items:
        if item.text:
            options = [Option(label=it.title, payload=it.payload) for it in item.buttons]
            bubbles.append(Bubble(text=item.text, options=options))
        if item.custom:
            for shown in item.custom.shown:
                if 0 <= shown.bubble < len(bubbles) - begun:
                    _lay_out(bubbles[begun + shown.bubble], shown)
            begun = len(bubbles)
    return bubbles


def _lay_out(bubble: Bubble, shown: _Shown) -> None:
    bubble.shows = Shown(**shown.model_dump(include=set(Shown.model_fields)))
    if shown.response:
        bubble.parts = (Worded(response=shown.response, values=shown.values, text=bubble.text),)


class Rasa:
    """The one Rasa server that this desk talks to."""

    def __init__(self, client: httpx.AsyncClient, url: str, patience: float) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._patience = patience
        self._places = asyncio.Semaphore(MOST_AT_ONCE)

    async def ask(self, message: str, metadata: Mapping[str, Any]) -> Answer:
        """One attempt at a turn.

        Raises:
            NoAnswerError: Rasa is away, slow or broken.
        """
        request = {"sender": uuid4().hex, "message": message, "metadata": metadata}
        async with self._places:
            try:
                async with asyncio.timeout(self._patience):
                    response = await self._client.post(self._url + WEBHOOK, json=request)
            except TimeoutError:
                raise NoAnswerError(f"no answer within {self._patience} s") from None
            except httpx.HTTPError as error:
                raise NoAnswerError(f"{type(error).__name__} at {self._url}") from None
        if response.status_code != httpx.codes.OK:
            raise NoAnswerError(f"status {response.status_code} from {self._url}")
        return read_answer(response.content)
