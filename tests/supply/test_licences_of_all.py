"""Nothing comes along under a licence that would bind whoever uses onrecord, and the page says what does."""

import pytest

from release.licences import LENDING, PAGE, is_permissive, list_licences, list_refused, write_page

STRICT = ("GPL", "AGPL", "SSPL", "EUPL", "CC-BY-NC", "CC-BY-SA", "BUSL", "unknown")


def test_no_package_binds_its_users() -> None:
    assert list_refused(list_licences()) == {}


def test_what_is_lent_is_in_the_closure_and_has_a_reason() -> None:
    licences = {pin.name: licence for pin, licence in list_licences().items()}
    assert set(LENDING) <= set(licences)
    assert not [name for name in LENDING if is_permissive(licences[name])]
    assert all(LENDING.values())


def test_page_says_what_comes_along() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(list_licences()), "run `make licences`"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-3.0-only OR MIT", True),
        ("(MIT OR Apache-2.0)", True),
        ("MIT AND LGPL-3.0-only", False),
        ("MPL-2.0", False),
        ("Proprietary", False),
        ("", False),
        *((licence, False) for licence in STRICT),
    ],
)
def test_licence_expression_is_read_as_it_binds(expression: str, *, expected: bool) -> None:
    assert is_permissive(expression) is expected
