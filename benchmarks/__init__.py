"""Benchmarks: csrules beside its peers in one run, told as ratios. Never part of the tests."""
