"""A service department for years, from a seed: the library under its laws and an oracle, step by
step.

Customers arrive, people do what is next or make mistakes, policies are amended while cases run,
cases are dropped and built again from what is stored, months and years are judged. After each step
the laws hold and the independent oracle of ``tests/oracle`` says the same; else a `FailureError`
names the seed, the season and the step that show it again.

``python -m simulation --help`` says how it is run.
"""
