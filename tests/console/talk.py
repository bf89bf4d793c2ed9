"""What an agent does in one conversation, as far as the API sees it."""

from typing import Any
from uuid import uuid4

import httpx
from staff import Staff


class Talk:
    """A conversation on an agent's screen."""

    def __init__(self, staff: Staff, conversation: str) -> None:
        self.staff = staff
        self.path = f"/conversations/{conversation}"

    @classmethod
    async def claims(cls, staff: Staff, conversation: str) -> "Talk":
        talk = cls(staff, conversation)
        answer = await staff.post(f"{talk.path}/claim")
        assert answer.status_code == 200, answer.text
        return talk

    async def get(self, path: str = "", **more: Any) -> Any:
        answer = await self.staff.get(self.path + path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def tries(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return await self.staff.post(self.path + path, json=body)

    async def does(self, path: str, **body: Any) -> Any:
        answer = await self.tries(path, body)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.json() if answer.content else None

    async def says(self, text: str, **more: Any) -> Any:
        return await self.does(
            "/messages", **{"client_message_id": uuid4().hex, "text": text, **more}
        )

    async def opens_a_case(self, family: str = "overcharged") -> None:
        await self.does("/family", family=family, reason="商户说得明白")

    async def closes(self, outcome: str = "resolved", **more: Any) -> Any:
        body = {"outcome": outcome, "summary": "退了", "word": "", **more}
        return await self.does("/close", **body)

    async def entries(self) -> list[dict[str, Any]]:
        return (await self.get())["entries"]

    async def lines(self) -> list[str]:
        """What is not a bubble."""
        return [it["line"] for it in await self.entries() if it["line"]]

    async def facts(self) -> dict[str, dict[str, Any]]:
        return {it["id"]: it for it in (await self.get())["facts"]}

    async def steps(self) -> dict[str, dict[str, Any]]:
        return {it["id"]: it for it in (await self.get())["steps"]}


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]
