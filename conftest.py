"""Settings of all tests and doctests: they neither depend on the machine's speed nor on chance.

`make test` draws the same examples each time; `make explore` draws new ones, and more of them.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "csrules",
    deadline=None,  # a slow machine is no fault of the library
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "explore", settings.get_profile("csrules"), derandomize=False, max_examples=1000
)
settings.load_profile("csrules")
