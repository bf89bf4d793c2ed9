"""The rows of 证据目录: what is handed in, where it comes from, and what it is to show."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhangfang.cases.case import Case, Fact
from zhangfang.cases.change import Change, FactSet, FactsHeld
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence import moments
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.cover import span
from zhangfang.papers.evidence.record import FILE, Entry, Record
from zhangfang.papers.evidence.transcript import Transcript, read_change

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

ENDS_SHOWN = 8
"""Characters of a hash at either end. The whole ones are in manifest.json."""

Changes = list[tuple[int, Change | None]]
"""By seq."""

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")

TO_FILL_IN = "（由提交人填写）"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One row.

    Attributes:
        source: where it comes from and how it came to be.
        purpose: what it is to show.
        extent: pages or copies.
        form: original, printed form, or electronic data.
        hash: SHA-256, both ends of it; empty where it has none of its own.
    """

    name: str
    source: str
    purpose: str
    extent: str
    form: str
    hash: str = ""


def exhibits(
    data: "PackData", record: Record, read: Transcript, knowledge: Knowledge, transcript: bytes
) -> list[Exhibit]:
    """All rows, in the order in which they are handed in.

    Args:
        data: of the pack.
        record: its events.
        read: the transcript of them.
        knowledge: for the names of families and facts.
        transcript: 聊天记录.pdf.
    """
    changes = [(entry.event.seq, read_change(entry)) for entry in record.entries]
    return [
        _transcript(read, knowledge, transcript, span(record)),
        *(_file(entry) for entry in record.of_kind(FILE) if entry.about),
        *(_facts(case, changes, knowledge) for case in read.cases if case.facts),
        Exhibit(
            name="系统与保管记录",
            source="记录系统自动生成，随证据包导出（系统与保管记录.html）",
            purpose="记录系统的运行、自查、时钟和异常，以及这份记录由谁保管、取走过几次",
            extent="1 份",
            form="电子数据",
        ),
        Exhibit(
            name=f"电子数据：全部 {len(data.events)} 条记录及其签名、证明",
            source="记录系统逐条自动写入，每条含上一条的哈希（data/events.jsonl 等）",
            purpose="核对以上各件自写入时起没有改动、没有缺漏",
            extent="1 个压缩包",
            form="电子数据原件",
            hash=ends(record.events_sha256),
        ),
    ]


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF by Typst has. Its page objects are not compressed."""
    return len(_PAGE.findall(pdf))


def ends(digest: str) -> str:
    """996d4598…d429321a."""
    return f"{digest[:ENDS_SHOWN]}…{digest[-ENDS_SHOWN:]}"


def _transcript(read: Transcript, knowledge: Knowledge, pdf: bytes, when: str) -> Exhibit:
    words = CaseWords(knowledge)
    families = "、".join(dict.fromkeys(words.family_name(case.family) for case in read.cases))
    about = f"就「{families}」" if families else ""
    return Exhibit(
        name="商户与账房的聊天记录",
        source=f"商户与自动应答程序、客服的在线对话，系统逐条自动记录，{when}",
        purpose=f"商户{about}反映的问题、各方说过的话、发出的时间和办理经过",
        extent=f"{pages_of(pdf)} 页",
        form="电子数据的打印件（聊天记录.pdf）",
        hash=ends(hashlib.sha256(pdf).hexdigest()),
    )


def _file(entry: Entry) -> Exhibit:
    about, seq = entry.about, entry.event.seq
    return Exhibit(
        name=f"文件：{about.get('name')}",
        source=f"商户 {moments.second(entry.event.at)} 上传，按原样保存（聊天记录第 {seq} 条）",
        purpose=TO_FILL_IN,
        extent=f"1 份，{about.get('size')} 字节",
        form="商户上传的电子文件",
        hash=ends(str(about.get("sha256"))),
    )


def _facts(case: Case, changes: Changes, knowledge: Knowledge) -> Exhibit:
    words = CaseWords(knowledge, case.family)
    seqs = "、".join(map(str, sorted(set(_seqs(case, changes)))))
    confirmed = "，商户已确认无误" if case.confirmed else "，商户尚未逐项确认"
    return Exhibit(
        name=f"案件要点\n{case.number}",
        source=f"系统从聊天里读出（聊天记录第 {seqs} 条）{_off_slips(case, words)}"
        f"{_by_agents(case, words)}{confirmed}",
        purpose=f"商户陈述的{words.family_name(case.family)}情况，{words.facts(case.facts)}",
        extent="见聊天记录",
        form="电子数据",
    )


def _off_slips(case: Case, words: CaseWords) -> str:
    """Which facts were read off which slip: ，其中金额、参考号读自第 5 条的小票."""
    names: dict[int, list[str]] = {}
    for name, fact in case.facts.items():
        if fact.origin == "slip" and fact.file is not None:
            names.setdefault(fact.file, []).append(words.fact_name(name))
    found = "；".join(f"{'、'.join(of)}读自第 {file} 条的小票" for file, of in names.items())
    return f"，其中{found}" if found else ""


def _by_agents(case: Case, words: CaseWords) -> str:
    """Which facts an agent filled in: ，其中金额由客服填写."""
    names = [words.fact_name(name) for name, fact in case.facts.items() if fact.origin == "agent"]
    return f"，其中{'、'.join(names)}由客服填写" if names else ""


def _seqs(case: Case, changes: Changes) -> Iterator[int]:
    """The entries in which the facts were given the values that they have now."""
    for name, fact in case.facts.items():
        given = [seq for seq, change in changes if _gives(change, name, fact)]
        yield from given[-1:]


def _gives(change: Change | None, name: str, fact: Fact) -> bool:
    match change:
        case FactSet():
            return change.name == name and change.fact == fact
        case FactsHeld():
            return change.facts.get(name) == fact
    return False
