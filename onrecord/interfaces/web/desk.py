"""What a page is asked: the request with its moment, its visit and its addresses, and the rooms to answer from."""

import datetime as dt
from dataclasses import dataclass, field

from fastapi import Request

from onrecord.errors import InputError
from onrecord.interfaces.queries import Unread, find_unread
from onrecord.interfaces.web.addresses import Addresses
from onrecord.interfaces.web.options import ServeOptions
from onrecord.interfaces.web.rooms import Room, Rooms
from onrecord.interfaces.web.sessions import Visit

OF_A_MOMENT = ("as_of", "page", "line", "at")  # in a query: what names another thing in the account of another moment
MAX_QUERY = 500  # characters of one value in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request, read."""

    request: Request
    rooms: Rooms
    options: ServeOptions
    visit: Visit
    as_of: dt.datetime | None
    to: Addresses
    asked: set[str] = field(default_factory=lambda: {"as_of"})  # names that were looked for in the query

    def value(self, name: str, default: str = "") -> str:
        """A value of the query.  Raises InputError for one that is longer than any real one."""
        self.asked.add(name)
        found = self.request.query_params.get(name, default).strip()
        if len(found) > MAX_QUERY:
            raise InputError(f"'{name}' is longer than {MAX_QUERY} characters.", where=name, help="Shorten it.")
        return found

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number of the query, from 1 to `most`; what is none counts as the default."""
        text = self.value(name)
        return max(1, min(most, int(text))) if text.isdecimal() and len(text) < 9 else default

    def moment(self, name: str) -> dt.datetime | None:
        """A moment of the query that begins a stretch; without a zone it is in the case's."""
        return self.rooms.case.moment(self.value(name), is_end=False)

    def kept(self) -> dict[str, str]:
        """What of the query holds at any moment too; to be asked once the page is made."""
        given = self.request.query_params
        return {name: given[name] for name in given if name in self.asked and name not in OF_A_MOMENT}

    def unread(self) -> tuple[Unread, ...]:
        """What the query says and nobody looked for; to be asked once the page is made."""
        return find_unread(self.request.query_params, self.asked)

    def part(self) -> Room:
        """The room of the story that the path names."""
        return self.rooms.part(self.request.path_params["story"], self.as_of)

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])


def read_desk(request: Request, *, rooms: Rooms, options: ServeOptions, visit: Visit) -> Desk:
    """The request, read.  Raises InputError for a moment that cannot be read."""
    as_of = rooms.case.moment(request.query_params.get("as_of"), is_end=True)
    rooms.refresh()
    to = Addresses(base=options.base_path, as_of=as_of)
    return Desk(request=request, rooms=rooms, options=options, visit=visit, as_of=as_of, to=to)
