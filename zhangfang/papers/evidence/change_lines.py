"""Changes of a case as short lines: what the chat led to, in words a stranger can read."""

from functools import singledispatch

from zhangfang.cases.case import Fact
from zhangfang.cases.change import (
    Answered,
    Asked,
    CaseEnded,
    CaseOpened,
    CaseSwitched,
    Change,
    DeadlineSet,
    FactRefused,
    FactSet,
    FactsHeld,
    FamilyCorrected,
    FollowedUp,
    HumanAsked,
    HumanDone,
    LimitRestarted,
    LimitWarned,
    NotUnderstood,
    PaperWritten,
    PhaseEntered,
    StepMarked,
    StepReopened,
    StepsOffered,
    SummaryConfirmed,
    WaitOver,
    Warned,
)
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.moments import day

_MARKS = {"done": "步骤完成", "stuck": "步骤没有做成", "skipped": "步骤跳过"}
_ENDS = {
    "open": "案件重新办理",
    "resolved": "案件办结：款项问题已解决",
    "closed": "案件停止办理",
    "handed_over": "案件转人工办理",
}
_WAITS = {"overdue": "等候期已过，款项没有解决", "refused": "等候结束：对方拒绝"}


@singledispatch
def change_line(change: Change, _words: CaseWords) -> str:
    """What a change says, without a full stop."""
    raise TypeError(f"no words for a {change.kind}")


@change_line.register
def _(change: CaseOpened, words: CaseWords) -> str:
    return f"登记案件 {change.number}：{words.family_name(change.family)}"


@change_line.register
def _(change: CaseSwitched, _words: CaseWords) -> str:
    return f"转到案件 {change.number}" if change.number else "当前没有正在办的案件"


@change_line.register
def _(change: FamilyCorrected, words: CaseWords) -> str:
    dropped = "、".join(map(words.fact_name, change.drops))
    return f"问题类别改为：{words.family_name(change.family)}" + (
        f"（不再适用：{dropped}）" if dropped else ""
    )


@change_line.register
def _(change: FactSet, words: CaseWords) -> str:
    name, value = words.fact_name(change.name), words.fact(change.name, change.fact)
    said = _whence(change.fact)
    if change.replaces is None:
        return f"记下{name}：{value}{said}"
    before = words.fact(change.name, Fact(value=change.replaces))
    return f"更正{name}：{value}，原为：{before}{said}"


def _whence(fact: Fact) -> str:
    """The merchant's words, the slip it was read off before the merchant agreed, or the agent's."""
    if fact.origin == "slip":
        return f"（从第 {fact.file} 条的小票读出，商户确认）"
    if fact.origin == "agent":
        return f"（客服填写：{fact.said}）" if fact.said else "（客服填写）"
    return f"（原话：{fact.said}）" if fact.said else ""


@change_line.register
def _(change: FactRefused, words: CaseWords) -> str:
    if change.origin == "agent":
        return f"商户提供不了：{words.fact_name(change.name)}（客服登记）"
    return f"商户表示提供不了：{words.fact_name(change.name)}"


@change_line.register
def _(change: FactsHeld, words: CaseWords) -> str:
    return f"先记下，还没有定是哪类问题。{words.facts(change.facts)}"


@change_line.register
def _(change: Asked, words: CaseWords) -> str:
    if change.families:
        return f"询问是哪类问题：{'、'.join(map(words.family_name, change.families))}"
    if change.fact is None:
        return "不再追问"
    return f"{'再次询问' if change.in_vain else '询问'}：{words.fact_name(change.fact)}"


@change_line.register
def _(change: StepsOffered, words: CaseWords) -> str:
    titles = "；".join(map(words.step, change.steps))
    return f"提出步骤：{titles}" if titles else "收起提出的步骤"


@change_line.register
def _(change: StepMarked, words: CaseWords) -> str:
    return f"{_MARKS[change.outcome]}：{words.step(change.step)}"


@change_line.register
def _(change: StepReopened, words: CaseWords) -> str:
    return f"重新做这一步：{words.step(change.step)}"


@change_line.register
def _(change: PhaseEntered, words: CaseWords) -> str:
    return f"进入「{words.phase(change.phase)}」阶段"


@change_line.register
def _(_change: SummaryConfirmed, _words: CaseWords) -> str:
    return "商户确认记下的内容无误"


@change_line.register
def _(change: DeadlineSet, _words: CaseWords) -> str:
    whose = "对方答应的日子" if change.promised else "系统设的提醒"
    estimated = "，节假日尚未公布，按周末估算" if change.estimated else ""
    return f"等候到 {day(change.due_at)}（{whose}{estimated}）"


@change_line.register
def _(change: WaitOver, _words: CaseWords) -> str:
    return _WAITS[change.outcome]


@change_line.register
def _(change: FollowedUp, _words: CaseWords) -> str:
    return f"到期提醒：案件 {change.number}，期限 {day(change.due_at)}"


@change_line.register
def _(change: LimitRestarted, _words: CaseWords) -> str:
    return f"记下书面催款的日子 {change.day}，三年期限的提醒从这天重算"


@change_line.register
def _(change: LimitWarned, _words: CaseWords) -> str:
    return f"提醒三年期限将满：案件 {change.number}"


@change_line.register
def _(change: CaseEnded, _words: CaseWords) -> str:
    return _ENDS[change.status]


@change_line.register
def _(change: HumanAsked, words: CaseWords) -> str:
    if change.step:
        return f"请求人工：步骤没有做成，{words.step(change.step)}"
    return (
        "请求人工：商户提出"
        if change.reason == "asked"
        else f"请求人工：{words.danger(change.reason)}"
    )


@change_line.register
def _(_change: HumanDone, _words: CaseWords) -> str:
    return "人工办完这一段，不再等候人工"


@change_line.register
def _(_change: NotUnderstood, _words: CaseWords) -> str:
    return "没有听懂这一条"


@change_line.register
def _(change: Warned, words: CaseWords) -> str:
    return f"提示风险：{words.danger(change.danger)}"


@change_line.register
def _(change: Answered, _words: CaseWords) -> str:
    source = f"，出处 {'、'.join(change.source)}" if change.source else ""
    return f"按知识库条目 {change.entry} 作答{source}"


@change_line.register
def _(change: PaperWritten, words: CaseWords) -> str:
    return f"写成文书：{words.paper(change.paper)}（案件 {change.case}）"
