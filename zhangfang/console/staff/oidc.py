"""The company's own sign-in: OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC 7636).

Only what the issuer says over its own connection and signs with its own keys is believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from zhangfang.console.staff.oidc_trip import Trip
from zhangfang.desk.identity import read_secret
from zhangfang.desk.settings import Settings

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""All of them need the issuer's private key; `none`, and those with our own secret, are not among them."""

SCOPE = "openid profile email"
CLOCKS_APART = 60
"""Seconds."""


class OidcError(Exception):
    """The issuer does not answer as it should, or what it says does not hold."""


@dataclass(slots=True)
class _Known:
    """What the issuer has said of itself; asked for once, and the keys again when a new one appears."""

    addresses: dict[str, Any] = field(default_factory=dict)
    keys: KeySet | None = None


@dataclass(frozen=True, slots=True)
class Oidc:
    """The company's own sign-in, as it is set up for this desk.

    Attributes:
        issuer: its address; what it says of itself is at /.well-known/openid-configuration.
        client: by which it knows us.
        secret: by which we show that we are it.
        http: how it is asked.
    """

    issuer: str
    client: str
    secret: str
    http: httpx.AsyncClient
    _known: _Known = field(default_factory=_Known)

    @classmethod
    def of(cls, settings: Settings, http: httpx.AsyncClient) -> "Oidc | None":
        """As the settings have it; None if they name no issuer.

        Raises:
            OSError: the file with the secret cannot be read.
            ValueError: it holds none, or the issuer's address can be listened to.
        """
        if settings.oidc_issuer is None:
            return None
        if settings.oidc_client is None or settings.oidc_secret is None:
            raise ValueError("a sign-in by OpenID Connect needs an issuer, a client and a secret")
        if not is_private(settings.oidc_issuer):
            raise ValueError(f"{settings.oidc_issuer} is not https: others could listen")
        secret = read_secret(settings.oidc_secret).decode()
        return cls(settings.oidc_issuer, settings.oidc_client, secret, http)

    @property
    def name(self) -> str:
        """What its button is called."""
        return urlsplit(self.issuer).hostname or self.issuer

    async def way_there(self, trip: Trip) -> str:
        """The address at the issuer to which an agent's browser is sent.

        Raises:
            OidcError: the issuer does not say it.
        """
        address = await self._address("authorization_endpoint")
        found: str = prepare_grant_uri(
            address,
            self.client,
            "code",
            redirect_uri=trip.back_to,
            scope=SCOPE,
            state=trip.state,
            nonce=trip.nonce,
            code_challenge=create_s256_code_challenge(trip.verifier),
            code_challenge_method="S256",
        )
        return found

    async def claims(self, trip: Trip, code: str, now: datetime) -> Mapping[str, Any]:
        """What the issuer says of who has come back with this code.

        Raises:
            OidcError: the code is not good, or the token does not hold.
        """
        token = await self._token(trip, code)
        try:
            try:
                found = jwt.decode(token, await self._keys(), algorithms=ALGORITHMS)
            except InvalidKeyIdError:
                found = jwt.decode(token, await self._keys(anew=True), algorithms=ALGORITHMS)
            options = {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client},
            }
            params = {"nonce": trip.nonce, "client_id": self.client}
            claims = CodeIDToken(found.claims, found.header, options, params)
            claims.validate(now=int(now.timestamp()), leeway=CLOCKS_APART)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OidcError(f"the id token does not hold: {type(error).__name__}") from None
        return found.claims

    async def _token(self, trip: Trip, code: str) -> str:
        address = await self._address("token_endpoint")
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": trip.back_to,
            "code_verifier": trip.verifier,
        }
        ways = self._known.addresses.get("token_endpoint_auth_methods_supported")
        if isinstance(ways, list) and "client_secret_basic" not in ways:
            asked |= {"client_id": self.client, "client_secret": self.secret}
            answer = await self._ask("POST", address, data=asked)
        else:
            # RFC 6749, 2.3.1: both are form-encoded before they go into the header
            us = httpx.BasicAuth(quote(self.client, safe=""), quote(self.secret, safe=""))
            answer = await self._ask("POST", address, data=asked, auth=us)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise OidcError("the issuer gave no id token")
        return token

    async def _keys(self, *, anew: bool = False) -> KeySet:
        if self._known.keys is None or anew:
            found = await self._ask("GET", await self._address("jwks_uri"))
            try:
                self._known.keys = KeySet.import_key_set({"keys": found["keys"]})
            except (JoseError, ValueError, TypeError, KeyError):
                raise OidcError("the issuer's keys cannot be read") from None
        return self._known.keys

    async def _address(self, name: str) -> str:
        """An address of the issuer. What it says of itself must be said by itself (Discovery, 4.3)."""
        if not self._known.addresses:
            where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            said = await self._ask("GET", where)
            if said.get("issuer") != self.issuer:
                raise OidcError("the issuer says that it is another")
            self._known.addresses.update(said)
        found = self._known.addresses.get(name)
        if not isinstance(found, str) or not is_private(found):
            raise OidcError(f"the issuer has no usable {name}")
        return found

    async def _ask(self, method: str, address: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        try:
            answer = await self.http.request(method, address, **more)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise OidcError(f"the issuer did not answer: {type(error).__name__}") from None
        if not isinstance(found, dict):
            raise OidcError("the issuer's answer is no JSON object")
        return found


def is_private(address: str) -> bool:
    """Whether nobody can listen on the way: https, or http on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and host in ("127.0.0.1", "localhost", "::1")
