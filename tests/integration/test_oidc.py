"""Signing in at an OpenID provider: who gets in, as whom, and what is believed of what the provider says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from reelshelf.accounts.cookies import OIDC_COOKIE
from reelshelf.errors import StartupError
from reelshelf.wiring.web import web_parts
from running import serving, sign_up
from simulators.identity import CLIENT_ID, CLIENT_SECRET, OTHER_KEY, IdentityProvider, identity_provider
from stock import rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

ADA: dict[str, Any] = {"sub": "ada-1815", "email": "Ada@Example.org", "email_verified": True}
BACK = "/api/auth/oidc/callback"
FAILED = "/sign-in#problem=oidc_failed"
UNKNOWN = "/sign-in#problem=oidc_unknown_account"


@pytest.fixture
async def provider() -> AsyncIterator[IdentityProvider]:
    async with identity_provider() as provider:
        provider.person = dict(ADA)
        yield provider


@pytest.fixture
def with_provider(settings: Settings, provider: IdentityProvider) -> Settings:
    return settings.model_copy(
        update={
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": SecretStr(CLIENT_SECRET),
            "oidc_name": "Home",
            "outbound_proxy": None,
        }
    )


@pytest.fixture
async def address(with_provider: Settings) -> AsyncIterator[str]:
    """Of a server with an account, ada@example.org."""
    async with serving(with_provider) as base_url:
        await (await sign_up(with_provider, base_url)).http.aclose()
        yield base_url


async def go_there(browser: httpx.AsyncClient) -> str:
    """To the provider; where it sends the browser back."""
    there = (await browser.get("/api/auth/oidc/start")).headers["location"]
    return (await browser.get(there)).headers["location"]


async def go_and_come_back(address: str) -> tuple[str, httpx.Response | None]:
    """Where a browser ends up, and what `refresh` answers there."""
    async with httpx.AsyncClient(base_url=address) as browser:
        returned = await browser.get(await go_there(browser))
        assert returned.status_code == 302
        home = returned.headers["location"]
        return home, await browser.post("/api/auth/refresh") if home == "/" else None


async def test_somebody_with_an_account_is_signed_in(address: str, database: Database) -> None:
    async with httpx.AsyncClient(base_url=address) as browser:
        assert (await browser.get("/api/auth/methods")).json()["oidc"] == {"name": "Home"}
        home = await browser.get(await go_there(browser))
        assert home.headers["location"] == "/"
        grant = (await browser.post("/api/auth/refresh")).json()
        me = await browser.get("/api/me", headers={"Authorization": f"Bearer {grant['access_token']}"})
        assert me.json()["email"] == "ada@example.org"
        assert OIDC_COOKIE not in browser.cookies
    assert len(await rows(database, "SELECT 1 FROM external_identities")) == 1


async def test_the_account_stays_with_the_person_and_not_with_the_address(
    address: str, provider: IdentityProvider
) -> None:
    assert (await go_and_come_back(address))[0] == "/"
    provider.person["email"] = "countess@example.org"
    assert (await go_and_come_back(address))[0] == "/"
    provider.person = {**ADA, "sub": "somebody who got the address later"}
    assert (await go_and_come_back(address))[0] == UNKNOWN


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}, {"email": None}],
    ids=str,
)
async def test_an_address_that_is_not_verified_opens_nothing(
    address: str, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert (await go_and_come_back(address))[0] == UNKNOWN


async def test_strangers_stay_outside_unless_a_setting_lets_them_in(
    address: str, provider: IdentityProvider, with_provider: Settings, database: Database
) -> None:
    provider.person = {"sub": "bob", "email": "bob@example.org", "email_verified": True}
    assert (await go_and_come_back(address))[0] == UNKNOWN
    async with serving(with_provider.model_copy(update={"oidc_create_accounts": True})) as open_house:
        assert (await go_and_come_back(open_house))[0] == "/"
    made = await rows(database, "SELECT is_owner, password_hash FROM users WHERE email = 'bob@example.org'")
    assert made == [{"is_owner": False, "password_hash": None}]


async def test_nobody_becomes_the_owner_by_coming_first(
    provider: IdentityProvider, with_provider: Settings, database: Database
) -> None:
    async with serving(with_provider.model_copy(update={"oidc_create_accounts": True})) as base_url:
        assert (await go_and_come_back(base_url))[0] == UNKNOWN
    assert provider.person
    assert await rows(database, "SELECT 1 FROM users") == []


BENT: list[Any] = [
    {"nonce": "of another sign-in"},
    {"nonce": None},
    {"aud": "another program"},
    {"aud": [CLIENT_ID, "another"], "azp": "another"},
    {"iss": "https://evil.example"},
    {"exp": 1},
    {"exp": None},
    {"iat": 2**33},
    {"sub": None},
    {"sub": "nul\0"},
    {"email": "ada@example.org\0"},
    {"nonce": "nönce"},
    pytest.param({"exp": int(time.time()) - 120}, id="ended two minutes ago"),
]


@pytest.mark.parametrize("claims", BENT, ids=str)
async def test_a_token_that_is_not_for_this_sign_in_is_refused(
    address: str, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert (await go_and_come_back(address))[0] == FAILED


@pytest.mark.parametrize(("claim", "ahead_seconds"), [("exp", -30), ("iat", 30)])
async def test_clocks_may_differ_by_a_minute(
    address: str, provider: IdentityProvider, claim: str, ahead_seconds: int
) -> None:
    provider.claims = {claim: int(time.time()) + ahead_seconds}
    assert (await go_and_come_back(address))[0] == "/"


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(OTHER_KEY, "RS256"), (CLIENT_SECRET * 2, "HS256"), ("", "none")],
    ids=["another key", "the secret as a key", "no key"],
)
async def test_a_token_signed_by_somebody_else_is_refused(
    address: str, provider: IdentityProvider, key: Any, algorithm: str
) -> None:
    provider.signing_key, provider.algorithm = key, algorithm
    assert (await go_and_come_back(address))[0] == FAILED


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": "https://[id.example.org/token"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
async def test_a_provider_that_points_elsewhere_is_not_followed(
    address: str, provider: IdentityProvider, description: dict[str, Any]
) -> None:
    provider.description = description
    async with httpx.AsyncClient(base_url=address) as browser:
        first = (await browser.get("/api/auth/oidc/start")).headers["location"]
        if first != FAILED:
            back = (await browser.get(first)).headers["location"]
            assert (await browser.get(back)).headers["location"] == FAILED


async def test_an_answer_is_good_in_the_browser_that_asked_and_once(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as victim, httpx.AsyncClient(base_url=address) as other:
        back = await go_there(other)
        assert (await victim.get(back)).headers["location"] == FAILED
        await go_there(victim)
        assert (await victim.get(back)).headers["location"] == FAILED
        state = parse_qs(urlsplit(back).query)["state"][0]
        for query in (f"state={state}", f"state={state}&error=access_denied", "code=code-0", ""):
            assert (await other.get(f"{BACK}?{query}")).headers["location"] == FAILED
        mixed_up = back.replace("iss=", "iss=https%3A%2F%2Fevil.example&was=")
        assert (await other.get(mixed_up)).headers["location"] == FAILED
        assert (await other.get(back)).headers["location"] == "/"
        assert (await other.get(back)).headers["location"] == FAILED


async def test_the_errand_goes_along_in_a_cookie_of_its_own(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, headers={"X-Forwarded-Proto": "https"}) as browser:
        answer = await browser.get("/api/auth/oidc/start")
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["redirect_uri"][0].startswith("https://")
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert name == f"__Secure-{OIDC_COOKIE}"
    parts = {part.strip().lower() for part in attributes.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/api/auth/oidc", "max-age=600"} <= parts


async def test_without_a_provider_there_is_no_such_way(base_url: str) -> None:
    async with httpx.AsyncClient(base_url=base_url) as browser:
        for path in ("/api/auth/oidc/start", BACK):
            assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"oidc_client_secret": None},
        {"oidc_client_id": None},
        {"oidc_issuer": "http://id.example.org"},
        {"oidc_issuer": "https://[id"},
    ],
)
async def test_half_a_provider_is_refused_at_the_start(
    with_provider: Settings, changes: dict[str, Any]
) -> None:
    with pytest.raises(StartupError, match="REELSHELF_OIDC_ISSUER"):
        async with web_parts(with_provider.model_copy(update=changes)):
            pass


@pytest.mark.parametrize("said", ["code", "state", "iss"])
async def test_what_no_provider_says_is_refused(address: str, said: str) -> None:
    async with httpx.AsyncClient(base_url=address) as http:
        assert (await http.get(BACK, params={said: "ü"})).status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert (await http.get(BACK, params={said: " ~"})).status_code == httpx.codes.FOUND
