"""What a person can be shown comes from our catalogue, in every language, whatever an upstream says."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.enrichment.outcomes import FINAL, Failed, decide
from reelshelf.enrichment.pipeline import CAPTIONS_FOLLOW
from reelshelf.kit.language import Language, preferred
from reelshelf.upstreams.failures import Failure, FailureKind, Source, classify
from reelshelf.upstreams.messages import MESSAGES, UNAVAILABLE, WAITING, message_for, message_of, translated
from reelshelf.upstreams.symptoms import (
    ANY_STATUS,
    EXCEPTIONS,
    STATUS,
    TEXTS,
    TRANSCRIPT_EXCEPTIONS,
    VAGUE,
    Verdict,
)

K = FailureKind
SOURCES = get_args(Source)
LANGUAGES = get_args(Language)
TEXT_VERDICTS = [symptom.verdict for symptoms in (*TEXTS.values(), VAGUE) for symptom in symptoms]
STATUS_VERDICTS = [verdict for statuses in (ANY_STATUS, *STATUS.values()) for verdict in statuses.values()]
VERDICTS: list[Verdict] = [
    *TEXT_VERDICTS,
    *STATUS_VERDICTS,
    *EXCEPTIONS.values(),
    *TRANSCRIPT_EXCEPTIONS.values(),
]
SYMPTOM_TEXTS = sorted(
    {text for symptoms in (*TEXTS.values(), VAGUE) for symptom in symptoms for text in symptom.texts}
)
ENGLISH = {sentence.en for sentence in MESSAGES.values()}


def test_every_kind_and_every_code_has_a_sentence() -> None:
    codes = {kind.value for kind in K} | {verdict.code for verdict in VERDICTS if verdict.code}
    assert codes <= MESSAGES.keys()


@pytest.mark.parametrize("code", MESSAGES)
def test_every_sentence_is_one_in_both_languages(code: str) -> None:
    for text in MESSAGES[code]:
        assert re.fullmatch(r"[A-ZÄÖÜ].+[.]", text), text
    assert MESSAGES[code].en != MESSAGES[code].de


def test_what_is_final_is_unavailable_and_what_is_not_waits() -> None:
    for verdict in VERDICTS:
        expected = UNAVAILABLE if verdict.kind in FINAL else WAITING
        assert (verdict.code or verdict.kind.value) in expected, verdict
    assert not UNAVAILABLE.keys() & WAITING.keys()


# Whatever an upstream says, alone or with words of ours around it.
SAID = st.one_of(
    st.text(max_size=200),
    st.builds(
        " ".join, st.tuples(st.text(max_size=20), st.sampled_from(SYMPTOM_TEXTS), st.text(max_size=20))
    ),
)


@given(SAID, st.sampled_from(SOURCES), st.none() | st.integers(100, 599), st.lists(SAID, max_size=2))
def test_no_word_of_an_upstream_is_ever_shown(
    text: str, source: Source, status: int | None, warnings: list[str]
) -> None:
    failure = classify(text, source=source, status=status, warnings=warnings)
    decision = decide(failure, attempts=0, jitter=0.0)
    assert decision.message in ENGLISH
    if isinstance(decision, Failed):
        assert decision.code in UNAVAILABLE


@given(SAID, st.sampled_from(SOURCES), st.none() | st.integers(100, 599), st.lists(SAID, max_size=2))
def test_no_text_and_no_status_ever_means_no_captions(
    text: str, source: Source, status: int | None, warnings: list[str]
) -> None:
    failure = classify(text, source=source, status=status, warnings=warnings)
    assert failure.kind not in (K.NO_CAPTIONS, K.OTHER_LANGUAGE)


def test_a_sentence_is_found_by_code_then_by_kind() -> None:
    assert message_for(Failure(K.NO_ACCESS, "x", code="age_restricted")) == "This video is age-restricted."
    assert message_for(Failure(K.GONE, "x", code="new_code")) == "This video is private or was deleted."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stored_sentence_or_code_is_told_in_the_readers_language(language: Language) -> None:
    assert translated(CAPTIONS_FOLLOW, language) == getattr(MESSAGES["captions_unknown"], language)
    assert message_of("video_private", language) == getattr(MESSAGES["video_private"], language)
    assert message_of("code_of_tomorrow", language) == getattr(MESSAGES["not_reachable"], language)
    assert translated("A sentence of yesterday.", language) == "A sentence of yesterday."


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr,de;q=0.7,en;q=0.3", "de"),
        ("fr;q=x, de;q=0", "en"),
        ("*", "en"),
        ("de;q=nan", "en"),
    ],
)
def test_the_readers_language_is_the_best_that_we_write(header: str | None, language: Language) -> None:
    assert preferred(header) == language
