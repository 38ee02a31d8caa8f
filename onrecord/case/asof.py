"""The answers of a case as it stood at a moment, or as it stands: what programs call where commands have verbs."""

import datetime as dt
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from onrecord.case.answered import BriefAnswer, FigureAnswer
from onrecord.errors import InputError, NotFound
from onrecord.records.casebook import Casebook
from onrecord.views.brief import make_brief
from onrecord.views.changes import Changes, list_changes
from onrecord.views.disputes import ClaimRow, Position, list_claims
from onrecord.views.figures import list_figures
from onrecord.views.index import index_casebook
from onrecord.views.timeline import Timeline, make_timeline
from onrecord.views.voices import Voice, list_voices

if TYPE_CHECKING:
    from onrecord.case.case import Case

When = dt.datetime | str | None
LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}
COUNTS = ("reports", "origins", "parties", "standing")


class AsOf:
    """A case at a moment.  A `story` is named by its slug, name or id; none is all of the case."""

    def __init__(self, case: "Case", moment: When = None) -> None:
        self._case = case
        self._moment = case.moment(moment, is_end=True)

    def casebook(self, story: str | None = None) -> Casebook:
        """Reports, findings and account that everything else is made of."""
        return self._case.casebook(story=story, as_of=self._moment)

    def brief(self, story: str | None = None, *, since: When = None) -> BriefAnswer:
        """The account in five parts; the last tells what changed since a moment."""
        book = self.casebook(story)
        title = book.account.stories[0].name if len(book.account.stories) == 1 else "All reports"
        start = self._case.moment(since, is_end=False)
        index = index_casebook(book)
        made = make_brief(book, title=title, language=self._case.language, since=start, as_of=self._moment)
        return BriefAnswer(made=made, index=index)

    def figures(
        self, story: str | None = None, *, about: str | None = None, once: bool = False
    ) -> tuple[FigureAnswer, ...]:
        """Numbers with their lives, those that most parties give first; `once`: also those that one report gives."""
        book = self.casebook(story)
        index = index_casebook(book)
        return tuple(FigureAnswer(life=life, index=index) for life in list_figures(book, about=about, once=once))

    def figure(self, about: str, story: str | None = None) -> FigureAnswer:
        """The number that is given most for what holds these words.  Raises NotFound where none is."""
        found = self.figures(story, about=about, once=True)
        if not found:
            raise NotFound(
                f"No report gives a number of '{about}'.", where=about, help="See what is counted: figures()."
            )
        return found[0]

    def claims(self, story: str | None = None, *, denied: bool | None = None, **limits: Any) -> tuple[ClaimRow, ...]:
        """Claims with their counts and each party's position, the most disputed first.

        `denied` keeps those that a party denies, or none does.  Limits are on reports, origins, parties and standing:
        `parties__lt=2`, `origins=1`.  Raises InputError for an unknown one.
        """
        tests = [_read_limit(name, value) for name, value in limits.items()]
        kept = (row for row in list_claims(self.casebook(story)) if all(test(row) for test in tests))
        return tuple(row for row in kept if denied in (None, any(c.position is Position.DENIES for c in row.cells)))

    def timeline(self, story: str | None = None, *, by_saying: bool = False) -> Timeline:
        """The chronology, with two dates for everything."""
        return make_timeline(self.casebook(story), by_saying=by_saying)

    def who(self, speaker: str, story: str | None = None, *, about: str | None = None) -> tuple[Voice, ...]:
        """What the speakers of that name said, in order of time.  Raises NotFound where nobody of that name speaks."""
        return list_voices(self.casebook(story), speaker=speaker, about=about)

    def changes(self, story: str | None = None, *, since: When = None) -> Changes:
        """What changed since a moment; repeats are only counted."""
        return list_changes(self.casebook(story), since=self._case.moment(since, is_end=False))


def _read_limit(name: str, value: Any) -> Callable[[ClaimRow], bool]:
    field, _, how = name.partition("__")
    if field not in COUNTS or how not in LIMITS:
        known = ", ".join(COUNTS)
        raise InputError(
            f"Claims have no limit '{name}'.", where=name, help=f"Known: {known}, with __lt, __lte, __gt or __gte."
        )
    return lambda row: LIMITS[how](getattr(row, field), value)
