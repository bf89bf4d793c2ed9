"""The current case in the fixed form: what happened, facts, done so far, open, due."""

from collections.abc import Iterator
from datetime import datetime

from zhangfang.cases.case import Case
from zhangfang.cases.limitation import limit_words
from zhangfang.cases.next_step import applies
from zhangfang.cases.wording import choice_label, date_words, fact_name, fact_words
from zhangfang.console.conversation.conversation_views import CaseSummary, SummaryLine
from zhangfang.console.conversation.past import MERCHANT, Hand, OfCase, Past
from zhangfang.console.conversation.standing import wanting
from zhangfang.guides.model import Knowledge

LONGEST_COMPLAINT = 60
HEADS = ("经过", "信息", "已办", "未办", "期限")
NOTHING = "无"
NO_CASE = "眼下没有在办的案件。"
_ENDS = {"resolved": "办结，钱的事办成了", "closed": "停止办理", "handed_over": "转人工"}
_MARKS = {"done": "做好", "stuck": "没做成", "skipped": "跳过"}


def case_summary(knowledge: Knowledge, past: Past) -> CaseSummary:
    """The case being worked on. Each line says where it comes from.

    Args:
        knowledge: names of families, facts and steps.
        past: of the conversation, to its end.
    """
    case, of_case = past.state.case, past.case
    if case is None or of_case is None:
        left = [SummaryLine(text=_named(knowledge, it)) for it in past.state.cases]
        text = "\n".join([NO_CASE, *(f"· {line.text}" for line in left)])
        return CaseSummary(happened=[], facts=[], done=[], open=left, due=[], text=text)
    parts = (
        list(_happened(knowledge, case, of_case)),
        list(_facts(knowledge, case, of_case)),
        list(_done(knowledge, case, of_case)),
        list(_open(knowledge, case)),
        list(_due(knowledge, case, of_case)),
    )
    happened, facts, done, open_, due = parts
    return CaseSummary(
        happened=happened,
        facts=facts,
        done=done,
        open=open_,
        due=due,
        text=_as_text(knowledge, case, parts),
    )


def _named(knowledge: Knowledge, case: Case) -> str:
    """A case that is not being worked on."""
    stands = _ENDS.get(case.status, "没办完，还没选先办它")
    return f"{case.number}，{knowledge.guides[case.family].name}：{stands}"


def _as_text(knowledge: Knowledge, case: Case, parts: tuple[list[SummaryLine], ...]) -> str:
    phase = next(it.name for it in knowledge.phases if it.id == case.phase)
    head = f"{case.number}，{knowledge.guides[case.family].name}，在「{phase}」"
    lines = [head]
    for name, part in zip(HEADS, parts, strict=True):
        lines += [f"【{name}】", *(f"· {line.text}" for line in part)]
        lines += [] if part else [NOTHING]
    return "\n".join(lines)


def _happened(knowledge: Knowledge, case: Case, of_case: OfCase) -> Iterator[SummaryLine]:
    words = " ".join(of_case.complaint.split())
    if len(words) > LONGEST_COMPLAINT:
        words = words[: LONGEST_COMPLAINT - 1] + "…"
    said = f"商户说：{words}" if words else f"登记「{knowledge.guides[case.family].name}」"
    yield SummaryLine(text=f"{_day(of_case.opened.at)} {said}", seqs=of_case.opened.seqs)
    for kind, hand in of_case.turns:
        if line := _turn(knowledge, case, kind, hand):
            yield SummaryLine(text=f"{_day(hand.at)} {line}", seqs=hand.seqs)


def _turn(knowledge: Knowledge, case: Case, kind: str, hand: Hand) -> str:
    why = f"，{hand.reason}" if hand.reason else ""
    match kind:
        case "taken":
            return f"客服 {hand.by} 接手"
        case "family_corrected":
            return f"改为「{knowledge.guides[case.family].name}」{why}"
        case "case_ended":
            return _ENDS.get(case.status, "重新办理") + why
    return ""


def _facts(knowledge: Knowledge, case: Case, of_case: OfCase) -> Iterator[SummaryLine]:
    for name, fact in case.facts.items():
        label = choice_label(knowledge, case.family, name, fact.value)
        words = label or fact_words(name, fact, case.year)
        hand = of_case.facts.get(name)
        by = f"（客服 {hand.by} 填写）" if hand and fact.origin == "agent" else ""
        yield SummaryLine(
            text=f"{fact_name(knowledge, case.family, name)}：{words}{by}",
            seqs=hand.seqs if hand else [],
        )
    for name in dict.fromkeys(case.refused):
        hand = of_case.refused.get(name)
        yield SummaryLine(
            text=f"{fact_name(knowledge, case.family, name)}：给不了（{_who_said(hand)}）",
            seqs=hand.seqs if hand else [],
        )


def _who_said(hand: Hand | None) -> str:
    if hand is None or hand.reason is None:
        return f"{MERCHANT}说的"
    return f"客服 {hand.by} 登记：{hand.reason}"


def _done(knowledge: Knowledge, case: Case, of_case: OfCase) -> Iterator[SummaryLine]:
    for step in knowledge.guides[case.family].steps:
        mark, hand = case.marks.get(step.id), of_case.steps.get(step.id)
        if mark is None:
            continue
        when = f"{_day(mark.at)} " if mark.at else ""
        by = f"（{hand.by}）" if hand and hand.by else ""
        outcome = "" if mark.outcome == "done" else f"：{_MARKS[mark.outcome]}"
        yield SummaryLine(text=f"{when}{step.title}{outcome}{by}", seqs=hand.seqs if hand else [])


def _open(knowledge: Knowledge, case: Case) -> Iterator[SummaryLine]:
    """What is still wanted, and what this phase, or closing, has left to do."""
    guide = knowledge.guides[case.family]
    if lacking := [fact_name(knowledge, case.family, name) for name in wanting(guide, case)]:
        yield SummaryLine(text=f"还缺：{'、'.join(lacking)}")
    for step in guide.steps:
        now = step.phase == case.phase or step.mandatory
        if now and applies(step, case) and step.id not in case.marks:
            yield SummaryLine(text=step.title)


def _due(knowledge: Knowledge, case: Case, of_case: OfCase) -> Iterator[SummaryLine]:
    if case.due_at:
        day = date_words(datetime.fromisoformat(case.due_at))
        whose = "对方答应的日子" if case.due_promised else "我们自己的提醒"
        step = next(
            (it.title for it in knowledge.guides[case.family].steps if it.id == case.awaiting), ""
        )
        yield SummaryLine(
            text=f"{day}前：{step}（{whose}）", seqs=of_case.due.seqs if of_case.due else []
        )
    yield SummaryLine(text=f"起诉的三年期限：{limit_words(case)}")


def _day(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment.month}月{moment.day}日 {moment.hour:02}:{moment.minute:02}"
