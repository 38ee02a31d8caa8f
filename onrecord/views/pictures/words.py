"""Short texts as pictures and pages write them."""

import datetime as dt

from onrecord.views.figures import FigureRow
from onrecord.views.voices import STANCE_WORDS

STANCES = {stance.value: words for stance, words in STANCE_WORDS.items()}


def stance_words(stance: str) -> str:
    """ "says", "denies", "does not say"."""
    return STANCES.get(stance, stance.replace("_", " "))


def moment(at: dt.datetime | None) -> str:
    """ "4 Mar 2031, 06:00 UTC"; the last moment of a day is that day."""
    if at is None:
        return "–"
    utc = at.astimezone(dt.UTC)
    day = f"{utc.day} {utc:%b %Y}"
    return day if utc.time().replace(microsecond=0) >= dt.time(23, 59, 59) else f"{day}, {utc:%H:%M} UTC"


def short_amount(row: FigureRow) -> str:
    """The amount as it is written beside a mark: in digits, else as the report words it ("thousands")."""
    return row.words if row.value.casefold().startswith(f"{row.words.casefold()} ") else row.value
