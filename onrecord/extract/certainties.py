"""How sure the speaker puts it: by the words of the cue, then by those of the main verb of what is said."""

from onrecord.extract.index import Index
from onrecord.extract.stances import FIRST, Act, CueWords, cue_words, is_negated, main_verb
from onrecord.language import Language
from onrecord.records.finding import Certainty, Stance
from onrecord.records.span import Span

OPINION = frozenset({"think", "believe", "assume", "expect", "guess", "suppose"})  # of whoever says "I"


def read_certainty(index: Index, act: Act, stance: Stance, *, language: Language) -> Certainty:
    """How sure the speaker puts it; unknown where nobody is said to speak."""
    table = language.table("speech")["certainty"]
    cue = cue_words(index, act.cue)
    is_sure = cue.has(language.table("speech")["undoubted"]["words"]) and is_negated(index, act, cue, language)
    if stance in (Stance.DECLINES, Stance.DOES_NOT_DENY) or is_sure:
        return Certainty.CERTAIN
    hedge = _hedge_of(index, act, cue, table)
    if act.speaker.name is None and act.source is None:
        return hedge if hedge is not Certainty.CERTAIN else Certainty.UNKNOWN
    return hedge


def _hedge_of(index: Index, act: Act, cue: CueWords, table: dict[str, list[str]]) -> Certainty:
    if cue.has(table["cue_possible"]):
        return Certainty.POSSIBLE
    if cue.has(table["cue_probable"]):
        return Certainty.PROBABLE
    near = _main_words(index, act.content[0]) - _impossible(index, act.content[0])
    if near & set(table["possible_modals"]) or near & set(table["possible"]):
        return Certainty.POSSIBLE
    if near & set(table["probable"]):
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _impossible(index: Index, span: Span) -> set[str]:
    """The "could" of "could not support it", which is no guess."""
    root = main_verb(index, span)
    negated = root is not None and any(index.tokens[c].dep == "neg" for c in index.children[root])
    return {"could"} if negated else set()


def _main_words(index: Index, span: Span) -> set[str]:
    """Texts and lemmas of the main verb of the span and of the words that hang straight on it."""
    root = main_verb(index, span)
    if root is None:
        return set()
    subject = index.child(root, "nsubj")
    if subject is not None and index.tokens[subject].text.lower() in FIRST and index.tokens[root].lemma in OPINION:
        return set()  # whoever says "I think" holds it
    words = index.words(span)
    near = [root, *(c for c in index.children[root] if c in words)]
    near += [
        c
        for n in near[1:]
        if index.tokens[n].dep in ("acomp", "xcomp", "attr", "oprd")
        for c in index.children[n]
        if index.tokens[c].dep == "advmod"
    ]
    kept = [
        n
        for n in near
        if index.tokens[n].dep not in ("ccomp", "advcl", "conj", "relcl", "nsubj", "dobj", "pobj") or n == root
    ]
    return {index.tokens[n].text.lower() for n in kept} | {index.tokens[n].lemma for n in kept}
