"""A table in plain text whose cells wrap, so that citations stay whole at any width."""

import textwrap
from collections.abc import Sequence

GAP = "  "
MIN_COLUMN = 8  # narrower columns break words


def grid(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, width: int, whole: int = 0, indent: str = " "
) -> list[str]:
    """Head and rows as lines of at most `width` columns, or a little more where words are long.

    The cells of the first `whole` columns are not wrapped.
    """
    widths = _widths((head, *rows), width - len(indent) - len(GAP) * (len(head) - 1), whole)
    out: list[str] = []
    for row in (head, *rows):
        cells = [
            textwrap.wrap(c, w, break_long_words=False, break_on_hyphens=False) or [""]
            for c, w in zip(row, widths, strict=True)
        ]
        for n in range(max(len(c) for c in cells)):
            line = GAP.join((c[n] if n < len(c) else "").ljust(w) for c, w in zip(cells, widths, strict=True))
            out.append((indent + line).rstrip())
    return out


def _widths(rows: Sequence[Sequence[str]], room: int, whole: int) -> list[int]:
    """Natural widths; the widest column gives way, one column at a time, until the row fits."""
    natural = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    least = [max(max((len(w) for w in row[i].split()), default=1) for row in rows) for i in range(len(rows[0]))]
    floors = [n if i < whole else max(least[i], min(MIN_COLUMN, n)) for i, n in enumerate(natural)]
    while sum(natural) > room:
        wide = max((i for i in range(len(natural)) if natural[i] > floors[i]), key=lambda i: natural[i], default=None)
        if wide is None:
            break
        natural[wide] -= 1
    return natural
