"""The stance strip: a row a topic, a sign each time it was spoken of, joined, broken where the line changed.

A phone gets its own drawing, in which a topic stands above its signs.
"""

from collections.abc import Collection, Mapping, Sequence

from onrecord.views import phrases
from onrecord.views.days import day
from onrecord.views.pictures import svg
from onrecord.views.pictures.ticks import Scale, moment_of, name_days, scale_of, write_days
from onrecord.views.pictures.words import stance_words
from onrecord.views.voices import Saying

WIDE, NARROW = 980.0, 350.0
LEFT, RIGHT = 372.0, 20.0
NAME, LINES = 16.0, 2  # height of a line of a topic above its row, and the most that it has
TOP, ROW, FOOT = 8.0, 30.0, 28.0
MAX_TOPICS = 14
FONT = 14.0
APART = 13.0  # from sign to sign
SHAPES: Mapping[str, str] = {
    "asserts": "disc",
    "confirms": "disc",
    "denies": "cross",
    "does_not_deny": "half",
    "declines_to_comment": "ring",
    "warns": "triangle",
    "promises": "diamond",
    "requests": "diamond",
    "asks": "down",
    "speculates": "ring",
}


def draw_strip(
    id: str, sayings: Sequence[Saying], *, moved: Collection[str], name: str, is_narrow: bool = False
) -> str:
    """The strip of the topics most spoken of; empty where fewer than two are dated.

    `moved` are the statements with which the speaker left the line held before.
    """
    dated = [s for s in sayings if s.said and s.topic]
    if len(dated) < 2:
        return ""
    topics: dict[str, list[Saying]] = {}
    for saying in dated:
        topics.setdefault(saying.topic or "", []).append(saying)
    shown = sorted(topics, key=lambda t: (-len(topics[t]), t))[:MAX_TOPICS]
    width, left = (NARROW, 8.0) if is_narrow else (WIDE, LEFT)
    scale = scale_of([moment_of(s.said) for t in shown for s in topics[t] if s.said], left, width - RIGHT)
    marks: list[str] = []
    foot = TOP
    for topic in shown:
        told, height = _topic(topic, foot, is_narrow)
        marks += [told, *_row(topics[topic], scale, foot + height + ROW / 2, moved)]
        foot += height + ROW
        marks.append(svg.line(0, foot, width, foot, class_="rule"))
    marks += write_days(scale, foot + 18, within=width)
    grid = [svg.line(x, 0, x, foot, class_="grid") for x, _ in name_days(scale)]
    breaks = sum(s.statement in moved for s in dated)
    return svg.picture(
        id,
        (width, foot + FOOT),
        [*grid, *marks],
        title=f"Stance strip of {name}",
        description=(
            f"{phrases.count(len(dated), 'dated statement')} on {phrases.count(len(shown), 'topic')}; "
            f"{phrases.count(breaks, 'change')} of line. The same is in the table below."
        ),
        class_=f"strip {'narrow' if is_narrow else 'wide'}",
    )


def _topic(topic: str, top: float, is_narrow: bool) -> tuple[str, float]:
    """A topic beside its row, or above it on so many lines as it needs; and the height that it takes there."""
    lines = svg.wrap(topic, FONT, NARROW, most=LINES) if is_narrow else [svg.shorten(topic, FONT, LEFT - 30)]
    first = top + (NAME if is_narrow else ROW / 2 + 4)
    words = [svg.text(line, 0, first + n * NAME, class_="topic") for n, line in enumerate(lines)]
    return svg.element("g", svg.hint(topic), *words), len(lines) * NAME if is_narrow else 0.0


def _row(sayings: Sequence[Saying], scale: Scale, y: float, moved: Collection[str]) -> list[str]:
    xs = _spread([scale.at(moment_of(saying.said)) if saying.said else scale.left for saying in sayings], scale)
    marks: list[str] = []
    for n in range(1, len(xs)):
        if sayings[n].statement in moved:
            middle = (xs[n - 1] + xs[n]) / 2
            marks.append(svg.line(xs[n - 1], y, middle - 3, y, class_="join"))
            marks.append(svg.line(middle + 3, y, xs[n], y, class_="join"))
            marks.append(svg.line(middle - 2, y - 7, middle + 2, y + 7, class_="break"))
        else:
            marks.append(svg.line(xs[n - 1], y, xs[n], y, class_="join"))
    for x, saying in zip(xs, sayings, strict=True):
        told = f"{day(saying.said)}, {stance_words(saying.stance)}: {saying.line.words}"
        marks.append(svg.mark(SHAPES[saying.stance], x, y, 5, svg.hint(told), class_=f"sign {saying.stance.value}"))
    return marks


def _spread(xs: Sequence[float], scale: Scale) -> list[float]:
    """The places so far apart that no sign hides another, as far as there is room; none outside the scale."""
    gap = min(APART, (scale.right - scale.left) / max(1, len(xs) - 1))
    out: list[float] = []
    for x in xs:
        out.append(max(x, out[-1] + gap) if out else x)
    end = scale.right
    for n in range(len(out) - 1, -1, -1):
        out[n] = min(out[n], end)
        end = out[n] - gap
    return out
