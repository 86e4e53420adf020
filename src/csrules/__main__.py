"""``python -m csrules``: the register, policy files and their schema, on the command line."""

import sys

from csrules.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
