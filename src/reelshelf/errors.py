"""Every error a part of Reelshelf raises on purpose.

Problem (kit.problem)                an answer to a request: status, stable code, plain sentence
├── NotFound                         404 not_found
├── NotSignedIn                      401 not_signed_in
├── Forbidden                        403, one code each
├── Conflict                         409, one code each
├── Unprocessable                    422, one code each
├── TooLarge                         413 too_large
├── TooManyRequests                  429 too_many_requests; says when to come back
└── …                                those of one feature stand beside it, the 503 in kit.problem_answers
UpstreamError (upstreams.failures)   an upstream did not give what was asked; carries a Failure
LeaseLost                            somebody else works on this video now; drop what you have
StartupError                         one plain sentence for the person at the terminal, exit 78
"""

from __future__ import annotations

from reelshelf.kit.problem import Problem


class NotFound(Problem):
    status = 404
    code = "not_found"
    title = "There is nothing here"


class NotSignedIn(Problem):
    status = 401
    code = "not_signed_in"
    title = "Please sign in"


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = "This is not allowed here"


class Conflict(Problem):
    status = 409
    code = "conflict"
    title = "This does not fit what is there"


class Unprocessable(Problem):
    status = 422
    code = "invalid_request"
    title = "This cannot be used"


class TooLarge(Problem):
    status = 413
    code = "too_large"
    title = "This is too large"


class TooManyRequests(Problem):
    status = 429
    code = "too_many_requests"
    title = "That was too often. Please wait a moment."


class LeaseLost(Exception):
    """The claim on a video ended while it was worked on; the result must not be written."""


class StartupError(Exception):
    """Something outside is wrong at start-up; the message is one plain sentence that says what to do."""
