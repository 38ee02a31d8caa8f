"""Who answers whom: statements that a report itself sets against another one, by its words and their place.

A reader takes two statements for a conflict less by what they have in common than by how the report tells them: "called
the article misleading", "pushed back", "replied that he was not".  What is found here needs no likeness of the two, and
a report says it, so a reader can check it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.compare.grouping import Matrix
from onrecord.compare.keys import Key, is_one_voice, shorten, tell_speaker
from onrecord.compare.likeness import Scale
from onrecord.compare.polarity import find_opposites, is_about, is_denial
from onrecord.compare.words import Word, fold
from onrecord.language import Language
from onrecord.records.finding import SpeakerKind, Stance
from onrecord.records.span import Span

PUBLISHERS = frozenset({SpeakerKind.MEDIA, SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION})
APOSTROPHES = frozenset("'’")
REACH = 3  # statements back that a rejection of somebody by name may mean
ANSWERABLE = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.WARNS, Stance.PROMISES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Statement `a` answers statement `b`, and both cannot hold; by index."""

    a: int
    b: int
    because: str
    beside: int | None = None  # who says so too, by whom it is known what is meant


def find_answers(keys: Sequence[Key], likeness: Matrix, scale: Scale, *, language: Language) -> tuple[Answer, ...]:
    """The answers that reports tell, in the order of the statements."""
    place = {(k.report.id, k.place): n for n, k in enumerate(keys)}
    found = []
    for a, key in enumerate(keys):
        earlier = [place[key.report.id, key.place - back] for back in range(1, min(REACH, key.place) + 1)]
        answerable = [b for b in earlier if keys[b].statement.stance in ANSWERABLE and not is_one_voice(key, keys[b])]
        told = [Answer(a=a, b=b, because=why) for b in answerable if (why := _rejects_by_name(key, keys[b], language))]
        if not told and answerable and answerable[0] == earlier[0]:
            b = answerable[0]
            is_near = bool(likeness[a, b] >= scale.repeats)
            why = _answers_directly(key, keys[b], is_near=is_near, language=language)
            told = [Answer(a=a, b=b, because=why)] if why else []
        found += told[:1]
    return tuple(found)


def _answers_directly(key: Key, other: Key, *, is_near: bool, language: Language) -> str | None:
    """How the report sets a statement against the one just before it."""
    return (
        _rejects_the_last(key, other, language)
        or _replies(key, other, language)
        or _contrasts(key, other, is_near=is_near, language=language)
    )


def _rejects_by_name(key: Key, other: Key, language: Language) -> str | None:
    """A content that calls a saying of the other false, or disagrees with it, and names the other."""
    rejection = _find_rejection(key, other, language)
    is_meant = other.speaker.is_named and set(other.speaker.id.split("&")) & key.entities
    if rejection and (is_meant or _is_called(key, other)):
        return f"{rejection} of {tell_speaker(other)}: “{shorten(key)}”"
    return None


def _is_called(key: Key, other: Key) -> bool:
    """True where the content names by a common noun whoever is behind the other: "the farmers’ claim"."""
    if other.speaker.is_named or other.speaker.name is None:
        return False
    head = fold(re.split(r"\s+(?:in|of|from|at|on|for|near)\s+", other.speaker.name)[0].split()[-1])
    owners = {w.folded for w in key.words if key.report.text[w.end : w.end + 1] in APOSTROPHES or _owns(key, w)}
    return head in owners


def _owns(key: Key, word: Word) -> bool:
    return key.report.text[word.start : word.end].endswith(("'s", "’s"))


def _rejects_the_last(key: Key, other: Key, language: Language) -> str | None:
    """A content that calls a saying false and says nothing else: the one told just before it."""
    rejection = _find_rejection(key, other, language)
    known = language.words("relations", "rejecting") | language.words("relations", "sayings")
    text = key.report.text
    matter = [
        w
        for w in key.words
        if w.stem and not w.is_capital and w.folded not in known and not text[w.start : w.end].endswith(("'s", "’s"))
    ]
    if not rejection or matter or not is_about(other, key, language):
        return None
    return f"{rejection} told just before: “{shorten(key)}”"


def _find_rejection(key: Key, other: Key, language: Language) -> str | None:
    """What the content says of which saying; a thing that is printed or sent is never a person's own word."""
    rejecting, sayings = (language.words("relations", name) for name in ("rejecting", "sayings"))
    words = [w.folded for w in key.words]
    rejection = next((w for w in words if w in rejecting), None)
    saying = next((w for w in words if w in sayings), None)
    if saying is None or (rejection is None and not is_denial(key)):
        return None
    if saying in language.words("relations", "published") and other.statement.speaker.kind not in PUBLISHERS:
        return None
    how = "denies" if rejection is None else f"says “{rejection}” of"
    return f"{tell_speaker(key)} {how} the {saying}"


def _replies(key: Key, other: Key, language: Language) -> str | None:
    """The report says that one replies, and what it replies holds a not or an opposite word."""
    told = _find_words(key, other, language.words("relations", "replying"))
    if told is None or is_denial(key):
        return None
    opposites = find_opposites(key, other, language=language)
    if opposites:
        return f"{tell_speaker(key)} “{told}”: “{opposites[0]}” against “{opposites[1]}”"
    return f"{tell_speaker(key)} “{told}” with a not" if key.negators else None


def _contrasts(key: Key, other: Key, *, is_near: bool, language: Language) -> str | None:
    """Two who are named say the same but for a not, and the report sets a "but" between them."""
    if not is_near or key.negators % 2 == other.negators % 2:
        return None
    told = _find_words(key, other, language.words("relations", "contrasting"))
    if told is None or not (key.speaker.is_named and other.speaker.is_named):
        return None
    return f"The report sets “{told}” between the two, and one says not"


def _find_words(key: Key, other: Key, wanted: frozenset[str]) -> str | None:
    """The first of the wanted words among the report's own between the two contents, and round the later one."""
    text = key.report.text
    content = key.statement.content
    cue = key.statement.cue
    start = min(other.statement.content[-1].end, content[0].start)
    end = max(content[-1].end, cue.end if cue else 0)
    own = _blank(text[start:end], start, content)
    pattern = r"\b(?:" + "|".join(re.escape(w) for w in sorted(wanted, key=lambda w: (-len(w), w))) + r")\b"
    found = re.search(pattern, own, re.IGNORECASE)
    return found.group() if found else None


def _blank(text: str, start: int, spans: Sequence[Span]) -> str:
    """The text without what stands in the spans; `start` is where it begins."""
    for span in spans:
        first, last = max(0, span.start - start), max(0, span.end - start)
        text = text[:first] + " " * len(text[first:last]) + text[last:]
    return text
