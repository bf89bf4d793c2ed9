"""Finds passwords, PINs, CVVs and codes from text messages: they are dropped, never kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhangfang.language.digit_runs import HAN_DIGITS
from zhangfang.language.number_names import name_before
from zhangfang.language.span import Span

_DIGIT = f"[0-9{HAN_DIGITS}]"
_GAP = "[ \u200b-]"
_WORD = (
    r"密[码马]|口令|(?:[验校动激短][证验态活信政]码)|安全码|(?<![a-z])(?:yanzhengma|yzm|mima|otp|pin|passw(?:or)?d|(?:verification|sms|security|auth)\s?code)(?![a-z])码?"
    r"|(?<![a-z])(?:cv[vcn]?2?(?![a-z])码?|v码)"
    rf"|(?<![号代编条维款件误权尾])码(?=\W{{0,2}}(?:就?[是系为])?\W{{0,2}}{_DIGIT}{{4,8}}(?!{_DIGIT}))"
)
_BACK_OF_CARD = (
    r"(?:卡|背面?|签名[条栏处]?)(?:背面?|后面|的)*(?:后?(?:三|3)[位个码]?(?:数字?|码)?)?"
    r"|(?<![号机话证单])(?:后|末|最后)(?:三|3)[位个码](?:数字?|码)?"
)
_GLUE = (
    r"[\s:=,.。、]*(?:(?:就?[是系]|为|叫|给你|发给?你|发过来的?|收到的?|写的|填的|输的|生日|短信|我|的|了|码|号|在这|一个)"
    r"[\s:=,]*){0,4}[\"“'「(]?"
)
_VALUE = rf"(?:{_DIGIT}(?:{_GAP}{{0,2}}{_DIGIT}){{2,11}}|(?=[A-Za-z!@#$%^&_]*[0-9])[A-Za-z0-9!@#$%^&_]{{4,24}})"
_NOT_VALUE = r"(?![元块毛%*次位遍个天笔号点分秒年月日]|\s*[元块]|[A-Za-z0-9])"
_SIX = r"(?<![0-9A-Za-z*.])(?P<value>[0-9]{6})(?![0-9A-Za-z*]|\.[0-9]|\s?[元块毛%¥号笔]|\s?rmb)"
_SECRETS = (
    re.compile(rf"(?:{_WORD}){_GLUE}(?P<value>{_VALUE}){_NOT_VALUE}", re.IGNORECASE),
    re.compile(
        rf"(?:{_BACK_OF_CARD})[\s:]*(?:就?是)?[\s:]*(?P<value>{_DIGIT}{{3}})(?!{_DIGIT}|{_GAP}{_DIGIT}){_NOT_VALUE}"
    ),
    re.compile(
        rf"(?<![A-Za-z0-9*.-])(?P<value>[0-9]{{3,8}})[\s,(]*(?:(?:这|就|是|为|我|你|个|那|短信|里|支付|交易|登录|取款|银行卡?|卡号?|和|的)){{0,5}}"
        rf"(?:{_WORD}|短信(?:里|上)?的码)(?!\W{{0,3}}(?:就?是|为)?\W{{0,3}}[0-9])",
        re.IGNORECASE,
    ),
)
_MENTION = re.compile(
    r"(?:(?:密码|口令|验证码|校验码|动态码|激活码|短信码?|(?<![0-9])收到(?!账))[^0-9]{0,8}"
    r"|(?:密码|验证码|校验码|动态码)(?:[^0-9]|(?<![0-9])[0-9]{3,8}(?![0-9])){0,20})$"
)
_OF_MONEY = re.compile(r"(?:[扣刷付款额钱账费价共¥退差]|金额)[^,。;]{0,4}$")
_STILL_TO_COME = re.compile(rf"(?:{_WORD}){_GLUE}$", re.IGNORECASE)
_NOT_TOLD = re.compile(r"没|不|无|要|问|别|未|吗|什么|骗")


def told_secrets(text: str) -> Iterator[Span]:
    """Where the secrets of a folded text stand, without the words that name them."""
    for pattern in _SECRETS:
        for match in pattern.finditer(text):
            yield match.span("value")
    yield from _six_digits(text)


def secret_to_come(text: str) -> str:
    """The last words of a message if they name a secret that is still to come: 验证码是."""
    match = _STILL_TO_COME.search(text[-20:])
    if match is None or _NOT_TOLD.search(text[-20:][: match.start()][-6:]):
        return ""
    return match.group()


def _six_digits(text: str) -> Iterator[Span]:
    """Six digits that nothing else names, not far behind a word of codes: 验证码我给他了，145688."""
    for match in re.finditer(_SIX, text, re.IGNORECASE):
        before = text[max(0, match.start() - 32) : match.start()]
        if _MENTION.search(before) is None:
            continue
        name = name_before(text, match.start())
        if (name is None or name.kind != "other" or not name.close) and not _OF_MONEY.search(
            before
        ):
            yield match.span("value")
