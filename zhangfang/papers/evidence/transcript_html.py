"""聊天记录.html: the transcript for a screen, and to be searched and copied from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zhangfang.papers.evidence import cover
from zhangfang.papers.evidence.markup import Html, joined, page, rows, tag
from zhangfang.papers.evidence.record import Record
from zhangfang.papers.evidence.revealed import Piece
from zhangfang.papers.evidence.transcript import Shown

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

OBSERVED = "系统记录"
ACTORS = ("merchant", "bot", "agent", "system")


def transcript_html(data: "PackData", record: Record, shown: tuple[Shown, ...]) -> bytes:
    """Every event in order."""
    return page(
        "聊天记录",
        tag("h1", "聊天记录"),
        tag("p", cover.TIMES_CAN_BE_SET, class_="warning") if data.times_can_be_set else None,
        rows(*cover.cover_rows(data, record), ("全部数据的 SHA-256", record.events_sha256)),
        tag(
            "p",
            "每条依次是：序号、北京时间、何人和来源、该条数据哈希的前 8 位。时间为系统时钟。"
            "全部数据在证据包的 data/events.jsonl。" + cover.NOT_PROVED,
            class_="note",
        ),
        tag("ol", *map(_entry, shown), class_="transcript"),
    )


def _entry(it: Shown) -> Html:
    return tag(
        "li",
        *(_said(it) if it.shape == "said" else _followed(it)),
        id=f"e{it.seq}",
        class_=f"{it.shape} {it.actor}" if it.actor in ACTORS else it.shape,
    )


def _said(it: Shown) -> Iterator[Html]:
    yield tag("p", *_place(it), tag("b", it.who), _origin(it), tag("code", it.hash), class_="head")
    if it.lead:
        yield tag("p", it.lead, class_="lead")
    if it.pieces:
        yield tag("p", *map(_piece, it.pieces), class_="text")
    for note in it.notes:
        yield tag("p", note, class_="note")


def _followed(it: Shown) -> Iterator[Html]:
    """One line: what followed from a message, or was done."""
    yield tag(
        "p",
        *_place(it),
        tag("b", it.who) if it.actor != "system" else None,
        _origin(it) if it.origin != OBSERVED else None,
        tag(
            "span",
            tag("span", it.lead, class_="lead") if it.lead else None,
            *map(_piece, it.pieces),
            f"（{'；'.join(it.notes)}）" if it.notes else None,
            class_="text",
        ),
        tag("code", it.hash),
        class_="head",
    )


def _place(it: Shown) -> tuple[Html, Html]:
    return tag("span", str(it.seq), class_="seq"), tag("time", it.at)


def _origin(it: Shown) -> Html:
    return tag("span", " · ".join((it.origin, *it.marks)))


def _piece(piece: Piece) -> Html:
    return joined(piece.text) if piece.masked is None else tag("mark", piece.text)
