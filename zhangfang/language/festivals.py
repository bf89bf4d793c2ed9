"""Festivals whose date never moves: 双十一, 国庆, 元旦, 圣诞, 五一."""

from __future__ import annotations

import re
from datetime import date, datetime

from zhangfang.language.dates import Day

_DATES = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "三八(?:妇女)?节|妇女节": (3, 8),
    "愚人节": (4, 1),
    "五一(?:劳动节|节)?|劳动节": (5, 1),
    "青年节": (5, 4),
    "六一(?:儿童节|节)?|儿童节": (6, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆节?|十一": (10, 1),
    "万圣节": (10, 31),
    "双十一|双11|光棍节": (11, 11),
    "双十二|双12": (12, 12),
    "平安夜": (12, 24),
    # 618 is a sum as well: a festival only before what is told of one.
    r"(?:618|六一八)(?=\s?(?:当天|当晚|那[天晚会]|大促|活动|期间|的时候))|(?:(?<![^,。;!?\s])|(?<=[去今前]年)|(?<=年的))(?:618|六一八)(?=刷|卖|收(?!到))": (
        6,
        18,
    ),
    "圣诞节?": (12, 25),
}
_NAMES = "|".join(f"(?P<f{index}>{names})" for index, names in enumerate(_DATES))
# 五一路, 国庆打折吗: a name tells of a day only where something happened on it.
_HAPPENED = (
    r"(?=\s?(?:当天|当晚|那[天晚会几次笔]|的时候|期间|假期|前后|节?(?:清晨|凌晨|早|上午|中午|下午|傍晚|晚|夜|半夜)"
    r"|刷|扣|收[了的]|卖|付|的[那这]|客人|顾客|有[个一人]|就|被|多扣|多收|大促|活动(?=那|期间|刷|扣|收|卖|多)|[搞做]|[,。;]|$)|\s)"
)
FESTIVAL = rf"(?<![\d一二三四五六七八九十百千万星期周月拜路过等])(?:(?P<year>去年|今年|前年)的?)?(?:{_NAMES}){_HAPPENED}"


def festival(match: re.Match[str], now: datetime) -> Day | None:
    """The last such festival, or that of the year named."""
    index = next(place for place in range(len(_DATES)) if match[f"f{place}"])
    month, day = list(_DATES.values())[index]
    back = {"去年": 1, "前年": 2}.get(match["year"] or "", 0)
    found = date(now.year - back, month, day)
    if found <= now.date():
        return Day(found)
    return None if match["year"] else Day(found.replace(year=now.year - 1), guessed_year=True)
