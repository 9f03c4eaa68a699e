"""Every setting: environment variables with the prefix REELSHELF_, or lines of a `.env` file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def default_data_dir() -> Path:
    """Where everything lives when nothing is said: `~/.local/share/reelshelf`."""
    return Path.home() / ".local" / "share" / "reelshelf"


class Settings(BaseSettings):
    # An empty variable is one that is not set, as compose files write it.
    model_config = SettingsConfigDict(
        env_prefix="REELSHELF_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder for databases, keys and cached images. Made if missing.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8420, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")

    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.1", "::1"),
        description="Addresses or networks of reverse proxies whose X-Forwarded-… headers are believed.",
    )

    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL 15 or newer, `postgresql://…`. Unset: an embedded server under DATA_DIR.",
    )
    redis_url: SecretStr | None = Field(
        None, description="Redis 7 or Valkey, `redis://…`. Unset: an embedded server under DATA_DIR."
    )
    secret_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="Signs access tokens, 32 characters or more. Unset: made once and kept under DATA_DIR.",
    )
    bootstrap_email: str | None = Field(None, description="First account, created when there is none.")
    bootstrap_password: SecretStr | None = Field(None, description="Its password.")

    oidc_issuer: str | None = Field(
        None, description="OpenID provider to sign in at, `https://…`, exactly as it calls itself."
    )
    oidc_client_id: str | None = Field(None, description="Name of this program there.")
    oidc_client_secret: SecretStr | None = Field(None, description="Its secret there.")
    oidc_name: str = Field("OpenID", description="What to call the provider on the button.")
    oidc_create_accounts: bool = Field(
        default=False, description="Make an account for whoever the provider lets in with a verified address."
    )

    outbound_proxy: str | None = Field(
        None, description="HTTP proxy for every outbound call, `http://host:port`."
    )
    outbound_ca_file: Path | None = Field(
        None,
        description="PEM file of certificate authorities trusted for outbound calls, instead of the usual ones.",
    )
    youtube_api_key: SecretStr | None = Field(
        None, description="Key of the YouTube Data API: titles come fifty at a time. Works without."
    )
    youtube_cookies_file: Path | None = Field(
        None, description="Cookies in Netscape format, for videos only an account may see."
    )
    caption_languages: Annotated[tuple[str, ...], NoDecode] = Field(
        ("en",),
        description="Caption languages in order of preference, after the video's own; separated by commas.",
    )
    max_concurrent_videos: int = Field(
        10, ge=1, le=200, description="Videos one worker process works on at the same time."
    )
    youtube_requests_per_hour: int = Field(
        900,
        ge=60,
        description="Requests to YouTube an hour, by all workers together, until more or less was learnt.",
    )
    extractor_processes: int = Field(
        2, ge=1, le=64, description="Processes one worker uses for yt-dlp, which is CPU-bound."
    )
    extract_timeout_seconds: float = Field(
        60, gt=0, description="A single call to YouTube that takes longer is killed and tried again."
    )

    thumbnail_cache_megabytes: int = Field(
        2_000, ge=10, description="Cached pictures take at most so much; those unseen for longest go first."
    )

    groq_api_key: SecretStr | None = Field(
        None,
        description="Key for speech recognition, for videos without captions. Unset: these stay without.",
    )
    groq_base_url: str = Field(
        "https://api.groq.com/openai/v1",
        pattern=r"^https?://",
        description="Address of the speech service up to `/audio/transcriptions`; any OpenAI-compatible one.",
    )
    groq_model: str = Field("whisper-large-v3-turbo", description="Model for speech recognition.")
    speech_audio_seconds_per_day: int = Field(
        28_800,
        ge=0,
        description="Seconds of audio sent to speech recognition a day (UTC), by all workers together.",
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least severity logged."
    )
    log_format: Literal["text", "json"] = Field("text", description="`json` writes one object a line.")

    @field_validator("youtube_api_key")
    @classmethod
    def _one_word(cls, key: SecretStr | None) -> SecretStr | None:
        """It becomes a header."""
        if key is not None and not re.fullmatch(r"[\x21-\x7e]*", key.get_secret_value()):
            raise PydanticCustomError("key", "it has characters that no key has")
        return key

    @field_validator("caption_languages", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value
