"""What an address asks that nobody reads: one letter wrong in `as_of`, and the account shown would be another one."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.sources.addresses import is_tracker

MOST_NAMED = 12  # known names that a message lists
LONGEST = 40  # characters of a name as a message repeats it


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A name in an address that what it leads to does not read."""

    name: str
    near: str | None  # the known name that was probably meant

    def to_error(self, known: Collection[str]) -> InputError:
        """For those who can read no warning beside an answer."""
        listed = ", ".join(sorted(known)[:MOST_NAMED])
        cure = f"Did you mean '{self.near}'?" if self.near else "Leave it out."
        more = f" Known here: {listed}." if listed else " Nothing can be asked of it."
        return InputError(f"'{self.name}' is not read here.", where=self.name, help=cure + more)


def find_unread(given: Iterable[str], known: Collection[str]) -> tuple[Unread, ...]:
    """The names that are not known; the marks by which readers are followed from site to site ask nothing."""
    names = dict.fromkeys(name for name in given if name not in known and not is_tracker(name))
    return tuple(Unread(name=name[:LONGEST], near=_nearest(name, known)) for name in names)


def _nearest(name: str, known: Collection[str]) -> str | None:
    plain = name.casefold().replace("-", "_")[:LONGEST]
    return next(iter(difflib.get_close_matches(plain, sorted(known), n=1)), None)
