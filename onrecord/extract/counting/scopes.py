"""What is told of an amount, by the word that governs it: killed, sent, planned, destroyed."""

from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import Token
from onrecord.records.finding import ARRIVED, AT_ANY_TIME, LEFT

HUMAN = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "survived",
        "displaced",
        "arrested",
        "rescued",
        "infected",
        "attended",
        "employed",
        "dismissed",
    }
)
UNDERGONE = frozenset(
    {"given", "spent", "requested", "approved", "sold", "bought", "produced", "sent", "dismissed", "employed"}
)  # of what it is done to, never of who does it
AFTER = frozenset({"acl", "relcl", "amod", "acomp", "oprd"})  # "ten people killed", "found two dead"
MOVED = ("nsubj", "nsubjpass")
LINKS = frozenset({"of", "with", "as", "like", "including", "than", "about", "along"})  # "along with six others"
REACHED = frozenset({"to", "at", "from", "above", "past", "over", "beyond"})  # "the toll rose to 40"


@cache
def _scopes(language: Language, part: str = "scopes") -> Mapping[str, str]:
    """Scope by lemma; a lemma under two scopes has the first."""
    table: Mapping[str, list[str]] = language.table("scopes")[part]
    return {lemma: scope for scope, lemmas in reversed(list(table.items())) for lemma in lemmas}


def find_scope(index: Index, anchor: int, *, language: Language) -> str | None:
    """The scope of the amount that word `anchor` stands for; None where no governing word tells one.

    A noun that tells by itself goes before the verb: "36 bodies were recovered" are 36 killed.
    """
    tokens, path = index.tokens, [anchor]
    while tokens[path[-1]].head != path[-1] and tokens[path[-1]].pos not in ("VERB", "AUX"):
        path.append(tokens[path[-1]].head)
    tally = find_tally(index, anchor, language=language)
    if tally is not None:
        return _told_by_moved(index, tally, path, language)
    told = _told_beside(index, anchor, language) or _told_by_noun(index, path, language)
    path = _within_clause(index, path, language)
    told = told or _told_by_turn(index, path, language)
    for j in () if told else path:
        after = (k for k in index.children[j] if k > anchor and tokens[k].dep in AFTER)
        told = next((scope for k in after if (scope := _scope_of(index, k, language))), None)
        if told is None and tokens[j].pos in ("NOUN", "ADJ", "VERB"):
            told = _scope_of(index, j, language)
            above = tokens[tokens[j].head]
            is_aim = tokens[j].dep == "xcomp" or (tokens[j].dep == "acl" and tokens[j].tag == "VB")  # "plans to send"
            if told and is_aim and _scopes(language).get(above.lemma) == "planned":
                return "planned"
            told = None if told and _is_other_sense(index, path, j, told, language) else told
        if told:
            return told
    return told or _told_of_subject(index, path, language) or _told_of_all_times(index, path, language)


def _is_other_sense(index: Index, path: Sequence[int], verb: int, told: str, language: Language) -> bool:
    """True where the verb tells nothing of the amount: "two firms bought it", "released two reports"."""
    below = path[path.index(verb) - 1] if verb != path[0] else verb
    does = index.tokens[below].dep == "nsubj" and index.child(verb, "dobj") is not None
    if index.tokens[verb].lemma in language.words("scopes", "caught"):
        return told == "infected" and not does  # "contracted ten workers"
    if told == "rescued":
        kept = language.words("scopes", "kept") | language.words("scopes", "showing")
        kept |= language.words("speakers", "documents")
        return any(index.tokens[i].lemma in kept for i in (below, *index.children[verb], *index.children[below]))
    return does and told in UNDERGONE


def _within_clause(index: Index, path: list[int], language: Language) -> list[int]:
    """The path up to a word that puts the amount round the matter: of "trapped in ten houses" no house is trapped."""
    tokens, showing = index.tokens, language.words("scopes", "showing")

    def parts(j: int) -> bool:
        above = tokens[tokens[j].head]
        is_part = tokens[j].lemma == "of" and (above.pos == "NUM" or above.lemma in showing)  # "one of the two"
        return tokens[j].dep == "prep" and (is_part or tokens[j].lemma not in LINKS)

    out = next((n for n, j in enumerate(path) if parts(j)), len(path))
    return path[: max(out, 1)]


def _scope_of(index: Index, i: int, language: Language) -> str | None:
    """The scope that the word tells; "missing" is a word of its own, though it is made from "miss"."""
    token, scopes = index.tokens[i], _scopes(language)
    if token.pos == "NOUN" and token.lemma in language.words("scopes", "things"):
        return None  # "34 ships"
    if token.lemma in language.words("scopes", "particled") and index.child(i, "prt") is not None:
        return None
    return scopes.get(token.lemma) or (scopes.get(token.text.lower()) if token.tag == "VBG" else None)


def _told_beside(index: Index, anchor: int, language: Language) -> str | None:
    """The scope of a participle right behind a number: "around 60 injured" beside "22 killed"."""
    after = index.tokens[anchor + 1 : anchor + 2]
    if not after or index.tokens[anchor].pos != "NUM" or after[0].sentence != index.tokens[anchor].sentence:
        return None
    is_participle = after[0].tag in ("VBN", "VBG") or (after[0].tag in ("VBD", "JJ") and after[0].dep == "amod")
    return _scope_of(index, anchor + 1, language) if is_participle else None


