"""Days and months as merchants name them: 昨儿, 上上周四, 礼拜二, 三天前, 28号, 11/9, 上个月底.

Each form is a pattern and a function of `dates` from its match and the moment of reading to a day.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhangfang.language.dates import (
    Resolver,
    ago,
    day_of_month,
    edge_of_month,
    full_date,
    month_and_day,
    month_of_year,
    named_month,
    no_day,
    relative_day,
    relative_month,
    today,
    weekday,
)
from zhangfang.language.festivals import FESTIVAL, festival
from zhangfang.language.numerals import DIGITS

_CN_DAY = "[一二三四五六七八九十廿卅]"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = rf"(?:3[01]|[12]\d|0?[1-9]|{_CN_DAY}{{1,3}})"
_YEAR = r"(?:20[23]\d|2[4-9]|二[〇零]二[一二三四五六七八九])"
_END = r"(?:(?![\dA-Za-z%])(?![-/.:]\d)|(?=-\d{1,2}:\d\d))"
_COUNT = r"(?!\s?[个笔次台遍天家元块毛万千百多十])"
_WEEK = r"(?:周|星期|礼拜)"
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{DIGITS}十百半]+)"
_DAYPART = r"早|晚|晨|夜|晌|午|上午|下午|中午|凌晨|\s?\d"
_NOT_A_DAY = r"(?!码|店|机|楼|线|台|窗|桌|房|柜|门|院|仓|库|摊|铺|档|床|桩|枪|泵|馆|厅|包[厢间]|pos|终端|收银|员|单|位|工|商|均|结|内|之内|以内)"
_SPENT = r"刷|扣|那|的|交易|消费|收|付|退|转|左右|上|下|早|晚|中午|凌晨|\s|,|$"


@dataclass(frozen=True)
class Form:
    """One way to name a day. `discarded` forms are read only so that nothing else reads them."""

    name: str
    pattern: str
    resolve: Resolver
    discarded: bool = False


FORMS = (
    Form(
        "future",
        r"明[天儿日早晚年]|明后天|(?<![然最以之])大?后天|下下?个?(?:周|星期|礼拜)[一二三四五六日天]?"
        r"|下个?月(?:\d{1,2}[号日]?|初|底|[一二三四五六七八九十]{1,3}[号日])?|过[两几]天|改天|待会儿?|等会儿?"
        r"|[等过]?一会儿|回头|稍后|晚点儿?|晚些",
        no_day,
        discarded=True,
    ),
    Form(
        "habit",
        rf"每[天日年]|每个?(?:周|月|星期|礼拜)(?:的)?(?:{_D}[号日]|[一二三四五六日天](?![笔次天]))?|天天"
        r"|一点半点|(?<![昨今前寻噚㖊琴天])[早晚快慢][一1]点(?![半钟多过\d一二三四五六七八九十零差])|一时半会|三点一线|两点一线"
        rf"|{_WEEK}[一二三四五六日天]\s?[到至~-]\s?{_WEEK}?[一二三四五六日天]|{_WEEK}六日",
        no_day,
        discarded=True,
    ),
    Form(
        "compact",
        r"(?<![\dA-Za-z.*])(?<![\dA-Za-z][-_/])(?P<y>20[23]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?=(?:[0-2]\d[0-5]\d){1}(?:[0-5]\d)?(?!\d)|(?!\d))(?![A-SU-Za-z]|[-_][A-Za-z])",
        full_date,
    ),
    Form(
        "full",
        rf"(?<!\d)(?P<y>{_YEAR}|[去今本前]年)\s?年?\s?(?P<m>{_M})\s?月份?\s?(?P<d>{_D})\s?[日号]?{_COUNT}",
        full_date,
    ),
    Form(
        "numeric",
        r"(?<![\d.\-/A-Za-z])(?P<y>20[23]\d|2[4-9])(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)"
        r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d|[-/.:]\d)",
        full_date,
    ),
    Form(
        "day_first",
        r"(?<![\d.\-/A-Za-z])(?P<d>3[01]|[12]\d|0?[1-9])/(?P<m>1[0-2]|0?[1-9])/(?P<y>20[23]\d)(?!\d)",
        full_date,
    ),
    Form(
        "year_month",
        rf"(?<!\d)(?P<y>{_YEAR}|[去今本前]年)\s?年?\s?的?(?P<m>{_M})\s?月份?(?:初|底|末|中旬|上旬|下旬)?(?!租|费)",
        month_of_year,
    ),
    Form(
        "ago",
        rf"(?<![\d.{DIGITS}十百第])(?P<n>{_NUMBER})\s?(?P<more>多|来)?个?(?P<half>半)?(?P<more2>多|来)?"
        r"(?P<unit>小时|钟头|分钟|分|刻钟|天|日|周|星期|礼拜|月)(?:之|以)?前(?!后)",
        ago,
    ),
    Form(
        "month_day",
        rf"(?<![\d.])(?P<m>{_M})\s?月份?\s?(?:的)?(?P<d>{_D})(?:\s?[日号]|(?!\d){_COUNT})",
        month_and_day,
    ),
    Form(
        "relative_month",
        rf"(?P<rel>上上个?月|上个?月|这个?月|本月|当月)份?的?(?:\s?(?P<d>{_D})(?:[日号]|(?<=\d)(?!\d){_COUNT})"
        r"|初|底|末|中旬|上旬|下旬|月初|月底)?(?!租|费)",
        relative_month,
    ),
    Form(
        "month",
        rf"(?<![\d.个])(?P<m>{_M})\s?月(?:份|初|底|末|中旬|上旬|下旬|中|里|的|(?=被|扣|刷|到|没|就|开始|,|\s|$))",
        named_month,
    ),
    Form("edge_of_month", r"月[初底末中](?!旬)", edge_of_month),
    Form(
        "relative_day",
        r"大?大前(?:[天日儿]个?|(?=[晚夜]))|(?<![以之目提往午])前[天儿]个?|(?<![以之目提往])前日|昨[天日儿]个?"
        rf"|昨个|昨(?={_DAYPART})|前(?=晚上?|夜)|[寻噚㖊琴](?:[日天]|(?=晚))|(?<![一整半])夜(?:儿个?|个儿?|来个?)(?={_DAYPART}|[,刷扣收卖退付转]|[前后]晌|擦黑|傍黑|$)"
        rf"|今[天日儿朝]个?|今个|(?P<tonight>今(?=晚|夜))|今(?=早|晨|凌晨|上午|下午|中午)",
        relative_day,
    ),
    Form(
        "just",
        r"(?:刚才|刚刚(?!好)|方才|适才|头先|啱啱|啱先|才刚|将才|几分钟(?:之|以)?前|(?<!不)多大会儿前)(?!(?:我|你)?(?:那个(?!钱|单子)|的?(?:订单|单)号|的单号|给|发|说|讲|写|打错|输错|报|告诉|提|给)+)"
        r"|刚(?=[那这有][一]?笔|刷|扣|收了|付|扫|转|退|交易|操作)|啱(?=碌|收|刷)",
        today,
    ),
    Form("festival", FESTIVAL, festival),
    Form(
        "weekday",
        rf"(?P<rel>(?:上一?个?)+(?:周的?)?(?=周|星|礼)|这个?|本)?(?<![一二两三四五六七八九十几每\d双下]){_WEEK}(?P<day>[一二三四五六日天]|[1-7](?!\d))"
        r"(?![到至~-]|均|报)",
        weekday,
    ),
    Form(
        "slash",
        rf"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9]){_END}{_COUNT}(?!小时)",
        month_and_day,
    ),
    Form(
        "joined",
        r"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?=\s[0-2]?\d:[0-5]\d)",
        month_and_day,
    ),
    Form(
        "dash",
        r"(?<![\d.\-/A-Za-z])(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|[12]\d|0[1-9])"
        rf"{_END}{_COUNT}",
        month_and_day,
    ),
    Form(
        "dot",
        r"(?<![\d.\-/A-Za-z¥])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0?[1-9])"
        r"(?:[号日]|(?=那|\s?(?:早|晚|上午|下午|中午|凌晨|傍晚)|\s?\d{1,2}[:点]|刷|扣|交易))(?!\d)",
        month_and_day,
    ),
    Form(
        "day",
        rf"(?<![\d.\-/A-Za-z第单路街弄巷一二三四五六七八九十百千廿卅])(?P<d>{_D})\s?(?:号{_NOT_A_DAY}"
        rf"|(?<![一二三四五六七八九])日{_NOT_A_DAY}|(?<=[十廿][一二三四五六七八九])日{_NOT_A_DAY})",
        day_of_month,
    ),
)
