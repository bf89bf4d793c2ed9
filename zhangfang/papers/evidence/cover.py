"""What every document of a pack says of the whole: whose record, of when, how many entries."""

import hashlib
from typing import TYPE_CHECKING

from zhangfang.evidence.signed_note import VerifierKey
from zhangfang.papers.evidence import moments
from zhangfang.papers.evidence.deed_lines import VARIANTS
from zhangfang.papers.evidence.record import FILE, MESSAGE, Record

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

TIMES_CAN_BE_SET = (
    "这份记录出自试验用的系统，其中的时间可以人为设定，不能当作事情发生的时间，也不应作为证据提交。"
)
NO_TIME_STAMP = "无第三方时间"
NOT_PROVED = "本记录证明说过什么、什么时候说的、之后没有改动；不证明所说的内容属实。"

_NAMED_CASES = 3


def cover_rows(data: "PackData", record: Record) -> list[tuple[str, str]]:
    """Names and values for the head of a document."""
    messages, files = len(record.of_kind(MESSAGE)), len(record.of_kind(FILE))
    others = len(record.entries) - messages - files
    return [
        ("案件编号", "、".join(data.cases) or "无"),
        ("会话编号", data.conversation),
        ("起止时间", span(record)),
        ("条数", f"共 {len(record.entries)} 条：消息 {messages} 条，文件 {files} 份，其他记录 {others} 条"),
        ("版本", variant_words(data)),
        ("日志名称", data.origin),
        ("日志公钥指纹", fingerprint(data.keys[-1])),
    ]  # fmt: skip


def span(record: Record) -> str:
    """From the first entry to the last, Beijing time."""
    if not record.entries:
        return "无"
    first, last = record.entries[0].event.at, record.entries[-1].event.at
    return f"{moments.second(first)} 至 {moments.second(last)}（北京时间）"


def variant_words(data: "PackData") -> str:
    """Whether numbers are masked."""
    if data.variant == "masked":
        return f"{VARIANTS['masked']}：手机号、身份证号、银行卡号只留头尾几位"
    return f"{VARIANTS['opened']}：应要求显示了一部分完整号码，银行卡号仍只留头尾几位"


def cases_in_short(data: "PackData") -> str:
    """For the head of each page: not more than three numbers."""
    named = "、".join(data.cases[:_NAMED_CASES]) or "无"
    return named if len(data.cases) <= _NAMED_CASES else f"{named} 等 {len(data.cases)} 件"


def last_day(record: Record) -> str:
    """The day of the last entry: a document has no other date of its own."""
    return moments.day(record.entries[-1].event.recorded_at) if record.entries else ""


def fingerprint(key: VerifierKey) -> str:
    """SHA-256 of the 32 public bytes, in hex."""
    return hashlib.sha256(key.public).hexdigest()
