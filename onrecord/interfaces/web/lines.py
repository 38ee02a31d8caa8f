"""A line of the account in its pieces, as a page shows them: days as readers write them, what is less told as such."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.interfaces.web.days import mark_date
from onrecord.views.days import before_date, iso_days
from onrecord.views.line import Line, Piece, PieceKind

VIA = ", via"  # with it begins what is said of the way that the words came


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A piece for a page."""

    kind: str  # "quoted", "name", "mark", "tally", "frame"
    text: str | Markup
    is_rest: bool = False  # told after what matters most


def tell_line(line: Line) -> Iterator[Told]:
    """The pieces in their order, each day in them with its machine form."""
    is_rest = False
    for n, piece in enumerate(line.pieces):
        if piece.kind is PieceKind.FRAME:
            is_rest = is_rest or piece.text.startswith(VIA)
            text = iso_days(piece.text) if is_rest else iso_days(piece.text).replace("->", "→")
            yield Told(kind="frame", text=_before(text, line.pieces[n + 1 : n + 2]), is_rest=is_rest)
        elif piece.kind is PieceKind.TALLY:
            yield Told(kind="tally", text=mark_date(piece.text))
        elif piece.kind is PieceKind.MARK:
            yield Told(kind="mark", text=piece.text.strip("[]"))
        else:
            is_name = piece.kind is PieceKind.NAME
            text = iso_days(piece.text) if is_name else piece.text
            yield Told(kind=piece.kind.value, text=text, is_rest=is_rest and is_name)


def _before(text: str, following: tuple[Piece, ...]) -> str:
    is_date = bool(following) and following[0].kind is PieceKind.TALLY
    return before_date(text, following[0].text) if is_date else text
