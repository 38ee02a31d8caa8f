"""Time as a line: where a moment stands on it, and which days are worth naming."""

import datetime as dt
from dataclasses import dataclass

from onrecord.views.pictures import svg

FONT = 12.0
STEPS = (1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)  # days between names
DAY_S = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Moments from `first` to `last` on the stretch from `left` to `right`."""

    first: dt.datetime
    last: dt.datetime
    left: float
    right: float

    def at(self, moment: dt.datetime) -> float:
        """Where the moment stands; what lies outside stands at the edge."""
        whole = (self.last - self.first).total_seconds() or 1.0
        share = (moment - self.first).total_seconds() / whole
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def scale_of(moments: list[dt.datetime], left: float, right: float, *, spare: float = 0.02) -> Scale:
    """A scale on which all the moments stand, with some room at both ends."""
    first, last = min(moments), max(moments)
    room = max((last - first) * spare, dt.timedelta(hours=2))
    return Scale(first=first - room, last=last + room, left=left, right=right)


def name_days(scale: Scale, *, room: float = 74) -> list[tuple[float, str]]:
    """Days to be named below the line, far enough from each other, with the year where it begins or changes.

    A line within one day has that day's name in its middle.
    """
    days = (scale.last - scale.first).total_seconds() / DAY_S
    fitting = max(1.0, (scale.right - scale.left) / room)
    step = next((s for s in STEPS if days / s <= fitting), STEPS[-1])
    day = scale.first.date() + dt.timedelta(days=1)
    out: list[tuple[float, str]] = []
    year = 0
    while (moment := dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)) <= scale.last:
        text = f"{day.day} {day:%b}" if step < 365 else f"{day:%b}"
        out.append((scale.at(moment), text if day.year == year else f"{text} {day.year}"))
        year = day.year
        day += dt.timedelta(days=step)
    return out or [((scale.left + scale.right) / 2, f"{scale.first.day} {scale.first:%b %Y}")]


def write_days(scale: Scale, y: float, *, within: float) -> list[str]:
    """The names of days at that height of a picture so wide."""
    return [svg.centred(words, x, y, within=within, size=FONT, class_="tick") for x, words in name_days(scale)]


def moment_of(date: dt.date) -> dt.datetime:
    """Noon of the day, so that it stands amid its day."""
    return dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)
