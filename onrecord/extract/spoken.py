"""Quotations that a verb of no known saying closes, and quotations that stand alone behind somebody's words.

“P,” he fumed: whatever the verb, a subject and a verb right behind a quotation that stops at a comma speak it.
"Lund testified on Tuesday. “P.”": a sentence that is all quotation is said by whoever the sentence before lets speak.
"""

from collections.abc import Iterator, Sequence

from onrecord.extract.attributed import Attributed, says
from onrecord.extract.index import Index
from onrecord.extract.turns import opens_turn
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Quotation, Sentence
from onrecord.records.span import Span

FINITE = ("VBD", "VBZ", "VBP")
OBJECTS = ("dobj", "attr", "acomp")
NEAR = 8  # words between the closing mark and the verb
LEAST_APART = 6  # words of one that is a paragraph; fewer are a heading
CAPITALS = 0.5  # share of words in capitals from which it is a heading too
LEAST = 3  # words of a quotation that stands alone


def find_closed_by(index: Index, *, language: Language) -> Iterator[Attributed]:
    """Acts of quotations that stop at a comma, a question or an exclamation before a subject and its verb."""
    for quotation in index.marks.quotations:
        if not quotation.is_speech or not quotation.closed or index.text[quotation.inside.end - 1] not in ",?!":
            continue
        words = index.words(Span(start=quotation.span.end, end=quotation.span.end + 80))
        act = _closing(index, quotation, words[:NEAR], language) if words else None
        if act:
            yield act


def _closing(index: Index, quotation: Quotation, words: range, language: Language) -> Attributed | None:
    verb = next((i for i in words if index.tokens[i].tag in FINITE and index.tokens[i].pos == "VERB"), None)
    if (
        verb is None
        or index.tokens[verb].lemma in language.table("speech")["asides"]["no_saying"]
        or index.text[quotation.span.end : quotation.span.end + 1] != " "
    ):
        return None
    first = index.tokens[words[0]]
    subject = _subject(index, verb, words[0])
    is_all = verb + 1 >= len(index.tokens) or index.tokens[verb + 1].text == "."
    is_apart = index.text[quotation.inside.end - 1] != "," and first.text[0].isupper() and not is_all
    if subject is None or is_apart or index.child(verb, "ccomp", "xcomp") in range(verb + 1, verb + NEAR):
        return None
    return Attributed(cue=index.tokens[verb].span, source=subject, content=(quotation.span,))


def _subject(index: Index, verb: int, first: int) -> Span | None:
    """Who speaks: all between the quotation and the verb, or the name or person right behind the verb."""
    if verb > first:
        subject = index.child(verb, "nsubj")
        if subject is None or min(index.subtree(subject)) != first or index.child(verb, *OBJECTS) is not None:
            return None
        return index.phrase(subject)
    behind = next((c for c in index.children[verb] if c > verb and index.tokens[c].dep in ("nsubj", "dobj")), None)
    if behind is None or index.tokens[behind].pos not in ("PROPN", "PRON") or min(index.subtree(behind)) != verb + 1:
        return None
    return index.phrase(behind)


def find_standing_alone(index: Index, acts: Sequence[Attributed], *, language: Language) -> Iterator[Attributed]:
    """Acts, without a cue, of sentences that are all quotation and that nobody says, behind one who spoke."""
    found = list(acts)
    for quotation in index.marks.quotations:
        here = index.sentence_of(quotation.inside)
        is_whole = (
            quotation.span.start <= here.span.start + 1
            and (quotation.closed or _goes_on(index, quotation))
            and here.span.end <= quotation.span.end + 1
        )
        if not quotation.is_speech or not is_whole or len(index.words(quotation.inside)) < LEAST:
            continue
        if any(says(a, quotation.span) for a in found):
            continue
        number = index.marks.sentences.index(here)
        before = index.marks.sentences[number - 1] if number else None
        if before is None:
            continue
        if before.paragraph == here.paragraph:
            source = _speaker_before(index, found, before, language)
        else:
            source = _quoted_before(index, found, quotation, here)
        if source:
            found.append(Attributed(cue=None, source=source, content=(quotation.span,)))
            yield found[-1]


def _goes_on(index: Index, quotation: Quotation) -> bool:
    """True for a paragraph that is not closed because the next goes on with it."""
    after = next((q for q in index.marks.quotations if q.span.start >= quotation.span.end), None)
    return after is not None and not index.text[quotation.span.end : after.span.start].strip()


def _quoted_before(index: Index, acts: Sequence[Attributed], quotation: Quotation, here: Sentence) -> Span | None:
    """Who was quoted last in the paragraph before, where the quotation is a paragraph of its own."""
    if opens_turn(index, quotation.inside):
        return None
    words = quotation.inside.of(index.text).split()
    capitals = sum(w[0].isupper() for w in words)
    if len(words) < LEAST_APART or capitals > CAPITALS * len(words):
        return None
    near = [
        s for s in index.marks.sentences if s.paragraph in (here.paragraph - 1, here.paragraph) and s.zone == here.zone
    ]
    own = [s.span for s in near if s.paragraph == here.paragraph]
    lead = [s.span for s in near if s.paragraph != here.paragraph]
    if not lead or own[0].start < quotation.span.start - 1 or own[-1].end > quotation.span.end + 1:
        return None
    stretch = Span(start=lead[0].start, end=lead[-1].end)
    said = [a for a in acts if a.source and stretch.contains(a.cue or a.content[0])]
    last_line = lead[-1]
    said = [a for a in said if any(index.is_quoted(c) for c in a.content) or _closes(index, a, last_line)]
    said = said or _only_sayer(index, acts, stretch, last_line)
    last = max(said, key=lambda a: a.content[-1].end, default=None)
    return last.source if last else None


def _only_sayer(index: Index, acts: Sequence[Attributed], paragraph: Span, line: Span) -> list[Attributed]:
    """The acts of a paragraph in which one alone speaks, its last line among what is said: a quotation may go on."""
    said = [a for a in acts if a.source and paragraph.contains(a.cue or a.content[0])]
    names = {m.name for a in said if a.source for m in index.mentions_in(a.source)}
    is_one = len({a.source.of(index.text) for a in said if a.source}) == 1 and len(names) == 1
    return said if is_one and any(line.contains(a.cue or a.content[0]) for a in said) else []


def _closes(index: Index, act: Attributed, line: Span) -> bool:
    """True for a saying behind its content at the end of a paragraph: "P, | Lund said.", which a quotation goes on."""
    is_last = act.cue is not None and line.contains(act.cue) and all(c.end <= act.cue.start for c in act.content)
    return is_last and act.cue is not None and not index.text[act.cue.end : line.end].strip(" .")


def _speaker_before(index: Index, acts: Sequence[Attributed], before: Sentence, language: Language) -> Span | None:
    """The last source of the sentence, or the person who is the subject of a verb of speaking in it."""
    said = [a for a in acts if a.source and a.cue and before.span.contains(a.cue)]
    if said:
        return said[-1].source
    for i in range(before.first, before.last):
        token, subject = index.tokens[i], index.child(i, "nsubj")
        if token.dep != "ROOT" or token.lemma not in language.words("time", "meeting") or subject is None:
            continue
        mention = index.mention_at(index.starts[subject])
        is_person = mention is not None and mention.kind is EntityKind.PERSON
        return index.phrase(subject) if is_person or index.tokens[subject].text.lower() in ("he", "she") else None
    return None
