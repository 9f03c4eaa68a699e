"""The size of the experiments, and where what they measured is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.reliability import Reliability
from faults.scale import FULL, FULL_TIMEOUT_SECONDS, SCALES, Scale

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs" / "reliability.md"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """At full size an experiment may take much longer than a test."""
    if config.getoption("--faults") == FULL.name:
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.timeout(FULL_TIMEOUT_SECONDS))


@pytest.fixture(scope="session")
def scale(request: pytest.FixtureRequest) -> Scale:
    """The sizes of this run."""
    return SCALES[request.config.getoption("--faults")]


@pytest.fixture(scope="session")
def reliability(scale: Scale) -> Reliability:
    """Takes what was measured; only figures of full size are written into docs/reliability.md."""
    return Reliability(DOCUMENT if scale is FULL else None)
