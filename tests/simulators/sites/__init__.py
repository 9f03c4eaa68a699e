"""The simulated sites: each turns a request into the reply the real one would give."""
