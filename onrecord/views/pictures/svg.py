"""Elements of a drawing as text, everything in them escaped."""

import html
from collections.abc import Iterable

from onrecord.inert import show_acting

WIDE = "MWmw@%&ОШЩЖМ"
NARROW = "ijl.,:;|!'’ftrI()[] "
BOLD = 1.1  # times as wide


def element(name: str, *inside: str, **attributes: str | float | None) -> str:
    """An element; `class_` is its class, other underscores are hyphens, what is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(inside)}</{name}>"


def text(words: str, x: float, y: float, **attributes: str | float | None) -> str:
    """Words at a place."""
    return element("text", _words(words), x=x, y=y, **attributes)


def hint(words: str) -> str:
    """What a pointer resting on a mark is told."""
    return element("title", _words(words))


def line(x1: float, y1: float, x2: float, y2: float, *inside: str, class_: str) -> str:
    """A straight line."""
    return element("line", *inside, x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def picture(
    id: str, size: tuple[float, float], inside: Iterable[str], *, title: str, description: str, class_: str
) -> str:
    """The drawing, named for those who do not see it; as wide as its place, never wider than drawn."""
    width, height = size
    return element(
        "svg",
        element("title", _words(title), id=f"{id}-title"),
        element("desc", _words(description), id=f"{id}-desc"),
        *inside,
        class_=f"picture {class_}",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
    )


def mark(shape: str, x: float, y: float, r: float, *inside: str, class_: str) -> str:
    """A sign by name: disc, ring, cross, diamond, square, triangle, half, star."""
    if shape == "disc":
        return element("circle", *inside, cx=x, cy=y, r=r, class_=class_)
    if shape == "ring":
        return element("circle", *inside, cx=x, cy=y, r=r - 0.75, class_=f"{class_} hollow")
    if shape == "cross":
        d = f"M{_n(x - r)} {_n(y - r)}L{_n(x + r)} {_n(y + r)}M{_n(x + r)} {_n(y - r)}L{_n(x - r)} {_n(y + r)}"
        return element("path", *inside, d=d, class_=f"{class_} stroked")
    if shape == "half":
        d = f"M{_n(x)} {_n(y - r)}A{_n(r)} {_n(r)} 0 0 0 {_n(x)} {_n(y + r)}Z"
        ring = element("circle", cx=x, cy=y, r=r - 0.75, class_=f"{class_} hollow")
        return element("g", *inside, ring, element("path", d=d, class_=class_))
    points = {
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        "square": [(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)],
        "triangle": [(0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        "down": [(0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
    }[shape]
    where = " ".join(f"{_n(x + dx * r)},{_n(y + dy * r)}" for dx, dy in points)
    return element("polygon", *inside, points=where, class_=class_)


def width_of(words: str, size: float, *, is_bold: bool = False) -> float:
    """About how wide the words are at most in a font of that size: as in the widest that screens commonly have."""
    units = sum(0.95 if c in WIDE else 0.38 if c in NARROW else 0.72 if c.isupper() else 0.63 for c in words)
    return units * size * (BOLD if is_bold else 1.0)


def shorten(words: str, size: float, room: float, *, is_bold: bool = False) -> str:
    """The words, cut with an ellipsis where they are wider than the room."""
    if width_of(words, size, is_bold=is_bold) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", size, is_bold=is_bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(words: str, size: float, room: float, *, most: int) -> list[str]:
    """The words on so many lines at most, none wider than the room; what does not fit is cut with an ellipsis."""
    lines, left = [""], words.split()
    while left:
        longer = f"{lines[-1]} {left[0]}".lstrip()
        if lines[-1] and width_of(longer, size) > room:
            if len(lines) == most:
                break
            lines.append("")
        else:
            lines[-1] = longer
            left.pop(0)
    lines[-1] = " ".join((lines[-1], *left))
    return [shorten(line, size, room) for line in lines]


def centred(words: str, x: float, y: float, *, within: float, size: float, class_: str) -> str:
    """Words around a place; nearer an edge than they are wide, from 0 to `within`, they stand at it."""
    half = width_of(words, size) / 2
    return text(words, max(half, min(x, within - half)), y, class_=class_, text_anchor="middle")


def _value(value: str | float) -> str:
    return _words(value) if isinstance(value, str) else _n(value)


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _words(words: str) -> str:
    return html.escape(show_acting(words))
