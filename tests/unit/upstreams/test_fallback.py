from __future__ import annotations

import pytest

from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError
from reelshelf.upstreams.fallback import fallback

K = FailureKind
Known = str | FailureKind
"""A provider: what it answers, or how it fails."""


async def ask(provider: Known) -> str:
    if isinstance(provider, FailureKind):
        raise UpstreamError(Failure(provider, "no"))
    return provider


@pytest.mark.parametrize(
    ("providers", "answer", "failures"),
    [
        (["a", "b"], "a", []),
        ([K.QUOTA_EXHAUSTED, "b"], "b", [K.QUOTA_EXHAUSTED]),
        ([K.ADMIN_ACTION, K.NETWORK, "c"], "c", [K.ADMIN_ACTION, K.NETWORK]),
        ([K.NETWORK, K.RATE_LIMITED], None, [K.NETWORK, K.RATE_LIMITED]),
        ([], None, []),
    ],
)
async def test_the_first_that_can_answers(
    providers: list[Known], answer: str | None, failures: list[FailureKind]
) -> None:
    failed: list[FailureKind] = []
    assert await fallback(providers, ask, lambda problem: failed.append(problem.failure.kind)) == answer
    assert failed == failures


@pytest.mark.parametrize("kind", [kind for kind in K if kind.is_final])
async def test_what_is_certain_is_asked_of_nobody_else(kind: FailureKind) -> None:
    with pytest.raises(UpstreamError) as caught:
        await fallback([kind, "b"], ask, lambda _: None)
    assert caught.value.failure.kind is kind
