"""What a merchant takes back: 不是 198 是 298; 198，打错了，298."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from zhangfang.language.span import Span

_DENIED = re.compile(r"(?:不是|并非|不叫)(?:的?是)?\s*[¥]?\s*$")
_INSTEAD = re.compile(
    r"[元块钱的那号,.、;。!\s]{0,4}(?:而|我|应该|应当|其实|实际上?|正确的?)*是[:,]?\s*[¥]?\s*$"
)
_NOT_THE_OTHER = re.compile(r"[元块钱的那号]{0,3}[,\s]*(?:而|并|可)?(?:不是|并非)(?:的?是)?\s*[¥]?")
_THEN = re.compile(r"[元块钱的那号,\s]{0,4}(?:而|应该|其实)?是")
_PUT_RIGHT = re.compile(r"不是[^,。;!?]{1,32},?(?:而|应该|其实)*是\s*$")
_AT_ONCE = re.compile(
    r"(?:^|[,。.;!?~\s])(?:[哦噢啊呃额哎]\s*)*(?:不对|不不|不(?=[,。.!\s])|不是(?=[,。.!\s])|错了)"
    r"(?:不对|不|错了|[,。.!\s])*(?:(?:应该|其实)?是)?[:,\s]*[¥]?\s*$"
    r"|\?\s*[哦噢啊呃额哎]+[,。.!\s]*(?:不|应该|其实)?是\s*[¥]?\s*$"
)
_SLIP = re.compile(
    r"说错|写错|打错|记错|看错|发错|输错|按错|哦不|噢不|啊不|呃不|额不|更正|纠正|口误|手误|不对不对"
    r"|(?:^|[,。!\s])不对[,。!\s]*(?:应该)?是|(?:^|[,。!\s])不[,。!]\s*(?:(?:应该)?是|$)"
)


def withdrawn(text: str, spans: Sequence[Span]) -> set[int]:
    """The positions in `spans` (in order) that the next of them corrects."""
    taken_back: set[int] = set()
    for index, (one, other) in enumerate(pairwise(spans)):
        if _corrected(text, one, other):
            taken_back.add(index)
        elif _denies_other(text, one, other):
            taken_back.add(index + 1)
    return taken_back


def _corrected(text: str, one: Span, other: Span) -> bool:
    between = text[one[1] : other[0]]
    if len(between) > 24:
        return False
    if _SLIP.search(between) is not None or _AT_ONCE.search(between) is not None:
        return True
    denied = _DENIED.search(text[max(0, one[0] - 8) : one[0]]) is not None
    return denied and _INSTEAD.match(between) is not None


def _denies_other(text: str, one: Span, other: Span) -> bool:
    """是四百不是三百: the second is what it was not."""
    denied = _NOT_THE_OTHER.fullmatch(text[one[1] : other[0]]) is not None
    return denied and _THEN.match(text, other[1]) is None


def is_in_correction(text: str, span: Span) -> bool:
    """Whether what stands at `span` is being taken back or put right."""
    before, after = text[max(0, span[0] - 40) : span[0]], text[span[1] : span[1] + 8]
    denied = _DENIED.search(before) is not None
    return (
        denied
        or _PUT_RIGHT.search(before) is not None
        or _SLIP.search(before[-12:] + after) is not None
    )
