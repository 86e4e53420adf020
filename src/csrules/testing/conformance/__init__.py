"""Conformance: a tester's own system asked the questions of a contract, and judged by csrules."""
