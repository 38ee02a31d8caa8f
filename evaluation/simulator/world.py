"""Invented countries, people, places and outlets, drawn from a seed."""

import itertools
import random
from dataclasses import dataclass

HEADS = (
    "Bar",
    "Cor",
    "Del",
    "Far",
    "Gal",
    "Hal",
    "Kor",
    "Lam",
    "Mar",
    "Nor",
    "Or",
    "Pel",
    "Quor",
    "Ros",
    "Sal",
    "Tor",
    "Ul",
    "Vel",
    "Wes",
    "Zan",
)
MIDDLES = ("a", "e", "i", "o", "ava", "eri", "ino", "olo", "una", "ista")
STATES = ("nia", "ria", "via", "land", "mark", "stan", "dor")
TOWNS = ("burg", "ford", "mouth", "vik", "gate", "holm", "stead", "by")
FIRST = (
    "Ilsa",
    "Pavo",
    "Tilde",
    "Marek",
    "Jonna",
    "Emil",
    "Karin",
    "Otto",
    "Ruth",
    "Sorin",
    "Britta",
    "Hugh",
    "Lena",
    "Aksel",
    "Joan",
    "Dorin",
    "Ana",
    "Piet",
    "Nils",
    "Rosa",
    "Vera",
    "Hanno",
    "Mira",
    "Tomas",
)
FAMILY = ("dt", "sk", "nd", "ler", "mann", "ov", "ard", "sen", "witz", "elli", "gard", "quist")
PAPERS = ("Herald", "Post", "Monitor", "Courier", "Tribune", "Mirror", "Lantern", "Gazette", "Dispatch", "Observer")
DRAWS = 20  # of a name before a longer one is made
MATTERS = (
    ("troops", "massed near", "the {place} crossing", "the winter exercise"),
    ("troops", "gathered around", "the port of {place}", "a planned drill"),
    ("police officers", "moved into", "the district of {place}", "the yearly training week"),
    ("trucks", "lined up at", "the depot in {place}", "an ordinary delivery"),
    ("ships", "anchored off", "the harbour of {place}", "the summer regatta"),
    ("tents", "gone up outside", "the town of {place}", "the harvest fair"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who speaks."""

    name: str
    office: str
    side: str  # name of the country

    @property
    def family(self) -> str:
        """The family name."""
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who and what one story is about."""

    ours: str  # the country whose officials count
    theirs: str  # the country that denies
    place: str
    thing: str
    verb: str
    where: str
    excuse: str
    official: str
    minister: Person
    spokesman: Person
    firm: str
    wire: str
    outlets: tuple[str, ...]


class Maker:
    """Names that are not used twice."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._used: set[str] = set()

    def _fresh(self, head: tuple[str, ...], middle: tuple[str, ...], tail: tuple[str, ...]) -> str:
        for middles in itertools.count(1):  # short names are too few for thousands of stories
            for _ in range(DRAWS):
                name = "".join(self._dice.choice(p) for p in (head, *[middle] * middles, tail))
                if name not in self._used:
                    self._used.add(name)
                    return name
        raise AssertionError("never reached: the count is endless")

    def world(self) -> World:
        """A story's world; its wire and papers are its own."""
        dice = self._dice
        ours, theirs = (self._fresh(HEADS, MIDDLES, STATES) for _ in range(2))
        place = self._fresh(HEADS, MIDDLES, TOWNS)
        thing, verb, where, excuse = dice.choice(MATTERS)
        adjective = f"{ours}n" if ours.endswith("a") else f"{ours}"
        return World(
            ours=ours,
            theirs=theirs,
            place=place,
            thing=thing,
            verb=verb,
            where=where.format(place=place),
            excuse=excuse,
            official=f"a senior {adjective} defence official",
            minister=Person(name=self._person(), office="Defence Minister", side=ours),
            spokesman=Person(name=self._person(), office="spokesman", side=theirs),
            firm=f"{self._fresh(HEADS, MIDDLES, TOWNS)} Imagery",
            wire=f"{self._fresh(HEADS, MIDDLES, TOWNS)} Wire",
            outlets=tuple(f"{self._fresh(HEADS, MIDDLES, TOWNS)} {dice.choice(PAPERS)}" for _ in range(6)),
        )

    def _person(self) -> str:
        return f"{self._dice.choice(FIRST)} {self._fresh(HEADS, MIDDLES, FAMILY)}"
