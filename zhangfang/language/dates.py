"""Days and months as merchants name them: 昨儿, 上上周四, 礼拜二, 三天前, 28号, 11/9, 上个月底.

Each form is a pattern and a function from its match and the day of reading to a `Day`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from zhangfang.language.numerals import DIGITS, read_number, read_small

_CN_DAY = "[一二三四五六七八九十廿卅]"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = rf"(?:3[01]|[12]\d|0?[1-9]|{_CN_DAY}{{1,3}})"
_YEAR = r"(?:20[23]\d|2[4-9]|二[〇零]二[一二三四五六七八九])"
_END = r"(?:(?![\dA-Za-z%])(?![-/.:]\d)|(?=-\d{1,2}:\d\d))"
_COUNT = r"(?!\s?[个笔次台遍天家元块毛万千百多十])"
_WEEK = r"(?:周|星期|礼拜)"
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{DIGITS}十百半]+)"
_DAYPART = r"早|晚|晨|夜|晌|午|上午|下午|中午|凌晨|\s?\d"
_NOT_A_DAY = (
    r"(?!码|店|机|楼|线|台|窗|桌|房|柜|门|院|仓|库|pos|终端|收银|员|单|位|工|商|均|结|内|之内|以内)"
)
_SPENT = r"刷|扣|那|的|交易|消费|收|付|退|转|左右|上|下|早|晚|中午|凌晨|\s|,|$"


@dataclass(frozen=True)
class Day:
    """A day, or a month when `to_month`; `clock` when the words fix the minute as well."""

    value: date
    to_month: bool = False
    approximate: bool = False
    clock: tuple[int, int] | None = None
    guessed_year: bool = False


Resolver = Callable[[re.Match[str], datetime], "Day | None"]


@dataclass(frozen=True)
class Form:
    """One way to name a day. `discarded` forms are read only so that nothing else reads them."""

    name: str
    pattern: str
    resolve: Resolver
    discarded: bool = False


def is_compact_time(code: str) -> bool:
    """20261120, 202611201403 or 20261120140322."""
    formats = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
    if len(code) not in formats or re.match(r"20[23]\d", code) is None or not code.isdigit():
        return False
    try:
        datetime.strptime(code, formats[len(code)])  # noqa: DTZ007 (only checked)
    except ValueError:
        return False
    return True


def _made(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day))
    except ValueError:
        return None


def _nothing(_match: re.Match[str], _now: datetime) -> None:
    return None


def _year(said: str, now: datetime) -> int:
    if said in ("今年", "本年"):
        return now.year
    if said in ("去年", "前年"):
        return now.year - (1 if said == "去年" else 2)
    number = read_small(said) or 0
    return number + 2000 if number < 100 else number


def _full(match: re.Match[str], now: datetime) -> Day | None:
    year, month, day = match.group("y", "m", "d")
    return _made(_year(year, now), read_small(month) or 0, read_small(day) or 0)


def _year_month(match: re.Match[str], now: datetime) -> Day | None:
    return _month_of(_year(match["y"], now), read_small(match["m"]) or 0)


def _month_of(year: int, month: int) -> Day | None:
    day = _made(year, month, 1)
    return None if day is None else Day(day.value, to_month=True)


def _month_day(match: re.Match[str], now: datetime) -> Day | None:
    """Without a year, the last such day."""
    month, day = read_small(match["m"]) or 0, read_small(match["d"]) or 0
    this_year = _made(now.year, month, day)
    if this_year is not None and this_year.value <= now.date():
        return this_year
    last_year = _made(now.year - 1, month, day)
    return None if last_year is None else Day(last_year.value, guessed_year=True)


def _month(match: re.Match[str], now: datetime) -> Day | None:
    month = read_small(match["m"]) or 0
    return _month_of(now.year if month <= now.month else now.year - 1, month)


def _months_back(now: datetime, months: int) -> tuple[int, int]:
    index = now.year * 12 + now.month - 1 - months
    return index // 12, index % 12 + 1


def _relative_month(match: re.Match[str], now: datetime) -> Day | None:
    year, month = _months_back(now, match["rel"].count("上"))
    day = match["d"]
    return _month_of(year, month) if day is None else _made(year, month, read_small(day) or 0)


def _edge_of_month(match: re.Match[str], now: datetime) -> Day | None:
    """月底 early in a month is the last one's."""
    is_past = match.group() in ("月底", "月末") and now.day < 24
    return _month_of(*_months_back(now, 1 if is_past else 0))


