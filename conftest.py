"""Settings of all tests and doctests: they neither depend on the machine's speed nor on chance.

`make test` draws the same examples each time; `make explore` draws new ones, and more of them.
"""

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

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

# hypothesis also draws figures that it reads in whatever modules of ours are loaded by then, so
# that the examples would depend on which tests ran before in the same process
vars(providers)["_get_local_constants"] = lambda: providers._local_constants
