"""Several ways to one answer, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from reelshelf.upstreams.failures import UpstreamError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

Provider = TypeVar("Provider")
Answer = TypeVar("Answer")


async def fallback(
    providers: Sequence[Provider],
    ask: Callable[[Provider], Awaitable[Answer]],
    failed: Callable[[UpstreamError], None],
) -> Answer | None:
    """What the first provider answers that does; None when none of them does. `failed` hears of each that does not.

    A failure that would be the same everywhere (`is_final`) is raised at once: nobody else knows better.
    """
    for provider in providers:
        try:
            return await ask(provider)
        except UpstreamError as problem:
            if problem.failure.kind.is_final:
                raise
            failed(problem)
    return None
