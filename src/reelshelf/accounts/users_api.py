"""All accounts, for the owner of the shelf. Taking one away is `library.departure`: its things go with it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from reelshelf.accounts import users
from reelshelf.accounts.access import OwnerNeeded, SessionNeeded, owner
from reelshelf.accounts.secrets import hash_password
from reelshelf.accounts.users import EmailTaken, InvalidEmail, PasswordTooShort
from reelshelf.accounts.wire import AccountView, CreatedUser, NewUser
from reelshelf.errors import NotSignedIn
from reelshelf.kit.web import BadCursor, Cursor, DatabaseOf, Limit, Page, id_of_cursor, page_by_id, problems

router = APIRouter(
    prefix="/api/users",
    tags=["accounts"],
    dependencies=[Depends(owner)],
    responses=problems(NotSignedIn, SessionNeeded, OwnerNeeded),
)


@router.get("", responses=problems(BadCursor))
async def get_users(database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50) -> Page[AccountView]:
    """Every account, oldest first."""
    async with database.read() as connection:
        rows = await users.page(connection, id_of_cursor(cursor), limit)
    return page_by_id([AccountView.model_validate(row) for row in rows], limit)


@router.post("", status_code=201, responses=problems(EmailTaken, InvalidEmail, PasswordTooShort))
async def create_user(body: NewUser, request: Request, database: DatabaseOf) -> CreatedUser:
    """Make an account, with a password or with a link that signs in once."""
    hashed = await hash_password(users.checked_password(body.password)) if body.password is not None else None
    async with database.begin() as connection:
        user_id = await users.add_user(connection, body.email, hashed)
        token = await users.create_sign_in_link(connection, user_id) if hashed is None else None
        user = await users.get(connection, user_id)
    return CreatedUser(
        id=user.id,
        email=user.email,
        is_owner=user.is_owner,
        created_at=user.created_at,
        sign_in_link=f"{request.base_url}sign-in#token={token}" if token else None,
    )
