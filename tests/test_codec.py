"""What of a value goes into JSON, and how large it may be."""

from __future__ import annotations

import pytest

from csrules.errors import InputError
from csrules.lifecycle.codec import decode, encode


@pytest.mark.parametrize("sign", [1, -1])
def test_a_whole_number_has_at_most_18_digits(sign: int) -> None:
    largest = sign * (10**18 - 1)
    assert decode(encode([largest], "data"), "data") == (largest,)
    with pytest.raises(InputError) as caught:
        encode([sign * 10**18], "data")
    assert [fault.path for fault in caught.value.faults] == ["data[0]"]
