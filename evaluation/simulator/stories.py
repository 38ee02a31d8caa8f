"""Stories written out as reports, with the truth about each: who said it first, who copied whom, what changed."""

import datetime as dt
import random
from dataclasses import dataclass, field

from evaluation.simulator.world import Maker, World

START = dt.datetime(2031, 3, 2, 6, 0, tzinfo=dt.UTC)
SPREAD_DAYS = 400  # over which stories begin
COUNTED = ("first", "speech", "estimate", "revision")  # beats that give an amount of the story's thing


@dataclass(slots=True, kw_only=True)
class Written:
    """A report as it is handed in, with the sentences whose truth is known."""

    id: str
    story: int
    outlet: str
    address: str
    published: dt.datetime
    text: str
    beats: dict[str, str] = field(default_factory=dict)  # beat -> its sentence, verbatim
    copy_of: str | None = None  # id
    edit_of: str | None = None  # id: an earlier capture of the same page

    def line(self) -> dict[str, str]:
        """The report as a line of JSON for `onrecord add -`."""
        when = self.published.isoformat().replace("+00:00", "Z")
        return {
            "id": self.id,
            "outlet": self.outlet,
            "url": self.address,
            "published": when,
            "fetched": when,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """The numbers of a story; the minister lowers her own."""

    first: int
    speech: int
    low: int
    high: int
    revision: int
    denied: int
    before: int


def write_stories(count: int, *, seed: int) -> list[Written]:
    """So many stories, each of 8 to 12 captures, in the order in which they appeared."""
    dice = random.Random(seed)
    maker = Maker(dice)
    reports = [r for n in range(count) for r in _Story(n, maker.world(), dice).write()]
    return sorted(reports, key=lambda r: (r.published, r.id))


class _Story:
    """One story while it is written."""

    def __init__(self, number: int, world: World, dice: random.Random) -> None:
        self.number, self.world, self.dice = number, world, dice
        self.now = START + dt.timedelta(days=dice.randrange(SPREAD_DAYS), minutes=dice.randrange(600))
        self.reports: list[Written] = []
        base = dice.randrange(20, 90) * 100
        self.amounts = Amounts(
            first=base,
            speech=base + dice.randrange(25, 45) * 100,
            low=base + 500,
            high=base + 2200,
            revision=base + dice.randrange(8, 20) * 100,
            denied=base // 4,
            before=base // 3,
        )

    def write(self) -> list[Written]:
        """The reports of the story."""
        self._first()
        self._speech()
        self._denial()
        self._blast()
        self._estimate()
        self._revision()
        return self.reports

    def _report(self, outlet: str, paragraphs: list[str], beats: dict[str, str], *, hours: float) -> Written:
        self.now += dt.timedelta(hours=hours)
        number = len(self.reports)
        host = outlet.lower().replace(" ", "")
        text = "\n\n".join(paragraphs)
        report = Written(
            id=f"s{self.number}r{number}",
            story=self.number,
            outlet=outlet,
            address=f"https://{host}.example/{self.number}/{number}",
            published=self.now,
            text=text,
            beats={beat: sentence for beat, sentence in beats.items() if sentence in text},
        )
        self.reports.append(report)
        return report

    def _copy(self, source: Written, *, hours: float) -> None:
        """Another outlet's copy: credited, cut, and with a paragraph of its own."""
        outlet = self.dice.choice([o for o in self.world.outlets if all(o != r.outlet for r in self.reports[-3:])])
        paragraphs = source.text.split("\n\n")
        if self.dice.random() < 0.5 and len(paragraphs) > 3:
            paragraphs.pop(self.dice.randrange(2, len(paragraphs)))
        own = self.dice.choice(
            (
                f"Shops in {self.world.place} stayed open as usual.",
                f"The road to {self.world.place} was dry and most of the lorries were local.",
                f"In {self.world.place} the weekly market went on without a pause.",
            )
        )
        copy = self._report(
            outlet, [f"({self.world.wire}) - {paragraphs[0]}", *paragraphs[1:], own], source.beats, hours=hours
        )
        copy.copy_of = source.id

    def _first(self) -> None:
        w, a = self.world, self.amounts
        lead = self.dice.choice(
            (
                f"About {a.first:,} {w.thing} have {w.verb} {w.where}, {w.official} said.",
                f"About {a.first:,} {w.thing} have {w.verb} {w.where}, according to {w.official}.",
            )
        )
        paragraphs = [
            lead,
            f"The {w.thing} began to arrive by rail on the night before and stay on the eastern bank of the river, "
            f"about six kilometres from the only road bridge between {w.ours} and {w.theirs}.",
            f"{w.theirs}'s foreign ministry has not commented.",
            f"{w.theirs} had {a.before:,} {w.thing} there for {w.excuse} a year ago, according to figures that both "
            "governments filed at the time.",
            f'"You see lights in the trees at night," said {self.dice.choice(("a baker", "a driver", "a farmer"))} in '
            f"{w.place}.",
        ]
        source = self._report(w.wire, paragraphs, {"first": lead}, hours=1)
        for _ in range(self.dice.randrange(1, 4)):
            self._copy(source, hours=self.dice.uniform(0.5, 3))

    def _speech(self) -> None:
        w, a = self.world, self.amounts
        m = w.minister
        told = (
            f"{m.office} {m.name} told parliament that {a.speech:,} {w.thing} had {w.verb} {w.where}.",
            f"{a.speech:,} {w.thing} have {w.verb} {w.where}, {w.ours}'s defence minister, {m.name}, told parliament.",
            f"{w.ours}'s {m.office} {m.name} said in parliament that {a.speech:,} {w.thing} had {w.verb} {w.where}.",
        )
        self.now += dt.timedelta(hours=20)
        for lead, outlet in zip(self.dice.sample(told, 2), self.dice.sample(w.outlets, 2), strict=True):
            more = self.dice.choice(
                (
                    f'"Nobody in this chamber wants a quarrel," {m.family} said.',
                    f"{m.family} asked for observers to be sent to {w.place}.",
                )
            )
            self._report(outlet, [lead, more, f"The session in {w.ours} lasted an hour."], {"speech": lead}, hours=1)

    def _denial(self) -> None:
        w, a = self.world, self.amounts
        s = w.spokesman
        denial = f"{w.theirs}'s {s.office} {s.name} denied that {w.thing} had {w.verb} {w.where}."
        paragraphs = [
            denial,
            f"{s.family} said that there were no more than {a.denied:,} {w.thing} in the district, all of them for "
            f"{w.excuse}.",
            f'"We have shown our papers," {s.family} said.',
        ]
        self._report(f"{w.theirs} State Radio", paragraphs, {"denial": denial}, hours=5)

    def _blast(self) -> None:
        """A page that is edited without a word after it appeared."""
        w = self.world
        count = self.dice.randrange(3, 8)
        words = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}
        lead = f"{words[count].capitalize()} barges sank near {w.where} overnight, {w.ours}'s coast guard said."
        rest = [
            f"The barges carried gravel for the road to {w.place}, the coast guard said.",
            f"{w.theirs} denied any part in it.",
        ]
        page = self._report(w.wire, [lead, *rest], {"blast": lead}, hours=12)
        lower = words[count - 1] if count > 3 else "two"
        edited = lead.replace(words[count].capitalize(), lower.capitalize())
        again = self._report(w.wire, [edited, *rest], {"blast": edited}, hours=3)
        again.address, again.edit_of = page.address, page.id

    def _estimate(self) -> None:
        w, a = self.world, self.amounts
        lead = f"New images show between {a.low:,} and {a.high:,} {w.thing} at {w.where}, {w.firm} said."
        paragraphs = [
            lead,
            f"Cloud hides a part of the picture, {w.firm} said.",
            f"It will publish again from {w.place}.",
        ]
        self._report(w.firm, paragraphs, {"estimate": lead}, hours=14)

    def _revision(self) -> None:
        w, a = self.world, self.amounts
        m = w.minister
        told = (
            f"{m.office} {m.name} now says that around {a.revision:,} {w.thing} have {w.verb} {w.where}.",
            f"{m.name} said that the number of {w.thing} {w.where} was now put at around {a.revision:,}.",
        )
        lead = self.dice.choice(told)
        paragraphs = [lead, f"{m.family} gave no reason for the change.", f"In {w.theirs} there was no word on it."]
        self._report(self.dice.choice(w.outlets), paragraphs, {"revision": lead}, hours=26)
