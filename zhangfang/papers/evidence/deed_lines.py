"""Lines for what is neither said nor a change of a case: papers taken, messages taken back, ratings."""

from collections.abc import Callable, Mapping
from typing import Any

from zhangfang.papers.evidence.agent_lines import agent_line
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.record import CONTENT, Gone
from zhangfang.papers.evidence.revealed import number_name

Body = Mapping[str, Any]

VARIANTS = {"masked": "遮盖版", "opened": "打开版"}
_REASONS = {
    "split_number": "一个号码分在几条里发出，合起来须遮盖",
    "recalled": "发送人撤回",
}
_ERASERS = {"merchant": "商户", "operator": "运营方，受商户之托"}


def deed_line(kind: str, body: Body, about: Body, words: CaseWords) -> str | None:
    """What was done, without a full stop; None for a kind that is not known here.

    Args:
        kind: of the event.
        body: what it says to everybody.
        about: what it says under seal; empty if that is not shown.
        words: what things are called.
    """
    if kind in _LINES_OF_BOTH:
        return _LINES_OF_BOTH[kind](body, about, words)
    return custody_line(kind, body, words) or agent_line(kind, body, about, words)


def custody_line(kind: str, body: Body, words: CaseWords) -> str | None:
    """What was done to the record or with it; None for anything else."""
    line = _LINES.get(kind)
    return line(body, words) if line else None


def why_gone(gone: Gone) -> str:
    """Why a value cannot be shown any more: 发送人撤回（见第 9 条）."""
    if gone.reason is None:
        return f"按要求擦除（见第 {gone.by} 条）"
    return f"{_reason(gone.reason)}（见第 {gone.by} 条）"


def revealed_names(body: Body) -> str:
    """`["2 phone-1", "5 content"]` in words: 第 2 条的电话 1、第 5 条撤回的原文."""
    found = (str(one).partition(" ") for one in body.get("revealed") or ())
    return "、".join(f"第 {seq} 条{_revealed_name(name)}" for seq, _, name in found)


def _revealed_name(name: str) -> str:
    return "撤回的原文" if name == CONTENT else f"的{number_name(name)}"


def _paper_taken(body: Body, words: CaseWords) -> str:
    name, form = words.paper(str(body.get("paper"))), str(body.get("format")).upper()
    return f"取走文书：{name}（{form}，案件 {body.get('case')}），SHA-256 {body.get('sha256')}"


def _pack_taken(body: Body, _words: CaseWords) -> str:
    variant = VARIANTS.get(str(body.get("variant")), str(body.get("variant")))
    opened = revealed_names(body)
    shown = f"，显示了{opened}" if opened else ""
    size = f"，日志前 {body['size']} 条时" if "size" in body else ""
    digest = f"，SHA-256 {body['sha256']}" if body.get("sha256") else ""
    return f"取走证据包：{variant}{shown}{size}{digest}"


def _number_revealed(body: Body, _words: CaseWords) -> str:
    return f"查看完整号码：{revealed_names(body)}"


def _redacted(body: Body, _words: CaseWords) -> str:
    name = body.get("name")
    what = "原文" if name == "content" else f"封存的{number_name(str(name))}"
    return f"销毁第 {body.get('seq')} 条的{what}，原因：{_reason(str(body.get('reason')))}"


def _erased(body: Body, _words: CaseWords) -> str:
    by = str(body.get("by"))
    return f"擦除此前全部内容，提出方：{_ERASERS.get(by, by)}"


def _consented(body: Body, _words: CaseWords) -> str:
    agreed = "同意" if body.get("sensitive") else "不同意"
    return f"看过并同意使用说明（{body.get('version')}）；留敏感信息：{agreed}"


def _rated(body: Body, about: Body, _words: CaseWords) -> str:
    outcome = "问题解决了" if body.get("solved") else "问题没有解决"
    case = f"案件 {about['case']}，" if about.get("case") else ""
    said = f"。原话：{about['words']}" if about.get("words") else ""
    return f"评价：{case}{outcome}，{body.get('stars')} 星{said}"


def _identified(_body: Body, about: Body, _words: CaseWords) -> str:
    who = f"：{about.get('name')}（{about.get('id')}）" if about else ""
    return f"嵌入这个页面的网站告知写的人是谁{who}"


def _file_read(body: Body, about: Body, words: CaseWords) -> str:
    if body.get("reader") is None:
        return f"看过第 {body.get('seq')} 条的文件，没有可读的小票"
    found = "、".join(
        f"{words.fact_name(str(it.get('name')))} {it.get('value')}" for it in _fields(about)
    )
    read = f"，读出：{found}" if found else ""
    return f"用程序读第 {body.get('seq')} 条的图片（{body.get('reader')}）{read}"


def _fields(about: Body) -> list[Body]:
    fields = about.get("fields")
    listed = fields if isinstance(fields, list) else []
    return [it for it in listed if isinstance(it, Mapping)]


def _reason(reason: str) -> str:
    return _REASONS.get(reason, reason)


_LINES: dict[str, Callable[[Body, CaseWords], str]] = {
    "paper_taken": _paper_taken,
    "pack_taken": _pack_taken,
    "secret_made": lambda body, _: f"设了取回口令，案件 {body.get('case_number')}",
    "resumed": lambda body, _: f"在另一台设备上凭口令接着办，案件 {body.get('case_number')}",
    "resume_refused": lambda body, _: (
        f"有人凭错的口令要接着办，已拒绝，案件 {body.get('case_number')}"
    ),
    "number_revealed": _number_revealed,
    "watched": lambda _body, _words: "查看了这段对话",
    "recalled": lambda body, _: f"撤回了一条消息（第 {body.get('seq')} 条）",
    "consented": _consented,
    "redacted": _redacted,
    "erased": _erased,
}

_LINES_OF_BOTH: dict[str, Callable[[Body, Body, CaseWords], str]] = {
    "rated": _rated,
    "identified": _identified,
    "file_read": _file_read,
}
"""Those that also tell what stands under seal."""
