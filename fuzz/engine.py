"""One target under atheris: ``python -m fuzz.engine TARGET PLACE [libFuzzer's options]``.

Only csrules is instrumented, so that coverage means coverage of this library. PLACE is the folder
of the corpus, which is filled with the seeds first; or a finding, which is run once.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["csrules"], enable_loader_override=False):
    from fuzz.mutation import mutated
    from fuzz.seeds import SEEDS, words
    from fuzz.targets import TARGETS

LONGEST = 2048


def main(name: str, place: Path, options: list[str]) -> None:
    """Fuzz one target; never returns."""
    for seed in () if place.is_file() else SEEDS[name]():
        place.mkdir(parents=True, exist_ok=True)
        if len(seed) <= LONGEST:
            (place / sha256(seed).hexdigest()[:32]).write_bytes(seed)
    known = words(name)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        if seed % 2:
            return bytes(atheris.Mutate(data, longest))
        return mutated(data, known, Random(seed), longest)

    ours = [f"-max_len={LONGEST}", "-timeout=10", "-print_final_stats=1", *options]
    atheris.Setup([sys.argv[0], *ours, str(place)], TARGETS[name], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
