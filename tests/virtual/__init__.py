"""Upstreams and those who ask them in virtual time: hours pass in moments, and nothing is sent."""
