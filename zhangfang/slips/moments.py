"""Dates and times as slips print them: 2026/11/21 18:15:33, 20261121 181533, 2026年11月21日 18:15."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zhangfang.slips.figures import Value

_Y, _M, _D = r"(?P<year>20\d\d)", r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>[12]\d|3[01]|0?[1-9])"
_MM, _DD = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_H = r"(?P<hour>[01]\d|2[0-3]|\d(?=[:：]))"
_SEP = r"\s?[-/.年,，一—–]\s?"
_TIME_SEP = r"\s?[:：;；.,'’时点]\s?"
_DAY_FORMS = (
    re.compile(rf"(?<!\d){_Y}{_SEP}{_M}(?:\s?[-/.月,，一—–]\s?){_D}日?"),
    re.compile(rf"(?<!\d){_Y}\s?{_MM}\s?{_DD}(?!\d(?!\d{{5}}))"),
    re.compile(rf"(?<!\d){_MM}月{_DD}日"),
    re.compile(rf"(?<![\d.]){_MM}\s?[-/]\s?{_DD}(?=\s?{_H}:)"),
)
_CLOCK_FORMS = (
    re.compile(rf"{_H}{_TIME_SEP}(?P<minute>[0-5]\d)(?:{_TIME_SEP}(?P<second>[0-5]\d))?(?!\d)"),
    re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)(?!\d)"),
)
_AS_FIGURES = str.maketrans("OoQDlI|SsBZz", "000011155822")


@dataclass(frozen=True, slots=True)
class Moment:
    """Day and clock as far as they are printed, and where."""

    day: str | None
    clock: str | None
    start: int
    end: int
    doubt: int

    def as_value(self) -> Value | None:
        """ISO 8601, if the day is known."""
        if self.day is None:
            return None
        value = f"{self.day}T{self.clock}" if self.clock else self.day
        return Value(value, self.start, self.end, self.doubt)


def read_moment(text: str, year: int | None = None) -> Moment | None:
    """The first day and the clock after it, or either alone. `year` completes 11月21日."""
    figures = _figures_only(text)
    doubt = 1 if figures != text else 0
    day = _day(figures, year)
    after = day[1] if day else 0
    clock = _clock(
        figures, after, compact=day is not None or re.fullmatch(r"\D*\d{6}\D*", figures) is not None
    )
    if day is None and clock is None:
        return None
    start = day[2] if day else (clock[1] if clock else 0)
    end = clock[2] if clock else after
    odd = bool(day and day[3]) or bool(clock and clock[3])
    return Moment(
        day[0] if day else None, clock[0] if clock else None, start, end, 1 if odd else doubt
    )


def joined(one: Moment, other: Moment) -> Moment | None:
    """A day and a clock that are printed apart."""
    if one.day and not one.clock and other.clock and not other.day:
        return Moment(one.day, other.clock, one.start, one.end, max(one.doubt, other.doubt))
    if other.day and not other.clock and one.clock and not one.day:
        return joined(other, one)
    return None


def _figures_only(text: str) -> str:
    """O and l beside figures are figures."""
    return re.sub(
        r"(?<=[\d:/.-])[OoQDlI|SsBZz](?=[\d:/.-]|$)|(?<![A-Za-z])[OoQDlI|SsBZz](?=\d)",
        lambda match: match.group().translate(_AS_FIGURES),
        text,
    )


def _day(text: str, year: int | None) -> tuple[str, int, int, bool] | None:
    for number, form in enumerate(_DAY_FORMS):
        for match in form.finditer(text):
            named = match.groupdict().get("year")
            if named is None and year is None:
                continue
            try:
                day = date(int(named or year or 0), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            odd = re.search(r"[,，一—–]", match.group()) is not None or number > 1
            odd = odd or _splits_oddly(text, match)
            return day.isoformat(), match.end(), match.start(), odd
    return None


def _splits_oddly(text: str, match: re.Match[str]) -> bool:
    """2026/1/218:15 is the 2nd at 18:15 or the 21st at 8:15."""
    return (
        len(match["month"]) + len(match["day"]) < 4
        and re.match(r"\d", text[match.end() :]) is not None
    )


def _clock(text: str, after: int, *, compact: bool) -> tuple[str, int, int, bool] | None:
    for form in _CLOCK_FORMS if compact else _CLOCK_FORMS[:1]:
        match = form.search(text, after)
        if match is None or (match.start() - after > 8 and after):
            continue
        parts = [f"{int(match['hour']):02d}", match["minute"]]
        if match["second"]:
            parts.append(match["second"])
        odd = re.search(r"[;；.,'’]", match.group()) is not None
        return ":".join(parts), match.start(), match.end(), odd
    return None
