"""RFC 9457 problem details: the base of every error that becomes an HTTP answer."""

from __future__ import annotations

from typing import Any, ClassVar


class Problem(Exception):
    """An error with a status, a stable `code` and a sentence a person understands.

    Class attributes give the defaults; `extra` members are added to the body as they are.
    """

    status: ClassVar[int] = 500
    code: str = "internal_error"
    title: ClassVar[str] = "Something went wrong here"

    def __init__(
        self,
        detail: str | None = None,
        *,
        code: str | None = None,
        retry_after_seconds: int | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.code = code or self.code
        self.retry_after_seconds = retry_after_seconds
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The members of the `application/problem+json` document."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.extra,
        }
