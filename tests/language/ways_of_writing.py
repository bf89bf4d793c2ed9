"""How merchants write an amount, a moment and an order number: one function for each way.

A way gives None where it cannot say the thing, as 2w cannot say 23,456.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import cn2an

NOW = datetime(2026, 11, 22, 14, 0)  # noqa: DTZ001  (a Sunday; the readers take Shanghai time)
AmountWay = Callable[[Decimal], str | None]
MomentWay = Callable[[datetime], str | None]

_WIDE = str.maketrans("0123456789.:", "０１２３４５６７８９．：")
_DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """1250 as 一千二百五十, 12 as 十二."""
    said = cn2an.an2cn(number)
    return said[1:] if said.startswith("一十") else said


def _whole(value: Decimal) -> int | None:
    return int(value) if value == int(value) else None


def _if_whole(write: Callable[[int], str | None]) -> AmountWay:
    return lambda value: None if _whole(value) is None else write(int(value))


def _figures(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _with_mao(value: Decimal) -> str | None:
    """12块8, 12块85."""
    yuan, cents = divmod(int(value * 100), 100)
    if yuan == 0 or cents == 0:
        return None
    return f"{yuan}块{cents:02d}" if cents % 10 else f"{yuan}块{cents // 10}"


def _spoken_mao(value: Decimal) -> str | None:
    """十二块八毛五."""
    yuan, cents = divmod(int(value * 100), 100)
    jiao, fen = divmod(cents, 10)
    if yuan == 0 or jiao == 0:
        return None
    return f"{spoken(yuan)}块{_DIGITS[jiao]}毛{_DIGITS[fen] if fen else ''}"


def _elliptic(number: int) -> str | None:
    """320 as 三百二, 2600 as 两千六, 35000 as 三万五."""
    for scale, word in ((10_000, "万"), (1000, "千"), (100, "百")):
        if number >= scale:
            head, tail = divmod(number, scale)
            if head > 9 or tail % (scale // 10) or tail == 0:
                return None
            return f"{'零一两三四五六七八九'[head]}{word}{_DIGITS[tail * 10 // scale]}"
    return None


def _mixed(number: int) -> str | None:
    """23000 as 2万3."""
    head, tail = divmod(number, 10_000)
    return f"{head}万{tail // 1000}" if head and tail and tail % 1000 == 0 else None


def _shortened(scale: int, letter: str) -> Callable[[int], str | None]:
    def write(number: int) -> str | None:
        short = Decimal(number) / scale
        return (
            f"{_figures(short)}{letter}"
            if number >= scale and number % (scale // 100) == 0
            else None
        )

    return write


AMOUNT_WAYS: dict[str, AmountWay] = {
    "320块": lambda value: f"{_figures(value)}块",
    "320元": lambda value: f"{_figures(value)}元",
    "320.00元": lambda value: f"{value:.2f}元",
    "¥1,288.00": lambda value: f"¥{value:,.2f}",
    "RMB 320.00": lambda value: f"RMB {value:.2f}",
    "320rmb": lambda value: f"{_figures(value)}rmb",
    "３２０元": lambda value: f"{_figures(value).translate(_WIDE)}元",
    "-320.00元": lambda value: f"-{value:.2f}元",
    "金额：320": lambda value: f"金额：{_figures(value)}",
    "三百二十块": _if_whole(lambda number: f"{spoken(number)}块"),
    "三百二十块钱": _if_whole(lambda number: f"{spoken(number)}块钱"),
    "叁佰贰拾元整": lambda value: cn2an.an2cn(str(value), "rmb"),
    "人民币叁佰贰拾元整": lambda value: f"人民币{cn2an.an2cn(str(value), 'rmb')}",
    "三百二": _if_whole(_elliptic),
    "三百二十": _if_whole(lambda number: spoken(number) if number >= 100 else None),
    "2万3": _if_whole(_mixed),
    "1.2w": _if_whole(_shortened(10_000, "w")),
    "1.2万": _if_whole(_shortened(10_000, "万")),
    "3.5k": _if_whole(_shortened(1000, "k")),
    "12块8": _with_mao,
    "十二块八毛": _spoken_mao,
}


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _part_of_day(hour: int) -> str:
    limits = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
    return next(name for limit, name in limits if hour < limit)


def _twelve(hour: int) -> str:
    hour = hour - 12 if hour > 12 else hour
    return "两" if hour == 2 else spoken(hour)


def _spoken_minute(minute: int) -> str:
    return "" if minute == 0 else f"零{_DIGITS[minute]}分" if minute < 10 else spoken(minute)


def _spoken_clock(moment: datetime) -> str:
    """下午三点二十."""
    part = _part_of_day(moment.hour)
    return f"{part}{_twelve(moment.hour)}点{_spoken_minute(moment.minute)}"


def _half_clock(moment: datetime) -> str | None:
    """下午三点半, 三点一刻, 三点三刻."""
    word = {15: "一刻", 30: "半", 45: "三刻"}.get(moment.minute)
    part = _part_of_day(moment.hour)
    return None if word is None else f"{part}{_twelve(moment.hour)}点{word}"


def _short_of(moment: datetime) -> str | None:
    """下午差五分四点."""
    left = 60 - moment.minute
    if left not in (5, 10) or not 13 <= moment.hour < 17:
        return None
    return f"下午差{spoken(left)}分{_twelve(moment.hour + 1)}点"


def _pm(moment: datetime) -> str:
    half = "am" if moment.hour < 12 else "pm"
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M}{half}"


def _days_back(moment: datetime) -> int:
    return (NOW.date() - moment.date()).days


def _relative(moment: datetime) -> str | None:
    return dict(enumerate(("今天", "昨天", "前天", "大前天"))).get(_days_back(moment))


def _folksy(moment: datetime) -> str | None:
    return dict(enumerate(("今儿个", "昨儿", "前儿个", "大前儿"))).get(_days_back(moment))


def _weekday(word: str) -> MomentWay:
    def write(moment: datetime) -> str:
        monday = NOW.date() - timedelta(days=NOW.weekday())
        weeks = (monday - moment.date() + timedelta(days=6)).days // 7
        return f"{'上' * weeks}{word}{'一二三四五六日'[moment.weekday()]}"

    return write


def _days_ago(moment: datetime) -> str | None:
    return f"{spoken(_days_back(moment))}天前" if _days_back(moment) > 1 else None


def _day_of_month(moment: datetime) -> str | None:
    return f"{moment.day}号" if moment.month == NOW.month else None


def _last_month(moment: datetime) -> str | None:
    return f"上个月{moment.day}号" if moment.month == NOW.month - 1 else None


def _joined(day: MomentWay, clock: MomentWay, between: str = "") -> MomentWay:
    def write(moment: datetime) -> str | None:
        said = day(moment), clock(moment)
        return None if None in said else f"{said[0]}{between}{said[1]}"

    return write


_MONTH_DAY: MomentWay = lambda moment: f"{moment.month}月{moment.day}号"  # noqa: E731
_SPOKEN_DAY: MomentWay = lambda moment: f"{spoken(moment.month)}月{spoken(moment.day)}号"  # noqa: E731

MOMENT_WAYS: dict[str, MomentWay] = {
    "2026-11-20 14:03": lambda moment: f"{moment:%Y-%m-%d %H:%M}",
    "2026/11/20 14:03": lambda moment: f"{moment:%Y/%m/%d %H:%M}",
    "2026年11月20日14时03分": lambda moment: f"{moment:%Y年%m月%d日%H时%M分}",
    "２０２６／１１／２０　１４：０３": lambda moment: f"{moment:%Y/%m/%d %H:%M}".translate(_WIDE),
    "11/20 14:03": lambda moment: f"{moment:%m/%d %H:%M}",
    "11-20 14:03": lambda moment: f"{moment:%m-%d %H:%M}",
    "11.20 14:03": lambda moment: f"{moment.month}.{moment.day} {_clock(moment)}",
    "时间：202611201403": lambda moment: f"时间：{moment:%Y%m%d%H%M}",
    "11月20号14:03": _joined(_MONTH_DAY, _clock),
    "11月20号下午两点零三分": _joined(_MONTH_DAY, _spoken_clock),
    "十一月二十号下午两点零三分": _joined(_SPOKEN_DAY, _spoken_clock),
    "20号下午两点半": _joined(_day_of_month, _half_clock),
    "20号 14:03": _joined(_day_of_month, _clock, " "),
    "上个月20号下午两点": _joined(_last_month, _spoken_clock),
    "昨天下午三点二十": _joined(_relative, _spoken_clock),
    "昨天下午三点半": _joined(_relative, _half_clock),
    "昨天下午差五分四点": _joined(_relative, _short_of),
    "昨天3:20pm": _joined(_relative, _pm),
    "昨儿下午三点二十": _joined(_folksy, _spoken_clock),
    "上周五下午三点二十": _joined(_weekday("周"), _spoken_clock),
    "上礼拜五 15:20": _joined(_weekday("礼拜"), _clock, " "),
    "上星期五下午三点半": _joined(_weekday("星期"), _half_clock),
    "五天前的下午三点二十": _joined(_days_ago, _spoken_clock, "的"),
    "昨天的 15:20": _joined(_relative, _clock, "的 "),
}

ORDER_LABELS = (
    "订单号",
    "单号：",
    "流水号 ",
    "交易单号是",
    "商户单号：",
    "order no. ",
    "定单号",
    "订单号是 ",
)


def separated(code: str, separator: str) -> str:
    """Groups of four with something between them.

    After a space a shorter group might be the amount, so the code is cut to whole groups.
    """
    whole = code[: len(code) // 4 * 4] if separator == " " else code
    return separator.join(whole[start : start + 4] for start in range(0, len(whole), 4))
