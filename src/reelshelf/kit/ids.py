"""UUIDv7: ids that sort by the time they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uuid_utils
import uuid_utils.compat

if TYPE_CHECKING:
    from uuid import UUID


def new_id() -> UUID:
    return uuid_utils.compat.uuid7()


def new_id_texts(count: int) -> list[str]:
    """`count` ids that sort in the order of the list, as text: ten thousand of them in a few milliseconds."""
    return [str(uuid_utils.uuid7()) for _ in range(count)]
