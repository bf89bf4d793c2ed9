"""The number under which somebody else has taken a claim: 工单号, 投诉编号, 受理号."""

from __future__ import annotations

import re

from zhangfang.language.identifiers import MOBILE
from zhangfang.language.labels import read_labelled
from zhangfang.language.layout import as_one_line, close_gaps
from zhangfang.language.normalise import align

_BARE = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{0,6}[-_]?\d[A-Za-z0-9]*(?:[-_ ](?=[A-Za-z]*\d)[A-Za-z0-9]+)*"
)
_SHORTEST = 4
_UNIT = re.compile(r"\s*(?:元|块|个|天|点|号(?!码)|月|日|年|小时|分钟)")


def read_ticket_number(text: str, *, asked: bool = False) -> str | None:
    """Letters and digits, upper case; None if the text has none.

    Args:
        text: what the merchant typed.
        asked: whether it was asked for, so that a number without a label is it.
    """
    plain = close_gaps(as_one_line(align(text))).text
    labelled = read_labelled(plain)
    named = next((item for item in labelled if item.kind == "ticket"), None)
    if named:
        whole = _BARE.match(plain, named.start)  # with the groups that follow: 2026 1122 0031
        return _code(whole.group()) if whole and whole.end() > named.end else named.code
    if not asked:
        return None
    taken = [item.span for item in labelled if item.kind not in ("loose_order", "order", "phone")]
    for match in _BARE.finditer(plain):
        code = _code(match.group())
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        unit = _UNIT.match(plain, match.end())
        if len(code) >= _SHORTEST and not inside and not unit and not MOBILE.fullmatch(code):
            return code
    return None


def _code(said: str) -> str:
    return re.sub(r"[\W_]", "", said).upper()
