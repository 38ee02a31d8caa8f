"""What the speaker does with the content: denies, confirms, warns, asks, promises, declines, or plainly says.

Polarity is read from the words of the cue and what hangs on them, never from likeness: "does not deny" and "denied" are
near in every vector space and opposite on record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.extract.silences import is_nobody
from onrecord.language import Language
from onrecord.records.finding import Manner, Source, SpeakerKind, Stance
from onrecord.records.span import Span

OPEN_QUESTION = re.compile(r"\?\s*[\"”’']?\s*$")
WILL = frozenset({"will", "'ll", "’ll", "wo", "would", "shall", "going"})
OUGHT = frozenset({"should", "must"})
PERSONS = (SpeakerKind.PERSON, SpeakerKind.UNNAMED_PERSON)
FIRST = frozenset({"i", "we"})
PLEAS = {"guilty": Stance.CONFIRMS, "innocent": Stance.DENIES}
WARNING_LEAD = re.compile(r"\bwarning\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One attribution while its fields are being read."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    speaker: Source
    gender: str | None  # "he" or "she", where known
    manner: Manner


def read_stance(index: Index, act: Act, *, language: Language) -> Stance:
    """The stance; `asserts` where nothing tells otherwise."""
    table = language.table("speech")
    stances = table["stance"]
    cue = cue_words(index, act.cue)
    negated = is_negated(index, act, cue, language)
    settled = _read_plea(index, cue, act) or _read_silence(index, cue, negated, act, language)
    if settled:
        return settled
    if negated and cue.has(table["undoubted"]["words"]):
        return Stance.ASSERTS
    if negated and cue.has(stances["denies"]):
        return Stance.DOES_NOT_DENY
    for name in ("denies", "confirms", "warns"):
        if cue.has(stances[name]):
            return Stance.ASSERTS if name == "denies" and _turns_down(index, act, table["petitioned"]) else Stance(name)
    if cue.has(stances["asks"]) and _is_question(index, act):
        return Stance.ASKS
    if cue.has(stances["requests"]) or (cue.has(["ask", "tell"]) and _has_infinitive(index, act)):
        return Stance.REQUESTS
    if cue.has(["ask"]) and _asks_for(index, act):
        return Stance.REQUESTS
    if cue.has(stances["promises"]):
        return Stance.PROMISES
    if cue.has(stances["speculates"]):
        return Stance.SPECULATES
    return _stance_of_content(index, act)


def _read_plea(index: Index, cue: "CueWords", act: Act) -> Stance | None:
    """What a plea in court says to the charge: "pleaded | not guilty" denies it."""
    if not cue.has(["plead"]):
        return None
    words = [*cue.line.split(), *(index.tokens[i].text.lower() for i in index.words(act.content[0])[:2])]
    plea = next((PLEAS[w] for w in words if w in PLEAS), None)
    return Stance.DENIES if plea and "not" in words else plea


def _turns_down(index: Index, act: Act, petitioned: Sequence[str]) -> bool:
    """True for "denied | a request", "rejected | his appeal": who rules on a plea disputes nothing."""
    head = index.head_of(act.content[0])
    return head is not None and index.tokens[head].dep == "dobj" and index.tokens[head].lemma in petitioned


def _read_silence(index: Index, cue: "CueWords", negated: bool, act: Act, language: Language) -> Stance | None:
    table = language.table("speech")
    if cue.has(table["silence"]["refusals"]):
        return Stance.DENIES if _refuses_to_accept(index, cue, act, table["silence"]["accepting"]) else Stance.DECLINES
    is_plain = act.manner in (Manner.NONE, Manner.INDIRECT)
    if negated and cue.has(table["undenied"]["verbs"]):
        return Stance.DOES_NOT_DENY
    if is_plain and (_is_unspoken(index, cue, act, table["silence"]) or (negated and _is_comment(index, act))):
        return Stance.DECLINES
    return Stance.DECLINES if negated and is_plain and cue.has(table["silence"]["verbs"]) else None


def _refuses_to_accept(index: Index, cue: "CueWords", act: Act, accepting: Sequence[str]) -> bool:
    """True for "refused to accept | the count": who does not accept what is told disputes it."""
    first = index.words(act.content[0])
    return cue.has(accepting) or any(index.tokens[i].lemma in accepting for i in first[:2])


def _is_comment(index: Index, act: Act) -> bool:
    """True where the content is no more than the verb that is not done: "would not | comment"."""
    words = index.words(act.content[0])
    return len(words) == 1 and index.tokens[words[0]].lemma == "comment"


def _is_unspoken(index: Index, cue: "CueWords", act: Act, silence: dict[str, list[str]]) -> bool:
    """True where nobody speaks, or where the cue gives no details, no reason, no comment."""
    if act.source and act.speaker.kind is SpeakerKind.UNSTATED and act.speaker.span:
        return True
    unsaid = [*silence["given"], *silence["absent"]]
    if cue.has(["no"]) and cue.has(unsaid):
        return True
    first = index.words(act.content[0])
    is_no = cue.line.endswith(" no ") or (len(first) > 0 and index.tokens[first[0]].text.lower() == "no")
    return is_no and cue.has([*silence["giving"], "be"]) and any(index.tokens[i].lemma in unsaid for i in first)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """The lemmas of a cue, as a blank-joined line, so that phrases can be looked up too."""

    line: str

    def has(self, phrases: Sequence[str]) -> bool:
        """True when one of the words or phrases stands in the cue."""
        return any(f" {p} " in self.line for p in phrases)


def cue_words(index: Index, cue: Span | None) -> CueWords:
    """The lemmas and words of the cue; none where there is no cue."""
    if cue is None:
        return CueWords(line=" ")
    tokens = [index.tokens[i] for i in index.words(cue)]
    return CueWords(
        line=" " + " ".join(t.lemma for t in tokens) + "  " + " ".join(t.text.lower() for t in tokens) + " "
    )


def is_negated(index: Index, act: Act, cue: CueWords, language: Language) -> bool:
    """True where a negator stands in the cue, hangs on it, or nobody is its subject."""
    if act.cue is None:
        return False
    if cue.has(language.table("speech")["negators"]):
        return True
    head = index.head_of(act.cue)
    if head is None:
        return False
    near = index.children[head]
    return (
        any(index.tokens[c].dep == "neg" for c in near)
        or any(is_nobody(index, c) for c in near if index.tokens[c].dep in ("nsubj", "nsubjpass"))
        or any(index.tokens[c].dep == "det" and index.tokens[c].text.lower() in ("no", "neither") for c in near)
        or _follows_nor(index, head)
    )


def _follows_nor(index: Index, verb: int) -> bool:
    """True for "nor did he mention": the words between hang on the verb."""
    before = [w for w in range(max(0, verb - 8), verb) if index.tokens[w].text.lower() == "nor"]
    return bool(before) and all(verb in index.ancestors(w) for w in range(before[-1] + 1, verb))


def _is_question(index: Index, act: Act) -> bool:
    text = act.content[-1].of(index.text)
    first = act.content[0].of(index.text).split(maxsplit=1)
    word = first[0].strip("\"“'‘").lower() if first else ""
    before = index.words(act.content[0]).start - 1
    if before >= 0 and index.tokens[before].text.lower() == "whether":
        return True
    return bool(OPEN_QUESTION.search(text)) or word in (
        "whether",
        "if",
        "why",
        "how",
        "what",
        "when",
        "who",
        "where",
        "which",
    )


def _has_infinitive(index: Index, act: Act) -> bool:
    """True for "asked them to leave": the content begins with a bare verb after "to"."""
    words = index.words(act.content[0])
    if not words:
        return False
    first = index.tokens[words[0]]
    before = index.tokens[words[0] - 1].text.lower() if words[0] else ""
    return first.tag == "VB" and (before == "to" or first.dep in ("xcomp", "ccomp"))


def _asks_for(index: Index, act: Act) -> bool:
    """True for "asked the judge for leniency": a thing is asked for, wherever the content begins."""
    verb = index.head_of(act.cue) if act.cue else None
    if verb is None or (index.tokens[verb].tag == "VBN" and index.child(verb, "auxpass") is not None):
        return False
    heads = {verb, *(c for c in index.children[verb] if index.tokens[c].dep in ("dobj", "dative"))}
    end = act.content[-1].end
    return any(
        index.tokens[c].text.lower() == "for" and index.tokens[c].dep in ("prep", "dative") and verb < c
        for head in heads
        for c in index.children[head]
        if index.starts[c] < end
    )


def _stance_of_content(index: Index, act: Act) -> Stance:
    """For a plain cue such as "said": a promise or a request by the content's main verb."""
    if OPEN_QUESTION.search(act.content[-1].of(index.text)) and act.manner is Manner.DIRECT and len(act.content) == 1:
        return Stance.ASKS
    sentence = index.sentence_of(act.cue or act.content[0])
    lead = index.text[sentence.span.start : (act.source or act.content[0]).start]
    if act.source and act.source.start - sentence.span.start < 60 and WARNING_LEAD.search(lead):
        return Stance.WARNS
    root = main_verb(index, act.content[0])
    if root is None:
        return Stance.ASSERTS
    words = {index.tokens[c].text.lower() for c in index.children[root]} | {index.tokens[root].text.lower()}
    subject = index.child(root, "nsubj", "nsubjpass")
    is_own = subject is not None and (_may_be_speaker(index, subject, act) or _names_speaker(index, subject, act))
    if index.child(root, "xcomp") is None:
        words -= {"going"}  # "we are going into a hard winter"
    if words & WILL and is_own and not any(index.tokens[c].dep == "nsubjpass" for c in index.children[root]):
        is_act = index.tokens[root].lemma != "be" and not _is_supposed(index, root) and not _is_forced(index, root)
        return Stance.PROMISES if is_act else Stance.ASSERTS
    return Stance.ASSERTS


