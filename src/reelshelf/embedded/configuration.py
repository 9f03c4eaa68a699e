"""PostgreSQL's configuration files, written anew at every start."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reelshelf.embedded.account import Identity

DATABASE = "reelshelf"
ROLE = "reelshelf"

_SETTINGS = """\
# Written by Reelshelf at every start. Settings of your own belong into custom.conf beside this file.
# Sized for a small machine that does other things as well.
listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
max_connections = 100
# Touched as it is needed: a small shelf never takes all of it.
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 64MB
huge_pages = off
io_method = sync
jit = off
random_page_cost = 1.1
# A video that is said to be on the shelf is on the disk.
fsync = on
synchronous_commit = on
full_page_writes = on
# Nobody replicates from here: less to write.
wal_level = minimal
max_wal_senders = 0
max_logical_replication_workers = 0
min_wal_size = 64MB
max_wal_size = 512MB
checkpoint_timeout = 10min
autovacuum_naptime = 20s
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_min_messages = warning
include_if_exists = 'custom.conf'
"""

_ACCESS = """\
# Written by Reelshelf at every start: only through the socket, only as the user who started Reelshelf.
local all all peer map=reelshelf
"""


def write_configuration(cluster: Path, identity: Identity) -> None:
    """`postgresql.conf`, `pg_hba.conf` and `pg_ident.conf` below `cluster`."""
    _replace(cluster / "postgresql.conf", _SETTINGS, identity)
    _replace(cluster / "pg_hba.conf", _ACCESS, identity)
    _replace(cluster / "pg_ident.conf", f'reelshelf "{identity.user_name}" {ROLE}\n', identity)


def _replace(path: Path, text: str, identity: Identity) -> None:
    """Write beside and rename: whoever owns the folder cannot make us write through a link of theirs."""
    descriptor, beside = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        identity.give(file.fileno())
    Path(beside).replace(path)
