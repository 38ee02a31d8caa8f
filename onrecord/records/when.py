"""Dates as the news gives them: two bounds, a precision, and why we believe them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How fine the source was."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class Basis(StrEnum):
    """Where a date comes from, strongest first."""

    STATED = "stated"  # the text of the report says it
    METADATA = "metadata"  # the page's or feed's own data says it
    INFERRED = "inferred"  # from a weekday, from neighbours, from the report's date
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment or stretch of time as two calendar bounds, both inclusive, in the zone of the report."""

    earliest: dt.date | None  # None: open at the start ("by Friday" has no earliest)
    latest: dt.date | None  # None: open at the end
    precision: Precision = Precision.DAY
    basis: Basis = Basis.STATED
    at: dt.datetime | None = None  # the exact instant, aware, UTC; only where a clock time was given

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"a time needs earliest <= latest, got {self.earliest}..{self.latest}")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("an instant needs a zone")
