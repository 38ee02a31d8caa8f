"""Those who speak: the list of a story's, and one of them with all that was said and where the line moved."""

from dataclasses import dataclass
from typing import Any

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import story_frame, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.rooms import Room
from onrecord.records.claim import Entity
from onrecord.records.finding import Statement
from onrecord.views.cited import cite_words
from onrecord.views.index import is_named
from onrecord.views.pictures.strip import draw_strip
from onrecord.views.stances import Topic, list_stances_of
from onrecord.views.voices import Saying, Voice, find_speakers, find_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks in a story."""

    name: str
    party: str | None
    office: str | None
    statements: int
    reports: int
    denials: int


def show_voices(desk: Desk) -> Page:
    """Who speaks in a story, those with most statements first."""
    room = desk.part()
    speakers = room.keep("speakers", lambda: _speakers(room))
    turned = turn_page(desk, len(speakers))
    shown = speakers[turned["first"] : turned["stop"]]
    return Page(
        template="voices",
        title="Voices",
        answer={"speakers": shown},
        extra={**story_frame(desk, room, "voices"), "speakers": shown, "leaf": turned["leaf"]},
    )


def _speakers(room: Room) -> list[Speaker]:
    said: dict[str, list[Statement]] = {}
    for statement in room.index.statements.values():
        name = room.index.speaker_name(statement)
        if name and is_named(statement):
            said.setdefault(name, []).append(statement)
    return sorted((_speaker(room, name, said[name]) for name in said), key=lambda s: (-s.statements, s.name))


def _speaker(room: Room, name: str, said: list[Statement]) -> Speaker:
    entity = next((e for s in said if (e := room.index.entity_of(s))), None)
    return Speaker(
        name=name,
        party=next((p for s in said if (p := room.index.party_of(s))), None),
        office=entity.offices[-1].title if entity and entity.offices else None,
        statements=len(said),
        reports=len({s.evidence.report for s in said}),
        denials=sum(s.stance == "denies" for s in said),
    )


def show_actor(desk: Desk) -> Page:
    """One speaker over the whole case, named by any name or by an entity's id."""
    room = desk.rooms.whole(desk.as_of)
    entity = find_entity(room, desk.path("actor"))
    name = entity.name if entity else desk.path("actor")
    about = desk.value("about") or None
    voice = _voice(room, name, about)
    sayings = voice.sayings if voice else ()
    turned = turn_page(desk, len(sayings))
    stances = room.keep(("stances", name, about), lambda: _stances(desk, room, name, about)) if sayings else ()
    moved = frozenset(turn.after.statement for topic in stances for turn in topic.turns)
    newest = tuple(reversed(sayings))[turned["first"] : turned["stop"]]
    return Page(
        template="actor",
        title=name,
        answer={"actor": entity, "voice": voice, "stances": stances},
        extra={
            "voice": voice,
            "entity": entity,
            "name": name,
            "about": about,
            "index": room.index,
            "topics": _by_topic(newest),
            "strip": markup(draw_strip("strip", sayings, moved=moved, name=name)),
            "narrow": markup(draw_strip("strip-narrow", sayings, moved=moved, name=name, is_narrow=True)),
            "turns": [
                (
                    topic,
                    turn,
                    cite_words(room.index, turn.before.statement),
                    cite_words(room.index, turn.after.statement),
                )
                for topic in stances
                for turn in topic.turns
            ],
            "moved": moved,
            "cited": {s.statement: cite_words(room.index, s.statement) for s in newest},
            "leaf": turned["leaf"],
        },
    )


def find_entity(room: Room, wanted: str) -> Entity | None:
    """The entity of that id, else of that name, else with that name among its others; None: none."""
    tests: tuple[Any, ...] = (
        lambda e: e.id == wanted,
        lambda e: e.name == wanted,
        lambda e: wanted in e.aliases,
        lambda e: e.name.casefold() == wanted.casefold(),
    )
    for test in tests:
        found = [e for e in room.book.account.entities if test(e)]
        if found:
            return next((e for e in found if e.name in room.index.said_by), found[0])
    return None


def _voice(room: Room, name: str, about: str | None) -> Voice | None:
    """What that very name said; None: an entity that says nothing.  Raises NotFound for nobody."""
    if name not in room.index.said_by and not any(e.name == name for e in room.book.account.entities):
        find_speakers(room.index, name)
    return room.ask(find_voice, name=name, about=about)


def _stances(desk: Desk, room: Room, name: str, about: str | None) -> tuple[Topic, ...]:
    """The topics that this very name spoke on more than once."""
    return list_stances_of(room.index, [name], language=desk.rooms.case.language, about=about)


def _by_topic(sayings: tuple[Saying, ...]) -> list[tuple[str | None, list[Saying]]]:
    """Topics in the order of what was said last of them."""
    topics: dict[str | None, list[Saying]] = {}
    for saying in sayings:
        topics.setdefault(saying.topic, []).append(saying)
    return list(topics.items())
