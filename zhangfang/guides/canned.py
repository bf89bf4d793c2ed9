"""The replies that an agent finds ready: knowledge/canned.yml."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import FamilyId, Id, Label, Model, Text

VARIABLES = MappingProxyType({
    "amount": "金额",
    "order_number": "订单号",
    "transaction_time": "交易时间",
    "case_number": "编号",
    "due_day": "对方答复的日子",
    "agent": "你的名字",
    "merchant": "商户的称呼",
    "step": "眼下这一步",
})  # fmt: skip
"""What may stand in a reply as `{name}`, and what an agent is told that it means."""

PLACE = re.compile(r"\{(\w*)\}")

_WIDE = re.compile(r"[一-鿿，。；：？（）「」《》、【】]")

Deed = Literal["say", "note", "done_step", "hand_back"]

Shortcut = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$", max_length=32)]
"""What is typed after `/`: letters and digits, so that no input method is in the way."""


class CannedReply(Model):
    """A reply, for every family or for one. A macro also has `deeds`, in the order they are done in."""

    id: Id
    shortcut: Shortcut
    title: Label
    text: Text
    family: FamilyId | None = None
    deeds: tuple[Deed, ...] = Field(default=(), max_length=4)


def unknown_places(text: str) -> list[str]:
    """The places of a text that stand for nothing."""
    return [name for name in PLACE.findall(text) if name not in VARIABLES]


def put_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a place without one stands as 【金额】.

    The space beside a place is for letters and digits; a Chinese word needs none.
    """
    said = ""
    for place, piece in enumerate(PLACE.split(text)):
        is_value = place % 2 == 1
        added = values.get(piece, blank(piece)) if is_value else piece
        if is_value and said.endswith(" ") and _WIDE.match(added[:1]):
            said = said[:-1]
        elif not is_value and added.startswith(" ") and _WIDE.match(said[-1:]):
            added = added[1:]
        said += added
    return said


def blank(name: str) -> str:
    """How a variable without a value stands in a text: to be seen, and written by hand."""
    return f"【{VARIABLES.get(name, name)}】"


def canned_faults(document: Document, replies: tuple[CannedReply, ...]) -> Iterator[Fault]:
    """No id and no shortcut twice; every place stands for something; no deed twice."""
    for place, reply in enumerate(replies):
        loc = ("canned", place)
        earlier = replies[:place]
        if any(reply.id == it.id for it in earlier):
            yield document.fault((*loc, "id"), f"reply '{reply.id}' is written twice")
        if any(reply.shortcut == it.shortcut for it in earlier):
            yield document.fault(
                (*loc, "shortcut"), f"shortcut '{reply.shortcut}' is taken: choose another"
            )
        for name in unknown_places(reply.text):
            known = ", ".join(VARIABLES)
            yield document.fault((*loc, "text"), f"unknown place '{{{name}}}': use one of {known}")
        if len(set(reply.deeds)) < len(reply.deeds):
            yield document.fault((*loc, "deeds"), "a deed is written twice: delete one")
