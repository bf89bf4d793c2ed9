"""The files of a pack that people read, all at once."""

from typing import TYPE_CHECKING

from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.exhibits import exhibits
from zhangfang.papers.evidence.exhibits_pdf import exhibits_pdf
from zhangfang.papers.evidence.record import read_record
from zhangfang.papers.evidence.start_page import start_page
from zhangfang.papers.evidence.system_page import system_page
from zhangfang.papers.evidence.transcript import transcript
from zhangfang.papers.evidence.transcript_html import transcript_html
from zhangfang.papers.evidence.transcript_pdf import transcript_pdf

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData


def readable_files(data: "PackData", knowledge: Knowledge) -> dict[str, bytes]:
    """By path. The same data and knowledge give the same bytes.

    Args:
        data: of the pack.
        knowledge: for the names of families, facts, steps and papers.

    Raises:
        ValueError: a leaf of the data is no event.
    """
    record = read_record(data)
    read = transcript(record, knowledge)
    printed = transcript_pdf(data, record, read.shown)
    listed = exhibits(data, record, read, knowledge, printed)
    return {
        "先看这里.html": start_page(data, record),
        "证据目录.pdf": exhibits_pdf(data, record, listed),
        "聊天记录.pdf": printed,
        "聊天记录.html": transcript_html(data, record, read.shown),
        "系统与保管记录.html": system_page(data, record, knowledge),
    }
