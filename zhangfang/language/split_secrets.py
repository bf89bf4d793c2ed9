"""Finds a code that a merchant sent in two messages: 「动态码 零零」, then 「四零六九」.

The first half stands at the end of a message, behind a word of codes, and is too short to be told
from any small number until the rest has come.
"""

from __future__ import annotations

import re

from zhangfang.language.digit_runs import HAN_DIGITS, as_digits
from zhangfang.language.secret_words import CODE, LINK, MONEY
from zhangfang.language.span import Span

_DIGITS = rf"[0-9{HAN_DIGITS}](?:[ \u200b-]?[0-9{HAN_DIGITS}]){{0,5}}"
_MORE = (
    r"(?:[\s,、.…~(]|后[半面边头]?|接[着上]?|剩下?|下半[截段]?|还有|再|然后|续|补|先|前半?|上半[截段]?|没[打发念写输]完|等[下等一]*|未完"
    r"|是|的|就|[一二两三四几][位个](?:数字?|码)?|哈|啊|呢|了)"
)
_FIRST = re.compile(
    rf"(?:{CODE})(?:{LINK}|{_MORE}){{0,6}}?(?<![0-9{HAN_DIGITS}])(?P<digits>{_DIGITS}){_MORE}{{0,8}}$",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"{_MORE}{{0,6}}?(?P<digits>{_DIGITS})(?![0-9{HAN_DIGITS}*]|\s?[元块毛%年月日点号笔天次分万千百位个:/]|\.[0-9])"
)
_HIDDEN_FIRST = re.compile(
    rf"(?:{CODE})(?:{LINK}|{_MORE}){{0,6}}〔已隐去〕{_MORE}{{0,8}}$", re.IGNORECASE
)
_GOES_ON = re.compile(r"后[面半边头]|接|剩|还有|下半|续|补|然后")
_MONEY = re.compile(MONEY)
_LONGEST_TAIL = 40
_WHOLE = range(4, 9)


def split_secret(before: str, text: str) -> tuple[Span | None, Span] | None:
    """Where the halves of a code stand in two folded messages, if there is one.

    The first half's place is None if it was dropped when it came.
    """
    cut = max(0, len(before) - _LONGEST_TAIL)
    first = _FIRST.search(before[cut:])
    second = _SECOND.match(text)
    if second is None:
        return None
    if first is None:
        return _rest(before[cut:], text, second)
    head, tail = as_digits(first["digits"]), as_digits(second["digits"])
    if len(head) >= 6 or len(head) + len(tail) not in _WHOLE:
        return None
    start, end = first.span("digits")
    return (cut + start, cut + end), second.span("digits")


def _rest(before: str, text: str, second: re.Match[str]) -> tuple[None, Span] | None:
    goes_on = _GOES_ON.search(text[: second.start("digits")]) is not None
    if not goes_on or _MONEY.search(text) or _HIDDEN_FIRST.search(before) is None:
        return None
    return None, second.span("digits")