def _day_of_month(match: re.Match[str], now: datetime) -> Day | None:
    """28号: this month's when it has come, or the last month that had one."""
    day = read_small(match["d"]) or 0
    for months in range(3):
        found = _made(*_months_back(now, months), day)
        if found is not None and found.value <= now.date():
            return Day(found.value, guessed_year=months > 0)
    return None


def _relative_day(match: re.Match[str], now: datetime) -> Day | None:
    said = match.group()
    back = 3 if said.startswith("大前") else {"前": 2, "昨": 1, "今": 0}[said[0]]
    return Day(now.date() - timedelta(days=back))


def _today(_match: re.Match[str], now: datetime) -> Day | None:
    return Day(now.date())


def _weekday(match: re.Match[str], now: datetime) -> Day | None:
    said = match["day"]
    weekday = "一二三四五六".find(said) if said in "一二三四五六" else 6
    weekday = int(said) - 1 if said.isdigit() else weekday
    monday = now.date() - timedelta(days=now.weekday())
    back = match["rel"].count("上") if match["rel"] else 0
    day = monday + timedelta(days=weekday - 7 * back)
    if day > now.date() and not match["rel"]:
        day -= timedelta(days=7)
    return Day(day) if day <= now.date() else None


_DAYS_IN = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MINUTES_IN = {"小时": 60, "钟头": 60, "分钟": 1, "分": 1, "刻钟": 15}


def _ago(match: re.Match[str], now: datetime) -> Day | None:
    said, unit = match["n"], match["unit"]
    count = _count(said, match["half"])
    if count is None or count > 10_000:
        return None
    approximate = match["more"] is not None
    if unit in _MINUTES_IN:
        then = now - timedelta(minutes=int(count * _MINUTES_IN[unit]))
        return Day(then.date(), clock=(then.hour, then.minute), approximate=True)
    if unit == "月" and count == count.to_integral_value():
        return _month_of(*_months_back(now, min(int(count), 1200)))
    days = int(count * (30 if unit == "月" else _DAYS_IN[unit]))
    return Day(now.date() - timedelta(days=days), approximate=approximate or unit == "月")


def _count(said: str, half: str | None) -> Decimal | None:
    if said == "半":
        return Decimal("0.5")
    number = read_number(said)
    if number is None or number.vague:
        return None
    return number.value + (Decimal("0.5") if half else 0)


