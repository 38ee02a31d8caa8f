"""What the parse says of the words around a time expression: its tense, and how it hangs on its neighbours."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.annotation import Sentence, Token, Zone

CLIMB = 12  # heads up to the governing verb
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
BARE = ("conj", "ccomp", "xcomp")  # how a verb hangs on one that lends it its tense
PLUPERFECT = frozenset({"had"})
RATED = frozenset({"NOUN", "NUM", "SYM", "PROPN"})


class Tense(StrEnum):
    """Which way the verb of an expression points."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"  # present, headline, or no verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """The parse of a report, asked by offset.  Without tokens every answer is the empty one."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    starts: Sequence[int]  # of the tokens
    forward: frozenset[str]  # auxiliaries of the future and of what may be
    planned: frozenset[str]  # lemmas whose participle points forward
    governors: frozenset[str]  # lemmas whose infinitive does, besides
    planners: frozenset[str]  # lemmas of verbs whose own past points forward: "they planned a rally on Friday"
    callers: frozenset[str]  # lemmas of verbs whose "for May" points forward: "called an election for May"
    historic: frozenset[str]  # lemmas whose present tells of the past: "she says on Friday"
    behind: frozenset[str]  # prepositions whose noun lies back ("following the attempt in May")
    unchanged: frozenset[str]  # verbs whose past looks like their present: "police shut the road on Friday"

    def at(self, offset: int) -> int | None:
        """The number of the token that covers the offset."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and self.tokens[i].span.end > offset else None

    def tag(self, offset: int) -> str:
        """The Penn tag of the word there; empty where there is no parse."""
        i = self.at(offset)
        return self.tokens[i].tag if i is not None else ""

    def is_scheduled(self, offset: int) -> bool:
        """True when a verb of the present in running text governs the word: "they meet on Friday" lies ahead."""
        i = self._beside(self.at(offset))
        if i is not None and self.tokens[i].dep == "poss":
            return False
        for _ in range(2):  # the word itself or its preposition hangs on the verb
            if i is None or self.tokens[i].tag in VERBS:
                break
            i = self.tokens[i].head
        if i is None or self.tokens[i].tag not in ("VBZ", "VBP") or self.tokens[i].lemma in self.historic:
            return False
        if self.tokens[i].tag == "VBP" and self.tokens[i].lemma in self.unchanged:
            return False
        return self.sentences[self.tokens[i].sentence].zone is Zone.BODY

    def is_name_like(self, offset: int) -> bool:
        """True when a capital at the offset tells a name: inside a sentence of running text, not its first word."""
        i = self.at(offset)
        if i is None:
            return False
        sentence = self.sentences[self.tokens[i].sentence]
        words = [t.text for t in self.tokens[sentence.first : sentence.last] if t.text[0].isalpha()]
        if sentence.zone is not Zone.BODY or 2 * sum(w.islower() for w in words) < len(words):
            return False
        before = self.tokens[i - 1].text if i > sentence.first else ""
        return before[:1].isalnum() or (before[:1] in ("-", "'", '"', "“", "‘", "`") and i - 1 > sentence.first)

    def is_rate(self, offset: int) -> bool:
        """True when the words hang on an amount in front of them, as "a year" does in "two million a year"."""
        i = self.at(offset)
        if i is None:
            return False
        noun = i if self.tokens[i].pos == "NOUN" else self.tokens[i].head
        head = self.tokens[self.tokens[noun].head]
        return self.tokens[noun].dep in ("npadvmod", "appos") and head.pos in RATED and head.span.end <= offset

    def is_put_off(self, offset: int) -> bool:
        """True when a verb that calls for something or calls it off governs the word: "suspended the talks for May"."""
        i = self.at(offset)
        for _ in range(CLIMB):
            if i is None or self.tokens[i].tag in VERBS or self.tokens[i].head == i:
                break
            i = self.tokens[i].head
        return i is not None and self.tokens[i].lemma in self.callers

    def is_owner(self, offset: int) -> bool:
        """True of "Friday" in "Friday's vote"."""
        i = self.at(offset)
        return i is not None and self.tokens[i].dep == "poss"

    def tense(self, offset: int) -> Tense:
        """The tense of the verb that governs the word at the offset."""
        i = self._beside(self.at(offset))
        if i is not None and self.tokens[i].dep == "poss":
            return self._of_owner(i)
        if i and self.tokens[i].dep != "pobj" and self.tokens[i - 1].text.lower() == "on":
            i -= 1  # "rolled in on Friday and army-bound cargo": parsers lose the day, not its preposition
        is_of_noun = self.is_of_noun(offset)
        for steps in range(CLIMB):
            if i is None:
                break
            token = self.tokens[i]
            if token.tag in VERBS and token.pos in ("VERB", "AUX") and token.dep != "prep":
                if is_of_noun and self._is_going_on(i):
                    return Tense.NONE  # "is blaming them for Friday's raid" tells nothing of the raid
                return self._of_verb(i)
            if self._is_planned(i):
                return Tense.FUTURE
            if token.text.lower() in self.behind and token.dep == "prep" and steps > 1:
                return Tense.PAST
            if token.head == i:
                break
            i = token.head
        return Tense.NONE

    def is_told_since(self, offset: int) -> bool:
        """True of what was ahead when it was said and may be over by now: "would pass on Friday", "was to meet"."""
        i = self._beside(self.at(offset))
        for _ in range(CLIMB):
            if i is None or self.tokens[i].head == i:
                break
            if self.tokens[i].tag in VERBS:
                words = {self.tokens[c].text.lower() for c in self._children(i) if self.tokens[c].dep.startswith("aux")}
                if words & self.forward:
                    return "would" in words
                if words & {"was", "were"} and self.tokens[i].lemma in self.planned:
                    return True  # "said that they were expected to file an appeal on Friday"
            i = self.tokens[i].head
        if i is None:
            return False
        words = {self.tokens[c].text.lower() for c in self._children(i) if self.tokens[c].dep.startswith("aux")}
        past = self.tokens[i].tag == "VBD" or bool(words & {"was", "were"})
        return (
            past and not words & self.forward and (self.tokens[i].lemma in self.planned or self.tokens[i].lemma == "be")
        )

    def _is_planned(self, i: int) -> bool:
        """True of "due", "upcoming", and of a noun that has such a word beside it."""
        token = self.tokens[i]
        if token.pos == "ADJ":  # "it had been due to end on Friday"
            return token.lemma in self.planned and not self.is_pluperfect(token.span.start)
        return token.pos in ("NOUN", "PROPN") and any(self.tokens[c].lemma in self.planned for c in self._children(i))

    def is_of_noun(self, offset: int) -> bool:
        """True when the words belong to a noun ("the attempt in May") and the verb's tense says little of them."""
        i = self.at(offset)
        if i is None or self.tokens[i].dep not in ("pobj", "npadvmod", "nmod", "compound"):
            return False
        above = self.tokens[self.tokens[i].head]
        if above.pos == "ADP":
            above = self.tokens[above.head]
        return above.pos in ("NOUN", "PROPN")

    def _beside(self, i: int | None) -> int | None:
        """The verb in front of the word ("said Friday", "met on Monday"), which parsers often miss, or the word."""
        for back in (1, 2):
            if i is None or i < back or self.tokens[i - back].sentence != self.tokens[i].sentence:
                break
            if self.tokens[i - back].tag in VERBS and self.tokens[i - back].pos == "VERB":
                return i - back
            if self.tokens[i - back].text.lower() != "on":
                break
        return i

    def _of_owner(self, i: int) -> Tense:
        """Of "Friday" in "Friday's vote": past, unless the vote itself will do something or lies ahead."""
        noun = self.tokens[self.tokens[i].head]
        above = self.tokens[noun.head]
        if noun.dep in ("nsubj", "nsubjpass") and above.tag in VERBS:
            return self._of_verb(noun.head)
        return (
            Tense.FUTURE if above.text.lower() in ("before", "until", "of") and self._lies_ahead(above) else Tense.PAST
        )

    def _lies_ahead(self, preposition: Token) -> bool:
        return preposition.text.lower() != "of" or self.tokens[preposition.head].text.lower() == "ahead"

    def is_pluperfect(self, offset: int) -> bool:
        """True when the verb that governs the word stands with "had"."""
        i = self.at(offset)
        for _ in range(CLIMB):
            if i is None:
                break
            if self.tokens[i].tag in VERBS:
                return any(self.tokens[c].text.lower() in PLUPERFECT for c in self._children(i))
            if self.tokens[i].head == i:
                break
            i = self.tokens[i].head
        return False

    def _children(self, i: int) -> list[int]:
        sentence = self.sentences[self.tokens[i].sentence]
        return [c for c in range(sentence.first, sentence.last) if self.tokens[c].head == i and c != i]

    def _of_verb(self, i: int) -> Tense:
        verb = self.tokens[i]
        helpers = [self.tokens[c] for c in self._children(i) if self.tokens[c].dep in ("aux", "auxpass")]
        if any(h.text.lower() in PLUPERFECT for h in helpers):
            return Tense.PAST
        if any(h.text.lower() in self.forward for h in helpers):
            return Tense.PAST if any(h.lemma == "have" for h in helpers) else Tense.FUTURE
        if verb.lemma in self.planned and (verb.tag == "VBN" or helpers) and not self._is_done(i):
            return Tense.FUTURE
        if any(h.tag == "VBD" or h.lemma == "have" for h in helpers):
            return Tense.PAST
        if verb.tag == "VBN" and any(h.tag in ("VBZ", "VBP") for h in helpers):
            return Tense.NONE  # "the case is heard in May"
        if any(h.tag == "TO" for h in helpers):
            return self._of_infinitive(i)
        if verb.tag == "VBD":
            clause = any(self.tokens[c].dep in ("xcomp", "ccomp") for c in self._children(i))
            return Tense.FUTURE if verb.lemma in self.planners and not clause else Tense.PAST
        if verb.tag == "VBN":
            return Tense.PAST
        if verb.tag == "VBG":
            return Tense.FUTURE if self._is_going_on(i) else self._above(i)
        if verb.tag == "VB" and not helpers and self.tokens[verb.head].tag in VERBS and verb.dep in BARE:
            return self._of_verb(verb.head)  # "will meet on Monday and vote on Tuesday", "will let them vote"
        return Tense.NONE

    def _is_going_on(self, i: int) -> bool:
        """True of "is meeting"."""
        helpers = (self.tokens[c] for c in self._children(i) if self.tokens[c].dep in ("aux", "auxpass"))
        return self.tokens[i].tag == "VBG" and any(h.tag in ("VBZ", "VBP") and h.lemma == "be" for h in helpers)

    def _is_done(self, i: int) -> bool:
        """True of "a record set on Friday": what is planned is set for, or to do something."""
        if self.tokens[i].lemma != "set" or self.tokens[i].dep != "acl":
            return False
        return not any(self.tokens[c].text.lower() in ("for", "to") for c in self._children(i))

    def _of_infinitive(self, i: int) -> Tense:
        head = self.tokens[self.tokens[i].head]
        if self._is_to_be(i):
            return Tense.FUTURE
        if self.is_pluperfect(head.span.start) and not (head.lemma in self.governors and self._is_told(head)):
            return Tense.PAST
        if self.tokens[i].head == i or head.lemma in self.planned or head.lemma in self.governors:
            return Tense.FUTURE
        return Tense.PAST if self._above(i) is Tense.PAST else Tense.FUTURE

    def _is_to_be(self, i: int) -> bool:
        """True of "a summit to be held in May", whatever was done about it; not of "the first to be held"."""
        parts = {self.tokens[c].dep for c in self._children(i)}
        noun = self.tokens[self.tokens[i].head]
        is_of_noun = self.tokens[i].dep in ("acl", "relcl") and noun.pos in ("NOUN", "PROPN")
        return "auxpass" in parts and (is_of_noun or "nsubjpass" in parts)

    def _is_told(self, verb: Token) -> bool:
        """True of "said that they had agreed": in the speaker's own words the verb stands with "have"."""
        return verb.dep == "ccomp" and self.tokens[verb.head].tag == "VBD"

    def _above(self, i: int) -> Tense:
        head = self.tokens[i].head
        if head == i:
            return Tense.NONE
        for _ in range(CLIMB):
            if self.tokens[head].tag in VERBS:
                return self._of_verb(head)
            if self.tokens[head].head == head:
                break
            head = self.tokens[head].head
        return Tense.NONE
