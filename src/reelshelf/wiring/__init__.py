"""Builds every part once and says who gets whom; the only place that knows them all."""
