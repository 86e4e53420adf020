"""Prove every statement, and refute every planted defect: ``python -m proofs [name ...]``."""

from __future__ import annotations

import argparse
import os
import sys

from proofs.session import session
from proofs.statements import STATEMENTS


def main() -> int:
    """Exit code 0 when every statement is confirmed and every defect refuted."""
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("names", nargs="*", help="some of the statements; all when none is named")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    options = parser.parse_args()
    names, wrong = options.names or list(STATEMENTS), 0
    for right, line in session(names, options.jobs):
        wrong += not right
        print(line, flush=True)
    many = f"{len(names)} statements confirmed, {len(names)} planted defects refuted"
    print(f"{wrong} wrong verdicts" if wrong else many)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
