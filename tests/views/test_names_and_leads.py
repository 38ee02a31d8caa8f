"""What a story is called, and how a line leads from who says it to what is said."""

from collections.abc import Callable
from typing import Any

from onrecord.case import Case
from onrecord.views.index import index_casebook
from onrecord.views.wording import statement_pieces

CaseOf = Callable[..., Case]
CROSSING = (
    "Veranian soldiers crossed the Ilme near Talvi, Ostria said on Monday. Verania denied it. "
    "The Veranian minister spoke of an exercise at Talvi that Verania had announced."
)


def _row(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"n{number}", "published": f"2031-03-0{number}", "outlet": f"Outlet {number}", **fields}


def test_a_story_is_not_called_by_a_country_and_its_people_too(case_of: CaseOf) -> None:
    with case_of(*(_row(n, text=CROSSING) for n in (1, 2, 3))) as made:
        name = made.stories()[0].name.split()
    assert len({word[:6] for word in name}) == len(name) == 3


def test_a_headline_told_by_a_colon_keeps_it_in_a_line(case_of: CaseOf) -> None:
    text = "Ostrian media: Talvi delegation asks for help\n\nA delegation left Talvi on Monday. It stays for two days."
    with case_of(_row(1, text=text)) as made:
        index = index_casebook(made.casebook())
    told = ["".join(p.text for p in statement_pieces(index, s)) for s in index.statements.values()]
    assert "Ostrian media: Talvi delegation asks for help" in told
