"""Sums of money as slips print them: RMB 1,288.00, ¥-19.90, 128.00元, 壹仟贰佰捌拾捌元整."""

from __future__ import annotations

import re
from decimal import Decimal

from zhangfang.language.numerals import plain_decimal, read_number
from zhangfang.slips.figures import Value

_FIGURE = "[0-9OoQDlI|SsBZz]"
_CURRENCY = r"(?:RMB|RM8|RNB|CNY|¥|￥|Y(?=\s*-?\d)|羊(?=\s*-?\d)|人民币)"
_BEFORE = r"(?:(?<![0-9A-Za-z*.])|(?<=RMB)|(?<=CNY)|(?<=Y))"
_SUM = re.compile(
    rf"(?P<currency>{_CURRENCY})?\s*[:：]?\s*(?P<sign>[-−–—+＋])?\s*(?P<again>{_CURRENCY})?\s*(?P<late>[-−–—+])?"
    rf"(?P<whole>{_BEFORE}{_FIGURE}{{1,3}}(?:\s?[,，.、]\s?{_FIGURE}{{3}})+(?!{_FIGURE})|{_BEFORE}{_FIGURE}{{1,8}})"
    rf"(?:\s?(?P<point>[.。,，·:])\s?(?P<cents>{_FIGURE}{{2}})(?!{_FIGURE}))?\s*(?P<yuan>元)?(?![0-9A-Za-z*])",
)
_AS_FIGURES = str.maketrans("OoQDlI|SsBZz", "000011155822")
_CAPITALS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千]{2,}(?=[元圆])")
_CENTS = re.compile(
    r"[元圆](?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?"
)
_FIGURE_OF = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_LARGEST = Decimal(100_000_000)


def read_sum(text: str) -> Value | None:
    """The first sum of a text, in yuan, without its sign: a refund is of so much too."""
    for match in _SUM.finditer(text):
        value = _value(match)
        if value is not None:
            return value
    return None


def reads_as_money(text: str, *, marked: bool = True) -> bool:
    """Whether a text by itself is a sum with cents; `marked`: and a currency or a sign."""
    match = _SUM.fullmatch(text.strip())
    if match is None or not re.search(r"\d", match["whole"]):
        return False
    has_mark = match["currency"] or match["again"] or match["sign"] or match["yuan"]
    return bool(match["cents"]) and (bool(has_mark) or not marked)


def read_capitals(text: str) -> Decimal | None:
    """A sum written out in characters, 壹仟贰佰捌拾捌元伍角."""
    match = _CAPITALS.search(text)
    number = read_number(match.group()) if match else None
    if match is None or number is None:
        return None
    rest = _CENTS.match(text, match.end())
    cents = Decimal(0)
    if rest:
        cents = Decimal(_FIGURE_OF.get(rest["jiao"] or "零", 0)) / 10
        cents += Decimal(_FIGURE_OF.get(rest["fen"] or "零", 0)) / 100
    return number.value + cents


def _value(match: re.Match[str]) -> Value | None:
    whole, cents = match["whole"], match["cents"]
    if not re.search(r"\d", whole):
        return None
    if cents is None and (one_too_many := re.fullmatch(r"([0-9]+)\.([0-9]{2})[0-9]", whole)):
        whole, cents = one_too_many.groups()  # 100.000 is a smudge after 100.00
    figures = "".join(re.split(r"[^0-9A-Za-z|]+", whole)).translate(_AS_FIGURES)
    yuan = Decimal(f"{figures}.{(cents or '00').translate(_AS_FIGURES)}")
    if yuan >= _LARGEST or yuan == 0:
        return None
    start = match.start("currency") if match["currency"] else _first(match)
    return Value(plain_decimal(yuan), start, match.end(), _doubt(match))


def _first(match: re.Match[str]) -> int:
    starts = [match.start(name) for name in ("sign", "again", "late", "whole") if match[name]]
    return min(starts)


def _doubt(match: re.Match[str]) -> int:
    """A sum of a slip has cents, a point before them, and commas between its thousands."""
    whole, cents = match["whole"], match["cents"]
    if cents is None and not match["yuan"]:
        return 2
    letters = re.search(r"[A-Za-z|]", whole + (cents or "")) is not None
    odd_point = cents is not None and match["point"] != "."
    odd_comma = re.search(r"[^0-9,，]", whole) is not None
    unmarked_long = re.search(r"\d{7,}", whole) is not None
    return 1 if letters or odd_point or odd_comma or unmarked_long else 0
