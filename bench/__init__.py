"""Reelshelf's benchmarks: `python -m bench`. Rivals run side by side in one run; quote the ratios."""
