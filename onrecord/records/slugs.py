"""What stories are called on the command line: their names in lower case, numbered where several have one name."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from onrecord.records.claim import Story

NUMBERED = re.compile(r"(?:-\d+)+$")


def make_slug(name: str) -> str:
    """The name in lower case for the command line."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "story"


def number_slug(slug: str, taken: set[str]) -> str:
    """The slug, numbered where it is taken."""
    numbered = (f"{slug}-{n}" for n in itertools.count(2))
    return slug if slug not in taken else next(s for s in numbered if s not in taken)


def bare_slug(slug: str) -> str:
    """What slugs share that may stand in each other's way: the slug without numbers at its end."""
    return NUMBERED.sub("", slug)


def rank_story(story: Story) -> tuple[int, str, str]:
    """What stories are sorted by: the one with most reports first."""
    return -len(story.reports), make_slug(story.name), story.id


def order_stories(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories, the one with most reports first, with slugs that are unique.

    Of those whose bare slugs are one, all must be there; others do not matter.
    """
    taken: set[str] = set()
    out = []
    for story in sorted(stories, key=rank_story):
        slug = number_slug(make_slug(story.name), taken)
        taken.add(slug)
        out.append(replace(story, slug=slug))
    return tuple(out)
