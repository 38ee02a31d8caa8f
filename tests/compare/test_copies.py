"""Copies: wire copy, near copies, passages, and what is none."""

from typing import Any

import pytest

from onrecord.compare.copies import find_copies
from onrecord.compare.words import Text
from onrecord.records.claim import CopyKind

WIRE = (
    "The harbour of Port Talvi was closed on Sunday after a ferry ran aground in thick fog, the coast guard said.\n"
    "Nobody was hurt and all ninety passengers were brought ashore in boats before nightfall."
)
OWN = "Our reporter met fishermen who had warned for years that the buoys were too dim to be seen in bad weather."


def _copies(desk: Any) -> Any:
    return find_copies([Text(r, language=desk.language) for r in desk.reports])


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (WIRE, CopyKind.SAME),
        (WIRE + "\nThe inquiry opens on Monday.", CopyKind.NEAR),
        ("Fog closes harbour. " + WIRE.replace("thick fog", "heavy fog"), CopyKind.NEAR),
        (f"{OWN}\n{OWN.replace('met', 'saw')}\n{WIRE.split(chr(10))[1]}\n{OWN[::-1]}", CopyKind.PASSAGES),
    ],
)
def test_copies_tells_how_much_is_repeated(desk: Any, later: str, kind: CopyKind) -> None:
    desk.report("a", WIRE, "2031-03-01")
    desk.report("b", later, "2031-03-02")
    (copy,) = _copies(desk)
    assert (copy.a, copy.b, copy.kind) == ("r-a", "r-b", kind)


def test_copies_points_at_the_same_words_in_both(desk: Any) -> None:
    a = desk.report("a", WIRE, "2031-03-01")
    b = desk.report("b", OWN + "\n" + WIRE.split("\n")[1], "2031-03-02")
    (copy,) = _copies(desk)
    for in_a, in_b in copy.passages:
        assert in_a.of(a.text) == in_b.of(b.text)


def test_copies_finds_none_in_reports_of_one_matter_in_own_words(desk: Any) -> None:
    desk.report("a", WIRE, "2031-03-01")
    desk.report("b", "A ferry is stuck off Port Talvi; the coast guard says that everybody is safe.", "2031-03-01")
    assert _copies(desk) == ()
