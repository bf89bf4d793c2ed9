"""Which day or month is meant, from a match of one of the forms and the moment of reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from zhangfang.language.numerals import read_number, read_small


@dataclass(frozen=True)
class Day:
    """A day, or a month when `to_month`; `clock` when the words fix the minute; `just`: 刚才."""

    value: date
    to_month: bool = False
    approximate: bool = False
    clock: tuple[int, int] | None = None
    guessed_year: bool = False
    just: bool = False


Resolver = Callable[[re.Match[str], datetime], "Day | None"]


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


def no_day(_match: re.Match[str], _now: datetime) -> None:
    """No day that has been."""
    return


def _year(said: str, now: datetime) -> int:
    if said in ("今年", "本年"):
        return now.year
    if said in ("去年", "前年"):
        return now.year - (1 if said == "去年" else 2)
    number = read_small(said) or 0
    return number + 2000 if number < 100 else number


def full_date(match: re.Match[str], now: datetime) -> Day | None:
    """2026-11-18, 去年12月8号."""
    year, month, day = match.group("y", "m", "d")
    return _made(_year(year, now), read_small(month) or 0, read_small(day) or 0)


def month_of_year(match: re.Match[str], now: datetime) -> Day | None:
    """去年12月."""
    return _month_of(_year(match["y"], now), read_small(match["m"]) or 0)


def _month_of(year: int, month: int) -> Day | None:
    day = _made(year, month, 1)
    return None if day is None else Day(day.value, to_month=True)


def month_and_day(match: re.Match[str], now: datetime) -> Day | None:
    """Without a year, the last such day."""
    month, day = read_small(match["m"]) or 0, read_small(match["d"]) or 0
    this_year = _made(now.year, month, day)
    if this_year is not None and this_year.value <= now.date():
        return this_year
    last_year = _made(now.year - 1, month, day)
    return None if last_year is None else Day(last_year.value, guessed_year=True)


def named_month(match: re.Match[str], now: datetime) -> Day | None:
    """10月份: the last such month."""
    month = read_small(match["m"]) or 0
    return _month_of(now.year if month <= now.month else now.year - 1, month)


def _months_back(now: datetime, months: int) -> tuple[int, int]:
    index = now.year * 12 + now.month - 1 - months
    return index // 12, index % 12 + 1


def relative_month(match: re.Match[str], now: datetime) -> Day | None:
    """上个月, or 上个月26号."""
    year, month = _months_back(now, match["rel"].count("上"))
    day = match["d"]
    return _month_of(year, month) if day is None else _made(year, month, read_small(day) or 0)


def edge_of_month(match: re.Match[str], now: datetime) -> Day | None:
    """月底 early in a month is the last one's."""
    is_past = match.group() in ("月底", "月末") and now.day < 24
    return _month_of(*_months_back(now, 1 if is_past else 0))


def day_of_month(match: re.Match[str], now: datetime) -> Day | None:
    """28号: this month's when it has come, or the last month that had one."""
    day = read_small(match["d"]) or 0
    for months in range(3):
        found = _made(*_months_back(now, months), day)
        if found is not None and found.value <= now.date():
            return Day(found.value, guessed_year=months > 0)
    return None


_DAYS_BACK = {
    "大大前": 4,
    "大前": 3,
    "前": 2,
    "昨": 1,
    "寻": 1,
    "噚": 1,
    "㖊": 1,
    "琴": 1,
    "夜": 1,
    "今": 0,
}


def relative_day(match: re.Match[str], now: datetime) -> Day | None:
    """昨天, 前儿, 大前天. Late at night 今晚 is the evening that has just passed."""
    said = match.group()
    back = next(days for word, days in _DAYS_BACK.items() if said.startswith(word))
    if match["tonight"] and now.hour < 5:
        back = 1
    return Day(now.date() - timedelta(days=back))


def today(_match: re.Match[str], now: datetime) -> Day | None:
    """刚才: today."""
    return Day(now.date(), just=True)


def weekday(match: re.Match[str], now: datetime) -> Day | None:
    """The last such day; 上 goes a week back."""
    said = match["day"]
    place = "一二三四五六".find(said) if said in "一二三四五六" else 6
    place = int(said) - 1 if said.isdigit() else place
    monday = now.date() - timedelta(days=now.weekday())
    back = match["rel"].count("上") if match["rel"] else 0
    day = monday + timedelta(days=place - 7 * back)
    if day > now.date() and not match["rel"]:
        day -= timedelta(days=7)
    return Day(day) if day <= now.date() else None


_DAYS_IN = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MINUTES_IN = {"小时": 60, "钟头": 60, "分钟": 1, "分": 1, "刻钟": 15}


def ago(match: re.Match[str], now: datetime) -> Day | None:
    """两天前, 半个小时前, 两个月前."""
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
