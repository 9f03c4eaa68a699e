"""Every table of the program, for migrations and for the test that compares the two."""

from __future__ import annotations

from reelshelf.accounts import models as accounts
from reelshelf.enrichment import models as enrichment
from reelshelf.imports import models as imports
from reelshelf.kit.db import Base
from reelshelf.library import models as library
from reelshelf.progress import models as progress
from reelshelf.search import models as search
from reelshelf.upstreams import models as upstreams

__all__ = ["accounts", "enrichment", "imports", "library", "metadata", "progress", "search", "upstreams"]

metadata = Base.metadata
