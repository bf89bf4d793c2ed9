"""What is wrong with a field of a call that no merchant makes, by its name."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from zhangfang.desk.errors import BadBodyError, DeskError, UnprocessableError

OF_OTHERS = ("/api/v1/agent", "/api/v1/integration")
"""Calls of agents and of other systems."""

_WHY = {
    "missing": "没有填",
    "extra_forbidden": "不认识这一项",
    "string_too_short": "不能是空的",
    "string_too_long": "太长了，最多 {max_length} 个字",
    "too_short": "至少要 {min_length} 样",
    "too_long": "太多了，最多 {max_length} 样",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_unicode": "有显示不出来的字符",
    "literal_error": "只能是其中一样：{expected}",
}
_OTHERWISE = "格式不对"

_CALLED = {
    "name": "名字",
    "role": "岗位",
    "password": "密码",
    "current": "现在的密码",
    "new": "新密码",
    "code": "验证码",
    "reason": "原因",
    "text": "内容",
    "word": "交代",
    "title": "标题",
    "shortcut": "斜杠后打什么",
    "url": "地址",
    "hours": "上班时间",
    "closed_on": "另外休息的日子",
    "open_on": "另外上班的日子",
    "away_word": "下班时说的话",
    "bot_back_minutes": "账房接回来的分钟数",
    "amber_minutes": "变黄的分钟数",
    "red_minutes": "变红的分钟数",
    "retention_days": "多少天后删除",
    "texts": "话术",
}
"""What the pages call the fields that people fill in; the others are filled in by programs."""


class BadFieldError(UnprocessableError):
    """A field of a request that cannot be as it is."""

    code = "bad_field"

    def __init__(self, field: str, message: str) -> None:
        self.message = message
        self.about = MappingProxyType({"field": field})


def field_refusal(errors: Sequence[Any]) -> DeskError:
    """Which field pydantic found wrong first, and why."""
    found = errors[0]
    if found["type"] == "json_invalid":
        return BadBodyError()
    field = ".".join(str(part) for part in found["loc"][1:]) or "body"
    why = _WHY.get(found["type"], _OTHERWISE).format_map({**_NOTHING, **found.get("ctx", {})})
    called = _CALLED.get(field.partition(".")[0], field)
    return BadFieldError(field, f"{called}：{why}。请改好再试。")


_NOTHING = dict.fromkeys(("max_length", "min_length", "ge", "le", "expected"), "")
