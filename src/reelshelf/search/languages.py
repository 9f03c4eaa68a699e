"""Which of PostgreSQL's text search configurations knows a language; all of these came before version 15."""

from __future__ import annotations

SIMPLE = "simple"

_CONFIGURATIONS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch",
    "en": "english", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "in": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese",
    "ro": "romanian", "mo": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish", "ji": "yiddish",
}  # fmt: skip


def configuration_of(language: str | None) -> str:
    """For a BCP 47 tag such as `de` or `pt-BR`; `simple`, which knows only whole words, for all others."""
    return _CONFIGURATIONS.get((language or "").replace("_", "-").split("-")[0].lower(), SIMPLE)
