"""Merchants who want a person, and what Rasa makes of what they say."""

from collections.abc import Sequence
from typing import Any

import httpx
from fake_rasa import FakeRasa, Request
from merchant import Merchant
from staff import console_of

from zhangfang.store import log

WANTS_A_PERSON = "转人工"
DESPERATE = "不想活了"
GIBBERISH = "嘛咪嘛咪哄"

_LEADS_TO: dict[str, tuple[Sequence[str], Sequence[dict[str, Any]], str | None]] = {
    WANTS_A_PERSON: (["记上要转人工了", "接着办这一步"], [{"kind": "human_asked"}], "hand_over"),
    DESPERATE: (["你人最要紧"], [{"kind": "human_asked", "reason": "despair"}], None),
    GIBBERISH: (["没听懂", "扣了多少钱？"], [{"kind": "not_understood"}], None),
}


def understands(rasa: FakeRasa) -> None:
    """Rasa reads the sentences above as the real one would; others it echoes, with a reading."""

    async def answer(request: Request) -> Any:
        if "sender" not in request:
            return await rasa.read(request)
        said = _LEADS_TO.get(request["message"])
        if said is None:
            return await rasa.answer(request)
        texts, changes, card = said
        shown = [{"bubble": 0, "card": card}] if card else []
        custom = {"changes": list(changes), "shown": shown, "end": True, "reading": {}}
        return [*({"text": text} for text in texts), {"custom": custom}]

    rasa.behaviour = answer


async def arrives(http: httpx.AsyncClient, now: str) -> Merchant:
    """A merchant for whom it is this time until it is another one (`at`)."""
    merchant = await Merchant.arrives(http, **{"X-Now": now})
    return at(merchant, now)


def at(merchant: Merchant, now: str) -> Merchant:
    """Time passes."""
    merchant.auth["X-Now"] = now
    return merchant


async def calls(http: httpx.AsyncClient, now: str, text: str = WANTS_A_PERSON) -> Merchant:
    """A merchant who arrives and says so."""
    merchant = await arrives(http, now)
    await merchant.says(text, wait=True)
    return merchant


async def heard(merchant: Merchant, after: int = 0) -> list[tuple[str, str]]:
    """Who said what, from there."""
    return [(message["actor"], message["text"]) for message in await merchant.sees(after)]


async def last(merchant: Merchant) -> str:
    """What the merchant sees last."""
    return str((await merchant.sees())[-1]["text"])


def on_record(http: httpx.AsyncClient, merchant: Merchant) -> list[log.Entry]:
    """All that is on record of the conversation."""
    with console_of(http).desk.database.read() as connection:
        return log.entries(connection, merchant.id)


def kinds(http: httpx.AsyncClient, merchant: Merchant, *wanted: str) -> list[dict[str, Any]]:
    """The bodies of the events of these kinds, with the kind."""
    found = [entry.event for entry in on_record(http, merchant)]
    return [{"kind": it.kind, **it.body} for it in found if it.kind in wanted]
