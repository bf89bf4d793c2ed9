"""Finds the order number of a message, and keeps every other long number from being one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from zhangfang.language.corrections import is_in_correction, withdrawn
from zhangfang.language.dates import is_compact_time
from zhangfang.language.identifiers import MOBILE, identity_valid, looks_like_card
from zhangfang.language.labels import Labelled, read_labelled, run_end
from zhangfang.language.span import overlaps

Kind = Literal["order", "reference"]

_GROUPED = re.compile(r"\d{4}(?: \d{4})+(?: \d{1,4})?|20\d{6}(?: 0\d{2,7})+|\d(?: \d)+")
_START = re.compile(r"(?<![A-Za-z0-9*])(?<![A-Za-z0-9][-_.])[A-Za-z0-9]")
_AFTERWARDS = re.compile(
    r"[\s,)]*(?:这个?|那个?)?(?:就?是|为)?(?:这笔|那笔|我的?|这个|那个)?的?(?:交易|支付|商户)?"
    r"(?:订单(?:编?号码?)?|单号|流水号)(?![编号码:是为\s]*[A-Za-z]{0,8}[0-9-]{8})"
)
_UNIT = re.compile(r"\s*[元块毛%年月日号点万千笔]")
_OTHER_FACTS = re.compile(
    r"[元块毛¥]|rmb|\d点|[今昨前]天|[昨今前]晚|昨日|今日|周[一二三四五六日天]|星期|礼拜|\d号|\d日|\d:\d\d"
    r"|[一二三四五六七八九十]号|点[半多钟]|刚才|刚刚|没到账|多扣|退款|小票|扣了|刷了",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"[今昨前][天儿]|[昨今前]晚|[昨今]日|周[一二三四五六日天]|星期|礼拜|\d[号日点]|\d:\d\d|[一二三四五六七八九十][号点]|\d月"
)
_ORDER_WORD = re.compile(r"单号|订单|流水")
_TOKEN = re.compile(r"(?=.{12,32}$)[A-Z]{2,4}\d{9,}")
_OTHER_CODE = re.compile(
    r"(?:rmb|cny|usd|sn|tid|mid|tel|qq|vx|id)[-: ]?\d|(?:wx|tel|qq|vx)[-: ]?1[3-9]\d{9}$"
    r"|(?:sf|yt|jt|zto|sto|jd[a-z]?|ems|dpk)\d{10,}$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"终端|机|微信|快递|设备|型号|版本|[卡票户]号|执照|合同|\d")
_FEW_WORDS = 8
_BEGUN_AGAIN = re.compile(
    r"算了|重新?[来打发写输]|打字|直接[发打]|复制|粘贴|没[打发写输]完|[少多漏][打写输了]|等[下等]|发错|打串"
)
_NOT_A_CODE = re.compile(
    r"(?:rmb|cny|usd|sn|tid|mid|pos|tel|qq|vx|wx(?!20\d{6})|id|t\+|d\+)[-: ]?\d|[\d.]+(?:gb|mb|kb|km|kg|w|k|rmb|cny|yuan)$"
    r"|(?:sf|yt|jt|zto|sto|jd[a-z]?|ems|dpk)\d{10,}$|\d{4}-\d\d?-\d\d?t\d|\d{8}t\d{4,6}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OrderNumber:
    """An order number as letters and digits, upper case; `said` is how it stood in the text."""

    value: str
    kind: Kind
    start: int
    end: int
    said: str


def read_order_numbers(
    text: str, *, asking: bool = False, labelled: Sequence[Labelled] | None = None
) -> list[OrderNumber]:
    """The order numbers of a normalised text, the best first; a reference only without one."""
    known = read_labelled(text) if labelled is None else labelled
    orders = [_order(item) for item in known if item.kind == "order"]
    orders += _unlabelled(text, known, asking=asking)
    if not orders:
        return [_order(item, "reference") for item in known if item.kind == "reference"]
    orders.sort(key=lambda order: order.start)
    dropped = withdrawn(text, [(order.start, order.end) for order in orders])
    dropped |= _broken_off(text, orders)
    kept = [order for index, order in enumerate(orders) if index not in dropped]
    return sorted(kept, key=lambda order: _is_serial(text, order))


def _broken_off(text: str, orders: Sequence[OrderNumber]) -> set[int]:
    """订单号 二零二六 算了我打字吧 20261120889977: the attempt gives way to the whole."""
    return {
        index
        for index, (one, other) in enumerate(pairwise(orders))
        if other.start - one.end <= 24
        and len(other.value) >= len(one.value)
        and _BEGUN_AGAIN.search(text[one.end : other.start]) is not None
    }


def _order(item: Labelled, kind: Kind = "order") -> OrderNumber:
    return OrderNumber(item.code, kind, item.start, item.end, item.said)


def _is_serial(text: str, order: OrderNumber) -> bool:
    """流水号 comes after 订单号 when both are given."""
    before = text[max(0, order.start - 8) : order.start]
    return "流水" in before and "单号" not in before


def _unlabelled(text: str, known: Sequence[Labelled], *, asking: bool) -> list[OrderNumber]:
    taken = [item.span for item in known]
    found: list[OrderNumber] = []
    position = 0
    while (match := _START.search(text, position)) is not None:
        start = match.start()
        position = end = _end_of_code(text, start)
        item = Labelled("order", text[start:end], start, end)
        if overlaps(item.span, taken):
            continue
        if _is_order(text, item, asking=asking):
            found.append(_order(item))
        else:
            position = run_end(text, start, spaced=False)
    return found


def _end_of_code(text: str, start: int) -> int:
    """Groups after spaces are one code when it begins with letters or is all groups of four."""
    whole = run_end(text, start)
    said = text[start:whole]
    is_grouped = _GROUPED.fullmatch(said) is not None
    if said[:1].isalpha() or is_grouped:
        return whole
    return run_end(text, start, spaced=False)


def _is_order(text: str, item: Labelled, *, asking: bool) -> bool:
    code = item.code
    if _stands_alone(text, item):
        return True
    if "*" in item.said or _NOT_A_CODE.match(item.said) is not None:
        return False
    if identity_valid(code) or looks_like_card(code) or MOBILE.fullmatch(item.said) is not None:
        return False
    if _AFTERWARDS.match(text, item.end) is not None and sum(map(str.isdigit, code)) >= 4:
        return True
    if is_in_correction(text, item.span) and _ORDER_WORD.search(text[: item.start]) is not None:
        return len(code) >= 5
    return _is_mixed(code) if not code.isdigit() else _is_long_number(text, item, asking=asking)


def _stands_alone(text: str, item: Labelled) -> bool:
    """POS20261120778899, sent with hardly a word: nothing else is sent that way."""
    rest = text[: item.start] + text[item.end :]
    words = len(re.findall(r"\w", rest))
    return (
        _TOKEN.fullmatch(item.code) is not None
        and _OTHER_CODE.match(item.said) is None
        and words <= _FEW_WORDS
        and _OTHER_LABEL.search(rest) is None
    )


def _is_mixed(code: str) -> bool:
    digits = sum(map(str.isdigit, code))
    return code.isascii() and digits >= 6 and len(code) >= 8 and len(code) - digits <= 12


def _is_long_number(text: str, item: Labelled, *, asking: bool) -> bool:
    code = item.code
    alone = re.sub(r"[\W_]", "", text) == code
    if _UNIT.match(text, item.end) or re.fullmatch(r"20\d\d-\d\d?-\d\d?", item.said):
        return False
    if asking and len(code) >= (5 if alone else 8):
        return True
    if is_compact_time(code) and _OTHER_TIME.search(_without(text, item)) is None:
        return False
    called = _ORDER_WORD.search(text[max(0, item.start - 20) : item.start]) is not None
    if len(code) >= 14 or (called and len(code) >= 10):
        return True
    return len(code) >= 10 and (alone or _OTHER_FACTS.search(_without(text, item)) is not None)


def _without(text: str, item: Labelled) -> str:
    return text[: item.start] + " " + text[item.end :]
