"""What a request to import or to preview says."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints, model_validator

Link = Annotated[str, StringConstraints(max_length=4000)]
MAX_TEXT_CHARACTERS = 10_000_000
MAX_URLS = 50_000


class SingleImport(BaseModel):
    url: Link


class BatchImport(BaseModel):
    """Links one by one, or any text with links in it; one of the two."""

    urls: list[Link] | None = Field(None, max_length=MAX_URLS)
    text: str | None = Field(None, max_length=MAX_TEXT_CHARACTERS)

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.urls is None) == (self.text is None):
            raise ValueError("give either urls or text")
        return self

    def as_text(self) -> str:
        """One line an entry, so that line numbers are positions in `urls`."""
        if self.text is not None:
            return self.text
        return "\n".join(" ".join(url.splitlines()) for url in self.urls or [])


class PreviewRequest(BaseModel):
    text: str = Field(max_length=MAX_TEXT_CHARACTERS)
    list_id: UUID | None = None
