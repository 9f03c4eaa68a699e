"""Each of these tokens lacks one thing that a true one has; none of them is anybody's."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from websockets.exceptions import ConnectionClosed

from reelshelf.accounts.cookies import IMAGES_COOKIE, REFRESH_COOKIE
from running import PASSWORD, Person
from sockets import progress_socket

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

KEY = "invented for tests, 32 characters and more"
OTHER_KEY = "another key, invented just as well, of 64 characters and more …"
Claims = dict[str, Any]
Forger = Callable[[Claims, str], str]
"""Of the claims of a true token and that token itself."""

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RSA_PUBLIC = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def now(**ahead: float) -> int:
    return int((datetime.now(UTC) + timedelta(**ahead)).timestamp())


def signed(claims: Claims, key: str | bytes = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers or None)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(claims: Claims, algorithm: str) -> str:
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."


def without(claims: Claims, name: str) -> Claims:
    return {each: value for each, value in claims.items() if each != name}


def swapped_signature(claims: Claims, true: str) -> str:
    """The claims of one token with the signature of another."""
    other = signed({**claims, "exp": now(hours=1)})
    return ".".join([*true.split(".")[:2], other.split(".")[2]])


def changed_claims(claims: Claims, true: str) -> str:
    head, _, signature = true.split(".")
    return f"{head}.{part({**claims, 'exp': now(days=365)})}.{signature}"


def by_hand(claims: Claims, key: bytes, **headers: Any) -> str:
    """HS256 with a key that PyJWT would refuse to sign with."""
    signed_part = f"{part({'alg': 'HS256', 'typ': 'JWT', **headers})}.{part(claims)}"
    signature = hmac.new(key, signed_part.encode(), hashlib.sha256).digest()
    return f"{signed_part}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


FORGERS: dict[str, Forger] = {
    "alg none": lambda claims, _: unsigned(claims, "none"),
    "alg None": lambda claims, _: unsigned(claims, "None"),
    "no algorithm": lambda claims, _: f"{part({'typ': 'JWT'})}.{part(claims)}.",
    "signature left out": lambda claims, _: unsigned(claims, "HS256"),
    "another key": lambda claims, _: signed(claims, OTHER_KEY),
    "empty key": lambda claims, _: by_hand(claims, b""),
    "key named by kid": lambda claims, _: by_hand(claims, b"", kid="/dev/null"),
    "key brought along by jku": lambda claims, _: signed(claims, OTHER_KEY, jku="https://evil.example/keys"),
    "key brought along by jwk": lambda claims, _: signed(claims, OTHER_KEY, jwk={"kty": "oct", "k": "eA"}),
    "key brought along by x5u": lambda claims, _: signed(claims, OTHER_KEY, x5u="https://evil.example/x"),
    "HS512": lambda claims, _: signed(claims, KEY, "HS512"),
    "HS384": lambda claims, _: signed(claims, KEY, "HS384"),
    "RS256": lambda claims, _: jwt.encode(claims, RSA_KEY, algorithm="RS256"),
    "public key as secret": lambda claims, _: by_hand(claims, RSA_PUBLIC),
    "expired": lambda claims, _: signed({**claims, "exp": now(seconds=-1)}),
    "no expiry": lambda claims, _: signed(without(claims, "exp")),
    "not yet valid": lambda claims, _: signed({**claims, "nbf": now(hours=1)}),
    "issued in the future": lambda claims, _: signed({**claims, "iat": now(hours=1)}),
    "issued never": lambda claims, _: signed(without(claims, "iat")),
    "for pictures": lambda claims, _: signed({**claims, "aud": "images"}),
    "for nobody": lambda claims, _: signed(without(claims, "aud")),
    "of another issuer": lambda claims, _: signed({**claims, "iss": "somebody"}),
    "of no issuer": lambda claims, _: signed(without(claims, "iss")),
    "of no account": lambda claims, _: signed(without(claims, "sub")),
    "of no session": lambda claims, _: signed(without(claims, "sid")),
    "of a session that never was": lambda claims, _: signed({**claims, "sid": str(uuid4())}),
    "of another account": lambda claims, _: signed({**claims, "sub": str(uuid4())}),
    "with words for ids": lambda claims, _: signed({**claims, "sub": "' OR 1=1 --"}),
    "truncated": lambda _, true: true[:-4],
    "signature swapped": swapped_signature,
    "claims changed": changed_claims,
    "two parts": lambda _, true: ".".join(true.split(".")[:2]),
    "four parts": lambda _, true: f"{true}.{true.split('.')[2]}",
    "unicode": lambda _, true: true + "ü€🎬",
    "a percent sign": lambda _, true: true.replace(".", "%2e"),
    "nonsense": lambda _, __: "nonsense",
    "a personal token that never was": lambda _, __: "rsp_" + "x" * 43,
    "a personal token cut short": lambda _, __: "rsp_",
}


def claims_of(person: Person) -> Claims:
    found: Claims = jwt.decode(person.token, KEY, algorithms=["HS256"], audience="api")
    return found


async def answer_to(person: Person, token: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        return await client.get("/api/lists", headers=[(b"Authorization", f"Bearer {token}".encode())])


async def test_the_same_claims_with_the_right_signature_are_accepted(person: Person) -> None:
    """Or the forgeries below would be refused for another reason."""
    assert (await answer_to(person, signed(claims_of(person)))).status_code == 200


@pytest.mark.parametrize("forge", FORGERS.values(), ids=FORGERS.keys())
async def test_forged_tokens_are_refused(person: Person, forge: Forger) -> None:
    token = forge(claims_of(person), person.token)
    answer = await answer_to(person, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"
    async with progress_socket(person.base_url) as socket:
        assert await refusal(socket, token) == 4401


async def refusal(socket: ClientConnection, token: str) -> int | None:
    await socket.send(json.dumps({"type": "auth", "token": token}))
    with pytest.raises(ConnectionClosed) as closed:
        await socket.recv()
    return closed.value.rcvd.code if closed.value.rcvd else None


async def test_other_secrets_of_the_same_person_are_no_access_tokens(person: Person) -> None:
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        for name in (REFRESH_COOKIE, IMAGES_COOKIE):
            assert (await answer_to(person, client.cookies[name])).status_code == 401


@pytest.mark.parametrize("header", ["", "Basic YWRhOng=", "Bearer", "Token {}", "{}"])
async def test_other_ways_to_say_it_are_refused(person: Person, header: str) -> None:
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        answer = await client.get("/api/me", headers={"Authorization": header.format(person.token)})
    assert answer.status_code == 401
