"""Signing in at an OpenID provider: authorization code with PKCE, and a proof of who it was that is checked here.

Source: OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3; RFC 7636 (PKCE), RFC 9207 (issuer in the answer).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import jwt

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a public key; none with a shared one, which a client could forge."""
REMEMBERED_SECONDS = 3600.0
CLOCKS_DIFFER_SECONDS = 60
MAX_ANSWER_BYTES = 1_000_000
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class OidcRefused(Exception):
    """The provider, or what it said, is not to be trusted this time; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What must come back unchanged. It waits in the browser's own cookie, signed by us."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Errand:
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Stranger:
    """Who it was, as the provider says; `email` only if the provider has verified it."""

    issuer: str
    subject: str
    email: str | None


class OidcProvider:
    """One provider. Its own description and keys are asked for when first needed, and kept for an hour."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str, open_client: Callable[[], httpx.AsyncClient]
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._open_client = open_client
        self._described: tuple[float, dict[str, Any]] | None = None
        self._keys: dict[str, jwt.PyJWK] = {}

    async def address(self, errand: Errand, redirect_uri: str) -> str:
        """Where to send the browser. Raises OidcRefused."""
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid email",
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": errand.challenge,
            "code_challenge_method": "S256",
        }
        endpoint = await self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def redeem(self, errand: Errand, code: str, redirect_uri: str) -> Stranger:
        """Who came back with this code. Raises OidcRefused."""
        if not code:
            raise OidcRefused("it did not let somebody in")
        answer = await self._ask(
            "POST",
            await self._endpoint("token_endpoint"),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": errand.verifier,
            },
            auth=(self._client_id, self._client_secret),
        )
        return await self._identify(str(answer.get("id_token", "")), errand)

    def ensure_own(self, issuer: str | None) -> None:
        """`iss` of an answer, which old providers leave out, names this one. Raises OidcRefused."""
        if issuer not in {None, self._issuer}:
            raise OidcRefused("another provider answers")

    async def _identify(self, id_token: str, errand: Errand) -> Stranger:
        try:
            claims = jwt.decode(
                id_token,
                await self._key_of(id_token),
                algorithms=list(ALGORITHMS),
                audience=self._client_id,
                issuer=self._issuer,
                leeway=CLOCKS_DIFFER_SECONDS,
                options={"require": ["exp", "iat", "sub", "aud", "iss", "nonce"]},
            )
        except jwt.PyJWTError as problem:
            raise OidcRefused(f"its identity token is not good: {problem}") from problem
        if not hmac.compare_digest(str(claims["nonce"]).encode(errors="replace"), errand.nonce.encode()):
            raise OidcRefused("its identity token is for another sign-in")
        if claims.get("azp", self._client_id) != self._client_id:
            raise OidcRefused("its identity token is for another program")
        return Stranger(self._issuer, _storable(claims["sub"]), _verified_address(claims))

    async def _key_of(self, id_token: str) -> jwt.PyJWK:
        """By its `kid`; keys are asked for anew when it is not among those known."""
        kid = str(jwt.get_unverified_header(id_token).get("kid", ""))
        if kid not in self._keys:
            answer = await self._ask("GET", await self._endpoint("jwks_uri"))
            self._keys = {key.key_id or "": key for key in jwt.PyJWKSet.from_dict(answer).keys}
        if kid not in self._keys:
            raise OidcRefused("its identity token is signed with a key that it does not publish")
        return self._keys[kid]

    async def _endpoint(self, name: str) -> str:
        found = str((await self._description()).get(name, ""))
        if not is_safe_address(found):
            raise OidcRefused(f"its {name} is no https address")
        return found

    async def _description(self) -> dict[str, Any]:
        if self._described is None or time.monotonic() > self._described[0] + REMEMBERED_SECONDS:
            address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            described = await self._ask("GET", address)
            if described.get("issuer") != self._issuer:
                raise OidcRefused("it calls itself by another name than REELSHELF_OIDC_ISSUER")
            self._described = time.monotonic(), described
        return self._described[1]

    async def _ask(self, method: str, address: str, **content: Any) -> dict[str, Any]:
        import httpx  # noqa: PLC0415 - a fifth of a second that the start need not wait for

        try:
            async with self._open_client() as client, client.stream(method, address, **content) as answer:
                body = b""
                async for chunk in answer.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_ANSWER_BYTES:
                        raise OidcRefused("its answer is too long")
                if answer.status_code != httpx.codes.OK:
                    raise OidcRefused(f"it answers {answer.status_code}")
                found = httpx.Response(answer.status_code, content=body).json()
        except (httpx.HTTPError, ValueError, OSError) as problem:
            raise OidcRefused(f"it cannot be asked: {type(problem).__name__}") from problem
        if not isinstance(found, dict):
            raise OidcRefused("its answer is no object")
        return found


def _storable(text: str) -> str:
    """Raises OidcRefused for what no database keeps."""
    if not text.isprintable():
        raise OidcRefused("it names somebody in characters that cannot be kept")
    return text


def _verified_address(claims: dict[str, Any]) -> str | None:
    address = claims.get("email")
    return _storable(address) if claims.get("email_verified") is True and isinstance(address, str) else None


def is_safe_address(address: str) -> bool:
    """Encrypted, or on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )
