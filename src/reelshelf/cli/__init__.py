"""The command line: thin commands, each of which loads only what it runs.

Exit codes: 0 done; 1 it was refused or went wrong; 2 bad usage; 78 something outside must be put right first,
and the one sentence on stderr says what. `import` and `doctor` say more with theirs.
"""

from reelshelf.cli.app import main

__all__ = ["main"]
