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
READ = "/webhooks/zhangfang/read"
SEARCH = "/webhooks/zhangfang/search"
HEALTH = "/webhooks/zhangfang/"
MOST_AT_ONCE = 16
"""Rasa is one event loop: after an outage the turns that waited must not all time out together."""


class NoAnswerError(Exception):
    """The attempt failed, so nothing of it counts. It can be made again."""


class Answer(BaseModel):
    """A whole turn: what the bot says, and what happened to the case.

    `reading` is what NLU made of the message: intent, ranking and entities.
    """

    bubbles: list[Bubble]
    changes: list[Change]
    reading: dict[str, Any] | None = None


class Nearest(BaseModel):
    """A training example that means much the same as a message; `nearness`: cosine, 0 to 1."""

    text: str
    intent: str
    nearness: float


class Intent(BaseModel):
    """What a message was taken for; `confidence`: calibrated, 0 to 1."""

    name: str
    confidence: float


class Read(BaseModel):
    """What Rasa makes of a message that it is only to read."""

    intent: Intent
    ranking: list[tuple[str, float]] = Field(default_factory=list)
    entities: list[dict[str, Any]] = Field(default_factory=list)
    nearest: list[Nearest] = Field(default_factory=list)


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
    reading: dict[str, Any] | None = None


class _Item(BaseModel):
    text: str | None = None
    buttons: list[_Button] = Field(default_factory=list)
    custom: _Custom | None = None


_items: TypeAdapter[list[_Item]] = TypeAdapter(list[_Item])
_found: TypeAdapter[list[tuple[str, float]]] = TypeAdapter(list[tuple[str, float]])


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
            reading=customs[-1].reading or None,
        )
    except ValidationError as error:
        raise _unknown_form(error) from None


def _unknown_form(error: ValidationError) -> NoAnswerError:
    places = [".".join(map(str, found["loc"])) for found in error.errors()[:3]]
    return NoAnswerError(f"the answer has an unknown form at {', '.join(places)}")


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
        return read_answer(await self._post(WEBHOOK, request))

    async def read(self, message: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """What the message means; nothing is answered, and nothing happens to the case.

        Args:
            message: as `ask` takes it.
            metadata: the same.

        Returns:
            `intent`, `ranking`, `entities`, and `nearest`: the training examples that are.

        Raises:
            NoAnswerError: Rasa is away, slow or broken.
        """
        content = await self._post(READ, {"message": message, "metadata": metadata})
        try:
            return Read.model_validate_json(content).model_dump(mode="json")
        except ValidationError as error:
            raise _unknown_form(error) from None

    async def search(self, query: str) -> list[tuple[str, float]]:
        """What knowledge/ says that is near to the words: `answer:…`, `step:…`, `channel:…`.

        Raises:
            NoAnswerError: Rasa is away, slow or broken.
        """
        content = await self._post(SEARCH, {"query": query})
        try:
            return _found.validate_json(content)
        except ValidationError as error:
            raise _unknown_form(error) from None

    async def _post(self, path: str, request: Mapping[str, Any]) -> bytes:
        async with self._places:
            try:
                async with asyncio.timeout(self._patience):
                    response = await self._client.post(self._url + path, json=request)
            except TimeoutError:
                raise NoAnswerError(f"no answer within {self._patience} s") from None
            except httpx.HTTPError as error:
                raise NoAnswerError(f"{type(error).__name__} at {self._url}") from None
        if response.status_code != httpx.codes.OK:
            raise NoAnswerError(f"status {response.status_code} from {self._url}")
        return response.content
