"""The origin tree of a claim: left the acts of saying, amid what they came through, right the outlets in time."""

import datetime as dt
from collections.abc import Sequence

from onrecord.views import phrases
from onrecord.views.lineage import Branch, Leaf
from onrecord.views.pictures import svg
from onrecord.views.pictures.ticks import Scale, name_days, scale_of
from onrecord.views.pictures.words import moment

WIDTH = 980.0
ROOT_X, ROOT_W = 0.0, 236.0
MID_X, MID_W = 286.0, 168.0
TIME_X = 520.0
LABEL_W = 168.0
TOP, ROW, GAP, FOOT = 8.0, 30.0, 16.0, 30.0
MAX_LEAVES = 60  # drawn; the table has them all


def draw_tree(id: str, branches: Sequence[Branch], *, name: str) -> str:
    """The tree; empty where nothing is held of the claim."""
    shown = _first_leaves(branches)
    dated = [leaf.at for _, leaves in shown for leaf in leaves if leaf.at]
    if not shown:
        return ""
    now = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    scale = scale_of(dated or [now], TIME_X, WIDTH - LABEL_W, spare=0.04)
    marks: list[str] = []
    y = TOP
    for branch, leaves in shown:
        height = max(len(leaves) * ROW, 46.0)
        marks += _branch(branch, leaves, scale, y, height)
        y += height + GAP
    names = name_days(scale, room=66) if dated else []
    marks += [svg.text(text, x, y + 12, class_="tick", text_anchor="middle") for x, text in names]
    grid = [svg.line(x, 0, x, y - 4, class_="grid") for x, _ in names]
    leaves_all = [leaf for b in branches for leaf in b.leaves]
    return svg.picture(
        id,
        (WIDTH, y + FOOT - 8),
        [*grid, *marks],
        title=f"Origin tree of: {name}",
        description=(
            f"{phrases.count(len(branches), 'act')} of saying at the left, "
            f"{phrases.count(len({leaf.report for leaf in leaves_all}), 'report')} at the right, placed by time; "
            "a line joins each report to the act that its words go back to. The same is in the table below."
        ),
        class_="tree wide",
    )


def _first_leaves(branches: Sequence[Branch]) -> list[tuple[Branch, tuple[Leaf, ...]]]:
    out: list[tuple[Branch, tuple[Leaf, ...]]] = []
    left = MAX_LEAVES
    for branch in branches:
        if left > 0:
            out.append((branch, branch.leaves[:left]))
            left -= len(branch.leaves)
    return out


def _branch(branch: Branch, leaves: Sequence[Leaf], scale: Scale, y: float, height: float) -> list[str]:
    middle = y + height / 2
    marks = _root(branch, middle)
    via: dict[str, list[int]] = {}
    for n, leaf in enumerate(leaves):
        via.setdefault(" → ".join(leaf.through), []).append(n)
    rows = {n: y + (height - len(leaves) * ROW) / 2 + (n + 0.5) * ROW for n in range(len(leaves))}
    for through, members in via.items():
        at = sum(rows[n] for n in members) / len(members)
        start = ROOT_X + ROOT_W
        if through:
            marks.append(_elbow(start, middle, MID_X, at))
            marks += _through(through, at)
            start, from_y = MID_X + MID_W, at
        else:
            from_y = middle
        for n in members:
            x = scale.at(leaves[n].at) if leaves[n].at else TIME_X  # type: ignore[arg-type]
            marks.append(_elbow(start, from_y, x, rows[n]))
    marks += [m for n, leaf in enumerate(leaves) for m in _leaf(leaf, scale, rows[n])]
    return marks


def _root(branch: Branch, y: float) -> list[str]:
    box = svg.element("rect", x=ROOT_X + 1, y=y - 21, width=ROOT_W - 2, height=42, rx=4, class_="root")
    who = svg.text(svg.shorten(branch.name, 13, ROOT_W - 24, is_bold=True), ROOT_X + 12, y - 3, class_="who")
    side = branch.party or "side not known"
    return [
        box,
        svg.hint(branch.name),
        who,
        svg.text(svg.shorten(side, 12, ROOT_W - 24), ROOT_X + 12, y + 13, class_="side"),
    ]


def _through(name: str, y: float) -> list[str]:
    box = svg.element("rect", svg.hint(name), x=MID_X, y=y - 13, width=MID_W, height=26, rx=13, class_="through")
    return [
        box,
        svg.text(svg.shorten(name, 12, MID_W - 20), MID_X + MID_W / 2, y + 4, class_="via", text_anchor="middle"),
    ]


def _leaf(leaf: Leaf, scale: Scale, y: float) -> list[str]:
    x = scale.at(leaf.at) if leaf.at else TIME_X
    room = min(LABEL_W + 30, WIDTH - x - 10)
    told = f"{leaf.outlet}, {moment(leaf.at)}: {leaf.words}"
    shape, kind = ("ring", "leaf copy") if leaf.copy_of else ("disc", "leaf")
    words = f"{leaf.outlet} {leaf.label}" + (f" = {leaf.copy_of}" if leaf.copy_of else "")
    return [
        svg.mark(shape, x, y, 5, svg.hint(told), class_=kind),
        svg.text(svg.shorten(words, 12, room), x + 10, y + 4, class_="outlet"),
    ]


def _elbow(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = x1 + min(26.0, (x2 - x1) / 2)
    d = f"M{x1:.1f} {y1:.1f}H{bend:.1f}V{y2:.1f}H{x2:.1f}" if abs(y1 - y2) > 0.5 else f"M{x1:.1f} {y1:.1f}H{x2:.1f}"
    return svg.element("path", d=d, class_="branch")
