"""What a simulation raises: a law that does not hold, and where to find it again."""

from __future__ import annotations

__all__ = ["FailureError", "LawError", "held"]


class LawError(AssertionError):
    """The library broke a law, or the independent oracle says otherwise."""


def held(holds: bool, law: str, *seen: object) -> None:
    """Nothing where the law holds; else an error that tells what was seen."""
    if not holds:
        raise LawError(": ".join([law, *map(str, seen)]))


class FailureError(AssertionError):
    """A season failed: the seed, the season, the step, what happened, and how to see it again."""

    def __init__(self, seed: int, season: int, step: int, doing: str, what: str) -> None:
        super().__init__(seed, season, step, doing, what)
        self.seed, self.season, self.step = seed, season, step
        self.doing, self.what = doing, what

    @property
    def command(self) -> str:
        """The command that plays the failing season, and nothing else, up to the failing step."""
        place = f"--season {self.season} --events {self.step}"
        return f"python -m simulation --seed {self.seed} {place}"

    def __str__(self) -> str:
        return (
            f"seed {self.seed}, season {self.season}, step {self.step}\n"
            f"  doing: {self.doing}\n  {self.what}\n  repeat it with: {self.command}"
        )
