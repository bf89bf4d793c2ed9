"""聊天记录.pdf: the transcript on A4, with the hash of the data on every page."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhangfang.papers.evidence import cover
from zhangfang.papers.evidence.glyphs import has_glyph
from zhangfang.papers.evidence.record import Record
from zhangfang.papers.evidence.transcript import Shown
from zhangfang.papers.evidence.visible import all_in_print
from zhangfang.papers.typesetter import typeset

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

_TEMPLATE = Path(__file__).with_name("transcript.typ")


def transcript_pdf(data: "PackData", record: Record, shown: tuple[Shown, ...]) -> bytes:
    """Every event in order, in real text with embedded fonts."""
    said: dict[str, Any] = {
        "day": cover.last_day(record),
        "cover": cover.cover_rows(data, record),
        "warning": cover.TIMES_CAN_BE_SET if data.times_can_be_set else None,
        "not_proved": cover.NOT_PROVED,
        "cases": cover.cases_in_short(data),
        "conversation": data.conversation,
        "sha256": record.events_sha256,
        "entries": [asdict(one) for one in shown],
    }
    return typeset(_TEMPLATE, {"transcript": all_in_print(said, has_glyph)})
