"""One's own personal access tokens. A token cannot make tokens: somebody must be signed in."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter

from reelshelf.accounts import personal_tokens
from reelshelf.accounts.access import Person, SessionNeeded
from reelshelf.accounts.wire import CreatedToken, NewToken, TokenView
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.web import BadCursor, Cursor, DatabaseOf, Limit, Page, id_of_cursor, page_by_id, problems

router = APIRouter(prefix="/api/tokens", tags=["account"], responses=problems(NotSignedIn, SessionNeeded))


@router.get("", responses=problems(BadCursor))
async def get_tokens(
    person: Person, database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50
) -> Page[TokenView]:
    """The personal access tokens of this account, newest first; not the tokens themselves."""
    async with database.read() as connection:
        rows = await personal_tokens.page(connection, person.user_id, id_of_cursor(cursor), limit)
    return page_by_id([TokenView.model_validate(row) for row in rows], limit)


@router.post("", status_code=201)
async def create_token(body: NewToken, person: Person, database: DatabaseOf) -> CreatedToken:
    """Make a token for `Authorization: Bearer`. It is shown this once."""
    life = timedelta(days=body.expires_in_days) if body.expires_in_days else None
    async with database.begin() as connection:
        token_id, token = await personal_tokens.create(
            connection, person.user_id, body.name, life, body.scopes
        )
        row = await personal_tokens.get(connection, person.user_id, token_id)
    return CreatedToken(**row, token=token)


@router.delete("/{token_id}", status_code=204, responses=problems(NotFound))
async def delete_token(token_id: UUID, person: Person, database: DatabaseOf) -> None:
    """Refuse this token from now on."""
    async with database.begin() as connection:
        await personal_tokens.delete(connection, person.user_id, token_id)
