"""The transcript: each event as it is shown, in print and on screen alike."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import Change, changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.evidence.event import Event
from zhangfang.evidence.internal import INTERNAL
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence import moments, speakers
from zhangfang.papers.evidence.agent_lines import why
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.change_lines import change_line
from zhangfang.papers.evidence.deed_lines import deed_line, why_gone
from zhangfang.papers.evidence.record import CONTENT, FILE, MESSAGE, REDACTED, Entry, Record
from zhangfang.papers.evidence.revealed import Piece, Revealed, number_name, reveal

HASH_SHOWN = 8
"""Characters of the leaf hash beside each entry."""

Shape = Literal["said", "line"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One event, ready to be set.

    Attributes:
        shape: `said` for messages and files, `line` for what followed from them.
        marks: beside the origin, such as that a quick reply was tapped.
        lead: stands above the text, where that is not what was said.
        notes: stand below it.
    """

    seq: int
    at: str
    actor: str
    who: str
    origin: str
    hash: str
    shape: Shape
    pieces: tuple[Piece, ...] = ()
    marks: tuple[str, ...] = ()
    lead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """All events, and the cases as they stand after the last."""

    shown: tuple[Shown, ...]
    cases: tuple[Case, ...]


def transcript(record: Record, knowledge: Knowledge) -> Transcript:
    """Read a record from its first event to its last."""
    now = Conversation()
    shown = []
    for entry in record.entries:
        words = CaseWords(knowledge, now.case.family if now.case else None)
        change = read_change(entry)
        shown.append(_shown(entry, words, change))
        now = _after(now, change) if change else now
    return Transcript(tuple(shown), now.cases)


def read_change(entry: Entry) -> Change | None:
    """The change of a case that an event is, if it is one that is known here."""
    return change_in(entry.about)


def change_in(about: Mapping[str, Any]) -> Change | None:
    """The change of a case that a content holds, if it is one that is known here."""
    if "change" not in about:
        return None
    try:
        (change,) = changes_adapter.validate_python([about["change"]])
    except ValidationError:
        return None
    return change


def _after(now: Conversation, change: Change) -> Conversation:
    """A change that does not fit, since one before it was destroyed, alters nothing."""
    try:
        return apply(now, change)
    except ValueError:
        return now


def _shown(entry: Entry, words: CaseWords, change: Change | None) -> Shown:
    event = entry.event
    said = event.kind in (MESSAGE, FILE)
    gone, withdrawn = entry.gone.get(CONTENT), entry.taken_back
    if said and withdrawn and entry.content is None and not (gone and gone.reason is None):
        lead, text = f"发送人撤回了这条（见第 {withdrawn.by} 条），原文封存在记录里，没有随附。", ""
    elif gone:
        lead = f"这条的原文已销毁，原因：{why_gone(gone)}"
        instead = _text_of(gone.instead)
        lead, text = (f"{lead}。替代内容：", instead) if instead else (f"{lead}。", "")
    elif _is_wanting(entry) and not withdrawn:
        lead, text = "这条的内容没有随附。", ""
    else:
        lead, text = "", _text(entry, words, change)
    revealed = reveal(text, entry.numbers)
    return Shown(
        seq=event.seq,
        at=moments.second(event.at),
        actor=event.actor,
        who=speakers.who(event, entry.about),
        origin=speakers.origin(event),
        hash=entry.hash[:HASH_SHOWN],
        shape="said" if said else "line",
        pieces=revealed.pieces if text else (),
        marks=tuple(_marks(entry)),
        lead=lead,
        notes=tuple(_notes(entry, words, revealed)),
    )


def _is_wanting(entry: Entry) -> bool:
    """Whether there is a content that should be shown; what is internal says so itself."""
    sealed = CONTENT in entry.event.sealed
    return entry.content is None and sealed and entry.event.kind not in INTERNAL


def _marks(entry: Entry) -> Iterator[str]:
    if entry.about.get("choice") is not None:
        yield "点选快捷回复"
    if entry.taken_back and entry.event.kind in (MESSAGE, FILE):
        yield "已撤回"


def _text(entry: Entry, words: CaseWords, change: Change | None) -> str:
    event, about = entry.event, entry.about
    if event.kind == MESSAGE:
        return _text_of(about)
    if event.kind == FILE:
        size = f"{about.get('size')} 字节"
        return f"文件：{about.get('name')}\n{about.get('media')}，{size}\nSHA-256 {about.get('sha256')}"
    known = what_happened(entry.event, about, change, words)
    if known:
        return f"{known}。替代内容：{_text_of(entry.content)}" if _replaces(entry) else known
    return f"其他记录：{event.kind}" + (f"　{_as_json(about)}" if about else "")


def what_happened(
    event: Event, about: Mapping[str, Any], change: Change | None, words: CaseWords
) -> str | None:
    """A change or a deed in words, with the reason that an agent gave; None if it is not known here."""
    if change:
        return change_line(change, words) + why(about, words)
    line = deed_line(event.kind, event.body, about, words)
    gives_reason = event.actor == "agent" and event.kind not in INTERNAL
    return line + why(about, words) if line and gives_reason else line


def _replaces(entry: Entry) -> bool:
    return entry.event.kind == REDACTED and entry.content is not None


def _text_of(content: Any) -> str:  # noqa: ANN401 - JSON
    """What a content says: its text, or itself if it is nothing else."""
    match content:
        case None:
            return ""
        case str():
            return content
        case {"text": str(text)}:
            return text
    return _as_json(content)


def _notes(entry: Entry, words: CaseWords, revealed: Revealed) -> Iterator[str]:
    yield from _offered(entry, words)
    yield from _of_numbers(entry, revealed)
    yield from _of_times(entry.event)
    answers = entry.event.body.get("in_reply_to")
    if isinstance(answers, int):
        yield f"{'答' if entry.event.kind == MESSAGE else '据'}第 {answers} 条"


def _offered(entry: Entry, words: CaseWords) -> Iterator[str]:
    about = entry.about
    labels = [str(one.get("label")) for one in about.get("choices") or ()]
    if labels:
        yield "可点选：" + "".join(f"［{label}］" for label in labels)
    for paper in about.get("papers") or ():
        yield f"随附文书：{words.paper(str(paper.get('kind')))}（案件 {paper.get('case')}）"


def _of_numbers(entry: Entry, revealed: Revealed) -> Iterator[str]:
    for piece in revealed.pieces:
        if piece.masked:
            yield f"方框内是按要求显示的完整号码，记录里写作：{piece.masked}"
    for name, number in revealed.elsewhere.items():
        yield f"完整号码，{number_name(name)}：{number}"
    for name, gone in entry.gone.items():
        if name != CONTENT:
            yield f"封存的{number_name(name)}已销毁，原因：{why_gone(gone)}"


def _of_times(event: Event) -> Iterator[str]:
    """Where the clocks of sender and system, or saying and writing, lie apart."""
    if event.client_at and moments.differ(event.client_at, event.at):
        yield f"发送方设备的时间：{moments.second(event.client_at)}"
    if moments.differ(event.recorded_at, event.at):
        yield f"写入时间：{moments.second(event.recorded_at)}"


def _as_json(content: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
