"""Why the bot did what it did, or what it would do: its changes in words, each with its source."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import (
    Answered,
    Asked,
    CaseOpened,
    Change,
    FamilyCorrected,
    PaperWritten,
    PhaseEntered,
    StepMarked,
    StepReopened,
    StepsOffered,
    Warned,
    changes_adapter,
)
from zhangfang.console.card.cited import Cited
from zhangfang.guides.model import FAMILIES, FamilyId, Knowledge
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.change_lines import change_line
from zhangfang.store import log


class Why(NamedTuple):
    """A reason in words, and where it comes from."""

    line: str
    source: str


MOST_CHANGES = 60
"""A turn that reports a whole claim leads to twenty."""


def changes_after(
    connection: Connection, conversation: str, seq: int, replies: Sequence[int]
) -> list[Change]:
    """What happened to the case because of a message.

    Args:
        connection: to read by.
        conversation: whose.
        seq: of the message.
        replies: seqs of what was said to it; the changes stand right before them.
    """
    end = min(replies, default=seq + MOST_CHANGES)
    entries = log.of_seqs(
        connection, conversation, range(max(seq + 1, end - MOST_CHANGES), end)
    ).values()
    return changes_adapter.validate_python(
        [
            entry.content["change"]
            for entry in entries
            if entry.event.body.get("in_reply_to") == seq
            and entry.content
            and "change" in entry.content
        ]
    )


class Causes:
    """Words changes of one case.

    Args:
        knowledge: what its steps are called.
        cited: where they stand.
        conversation: as it stands: its case's family names the step.
    """

    def __init__(self, knowledge: Knowledge, cited: Cited, conversation: Conversation) -> None:
        self._knowledge = knowledge
        self._cited = cited
        self._family = conversation.case.family if conversation.case else None

    def of(self, changes: Iterable[Change]) -> Iterator[Why]:
        """A line for each change that says something to an agent."""
        for change in changes:
            if isinstance(change, Asked) and not (change.fact or change.families):
                continue  # only that nothing is asked any more
            if isinstance(change, CaseOpened | FamilyCorrected):
                self._family = change.family
            words = CaseWords(self._knowledge, self._family)
            yield Why(change_line(change, words), self.source(change))

    @singledispatchmethod
    def source(self, _change: Change) -> str:
        """Where the reason stands; nothing for what is no choice of knowledge/."""
        return ""

    @source.register
    def _(self, change: StepsOffered) -> str:
        return self._step(change.steps[0]) if change.steps else ""

    @source.register
    def _(self, change: StepMarked) -> str:
        return self._step(change.step)

    @source.register
    def _(self, change: StepReopened) -> str:
        return self._step(change.step)

    @source.register
    def _(self, change: Asked) -> str:
        if change.fact is None:
            return ""
        common = {question.id for question in self._knowledge.common_facts}
        if change.fact in common:
            return self._cited.line("common_facts", change.fact)
        return self._cited.line("facts", change.fact, self._family)

    @source.register
    def _(self, change: Answered) -> str:
        faq = next((one for one in self._knowledge.faq if one.id == change.entry), None)
        return self._cited.entry("faq", faq) if faq else "、".join(change.source)

    @source.register
    def _(self, change: Warned) -> str:
        danger = next((one for one in self._knowledge.dangers if one.id == change.danger), None)
        return self._cited.entry("dangers", danger) if danger else ""

    @source.register
    def _(self, change: PaperWritten) -> str:
        return self._cited.file(f"letters/{change.paper}.yml")

    @source.register
    def _(self, change: PhaseEntered) -> str:
        return self._cited.line("phases", change.phase)

    @source.register
    def _(self, change: CaseOpened) -> str:
        return self._cited.file(f"families/{change.family}.yml")

    @source.register
    def _(self, change: FamilyCorrected) -> str:
        return self._cited.file(f"families/{change.family}.yml")

    def _step(self, step_id: str) -> str:
        for family in self._families():
            steps = self._knowledge.guides[family].steps
            step = next((one for one in steps if one.id == step_id), None)
            if step:
                return self._cited.step(family, step)
        return ""

    def _families(self) -> list[FamilyId]:
        """The case's own first: families share ids."""
        return sorted(FAMILIES, key=lambda family: family != self._family)
