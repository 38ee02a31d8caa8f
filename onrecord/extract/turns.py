"""Words given to a speaker by the layout alone: turns of an interview or debate, and voices signed behind a dash.

"SOREN: We have not decided." is a turn where several paragraphs of a report begin so; a paragraph that is a quotation
with a dash and a name behind it is that person's.
"""

import re
from collections.abc import Iterator

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.records.span import Span

LEAST = 3  # turns in a report; a single one may be a label
TURN = re.compile(r"(?P<who>[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3})(?P<colon>:)\s+(?=\S)")
NAME = r"[A-Z][\w.'’\-]*(?: (?:[a-z]{2,3} )?[A-Z][\w.'’\-]*){1,4}"
VOICE = re.compile(rf"(?P<said>[“\"”].+[”\"])\s*(?P<dash>[―—–]|--?)\s*(?P<who>{NAME})", re.DOTALL)
SIGNED = 60  # characters that may stand behind the name: a town, an age, a calling


def find_turns(index: Index) -> list[Attributed]:
    """What each turn and each signed voice says, in text order."""
    turns = [
        Attributed(cue=_span(m, "colon"), source=_span(m, "who"), content=(Span(start=m.end(), end=block.end),))
        for block in index.report.body
        if (m := TURN.match(index.text, block.start, block.end)) and m.end() < block.end
    ]
    names = {t.source.of(index.text) for t in turns if t.source}
    is_talk = len(turns) >= LEAST and 1 < len(names) < len(turns)
    return [*(turns if is_talk else ()), *_find_voices(index)]


def opens_turn(index: Index, span: Span) -> bool:
    """True for words that begin with the name of whose turn it is: "SOREN: We have decided nothing"."""
    return TURN.match(index.text, span.start, span.end) is not None


def _find_voices(index: Index) -> Iterator[Attributed]:
    for block in index.report.body:
        m = VOICE.match(index.text, block.start, block.end)
        if m and block.end - m.end() <= SIGNED and m.end("said") - block.start > SIGNED // 2:
            yield Attributed(cue=_span(m, "dash"), source=_span(m, "who"), content=(_span(m, "said"),))


def _span(m: re.Match[str], group: str) -> Span:
    return Span(start=m.start(group), end=m.end(group))
