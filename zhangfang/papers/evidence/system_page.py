"""系统与保管记录.html: the system that kept the record, and who took what from it and when."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence import cover, moments
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.deed_lines import custody_line
from zhangfang.papers.evidence.markup import Html, joined, page, rows, table, tag
from zhangfang.papers.evidence.outside_time import stamps, witnessed
from zhangfang.papers.evidence.record import Entry, Record
from zhangfang.papers.evidence.speakers import who
from zhangfang.papers.evidence.system_record import SystemRecord, system_record

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

Line = tuple[str, ...]


def system_page(data: "PackData", record: Record, knowledge: Knowledge) -> bytes:
    """The system record first, the custody record after it."""
    system = system_record(record.system)
    return page(
        "系统与保管记录",
        tag("h1", "系统与保管记录"),
        tag("p", cover.TIMES_CAN_BE_SET, class_="warning") if data.times_can_be_set else None,
        rows(*cover.cover_rows(data, record)),
        tag("h2", "一、记录系统"),
        _about_system(data, system),
        tag("h2", "二、异常"),
        _table(("时间", "情况"), system.incidents, "随附的系统记录里没有异常。"),
        tag("h2", "三、启动和停止"),
        _table(("时间", "事件", "程序版本", "此前正常结束", "系统时钟"), system.runs, "没有随附。"),
        tag("h2", "四、自查"),
        tag("p", "系统从存下的每一行重新算出全部哈希，和签发过的每个检查点比对。", class_="note"),
        _table(
            ("时间", "范围", "结果", "有误", "用时", "系统时钟"),
            system.audits,
            "这段时间里没有随附自查记录。",
        ),
        tag("h2", "五、第三方时间"),
        _stamps(data, record),
        tag("h2", "六、见证方"),
        _witnesses(data, record),
        tag("h2", "七、密钥"),
        _keys(data, system),
        _others(system),
        tag("h2", "八、保管"),
        _custody(data, record, knowledge),
    )


def _about_system(data: "PackData", system: SystemRecord) -> Html:
    return rows(
        ("程序版本", system.version),
        ("记录方式", "每条先写入磁盘再告知收到；每条含同一会话上一条的哈希，全部记录连号排进一棵哈希树"),
        ("日志长度", f"封装时共 {data.size} 条，含其他会话"),
        ("时间来源", "系统时钟，北京时间。是否另有第三方时间，见第五节"),
    )  # fmt: skip


def _stamps(data: "PackData", record: Record) -> Html:
    found = [
        (it.at, _reach(record, it.size), it.authority, it.serial, it.accuracy)
        for it in stamps(data)
    ]
    if not found:
        said = "这份记录没有经过时间戳机构，其中的时间只出自系统时钟。"
        return tag("p", tag("b", cover.NO_TIME_STAMP), "。", said)
    return joined(
        tag(
            "p",
            "时间戳机构在下列时间见过日志到那时为止的样子。机构的签名用 zhangfang verify 或 "
            "openssl ts -verify 核验，机构根证书应从机构处取得。",
            class_="note",
        ),
        table(("时间", "覆盖范围", "机构", "序号", "准确度"), found),
    )


def _witnesses(data: "PackData", record: Record) -> Html:
    if not data.witnesses:
        return tag("p", "这个日志没有见证方。")
    keys = [(key.name, cover.fingerprint(key)) for key in data.witnesses]
    found = [(it.at, _reach(record, it.size), it.witness) for it in witnessed(data)]
    return joined(
        tag("p", "见证方是另一家单位运行的程序，核对过日志只增不改，才共同签名。", class_="note"),
        table(("见证方", "公钥指纹"), keys),
        _table(("时间", "覆盖范围", "见证方"), found, "随附的检查点上没有见证方的签名。"),
    )


def _keys(data: "PackData", system: SystemRecord) -> Html:
    found = [(f"第 {place} 把", cover.fingerprint(key)) for place, key in enumerate(data.keys, 1)]
    return joined(
        tag("p", "指纹是公钥的 SHA-256，请与公布的核对。旧的一把仍可核验它签过的。", class_="note"),
        table(("日志公钥", "指纹"), found),
        _table(("时间", "旧", "新"), system.keys, "随附的系统记录里没有更换密钥。"),
    )


def _others(system: SystemRecord) -> Html | None:
    return _table(("时间", "其他系统记录"), system.others, "") if system.others else None


def _custody(data: "PackData", record: Record, knowledge: Knowledge) -> Html:
    words = CaseWords(knowledge)
    done = [
        (moments.second(entry.event.at), f"第 {entry.event.seq} 条", _who(entry), line)
        for entry in record.entries
        for line in [custody_line(entry.event.kind, entry.event.body, words)]
        if line
    ]
    first, last = [*record.entries[:1], *record.entries[-1:]] or (None, None)
    return joined(
        rows(
            ("制作", f"由记录系统「{data.origin}」自动整理和签名，没有人工编辑"),
            ("保存", "自写入时起存于记录系统的数据库，只能添加。内容被销毁的，也另记一条"),
            ("第一条", _written(first)),
            ("最后一条", _written(last)),
        ),
        _table(("时间", "位置", "何人", "做了什么"), done, "没有人取走过文书或证据包。"),
    )


def _who(entry: Entry) -> str:
    return who(entry.event, entry.about)


def _written(entry: Entry | None) -> str:
    return f"{moments.second(entry.event.recorded_at)} 写入" if entry else "无"


def _reach(record: Record, size: int) -> str:
    """How much of the conversation a checkpoint of this size covers."""
    last = record.last_seq_before(size)
    reach = f"本会话第 1 至第 {last} 条" if last else "本会话开始以前"
    return f"{reach}（日志前 {size} 条）"


def _table(heads: Line, lines: Sequence[Line], otherwise: str) -> Html:
    return table(heads, lines) if lines else tag("p", otherwise)
