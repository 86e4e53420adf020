"""Fuzzing: hostile bytes for each thing that csrules reads from outside. Never part of the wheel.

Only csrules' own errors may come out, and what loads must load to the same when it is dumped. See
``python -m fuzz --help``.
"""
