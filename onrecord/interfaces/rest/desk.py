"""What every route is given: the rooms to answer from, the moment asked for, the page of a list."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from onrecord.interfaces.rest.jobs import Jobs
from onrecord.interfaces.rest.replies import MOST, Window
from onrecord.interfaces.web.rooms import Room, Rooms

AsOf = Annotated[
    str | None, Query(min_length=1, max_length=40, description="The account as it stood then; a day is its end.")
]
First = Annotated[int, Query(ge=0, le=10_000_000, description="Items to pass over.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Items of a page.")]
Since = Annotated[
    str | None, Query(min_length=1, max_length=40, description="2031-03-04 or 2031-03-04T06:00Z; a day is its start.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every route of one application shares."""

    rooms: Rooms
    jobs: Jobs
    can_edit: bool
    base_path: str  # where a proxy shows the server, for addresses in answers: "/onrecord"; no slash at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request, read."""

    request: Request
    office: Office
    as_of: dt.datetime | None

    @property
    def rooms(self) -> Rooms:
        """Where answers come from."""
        return self.office.rooms

    def whole(self) -> Room:
        """The whole case at the moment asked for."""
        return self.rooms.whole(self.as_of)

    def part(self, story: str) -> Room:
        """One story of it.  Raises NotFound."""
        return self.rooms.part(story, self.as_of)


def read_desk(request: Request, as_of: AsOf = None) -> Desk:
    """The request, read.  Raises InputError for a moment that cannot be read."""
    office: Office = request.app.state.office
    office.rooms.refresh()
    return Desk(request=request, office=office, as_of=office.rooms.case.moment(as_of, is_end=True))


def read_now(request: Request) -> Desk:
    """The request of a route that changes the case, or tells how a change goes: it knows no moment but this one."""
    return read_desk(request)


def read_window(first: First = 0, limit: Limit = 100) -> Window:
    """The page of a list that is asked for."""
    return Window(first=first, limit=limit)


At = Annotated[Desk, Depends(read_desk)]
Now = Annotated[Desk, Depends(read_now)]
Turned = Annotated[Window, Depends(read_window)]
