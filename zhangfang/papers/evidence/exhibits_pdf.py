"""证据目录.pdf: the list of exhibits as a Chinese court expects it, to be printed and signed."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhangfang.papers.evidence import cover
from zhangfang.papers.evidence.exhibits import Exhibit
from zhangfang.papers.evidence.glyphs import has_glyph
from zhangfang.papers.evidence.record import Record
from zhangfang.papers.evidence.visible import all_in_print
from zhangfang.papers.typesetter import typeset

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

_TEMPLATE = Path(__file__).with_name("exhibits.typ")


def exhibits_pdf(data: "PackData", record: Record, exhibits: list[Exhibit]) -> bytes:
    """A4 across, with blanks for those who hand it in and who receive it."""
    said: dict[str, Any] = {
        "day": cover.last_day(record),
        "cases": "、".join(data.cases) or "无",
        "conversation": data.conversation,
        "fingerprint": cover.fingerprint(data.keys[-1]),
        "span": cover.span(record),
        "variant": cover.variant_words(data),
        "warning": cover.TIMES_CAN_BE_SET if data.times_can_be_set else None,
        "not_proved": cover.NOT_PROVED,
        "exhibits": [asdict(one) for one in exhibits],
    }
    return typeset(_TEMPLATE, {"list": all_in_print(said, has_glyph)})
