"""The timeline of a conversation as agents read it: bubbles, and a line for whatever else happened."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from zhangfang.cases.change import Change
from zhangfang.console.conversation.past import BUBBLES, Past
from zhangfang.console.views import TimelineEntry
from zhangfang.desk.record import shown
from zhangfang.desk.views import Message
from zhangfang.evidence.internal import INTERNAL
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.agent_lines import name_of
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.transcript import what_happened
from zhangfang.store import log
from zhangfang.store.recalls import RECALLED

ABOUT_ANOTHER = ("file_read", "redacted")
LEFT_OUT = frozenset({"asked", "steps_offered"})
"""The bubble beside it says it."""


class Timeline:
    """Words the entries of one conversation, in order; what has happened so far is its `past`."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.past = Past()
        self.last = 0
        self._knowledge = knowledge

    def read_on(self, connection: Connection, conversation: str) -> list[TimelineEntry]:
        """What has come since it was read last, in order."""
        entries = _without_recalled(log.after(connection, conversation, self.last))
        bubbles = bubbles_of(connection, conversation, entries)
        found = []
        for entry in entries:
            family = self.past.state.case.family if self.past.state.case else None
            change = self.past.take(entry)
            self.last = entry.event.seq
            if entry.event.kind not in LEFT_OUT:
                words = CaseWords(self._knowledge, family)
                found.append(_entry(entry, change, words, bubbles.get(entry.event.seq)))
        return found


def _without_recalled(entries: Sequence[log.Entry]) -> list[log.Entry]:
    """What was read off a file, or stands for a message, goes with it when that is taken back."""
    gone = {it.event.body["seq"] for it in entries if it.event.kind == RECALLED}
    return [
        replace(it, recalled=True)
        if it.event.kind in ABOUT_ANOTHER and it.event.body["seq"] in gone
        else it
        for it in entries
    ]


def bubbles_of(
    connection: Connection, conversation: str, entries: Iterable[log.Entry]
) -> dict[int, Message]:
    """The bubbles among these entries, by seq."""
    said = [entry for entry in entries if entry.event.kind in BUBBLES]
    return {message.seq: message for message in shown(connection, conversation, said)}


def entries_again(
    connection: Connection, knowledge: Knowledge, conversation: str, seqs: Sequence[int]
) -> list[TimelineEntry]:
    """Bubbles as they read now that what they said was destroyed or taken back."""
    found = list(log.of_seqs(connection, conversation, seqs).values())
    bubbles = bubbles_of(connection, conversation, found)
    words = CaseWords(knowledge)
    return [_entry(it, None, words, bubbles.get(it.event.seq)) for it in found]


def entry_shown(
    connection: Connection, knowledge: Knowledge, conversation: str, entry: log.Entry
) -> TimelineEntry:
    """One entry that was just put on record: a message or a note."""
    bubbles = bubbles_of(connection, conversation, [entry])
    return _entry(entry, None, CaseWords(knowledge), bubbles.get(entry.event.seq))


def _entry(
    entry: log.Entry, change: Change | None, words: CaseWords, message: Message | None
) -> TimelineEntry:
    event = entry.event
    about = (not entry.recalled and entry.content) or {}
    line = "" if message and message.recalls is None else _line(entry, change, words)
    return TimelineEntry(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        actor=event.actor,
        line=line,
        message=message,
        by=(name_of(about) or None) if event.actor == "agent" else None,
        internal=event.kind in INTERNAL,
        about=about_seq if isinstance(about_seq := event.body.get("seq"), int) else None,
    )


def _line(entry: log.Entry, change: Change | None, words: CaseWords) -> str:
    about = (not entry.recalled and entry.content) or {}
    return what_happened(entry.event, about, change, words) or entry.event.kind
