"""The tables that a supervisor takes away: which columns, and a row for each thing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.case import Fact
from zhangfang.console.learning import corrections
from zhangfang.console.names import intent_name
from zhangfang.console.supervision import quality
from zhangfang.console.supervision.csv_cells import Cell
from zhangfang.console.supervision.figures import lengths
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.identity import IDENTIFIED, identity_of
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.store import breaches, export_rows, log
from zhangfang.store.breaches import Breach
from zhangfang.store.figure_rows import Chosen
from zhangfang.store.measures import ERASED
from zhangfang.store.moments import SHOP_ZONE, sortable_of

Row = Sequence[Cell]

STATES = MappingProxyType({
    "open": "在办",
    "resolved": "办成了",
    "closed": "停下了",
    "handed_over": "转人工",
    ERASED: "已删除",
})  # fmt: skip
HOLDS = MappingProxyType({"waiting": "等人工", "held": "人工在办", "offered": "正在转交"})
ROLES = MappingProxyType({"agent": "客服", "supervisor": "主管", "administrator": "管理员"})
SEVERITIES = MappingProxyType({"low": "轻", "medium": "中", "high": "重"})
CORRECTIONS = MappingProxyType({
    "open": "待定",
    "accepted": "收了",
    "rejected": "不收",
    "exported": "已学",
})  # fmt: skip


class Table(NamedTuple):
    """A table: what its columns are called, and how its rows are made, so many at most."""

    header: tuple[str, ...]
    rows: Callable[[Connection, Sources, Chosen, int], Iterator[Row]]


def _cases(connection: Connection, sources: Sources, chosen: Chosen, most: int) -> Iterator[Row]:
    for row in export_rows.cases_opened(connection, chosen, most):
        words = CaseWords(sources.knowledge, row["family"])
        facts = {name: Fact.model_validate(it) for name, it in (row["facts"] or {}).items()}
        yield (
            row["number"],
            row["conversation"],
            words.family_name(row["family"]) if row["family"] else STATES[ERASED],
            words.phase(row["phase"]) if row["phase"] else "",
            STATES.get(row["status"], row["status"]),
            _moment(row["opened_at"]),
            _moment(row["last_word_at"]),
            _moment(row["due_at"]),
            _moment(row["ended_at"]),
            *(
                words.fact(name, facts[name]) if name in facts else ""
                for name in ("amount", "transaction_time", "order_number")
            ),
            words.facts({name: it for name, it in facts.items() if name not in _CORE}),
        )


_CORE = ("amount", "transaction_time", "order_number")


def _conversations(
    connection: Connection, sources: Sources, chosen: Chosen, most: int
) -> Iterator[Row]:
    del sources
    identified = export_rows.conversations_with(connection, IDENTIFIED)
    for row in export_rows.conversations_begun(connection, chosen, most):
        own = row["id"]
        yield (
            own,
            _moment(row["created_at"]),
            identity_of(connection, own).name if own in identified else "",
            row["messages"] or 0,
            _moment(row["last_at"]),
            HOLDS.get(row["state"], "账房在办"),
            row["agent"],
        )


def _breaches(connection: Connection, sources: Sources, chosen: Chosen, most: int) -> Iterator[Row]:
    rules = {rule.id: rule for rule in sources.knowledge.quality.rules}
    kept = _of_those(connection, chosen)
    for found in quality.shown(connection, list(rules.values()), kept[:most]):
        rule, breach = rules.get(found.breach.rule), found.breach
        yield (
            rule.name if rule else breach.rule,
            SEVERITIES[rule.severity] if rule else "",
            _moment(breach.at),
            breach.conversation,
            breach.seq,
            breach.case_number,
            found.agent_name,
            found.excerpt,
            breach.dismissed_at is not None,
            breach.dismissal,
        )


def _ratings(connection: Connection, sources: Sources, chosen: Chosen, most: int) -> Iterator[Row]:
    rating = sources.knowledge.rating
    tags = {tag.id: tag.label for tag in (*rating.tags.good, *rating.tags.bad)}
    words = CaseWords(sources.knowledge)
    for row in export_rows.ratings_given(connection, chosen, most):
        entry = log.at(connection, row["conversation"], row["seq"])
        content: Mapping[str, object] = (entry.content or {}) if entry else {}
        given = content.get("tags")
        yield (
            _moment(row["at"]),
            row["conversation"],
            row["case_number"],
            words.family_name(row["family"]) if row["family"] else "",
            bool(row["number"]),
            int(row["name"]),
            "、".join(tags.get(str(it), str(it)) for it in given)
            if isinstance(given, list)
            else "",
            str(content.get("words") or ""),
        )


def _corrections(
    connection: Connection, sources: Sources, chosen: Chosen, most: int
) -> Iterator[Row]:
    of_it = _of_family(connection, chosen)
    found = (
        it
        for it in corrections.listed(connection, None)
        if chosen.begins <= sortable_of(it.at) < chosen.ends
        and chosen.agent in (None, it.by.get("id"))
        and (of_it is None or it.correction.conversation in of_it)
    )
    for it in islice(found, most):
        is_intent = it.correction.what == "intent"
        yield (
            _moment(it.at),
            it.correction.conversation,
            it.correction.seq,
            it.text,
            "意图" if is_intent else CaseWords(sources.knowledge).fact_name(it.correction.name),
            _read(sources.knowledge, it.was, is_intent=is_intent),
            _read(sources.knowledge, it.should_be, is_intent=is_intent),
            it.reason,
            it.by.get("name"),
            CORRECTIONS[it.correction.state],
            (it.decided_by or {}).get("name"),
            it.correction.decision,
        )


def _agents(connection: Connection, sources: Sources, chosen: Chosen, most: int) -> Iterator[Row]:
    del sources
    taken = export_rows.taken_by(connection, chosen)
    answers = export_rows.answers_by(connection, chosen)
    found = _of_those(connection, chosen)
    held_against = Counter(it.agent for it in found if it.dismissed_at is None)
    for row in islice(export_rows.agents_known(connection, chosen.agent), most):
        agent = row["id"]
        first, later = (
            lengths(name, name, answers.get((agent, name), ())) for name in ("first", "later")
        )
        yield (
            row["name"],
            ROLES.get(row["role"], row["role"]),
            row["active"],
            taken.get(agent, 0),
            first.count + later.count,
            first.p50,
            first.p90,
            later.p50,
            later.p90,
            held_against[agent],
        )


def _of_those(connection: Connection, chosen: Chosen) -> list[Breach]:
    """The breaches that were chosen; with a family, those of its cases."""
    kept = breaches.between(connection, chosen.begins, chosen.ends, None, chosen.agent)
    if chosen.family is None:
        return kept
    of_it = export_rows.numbers_of_family(connection, chosen.family)
    return [it for it in kept if it.case_number in of_it]


def _of_family(connection: Connection, chosen: Chosen) -> frozenset[str] | None:
    """The conversations with a case of the chosen family, all if none is chosen; no erased one."""
    if chosen.family is None:
        return None
    return export_rows.conversations_of_family(connection, chosen.family)


def _read(knowledge: Knowledge, value: str | None, *, is_intent: bool) -> str:
    if value is None:
        return "没有"
    return intent_name(knowledge, value) if is_intent else value


def _moment(moment: str | None) -> str:
    """2026-11-21 15:04:05, Shanghai time: what a spreadsheet reads as a time."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment).astimezone(SHOP_ZONE)
    return f"{at:%Y-%m-%d %H:%M:%S}"


TABLES = MappingProxyType({
    "cases": Table(
        (
            "编号", "对话", "问题", "阶段", "状态", "开始", "商户最近一句", "到期", "结束",
            "金额", "交易时间", "订单号", "其他信息",
        ),
        _cases,
    ),
    "conversations": Table(
        ("对话", "开始", "商户", "消息数", "最近一句", "现在", "谁在办"), _conversations
    ),
    "quality": Table(
        ("规矩", "轻重", "时间", "对话", "第几条", "编号", "客服", "原话", "不算", "为什么不算"),
        _breaches,
    ),
    "ratings": Table(
        ("时间", "对话", "编号", "问题", "办成了", "星", "标签", "留言"), _ratings
    ),
    "corrections": Table(
        (
            "时间", "对话", "第几条", "商户的话", "改什么", "原来", "应该是", "理由", "谁改的",
            "结果", "谁定的", "定的理由",
        ),
        _corrections,
    ),
    "agents": Table(
        (
            "客服", "岗位", "在用", "接过几段", "回过几句", "第一句中位秒", "第一句九成秒",
            "后来每句中位秒", "后来每句九成秒", "不合规矩几处",
        ),
        _agents,
    ),
})  # fmt: skip
"""All tables, by what they are asked for as."""
