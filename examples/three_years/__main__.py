"""``python -m examples.three_years FOLDER [--seed N] [--complaints N]``: the tables as Parquet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from examples.three_years import generate
from examples.three_years.complaints import SCHEMA, complaint_batches

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the four files; the complaints go batch by batch, so they may outgrow the memory."""
    parser = argparse.ArgumentParser(description="three years of a service department as Parquet")
    parser.add_argument("folder", type=Path, help="where the files go")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--complaints", type=int, default=200_000, help="how many complaints")
    asked = parser.parse_args(arguments)
    batches = complaint_batches(asked.seed, asked.complaints, 1 << 18)
    others = generate(asked.seed, complaints=0)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(asked.folder / "complaints.parquet", SCHEMA) as file:
        for batch in batches:
            file.write_batch(batch)
    for name in others.keys() - {"complaints"}:
        pq.write_table(others[name], asked.folder / f"{name}.parquet")
    for path in sorted(asked.folder.glob("*.parquet")):
        print(f"{path}: {pq.read_metadata(path).num_rows:,} rows")


if __name__ == "__main__":
    main()
