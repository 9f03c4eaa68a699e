"""What the doctor says of keys: for the Data API, and for speech recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from reelshelf.cli.doctor.outside import data_api, speech
from reelshelf.settings import Settings
from simulators import Fault, Simulator

if TYPE_CHECKING:
    from typing import Literal

KEY = "AIza-invented-for-tests"


@pytest.mark.parametrize(
    ("key", "fault", "state", "words"),
    [
        (None, Fault(), "note", "no key is set"),
        (KEY, Fault(), "ok", "takes the key"),
        ("bad", Fault(), "problem", "the key is refused"),
        (KEY, Fault(status=403, reason="quotaExceeded"), "note", "midnight in California"),
        (KEY, Fault(down=True), "note", "does not answer"),
    ],
)
async def test_the_key_is_tried(
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    key: str | None,
    fault: Fault,
    state: Literal["ok", "note", "problem"],
    words: str,
) -> None:
    simulator.faults.set("data_api", fault)
    finding = await data_api(
        Settings(
            outbound_proxy=simulator.proxy_url,
            outbound_ca_file=simulator.ca_file,
            youtube_api_key=SecretStr(key) if key else None,
            _env_file=None,
        )
    )
    assert (finding.state, words in finding.sentence) == (state, True)
    assert bool(finding.advice) == (state == "problem" or key is None)
    assert KEY not in f"{finding} {caplog.text}"
    assert simulator.log.count("data_api") == (1 if key else 0)


@pytest.mark.parametrize(
    ("key", "fault", "state", "words"),
    [
        (None, Fault(), "note", "stay without"),
        (KEY, Fault(), "ok", "28,800 seconds of sound a day"),
        (KEY, Fault(status=404), "ok", "whisper"),
        ("bad", Fault(), "problem", "the key is refused"),
        (KEY, Fault(down=True), "note", "does not answer"),
    ],
)
async def test_the_key_for_speech_recognition_is_tried(
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    key: str | None,
    fault: Fault,
    state: Literal["ok", "note", "problem"],
    words: str,
) -> None:
    simulator.faults.set("speech", fault)
    finding = await speech(
        Settings(
            outbound_proxy=simulator.proxy_url,
            outbound_ca_file=simulator.ca_file,
            groq_api_key=SecretStr(key) if key else None,
            _env_file=None,
        )
    )
    assert (finding.state, words in finding.sentence) == (state, True)
    assert KEY not in f"{finding} {caplog.text}"
    assert simulator.log.count("speech") == (1 if key else 0)
