"""Which facts a merchant says they cannot give: 小票早扔了, 单号没记, 时间忘了."""

from __future__ import annotations

import re

_NOT_TO_BE_HAD = (
    r"(?:没有|没了|木有|冇|没记|没留|没存|没看|没拿|没给|没打|没注意|不记得|记不得|记不清|记不起|想不起|忘|不知道|"
    r"不清楚|不晓得|找不到|找不着|查不到|看不清|丢|扔|弄没|不见了|撕|哪来的?|哪(?:里|还)?记得|哪有|哪去找|上哪找|从哪找|褪色|糊了)"
)
_NEVER_MEANT = r"(?:没到账|没出票|没打票|没有到账|没收到)"

_NAMES = {
    "order_number": r"(?:订单号?|单号|流水号?|编号|号码|小票|票据|存根|单子|票)",
    "amount": r"(?:金额|钱数|多少钱|数目|数额)",
    "transaction_time": r"(?:时间|日期|几点|哪天|几号|啥时候|什么时候)",
}
_NEAR = r"[^，。,.；;！!？?\n]{0,8}?"
_PATTERNS = {
    fact: re.compile(f"{name}{_NEAR}{_NOT_TO_BE_HAD}|{_NOT_TO_BE_HAD}{_NEAR}{name}|(?:没|无){name}")
    for fact, name in _NAMES.items()
}
_BARE = re.compile(rf"^\W*(?:都|也|真的?|实在|我|早就?|已经)*{_NOT_TO_BE_HAD}\W*[了啊呀呢的]*\W*$")


def read_refusals(text: str, asking: str | None = None) -> tuple[str, ...]:
    """Names of the facts that cannot be given, as far as the text says so.

    Args:
        text: the normalised message.
        asking: the fact that was asked for; a bare 没有 or 忘了 is about it.
    """
    if _BARE.match(text) and asking:
        return (asking,)
    plain = re.sub(_NEVER_MEANT, "", text)
    named = tuple(fact for fact, pattern in _PATTERNS.items() if pattern.search(plain))
    if not asking and "order_number" in named and not re.search(r"单号|订单|流水号|编号", plain):
        return tuple(fact for fact in named if fact != "order_number")
    return named
