"""``python -m examples.service_month [directory]``."""

from examples.service_month.run import main

main()
