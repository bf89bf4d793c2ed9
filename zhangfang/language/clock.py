"""The time of day: 八点二十, 傍晚六点一刻, 14:03:22, 6:05pm, 差五分八点, 8点多."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhangfang.language.numerals import read_small

_MORNING = "清晨|清早|大清早|一大早|大早上|大早晨|早晨|早上|早起|早间|早浪|朝早|朝头|上午|上昼|上半天|午前|前晌|前半晌|头晌|头半晌|早|晨"
_NOON = "晌午|中午|正午|午间|大中午|晏昼|日头当顶"
_AFTERNOON = "午后|下午|下昼|下半天|后晌|后半晌|傍晚|傍黑|黄昏|擦黑|天擦黑"
_EVENING = "晚上|晚间|夜晚|晚黑|晚夕|晚"
_NIGHT = "大半夜|半夜|深夜|午夜|夜里厢|夜里|夜间|夜到|大晚上|夜"
_SMALL_HOURS = "凌晨|后半夜|下半夜|天没亮|天还没亮"
DAYPART = "|".join((_SMALL_HOURS, _NIGHT, _MORNING, _NOON, _AFTERNOON, _EVENING))

_HOUR = r"(?:2[0-4]|[01]?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九]|廿[一二三四]?)"
_MINUTE = r"(?:[0-5]?\d(?!\d)|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[一二三四五六七八九])"
_NOT_MINUTES = r"(?!\s?[块元毛笔个十万千百%次台单家多天号]|\d|\.\d)"
_MORE = r"(?:多|来钟|左右|前后|上下|许)"
_DIGITAL = (
    r"(?<!\d:)(?<![\d.])(?P<h1>2[0-4]|[01]?\d)\s?:\s?(?P<m1>[0-5]\d)(?:\s?:\s?(?P<s1>[0-5]\d)(?:\.\d+)?)?(?!\d|:\d)"
    r"\s?(?P<half1>[ap]\.?m(?![A-Za-z])\.?)?"
)
_HALF_DAY = r"(?<![\d:.])(?P<h2>1[0-2]|0?[1-9])\s?(?P<half2>[ap]\.?m(?![A-Za-z])\.?)"
_SHORT_OF = rf"差(?P<less>{_MINUTE}|一刻)(?:分钟?|(?<=刻))?(?:到|就)?\s?(?P<h3>{_HOUR})[点时]"
_SPOKEN = (
    r"(?<![\d:.百千万])(?:(?<![一二三四五六七八九十零〇两])|(?<=[周期拜][一二三四五六1-6]))"
    rf"(?P<h4>{_HOUR})(?:[一二两三四五六七八九])?\s?(?P<word>[点时])(?!要求|意见|建议|问题|疑问|原因|理由|击|单|餐|开(?![门店始张])|进(?!货)|赞|选|了|钱|数|卡|心)"
    rf"(?:钟|整)?(?:\s?(?:(?P<half>半)|过?(?P<quarter>[一三13])刻|差(?:(?P<short>{_MINUTE})分|(?P<short_quarter>一刻))"
    rf"|[过零〇]?(?P<m4>{_MINUTE}){_NOT_MINUTES}\s?(?:分(?!钱)|(?=\D|$))(?:(?P<s4>{_MINUTE})秒)?))?"
)
CLOCK = "|".join((_DIGITAL, _HALF_DAY, _SHORT_OF, _SPOKEN))
APPROXIMATE_AFTER = re.compile(rf"\s?(?:钟)?{_MORE}")


@dataclass(frozen=True)
class Clock:
    """A time of day as said, before its part of the day is known."""

    hour: int
    minute: int
    second: int | None = None
    certain: bool = True


def read_clock(match: re.Match[str]) -> Clock | None:
    """The clock of a match of CLOCK."""
    groups = match.groupdict()
    hour = _first(groups, "h1", "h2", "h3", "h4")
    minute = _first(groups, "m1", "m4") or 0
    second = _first(groups, "s1", "s4")
    if groups["half"]:
        minute = 30
    if groups["quarter"]:
        minute = 15 if groups["quarter"] in "一1" else 45
    short = (
        15
        if "一刻" in (groups["less"], groups["short_quarter"])
        else _first(groups, "less", "short")
    )
    if hour is None or minute > 59:
        return None
    if short:
        hour, minute = hour - 1, 60 - short
    half_day = (groups["half1"] or groups["half2"] or "").casefold()
    return _settled(Clock(hour, minute, second, _is_certain(match)), half_day)


def placed(clock: Clock, daypart: str) -> tuple[int, int]:
    """The hour of 24 and the days to go on, in a part of the day such as 晚上."""
    hour = clock.hour
    if daypart in _EVENING.split("|") or daypart in _NIGHT.split("|"):
        return _at_night(hour, daypart)
    if daypart in _AFTERNOON.split("|") and hour < 12:
        return hour + 12, 0
    if daypart in _NOON.split("|") and hour < 4:
        return hour + 12, 0
    if daypart in _SMALL_HOURS.split("|") and hour == 12:
        return 0, 0
    return (hour, 0) if hour < 24 else (0, 1)


def _at_night(hour: int, daypart: str) -> tuple[int, int]:
    if hour in (0, 12, 24):
        return 0, 1
    if hour >= 5:
        return (hour, 0) if hour > 12 else (hour + 12, 0)
    return hour, 1 if daypart in _EVENING.split("|") else 0


def _first(groups: dict[str, str | None], *names: str) -> int | None:
    said = next((groups[name] for name in names if groups[name]), None)
    return None if said is None else read_small(said)


def _settled(clock: Clock, half_day: str) -> Clock | None:
    hour = clock.hour
    if half_day.startswith("p") and hour < 12:
        hour += 12
    elif half_day.startswith("a") and hour == 12:
        hour = 0
    valid = 0 <= hour <= 24 and 0 <= clock.minute < 60
    return Clock(hour, clock.minute, clock.second, clock.certain) if valid else None


def _is_certain(match: re.Match[str]) -> bool:
    """一点 alone may be 'a little', 两点 'two points': they need a date or a part of the day."""
    return (
        match["word"] is None
        or match["h4"] not in ("一", "两", "1", "2")
        or bool(re.search(r"[半刻分钟整]|点.|时.", match.group()))
    )
