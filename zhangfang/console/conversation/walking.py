"""Walks through a conversation's record from its beginning: what each entry finds, and leaves behind.

Figures and quality checks are made of it. Nothing is kept but the step that is looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import Change, changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.store.log import FILE, MESSAGE, Entry


class Answer(NamedTuple):
    """A person's answer: since when the merchant waited for it, and whether it is the first one.

    The first one is waited for since a person was called, or since one took over uncalled; a later
    one since the oldest of the merchant's messages that it answers.
    """

    since: datetime
    first: bool


class Step(NamedTuple):
    """An entry, and how things stood.

    Attributes:
        before: the conversation before it.
        after: the conversation after it.
        change: what it changed in a case.
        holder: id of the agent who held the conversation before it; of `taken`, who took it.
        called: whether a person had the conversation or was waited for, before it.
        spoke: whether the holder had said anything in this stretch, before it.
        owing: whether the merchant waited for the holder's answer, before it.
        answer: of an agent's message, what it answers; None if nobody waited.
    """

    entry: Entry
    at: datetime
    before: Conversation
    after: Conversation
    change: Change | None
    holder: str | None
    called: bool
    spoke: bool
    owing: bool
    answer: Answer | None

    @property
    def case(self) -> Case | None:
        """The case that the entry belongs to."""
        return self.after.case

    @property
    def place(self) -> int | None:
        """The place of that case among the conversation's."""
        case = self.case
        return self.after.cases.index(case) if case else None


@dataclass(slots=True)
class _Hold:
    """Who has the conversation, and what the merchant waits for."""

    holder: str | None = None
    called_at: datetime | None = None
    unanswered: datetime | None = None
    had_first: bool = False
    spoke: bool = False
    state: Conversation = field(default_factory=Conversation)

    def said_by_merchant(self, at: datetime) -> None:
        if self.holder is not None and self.unanswered is None:
            self.unanswered = at

    def said_by_agent(self) -> Answer | None:
        self.spoke = True
        if not self.had_first and self.called_at is not None:
            self.had_first, self.unanswered = True, None
            return Answer(self.called_at, first=True)
        since, self.unanswered = self.unanswered, None
        return Answer(since, first=False) if since else None

    def waiting(self, at: datetime) -> None:
        if self.called_at is None:
            self.called_at, self.had_first = at, False

    def taken(self, agent: str | None, at: datetime) -> None:
        self.waiting(at)
        self.holder, self.spoke = agent, False

    def given_back(self, to: str, at: datetime) -> None:
        self.holder, self.unanswered, self.spoke = None, None, False
        if to == "bot":
            self.called_at, self.had_first = None, False
        elif self.had_first:
            self.called_at, self.had_first = at, False


def walk(entries: Iterable[Entry]) -> Iterator[Step]:
    """Every entry of one conversation, in order. What was erased changes nothing any more."""
    hold = _Hold()
    for entry in entries:
        before, held = hold.state, hold.holder
        called, spoke = hold.called_at is not None, hold.spoke
        owing = hold.unanswered is not None or (held is not None and not hold.had_first)
        change = _change(entry)
        if change is not None:
            hold.state = apply(before, change)
        at = datetime.fromisoformat(entry.event.at)
        answer = _pass(hold, entry, at)
        holder = hold.holder if entry.event.kind == "taken" else held
        yield Step(entry, at, before, hold.state, change, holder, called, spoke, owing, answer)


def agent_of(entry: Entry) -> str | None:
    """The agent who did it."""
    agent = (entry.content or {}).get("agent")
    return str(agent["id"]) if isinstance(agent, dict) else None


def _pass(hold: _Hold, entry: Entry, at: datetime) -> Answer | None:
    event = entry.event
    match event.kind, event.actor:
        case (("message" | "file"), "merchant"):
            hold.said_by_merchant(at)
        case ("message", "agent"):
            return hold.said_by_agent()
        case ("waiting", _):
            hold.waiting(at)
        case ("taken", _):
            hold.taken(agent_of(entry) or "", at)
        case ("given_back", _):
            hold.given_back(str(event.body.get("to", "bot")), at)
    return None


def _change(entry: Entry) -> Change | None:
    found = (entry.content or {}).get("change")
    return changes_adapter.validate_python([found])[0] if found else None


SAID = (MESSAGE, FILE)
"""Kinds by which a merchant says something."""
