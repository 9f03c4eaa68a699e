"""An OpenID provider on a real socket: whoever comes is let in as the person who is set; what it says can be bent."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.net.connection import Connection
from simulators.net.messages import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CLIENT_ID, CLIENT_SECRET = "reelshelf", "a secret of two programs"
TRUE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class IdentityProvider:
    """`claims` are laid over those of a good identity token; None takes one away."""

    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    signing_key: Any = TRUE_KEY
    algorithm: str = "RS256"
    issuer: str = ""
    _granted: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, request: Request) -> Reply:
        match request.method, request.path:
            case "GET", "/.well-known/openid-configuration":
                return json_reply(self._description())
            case "GET", "/keys":
                key = orjson.loads(jwt.algorithms.RSAAlgorithm.to_jwk(TRUE_KEY.public_key()))
                return json_reply({"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]})
            case "GET", "/authorize":
                return self._authorize(request.query)
            case "POST", "/token":
                return self._redeem(request)
        return json_reply({"error": "not_found"}, 404)

    def _description(self) -> dict[str, Any]:
        endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        addresses = {name: f"{self.issuer}/{path}" for name, path in endpoints.items()}
        return {"issuer": self.issuer, **addresses, **self.description}

    def _authorize(self, query: dict[str, str]) -> Reply:
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT_ID)
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = f"code-{len(self._granted)}"
        self._granted[code] = query
        back = urlencode({"code": code, "state": query["state"], "iss": self.issuer})
        return Reply(status=302, headers=(("Location", f"{query['redirect_uri']}?{back}"),))

    def _redeem(self, request: Request) -> Reply:
        form = dict(parse_qsl(request.body.decode()))
        granted = self._granted.pop(form.get("code", ""), None)
        secret = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            granted is None
            or request.headers.get("authorization") != f"Basic {secret}"
            or form.get("redirect_uri") != granted["redirect_uri"]
            or challenge != granted["code_challenge"]
        ):
            return json_reply({"error": "invalid_grant"}, 400)
        return json_reply(
            {"token_type": "Bearer", "access_token": "x", "id_token": self._token(granted["nonce"])}
        )

    def _token(self, nonce: str) -> str:
        now = int(time.time())
        good = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
        }
        claims = {name: value for name, value in {**good, **self.claims}.items() if value is not None}
        return jwt.encode(claims, self.signing_key, algorithm=self.algorithm, headers={"kid": "1"})


@asynccontextmanager
async def identity_provider() -> AsyncIterator[IdentityProvider]:
    """One that runs, on a free port."""
    provider = IdentityProvider()
    connections: set[Connection] = set()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(provider.answer, connections), "127.0.0.1", 0
    )
    provider.issuer = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.close()
        for connection in list(connections):
            connection.abort()
