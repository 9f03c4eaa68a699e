"""PostgreSQL and Valkey as child processes: nothing to install, nothing to set up.

Read in this order: `stores` (the whole), `keeper` (keeps a child running), `postgres` and `valkey` (the two),
`cluster` (PostgreSQL's data folder), `entrance` and `account` (how it works for root, too).
"""

from reelshelf.embedded.stores import Embedded

__all__ = ["Embedded"]
