"""Every reader, for a moment: golden things with bytes changed, cut and joined never make one fall.

`make fuzz` looks longer, guided by what was reached.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import TARGETS, list_seeds

MOST = 20_000  # bytes of an input


@st.composite
def spoiled(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A seed with some bytes replaced, taken out or put in, perhaps cut off."""
    content = bytearray(draw(st.sampled_from(seeds))[:MOST])
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(content))))
        length = draw(st.integers(0, 12))
        content[at : at + length] = draw(st.binary(max_size=12))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_reader_holds(name: str) -> None:
    seeds = list_seeds(name)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.one_of(spoiled(seeds), st.binary(max_size=400)))
    def holds(content: bytes) -> None:
        TARGETS[name](content)

    holds()
