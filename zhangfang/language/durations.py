"""How long: 说七个工作日，现在都第十二天了. Texts are normalised."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from zhangfang.language.numerals import DIGITS, Number, read_number

_N = rf"(?:\d+(?:\.\d+)?|[{DIGITS}十百半]+)"
_DURATION = re.compile(
    rf"(?P<nth>第)?(?<![\d.{DIGITS}十百])(?:(?P<low>{_N})\s?[到至~-]\s?)?(?P<n>{_N})\s?(?P<more>多|来)?个?(?P<half>半)?(?P<more2>多|来)?"
    r"(?P<unit>工作日|自然日|天|日(?=内|之内|以内)|周(?![一二三四五六日末期年围])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|月|年|小时|钟头)"
    r"(?P<tail>半|多)?(?!\s?(?:之|以)?前|份|租|\d)"
)
_DAYS_IN: dict[str, Decimal | int] = {
    "工作日": 1, "自然日": 1, "天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365,
    "小时": Decimal(1) / 24, "钟头": Decimal(1) / 24,
}  # fmt: skip


@dataclass(frozen=True)
class Duration:
    """A length of time in days, rounded up; a range such as 三到五天 counts to its end."""

    days: int
    working: bool
    ordinal: bool
    approximate: bool
    start: int
    end: int
    said: str


def read_durations(text: str) -> list[Duration]:
    """The lengths of time of a normalised text, in order."""
    found = (_duration(match) for match in _DURATION.finditer(text))
    return [duration for duration in found if duration is not None]


def _duration(match: re.Match[str]) -> Duration | None:
    unit = match["unit"]
    number = _number(match["n"])
    if number is None or (unit == "月" and not _counts_months(match)):
        return None
    half = match["half"] or match["tail"] == "半"
    days = (number.value + (Decimal("0.5") if half else 0)) * _DAYS_IN[unit]
    if not 0 < days <= 3650:
        return None
    loose = match["low"] or match["more"] or match["more2"] or match["tail"] == "多"
    return Duration(
        days=math.ceil(days),
        working=unit == "工作日" or "工作日" in match.string[match.end() : match.end() + 4],
        ordinal=match["nth"] is not None,
        approximate=bool(loose) or number.vague,
        start=match.start(),
        end=match.end(),
        said=match.group(),
    )


def _number(said: str) -> Number | None:
    """三五天 counts to five."""
    if said == "半":
        return Number(Decimal("0.5"))
    if re.fullmatch(rf"[{DIGITS}]{{2}}", said):
        last = read_number(said[-1])
        return None if last is None else Number(last.value, vague=True)
    return read_number(said)


def _counts_months(match: re.Match[str]) -> bool:
    """三个月 and 半月 are lengths, 三月 is a month."""
    return "个" in match.group() or match["n"] == "半"
