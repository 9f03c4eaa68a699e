"""The way to an OpenID provider and back. Both are visits of a browser: what goes wrong is told by our own page."""

from __future__ import annotations

import hmac
import logging
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse

from reelshelf.accounts import external, sessions
from reelshelf.accounts.access import SignerOf
from reelshelf.accounts.cookies import errand_of, forget_errand, remember_errand, set_cookies
from reelshelf.accounts.limits import LimiterOf, knock
from reelshelf.accounts.oidc import Errand, OidcProvider, OidcRefused
from reelshelf.accounts.tokens import TokenSigner
from reelshelf.errors import NotFound, NotSignedIn, TooManyRequests
from reelshelf.kit.problem import Problem
from reelshelf.kit.web import DatabaseOf, problems

log = logging.getLogger(__name__)

ERRAND_LIFE = timedelta(minutes=10)
CALLBACK = "/api/auth/oidc/callback"


class OidcFailed(NotSignedIn):
    code = "oidc_failed"
    title = "Signing in there did not work. Please try again."


class OidcUnknown(NotSignedIn):
    code = "oidc_unknown_account"
    title = "There is no account here for this verified e-mail address"


@dataclass(frozen=True, slots=True)
class Oidc:
    """A provider, and what to do with somebody new."""

    provider: OidcProvider
    name: str
    create_accounts: bool


async def _oidc(connection: HTTPConnection) -> Oidc:
    """Raises NotFound when none is set."""
    oidc: Oidc | None = connection.app.state.oidc
    if oidc is None:
        raise NotFound
    return oidc


OidcOf = Annotated[Oidc, Depends(_oidc)]
Said = Annotated[str | None, Query(max_length=4000, pattern=r"^[ -~]*$")]
"""What a provider says in an address: printable ASCII (RFC 6749, appendix A). Of anything else, three such would be
longer than the whole head of a request may be.
"""

router = APIRouter(
    prefix="/api/auth/oidc",
    tags=["account"],
    responses={**problems(NotFound, TooManyRequests), 302: {"description": "Onward"}},
)


@router.get("/start", status_code=302)
async def start_oidc(
    request: Request, oidc: OidcOf, signer: SignerOf, limiter: LimiterOf
) -> RedirectResponse:
    """Go to the provider to sign in there; 404 when none is set."""
    await knock(limiter, request)
    errand = Errand.new()
    try:
        address = await oidc.provider.address(errand, _redirect_uri(request))
    except OidcRefused as problem:
        return _told(OidcFailed(), problem)
    onward = RedirectResponse(address, 302)
    remember_errand(request, onward, signer.seal(asdict(errand), "oidc", ERRAND_LIFE), ERRAND_LIFE)
    return onward


@router.get("/callback", status_code=302)
async def finish_oidc(
    request: Request,
    oidc: OidcOf,
    signer: SignerOf,
    limiter: LimiterOf,
    database: DatabaseOf,
    code: Said = None,
    state: Said = None,
    iss: Said = None,
) -> RedirectResponse:
    """Come back from the provider: signed in, or with a word why not in the fragment of our own page."""
    await knock(limiter, request)
    try:
        errand = _errand(request, signer, state)
        oidc.provider.ensure_own(iss)
        stranger = await oidc.provider.redeem(errand, code or "", _redirect_uri(request))
    except (OidcRefused, NotSignedIn) as problem:
        return _told(OidcFailed(), problem)
    async with database.begin() as connection:
        user_id = await external.account_of(connection, stranger, create=oidc.create_accounts)
        if user_id is None:
            return _told(OidcUnknown(), "nobody has this address, or it is not verified")
        opened = await sessions.open_session(connection, user_id, request.headers.get("user-agent"))
    home = RedirectResponse("/", 302)
    set_cookies(request, home, signer, opened)
    forget_errand(request, home)
    return home


def _errand(request: Request, signer: TokenSigner, state: str | None) -> Errand:
    """That of this browser, if it is the one that comes back. Raises NotSignedIn, OidcRefused."""
    sealed = signer.unseal(errand_of(request) or "", "oidc")
    errand = Errand(sealed["state"], sealed["nonce"], sealed["verifier"])
    if not state or not hmac.compare_digest(state.encode(), errand.state.encode()):
        raise OidcRefused("it answers another sign-in than this browser's")
    return errand


def _redirect_uri(request: Request) -> str:
    return str(request.base_url).rstrip("/") + CALLBACK


def _told(problem: Problem, reason: Exception | str) -> RedirectResponse:
    log.info("no sign-in by the OpenID provider: %s", reason)
    return RedirectResponse(f"/sign-in#problem={problem.code}", 302)
