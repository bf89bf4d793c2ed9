"""Who did something, and how the desk knows, in words."""

from collections.abc import Mapping
from typing import Any

from zhangfang.evidence.event import Event
from zhangfang.papers.evidence.agent_lines import name_of

_WHO = {"merchant": "商户", "bot": "账房（自动应答程序）", "agent": "客服", "system": "系统"}
_ORIGIN = {
    "merchant_said": "商户自述",
    "bot_said": "机器人发出",
    "agent_said": "客服发出",
    "file_received": "收到的文件",
    "observed": "系统记录",
    "fetched": "外部取回",
}


def who(event: Event, about: Mapping[str, Any]) -> str:
    """商户, 客服 小周; an actor unknown here goes by its name.

    Args:
        event: what was done.
        about: what it says under seal, which names the person.
    """
    name = name_of(about) if event.actor == "agent" else ""
    spoken = _WHO.get(event.actor, event.actor)
    return f"{spoken} {name}" if name else spoken


def origin(event: Event) -> str:
    """商户自述; an origin unknown here goes by its name."""
    return _ORIGIN.get(event.origin, event.origin)
