"""Policies: their files, schemas, fingerprints, readings and differences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from csrules.errors import CsrulesError
from csrules.kinds import Choice
from csrules.policy import amend, diff, leaves
from csrules.policyfile import default_policy, dumps, loads
from csrules.regulations import PACKS
from csrules.schema import schema
from tests.samebytes.world import POLICIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.citation import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def said() -> Iterator[str]:
    """Every policy in every form, and every reading of it."""
    for pack in PACKS:
        base, filled = default_policy(pack), POLICIES[pack]
        for policy in (base, filled):
            yield repr(policy)
            yield policy.fingerprint
            for language in LANGUAGES:
                yield dumps(policy, full=True, language=language)
                yield json.dumps(schema(policy, language), ensure_ascii=False)
            yield loads(dumps(policy)).fingerprint
        yield from map(str, diff(base, filled))
        for path, spec, value in leaves(base):
            yield f"{path} {spec!r} {value!r}"
            if isinstance(spec.kind, Choice):
                for way in spec.kind.choices:
                    try:
                        other = amend(base, {path: way})
                    except CsrulesError as error:
                        yield str(error)
                    else:
                        yield f"{way} {other.fingerprint} {[str(d) for d in diff(base, other)]}"
