"""What stories are called on the command line: their names in lower case, numbered where several have one name.

Names in Latin letters are put in those of a keyboard (é: e), names of other scripts keep their own.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from onrecord.records.claim import Story

LONGEST = 60  # letters of a slug
NUMBERED = re.compile(r"(?:-\d+)+$")


def make_slug(name: str) -> str:
    """The name in lower case for the command line."""
    slug = "-".join(_split_latin(name) if _is_latin(name) else _split(name))
    if len(slug) > LONGEST and slug[LONGEST] != "-":
        return slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]
    return slug[:LONGEST] or "story"


def _is_latin(name: str) -> bool:
    return all(
        unicodedata.name(c, "LATIN").startswith("LATIN") for c in unicodedata.normalize("NFKC", name) if c.isalpha()
    )


def _split_latin(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower())


def _split(name: str) -> list[str]:
    """The stretches of letters with their marks, and of digits."""
    folded = unicodedata.normalize("NFKC", name.casefold())
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()


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
