"""Finds passwords, PINs, CVVs and codes from text messages: they are dropped, never kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhangfang.language.digit_runs import HAN_DIGITS
from zhangfang.language.span import Span

_GLUE = r"[\s:=,.。、]*(?:(?:就?是|为|叫|给你|发给你|发过来的?|收到的?|写的|填的|输的|我|的|了|码|号|在这)[\s:=,]*){0,4}[\"“'「(]?"
_DIGIT = f"[0-9{HAN_DIGITS}]"
_VALUE = rf"(?:{_DIGIT}(?:[ \u200b-]{{0,2}}{_DIGIT}){{2,11}}|(?=[A-Za-z!@#$%^&_]*[0-9])[A-Za-z0-9!@#$%^&_]{{4,24}})"
_NOT_VALUE = r"(?![元块毛%*次位遍个天笔号点分秒年月日]|\s*[元块]|[A-Za-z0-9])"
_WORD = (
    r"密码|口令|验证码|校验码|动态码|短信码|安全码|背面后?三位(?:数字?)?|背后三位"
    r"|(?<![a-z])(?:cvv2?|cvc2?|cvn2?|pin)(?![a-z])(?:码)?"
)
_SECRETS = (
    re.compile(rf"(?:{_WORD}){_GLUE}(?P<value>{_VALUE}){_NOT_VALUE}", re.IGNORECASE),
    re.compile(
        r"(?<![A-Za-z0-9*])(?P<value>[0-9]{3,8})[\s,]*(?:就?是|为)(?:我|你|这个|那个|短信|支付|交易|登录|取款|银行卡?|卡|的)*"
        r"(?:密码|验证码|校验码|动态码|安全码|cvv)",
        re.IGNORECASE,
    ),
)
_STILL_TO_COME = re.compile(rf"(?:{_WORD}){_GLUE}$", re.IGNORECASE)
_NOT_TOLD = re.compile(r"没|不|无|要|问|别|未|吗|什么|骗")


def told_secrets(text: str) -> Iterator[Span]:
    """Where the secrets of a folded text stand, without the words that name them."""
    for pattern in _SECRETS:
        for match in pattern.finditer(text):
            yield match.span("value")


def secret_to_come(text: str) -> str:
    """The last words of a message if they name a secret that is still to come: 验证码是."""
    match = _STILL_TO_COME.search(text[-20:])
    if match is None or _NOT_TOLD.search(text[-20:][: match.start()][-6:]):
        return ""
    return match.group()
