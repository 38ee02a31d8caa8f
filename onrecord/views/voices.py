"""What one speaker has said, in order of time, and where the line moved."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook
from onrecord.records.claim import RelationKind
from onrecord.records.finding import Stance, Statement
from onrecord.views import phrases
from onrecord.views.index import Index, index_casebook, said_date, words_of
from onrecord.views.labels import label_order
from onrecord.views.line import Line, holds, marked
from onrecord.views.wording import said_pieces

CLOSE = 90  # partial-ratio over which a mistyped name is still taken for one (0..100)
STANCE_WORDS = {
    Stance.ASSERTS: "says",
    Stance.CONFIRMS: "confirms",
    Stance.DENIES: "denies",
    Stance.DOES_NOT_DENY: "does not deny",
    Stance.DECLINES: "does not say",
    Stance.WARNS: "warns",
    Stance.PROMISES: "promises",
    Stance.REQUESTS: "requests",
    Stance.ASKS: "asks",
    Stance.SPECULATES: "speculates",
}
MANNER_WORDS = {"direct": "direct quotation", "mixed": "partly quoted", "indirect": "indirect", "none": "topic only"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement of the speaker."""

    statement: str  # id
    label: str
    said: dt.date | None
    stance: Stance
    certainty: str  # the speaker's own
    manner: str
    topic: str | None  # label of the claim it belongs to
    line: Line  # without the name
    moved: str | None  # how it stands to the speaker's own line before; None: no earlier one on the topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker with all sayings, earliest first."""

    name: str
    party: str | None
    offices: tuple[str, ...]
    aliases: tuple[str, ...]
    sayings: tuple[Saying, ...]
    dropped: int  # lines that did not hold and are not shown


def list_voices(book: Casebook, *, speaker: str, about: str | None = None) -> tuple[Voice, ...]:
    """The speakers whom that name fits, each with what they said (about something); empty where none said anything.

    Raises NotFound when nobody of that name speaks here, with the names that come near.
    """
    index = index_casebook(book)
    fitting = sorted(find_speakers(index, speaker), key=lambda w: (-len(index.said_by[w]), w))
    voices = (_voice(index, who, index.said_by[who], about) for who in fitting)
    return tuple(v for v in voices if v.sayings)


def find_voice(book: Casebook, *, name: str, about: str | None = None) -> Voice | None:
    """What the speaker of that very name, the fullest over the case, said (about something); None: nothing."""
    index = index_casebook(book)
    said = index.said_by.get(name)
    voice = _voice(index, name, said, about) if said else None
    return voice if voice and voice.sayings else None


def find_speakers(index: Index, speaker: str) -> list[str]:
    """The names over the case of those whom that name fits.

    Raises NotFound when nobody of that name speaks here, with the names that come near.
    """
    fitting = [who for who, said in index.said_by.items() if _fits(index, said, speaker)]
    if not fitting:
        near = sorted(
            who for who in index.said_by if fuzz.partial_ratio(speaker.casefold(), who.casefold()) >= CLOSE - 20
        )
        raise NotFound(
            f"Nobody named '{speaker}' speaks here.",
            where=speaker,
            help=f"Did you mean {', '.join(near[:5])}?" if near else "See who does with `onrecord claims`.",
        )
    return fitting


def _fits(index: Index, statements: Sequence[Statement], wanted: str) -> bool:
    entity = index.entity_of(statements[0])
    forms = {s.speaker.name or "" for s in statements} | set(entity.aliases if entity else ())
    forms |= {entity.name} if entity else set()
    key = wanted.casefold()
    whole = {word for form in forms for word in form.casefold().replace("’s", "").replace("'s", "").split()}
    return set(key.split()) <= whole or any(fuzz.ratio(key, form.casefold()) >= CLOSE for form in forms)


def _voice(index: Index, who: str, statements: Sequence[Statement], about: str | None) -> Voice:
    entity = index.entity_of(statements[0])
    chosen = [s for s in statements if about is None or _is_about(index, s, about)]
    chosen.sort(key=lambda s: (said_date(s, index.report_of(s)) or dt.date.max, label_order(index.labels[s.id])))
    made = list(_sayings(index, chosen))
    kept = tuple(s for s in made if holds(s.line, index))
    return Voice(
        name=who,
        party=index.party_of(statements[0]),
        offices=tuple(o.title for o in entity.offices) if entity else (),
        aliases=entity.aliases if entity else (),
        sayings=kept,
        dropped=len(made) - len(kept),
    )


def _is_about(index: Index, statement: Statement, about: str) -> bool:
    """True when the content, or the label of its claim, holds every word asked for."""
    words = words_of(index.report_of(statement), statement.content).casefold()
    labels = " ".join(c.label for c in index.claims.get(statement.id, ())).casefold()
    return all(word in words or word in labels for word in about.casefold().split())


def _sayings(index: Index, statements: list[Statement]) -> Iterator[Saying]:
    before: dict[str, Statement] = {}
    for statement in statements:
        marks, cites = marked(index, statement)
        claims = index.claims.get(statement.id, ())
        earlier = next((before[c.id] for c in claims if c.id in before), None)
        yield Saying(
            statement=statement.id,
            label=index.labels[statement.id],
            said=said_date(statement, index.report_of(statement)),
            stance=statement.stance,
            certainty=statement.certainty.value,
            manner=statement.manner.value,
            topic=claims[0].label if claims else None,
            line=Line(pieces=(*said_pieces(index, statement), *marks), cites=cites),
            moved=_moved(index, earlier, statement) if earlier else None,
        )
        before.update({c.id: statement for c in claims})


def _moved(index: Index, earlier: Statement, statement: Statement) -> str:
    label = index.labels[earlier.id]
    for relation in index.relations.get(statement.id, ()):
        if relation.a == statement.id and relation.b == earlier.id and relation.kind is RelationKind.UPDATES:
            return f"revises {label}"
    if earlier.stance is not statement.stance:
        return f"{STANCE_WORDS[earlier.stance]} in {label}, {STANCE_WORDS[statement.stance]} here"
    return f"as in {label}"


def voices_lines(voices: tuple[Voice, ...], *, width: int) -> tuple[str, ...]:
    """What each speaker said, for people."""
    out: list[str] = []
    for voice in voices:
        side = f" ({voice.party})" if voice.party and voice.party not in voice.name else ""
        offices = f", {'; '.join(voice.offices)}" if voice.offices else ""
        out += phrases.wrap(f"{voice.name}{side}{offices}", width=width)
        for saying in voice.sayings:
            facts = [MANNER_WORDS[saying.manner]]
            facts += [saying.certainty] if saying.certainty != "certain" else []
            facts += [saying.moved] if saying.moved else []
            head = f"{phrases.day(saying.said)}  {STANCE_WORDS[saying.stance]:<14}"
            out += phrases.wrap(f"{head}{saying.line.text}  {', '.join(facts)}", width=width, hang=" " * 27)
        if voice.dropped:
            out.append(f"{phrases.count(voice.dropped, 'line')} did not hold word for word and are not shown.")
        out.append("")
    return tuple(out[:-1])


def voices_plain(voices: tuple[Voice, ...]) -> tuple[str, ...]:
    """One tab-separated line a statement: speaker, said, stance, manner, certainty, words, moved, label."""
    return tuple(
        phrases.tabbed(
            (
                *(voice.name, s.said.isoformat() if s.said else "-", s.stance.value, s.manner, s.certainty),
                *(s.line.words, s.moved or "-", s.label),
            )
        )
        for voice in voices
        for s in voice.sayings
    )