def find_tally(index: Index, anchor: int, *, language: Language) -> int | None:
    """The toll that a verb further up moves to the amount: "raised the toll after a quake that struck ... to 413"."""
    tokens = index.tokens
    to = tokens[anchor].head
    if tokens[anchor].dep != "pobj" or tokens[to].lemma not in ("to", "from"):
        return None
    moves = language.table("approximators")["change"]
    above = [j for j in index.ancestors(to) if tokens[j].pos == "VERB"]
    for verb in above[1:]:
        moved = (c for c in index.children[verb] if tokens[c].dep in ("dobj", "nsubj"))
        tally = next((c for c in moved if tokens[c].lemma in language.words("scopes", "tallies")), None)
        if tally is not None and tokens[verb].lemma in (*moves["up"], *moves["down"]):
            return tally
    return None


def scope_of_noun(index: Index, i: int, *, language: Language) -> str | None:
    """The scope that a counted noun tells by itself: of a body or a death toll that people were killed."""
    token = index.tokens[i]
    if token.pos not in ("NOUN", "PROPN"):
        return None
    pairs: list[Mapping[str, list[str]]] = language.table("scopes")["pairs"]
    before = index.tokens[i - 1].lemma if i else ""
    told = (str(p["scope"]) for p in pairs if token.lemma in p["nouns"] and before in p["before"])
    return _scopes(language, "nouns").get(token.lemma) or next(told, None)


def told_before(index: Index, anchor: int, *, language: Language) -> str | None:
    """The scope of those beside whom "six others" are told: "the death of the minister, and of at least six others"."""
    tokens, noun = index.tokens, index.tokens[anchor].head
    if tokens[noun].lemma != "other" or tokens[noun].dep != "conj":
        return None
    first = index.marks.sentences[tokens[anchor].sentence].first
    told = (
        _scope_of(index, j, language) for j in range(anchor - 1, first - 1, -1) if tokens[j].pos in ("VERB", "NOUN")
    )
    return next((scope for scope in told if scope in HUMAN), None)


def _told_by_noun(index: Index, path: Sequence[int], language: Language) -> str | None:
    """The scope of a counted noun that tells it: "two more bodies", "a death toll of 40", "12 of the survivors"."""
    noun = next((j for j in path if scope_of_noun(index, j, language=language)), None)
    found = None if noun is None else _told_by_tally(index, noun, path, language)
    verb = path[-1]
    if len(path) < 2 or index.tokens[verb].pos not in ("VERB", "AUX"):
        return found or (None if noun is None else scope_of_noun(index, noun, language=language))
    links = [index.tokens[j] for j in path[1:-1]]
    if noun is None and index.tokens[path[-2]].dep != "attr" and not any(_is_reach(t) for t in links):
        return None
    moved = [c for c in index.children[verb] if index.tokens[c].dep in (*MOVED, "dobj") and c not in path]
    if noun is not None:
        told = (_told_by_tally(index, c, path, language) for c in moved)  # "the injured rose from a toll of 12"
        return found or next((s for s in told if s), None) or scope_of_noun(index, noun, language=language)
    return next((scope for c in moved if (scope := _told_by_moved(index, c, path, language))), None)


def _is_reach(token: Token) -> bool:
    return token.dep == "prep" and token.lemma in REACHED


def _told_by_moved(index: Index, i: int, path: Sequence[int], language: Language) -> str | None:
    return _told_by_tally(index, i, path, language) or scope_of_noun(index, i, language=language)


def _told_by_tally(index: Index, i: int, path: Sequence[int], language: Language) -> str | None:
    """The scope that the parts of a tally tell: "the number of people injured", "an injury toll".

    A noun that is no tally tells its own.
    """
    if index.tokens[i].lemma not in language.words("scopes", "tallies"):
        return scope_of_noun(index, i, language=language)
    parts = (j for j in index.subtree(i) if j != i and j not in path)
    return next((s for j in parts if (s := _scope_of(index, j, language)) in HUMAN), None)


def _told_by_turn(index: Index, path: Sequence[int], language: Language) -> str | None:
    """The scope of a verb with its object: "ten people lost their lives", "the storm claimed ten lives"."""
    tokens, last = index.tokens, path[-1]
    verbs = [last, *(c for c in index.children[last] if tokens[c].dep == "acl")]  # "ten lives lost"
    turns: list[Mapping[str, list[str]]] = language.table("scopes")["turns"]
    for turn in turns:
        for verb in verbs:
            near = (*path, *(c for c in index.children[verb] if tokens[c].dep == "dobj"))
            if tokens[verb].lemma in turn["verbs"] and any(tokens[j].lemma in turn["objects"] for j in near):
                return str(turn["scope"])
    return None


def _told_of_subject(index: Index, path: Sequence[int], language: Language) -> str | None:
    """The scope of what the counted do: "2,000 had left", "142 were confirmed to have survived"."""
    verb = path[-1]
    if index.tokens[verb].pos != "VERB" or len(path) < 2 or index.tokens[path[-2]].dep not in MOVED:
        return None
    for part, scope in (("leaving", LEFT), ("arriving", ARRIVED)):
        if index.tokens[verb].lemma in language.words("scopes", part):
            return scope if index.tokens[path[-2]].dep == "nsubj" else None
    below = index.child(verb, "xcomp")
    return None if below is None else _scope_of(index, below, language)


def _told_of_all_times(index: Index, path: Sequence[int], language: Language) -> str | None:
    """The scope of the most or the least that there has been: "held every year, and never with more than 2,500"."""
    always = language.words("scopes", "always")
    beside = (i for j in path for i in index.children[j])
    return AT_ANY_TIME if any(index.tokens[i].lemma in always for i in beside) else None
