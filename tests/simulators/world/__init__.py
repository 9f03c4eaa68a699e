"""What is true in the simulated world: derived from ids alone, so that tests can compare every field."""
