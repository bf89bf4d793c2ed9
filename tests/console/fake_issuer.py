"""A company's own sign-in, as OpenID Connect has it; each test bends what it needs bent."""

import asyncio
import base64
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import uvicorn
from fake_rasa import listen
from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
CLIENT, SECRET = "zhangfang", "a secret: with/odd characters"


class FakeIssuer:
    """Answers discovery, keys and tokens over HTTP on loopback.

    Attributes:
        claims: instead of, or beside, those that are right; None leaves one out.
        key: signs.
        header: of the token.
        discovery: what differs in what it says of itself.
        down: it answers 500.
        asked: the forms that the token endpoint got.
    """

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key: Any = KEY
        self.header = {"alg": "RS256", "kid": "k1"}
        self.discovery: dict[str, Any] = {}
        self.published = [KEY]
        self.down = False
        self.now = 0
        self.asked: list[dict[str, str]] = []
        self.authorization: list[str | None] = []
        self._codes: dict[str, dict[str, str]] = {}

    async def start(self) -> None:
        self._listening = listen()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        config = uvicorn.Config(self, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))

    async def stop(self) -> None:
        self._serving.cancel()
        await asyncio.gather(self._serving, return_exceptions=True)
        self._listening.close()

    def signs_in(self, address: str, name: str) -> dict[str, str]:
        """What the browser brings back from this address, after `name` has signed in there."""
        asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self._codes)}"
        self._codes[code] = {**asked, "name": name}
        return {"code": code, "state": asked["state"], "iss": self.url}

    def _token(self, form: dict[str, str]) -> dict[str, Any] | None:
        trip = self._codes.pop(form["code"], None)
        if trip is None or trip["redirect_uri"] != form["redirect_uri"]:
            return None
        made = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(made).decode().rstrip("=")
        if trip["code_challenge_method"] != "S256" or trip["code_challenge"] != challenge:
            return None
        claims = {
            "iss": self.url,
            "sub": "248289761001",
            "aud": CLIENT,
            "exp": self.now + 300,
            "iat": self.now,
            "nonce": trip["nonce"],
            "preferred_username": trip["name"],
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            parts = (json.dumps(self.header), json.dumps(claims), "")
            token = ".".join(
                base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts
            )
        else:
            token = jwt.encode(self.header, claims, self.key, [self.header["alg"]])
        return {"access_token": "at", "token_type": "Bearer", "id_token": token}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = (await receive()).get("body", b"")
        status, said = 200, self._says(scope, body)
        if self.down or said is None:
            status, said = (500 if self.down else 400), {"error": "invalid_grant"}
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(said).encode()})

    def _says(self, scope: Any, body: bytes) -> dict[str, Any] | None:
        match scope["path"]:
            case "/.well-known/openid-configuration":
                return {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize?tenant=7",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/keys",
                    **self.discovery,
                }
            case "/keys":
                return {"keys": [key.as_dict(private=False) for key in self.published]}
            case "/token":
                form = {key: value[0] for key, value in parse_qs(body.decode()).items()}
                self.asked.append(form)
                found = dict(scope["headers"]).get(b"authorization")
                self.authorization.append(found.decode() if found else None)
                return self._token(form)
        return None
