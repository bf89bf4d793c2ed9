"""先看这里.html: for the owner of the shop, what this zip is and what to do with it."""

from typing import TYPE_CHECKING

from zhangfang.evidence.internal import INTERNAL
from zhangfang.papers.evidence import cover
from zhangfang.papers.evidence.markup import Html, page, rows, tag
from zhangfang.papers.evidence.outside_time import stamps
from zhangfang.papers.evidence.record import ERASED, Record

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData


def start_page(data: "PackData", record: Record) -> bytes:
    """In plain words, on about one screen."""
    return page(
        "先看这里",
        tag("h1", "先看这里"),
        tag("p", cover.TIMES_CAN_BE_SET, class_="warning") if data.times_can_be_set else None,
        tag(
            "p",
            f"这个压缩包是你和账房的聊天记录，从头到尾 {len(record.entries)} 条都在，带着系统的签名。"
            "拿到手以后，谁动过一个字，一核验就知道。",
        ),
        tag("h2", "你要做三件事"),
        tag(
            "ol",
            tag("li", "整个压缩包原样留着，别拆开改，再存一份到电脑或 U 盘里。"),
            tag("li", "打印 ", tag("b", "证据目录.pdf"), "，空着的填上，签名，写日期。"),
            tag(
                "li",
                "连同 ",
                tag("b", "聊天记录.pdf"),
                " 交给对方：先交收单机构，谈不拢再交监管投诉或法院。要核对原件的，把整个压缩包给他。",
            ),
            class_="steps",
        ),
        tag("h2", "别人怎么查真假"),
        tag(
            "p",
            "用浏览器打开 ",
            tag("b", "核验.html"),
            "，把这个压缩包选进去，不用联网。懂电脑的，用 ",
            tag("b", "verify.py"),
            " 查也行。最后要核对下面的公钥指纹，看和公布的是不是同一个。",
        ),
        rows(
            ("案件编号", "、".join(data.cases) or "还没有"),
            ("起止时间", cover.span(record)),
            ("号码", _numbers(data)),
            ("时间", _time(data)),
            ("擦除", _erased(record)),
            ("客服内部记录", _internal(record)),
            ("公钥指纹", cover.fingerprint(data.keys[-1])),
        ),
        tag("h2", "它证明不了什么"),
        tag(
            "p",
            "它证明话是什么时候说的、之后没人改过。它不证明说的都是真的：钱到底扣没扣，"
            "还要看小票、账单和银行流水，这些原件都留好。",
        ),
    )


def _numbers(data: "PackData") -> str:
    if data.variant == "masked":
        return "遮盖版：手机号、身份证号都遮住了中间"
    return "打开版：有些号码是完整的，别发到网上、群里"


def _erased(record: Record) -> str | None:
    """What was said before is gone; that it was said is not."""
    erased = record.of_kind(ERASED)
    if not erased:
        return None
    return f"第 {erased[-1].event.seq} 条以前的内容已按要求擦除，只剩次序和时间"


def _internal(record: Record) -> str | None:
    """What colleagues write among themselves is on record, and in no pack."""
    seqs = "、".join(str(entry.event.seq) for entry in record.of_kind(*INTERNAL))
    if not seqs:
        return None
    return f"第 {seqs} 条是客服之间写的，内容不在这个包里。有这几条、什么时候写的，查得到"


def _time(data: "PackData") -> str | Html:
    found = [it.at for it in stamps(data)]
    if not found:
        return f"{cover.NO_TIME_STAMP}，时间是系统自己的钟"
    return f"有第三方时间，{len(found)} 个，最近一个 {found[-1]}"
