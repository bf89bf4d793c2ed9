"""What has happened in a conversation, digested as it is read: who set a fact, who ticked a step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import (
    CaseEnded,
    CaseOpened,
    Change,
    DeadlineSet,
    FactRefused,
    FactSet,
    FactsHeld,
    FamilyCorrected,
    StepMarked,
    StepReopened,
)
from zhangfang.cases.fold import apply
from zhangfang.papers.evidence.agent_lines import name_of
from zhangfang.papers.evidence.transcript import change_in
from zhangfang.store.log import FILE, MESSAGE, Entry
from zhangfang.store.recalls import RECALLED

BUBBLES = (MESSAGE, FILE, RECALLED)
"""Kinds that are shown as bubbles, or as the mark of a recall."""

MERCHANT = "商户"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something, when, and why if they said so. `because`: seq of the message it followed."""

    seq: int
    at: str
    by: str | None = None
    reason: str | None = None
    because: int | None = None

    @property
    def seqs(self) -> list[int]:
        """Where it comes from, the message before what was made of it."""
        return [it for it in (self.because, self.seq) if it is not None]


@dataclass
class OfCase:
    """The past of one case: by the name of the fact, by the step. `refused`: facts not to be had."""

    opened: Hand
    complaint: str
    facts: dict[str, Hand] = field(default_factory=dict)
    refused: dict[str, Hand] = field(default_factory=dict)
    steps: dict[str, Hand] = field(default_factory=dict)
    turns: list[tuple[str, Hand]] = field(default_factory=list)
    """What became of it in kinds of change or event: moved to another family, a person, its end."""
    due: Hand | None = None


class Past:
    """The past so far. Entries are given in order, each once."""

    def __init__(self) -> None:
        self.state = Conversation()
        self.opened_at = ""
        self.cases: dict[str, OfCase] = {}
        self.files: dict[int, Entry] = {}
        self.read: dict[int, Entry] = {}
        """What was read off a file, by the file's seq."""
        self.ratings: list[Entry] = []
        self.merchant: Mapping[str, Any] = {}
        self.sensitive = True
        self.looked: dict[str, str] = {}
        """When each agent, by id, looked on last."""
        self._held: dict[str, Hand] = {}
        self._said: dict[int, str] = {}

    def take(self, entry: Entry) -> Change | None:
        """Take one more entry. Returns the change of a case that it is, if it is one."""
        event, about = entry.event, entry.content or {}
        self.opened_at = self.opened_at or event.at
        change = change_in(about)
        if change is not None:
            self._change(change, entry)
            return change
        if event.kind in BUBBLES or event.kind == "file_read":
            self._sent(entry, about)
        else:
            self._done(entry, about)
        return None

    @property
    def case(self) -> OfCase | None:
        """That of the case being worked on."""
        return self.cases.get(self.state.current or "")

    def _sent(self, entry: Entry, about: Mapping[str, Any]) -> None:
        event = entry.event
        match event.kind:
            case "message":
                if event.actor == "merchant" and not entry.recalled:
                    self._said[event.seq] = str(about.get("text") or "")
            case "file":
                self.files[event.seq] = entry
            case "file_read":
                self.read[event.body["seq"]] = entry
            case "recalled":
                self._recalled(event.body["seq"])

    def _recalled(self, seq: int) -> None:
        self._said.pop(seq, None)
        self.read.pop(seq, None)
        if seq in self.files:
            self.files[seq] = replace(self.files[seq], recalled=True)

    def _done(self, entry: Entry, about: Mapping[str, Any]) -> None:
        match entry.event.kind:
            case "rated":
                self.ratings.append(entry)
            case "identified":
                self.merchant = about
            case "consented":
                self.sensitive = bool(entry.event.body.get("sensitive"))
            case "taken" | "given_back":
                self._turn(entry.event.kind, _hand(entry))
            case "watched":
                self.looked[_id_of(about)] = entry.event.at

    def _change(self, change: Change, entry: Entry) -> None:
        hand = _hand(entry)
        match change:
            case CaseOpened():
                complaint = self._said.get(hand.because or 0, "")
                self.cases[change.number] = OfCase(hand, complaint, facts=self._held)
                self._held = {}
            case FactsHeld():
                self._held = {**self._held, **dict.fromkeys(change.facts, hand)}
        try:
            self.state = apply(self.state, change)
        except ValueError:
            return  # it speaks of what was erased
        if self.case:
            _of_case(self.case, change, hand)

    def _turn(self, kind: str, hand: Hand) -> None:
        if self.case:
            self.case.turns.append((kind, hand))


def _of_case(case: OfCase, change: Change, hand: Hand) -> None:
    match change:
        case FactSet():
            case.facts[change.name] = hand
        case FactRefused():
            case.refused[change.name] = hand
        case StepMarked():
            case.steps[change.step] = hand
        case StepReopened():
            case.steps.pop(change.step, None)
        case FamilyCorrected():
            case.steps.clear()
            case.turns.append((change.kind, hand))
        case DeadlineSet():
            case.due = hand
        case CaseEnded():
            case.turns.append((change.kind, hand))


def _hand(entry: Entry) -> Hand:
    event, about = entry.event, entry.content or {}
    because = event.body.get("in_reply_to")
    merchant = MERCHANT if because is not None else None
    return Hand(
        seq=event.seq,
        at=event.at,
        by=name_of(about) or merchant,
        reason=about.get("reason"),
        because=because if isinstance(because, int) else None,
    )


def _id_of(about: Mapping[str, Any]) -> str:
    agent = about.get("agent")
    return str(agent.get("id")) if isinstance(agent, Mapping) else ""
