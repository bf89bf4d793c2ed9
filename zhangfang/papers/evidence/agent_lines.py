"""Lines for what people of customer service did: took over, gave back, looked, noted, and why."""

from collections.abc import Callable, Mapping
from typing import Any

from zhangfang.papers.evidence.case_words import CaseWords

Body = Mapping[str, Any]

REASONS = {
    "asked": "商户要求",
    "stuck": "步骤两次没有做成",
    "unsure": "账房两次没有听懂",
    "abuse": "言语过激",
    "overdue": "过了期限没有消息",
    "danger": "提到了危险",
    "left_message": "下班时间留言",
}
_FROM = {
    "queue": "接手（按排队次序）",
    "bot": "接手（从账房手里接过来）",
    "agent": "接手（同事转来）",
    "assigned": "接手（主管指派）",
}
_TO = {"bot": "交回账房", "queue": "放回排队"}
_WHY_BACK = {
    "handed_back": "",
    "no_answer": "，原因：客服没有回应",
    "closed": "，原因：已结案",
    "transferred": "，原因：转交",
    "agent_left": "，原因：客服离开",
    "settled": "，原因：事情已了结，不用再等",
}
_VERDICTS = {"accepted": "采用", "edited": "改过采用", "rejected": "没有采用"}

_INTERNAL = {
    "note": "客服内部备注",
    "suggestion_judged": "客服对系统建议的取舍",
    "reading_corrected": "客服对系统识读的更正",
    "transfer_offered": "客服之间转交",
    "transfer_refused": "客服之间转交没有成",
}


def agent_line(kind: str, body: Body, about: Body, words: CaseWords) -> str | None:
    """What was done, without a full stop; None for a kind that is not an agent's.

    Args:
        kind: of the event.
        body: what it says to everybody.
        about: what it says under seal; empty if that is not shown.
        words: what things are called.
    """
    if kind in _INTERNAL:
        inside = _INSIDE[kind](body, about, words) if about else ""
        return inside or f"{_INTERNAL[kind]}，内容只封存，不外给"
    line = _LINES.get(kind)
    return line(body, about) if line else None


def name_of(about: Body, key: str = "agent") -> str:
    """The name of an agent that an event speaks of; empty if it is not shown."""
    agent = about.get(key)
    return str(agent.get("name") or "") if isinstance(agent, Mapping) else ""


def why(about: Body, words: CaseWords) -> str:
    """The reason that an agent gave for a change, and what goes with the end of a case."""
    parts = [f"，原因：{about['reason']}"] if about.get("reason") else []
    if about.get("summary"):
        parts.append(f"。小结：{about['summary']}")
    if about.get("override"):
        steps = "、".join(words.step(str(one)) for one in about.get("open_steps") or ())
        parts.append(f"。没做的必做步骤：{steps}，原因：{about['override']}")
    return "".join(parts)


def _taken(body: Body, about: Body) -> str:
    by = name_of(about, "by")
    line = _FROM.get(str(body.get("from")), "接手")
    return f"{line}，指派人：{by}" if by else line


def _given_back(body: Body, _about: Body) -> str:
    to, reason = str(body.get("to")), str(body.get("reason"))
    return _TO.get(to, f"交给 {to}") + _WHY_BACK.get(reason, f"，原因：{reason}")


def _offered(_body: Body, about: Body, _words: CaseWords) -> str:
    said = f"：{about['word']}" if about.get("word") else ""
    return f"想转给客服 {name_of(about, 'to')}{said}"


def _refused(_body: Body, about: Body, _words: CaseWords) -> str:
    return f"没有接转来的对话{_said(about, 'word')}"


def _judged(body: Body, about: Body, _words: CaseWords) -> str:
    verdict = _VERDICTS.get(str(body.get("verdict")), str(body.get("verdict")))
    title = about.get("title") or about.get("suggestion")
    return f"{verdict}建议「{title}」（第 {body.get('seq')} 条）{_said(about, 'reason')}"


def _corrected(body: Body, about: Body, words: CaseWords) -> str:
    what = words.fact_name(str(about["fact"])) if about.get("fact") else "意思"
    was, should_be = about.get("was") or "没有", about.get("should_be") or "没有"
    return f"更正第 {body.get('seq')} 条的{what}：{was} 改为 {should_be}{_said(about, 'reason')}"


def _said(about: Body, key: str) -> str:
    return f"，原因：{about[key]}" if about.get(key) else ""


_LINES: dict[str, Callable[[Body, Body], str]] = {
    "waiting": lambda body, _: (
        f"等候人工，原因：{REASONS.get(str(body.get('reason')), str(body.get('reason')))}"
    ),
    "taken": _taken,
    "given_back": _given_back,
}

_INSIDE: dict[str, Callable[[Body, Body, CaseWords], str]] = {
    "note": lambda _body, about, _words: f"内部备注：{about.get('text')}",
    "suggestion_judged": _judged,
    "reading_corrected": _corrected,
    "transfer_offered": _offered,
    "transfer_refused": _refused,
}
"""What colleagues are shown of them."""
