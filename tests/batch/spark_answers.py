"""The columns of Spark that the approver and the closing of a complaint come back in."""

from __future__ import annotations

from typing import Any


def kinds() -> dict[str, Any]:
    """Each column's type; imported where asked, since Spark is an extra."""
    from pyspark.sql import types as t

    return {
        "amount": t.DecimalType(12, 2),
        "accepted_at": t.TimestampNTZType(),
        "at": t.TimestampType(),
        "role": t.StringType(),
        "boundary": t.BooleanType(),
        "closing_due": t.TimestampNTZType(),
        "closing_last_day": t.DateType(),
        "closing_provisional": t.BooleanType(),
    }
