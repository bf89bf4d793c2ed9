"""One turn in the making: the changes decided so far, and what to say about them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from pydantic import Field

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import Change
from zhangfang.cases.fold import apply
from zhangfang.cases.reading import Reading
from zhangfang.cases.wording import choice_label, fact_name
from zhangfang.guides.model import (
    Channel,
    FactQuestion,
    Guide,
    Knowledge,
    Model,
    Phase,
    PhaseId,
    Step,
)


class Option(Model):
    """A quick reply: what the merchant taps, and the intent payload it stands for."""

    label: str
    payload: str


Card = Literal["summary", "hand_over"]
"""A bubble that a page may lay out as a card: what is to be confirmed, that a person is called."""


class StepShown(Model):
    """A step that a bubble puts before the merchant, to be ticked."""

    id: str
    title: str


class FactShown(Model):
    """A fact in words, as a summary lists it: 金额, 1288 元."""

    id: str
    name: str
    words: str


class Shown(Model):
    """What a bubble shows beside its text, for pages that lay it out; the text says it all."""

    steps: tuple[StepShown, ...] = ()
    card: Card | None = None
    known: tuple[FactShown, ...] = ()


NOTHING_MORE = Shown()


class Reply(Model):
    """One bubble: either `text` from knowledge, or a `response` of domain.yml with its values."""

    text: str | None = None
    response: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    options: tuple[Option, ...] = ()
    shows: Shown = NOTHING_MORE


class Turn:
    """Collects the outcome of one message; every change takes effect at once.

    Args:
        knowledge: all guides.
        conversation: as it stood before the message.
        reading: the message.
        now: when the message was accepted, in local time.
        numbers: unused case numbers, for cases that this turn opens.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        conversation: Conversation,
        reading: Reading,
        now: datetime,
        numbers: Iterator[str],
    ) -> None:
        self.knowledge = knowledge
        self.conversation = conversation
        self.reading = reading
        self.now = now
        self.numbers = numbers
        self.changes: list[Change] = []
        self.replies: list[Reply] = []

    @property
    def case(self) -> Case:
        """The case being worked on.

        Raises:
            LookupError: there is none; whoever asks must have looked first.
        """
        if self.conversation.case is None:
            raise LookupError("no case is being worked on")
        return self.conversation.case

    @property
    def guide(self) -> Guide:
        """The guide of the current case."""
        return self.knowledge.guides[self.case.family]

    def change(self, *changes: Change) -> None:
        """Let these happen."""
        for change in changes:
            self.conversation = apply(self.conversation, change)
            self.changes.append(change)

    def say(self, text: str, *options: Option) -> None:
        """Add a bubble with a text from knowledge."""
        self.replies.append(Reply(text=text, options=options))

    def utter(self, response: str, *options: Option, **values: str) -> None:
        """Add a bubble with a response of domain.yml."""
        self.replies.append(Reply(response=response, values=values, options=options))

    def show(self, shows: Shown) -> None:
        """Lay out the bubble that was said last."""
        self.replies[-1] = self.replies[-1].model_copy(update={"shows": shows})

    def question(self, fact: str) -> FactQuestion:
        """How to ask for a fact."""
        return next(
            question
            for question in (*self.knowledge.common_facts, *self.guide.facts)
            if question.id == fact
        )

    def asked_question(self) -> FactQuestion | None:
        """The question whose answer is awaited, if one is."""
        asking = self.conversation.asking
        known = (*self.knowledge.common_facts, *self.guide.facts)
        return next((question for question in known if question.id == asking), None)

    def fact_name(self, name: str) -> str:
        """What a fact of the current case is called."""
        return fact_name(self.knowledge, self.case.family, name)

    def label(self, name: str, value: str) -> str | None:
        """The quick reply that stands for a value of the current case."""
        return choice_label(self.knowledge, self.case.family, name, value)

    def step(self, step_id: str) -> Step | None:
        """A step of the current guide; None if the guide no longer has it."""
        return next((step for step in self.guide.steps if step.id == step_id), None)

    def phase(self, phase_id: PhaseId) -> Phase:
        """A phase's name and words."""
        return next(phase for phase in self.knowledge.phases if phase.id == phase_id)

    def channels(self, steps: tuple[Step, ...]) -> tuple[Channel, ...]:
        """The channels that these steps open, each once, in order."""
        ids = dict.fromkeys(channel for step in steps for channel in step.channels)
        return tuple(channel for channel in self.knowledge.channels if channel.id in ids)
