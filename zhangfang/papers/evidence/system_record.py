"""What the system's own events say: starts, stops, audits, keys, and what went wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhangfang.evidence.event import Event
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import VerifierKey
from zhangfang.papers.evidence import moments
from zhangfang.papers.evidence.cover import fingerprint

STARTED, STOPPED, AUDITED, KEY_CHANGED = "desk_started", "desk_stopped", "audited", "key_changed"
KNOWN = (STARTED, STOPPED, AUDITED, KEY_CHANGED)
SOUND = "sound"

_ENDS = {"True": "是", "False": "否", "None": "首次启动"}
_CLOCKS = {"True": "已与时间源同步", "False": "未与时间源同步"}

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SystemRecord:
    """Rows of the tables, oldest first.

    Attributes:
        version: of the program that was last started.
        runs: time, what, version, whether the run before ended in order, clock.
        audits: time, entries checked, outcome, failures, clock.
        keys: time, what.
        others: time, what.
        incidents: time, what.
    """

    version: str
    runs: list[Line]
    audits: list[Line]
    keys: list[Line]
    others: list[Line]
    incidents: list[Line]


def system_record(events: Iterable[Event]) -> SystemRecord:
    """Read the events of `system`."""
    events = list(events)
    started = [event for event in events if event.kind == STARTED]
    return SystemRecord(
        version=_version(started[-1].body) if started else "未附",
        runs=[_run(event) for event in events if event.kind in (STARTED, STOPPED)],
        audits=[_audit(event) for event in events if event.kind == AUDITED],
        keys=[_key_change(event) for event in events if event.kind == KEY_CHANGED],
        others=[(_at(event), event.kind) for event in events if event.kind not in KNOWN],
        incidents=[line for event in events for line in _incidents(event)],
    )


def clock_words(clock: object) -> str:
    """Whether the machine's clock was synchronised, and how far off it may have been."""
    if not isinstance(clock, Mapping):
        return "未记录"
    state = _CLOCKS.get(str(clock.get("synchronised")), "同步情况不明")
    error = clock.get("error_ms")
    return state if error is None else f"{state}，误差不超过 {error} 毫秒"


def _run(event: Event) -> Line:
    if event.kind == STOPPED:
        return _at(event), "停止", "", "", ""
    body = event.body
    before = _ENDS.get(str(body.get("ended_in_order", "")), "未注明")
    return _at(event), "启动", _version(body), before, clock_words(body.get("clock"))


def _audit(event: Event) -> Line:
    body = event.body
    sound = body.get("outcome") == SOUND
    outcome = "无误" if sound else f"有误：{body.get('first_failure') or '未注明'}"
    return (
        _at(event),
        f"前 {body.get('size')} 条",
        outcome,
        f"{body.get('failures')} 处",
        f"{body.get('seconds')} 秒",
        clock_words(body.get("clock")),
    )


def _key_change(event: Event) -> Line:
    old, new = _named_key(event.body.get("old")), _named_key(event.body.get("new"))
    return _at(event), old, new


def _incidents(event: Event) -> list[Line]:
    found: list[Line] = []
    body = event.body
    if event.kind == STARTED and body.get("ended_in_order") is False:
        found.append((_at(event), "此前一次运行没有正常结束，系统重新启动"))
    if event.kind == STARTED and _is_off(body):
        found.append((_at(event), f"启动时系统时钟{clock_words(body.get('clock'))}"))
    if event.kind == AUDITED and body.get("outcome") != SOUND:
        first = body.get("first_failure") or "未注明"
        found.append((_at(event), f"自查发现 {body.get('failures')} 处有误，第一处：{first}"))
    if event.kind == AUDITED and _is_off(body):
        found.append((_at(event), f"自查时系统时钟{clock_words(body.get('clock'))}"))
    return found


def _is_off(body: Mapping[str, Any]) -> bool:
    clock = body.get("clock")
    return isinstance(clock, Mapping) and clock.get("synchronised") is False


def _named_key(vkey: object) -> str:
    """A verifier key by its fingerprint; what is none stays as it is."""
    try:
        return fingerprint(VerifierKey.from_vkey(str(vkey)))
    except EvidenceError:
        return str(vkey)


def _version(body: Mapping[str, Any]) -> str:
    python = f"（Python {body['python']}）" if body.get("python") else ""
    return f"{body.get('version', '未注明')}{python}"


def _at(event: Event) -> str:
    return moments.second(event.recorded_at)
