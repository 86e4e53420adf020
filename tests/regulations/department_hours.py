"""The planned hours that the tests of the department fill in."""

SCHEDULE = {"work_start": "09:00", "work_end": "18:00", "lunch_hours": 1, "lunch_start": "12:00"}
"""Nine to six with lunch from twelve to one: eight hours, of which half are four."""
