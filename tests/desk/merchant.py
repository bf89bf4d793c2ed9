"""A merchant's page, as far as the API sees it."""

from typing import Any
from uuid import uuid4

import httpx


class Merchant:
    """One conversation, and the token that opens it."""

    def __init__(self, http: httpx.AsyncClient, opened: dict[str, Any]) -> None:
        self.http = http
        self.opened = opened
        self.id = opened["id"]
        self.auth = {"Authorization": f"Bearer {opened['token']}"}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @classmethod
    async def arrives(cls, http: httpx.AsyncClient, **headers: str) -> "Merchant":
        answer = await http.post("/api/v1/conversations", headers=headers)
        assert answer.status_code == 201
        return cls(http, answer.json())

    def at(self, http: httpx.AsyncClient) -> "Merchant":
        """The same merchant, at another desk."""
        return Merchant(http, self.opened)

    async def post(self, body: Any, *, wait: bool = False, **headers: str) -> httpx.Response:
        return await self.http.post(
            f"{self.path}/messages",
            params={"wait": "true"} if wait else {},
            json=body,
            headers={**self.auth, **headers},
        )

    async def says(self, text: str, *, wait: bool = False, **headers: str) -> dict[str, Any]:
        return await self._sends({"text": text}, wait=wait, headers=headers)

    async def gets_a_secret(self) -> str:
        """Opens a case, if there is none yet, and asks for its secret."""
        family = await self.taps("1-1")
        await self.taps(family["replies"][-1]["choices"][0]["id"])
        made = await self.http.post(f"{self.path}/secret", headers=self.auth)
        secret: str = made.json()["secret"]
        return secret

    async def taps(self, choice: str, *, wait: bool = True, **headers: str) -> dict[str, Any]:
        return await self._sends({"choice": choice}, wait=wait, headers=headers)

    async def sees(self, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.http.get(
            f"{self.path}/messages", params={"after": after}, headers=self.auth
        )
        assert answer.status_code == 200
        return answer.json()["messages"]

    async def case(self) -> dict[str, Any]:
        answer = await self.http.get(f"{self.path}/case", headers=self.auth)
        assert answer.status_code == 200
        return answer.json()

    async def _sends(self, said: dict[str, str], *, wait: bool, headers: Any) -> dict[str, Any]:
        answer = await self.post({"client_message_id": uuid4().hex, **said}, wait=wait, **headers)
        assert answer.status_code == 201, answer.text
        return answer.json()


def choice(message: dict[str, Any], label: str) -> str:
    """The id of the quick reply with this label."""
    return next(it["id"] for it in message["choices"] if it["label"] == label)
