"""Who did something, and how the desk knows, in words."""

from zhangfang.evidence.event import Event

_WHO = {"merchant": "商户", "bot": "账房（自动应答程序）", "agent": "客服", "system": "系统"}
_ORIGIN = {
    "merchant_said": "商户自述",
    "bot_said": "机器人发出",
    "agent_said": "客服发出",
    "file_received": "收到的文件",
    "observed": "系统记录",
    "fetched": "外部取回",
}


def who(event: Event) -> str:
    """商户; an actor unknown here goes by its name."""
    return _WHO.get(event.actor, event.actor)


def origin(event: Event) -> str:
    """商户自述; an origin unknown here goes by its name."""
    return _ORIGIN.get(event.origin, event.origin)