FORMS = (
    Form(
        "future",
        r"明[天儿日早晚年]|明后天|(?<![然最以之])大?后天|下下?个?(?:周|星期|礼拜)[一二三四五六日天]?"
        r"|下个?月(?:\d{1,2}[号日]?|初|底|[一二三四五六七八九十]{1,3}[号日])?|过[两几]天|改天|待会儿?|等会儿?"
        r"|[等过]?一会儿|回头|稍后|晚点儿?|晚些",
        _nothing,
        discarded=True,
    ),
    Form(
        "habit",
        rf"每个?(?:天|日|周|月|年|星期|礼拜)(?:的)?(?:{_D}[号日]|[一二三四五六日天](?![笔次天]))?|天天"
        rf"|{_WEEK}[一二三四五六日天]\s?[到至~-]\s?{_WEEK}?[一二三四五六日天]|{_WEEK}六日",
        _nothing,
        discarded=True,
    ),
    Form(
        "compact",
        r"(?<![\dA-Za-z.*])(?<![\dA-Za-z][-_/])(?P<y>20[23]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?=(?:[0-2]\d[0-5]\d){1}(?:[0-5]\d)?(?!\d)|(?!\d))(?![A-SU-Za-z]|[-_][A-Za-z])",
        _full,
    ),
    Form(
        "full",
        rf"(?<!\d)(?P<y>{_YEAR}|[去今本前]年)\s?年?\s?(?P<m>{_M})\s?月份?\s?(?P<d>{_D})\s?[日号]?{_COUNT}",
        _full,
    ),
    Form(
        "numeric",
        r"(?<![\d.\-/A-Za-z])(?P<y>20[23]\d|2[4-9])(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)"
        r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d|[-/.:]\d)",
        _full,
    ),
    Form(
        "year_month",
        rf"(?<!\d)(?P<y>{_YEAR}|[去今本前]年)\s?年?\s?的?(?P<m>{_M})\s?月份?(?:初|底|末|中旬|上旬|下旬)?(?!租|费)",
        _year_month,
    ),
    Form(
        "ago",
        rf"(?<![\d.{DIGITS}十百第])(?P<n>{_NUMBER})\s?(?P<more>多|来)?个?(?P<half>半)?(?P<more2>多|来)?"
        r"(?P<unit>小时|钟头|分钟|分|刻钟|天|日|周|星期|礼拜|月)(?:之|以)?前(?!后)",
        _ago,
    ),
    Form(
        "month_day",
        rf"(?<![\d.])(?P<m>{_M})\s?月份?\s?(?:的)?(?P<d>{_D})(?:\s?[日号]|(?!\d){_COUNT})",
        _month_day,
    ),
    Form(
        "relative_month",
        rf"(?P<rel>上上个?月|上个?月|这个?月|本月|当月)份?的?(?:\s?(?P<d>{_D})(?:[日号]|(?!\d){_COUNT})"
        r"|初|底|末|中旬|上旬|下旬|月初|月底)?(?!租|费)",
        _relative_month,
    ),
    Form(
        "month",
        rf"(?<![\d.个])(?P<m>{_M})\s?月(?:份|初|底|末|中旬|上旬|下旬|中|里|的|(?=被|扣|刷|到|没|就|开始|,|\s|$))",
        _month,
    ),
    Form("edge_of_month", r"月[初底末中](?!旬)", _edge_of_month),
    Form(
        "relative_day",
        r"大前[天日儿]个?|(?<![以之目提往午])前[天儿]个?|(?<![以之目提往])前日|昨[天日儿]个?|今[天日儿]个?"
        rf"|昨个|昨(?={_DAYPART})|今(?=早|晚|晨|夜|凌晨|上午|下午|中午)|前(?=晚上?)",
        _relative_day,
    ),
    Form(
        "just",
        r"(?:刚才|刚刚(?!好)|方才|适才)(?!(?:我|你)?(?:那个(?!钱|单子)|的单号|给|发|说|讲|写|打错|输错|报|告诉|提|给)+)|刚(?=刷|扣|收了|付|扫|转|退|交易|操作)",
        _today,
    ),
    Form(
        "weekday",
        rf"(?P<rel>(?:上个?)+|这个?|本)?(?<![一二两三四五六七八九十几每\d双下]){_WEEK}(?P<day>[一二三四五六日天]|[1-7](?!\d))"
        r"(?![到至~-]|均|报)",
        _weekday,
    ),
    Form(
        "slash",
        rf"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9]){_END}{_COUNT}(?!小时)",
        _month_day,
    ),
    Form(
        "joined",
        r"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?=\s[0-2]?\d:[0-5]\d)",
        _month_day,
    ),
    Form(
        "dash",
        r"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|[12]\d|0[1-9])"
        rf"{_END}{_COUNT}",
        _month_day,
    ),
    Form(
        "dot",
        r"(?<![\d.\-/A-Za-z¥])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0?[1-9])"
        r"(?:[号日]|(?=那|\s?(?:早|晚|上午|下午|中午|凌晨|傍晚)|\s?\d{1,2}[:点]|刷|扣|交易))(?!\d)",
        _month_day,
    ),
    Form(
        "day",
        rf"(?<![\d.\-/A-Za-z第单路街弄巷一二三四五六七八九十廿卅])(?P<d>{_D})\s?(?:号{_NOT_A_DAY}"
        rf"|(?<![一二三四五六七八九])日{_NOT_A_DAY}|(?<=[十廿][一二三四五六七八九])日{_NOT_A_DAY})",
        _day_of_month,
    ),
)
