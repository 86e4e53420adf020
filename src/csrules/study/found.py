"""What is to be counted over the records of a study, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.doors import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csrules.citation import Language
    from csrules.policy import Policy
    from csrules.question import Reply
    from csrules.study.putting import Unanswered
    from csrules.study.ways import Ways

__all__ = ["Changed", "Found", "Job"]


@attrs.frozen
class Changed:
    """A record whose outcome or amount is another under ``policy`` than under ``base``.

    ``row`` counts from 0; ``before`` and ``after`` are the replies, with their ``answer``.
    """

    policy: str
    base: str
    row: int
    record: Any = attrs.field(eq=False)
    before: Reply
    after: Reply

    @guarded
    def explain(self, language: Language = "en") -> str:
        """Both answers with their reasons."""
        old, new = self.before.why.say(language), self.after.why.say(language)
        return f"{self.base}: {old}\n{self.policy}: {new}"


@attrs.frozen
class Job:
    """Policies by name, of which the first is the base; all are asked about each record.

    ``probes`` are further policies, each with the place of the one that it may answer like;
    ``measures`` says that each measure under the base is wanted.
    """

    policies: Mapping[str, Policy]
    probes: tuple[tuple[Policy, int], ...] = ()
    measures: bool = False

    @property
    def every(self) -> list[Policy]:
        """The policies, then the probes."""
        return [*self.policies.values(), *(policy for policy, _ in self.probes)]


@attrs.frozen
class Found:
    """What a job found: the ways of all cases, the records without an answer, what is changed.

    ``changed`` goes by the places of the policies; ``same`` says of each probe whether it gives
    every answered record the same reply as the policy that it is held against.
    """

    total: int
    ways: Ways
    unanswered: Sequence[Unanswered]
    changed: tuple[Sequence[Changed], ...]
    same: tuple[bool, ...]
    measures: frozenset[int] = frozenset()
