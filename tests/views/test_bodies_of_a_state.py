"""A body of a state counts for the state that it is called after, also where another state has one of that name."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.views.index import index_casebook

Reading = Callable[..., Case]


@pytest.mark.parametrize(
    ("who", "side"),
    [
        ("Iceland's Coastal Network Agency", "Iceland"),
        ("Iceland's National Security Council", "Iceland"),
        ("The Icelandic Department of Justice", "Iceland"),
        ("Iceland's Supreme National Security Council", "Iceland"),
        ("Iceland's National Security Council secretary Ilse Danko", "Iceland"),
        ("The US National Security Council", "United States"),
        ("Iceland's Lumen Holdings", "Lumen Holdings"),
    ],
)
def test_a_body_of_state_is_that_of_the_country_before_its_name(read_case: Reading, who: str, side: str) -> None:
    text = f"{who} said on Monday that the crane had been sold. The harbour of Lumen was closed."
    case = read_case(("coast", "2031-03-03", text))
    index = index_casebook(case.casebook())
    (said,) = index.statements.values()
    assert index.side_of(said) == side


def test_a_body_that_two_states_have_is_each_ones_own(read_case: Reading) -> None:
    case = read_case(
        ("coast", "2031-03-03", "Iceland's National Security Council said on Monday that the crane had been sold."),
        ("wire", "2031-03-03", "The U.S. National Security Council said on Monday that the crane had not been sold."),
    )
    index = index_casebook(case.casebook())
    assert {index.side_of(s) for s in index.statements.values()} == {"Iceland", "United States"}