def _is_supposed(index: Index, root: int) -> bool:
    """True for "if she had signed it, she would hide": nobody promises what did not come about."""
    clauses = [c for c in index.children[root] if index.tokens[c].dep == "advcl"]
    words = [{index.tokens[w].text.lower() for w in index.children[c]} for c in clauses]
    return any("if" in near and "had" in near for near in words)


def _is_forced(index: Index, root: int) -> bool:
    """True for "he would have to sell": what is bound to come is foreseen, not promised."""
    below = index.child(root, "xcomp") if index.tokens[root].lemma == "have" else None
    return below is not None and any(index.tokens[c].tag == "TO" for c in index.children[below])


def _may_be_speaker(index: Index, word: int, act: Act) -> bool:
    """True for a pronoun that fits the speaker: a minister's "they would" is somebody else's promise."""
    pronoun = index.tokens[word].text.lower()
    if pronoun in ("he", "she"):
        return act.speaker.kind in PERSONS and act.gender in (None, pronoun)
    if pronoun in ("it", "they"):
        head = index.head_of(act.source) if act.source else None
        is_many = bool(act.speaker.members) or (head is not None and index.tokens[head].tag in ("NNS", "NNPS"))
        return is_many if act.speaker.kind in PERSONS else pronoun == "they" or not is_many
    return pronoun in FIRST


def _names_speaker(index: Index, word: int, act: Act) -> bool:
    mention = index.mention_at(index.tokens[word].span.start)
    return mention is not None and mention.name == act.speaker.name


def main_verb(index: Index, span: Span) -> int | None:
    """The verb that the words of the span hang on; None where there is none."""
    head = index.head_of(span)
    if head is None:
        return None
    if index.tokens[head].pos in ("VERB", "AUX"):
        return head
    words = index.words(span)
    return next((i for i in words if index.tokens[i].pos in ("VERB", "AUX") and index.tokens[i].head == head), None)
