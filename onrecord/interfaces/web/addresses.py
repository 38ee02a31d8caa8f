"""Where things are: addresses that go on leading to the same thing when the case grows.

Reports and statements have ids made from their content, so their addresses never change.  What is made of many of them
(stories, claims, numbers) is named by one of its members, which it is found by whatever else has joined it since.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from onrecord.records.claim import Claim, Series, Story
from onrecord.records.wire import encode_time

ANCHOR_LENGTH = 11  # of a report's id in a story's address: ten hex digits tell any two of a case apart


def story_name(story: Story) -> str:
    """How an address names a story: readable words of any script, then the beginning of its first report's id.

    That alone counts.
    """
    return quote(f"{story.slug}-{story.reports[0][:ANCHOR_LENGTH]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Addresses as they are written into a page; the moment that the page is of goes along."""

    base: str = ""
    as_of: dt.datetime | None = None

    def to(self, path: str, query: Mapping[str, str | int | None] | None = None) -> str:
        """The address of a path with a query; what is None is left out."""
        given = dict(query or {})
        if self.as_of is not None:
            given.setdefault("as_of", encode_time(self.as_of))
        kept = {k: str(v) for k, v in given.items() if v not in (None, "")}
        return f"{self.base}{path}{'?' + urlencode(kept) if kept else ''}"

    def story(self, story: Story, tab: str = "", **query: str | int | None) -> str:
        """A story, or one of its tabs."""
        return self.to(f"/t/{story_name(story)}{f'/{tab}' if tab else ''}", query)

    def report(self, id: str, **query: str | int | None) -> str:
        """A report."""
        return self.to(f"/r/{id}", query)

    def record(self, id: str) -> str:
        """A report, statement, figure or event, by its id."""
        return self.to(f"/{'r' if id.startswith('r') else 's' if id.startswith('s') else 'x'}/{id}")

    def claim(self, claim: Claim) -> str:
        """A claim, by its first statement."""
        return self.to(f"/c/{claim.statements[0]}")

    def claim_with(self, statement: str) -> str:
        """The claim that a statement belongs to."""
        return self.to(f"/c/{statement}")

    def figure(self, story: Story, series: Series | str) -> str:
        """A number, by the first of its amounts."""
        first = series if isinstance(series, str) else series.points[0].figure
        return self.story(story, f"figures/{first}")

    def actor(self, name: str) -> str:
        """A person, body or government, by any of its names."""
        return self.to(f"/a/{quote(name, safe='')}")

    def asset(self, name: str) -> str:
        """A file of the pages' own."""
        return f"{self.base}/static/{name}"
