"""Settings of all tests: nothing depends on how fast the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "csrules",
    deadline=None,  # a slow machine is no fault of the library
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("csrules")
