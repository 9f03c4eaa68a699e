"""The owner takes an account away."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from reelshelf.accounts.access import Owner, OwnerNeeded, SessionNeeded
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library import departure
from reelshelf.library.departure import OwnAccountKept

router = APIRouter(
    prefix="/api/users", tags=["accounts"], responses=problems(NotSignedIn, SessionNeeded, OwnerNeeded)
)


@router.delete("/{user_id}", status_code=204, responses=problems(NotFound, OwnAccountKept))
async def delete_user(user_id: UUID, owner: Owner, database: DatabaseOf) -> None:
    """Take an account away, with its lists and all that is on them. There is no way back."""
    if user_id == owner.user_id:
        raise OwnAccountKept
    async with database.begin() as connection:
        if not await departure.remove_account(connection, user_id):
            raise NotFound
