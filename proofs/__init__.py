"""Proofs: CrossHair runs the integer cores on symbols instead of numbers, until no path is left.

A statement is a function: the asserts at its head bound the numbers, those behind the first other
line are claimed. It is confirmed when every path through the library's own code has been taken and
none broke a claim; see ``python -m proofs --help``. Never part of the wheel.
"""
